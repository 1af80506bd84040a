"""A sample site says so in a quiet line on every page; a real one does not."""

import pytest

from mzplatform.context import Site, around
from mzplatform.errors import plain
from tests import factories

LINE = "Ogledna stranica: registar ima svoje izvore, a ljudi i nalozi su primjeri."


@pytest.fixture(params=[True, False], ids=["sample", "real"])
def sample(request, settings, monkeypatch) -> bool:
    settings.SAMPLE_SITE = request.param
    monkeypatch.setattr(Site, "sample", request.param)
    around.cache_clear()
    yield request.param
    around.cache_clear()


@pytest.mark.parametrize(
    "path",
    ["/", "/mjesne-zajednice/tesanj/jelah/za-stampu/", "/prijava/", "/nema-toga/", "/mjesne-zajednice/karta/"],
)
def test_pages_of_the_site(client, places, sample, path) -> None:
    assert (LINE in client.get(path).content.decode()) is sample


def test_the_hand_out(client, member, places, sample) -> None:
    practice = factories.make_practice(member, places=[places.jelah], status="published")
    assert (LINE in client.get(f"{practice.get_absolute_url()}list/").content.decode()) is sample


def test_the_administration(client_of, db, sample) -> None:
    administrator = factories.make_user(is_sample=True)
    factories.make_mandate(administrator, "administrator")
    page = client_of(administrator).get("/upravljanje/", follow=True)
    if sample:  # elsewhere this account does not even come in
        assert page.status_code == 200
        assert LINE in page.content.decode()


@pytest.mark.parametrize("status", [500, 503])
def test_where_nothing_else_works(sample, status) -> None:
    assert (LINE in plain("/", status).content.decode()) is sample
