"""Whoever answers for a conclusion is reminded: before the deadline and after it, once for each deadline."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.utils import timezone
from django.utils.module_loading import import_string

from content.interests import choose_interests
from content.models import Follow
from networks import ticking
from networks.models import Conclusion, Reply
from notifications.models import Notification, OutgoingMail
from notifications.wording import address, sentence
from tests import factories
from tests.networks.concluding import fresh, page
from tests.networks.concluding import inner as inner  # noqa: PLC0414 - fixtures
from tests.networks.concluding import meeting as meeting  # noqa: PLC0414

pytestmark = pytest.mark.django_db


@dataclass
class Run:
    """Goes on so many times."""

    left: list[int] = field(default_factory=lambda: [99])

    def goes_on(self) -> bool:
        self.left[0] -= 1
        return self.left[0] >= 0


@pytest.fixture
def mine(meeting, leader, coordinator):
    """Sent long ago; `coordinator` answers for it."""
    made = factories.make_conclusion(meeting, leader, responsible=coordinator)
    due(made, 3)
    return made


def due(conclusion, days, **fields):
    today = timezone.localdate()
    fields = {"sent": today - timedelta(days=90), "deadline": today + timedelta(days=days)} | fields
    Conclusion.objects.filter(pk=conclusion.pk).update(**fields)


def told(times=1, **options):
    for _ in range(times):
        ticking.remind_all(Run(**options))
    return list(Notification.objects.order_by("pk").values_list("facts__outcome", flat=True))


def test_once_before_and_once_after(mine, coordinator):
    assert told(times=2) == ["conclusion_due"]
    one = Notification.objects.get()
    assert (one.user, one.kind, one.entry_id) == (coordinator, "network", mine.pk)
    assert "sedam dana" in str(sentence(one))
    assert address(one) == page(mine)
    assert OutgoingMail.objects.count() == 1, "it presses"
    due(mine, -1)
    assert told(times=2) == ["conclusion_due", "conclusion_overdue"]


def test_again_for_another_deadline(mine):
    assert told() == ["conclusion_due"]
    due(mine, 5)
    assert told(times=2) == ["conclusion_due"] * 2
    due(mine, -1)
    assert told()[2:] == ["conclusion_overdue"]
    due(mine, -2)
    assert told(times=2)[2:] == ["conclusion_overdue"] * 2


@pytest.mark.parametrize(
    ("days", "outcomes"), [(8, []), (7, ["conclusion_due"]), (0, ["conclusion_due"]), (-1, ["conclusion_overdue"])]
)
def test_the_days(mine, days, outcomes):
    due(mine, days)
    assert told() == outcomes


@pytest.mark.parametrize(("days", "outcomes"), [(3, ["conclusion_due"]), (-1, [])])
def test_what_is_not_sent_yet(mine, days, outcomes):
    """Before the deadline it can still be sent; afterwards nobody owes an answer."""
    due(mine, days, sent=None)
    assert told() == outcomes


@pytest.mark.parametrize("days", [3, -1])
def test_nothing_of_what_was_answered(mine, days):
    due(mine, days)
    Reply.objects.create(conclusion=mine, day=timezone.localdate(), outcome="answered", words="Da.")
    assert told() == []


def test_nothing_of_what_was_given_up(mine):
    due(mine, -3, given_up=timezone.localdate())
    assert told() == []


@pytest.mark.parametrize("fields", [{"responsible": None}, {"deadline": None}])
def test_nobody_and_no_day(mine, fields):
    due(mine, 3, **fields)
    assert told() == []


def test_who_left_the_network_is_left_alone(mine, coordinator):
    coordinator.mandate_set.filter(role="network_member").delete()
    assert told() == []
    assert fresh(mine).reminded_of is None, "whoever comes next is reminded"


def test_who_sees_it_no_longer_gets_nothing(inner, leader, coordinator):
    made = factories.make_conclusion(inner, leader, responsible=coordinator)
    due(made, 3)
    assert told() == ["conclusion_due"]
    due(made, 4)
    coordinator.mandate_set.filter(role="network_member").delete()
    assert told() == ["conclusion_due"]


def test_nothing_of_what_is_off_the_site(mine):
    Conclusion.objects.filter(pk=mine.pk).update(withdrawn=timezone.now())
    assert told() == []


def test_stopped_in_the_middle_it_goes_on_later(mine, meeting, leader, coordinator):
    due(factories.make_conclusion(meeting, leader, responsible=coordinator), 2)
    assert told(left=[1]) == ["conclusion_due"]
    assert told() == ["conclusion_due"] * 2


def test_followers_of_it_its_network_and_its_addressee_hear_once_that_it_is_late(
    mine, coordinator, newcomer, neighbour, member
):
    """Of each deadline; whoever answers for it is reminded, and not told a second time."""
    Follow.objects.create(user=newcomer, entry=mine)
    choose_interests(newcomer, [mine.to_organisation])
    choose_interests(neighbour, [mine.adopted_at.network.organisation])
    for person in (member, coordinator):
        choose_interests(person, [mine.to_organisation])
    assert told() == ["conclusion_due"]
    due(mine, -1)
    assert told(times=2)[1:] == ["conclusion_overdue", *["conclusion_late"] * 3]
    late = Notification.objects.filter(facts__outcome="conclusion_late")
    assert {one.user for one in late} == {newcomer, neighbour, member}
    assert {(one.kind, one.plan) for one in late} == {("followed", "weekly")}
    due(mine, -2)
    assert told(times=2)[5:] == ["conclusion_overdue", *["conclusion_late"] * 3]


def test_every_day():
    path, when = configured.TICKS["conclusions_due"]
    assert (import_string(path), when) == (ticking.remind_all, "daily")
