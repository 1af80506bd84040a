""" "Korisno mi je" at a standing answer."""

import pytest

from tests.forums.standings import make_scene, make_standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(places):
    return make_standing(make_scene(places))


def url_of(standing):
    return f"/pitanja/cesta/{standing.pk}/korisno/"


def test_yes_and_no_longer(client_of, standing, newcomer):
    client = client_of(newcomer)
    for on, count in (("1", 1), ("1", 1), ("0", 0)):
        assert client.post(url_of(standing), {"on": on})["Location"] == standing.get_absolute_url()
        standing.refresh_from_db()
        assert standing.useful_count == count


def test_who_may(client_of, visitor, standing, newcomer):
    assert visitor.post(url_of(standing))["Location"].startswith("/prijava/")
    assert client_of(standing.author).post(url_of(standing)).status_code == 403
    assert client_of(newcomer).get(url_of(standing)).status_code == 405
    assert client_of(newcomer).post("/pitanja/cesta/999999/korisno/").status_code == 404
