"""Every address of the site, asked by people who do not belong to a private network: none of them tells what it holds.

The addresses are those of the site's own map, so a page that is added later is asked as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from content.file_texts import keep as keep_text
from content.files.texts.extracting import Extracted, Piece
from content.interests import choose_interests
from content.models import Attachment, FileText, Follow, Theme
from mzplatform import announcing
from networks.models import AgendaItem, Attendee, Conclusion, Minutes, Reply
from notifications.models import Notification
from tests import factories
from tests.library.keeping import make_document
from tests.networks.test_conclusion_reminders import Run

pytestmark = [pytest.mark.django_db, pytest.mark.full]
MARK = "Kvrgavost"
SAMPLES: dict[str, tuple[Any, ...]] = {
    "title": ("x",), "version": (1,), "remark": (1,), "form": ("pdf", "docx"), "key": ("x",), "code": ("x",), "token": ("x",),
    "year": (2026,), "month": (3,), "section": ("questions", "documents", "meetings", "conclusions"), "extension": ("webp",),
    "width": (480,), "kind": ("question", "meeting", "conclusion", "document"),
}  # fmt: skip
"""What stands for a part of an address besides numbers and slugs."""
SEARCHES = ("?q=kvrgavost", "?q=kvrgavost&format=csv")


@pytest.fixture
def private(network, leader, coordinator, places):
    """A thread with an answer and a comment, a file with its words, a meeting with minutes, a conclusion that was answered,
    a document with its text: all for the members alone, all with the word in each text."""
    inner = {"audience": "organisation", "organisation": network.organisation}
    themes = Theme.objects.filter(slug="budzet")
    thread = factories.make_question(
        coordinator,
        title=f"{MARK} naslova?",
        body=f"{MARK} pitanja.",
        places=[places.jelah],
        status="published",
        **inner,
    )
    answer = factories.make_answer(leader, thread, body=f"{MARK} odgovora.", **inner)
    comment = factories.make_comment(coordinator, answer, body=f"{MARK} komentara.", **inner)
    meeting = factories.make_meeting(
        network, leader, title=f"{MARK} sastanka", lead=MARK, body=MARK, held_in=MARK, day=date(2026, 3, 12), **inner
    )
    type(meeting).objects.filter(pk=meeting.pk).update(attended=timezone.now())
    AgendaItem.objects.create(meeting=meeting, position=1, title=f"{MARK} tačke", speaker=MARK)
    Attendee.objects.create(meeting=meeting, person=coordinator, name=f"{MARK} gosta", gender="f")
    Minutes.objects.create(meeting=meeting, version=1, text=f"{MARK} zapisnika.")
    conclusion = factories.make_conclusion(
        meeting, leader, title=f"{MARK} zaključka", body=MARK, responsible=coordinator
    )
    today = timezone.localdate()
    Conclusion.objects.filter(pk=conclusion.pk).update(sent=today, deadline=today)
    Reply.objects.create(conclusion=conclusion, day=today, outcome="accepted", words=f"{MARK} dopisa.")
    document = make_document(
        leader, title=f"{MARK} dokumenta", lead=MARK, body=MARK, kept_for=network.organisation, themes=themes, **inner
    )
    document.versions.create(number=1, name=MARK, text=f"Član 1.\n{MARK} člana.")
    file = Attachment.objects.create(
        entry=document, name=f"{MARK}.pdf", title=MARK, kind="pdf", content_type="application/pdf", path="x.pdf", size=1
    )
    keep_text(FileText.objects.lease_next(), file, Extracted("read", 1, None, [Piece(1, f"{MARK} strane")]))
    return {"entries": [thread, answer, comment, meeting, conclusion, document], "files": [file], "network": network}


def addresses(private: dict[str, Any]) -> Iterator[str]:
    """Every address that answers to GET, with the numbers and slugs of what is private in each place that takes one."""
    numbers = [one.pk for one in (*private["entries"], *private["files"])]
    slugs = ["tesanj", private["network"].slug]
    for name, parts in sorted(routes(get_resolver())):
        samples = [SAMPLES.get(part) or (numbers if part in {"number", "pk"} else slugs) for part in parts]
        for values in product(*samples):
            try:
                address = reverse(name, kwargs=dict(zip(parts, values, strict=True)))
            except NoReverseMatch:  # this part takes no such value
                continue
            yield address
            if not parts:
                yield from (address + search for search in SEARCHES)


def routes(resolver: Any, space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names of the site's own addresses with the parts that each takes; Django's administration has tests of its own."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            if one.namespace != "admin":
                yield from routes(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name and "unsubscribe" not in one.name:
            yield f"{space}{one.name}", tuple(one.pattern.converters)


@pytest.mark.parametrize("who", ["visitor", "stranger", "left"])
def test_no_address_tells_what_members_say(client, client_of, private, network, leader, who):
    person = None
    if who == "stranger":
        person = factories.make_user("druga@example.ba", name="Druga Drugić")
        factories.make_network("Druga mreža", coordinator=person)
    if who == "left":
        person = factories.make_user("bivsa@example.ba", name="Bivša Bivšić")
        mandate = factories.make_mandate(person, "network_member", network.organisation)
        follow_everything(person, private)
        type(mandate).objects.filter(pk=mandate.pk).update(starts=date(2019, 1, 1), ends=date(2020, 1, 1))
    browser = client_of(person) if person else client
    asked = 0
    for address in addresses(private):
        if "/odjava/" in address:
            continue
        answer = browser.get(address)
        asked += 1
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code < 500, address
        assert MARK not in body.decode("utf-8", "ignore"), address
        assert MARK.lower() in address or MARK.lower() not in answer.get("Location", "").lower(), address
    assert asked > 400, "the map of the site is read"


def follow_everything(person, private):
    choose_interests(person, [private["network"].organisation, *Theme.objects.all()])
    for one in private["entries"]:
        if one.root_id is None:
            Follow.objects.create(user=person, entry=one)


def test_members_read_it_so_the_test_can_fail(client_of, private, coordinator):
    """What a stranger is not told stands on a dozen pages for a member."""
    browser = client_of(coordinator)
    telling = 0
    for address in addresses(private):
        if address.startswith(("/pitanja/", "/mreze/", "/dokumenti/", "/pretraga/")):
            answer = browser.get(address)
            telling += not answer.streaming and MARK in answer.content.decode("utf-8", "ignore")
    assert telling > 12


def test_who_follows_it_from_outside_is_told_nothing(private, newcomer):
    follow_everything(newcomer, private)
    announcing.tell_all(Run())
    assert not Notification.objects.filter(user=newcomer).exists()
