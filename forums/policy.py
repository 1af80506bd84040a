"""Who may do what with questions and answers. What holds for every entry is `content.policy`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Mandate
from accounts.policy import is_administrator
from content.policy import can_see, is_author
from content.visibility import organisations_of, reader
from moderation.policy import can_moderate
from register.models import Organisation

from . import look
from .models import Answer, Question, Standing

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def can_answer(user: User | AnonymousUser, question: Question) -> bool:
    """Anyone signed in, on what stands on the site for them and is not closed."""
    return reader(user) is not None and question.is_published and not question.is_closed and can_see(user, question)


def can_accept(user: User | AnonymousUser, answer: Answer, moderates: bool | None = None) -> bool:
    """Whoever asked, or a moderator; of what readers see. Whoever asks about many answers knows if the user `moderates`."""
    stands = answer.is_published and answer.about.is_published and can_see(user, answer)
    return stands and (is_author(user, answer.about) or _moderates(user, moderates))


def _moderates(user: User | AnonymousUser, known: bool | None) -> bool:
    return can_moderate(user) if known is None else known


def can_ask_inside(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Who belongs to a network today, its members alone."""
    person = reader(user)
    is_network = organisation.kind == Organisation.Kind.NETWORK
    return person is not None and is_network and organisation.pk in organisations_of(person)


def services_of(user: User | AnonymousUser) -> list[Organisation]:
    """The associations for whose expert service somebody speaks today."""
    person = reader(user)
    mandates = person.active_mandates if person is not None else ()
    edited = [mandate.organisation for mandate in mandates if mandate.role == Mandate.Role.EDITOR]
    return [one for one in edited if one is not None and one.kind == Organisation.Kind.ASSOCIATION]


def service_for(user: User | AnonymousUser, standing: Standing) -> Organisation | None:
    """The association in whose name this person may edit it: one of the entity in which it holds, any for the country."""
    if not (services := services_of(user)):
        return None
    entities = standing.entities
    return next((one for one in services if one.entity_id is None or not entities or one.entity_id in entities), None)


def confirms_for(user: User | AnonymousUser, answer: Answer, moderates: bool | None = None) -> Organisation | None:
    """The association in whose name this person may confirm it: one that reaches wherever the answer holds.

    That of one entity does not speak for the other, nor for the whole country. Administrators write down what any of them
    confirmed elsewhere. `moderates` as above.
    """
    services = services_of(user)
    if is_administrator(user) and _moderates(user, moderates):
        services += look.current().associations
    if not services:
        return None
    entity = look.current().entity_of(answer)
    return next((one for one in services if one.entity_id in {None, entity}), None)


def can_confirm(user: User | AnonymousUser, answer: Answer, moderates: bool | None = None) -> bool:
    """Who speaks for an association that reaches there, and administrators; what readers see and somebody else wrote."""
    stands = answer.is_published and answer.about.is_published and can_see(user, answer)
    return stands and not is_author(user, answer) and confirms_for(user, answer, moderates) is not None


def can_check(user: User | AnonymousUser, answer: Answer, moderates: bool | None = None) -> bool:
    """Whether it still holds: whoever wrote it, experts, moderators. `moderates` as above."""
    if answer.doubted_on is None or not answer.is_published:
        return False
    return is_author(user, answer) or can_confirm(user, answer, moderates) or _moderates(user, moderates)


def can_close(user: User | AnonymousUser, question: Question) -> bool:
    """A moderator, what they may see; what they asked themselves is for somebody else."""
    return can_moderate(user) and question.is_published and can_see(user, question) and not is_author(user, question)


def leads_to(question: Question, other: Question) -> bool:
    """Whether all who read one question may read the other."""
    everyone, members = Question.Audience.PUBLIC, Question.Audience.MEMBERS
    if other.audience == members:
        return question.audience != everyone
    same = (question.audience, question.organisation_id) == (other.audience, other.organisation_id)
    return other.audience == everyone or same


def can_merge(user: User | AnonymousUser, question: Question) -> bool:
    """As closing it, which it is: its answers go elsewhere, and it leads there."""
    return can_close(user, question)


def can_move_from(user: User | AnonymousUser, question: Question) -> bool:
    """Moderators, what stands on the site."""
    return can_moderate(user) and question.is_published


def can_move(user: User | AnonymousUser, answer: Answer) -> bool:
    """A moderator, what they may see and somebody else wrote. The page asks for all answers at once: `can_move_from`."""
    sees = can_see(user, answer) and not is_author(user, answer) and not answer.is_erased
    return sees and can_move_from(user, answer.about)


def takes(user: User | AnonymousUser, other: Question, question: Question) -> bool:
    """Whether answers of one question may come below the other: that one is open, and the same people read both."""
    readers = (question.audience, question.organisation_id) == (other.audience, other.organisation_id)
    is_open = other.is_published and not other.is_closed and can_see(user, other)
    return other.pk != question.pk and is_open and readers


def coordinated_by(user: User) -> set[int]:
    """The municipalities that somebody coordinates today."""
    mandates = (one for one in user.active_mandates if one.role == Mandate.Role.COORDINATOR)
    return {one.municipality_id for one in mandates if one.municipality_id is not None}


def sees_what_waits(user: User) -> bool:
    """Those who can bring an answer about: coordinators, experts, moderators."""
    return can_moderate(user) or bool(coordinated_by(user) or services_of(user))


def can_ask_for_others(user: User | AnonymousUser) -> bool:
    """A coordinator writes down what somebody asked by telephone."""
    person = reader(user)
    return person is not None and person.holds(Mandate.Role.COORDINATOR)


# -- standing answers --------------------------------------------------------------------------------------------------


def can_make_standing(user: User | AnonymousUser, question: Question) -> bool:
    """Editors of associations and moderators, of what stands on the site for them and has an answer."""
    stands = question.is_published and question.answer_count > 0 and can_see(user, question)
    return stands and (bool(services_of(user)) or can_moderate(user))


def speaks_for(user: User | AnonymousUser, standing: Standing) -> bool:
    """Whether this person may still change it at once: for the association that edits it, else as a moderator."""
    if standing.edited_for_id is None:
        return can_moderate(user)
    return standing.edited_for_id in {one.pk for one in services_of(user)}


def can_check_standing(user: User | AnonymousUser, standing: Standing) -> bool:
    """Whether it still holds: whoever edits it, moderators. Not whoever wrote it and is no longer an editor."""
    sees = standing.is_published and can_see(user, standing)
    return sees and (speaks_for(user, standing) or can_moderate(user))
