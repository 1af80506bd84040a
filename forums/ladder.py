"""Questions that nobody answers climb a ladder, each step once: who is near and knows the theme, the network, the experts.

The worker asks every hour (`TICKS`). A step and the notifications of it are one transaction, so whatever happens to the
clock or the worker, nobody is asked twice and no step is lost; who was asked is not kept, only how many.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Mandate, User
from content.models import Entry
from notifications.actions import notify
from notifications.models import Kind as Notice
from register.models import Organisation

from .holding import own_municipality
from .models import Answer, Forwarding, Knowledge, Patience, Question, Standing

if TYPE_CHECKING:
    from notifications.schedule import Run

Step = Forwarding.Step


def climb_all(run: Run) -> None:
    """Take every step that is due, the longest waiting question first; then ask about answers in doubt."""
    patience = Patience.current()
    days_until = dict(zip(Step, (patience.neighbours, patience.network, patience.service), strict=True))
    for step, days in days_until.items():
        for number in due(step, days):
            if not run.goes_on():
                return
            take(number, step, patience)
    for answer in in_doubt():
        if not run.goes_on():
            return
        ask_to_check(answer)
    for standing in standings_in_doubt():
        if not run.goes_on():
            return
        ask_editors(standing)


def waiting() -> Any:
    """Questions that stand on the site, are open and have no answer, the longest waiting first."""
    return Question.objects.filter(listed__isnull=False).unanswered().order_by("listed", "pk")


def due(step: Step, days: int) -> list[int]:
    """Numbers of questions for which a step is to be taken now."""
    rows = waiting().filter(listed__lte=timezone.now() - timedelta(days=days))
    taken = Forwarding.objects.filter(step=step).values("question")
    return list(rows.exclude(pk__in=taken).values_list("pk", flat=True))


@transaction.atomic
def take(number: int, step: Step, patience: Patience) -> Forwarding | None:
    """One step of one question. None where somebody answered meanwhile, or another worker has taken it."""
    if not Entry.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=number).exists():
        return None
    question = waiting().filter(pk=number).select_related("municipality", "canton", "entity").first()
    if question is None or question.forwardings.filter(step=step).exists():
        return None
    organisations = organisations_for(question, step)
    people = people_for(question, step, organisations, patience.most)
    due_by = timezone.localdate() + timedelta(days=patience.deadline) if step == Step.SERVICE else None
    facts = {"step": int(step)} | ({"day": due_by.isoformat()} if due_by else {})
    told = notify(Notice.QUESTION_WAITS, people, entry=question, facts=facts)
    made = Forwarding.objects.create(question=question, step=step, asked=len(told), due=due_by)
    made.organisations.set(organisations)
    return made


# -- "Ko zna?" ---------------------------------------------------------------------------------------------------------


def organisations_for(question: Question, step: Step) -> list[Organisation]:
    """The networks or associations of the entities in which an answer is sought."""
    kinds = {Step.NETWORK: Organisation.Kind.NETWORK, Step.SERVICE: Organisation.Kind.ASSOCIATION}
    if step not in kinds:
        return []
    rows = Organisation.objects.filter(kind=kinds[step])
    entities = entities_of(question)
    return list(rows.filter(Q(entity=None) | Q(entity__in=entities)) if entities else rows)


def entities_of(question: Question) -> set[int]:
    """Where an answer is sought; for all of the country the entities of the places that it is about."""
    return question.entities or set(question.places.values_list("municipality__entity", flat=True))


def people_for(question: Question, step: Step, organisations: Iterable[Organisation], most: int) -> list[User]:
    """Who is asked in a step; whoever asked is left out."""
    if step == Step.NEIGHBOURS:
        return knowing(question, most)
    held = Mandate.objects.active().filter(organisation__in=list(organisations))
    return list(_others(question).filter(pk__in=held.values("user")).order_by("pk")[:most])


def _others(question: Question) -> Any:
    return (
        User.objects.filter(is_active=True).exclude(pk=question.author_id or 0).select_related("profile__municipality")
    )


def knowing(question: Question, most: int) -> list[User]:
    """Coordinators of its municipalities; then who knows one of its themes: by answers that helped, and by saying so.

    Those in whose entity an answer is sought come before the others.
    """
    towns = set(question.places.values_list("municipality", flat=True)) | {question.municipality_id}
    towns.discard(None)
    near = Mandate.objects.active().filter(role=Mandate.Role.COORDINATOR, municipality__in=towns)
    coordinators = list(_others(question).filter(pk__in=near.values("user")).order_by("pk")[:most])
    themes = list(question.themes.values_list("pk", flat=True))
    known = Knowledge.objects.filter(theme__in=themes).values("user")
    helped = Answer.objects.published().filter(
        accepted_on__isnull=False, about__themes__in=themes, author__isnull=False
    )
    times = dict(helped.values_list("author").annotate(number=Count("pk", distinct=True)))
    rows = _others(question).filter(Q(pk__in=known) | Q(pk__in=list(times)))
    rows = rows.exclude(pk__in=[one.pk for one in coordinators]).order_by("pk")[: 10 * most]
    entities = entities_of(question)

    def far(user: User) -> bool:
        home = own_municipality(user)
        return bool(entities) and (home is None or home.entity_id not in entities)

    ranked = sorted(rows, key=lambda user: (far(user), -times.get(user.pk, 0), user.pk))
    return [*coordinators, *ranked][:most]


# -- answers in doubt --------------------------------------------------------------------------------------------------


def in_doubt() -> list[Answer]:
    """Answers that rest on an act that was changed, about which nobody was asked yet."""
    rows = Answer.objects.published().filter(doubted_on__isnull=False, check_asked_on=None)
    return list(rows.select_related("author__profile", "about", "root", "entity", "canton", "municipality"))


@transaction.atomic
def ask_to_check(answer: Answer) -> None:
    """Its author and the experts who may confirm it where it holds, once for each doubt."""
    rows = Answer.objects.filter(pk=answer.pk, doubted_on=answer.doubted_on, check_asked_on=None)
    if not rows.update(check_asked_on=timezone.now()):
        return
    services = Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION)
    services = services.filter(Q(entity=None) | Q(entity__in=answer.entities))
    held = Mandate.objects.active().filter(organisation__in=services)
    experts = User.objects.filter(pk__in=held.values("user"), is_active=True).select_related("profile")
    notify(Notice.CHECK_ANSWER, [*filter(None, [answer.author]), *experts], entry=answer)


def standings_in_doubt() -> list[Standing]:
    """Standing answers that rest on an act that was changed, about which nobody was asked yet."""
    rows = Standing.objects.published().filter(doubted_on__isnull=False, check_asked_on=None)
    return list(rows.select_related("author__profile", "edited_for"))


@transaction.atomic
def ask_editors(standing: Standing) -> None:
    """The editors of its association, once for each doubt; of what moderators wrote whoever wrote it."""
    rows = Standing.objects.filter(pk=standing.pk, doubted_on=standing.doubted_on, check_asked_on=None)
    if not rows.update(check_asked_on=timezone.now()):
        return
    people = list(filter(None, [standing.author])) if standing.edited_for is None else editors_of(standing.edited_for)
    notify(Notice.CHECK_ANSWER, people, entry=standing)


def editors_of(organisation: Organisation) -> list[User]:
    """Who speaks for it today."""
    held = Mandate.objects.active().filter(organisation=organisation, role=Mandate.Role.EDITOR)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).select_related("profile"))
