"""Leaving: asked for, undone, and who may. What happens when the days are over is `mzplatform/erasure.py`."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.core import signing
from django.db import transaction
from django.utils import timezone

from text.languages import current

from .mail import Letter
from .models import Deletion, Mandate, User
from .models.leaving import UNDOABLE

SALT = "accounts.leaving"


class LastAdministrator(Exception):  # noqa: N818 - not a fault: somebody else must be one first
    """Nobody would be left to look after the site."""


@transaction.atomic
def ask(user: User, entries: str, by: User | None = None) -> Deletion:
    """Close the account at once and erase it in 14 days. Asked again, it is the deletion that there is.

    `entries` says what becomes of what was published, `by` which administrator began it. Raises LastAdministrator.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if standing := Deletion.objects.filter(user=user).first():
        return standing
    if _is_last_administrator(user):
        raise LastAdministrator
    was_active, now = user.is_active, timezone.now()
    User.objects.filter(pk=user.pk).update(is_active=False)
    deletion = Deletion.objects.create(
        user=user, entries=entries, asked=now, due=now + UNDOABLE, was_active=was_active, by=by
    )
    for session in UserSession.objects.filter(user=user):
        session.end()
    _tell("account_leaving", deletion)
    return deletion


def _is_last_administrator(user: User) -> bool:
    """Holds the rows of all administrators, so that two who leave at the same moment do so one after the other."""
    role = Mandate.Role.ADMINISTRATOR
    active = Mandate.objects.active().filter(role=role).order_by("pk")
    held = {mandate.user_id for mandate in active.select_for_update(of=("self",))}
    return user.pk in held and not active.filter(user__is_active=True).exclude(user=user).exists()


@transaction.atomic
def undo(deletion: Deletion) -> bool:
    """The account is again what it was. False if there is nothing to undo (any more)."""
    row = Deletion.objects.select_for_update(of=("self",)).select_related("user").filter(pk=deletion.pk).first()
    if row is None:
        return False
    Deletion.objects.filter(pk=row.pk).delete()
    if row.was_active:
        User.objects.filter(pk=row.user_id).update(is_active=True)
    _tell("account_kept", row)
    return True


def key_of(deletion: Deletion) -> str:
    """For the address that undoes it: in the mail, and after signing in. It opens nothing else."""
    return signing.dumps([deletion.pk, deletion.user_id], salt=SALT)


def find(key: str) -> Deletion | None:
    """The deletion that a key undoes; None where it is undone or done, or somebody made the key up."""
    try:
        number, user = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Deletion.objects.select_related("user__profile").filter(pk=number, user=user, was_active=True)
    return rows.first()


def of(user: User) -> Deletion | None:
    """The deletion that this person, who cannot sign in, may undo."""
    return Deletion.objects.filter(user=user, was_active=True).first()


def _tell(event: str, deletion: Deletion) -> None:
    """One of the few mails that somebody gets who is about to leave."""
    user = deletion.user
    facts = {"due": deletion.due.isoformat(), "entries": deletion.entries, "when": timezone.now().isoformat()}
    if event == "account_leaving" and deletion.was_active:
        facts["key"] = key_of(deletion)
    Letter(event, user.email, context=facts, language=current().code, reader_id=user.pk).send()
