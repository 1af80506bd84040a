"""Who may: predicates over a user's mandates, one place for all rooms. Twins of querysets stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q

from register.models import Community, Contact, Municipality, Organisation

from .models import Mandate, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

Role = Mandate.Role
HOLDERS = frozenset({Organisation.Kind.ASSOCIATION, Organisation.Kind.NETWORK})


def _holds(user: User | AnonymousUser, *roles: str) -> bool:
    return isinstance(user, User) and user.is_active and user.holds(*roles)


def is_administrator(user: User | AnonymousUser) -> bool:
    return _holds(user, Role.ADMINISTRATOR)


def is_moderator(user: User | AnonymousUser) -> bool:
    """Moderators, and administrators who may stand in for them."""
    return _holds(user, Role.MODERATOR, Role.ADMINISTRATOR)


def coordinates(user: User | AnonymousUser, municipality: Municipality) -> bool:
    """Holds the mandate of coordinator of this very municipality today."""
    return (
        isinstance(user, User)
        and user.is_active
        and any(m.role == Role.COORDINATOR and m.municipality_id == municipality.pk for m in user.active_mandates)
    )


def represents(user: User | AnonymousUser, community: Community) -> bool:
    """Holds a mandate in the council or office of this very community today."""
    return (
        isinstance(user, User)
        and user.is_active
        and any(m.role in Mandate.COMMUNITY_ROLES and m.community_id == community.pk for m in user.active_mandates)
    )


def can_edit_community(user: User | AnonymousUser, community: Community) -> bool:
    """Those who answer for its data: the coordinator of its municipality, and administrators."""
    return is_administrator(user) or coordinates(user, community.municipality)


def holders_of(user: User | AnonymousUser) -> list[Organisation]:
    """The associations and networks for which this person edits today."""
    if not isinstance(user, User):
        return []
    held = (mandate.organisation for mandate in user.active_mandates if mandate.role == Role.EDITOR)
    return [one for one in dict.fromkeys(held) if one is not None and one.kind in HOLDERS]


def editor_for(user: User | AnonymousUser, organisation: int | None) -> Mandate | None:
    """The mandate on which somebody publishes for an association or network today."""
    if not isinstance(user, User) or organisation not in {one.pk for one in holders_of(user)}:
        return None
    held = (one for one in user.active_mandates if one.role == Role.EDITOR)
    return next((one for one in held if one.organisation_id == organisation), None)


def coordinated_by(user: User | AnonymousUser) -> list[Municipality]:
    """The municipalities that somebody coordinates today."""
    if not isinstance(user, User):
        return []
    held = (mandate.municipality for mandate in user.active_mandates if mandate.role == Role.COORDINATOR)
    return [one for one in dict.fromkeys(held) if one is not None]


# -- contacts of a community: a predicate and its queryset twin ------------------------------------------------------


def can_see_contact(user: User | AnonymousUser, contact: Contact) -> bool:
    """Public ones everyone, those for members who is signed in, those for coordinators who coordinates anywhere,
    represents that community, or is staff.
    """
    if contact.visibility == Contact.Visibility.PUBLIC:
        return True
    if not isinstance(user, User) or not user.is_active:
        return False
    if contact.visibility == Contact.Visibility.MEMBERS:
        return True
    return is_moderator(user) or _holds(user, Role.COORDINATOR) or represents(user, contact.community)


def contacts_visible_to(user: User | AnonymousUser, contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """The rows of `contacts` for which `can_see_contact` is true."""
    visibility = Contact.Visibility
    if not isinstance(user, User) or not user.is_active:
        return contacts.filter(visibility=visibility.PUBLIC)
    if is_moderator(user) or _holds(user, Role.COORDINATOR):
        return contacts
    own = [m.community_id for m in user.active_mandates if m.role in Mandate.COMMUNITY_ROLES]
    return contacts.filter(Q(visibility__in=[visibility.PUBLIC, visibility.MEMBERS]) | Q(community__in=own))


# -- the page of a person ----------------------------------------------------------------------------------------------


def can_see_person(user: User | AnonymousUser, person: User) -> bool:
    """Whom the person chose, and the person."""
    if isinstance(user, User) and user.is_active:
        return user.pk == person.pk or person.profile.for_members
    return person.profile.for_everyone


# -- the second factor -----------------------------------------------------------------------------------------------


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Moderators and administrators do. Sample accounts on a sample site do not, so that anyone can look around."""
    return is_moderator(user) and not (isinstance(user, User) and user.is_sample and settings.SAMPLE_SITE)


def has_second_factor(user: User | AnonymousUser) -> bool:
    """An app with codes or a passkey; recovery codes alone are not one."""
    return isinstance(user, User) and is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def can_open_admin(user: User | AnonymousUser) -> bool:
    """Staff, with the second factor where it is needed."""
    return (
        isinstance(user, User)
        and user.is_active
        and user.is_staff
        and (not needs_second_factor(user) or has_second_factor(user))
    )
