"""Minutes in each of their states, for the tests about them."""

from datetime import timedelta

from django.utils import timezone

from networks.models import Attendee, Minutes, Remark
from tests import factories

SAID = "Šuma je općinska, kaže Kvrga."
STATES = ("none", "draft", "open", "closed", "adopted", "public")


def met(network, *people, **fields):
    """A meeting that was yesterday, and who was there."""
    day = timezone.localdate() - timedelta(days=1)
    meeting = factories.make_meeting(network, **{"day": day} | fields)
    for one in people:
        Attendee.objects.create(meeting=meeting, person=one)
    return meeting


def recorded(meeting, state, **fields):
    """Its minutes in that state: `closed` is open for more than seven days."""
    if state == "none":
        return None
    made = Minutes.objects.create(**{"meeting": meeting, "text": SAID} | fields)
    if state != "draft":
        days = 0 if state == "open" else 8
        change(made, state="open", opened=timezone.now() - timedelta(days=days))
    if state in {"adopted", "public"}:
        change(made, state="adopted", adopted=timezone.now(), is_public=state == "public")
    made.refresh_from_db()
    return made


def remarked(minutes, person, text="Bilo je u 11."):
    """Said while it was open."""
    opened = minutes.opened
    change(minutes, opened=timezone.now())
    made = Remark.objects.create(minutes=minutes, person=person, text=text)
    change(minutes, opened=opened)
    return made


def change(minutes, **values):
    Minutes.objects.filter(pk=minutes.pk).update(**values)


def page_of(meeting, rest=""):
    return f"/en/mreze/{meeting.network.slug}/sastanci/{meeting.pk}/zapisnik/{rest}"
