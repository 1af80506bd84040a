"""Taking a practice over: "Primijenili smo i mi", how it goes, and that the council stands behind it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy import represents
from content.held import hold
from content.models import Entry
from content.policy import can_edit, can_see
from moderation.actions import renew, submit
from notifications.actions import notify, settle
from notifications.models import Kind as Notice
from register.models import Community

from .models import Adoption, Practice

COLUMNS = ("state", "since", "until", "body", "result", "cost", "people", "seen_at")


class Changed(Exception):  # noqa: N818 - not a fault: it was saved in between
    """The adoption is no longer what its author saw."""


class TakenOver(Exception):  # noqa: N818 - not a fault: there is something to continue
    """This person says already that this community took the practice over; `adoption` is that."""

    def __init__(self, adoption: Adoption) -> None:
        super().__init__(adoption)
        self.adoption = adoption


class FromThere(Exception):  # noqa: N818 - not a fault: there is nothing to take over
    """The practice is of that very community."""


def adopt(practice: Practice, by: User, community: Community, once: UUID, language: str, **values: Any) -> Adoption:
    """Published at once on a mandate or good standing, else it waits. Whoever sits in that council confirms by writing.

    The same form sent twice, even at the same moment, is one. Raises PermissionDenied, FromThere, TakenOver.
    """
    if not practice.is_published or not can_see(by, practice) or community.closed_on:
        raise PermissionDenied
    if practice.places.filter(community=community).exists():
        raise FromThere
    try:
        with transaction.atomic():
            hold(practice.pk)
            mine = Adoption.objects.filter(root=practice, author=by, community=community, withdrawn=None)
            if (standing := mine.exclude(once=once).first()) is not None:
                raise TakenOver(standing)
            own = represents(by, community)
            adoption = Adoption.objects.create(
                kind=Entry.Kind.ADOPTION,
                author=by,
                once=once,
                root=practice,
                parent=practice,
                audience=practice.audience,
                organisation=practice.organisation,
                language=language,
                title=practice.title,
                community=community,
                confirmed_by=by if own else None,
                confirmed_on=timezone.localdate() if own else None,
                **values,
            )
            submit(adoption, by)
            return adoption
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
        return Adoption.objects.get(author=by, once=once)


def _locked(adoption: Adoption) -> None:
    hold(adoption.pk)
    adoption.refresh_from_db()


@transaction.atomic
def report(adoption: Adoption, by: User, version: int | None, **values: Any) -> bool:
    """How it goes now. False if nothing is different; raises Changed, PermissionDenied, `moderation.actions.NeedsReview`."""
    _locked(adoption)
    if not can_edit(by, adoption):
        raise PermissionDenied
    if all(getattr(adoption, name) == value for name, value in values.items()):
        return False  # sent again, since no answer came
    if version != adoption.version:
        raise Changed
    renew(adoption, by)
    write(adoption, values)
    return True


def write(adoption: Adoption, values: dict[str, Any]) -> None:
    """Columns of the locked adoption, whose version is set already."""
    for name, value in values.items():
        setattr(adoption, name, value)
    adoption.edited = timezone.now()
    adoption.save(update_fields=[*values, "version", "edited"])


@transaction.atomic
def confirm(adoption: Adoption, by: User) -> bool:
    """Somebody of its council stands behind it. False if that is said already; raises PermissionDenied."""
    _locked(adoption)
    if not adoption.is_published or not represents(by, adoption.community):
        raise PermissionDenied
    if adoption.confirmed_on is not None:
        return False
    adoption.confirmed_by, adoption.confirmed_on = by, timezone.localdate()
    adoption.save(update_fields=["confirmed_by", "confirmed_on"])
    settle(Notice.ADOPTION_CONFIRM, entry=adoption)  # the others of the council
    if adoption.author is not None:
        facts = {"outcome": "adoption_confirmed", "label": f"MZ {adoption.community.label}"}
        notify(Notice.ADOPTION_CONFIRM, adoption.author, entry=adoption, actor=by, facts=facts)
    return True


# -- does it still work? -----------------------------------------------------------------------------------------------

ASKED_AFTER = (24, 12)  # months since it was published, the later first


def ask_all(run: Any) -> None:
    """Authors are asked after one and after two years, once each, whatever the clock does: a line of `TICKS`."""
    today = timezone.localdate()
    for months in ASKED_AFTER:
        day = today.replace(year=today.year - months // 12, day=min(today.day, 28))
        due = Practice.objects.published().filter(
            author__isnull=False, published__date__lte=day, asked_after__lt=months
        )
        for practice in due.select_related("author__profile").order_by("published", "pk"):
            if not run.goes_on():
                return
            _ask(practice, months)


@transaction.atomic
def _ask(practice: Practice, months: int) -> None:
    """One question; whoever answered within the last half year is not bothered."""
    if not Practice.objects.filter(pk=practice.pk, asked_after__lt=months).update(asked_after=months):
        return
    answered = practice.still_works_on
    if practice.author and not (answered and (timezone.localdate() - answered).days < 183):
        notify(Notice.STILL_WORKS, practice.author, entry=practice)


@transaction.atomic
def answer(practice: Practice, by: User, works: bool) -> None:
    """What its author says today. Raises PermissionDenied."""
    hold(practice.pk)
    practice.refresh_from_db()
    if practice.author_id != by.pk or not practice.is_published:
        raise PermissionDenied
    Practice.objects.filter(pk=practice.pk).update(still_works=works, still_works_on=timezone.localdate())
