"""The text of a lesson in its parts, and how long one reads it."""

import pytest

from lessons.layout import LONGEST, layout, minutes_of, plain


def kinds(body, photos=()):
    return [(part.kind, part.words or part.photo) for part in layout(body, photos).parts]


def test_headings_texts_and_pictures_in_their_order():
    body = "Uvod.\n\n# Prvo\nTekst.\n\n- a\n- b\n\n[slika 2]\n## Manje\nKraj."
    assert kinds(body, ["p1", "p2"]) == [
        ("text", "Uvod.\n"), ("heading", "Prvo"), ("text", "Tekst.\n\n- a\n- b\n"), ("picture", "p2"),
        ("subheading", "Manje"), ("text", "Kraj."),
    ]  # fmt: skip


def test_what_has_no_place_stands_below_and_what_is_not_there_is_missing():
    made = layout("[slika 1]\n[slika 1]\n[Slika 7]\n[слика 3]", ["p1", "p2", "p3"])
    assert [part.photo for part in made.parts] == ["p1", "p3"]
    assert (made.below, made.missing) == (["p2"], [7])


@pytest.mark.parametrize("line", ["#", "# ", "a # b", "[slika]", "[slika 123]", "Vidi [slika 1] dolje", "####"])
def test_what_only_looks_like_it_is_text(line):
    assert kinds(line) == [("text", line)]


def test_contents_lead_to_headings_of_their_own():
    made = layout("# Isto\na\n## Manje\n# Isto\nb")
    assert [(part.words, part.anchor) for part in made.contents] == [("Isto", "dio-1"), ("Isto", "dio-2")]


def test_plain():
    assert plain("# Prvo\n\nTekst.\n[slika 1]\n- a") == "Prvo\n\nTekst.\n- a"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (180, 1), (181, 2), (900, 5), (99_999, LONGEST)])
def test_minutes(words, minutes):
    assert minutes_of("riječ " * words) == minutes


def test_places_of_pictures_are_not_read():
    assert minutes_of("riječ " * 179 + "\n[slika 1]\n[slika 2]") == 1
