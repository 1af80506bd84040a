"""Slugs: short, readable, never by accident one of the words that stand in the same place."""

import pytest
from django.urls import URLResolver, get_resolver
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


def fixed_words(resolver, prefix=""):
    """Every part of an address that never varies; those of Django admin are not ours."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and pattern.app_name != "admin":
            yield from fixed_words(pattern, route)
        else:
            yield from (part for part in route.strip("/").split("/") if part and "<" not in part)


def test_words_of_our_addresses_are_reserved():
    """Any of them may one day stand below a place, as `za-stampu` does. One with a dot is no slug."""
    words = {word for word in fixed_words(get_resolver()) if slugify(word) == word}
    assert {"karta", "za-stampu", "koordinator", "povlacenje"} < words
    assert words <= RESERVED, f"add to RESERVED: {sorted(words - RESERVED)}"


def test_words_of_addresses_to_come_are_reserved():
    rooms = {
        "pitanja",
        "obuke",
        "potvrde",
        "mreze",
        "vijesti",
        "dokumenti",
        "pretraga",
        "statistika",
        "otvoreni-podaci",
    }
    assert rooms | {"api", "nova", "novo", "sastanci", "zakljucci", "kalendar"} <= RESERVED


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
