"""Which local community is yours? And what became of what you claimed."""

import pytest

from tests.communities.desk import START, mz
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_a_visitor_signs_in_first(client, places):
    for url in (START, f"{START}nova/", mz(places.jelah), "/koordinator/", "/koordinator/mandati/1/"):
        assert client.get(url)["Location"] == f"/prijava/?next={url}"


@pytest.mark.parametrize("typed", ["jelah", "Јелах Тешањ", "JELAH"])
def test_found_by_name_in_either_script(client_of, newcomer, places, typed):
    response = client_of(newcomer).get(START, {"q": typed})
    valid(response)
    assert f'href="{mz(places.jelah)}"' in response.content.decode()


def test_nothing_found_leads_on(client_of, newcomer, places):
    response = client_of(newcomer).get(START, {"q": "<b>nema"})
    assert "Ništa nije nađeno za „<b>nema“" in text_of(response)
    assert f'href="{START}nova/"' in response.content.decode()
