"""Two at the same moment: numbers, the same form twice, answers, reminders."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from networks import concluding, ticking
from networks.models import Conclusion, Meeting, Reply
from notifications.models import Notification
from register.models import Organisation
from tests.at_once import at_once
from tests.networks.concluding import made as made  # noqa: PLC0414 - fixtures
from tests.networks.concluding import meeting as meeting  # noqa: PLC0414

pytestmark = pytest.mark.django_db(transaction=True)


def concluded(meeting, leader, once=None):
    to = Organisation.objects.get(kind="savez").pk
    values = {"title": "Upisati domove", "body": "", "to_organisation_id": to}
    found = Meeting.objects.get(pk=meeting.pk)
    return concluding.conclude(found, type(leader).objects.get(pk=leader.pk), once or uuid4(), "bs", values, [])


def test_two_conclusions_get_two_numbers(meeting, leader):
    results = at_once(*[lambda: concluded(meeting, leader)] * 4)
    assert sorted(one.number for one in results) == [1, 2, 3, 4]


def test_the_same_form_twice_makes_one(meeting, leader):
    once = uuid4()
    results = at_once(*[lambda: concluded(meeting, leader, once)] * 4)
    assert len({one.pk for one in results}) == Conclusion.objects.count() == 1


def test_the_same_answer_twice_is_one(made, leader):
    today = timezone.localdate()
    Conclusion.objects.filter(pk=made.pk).update(sent=today)
    once, values = uuid4(), {"day": today, "outcome": "accepted", "letter": "", "words": "Da."}

    def reply():
        one = Conclusion.objects.get(pk=made.pk)
        return concluding.write_down_reply(one, type(leader).objects.get(pk=leader.pk), once, values, None)

    assert len({one.pk for one in at_once(*[reply] * 4)}) == Reply.objects.count() == 1


def test_two_who_change_it_do_not_write_over_each_other(made, leader):
    version = concluding.seen(made)

    def change(title):
        one = Conclusion.objects.get(pk=made.pk)
        concluding.change(one, type(leader).objects.get(pk=leader.pk), version, {"title": title}, [])

    results = at_once(lambda: change("Prvi"), lambda: change("Drugi"))
    assert sorted(type(one).__name__ for one in results) == ["Changed", "NoneType"]


def test_two_workers_remind_once(made, coordinator):
    today = timezone.localdate()
    Conclusion.objects.filter(pk=made.pk).update(
        sent=today, deadline=today + timedelta(days=2), responsible=coordinator
    )

    class Run:
        def goes_on(self):
            return True

    assert at_once(*[lambda: ticking.remind_all(Run())] * 3) == [None] * 3
    assert Notification.objects.filter(facts__outcome="conclusion_due").count() == 1
