"""Cards come by a prepared statement, and say what the rows say."""

import pytest
from django.contrib.auth.models import AnonymousUser

from practices import look
from practices.asked import Asked
from practices.cards import cards_of, facts, row_of
from practices.filters import SORTS, options_of
from practices.models import Practice, published
from tests import factories


@pytest.fixture
def several(member, newcomer, places, theme):
    make = factories.make_practice
    return [
        make(member, title="Rasvjeta", themes=[theme], places=[places.jelah, places.klasnice], cost=0, status="published"),
        make(newcomer, title="Put", body="Ć" * 400, themes=[theme], places=[places.tesanj], began="2024-05", status="published"),
        make(member, title="–", themes=[], places=[], outcome="lesson", is_sample=True, status="published"),
    ]  # fmt: skip


def test_cards_say_what_the_rows_say(several):
    now = look.look()
    wanted = [several[2].pk, several[0].pk, several[1].pk]
    cards = cards_of(facts(wanted), now, options_of(now))
    assert [card["pk"] for card in cards] == wanted
    for card in cards:
        practice = Practice.objects.get(pk=card["pk"])
        labels = [place.community_name for place in practice.places.all() if place.community_name]
        assert card["url"] == practice.get_absolute_url()
        assert card["communities"] == " i ".join(f"MZ {label}" for label in labels)
        assert card["themes"] == list(practice.themes.all())
        assert (card["title"], card["year"], card["is_lesson"]) == (practice.title, practice.year, practice.is_lesson)
        assert len(card["text"]) <= 150


def test_the_row_of_a_practice_at_hand_is_the_row_of_its_card(several):
    variants = [{"path": "a.jpg", "format": "jpeg", "width": 480, "height": 360, "bytes": 1, "sha256": "x"}]
    for position in (2, 1):
        several[0].photos.create(position=position, alt="Zid", people="none", variants=variants)
    for one in several:
        (row,) = facts([one.pk])
        for read in (Practice.objects.get(pk=one.pk), Practice.objects.with_details().get(pk=one.pk)):
            assert row_of(read) == row


def test_only_what_everyone_may_read(several, member):
    factories.make_practice(member, title="Nacrt")
    Practice.objects.filter(pk=several[1].pk).update(audience="members")
    ids = list(Practice.objects.order_by("pk").values_list("pk", flat=True))
    assert [row[0] for row in facts(ids, public=True)] == [several[0].pk, several[2].pk]
    assert len(facts(ids)) == len(ids)


def test_what_is_not_there_has_no_card(several):
    now = look.look()
    assert cards_of(facts([]), now, options_of(now)) == []
    assert [card["pk"] for card in cards_of(facts([-5, several[0].pk]), now, options_of(now))] == [several[0].pk]


@pytest.mark.parametrize("sort", SORTS)
def test_the_prepared_list_of_visitors_is_the_list(several, rf, sort):
    data = rf.get("/", {"sort": sort}).GET
    page = Asked(data, look.look(), AnonymousUser()).page()
    assert list(page.object_list) == list(published().order_by(*SORTS[sort]).values_list("pk", flat=True))
