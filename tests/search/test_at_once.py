"""Two who change parts of one thing at the same moment: the document knows both changes."""

import threading

import pytest
from django.db import connection, transaction

from content.models import Entry, EntryPlace
from search.models import Document
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
WAIT = "PERFORM FROM search_document WHERE kind = 'question' AND source = ANY (ids) ORDER BY source FOR UPDATE;"


@pytest.fixture
def thread(member, neighbour, places):
    question = factories.make_question(member, title="Ko plaća struju?", places=[places.jelah])
    return question, factories.make_answer(neighbour, question, body="Trafostanica je njihova.")


def change_both(question, answer, places):
    """One has added a place and not finished; the other hides the answer meanwhile. The words of the document then."""
    changed, over = threading.Event(), threading.Event()

    def move() -> None:
        try:
            with transaction.atomic():
                EntryPlace.objects.create(entry=question, municipality=places.laktasi, community=places.klasnice)
                changed.set()
                over.wait(1)  # the other waits for us, or has read what we have not finished
        finally:
            connection.close()

    def hide() -> None:
        try:
            changed.wait(5)
            Entry.objects.filter(pk=answer.pk).update(status="hidden")
        finally:
            over.set()
            connection.close()

    threads = [threading.Thread(target=one) for one in (move, hide)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    return Document.objects.get(kind="question").search


def test_a_place_and_an_answer(thread, places):
    words = change_both(*thread, places)
    assert "klasnic" in words
    assert "trafostanic" not in words


def test_without_waiting_one_of_them_would_be_lost(thread, places):
    """The control: the same without the line that waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('search_refresh_question'::regproc)")
        (definition,) = cursor.fetchone()
        assert WAIT in definition
        cursor.execute(definition.replace(WAIT, ""))
    try:
        words = change_both(*thread, places)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(definition)
    assert "trafostanic" in words or "klasnic" not in words
