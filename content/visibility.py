"""Which entries somebody may read, as a condition on rows. Its twin for one loaded row is `content.policy.can_see`.

The two say the same thing and stand apart only because models need the one and predicates need the models; the matrix
test compares them for every role, status, audience and kind.

- published, not withdrawn: those whom its audience names; so is the empty place of a text whose author left and took it
  along, so that what others wrote below it does not go too;
- the author: always;
- a moderator: whatever its audience lets them read, in every state but a draft;
- an editor: what was proposed to an association or network and waits there, of the kinds that these publish;
- what stands below another entry: only where that one may be read too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from django.db.models import F, Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Mandate, User

STAFF = ("moderator", "administrator")
EDITOR = "editor"
EDITED = ("news", "document")
"""Kinds that people propose to an association or network, whose editors decide on them as moderators do."""


def reader(user: User | AnonymousUser) -> User | None:
    """The person, if it is one who may sign in."""
    return user if user.is_authenticated and user.is_active else None


@dataclass(frozen=True)
class AnyMember:
    """Somebody without a role that lets them read more, in a query that is put together before one knows who reads."""

    pk: int
    is_authenticated: ClassVar = True
    is_active: ClassVar = True
    active_mandates: ClassVar[tuple[Mandate, ...]] = ()

    def holds(self, *_roles: str) -> bool:
        """No role at all."""
        return False


def any_member(pk: int) -> User:
    """Such a person, for `visible_to`."""
    return cast("User", AnyMember(pk))


def is_any_member(user: User | AnonymousUser) -> bool:
    """Whether what this person may read depends on nothing but who they are."""
    person = reader(user)
    return person is not None and not person.holds(*STAFF) and not organisations_of(person)


def organisations_of(user: User) -> set[int]:
    """The organisations that somebody acts for today."""
    return {mandate.organisation_id for mandate in user.active_mandates if mandate.organisation_id}


def audiences_of(user: User | AnonymousUser) -> tuple[list[str], set[int]]:
    """The audiences that somebody belongs to, and the organisations whose own texts they read."""
    person = reader(user)
    return (["public", "members"], organisations_of(person)) if person else (["public"], set())


def _audience(user: User | None, prefix: str) -> Q:
    if user is None:
        return Q(**{f"{prefix}audience": "public"})
    audiences, inside = audiences_of(user)
    named = Q(**{f"{prefix}audience__in": audiences})
    if inside:
        named |= Q(**{f"{prefix}organisation__in": inside})
    return named


def _row(user: User | None, prefix: str = "") -> Q:
    """Of one row alone, whatever it stands below of."""
    standing = Q(**{f"{prefix}withdrawn": None}) | Q(**{f"{prefix}erased__isnull": False})
    published = Q(**{f"{prefix}status": "published"}) & standing
    if user is None:
        return published & _audience(None, prefix)
    if user.holds(*STAFF):
        states = ~Q(**{f"{prefix}status": "draft"})
    elif user.holds(EDITOR):
        proposed = {"status": "pending", "withdrawn": None, "kind__in": EDITED}
        states = published | Q(**{f"{prefix}{name}": value for name, value in proposed.items()})
    else:
        states = published
    return Q(**{f"{prefix}author": user.pk}) | (states & _audience(user, prefix))


def top_rows_visible_to(user: User | AnonymousUser) -> Q:
    """For tables whose rows stand below nothing."""
    return _row(reader(user))


def files_visible_to(user: User | AnonymousUser, shown: Q) -> Q:
    """For files below entries: those that are not `shown` only for whoever wrote the entry, and for moderators."""
    person = reader(user)
    if person is None:
        return shown
    return Q() if person.holds(*STAFF) else shown | Q(entry__author=person.pk)


def visible_to(user: User | AnonymousUser) -> Q:
    """For the spine as a whole."""
    person = reader(user)
    return (
        _row(person)
        & (Q(root=None) | _row(person, "root__"))
        & (Q(parent=None) | Q(parent=F("root")) | _row(person, "parent__"))
    )
