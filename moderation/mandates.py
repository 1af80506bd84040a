"""The end of a mandate: warned of before it comes, said by its holder or whoever confirms there, or with the community."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Claim, Mandate, User
from notifications.actions import notify
from notifications.models import Kind as Notice

from . import claims
from .actions import Overtaken
from .policy import can_end

if TYPE_CHECKING:
    from notifications.schedule import Run
    from register.models import Community

ENDED = "ended"
"""The fact `outcome` of its notification."""


@transaction.atomic
def end(mandate: Mandate, by: User, last: date, words: str = "") -> bool:
    """`last` becomes its last day, and its holder reads why. False if it ends by then anyway.

    Raises PermissionDenied. A day that is not after the first is refused by the database; the form says it first.
    """
    mandate = Mandate.objects.select_for_update(of=("self",)).with_scope().get(pk=mandate.pk)
    if mandate.ends is not None and mandate.ends <= last:
        return False
    if not can_end(by, mandate):
        raise PermissionDenied
    _end(mandate, by, last, words)
    return True


def _end(mandate: Mandate, by: User, last: date, words: str) -> None:
    Mandate.objects.filter(pk=mandate.pk).update(ends=last, warned_of=last)
    facts = {"outcome": ENDED, "label": _place(mandate), "day": last.isoformat(), "words": words}
    notify(Notice.CLAIM, mandate.user, actor=by, facts=facts)


def end_with(community: Community, by: User) -> None:
    """The community, locked and closed just now by `by`, takes along who was in its council, and who claims to be."""
    for claim in Claim.objects.waiting().filter(community=community).select_related("user__profile"):
        if claim.user_id == by.pk:
            claims.withdraw(claim, by)
        else:
            with suppress(Overtaken):  # it was taken back meanwhile
                claims.refuse(claim, by, _why(community, claim.user))
    held = Mandate.objects.filter(Q(ends=None) | Q(ends__gt=community.closed_on), community=community)
    for mandate in held.select_for_update(of=("self",)).with_scope().select_related("user__profile").order_by("pk"):
        last = max(community.closed_on or date.min, mandate.starts + timedelta(days=1))  # one day at least
        _end(mandate, by, last, _why(community, mandate.user))


def _place(mandate: Mandate) -> str:
    """In names alone, which are right in every language."""
    community = mandate.community
    return f"MZ {community.label}, {community.municipality.name}" if community else str(mandate.scope or "")


def _why(community: Community, reader: User) -> str:
    """In the language of whoever reads it."""
    with translation.override(reader.profile.language):
        if community.merged_into is None:
            return _("The local community was closed.")
        text = _("The local community became part of MZ %(name)s. Are you in that council? Then claim it there.")
        return text % {"name": community.merged_into.label}


# -- before it comes ---------------------------------------------------------------------------------------------------


@transaction.atomic
def warn(mandate: Mandate) -> bool:
    """Tell its holder that it ends soon; once for each last day, whatever the clock does."""
    mandate = Mandate.objects.select_for_update(of=("self",)).with_scope().get(pk=mandate.pk)
    if not mandate.is_ending or mandate.warned_of == mandate.ends:
        return False
    Mandate.objects.filter(pk=mandate.pk).update(warned_of=mandate.ends)
    last: date = mandate.ends or date.max
    notify(Notice.MANDATE_ENDS, mandate.user, facts={"label": _place(mandate), "day": last.isoformat()})
    return True


def warn_all(run: Run) -> None:
    """Everyone whose mandate ends within 60 days and who does not know it yet: a line of `TICKS`."""
    ending = Mandate.objects.ending().exclude(warned_of__isnull=False, warned_of=F("ends"))
    for mandate in ending.order_by("ends", "pk"):
        if not run.goes_on():
            return
        warn(mandate)
