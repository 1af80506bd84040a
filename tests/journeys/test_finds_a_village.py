"""The president of a council finds the village as people write it, reads in five languages, and sees what is missing."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from text.script import to_latin

pytestmark = pytest.mark.django_db
LANGUAGES = {"bosanski": "bs", "hrvatski": "hr", "srpski": "sr-Latn", "српски": "sr-Cyrl", "English": "en"}


@pytest.mark.parametrize("typed", ["zepce", "ЖЕПЧЕ", "žepče", "Zepče"])
def test_finds_it_however_it_is_typed(person, typed) -> None:
    person.open("/").fill_in("Pretražite", q=typed)
    assert f'value="{typed}"' in person.answer.content.decode(), "what was typed stays as it was"
    person.follow("Općina Žepče")
    assert person.heading == "Općina Žepče"
    assert person.address == "/mjesne-zajednice/zepce/"
    person.follow("Begov Han")
    assert person.address == "/mjesne-zajednice/zepce/begov-han/"


@pytest.mark.parametrize(
    ("path", "place"), [("/mjesne-zajednice/zepce/", "Žepče"), ("/mjesne-zajednice/zepce/begov-han/", "Begov Han")]
)
def test_reads_it_in_five_languages(person, path, place) -> None:
    person.open(path)
    for label, tag in LANGUAGES.items():
        person.follow(label)
        assert person.language == tag
        assert place in to_latin(person.heading)
        assert person.address.endswith(path), "the switch stays on the page"
    assert person.follow("Ћирилица").address == f"/sr{path}"
    assert person.follow("bosanski").address == path
    assert not person.client.cookies, "reading needs no cookie"


def test_sees_what_is_missing_and_where_to_send_it(person, settings) -> None:
    person.open("/mjesne-zajednice/zepce/begov-han/")
    assert "Šta znamo, a šta ne znamo" in person.text
    letter = unquote(person.link_to("mailto:"))
    assert person.link("Pošaljite nam podatke").startswith(f"mailto:{settings.CONTACT_EMAIL}?subject=")
    assert settings.CONTACT_EMAIL in letter
    assert "Begov Han" in unquote(person.link("Pošaljite nam podatke")), "the mail says already what it is about"
    person.open(person.link_to("/mjesne-zajednice/zepce/begov-han/za-stampu/"))
    assert "Begov Han" in person.text
