"""On a large site the newest documents have an index of their own, and are looked at before the others; nothing else changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.models import Entry
from search import recent, words
from search.models import Document
from search.query import parsed
from search.vocabulary import count_all, counted, recount
from tests import factories


@pytest.fixture
def many(member, places):
    """`many(4, "Rasvjeta puta")`: questions of these days, the last one the newest."""

    def make(number, title, body=""):
        made = [
            factories.make_question(member, title=f"{title} {one}", body=body, places=[places.kalosevic]).pk
            for one in range(number)
        ]
        for days, pk in enumerate(reversed(made)):
            Document.objects.filter(source=pk, kind="question").update(dated=timezone.now() - timedelta(days=days))
        return made

    return make


@pytest.fixture
def _large(monkeypatch):
    monkeypatch.setattr(recent, "RECENT", 2)


def questions_marked():
    return set(Document.objects.filter(is_recent=True, kind="question").values_list("source", flat=True))


def counted_anew():
    count_all(None)
    words.forget()


def test_a_small_site_has_none(many):
    many(3, "Rasvjeta puta")
    counted_anew()
    assert not Document.objects.filter(is_recent=True)
    assert not words.current().is_large


@pytest.mark.usefixtures("_large")
def test_the_newest_and_places_are_marked_each_night(many, places):
    made = many(5, "Rasvjeta puta")
    assert not questions_marked()
    counted_anew()
    assert words.current().is_large
    assert questions_marked() == set(made[3:])
    assert Document.objects.get(kind="community", source=places.jelah.pk).is_recent
    Document.objects.filter(source=made[0], kind="question").update(dated=timezone.now())
    assert recent.mark() == 2
    assert questions_marked() == {made[0], made[4]}
    assert recent.mark() == 0


def test_a_site_that_is_large_no_more(many, monkeypatch):
    monkeypatch.setattr(recent, "RECENT", 2)
    many(5, "Rasvjeta puta")
    recent.mark()
    monkeypatch.undo()
    recent.mark()
    assert not Document.objects.filter(is_recent=True)


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("typed", ["rasvjeta puta", '"rasvjeta puta"', "rasvjeta"])
def test_where_all_are_looked_at_their_age_changes_nothing(found, many, monkeypatch, typed):
    many(4, "Rasvjeta puta")
    many(2, "Pitanje", body="Gdje je rasvjeta puta?")
    recount()
    with monkeypatch.context() as small:
        small.setattr(recent, "RECENT", 10_000)
        words.forget()
        before = found(typed)
    assert len(before) == 6
    counted_anew()
    assert found(typed) == before


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("typed", ['"rasvjeta puta"', "rasvjeta puta"])
def test_those_of_the_newest_come_first(found, many, monkeypatch, typed):
    made = many(6, "Pitanje", body="Gdje je rasvjeta puta?")
    monkeypatch.setattr("search.ranking.FEWER", 2)
    monkeypatch.setattr("search.finding.ENOUGH", 1)
    counted_anew()
    assert set(found(typed)) == {("question", pk) for pk in made[4:]}
    assert set(found(typed, kind="question")) == {("question", pk) for pk in made[4:]}


@pytest.mark.usefixtures("_large")
def test_titles_come_before_the_newest(found, many, monkeypatch):
    titled = many(2, "Rasvjeta puta")
    Document.objects.filter(source__in=titled, kind="question").update(dated=timezone.now() - timedelta(days=99))
    many(4, "Pitanje", body="Gdje je rasvjeta puta?")
    monkeypatch.setattr("search.ranking.FEWER", 2)
    monkeypatch.setattr("search.finding.ENOUGH", 1)
    counted_anew()
    assert not questions_marked() & set(titled)
    assert set(found("rasvjeta puta")) == {("question", pk) for pk in titled}


@pytest.mark.usefixtures("_large")
def test_what_goes_is_gone_and_what_is_new_is_found(found, many, member, places):
    made = many(5, "Rasvjeta puta")
    counted_anew()
    Entry.objects.filter(pk=made[4]).update(status="hidden")
    new = factories.make_question(member, title="Rasvjeta puta danas", places=[places.kalosevic])
    assert {number for _kind, number in found('"rasvjeta puta"')} == {*made[:4], new.pk}


@pytest.mark.usefixtures("_large")
def test_every_spelling_and_order_finds_the_same(found, many, monkeypatch):
    many(6, "Pitanje", body="Gdje je rasvjeta puta kroz općinu?")
    monkeypatch.setattr("search.ranking.FEWER", 4)
    counted_anew()
    lists = {
        tuple(found(typed))
        for typed in (
            "rasvjeta općina put",
            "РАСВЈЕТА ОПЋИНА ПУТ",
            "rasveta opcina put",
            "put rasvjeta opština",
            "Put, općina i rasvjeta",
        )
    }
    assert len(lists) == 1


def test_what_is_fastest_to_look_up_comes_first(many):
    many(3, "Rasvjeta puta")
    recount()
    words.forget()
    look = words.current()
    conditions = counted(parsed("sastanak rasvjeta -most", look)).all
    assert len(conditions) == 2
    assert conditions[0].count("'") < conditions[1].count("'")
    assert conditions[1].endswith("& !'most'")
    assert counted(parsed("rasvjeta sastanak -most", look)).all == conditions
