"""Real connections at the same moment. Each test first shows that, without what it proves, the fault happens."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Claim
from content.models import Entry, Useful
from moderation import actions, claims
from moderation.models import Decision
from tests import factories
from tests.at_once import at_once
from tests.moderation.conftest import with_second_factor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moderators(transactional_db):
    users = [factories.make_user(f"mod{number}@example.ba") for number in range(2)]
    for user in users:
        factories.make_mandate(user, "moderator")
        with_second_factor(user)
    return users


@pytest.fixture
def waiting(transactional_db):
    return factories.make_entry(factories.make_user("autor@example.ba"), status="pending")


def decide_both_ways(waiting, moderators):
    one, other = (Entry.objects.get(pk=waiting.pk) for _ in range(2))
    return at_once(
        lambda: actions.publish(one, moderators[0]), lambda: actions.send_back(other, moderators[1], "Dopišite.")
    )


def test_two_moderators_at_the_same_moment(waiting, moderators):
    results = decide_both_ways(waiting, moderators)
    made = [one for one in results if isinstance(one, Decision)]
    met = [one for one in results if isinstance(one, actions.Overtaken)]
    assert (len(made), len(met)) == (1, 1), results
    assert met[0].decision == made[0]
    assert Decision.objects.count() == 1


def test_without_the_lock_there_would_be_two(waiting, moderators, monkeypatch):
    """The control: both read before either writes."""
    both = threading.Barrier(2)

    def unlocked(entry):
        entry.refresh_from_db()
        both.wait(10)
        return entry

    monkeypatch.setattr(actions, "_locked", unlocked)
    results = decide_both_ways(waiting, moderators)
    assert [one for one in results if isinstance(one, actions.Overtaken)] == []


def test_fifty_marks_by_one_person_count_once(transactional_db):
    entry = factories.make_entry(factories.make_user("autor@example.ba"), status="published")
    user = factories.make_user("glas@example.ba")

    def mark():
        with transaction.atomic():
            return Useful.objects.create(user_id=user.pk, entry_id=entry.pk)

    results = at_once(*[mark] * 50)
    assert sum(isinstance(one, Useful) for one in results) == 1
    assert sum(isinstance(one, IntegrityError) for one in results) == 49
    entry.refresh_from_db()
    assert entry.useful_count == Useful.objects.count() == 1


def test_marks_of_twenty_people_are_all_counted(transactional_db):
    """A count that is read and written back would lose some: the control, then the trigger."""
    entry = factories.make_entry(factories.make_user("autor@example.ba"), status="published")
    users = [factories.make_user() for _ in range(20)]

    def careless():
        count = Entry.objects.get(pk=entry.pk).useful_count
        gate.wait(10)
        Entry.objects.filter(pk=entry.pk).update(useful_count=count + 1)

    gate = threading.Barrier(20)
    at_once(*[careless] * 20)
    entry.refresh_from_db()
    assert entry.useful_count == 1
    Entry.objects.filter(pk=entry.pk).update(useful_count=0)

    at_once(*[lambda user=user: Useful.objects.create(user_id=user.pk, entry_id=entry.pk) for user in users])
    entry.refresh_from_db()
    assert entry.useful_count == Useful.objects.count() == 20


# -- claims ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def claim(transactional_db):
    places = factories.make_places()
    user = factories.make_user("trazi@example.ba")
    return claims.make(user, uuid4(), role="president", starts=date(2024, 1, 1), community=places.jelah)


def answer_both_ways(claim, moderators):
    one, other = (Claim.objects.get(pk=claim.pk) for _ in range(2))
    return at_once(lambda: claims.confirm(one, moderators[0]), lambda: claims.refuse(other, moderators[1], "Ne."))


def test_two_answers_at_the_same_moment(claim, moderators):
    results = answer_both_ways(claim, moderators)
    assert sorted(type(one).__name__ for one in results) == ["Decision", "Overtaken"], results
    assert Decision.objects.count() == 1


def test_without_the_lock_there_would_be_two_answers(claim, moderators, monkeypatch):
    """The control: both read before either writes; the database's own rule of moves stops the second."""
    both = threading.Barrier(2)

    def unlocked(_claim, _by, _done):
        both.wait(10)
        return True

    monkeypatch.setattr(claims, "_opened", unlocked)
    results = answer_both_ways(claim, moderators)
    assert [one for one in results if isinstance(one, actions.Overtaken)] == []


def test_one_form_sent_eight_times_at_once_is_one_claim(transactional_db):
    places, user, once = factories.make_places(), factories.make_user("trazi@example.ba"), uuid4()

    def send():
        return claims.make(user, once, role="secretary", starts=date(2024, 1, 1), community=places.jelah).pk

    assert len(set(at_once(*[send] * 8))) == 1
    assert Claim.objects.count() == 1
