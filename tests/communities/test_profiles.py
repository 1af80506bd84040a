"""What is known of a community: one count for a page and for a list."""

import pytest
from django.contrib.auth.models import AnonymousUser

from communities import country
from communities.profiles import around, expected_total, nearest, profile_of, siblings, with_known
from register.models import Community, Contact, LegalStatus
from tests.factories import make_community

pytestmark = pytest.mark.django_db


def known(community: Community) -> tuple[int, int]:
    """By the page and by the list."""
    page = profile_of(Community.objects.get(pk=community.pk), AnonymousUser())
    assert page.total == expected_total()
    assert len(page.checklist) == page.total
    assert page.is_complete == (page.known == page.total)
    return page.known, with_known(Community.objects.all()).get(pk=community.pk).known


def test_page_and_list_count_alike(places, make_figure, make_indicator) -> None:
    assert known(places.jelah) == (0, 0)
    words = {f"name_{language}": "legal person" for language in ("bs", "hr", "sr", "en")}
    status = LegalStatus.objects.create(entity=places.fbih, code="test", basis="Zakon 49/06", **words)
    fields = {"source_url": "https://example.ba", "kind": "seoska", "legal_status": status, "settlements": "Bare"}
    for number, (name, value) in enumerate(fields.items(), start=1):
        Community.objects.filter(pk=places.jelah.pk).update(**{name: value})
        assert known(places.jelah) == (number, number)
    for number, (kind, value) in enumerate([("adresa", "Titova 1"), ("telefon", "032 1"), ("e-posta", "a@b.ba")]):
        Contact.objects.create(community=places.jelah, kind=kind, value=value, visibility="koordinatori")
        assert known(places.jelah) == (5 + min(number, 1), 5 + min(number, 1))
    make_indicator("test-ocekivan", expected=True)
    make_figure(places.jelah, "test-ocekivan", 5, 2013)
    make_figure(places.jelah, "test-ocekivan", 6, 2014)
    make_indicator("test-usput")
    make_figure(places.jelah, "test-usput", 5)
    assert known(places.jelah) == (7, 7)
    assert known(places.kalosevic) == (0, 0)


def test_the_newest_year_comes_first_and_an_unknown_year_last(places, make_figure) -> None:
    for year in (1991, None, 2013):
        make_figure(places.jelah, "test", 5, year)
    (series,) = [one for one in profile_of(places.jelah, AnonymousUser()).series if one.indicator.code == "test"]
    assert [reading.year for reading in series.readings] == [2013, 1991, None]


def test_around_keeps_the_one_in_the_middle(places) -> None:
    rows = [make_community(f"Selo {letter}", places.tesanj, slug=f"selo-{letter}") for letter in "abcde"]
    names = siblings(places.tesanj)
    assert [one.label for one in names[:2]] == ["Jelah", "Kaloševići"]
    assert around(names, rows[1], 3) == names[2:5]
    assert around(names, places.jelah, 3) == names[:3]
    assert around(names, rows[4], 3) == names[4:]
    assert around(names[:2], places.kalosevic, 3) == names[:2]


def test_nearest_leaves_out_those_without_communities(places) -> None:
    assert nearest(places.tesanj, 4) == [(places.laktasi, 1)]
    places.klasnice.delete()
    country.forget()
    assert nearest(places.tesanj, 4) == []
