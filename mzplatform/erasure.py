"""Erasing an account whose 14 days are over: the person, what only concerned them, and their texts as far as they chose.

Composed here because it reaches into every room. One transaction for each person, so that a worker that is killed in the
middle leaves everything as it was; the files go when it has committed, and those that a kill leaves behind are found by
`manage.py invariants`. What stays, and why: `docs/decisions/0014-leaving.md`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pghistory
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import Deletion, Export, User
from content.erasing import files_of, redact, remove
from content.files import store
from content.models import Entry
from forums.erasing import empty as empty_questions
from moderation.models import Report
from networks.erasing import empty as empty_networks
from networks.erasing import forget as forget_invitations
from networks.erasing import staying as of_networks_that_stay
from notifications.models import Notification, OutgoingMail
from practices.erasing import empty as empty_practices
from trainings.erasing import empty as empty_registrations
from trainings.erasing import hold as hold_seats
from trainings.erasing import staying as trainings_that_stay

if TYPE_CHECKING:
    from notifications.schedule import Run


def erase_all(run: Run) -> None:
    """Everyone whose day has come: a line of `TICKS`."""
    for deletion in Deletion.objects.due():
        if not run.goes_on():
            return
        erase(deletion)


def erase(deletion: Deletion) -> bool:
    """Erase one person. False where that is undone, done, not due yet, or in the hands of another worker."""
    with pghistory.context(command="erasure"), transaction.atomic():
        if (held := _held(deletion)) is None:
            return False
        _erase(held.user, held.entries)
        # Pages that readers were shown may still be kept, with the name on them.
        transaction.on_commit(caches["pages"].clear)
    return True


def _held(deletion: Deletion) -> Deletion | None:
    """The row, for us alone until the transaction ends."""
    rows = Deletion.objects.due().select_for_update(skip_locked=True, of=("self",))
    return rows.filter(pk=deletion.pk).select_related("user").first()


def _erase(user: User, entries: str) -> None:
    hold_seats(user)
    files = list(Export.objects.filter(user=user).exclude(path="").values_list("path", flat=True))
    leaving, staying = _texts(user, entries)
    files += files_of(leaving)
    places = remove(leaving)
    empty_practices(places)
    empty_questions(places)
    Report.objects.filter(entry__in=places).delete()  # there is nothing left to look at
    redact("earlier", staying)
    redact("decisions", staying)
    claims = list(user.claims.values_list("pk", flat=True))
    redact("claims", claims)
    redact("claim_decisions", claims)
    # Whoever was to answer a claim was told where, in the words of the person.
    Notification.objects.filter(facts__claim__in=claims).delete()
    Report.objects.filter(by=user).update(words="")
    empty_registrations(user)
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list(Lower("email"), flat=True)}
    _mail(user, addresses)
    forget_invitations(user, addresses)
    empty_networks(user)
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.delete()
    transaction.on_commit(partial(store.remove, files))
    redact("claims", claims)  # the history of what went with the person


def _texts(user: User, entries: str) -> tuple[set[int], set[int]]:
    """What goes and what stays. Only what stands on the site may stay: without its author nobody could finish the rest."""
    mine = Entry.objects.filter(author=user)
    staying = mine.published() if entries == Deletion.Entries.KEEP else mine.none()
    kept = set(staying.values_list("pk", flat=True)) | trainings_that_stay(user)
    kept |= of_networks_that_stay(user)
    # Locked, so that nobody comments below it between now and the end of the transaction.
    everything = set(mine.select_for_update().values_list("pk", flat=True))
    return everything - kept, kept


def _mail(user: User, addresses: set[str]) -> None:
    """To every address of theirs, also where it was written before there was an account."""
    rows = OutgoingMail.objects.alias(address=Lower("recipient"))
    rows.filter(Q(reader=user) | Q(address__in=addresses)).delete()
