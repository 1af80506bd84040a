"""What never may be false of meetings, minutes and conclusions, whoever writes the row."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from content.models import Entry
from networks.models import AgendaItem, Attendee, Coming, Conclusion, Joint, Meeting, Minutes, Remark, Reply
from networks.models.meetings import SARAJEVO
from tests import factories

pytestmark = pytest.mark.django_db
AT_TEN = datetime(2026, 3, 12, 10, tzinfo=SARAJEVO)


def refused(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def meeting(network):
    return factories.make_meeting(network)


@pytest.fixture
def inner(network):
    """Announced to the members alone."""
    return factories.make_meeting(network, audience="organisation", organisation=network.organisation)


@pytest.fixture
def other(db):
    return factories.make_network("Druga mreža")


# -- meetings --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"day": None, "starts": AT_TEN}, "meeting_hours_on_a_day"),
        ({"finishes": AT_TEN}, "meeting_hours_on_a_day"),
        ({"starts": AT_TEN, "finishes": AT_TEN}, "meeting_ends_after_it_begins"),
        ({"day": date(1989, 12, 31)}, "meeting_day_of_our_time"),
        ({"day": date(2101, 1, 1)}, "meeting_day_of_our_time"),
        ({"cancelled_why": "Snijeg"}, "meeting_reason_of_a_cancelled_one"),
    ],
)
def test_of_a_meeting(meeting, values, name):
    with refused(name), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**values)


def test_a_meeting_is_a_meeting(network):
    entry = factories.make_practice(None).entry_ptr
    columns = "entry_ptr_id, network_id, held_in, link, day_note, cancelled_why"
    with refused("meeting_is_a_meeting"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO networks_meeting ({columns}) VALUES (%s, %s, '', '', '', '')",  # noqa: S608
            [entry.pk, network.pk],
        )


def test_inside_its_own_network_alone(network, other):
    with refused("meeting_inside_its_network"), transaction.atomic():
        factories.make_meeting(network, audience="organisation", organisation=other.organisation)


def test_joint_ones_are_announced_to_everyone(meeting, inner, other, network):
    Joint.objects.create(meeting=meeting, network=other)
    with refused("meeting_joint_is_seen"), transaction.atomic():
        Joint.objects.create(meeting=inner, network=other)
    with refused("meeting_joint_with_others"), transaction.atomic():
        Joint.objects.create(meeting=meeting, network=network)
    with refused("joint_once"), transaction.atomic():
        Joint.objects.create(meeting=meeting, network=other)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"title": ""}, "agenda_item_has_title"),
        ({"minutes": 0}, "agenda_item_minutes"),
        ({"minutes": 601}, "agenda_item_minutes"),
        ({"position": 1}, "agenda_position_once"),
    ],
)
def test_of_an_agenda(meeting, values, name):
    AgendaItem.objects.create(meeting=meeting, position=1, title="Imovina")
    with refused(name), transaction.atomic():
        AgendaItem.objects.create(**{"meeting": meeting, "position": 2, "title": "Razno"} | values)


def test_one_answer_and_one_place_of_each_person(meeting, member):
    Coming.objects.create(meeting=meeting, person=member, says="yes")
    Attendee.objects.create(meeting=meeting, person=member, name="Amra")
    with refused("coming_once"), transaction.atomic():
        Coming.objects.create(meeting=meeting, person=member, says="no")
    with refused("coming_says"), transaction.atomic():
        Coming.objects.filter(person=member).update(says="so")
    with refused("attendee_once"), transaction.atomic():
        Attendee.objects.create(meeting=meeting, person=member)
    with refused("attendee_gender"), transaction.atomic():
        Attendee.objects.filter(person=member).update(gender="x")
    for _ in range(2):
        Attendee.objects.create(meeting=meeting, name="Gost")


# -- minutes ---------------------------------------------------------------------------------------------------------------


def written(meeting, **fields):
    return Minutes.objects.create(**{"meeting": meeting, "text": "Počelo u 10."} | fields)


def opened(meeting, days=0):
    made = written(meeting)
    Minutes.objects.filter(pk=made.pk).update(state="open", opened=timezone.now() - timedelta(days=days))
    made.refresh_from_db()
    return made


def adopt(made, **fields):
    Minutes.objects.filter(pk=made.pk).update(state="adopted", adopted=timezone.now(), **fields)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"opened": timezone.now()}, "minutes_days_of_their_state"),
        ({"state": "open"}, "minutes_days_of_their_state"),
        ({"number": 2}, "minutes_correction_says_why"),
        ({"is_public": True}, "minutes_public_once_adopted"),
    ],
)
def test_of_minutes(meeting, values, name):
    made = written(meeting)
    with refused(name), transaction.atomic():
        Minutes.objects.filter(pk=made.pk).update(**values)


def test_not_adopted_without_having_been_open(meeting):
    made = written(meeting)
    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        adopt(made, opened=timezone.now() - timedelta(days=8))


def test_open_for_seven_days(meeting):
    made = opened(meeting, days=6)
    with refused("minutes_open_for_seven_days"), transaction.atomic():
        adopt(made)
    Minutes.objects.filter(pk=made.pk).update(opened=timezone.now() - timedelta(days=8))
    adopt(made)


def test_adopted_they_stay(meeting, member):
    made = opened(meeting, days=8)
    adopt(made, adopted_by=member)
    for values in ({"text": "Drugo."}, {"adopted": timezone.now() + timedelta(days=1)}, {"version": 5}):
        with refused("minutes_adopted_stay"), transaction.atomic():
            Minutes.objects.filter(pk=made.pk).update(**values)
    with refused("minutes_adopted_stay"), transaction.atomic():
        Minutes.objects.filter(pk=made.pk).update(state="draft", opened=None, adopted=None)
    with pytest.raises(Exception, match="minutes_adopted_are_kept"), transaction.atomic():
        made.delete()
    Minutes.objects.filter(pk=made.pk).update(is_public=True)
    Minutes.objects.filter(pk=made.pk).update(adopted_by=None)


def test_a_correction_follows_what_was_adopted(meeting):
    made = opened(meeting, days=8)
    with refused("minutes_follow_adopted_ones"), transaction.atomic():
        written(meeting, number=2, reason="Greška u broju")
    adopt(made)
    written(meeting, number=2, reason="Greška u broju")
    with refused("minutes_follow_adopted_ones"), transaction.atomic():
        written(meeting, number=3, reason="Još jedna")
    with refused("minutes_version_once"), transaction.atomic():
        written(meeting, number=2, reason="Još jedna")


def test_remarks_by_who_was_there_within_seven_days(meeting, member, newcomer):
    Attendee.objects.create(meeting=meeting, person=member)
    made = opened(meeting)
    Remark.objects.create(minutes=made, person=member, text="Bilo je u 11.")
    with refused("remark_of_somebody_who_was_there"), transaction.atomic():
        Remark.objects.create(minutes=made, person=newcomer, text="Nisam bio.")
    Minutes.objects.filter(pk=made.pk).update(opened=timezone.now() - timedelta(days=7, minutes=1))
    with refused("remark_of_somebody_who_was_there"), transaction.atomic():
        Remark.objects.create(minutes=made, person=member, text="Kasno.")


def test_all_remarks_are_answered_first(meeting, member):
    Attendee.objects.create(meeting=meeting, person=member)
    made = opened(meeting)
    remark = Remark.objects.create(minutes=made, person=member, text="Bilo je u 11.")
    Minutes.objects.filter(pk=made.pk).update(opened=timezone.now() - timedelta(days=8))
    with refused("minutes_adopted_with_all_remarks_answered"), transaction.atomic():
        adopt(made)
    with refused("remark_answered_whole"), transaction.atomic():
        Remark.objects.filter(pk=remark.pk).update(is_taken=True)
    with refused("remark_not_taken_says_why"), transaction.atomic():
        Remark.objects.filter(pk=remark.pk).update(is_taken=False, answered=timezone.now())
    Remark.objects.filter(pk=remark.pk).update(is_taken=True, answered=timezone.now())
    adopt(made)


# -- conclusions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"number": 0}, "conclusion_number"),
        ({"to_organisation": None}, "conclusion_has_one_addressee"),
        ({"given_up": date(2026, 5, 1)}, "conclusion_given_up_after_its_deadline"),
        ({"sent": date(2026, 5, 1), "deadline": date(2026, 4, 1)}, "conclusion_due_after_it_is_sent"),
    ],
)
def test_of_a_conclusion(meeting, values, name):
    made = factories.make_conclusion(meeting)
    with refused(name), transaction.atomic():
        Conclusion.objects.filter(pk=made.pk).update(**values)


def test_numbers_of_one_meeting(meeting):
    factories.make_conclusion(meeting)
    with refused("conclusion_number_once"), transaction.atomic():
        factories.make_conclusion(meeting, number=1)


def test_one_addressee(meeting, places):
    made = factories.make_conclusion(meeting, to_municipality=places.tesanj)
    with refused("conclusion_has_one_addressee"), transaction.atomic():
        Conclusion.objects.filter(pk=made.pk).update(to_organisation=places.savez)


def test_a_conclusion_is_a_conclusion(meeting, places):
    entry = factories.make_practice(None).entry_ptr
    columns = "entry_ptr_id, adopted_at_id, number, to_organisation_id, state"
    with refused("conclusion_is_a_conclusion"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO networks_conclusion ({columns}) VALUES (%s, %s, 1, %s, '')",  # noqa: S608
            [entry.pk, meeting.pk, places.savez.pk],
        )


def test_for_the_readers_of_its_meeting(inner, network):
    with refused("conclusion_for_the_readers_of_its_meeting"), transaction.atomic():
        factories.make_conclusion(inner, audience="public", organisation=None)
    made = factories.make_conclusion(inner)
    assert (made.audience, made.organisation) == ("organisation", network.organisation)


def test_a_chain_leads_back_in_time(network):
    before = factories.make_meeting(network, day=date(2025, 3, 1))
    here = factories.make_meeting(network, day=date(2026, 3, 1))
    first, second, third = (factories.make_conclusion(one) for one in (before, here, here))
    Conclusion.objects.filter(pk=second.pk).update(takes_up=first)
    Conclusion.objects.filter(pk=third.pk).update(takes_up=second)
    for one, earlier in ((first, second), (second, third)):
        with refused("conclusion_takes_up_an_earlier_one"), transaction.atomic():
            Conclusion.objects.filter(pk=one.pk).update(takes_up=earlier)
    with refused("conclusion_takes_up"), transaction.atomic():
        Conclusion.objects.filter(pk=first.pk).update(takes_up=first)


def test_a_day_that_moves_breaks_no_chain(network):
    """Replies and reminders go on."""
    before = factories.make_meeting(network, day=date(2025, 3, 1))
    first = factories.make_conclusion(before)
    second = factories.make_conclusion(factories.make_meeting(network), takes_up=first)
    Meeting.objects.filter(pk=before.pk).update(day=date(2026, 5, 1))
    Conclusion.objects.filter(pk=second.pk).update(sent=date(2026, 6, 1))
    assert state(second) == "sent"


def state(made):
    made.refresh_from_db()
    return made.state


def test_what_became_of_it_follows_from_its_days_and_replies(meeting):
    made = factories.make_conclusion(meeting)
    assert state(made) == "unsent"
    Conclusion.objects.filter(pk=made.pk).update(sent=date(2026, 4, 1), deadline=date(2026, 5, 1))
    assert state(made) == "sent"
    Conclusion.objects.filter(pk=made.pk).update(given_up=date(2026, 6, 1))
    assert state(made) == "silent"
    Conclusion.objects.filter(pk=made.pk).update(state="accepted")
    assert state(made) == "silent", "nobody says so"
    late = Reply.objects.create(conclusion=made, day=date(2026, 8, 1), outcome="partly", words="Dijelom.")
    assert state(made) == "partly"
    Reply.objects.create(conclusion=made, day=date(2026, 7, 1), outcome="answered", words="Razmatra se.")
    assert state(made) == "partly", "the latest day says it"
    Reply.objects.filter(pk=late.pk).update(outcome="refused")
    assert state(made) == "refused"
    late.delete()
    assert state(made) == "answered"
    made.answers.all().delete()
    assert state(made) == "silent"


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"outcome": "sent"}, "reply_outcome"),
        ({"words": ""}, "reply_says_something"),
        ({"day": date(2026, 3, 31)}, "reply_to_what_was_sent"),
    ],
)
def test_of_a_reply(meeting, values, name):
    made = factories.make_conclusion(meeting, sent=date(2026, 4, 1))
    with refused(name), transaction.atomic():
        Reply.objects.create(
            **{"conclusion": made, "day": date(2026, 4, 9), "outcome": "accepted", "words": "Da."} | values
        )


def test_what_was_not_sent_is_not_answered(meeting):
    made = factories.make_conclusion(meeting)
    with refused("reply_to_what_was_sent"), transaction.atomic():
        Reply.objects.create(conclusion=made, day=date(2026, 4, 9), outcome="accepted", words="Da.")


def test_a_meeting_keeps_its_conclusions(meeting):
    factories.make_conclusion(meeting)
    with pytest.raises(Exception, match="protected"):
        Entry.objects.get(pk=meeting.pk).meeting.delete()
