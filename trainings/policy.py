"""Who may announce a training, change one, cancel it or throw a draft away; who signs up; what people want."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import F, QuerySet

from accounts.models import Mandate, User
from accounts.policy import coordinated_by, coordinates, holders_of
from content.policy import can_edit, can_see, is_author
from moderation.policy import can_moderate
from register.models import Municipality

from .models import SignUp, Training

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models.mandates import MandateQuerySet

    from .models import Registration, Wish


def can_announce(user: User | AnonymousUser) -> bool:
    """Editors of associations and networks, in their name."""
    return bool(holders_of(user))


def manages(user: User | AnonymousUser, training: Training) -> bool:
    """Whoever announced it and edits for one of its organisers today, and moderators.

    What is published rests on the mandate of its author, so that of a colleague does not carry a change.
    """
    if not can_see(user, training):
        return False
    own = {one.pk for one in holders_of(user)}
    return can_moderate(user) or (is_author(user, training) and bool(own & training.organised_by_numbers))


def can_change(user: User | AnonymousUser, training: Training) -> bool:
    """As above, unless it is cancelled: that is the last word. A draft, which may name no organiser yet, by its author."""
    if training.is_published:
        return training.cancelled is None and manages(user, training)
    return can_drop(user, training) and can_announce(user)


def can_manage_materials(user: User | AnonymousUser, training: Training) -> bool:
    """Whoever may change it, also when it is over: what one reads afterwards comes then."""
    return can_change(user, training)


def can_cancel(user: User | AnonymousUser, training: Training) -> bool:
    """Whoever may change it, once others know of it."""
    return training.is_published and can_change(user, training)


def can_drop(user: User | AnonymousUser, training: Training) -> bool:
    """Authors a draft of theirs, also when their mandate has ended."""
    return is_author(user, training) and training.status == training.Status.DRAFT and training.withdrawn is None


# -- who signs up ----------------------------------------------------------------------------------------------------


def is_organiser(user: User | AnonymousUser, training: Training) -> bool:
    """Edits for one of those who hold it today. Registrations are not published, so a colleague's mandate is as good."""
    own = {one.pk for one in holders_of(user)}
    return bool(own) and can_see(user, training) and bool(own & training.organised_by_numbers)


def can_run(user: User | AnonymousUser, training: Training) -> bool:
    """See who signed up, add and remove people, write to them: organisers, and moderators who stand in for them."""
    return is_organiser(user, training) or (can_moderate(user) and can_see(user, training))


def can_set_rules(user: User | AnonymousUser, training: Training) -> bool:
    """Say how one signs up: as above, while it is neither cancelled nor a draft."""
    return training.cancelled is None and training.is_published and can_run(user, training)


def rules_to_copy(user: User) -> QuerySet[SignUp]:
    """How one signed up for other trainings of those for whom this person edits, the newest first."""
    own = Training.objects.published().visible_to(user).filter(organisers__in=holders_of(user))
    return SignUp.objects.filter(training__in=own).order_by(F("training__ends").desc(nulls_last=True), "-pk")


def can_sign_up(user: User | AnonymousUser, training: Training) -> bool:
    """Whoever has signed in and sees it on the site."""
    return isinstance(user, User) and training.is_published and can_see(user, training)


def can_certify(user: User | AnonymousUser, training: Training) -> bool:
    """Issue and revoke certificates: who issues answers for them, so moderators do not stand in."""
    return is_organiser(user, training)


def sees_needs(user: User | AnonymousUser, training: Training) -> bool:
    """What somebody needs is told to the organiser and to nobody else."""
    return is_organiser(user, training)


def owns(user: User | AnonymousUser, registration: Registration) -> bool:
    """Whose it is: the person, whoever signed them up."""
    return isinstance(user, User) and registration.person_id == user.pk


def mandates_of_people(user: User | AnonymousUser) -> MandateQuerySet:
    """Of those who sit in the local communities of a coordinator today."""
    return Mandate.objects.active().filter(
        community__municipality__in=coordinated_by(user), role__in=Mandate.COMMUNITY_ROLES
    )


def people_of(user: User | AnonymousUser) -> QuerySet[User]:
    """Whom a coordinator may sign up."""
    return User.objects.filter(pk__in=mandates_of_people(user).values("user"), is_active=True)


# -- what people want --------------------------------------------------------------------------------------------------


def can_change_wish(user: User | AnonymousUser, wish: Wish) -> bool:
    """Authors, until it stands on the site: what others have voted for stays as it is."""
    return can_edit(user, wish) and not wish.is_published


def trainings_for_wishes(user: User | AnonymousUser) -> QuerySet[Training]:
    """What an editor can say came of a wish: trainings for everyone of those for whom they edit, not cancelled."""
    rows = Training.objects.published().visible_to(user).filter(cancelled=None, audience=Training.Audience.PUBLIC)
    return cast("QuerySet[Training]", rows.filter(organisers__in=holders_of(user)).distinct())


def can_answer_wish(user: User | AnonymousUser, wish: Wish) -> bool:
    """Whoever announces trainings, what stands on the site and has no answer yet."""
    return wish.is_published and not wish.is_answered and can_see(user, wish) and can_announce(user)


def can_reopen_wish(user: User | AnonymousUser, wish: Wish) -> bool:
    """An organiser of the training that came of it, and moderators."""
    if wish.answered_by is None or not can_see(user, wish):
        return False
    return can_moderate(user) or is_organiser(user, wish.answered_by)


def sees_demand(user: User | AnonymousUser) -> bool:
    """Who wants what and where, in numbers: those who can hold trainings, and moderators."""
    return can_announce(user) or can_moderate(user)


def sees_record_of(user: User | AnonymousUser, municipality: Municipality) -> bool:
    """Which of its local communities have trained people: whoever coordinates it today, and moderators."""
    return coordinates(user, municipality) or can_moderate(user)
