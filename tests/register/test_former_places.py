"""Lists that are asked for by a former address of a municipality."""

import pytest

from register.models import Municipality

pytestmark = pytest.mark.django_db
LISTS = ["/mjesne-zajednice/", "/sr/prakse/"]


@pytest.fixture
def renamed(places):
    Municipality.objects.filter(pk=places.tesanj.pk).update(slug="grad-tesanj")
    return places.tesanj


@pytest.mark.parametrize("path", LISTS)
def test_they_lead_to_the_present_one_with_the_rest_of_the_query(client, renamed, path):
    moved = client.get(path, {"q": "put & most", "jls": "tesanj", "page": "1"})
    assert (moved.status_code, moved["Location"]) == (301, f"{path}?q=put+%26+most&jls=grad-tesanj&page=1")
    assert client.get(moved["Location"]).status_code == 200


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("jls", ["jelah", "nema", "tesanj\x00", "", "a" * 300])
def test_what_never_was_a_municipality_leads_nowhere(client, renamed, path, jls):
    assert client.get(path, {"jls": jls, "page": "99"}).status_code in (400, 404)


@pytest.mark.parametrize("path", LISTS)
def test_what_is_missing_for_another_reason_stays_so(client, renamed, path):
    assert client.get(path, {"jls": "grad-tesanj", "page": "99"}).status_code == 404
