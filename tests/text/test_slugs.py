"""Slugs: short, readable, never by accident one of the words that stand in the same place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.register import rows
from text.slugs import RESERVED, slugify, unique_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Žepče", "zepce"),
        ("Ђурђевик", "djurdjevik"),
        ("Gornji Vakuf-Uskoplje", "gornji-vakuf-uskoplje"),
        ("Ćatići – Šuma (2)", "catici-suma-2"),
        ("Odžak", "odzak"),
        ("Љубиње", "ljubinje"),
        ("S\u030cipovo", "sipovo"),
        ("…", ""),
    ],
)
def test_slugify(name, slug):
    assert slugify(name) == slug


def test_a_long_name_is_cut_between_words():
    assert slugify("mjesna zajednica " * 10, max_length=20) == "mjesna-zajednica"
    assert slugify("a" * 50, max_length=20) == "a" * 20


def test_the_register_is_spelt_so():
    for row in rows("local_communities.csv"):
        assert row["slug"].startswith(slugify(row["name_lat"]))


def test_no_name_of_the_register_is_reserved():
    assert not RESERVED & {
        row["slug"] for file in ("municipalities.csv", "local_communities.csv") for row in rows(file)
    }
    assert all(slugify(word) == word for word in RESERVED)


def test_unique_slug():
    assert unique_slug("Centar", set()) == "centar"
    assert unique_slug("Centar", {"centar", "centar-2"}) == "centar-3"
    assert unique_slug("Nova", set()) == "nova-2"
    assert unique_slug("!", set()) == "bez-imena"


@given(st.text(max_size=200))
def test_any_text_gives_a_safe_slug(text):
    slug = slugify(text)
    assert len(slug) <= 80
    assert slug == slug.strip("-")
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
