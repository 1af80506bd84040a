"""The matrix: who may read what, for every role, status, audience and kind; the queryset and its twin agree everywhere."""

from datetime import timedelta
from itertools import product

import pgtrigger
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.erasing import remove
from content.models import Entry
from content.policy import can_see
from content.visibility import any_member, is_any_member
from forums.models import Question
from tests import factories
from tests.news.making import make_news

pytestmark = pytest.mark.django_db
STATUSES = ("draft", "pending", "published", "returned", "hidden")
AUDIENCES = ("public", "members", "organisation")
ROLES = (
    "visitor", "author", "neighbour", "newcomer", "coordinator", "editor", "moderator", "insider", "admin", "closed",
)  # fmt: skip

# Written down once more, by hand: who reads an entry of somebody else in this state and for this audience.
SIGNED_IN = {"author", "neighbour", "newcomer", "coordinator", "editor", "moderator", "insider", "admin"}
INSIDE = {"editor", "insider"}
STAFF = {"moderator", "insider", "admin"}
READS = {"public": SIGNED_IN | {"visitor", "closed"}, "members": SIGNED_IN, "organisation": INSIDE}


def expected(role: str, status: str, audience: str, *, withdrawn: bool) -> bool:
    if role == "author":
        return True
    if status == "published" and not withdrawn:
        return role in READS[audience]
    return status != "draft" and role in STAFF & READS[audience]


@pytest.fixture
def cast(member, neighbour, newcomer, coordinator, moderator, admin, places):
    editor = factories.make_user("urednik@example.ba")
    factories.make_mandate(editor, "editor", places.savez)
    insider = factories.make_user("mod2@example.ba")
    factories.make_mandate(insider, "moderator")
    factories.make_mandate(insider, "editor", places.savez)
    closed = factories.make_user("zatvoren@example.ba", is_active=False)
    return {
        "visitor": AnonymousUser(), "author": member, "neighbour": neighbour, "newcomer": newcomer,
        "coordinator": coordinator, "editor": editor, "moderator": moderator, "insider": insider, "admin": admin,
        "closed": closed,
    }  # fmt: skip


def make(cast, status, audience, withdrawn, **fields):
    if audience == "organisation":
        fields["organisation"] = fields.pop("savez")
    fields.pop("savez", None)
    make_one = factories.make_comment if "below" in fields else fields.pop("make_one", factories.make_entry)
    entry = make_one(
        cast["author"], *([fields.pop("below")] if "below" in fields else []),
        status=status, audience=audience, by=cast["moderator"], **fields,
    )  # fmt: skip
    if withdrawn:
        Entry.objects.filter(pk=entry.pk).update(withdrawn=timezone.now())
        entry.refresh_from_db()
    return entry


def expected_of_news(role: str, status: str, audience: str, *, withdrawn: bool) -> bool:
    """Editors also read what was proposed and waits."""
    waits = status == "pending" and not withdrawn and role in {"editor", "insider"} & READS[audience]
    return waits or expected(role, status, audience, withdrawn=withdrawn)


def disagreements(cast, entry, expected_of):
    """Each role for which the expectation, the predicate and the queryset do not say the same."""
    for role in ROLES:
        user = cast[role]
        alike = any_member(user.pk) if is_any_member(user) else user
        answers = (
            expected_of(role),
            can_see(user, entry),
            Entry.objects.visible_to(user).filter(pk=entry.pk).exists(),
            Entry.objects.visible_to(alike).filter(pk=entry.pk).exists(),
        )
        if len(set(answers)) > 1:
            yield role, answers


def test_entries(cast, places):
    wrong = []
    for status, audience, withdrawn in product(STATUSES, AUDIENCES, (False, True)):
        entry = make(cast, status, audience, withdrawn, savez=places.savez)
        found = disagreements(
            cast, entry, lambda role, case=(status, audience, withdrawn): expected(role, *case[:2], withdrawn=case[2])
        )
        wrong += [(status, audience, withdrawn, *one) for one in found]
    assert not wrong


def test_news(cast, places):
    wrong = []
    for status, audience, withdrawn in product(STATUSES, AUDIENCES, (False, True)):
        entry = make(cast, status, audience, withdrawn, savez=places.savez, make_one=make_news)
        found = disagreements(
            cast,
            entry,
            lambda role, case=(status, audience, withdrawn): expected_of_news(role, *case[:2], withdrawn=case[2]),
        )
        wrong += [(status, audience, withdrawn, *one) for one in found]
    assert not wrong


@pytest.mark.parametrize("depth", ["comment", "reply"])
def test_what_stands_below_another_entry(cast, places, depth):
    """Seen where both are: the comment itself, and what it stands below of."""
    wrong = []
    for status, audience, withdrawn, own in product(
        ("pending", "published", "hidden"), ("public", "members"), (False, True), ("pending", "published", "hidden")
    ):
        entry = make(cast, status, audience, withdrawn, savez=places.savez)
        comment = factories.make_comment(cast["author"], entry, status=own, by=cast["moderator"])
        if depth == "reply":
            comment = factories.make_comment(cast["author"], comment, by=cast["moderator"])

        def both(role, case=(status, audience, withdrawn, own)):
            return expected(role, *case[:2], withdrawn=case[2]) and expected(role, case[3], "public", withdrawn=False)

        wrong += [(status, audience, withdrawn, own, *one) for one in disagreements(cast, comment, both)]
    assert not wrong


def test_questions(cast, places):
    """As every entry that stands by itself; the room's own queryset, which joins nothing, says the same."""
    wrong = []
    for status, audience, withdrawn in product(STATUSES, AUDIENCES, (False, True)):
        question = make(cast, status, audience, withdrawn, savez=places.savez, make_one=factories.make_question)

        def alone(role, case=(status, audience, withdrawn)):
            return expected(role, *case[:2], withdrawn=case[2])

        wrong += [(status, audience, withdrawn, *one) for one in disagreements(cast, question, alone)]
        wrong += [
            (status, audience, withdrawn, role, "of questions")
            for role, user in cast.items()
            if Question.objects.visible_to(user).filter(pk=question.pk).exists() != alone(role)
        ]
    assert not wrong


def test_answers_and_what_is_said_to_them(cast, places):
    """Seen where all of it is: the question, the answer, the comment below the answer."""
    wrong = []
    for status, audience, withdrawn, answered, own in product(
        ("pending", "published", "hidden"), ("public", "members"), (False, True), ("pending", "published", "hidden"),
        ("pending", "published"),
    ):  # fmt: skip
        question = make(cast, status, audience, withdrawn, savez=places.savez, make_one=factories.make_question)
        answer = factories.make_answer(cast["author"], question, status=answered, by=cast["moderator"])
        comment = factories.make_comment(cast["author"], answer, status=own, by=cast["moderator"])

        def both(role, case=(status, audience, withdrawn, answered)):
            return expected(role, *case[:2], withdrawn=case[2]) and expected(role, case[3], "public", withdrawn=False)

        def all_three(role, both=both, own=own):
            return both(role) and expected(role, own, "public", withdrawn=False)

        wrong += [(status, audience, withdrawn, answered, *one) for one in disagreements(cast, answer, both)]
        wrong += [(status, audience, withdrawn, answered, own, *one) for one in disagreements(cast, comment, all_three)]
    assert not wrong


def test_who_reads_like_any_member(cast):
    assert {role for role, user in cast.items() if is_any_member(user)} == SIGNED_IN - INSIDE - STAFF


def test_a_role_that_ended_opens_nothing(cast, entry, moderator):
    hidden = factories.make_entry(cast["author"], status="hidden")
    assert can_see(moderator, hidden)
    moderator.mandate_set.update(ends=timezone.localdate() - timedelta(days=1))
    moderator.__dict__.pop("mandates", None)
    assert not can_see(moderator, hidden)
    assert not Entry.objects.visible_to(moderator).filter(pk=hidden.pk).exists()


def test_a_text_without_an_author_is_nobodys(cast):
    """A visitor has no key either: `None == None` must open no draft."""
    draft = Entry.objects.create(kind="practice", author=None, title="Bez autora")
    assert not any(can_see(user, draft) for user in cast.values())
    assert not any(Entry.objects.visible_to(user).filter(pk=draft.pk).exists() for user in cast.values())


def test_an_empty_place_is_seen_by_whoever_could_read_the_text(cast):
    """Its author left; what others wrote below it is read as before. What was hidden stays hidden."""
    for status in ("published", "hidden"):
        entry = factories.make_entry(cast["author"], status=status)
        comment = factories.make_comment(cast["neighbour"], entry)
        remove([entry.pk])
        for one in (Entry.objects.get(pk=entry.pk), Entry.objects.get(pk=comment.pk)):
            wrong = list(
                disagreements(
                    {**cast, "author": cast["coordinator"]}, one, lambda role, status=status: sees(role, status)
                )
            )
            assert not wrong, (status, one.kind)


def sees(role, status):
    return status == "published" or role in STAFF


@pytest.mark.parametrize("values", [{"author": True}, {"withdrawn": None}, {"body": "Riječ."}, {"lead": "Riječ."}])
def test_an_empty_place_holds_nothing(member, values):
    entry = factories.make_entry(member, status="published")
    factories.make_comment(member, entry)
    factories.make_comment(factories.make_user(), entry)
    remove([entry.pk])
    values = {"author": member} if "author" in values else values
    ignored = pgtrigger.ignore("content.Entry:entry_change_moves_version")  # it would refuse first
    with ignored, pytest.raises(IntegrityError, match="entry_erased_is_empty"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**values)
