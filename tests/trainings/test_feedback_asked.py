"""Who is asked what they think of a training: those who were there, once, whatever the clock and the worker do."""

import re

import pytest
from django.utils import timezone

from accounts.models import Profile
from notifications.letters import message_for
from notifications.models import Notification, OutgoingMail, Preference
from notifications.wording import address
from tests.at_once import at_once
from tests.trainings.after import Run, all_there, held, was_there
from tests.trainings.signing import person
from tests.trainings.test_feedback import GOOD, form, moved
from tests.trainings.test_signup_mail import _mails_become_files, leaves, mails  # noqa: F401 - a fixture
from trainings import asking, feedback, links
from trainings.models import Attendance, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_up(places):
    return held(places.savez)


def invited():
    rows = Notification.objects.filter(facts__outcome="training_feedback")
    return sorted(rows.values_list("user", flat=True))


def test_those_who_were_there_are_asked_once(sign_up):
    came, _missed, _unticked = (was_there(sign_up, person(n), came=came) for n, came in enumerate([True, False, None]))
    gave = was_there(sign_up, person(7))
    feedback.give(gave, GOOD)
    was_there(sign_up, email="g@example.ba")
    was_there(sign_up, person(8), state="removed")
    for _ in range(3):
        asking.ask_feedback(Run())
    assert invited() == [came.person_id]
    assert OutgoingMail.objects.filter(recipient="g@example.ba").count() == 1
    (told,) = Notification.objects.filter(facts__outcome="training_feedback")
    assert address(told) == form(came)


def test_whoever_is_ticked_later_is_asked_later(sign_up, monkeypatch):
    one = was_there(sign_up, person(1), came=None)
    asking.ask_feedback(Run())
    assert invited() == []
    moved(monkeypatch, days=20)
    Attendance.objects.create(registration=one, session=sign_up.training.sessions.get(), came=True)
    asking.ask_feedback(Run())
    assert invited() == [one.person_id]


@pytest.mark.parametrize("why", ["not over", "too late", "cancelled", "hidden"])
def test_when_nobody_is_asked(sign_up, monkeypatch, why):
    was_there(sign_up, person(1))
    if why == "cancelled":
        Training.objects.update(cancelled=timezone.now())
    elif why == "hidden":
        Training.objects.update(status="hidden")
    else:
        moved(monkeypatch, **({"days": 61} if why == "too late" else {"days": -1, "hours": -12}))
    asking.ask_feedback(Run())
    assert invited() == []


def test_each_once_whatever_the_clock_does_and_where_the_worker_is_killed(places, monkeypatch):
    for number in range(3):
        was_there(held(places.savez), person(number))
    asking.ask_feedback(Run(2))
    assert len(invited()) == 2
    real = asking.tell
    with monkeypatch.context() as patch:
        patch.setattr(asking, "tell", lambda *_told, **_facts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            asking.ask_feedback(Run())
    assert asking.tell is real
    for days in (0, 30, -1, 0):
        with monkeypatch.context() as patch:
            moved(patch, days=days)
            asking.ask_feedback(Run())
    assert len(invited()) == len(set(invited())) == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once(places):
    sign_up = held(places.savez)
    people = all_there(sign_up, 3)
    assert at_once(*[lambda: asking.ask_feedback(Run())] * 4) == [None] * 4
    assert invited() == sorted(one.person_id for one in people)


@pytest.mark.parametrize("language", ["bs", "hr", "sr-latn", "sr", "en"])
def test_the_mail_leads_to_the_form(sign_up, language):
    mine = was_there(sign_up, person(1))
    guest = was_there(sign_up, email="g@example.ba", language=language)
    Profile.objects.filter(user=mine.person).update(language=language)
    asking.ask_feedback(Run())
    (mail,) = mails("training_feedback")
    assert form(mine) in message_for(mail).body
    of_guest = OutgoingMail.objects.get(recipient=guest.email)
    key = re.search(r"/prijave/([^/]+)/ocjena/", message_for(of_guest).body)
    assert links.of_guest(key[1]) == guest
    assert leaves(mail) == leaves(of_guest) == "sent"


@pytest.mark.parametrize("why", ["given", "late", "did not come", "cancelled"])
def test_an_invitation_that_is_of_no_concern_does_not_leave(sign_up, monkeypatch, why):
    mine = was_there(sign_up, person(1))
    asking.ask_feedback(Run())
    if why == "given":
        feedback.give(mine, GOOD)
    elif why == "did not come":
        Attendance.objects.update(came=False)
    elif why == "cancelled":
        Training.objects.update(cancelled=timezone.now())
    else:
        moved(monkeypatch, days=61)
    assert leaves(mails("training_feedback")[0]) == "skipped"


def test_whoever_wants_mails_together_gets_it_with_them(sign_up):
    Preference.objects.create(user=person(1), kind="training", mail="weekly")
    was_there(sign_up, Preference.objects.get().user)
    asking.ask_feedback(Run())
    assert len(invited()) == 1
    assert mails("training_feedback") == []
