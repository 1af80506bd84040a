"""Each place knows since when its entry stands on the site, whatever moves the entry and whoever comes first."""

import threading
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.utils import timezone

from content.models import Entry, EntryPlace
from tests import factories
from tests.at_once import at_once

WAITS = 0.3  # seconds, long enough for a statement that waits for nobody


@pytest.fixture
def draft(member, places):
    """With two places, in two municipalities."""
    return factories.make_practice(member, places=[places.jelah, places.laktasi])


def known(entry):
    return set(EntryPlace.objects.filter(entry=entry.pk).values_list("published", flat=True))


# -- one after the other ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_does_not_stand_on_the_site_stands_there_since_never(db, member, places, status):
    assert known(factories.make_practice(member, places=[places.jelah], status=status)) == {None}


def test_published_hidden_and_published_again(draft):
    factories.bring(draft, "published")
    assert known(draft) == {draft.published}
    factories.decide(draft, "hidden")
    Entry.objects.filter(pk=draft.pk).update(status="hidden")
    assert known(draft) == {None}
    factories.decide(draft, "restored")
    Entry.objects.filter(pk=draft.pk).update(status="published")
    assert known(draft) == {draft.published}


def test_withdrawn_and_brought_back(draft):
    factories.bring(draft, "published")
    Entry.objects.filter(pk=draft.pk).update(withdrawn=timezone.now())
    assert known(draft) == {None}
    Entry.objects.filter(pk=draft.pk).update(withdrawn=None)
    assert known(draft) == {draft.published}


def test_a_place_that_is_added_or_moved_later(draft, member, places):
    factories.bring(draft, "published")
    added = EntryPlace.objects.create(entry=draft, municipality=places.tesanj, published=timezone.now())
    assert known(draft) == {draft.published}
    other = factories.make_practice(member, title="Nacrt")
    EntryPlace.objects.filter(pk=added.pk).update(entry=other)
    assert known(other) == {None}


def test_a_row_read_before_does_not_write_what_it_remembers(draft, places):
    read_before = draft.places.get(municipality=places.laktasi)
    factories.bring(draft, "published")
    read_before.name = "Centar"
    read_before.save()
    assert known(draft) == {draft.published}
    draft.refresh_from_db()
    assert "Centar" in draft.place_names


def test_other_changes_write_no_place(draft):
    factories.bring(draft, "published")
    read = "SELECT xmin::text, ctid::text FROM content_entryplace ORDER BY id"
    with connection.cursor() as cursor:
        cursor.execute(read)
        before = cursor.fetchall()
        Entry.objects.filter(pk=draft.pk).update(useful_count=3, edited=timezone.now())
        cursor.execute(read)
        assert cursor.fetchall() == before


def test_places_that_were_there_before(draft, member, places):
    factories.bring(draft, "published")
    hidden = factories.make_practice(member, title="Skrivena", places=[places.jelah], status="hidden")
    EntryPlace.objects.update(published=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("content.migrations.0011_places_that_were").FILL)
    assert (known(draft), known(hidden)) == ({draft.published}, {None})


# -- at the same moment ----------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(transactional_db):
    """A practice without a place that a moderator has decided to publish."""
    practice = factories.make_practice(factories.make_user("autor@example.ba"))
    factories.decide(practice, "published")
    return practice


def place_first(entry, municipality):
    """The place is stored, and before that is certain the entry is published."""
    return _at_once(lambda: _add(entry, municipality), lambda: _publish(entry))


def publish_first(entry, municipality):
    """The entry is published, and before that is certain a place is stored."""
    return _at_once(lambda: _publish(entry), lambda: _add(entry, municipality))


def _add(entry, municipality):
    EntryPlace.objects.create(entry_id=entry.pk, municipality=municipality)


def _publish(entry):
    Entry.objects.filter(pk=entry.pk).update(status="published", published=timezone.now())


def _at_once(first, second):
    """The first keeps its transaction open until the second has had time to get past it, if nothing holds it."""
    done_first, done_second = threading.Event(), threading.Event()

    def one():
        with transaction.atomic():
            first()
            done_first.set()
            return done_second.wait(WAITS)

    def other():
        assert done_first.wait(10)
        with transaction.atomic():
            second()
            done_second.set()

    return at_once(one, other)


@contextmanager
def without_the_lock():
    """Places look at their entry and hold nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname LIKE 'pgtrigger\\_entry\\_place\\_published%'"
        )
        ((function,),) = cursor.fetchall()
        assert "FOR NO KEY UPDATE" in function
        cursor.execute(function.replace("FOR NO KEY UPDATE", ""))
        try:
            yield
        finally:
            cursor.execute(function)


@pytest.mark.parametrize("order", [place_first, publish_first])
def test_publishing_and_adding_a_place(waiting, places, order):
    assert order(waiting, places.laktasi) == [False, None], "the second waits for the first"
    waiting.refresh_from_db()
    assert known(waiting) == {waiting.published}


def test_without_the_lock_the_place_would_not_know(waiting, places):
    """The control: the place looked before the entry was published for others, and was stored after."""
    with without_the_lock():
        publish_first(waiting, places.laktasi)
    assert known(waiting) == {None}


def test_two_places_of_one_entry(waiting, places):
    """Neither holds what the other needs to go on."""
    results = _at_once(lambda: _add(waiting, places.laktasi), lambda: _add(waiting, places.tesanj))
    assert results == [False, None]
    assert EntryPlace.objects.filter(entry=waiting.pk).count() == 2
