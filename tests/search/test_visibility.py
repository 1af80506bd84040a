"""Whoever may read a thing that is published finds it, and nobody else; counts, suggestions and pages say the same."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from content.models import Entry
from search import words
from search.finding import Finding
from search.models import Document
from search.query import parsed
from search.suggesting import suggested
from tests import factories

STATUSES = ("draft", "pending", "published", "returned", "hidden")
AUDIENCES = ("public", "members", "organisation")
WORD = "Zvekirčad"


@pytest.fixture
def cast(member, neighbour, newcomer, coordinator, moderator, admin, places):
    editor = factories.make_user("urednik@example.ba")
    factories.make_mandate(editor, "editor", places.savez)
    return {
        "visitor": AnonymousUser(),
        "author": member,
        "neighbour": neighbour,
        "newcomer": newcomer,
        "coordinator": coordinator,
        "editor": editor,
        "moderator": moderator,
        "admin": admin,
        "closed": factories.make_user("zatvoren@example.ba", is_active=False),
    }


@pytest.mark.parametrize(
    "make", [factories.make_practice, factories.make_question, factories.make_training, factories.make_wish]
)
def test_the_matrix(cast, places, make):
    """The documents, what is found, how many are counted, what is suggested: each as `visible_to` of the spine says."""
    wrong = []
    # The documents of all kinds are made by the same SQL: each state of one of them, and two of the others.
    statuses = STATUSES if make is factories.make_practice else ("draft", "published")
    for status, audience, withdrawn in product(statuses, AUDIENCES, (False, True)):
        fields = {"organisation": places.savez} if audience == "organisation" else {}
        entry = make(
            cast["author"], title=f"{WORD} {status}", status=status, audience=audience, by=cast["moderator"], **fields
        )
        if withdrawn:
            Entry.objects.filter(pk=entry.pk).update(withdrawn=timezone.now())
        for role, user in cast.items():
            expected = Entry.objects.published().visible_to(user).filter(pk=entry.pk).exists()
            if role == "author" and audience == "organisation":
                expected = False  # one's own text for others is on one's own pages, not among results
            page = Finding(parsed(WORD, words.current()), user).page(1)
            answers = (
                Document.objects.visible_to(user).filter(title__startswith=WORD).exists(),
                bool(page.documents),
                sum(page.counts.values()) > 0,
                page.total > 0,
                bool(suggested(WORD, user)),
            )
            if set(answers) != {expected}:
                wrong.append((status, audience, withdrawn, role, expected, answers))
        entry.delete()
    assert not wrong


def test_a_hidden_thing_is_on_no_page(client, client_of, member, moderator, practice):
    Entry.objects.filter(pk=practice.pk).update(status="hidden")
    for browser in (client, client_of(member), client_of(moderator)):
        for address in (
            "/pretraga/?q=rasvjeta",
            "/pretraga/prijedlozi/?q=rasvjeta",
            "/pretraga/?q=rasvjeta&vrsta=practice",
        ):
            assert "Rasvjeta na stazi" not in browser.get(address).content.decode()


def test_a_document_that_lies_shows_nothing(client, practice):
    """What a document says is not believed: the thing is read once more for whoever asks."""
    Entry.objects.filter(pk=practice.pk).update(audience="members")
    Document.objects.filter(kind="practice").update(audience="public")
    assert "Rasvjeta na stazi" not in client.get("/pretraga/?q=rasvjeta").content.decode()


def test_an_asker_without_a_name_is_not_found(client, client_of, found, member, neighbour, places):
    factories.make_question(member, title="Ko održava zvonik?", is_unnamed=True, places=[places.kalosevic])
    assert found("zvonik")
    for user in (None, neighbour):
        assert not found("Amra Hodžić zvonik", user) or ("person", member.pk) not in found("Amra Hodžić", user)
        browser = client_of(user) if user else client
        for address in ("/pretraga/?q=zvonik", "/pretraga/?q=Amra", "/pretraga/prijedlozi/?q=ko odr"):
            assert "Amra Hodžić" not in browser.get(address).content.decode()
    assert "amr" not in Document.objects.values_list("search", flat=True).get(kind="question")
