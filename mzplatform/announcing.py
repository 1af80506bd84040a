"""Whoever follows a municipality, an organisation or a theme is told of what is new there. Composed here because each room
knows of its own entries what they concern.

The worker asks every minute, so nothing that publishes must think of it: moderators, editors, the hour of a news item.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from content.interests import followers_of
from content.models import Announced, Entry, Subject
from library.models import Document
from networks.interests import subjects_of as subjects_of_conclusion
from networks.models import Conclusion, Meeting
from news.models import News
from notifications.actions import notify
from notifications.models import Kind as Notice
from notifications.models import Notification
from trainings.models import Training

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from content.interests import Subjects
    from notifications.schedule import Run

NEW = timedelta(days=7)
"""What stands on the site longer than that is no news: a worker that stood still does not tell of last month."""


def tell_all(run: Run) -> None:
    """Named in `TICKS`. Entry by entry, each in a transaction of its own: killed in the middle, it goes on there."""
    since = timezone.now() - NEW
    rows = Entry.objects.published().filter(root=None, audience=Entry.Audience.PUBLIC, announced=None)
    for number in rows.filter(published__gte=since).order_by("published", "pk").values_list("pk", flat=True):
        if not run.goes_on():
            return
        tell(number)


@transaction.atomic
def tell(number: int) -> int:
    """Of one entry, unless that was done; returns how many people were told.

    Whoever was told of it for a nearer reason, as a member of a network, as the one who wished for it, is not told again.
    """
    there = Entry.objects.published().filter(pk=number, audience=Entry.Audience.PUBLIC)
    entry = there.select_for_update(of=("self",), no_key=True).first()
    if entry is None:  # taken away since the list was read
        return 0
    try:
        with transaction.atomic():
            Announced.objects.create(entry=entry)
    except IntegrityError:
        return 0
    nearest = followers_of(subjects_of(entry))
    known = Notification.objects.filter(entry=entry, user__in=nearest).values_list("user", flat=True)
    told = nearest.keys() - set(known)
    people = User.objects.filter(pk__in=told).select_related("profile").in_bulk()
    by_subject: dict[tuple[Subject, int], list[User]] = {}
    for pk in sorted(people):
        one = nearest[pk]
        by_subject.setdefault((one.kind, getattr(one, f"{one.kind}_id")), []).append(people[pk])
    return sum(
        len(notify(Notice.FOLLOWED, some, entry=entry, actor=entry.author, facts={"outcome": "new", kind.value: pk}))
        for (kind, pk), some in by_subject.items()
    )


def subjects_of(entry: Entry) -> Subjects:
    """What it concerns: its themes and places, and what its room knows besides."""
    known: Subjects = OF_KINDS[entry.kind](entry.pk) if entry.kind in OF_KINDS else {}
    places = entry.places.values_list("municipality", flat=True)
    return {
        **known,
        Subject.THEME: entry.themes.values_list("pk", flat=True),
        Subject.MUNICIPALITY: {*places, *known.get(Subject.MUNICIPALITY, ())},
    }


def _columns(model: type[Entry], **columns: Sequence[str]) -> Callable[[int], Subjects]:
    """Of one entry of a room: for each kind of subject what its columns lead to."""

    def read(number: int) -> Subjects:
        rows = model._default_manager.filter(pk=number)
        return {
            Subject(kind): {one for name in names for one in rows.values_list(name, flat=True)}
            for kind, names in columns.items()
        }

    return read


def _conclusion(number: int) -> Subjects:
    return subjects_of_conclusion(Conclusion.objects.select_related("adopted_at").get(pk=number))


OF_KINDS: dict[str, Callable[[int], Subjects]] = {
    Entry.Kind.TRAINING: _columns(Training, organisation=["organisers"], municipality=["municipalities"]),
    Entry.Kind.MEETING: _columns(Meeting, organisation=["network", "others"]),
    Entry.Kind.CONCLUSION: _conclusion,
    Entry.Kind.DOCUMENT: _columns(Document, organisation=["kept_for"], municipality=["municipality"]),
    Entry.Kind.NEWS: _columns(News, organisation=["published_for"]),
}
