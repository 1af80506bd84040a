"""What is offered while one types."""

import re
from html import unescape

import pytest

from search.suggesting import SHOWN
from tests import factories

URL = "/pretraga/prijedlozi/"


def offered(client, typed, prefix=""):
    response = client.get(f"{prefix}{URL}", {"q": typed})
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


@pytest.mark.parametrize("typed", ["Jel", "jela", "Јел", "JELAH", "Jelah "])
def test_a_place_by_its_beginning(client, places, typed):
    assert "MZ Jelah Općina Tešanj" in offered(client, typed)


@pytest.mark.parametrize("typed", ["", "J", "je", "  ", "\u200b", "-- -", "%_", "💡"])
def test_nothing_for_less_than_three_letters(client, places, typed):
    assert offered(client, typed) == ""


def test_a_word_in_the_middle_of_a_title(client, practice):
    assert "Rasvjeta na stazi" in offered(client, "staz")
    assert "Rasvjeta na stazi" in offered(client, "rasvjeta ško")
    assert offered(client, "mrak") == ""  # not in the title


def test_in_the_script_of_the_page(client, practice):
    assert "Расвјета на стази до школе" in offered(client, "rasv", "/sr")


def test_no_more_than_eight(client, member, places):
    for number in range(12):
        factories.make_question(member, title=f"Rasvjeta {number}", places=[places.jelah])
    assert client.get(URL, {"q": "rasv"}).content.decode().count("<li>") == SHOWN


@pytest.mark.parametrize(
    "typed", ["'", "a'b c", "(((", "!!!", "dom:*", "&&&", "\\\\\\", "a" * 300, "1 2 3 4 5 6 7 8 9"]
)
def test_whatever_is_typed_is_no_error(client, places, typed):
    offered(client, typed)


def test_the_field_of_the_home_page_asks_here(client, places):
    assert f'data-suggest="{URL}"' in client.get("/").content.decode()
