"""What becomes of questions and answers: asked, answered, corrected; what helped, what experts stand behind, what is closed.

Sending, withdrawing, hiding are `moderation.actions`. Each change locks the question first, so that two at once see each
other; asked again for what is done already, it changes nothing and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Mandate, User
from content.held import Gone, hold
from content.models import Entry, EntryPlace, Theme
from content.policy import can_edit, can_see
from moderation.actions import NeedsReview, renew, submit
from moderation.announcements import announce_names
from notifications.actions import forget_actor, notify, settle
from notifications.models import Kind as Notice

from .models import Answer, Knowledge, Question, Standing
from .policy import (
    can_accept,
    can_answer,
    can_ask_for_others,
    can_ask_inside,
    can_check,
    can_check_standing,
    can_close,
    can_confirm,
    can_make_standing,
    confirms_for,
    leads_to,
    service_for,
    speaks_for,
)

if TYPE_CHECKING:
    from register.models import Organisation

E = TypeVar("E", bound="Question | Answer | Standing")
LISTS = ("themes", "acts", "answers")


class Changed(Exception):  # noqa: N818 - not a fault: it was saved in between
    """It holds something else than its author saw."""


# -- asking and answering ----------------------------------------------------------------------------------------------


def ask(
    by: User,
    once: UUID,
    language: str,
    values: dict[str, Any],
    lists: dict[str, Any],
    inside: Organisation | None = None,
) -> Question:
    """A question: published at once on a mandate or good standing, else it waits. The same form sent twice is one.

    `inside` an organisation only those read it who belong to it, and they are told. Raises PermissionDenied where somebody
    writes for others who may not, or inside an organisation of others.
    """
    if values.get("is_phoned") and not can_ask_for_others(by):
        raise PermissionDenied
    if inside is not None:
        if not can_ask_inside(by, inside):
            raise PermissionDenied
        values = values | {"audience": Entry.Audience.ORGANISATION, "organisation": inside}

    def make() -> Question:
        question = Question.objects.create(kind=Entry.Kind.QUESTION, author=by, once=once, language=language, **values)
        store_lists(question, lists)
        submit(question, by)
        if inside is not None and question.is_published:
            others = User.objects.filter(pk__in=Mandate.objects.active().filter(organisation=inside).values("user"))
            facts = {"outcome": "network_thread", "label": inside.name}
            notify(Notice.NETWORK, others.select_related("profile"), entry=question, actor=by, facts=facts)
        return question

    return _once(Question, by, once, make)


def answer(
    question: Question, by: User, once: UUID, language: str, values: dict[str, Any], lists: dict[str, Any]
) -> Answer:
    """An answer, published or waiting as above. Raises Gone, PermissionDenied."""

    def make() -> Answer:
        locked = locked_question(question.pk)
        if locked.is_closed or not locked.is_published:
            raise Gone
        if not can_answer(by, locked):
            raise PermissionDenied
        made = Answer.objects.create(
            kind=Entry.Kind.ANSWER,
            author=by,
            once=once,
            language=language,
            root=locked,
            parent=locked,
            about=locked,
            audience=locked.audience,
            organisation=locked.organisation,
            **values,
        )
        store_lists(made, lists)
        submit(made, by)
        return made

    return _once(Answer, by, once, make)


def _once(model: type[E], by: User, once: UUID, make: Callable[[], E]) -> E:
    """What `make` makes; sent again, even at the same moment, what was made then."""
    try:
        with transaction.atomic():
            return make()
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
        return cast("E", model._default_manager.get(author=by, once=once))


@transaction.atomic
def correct(entry: E, by: User, version: int | None, values: dict[str, Any], lists: dict[str, Any]) -> bool:
    """Other words for a question or an answer. False if nothing is different.

    Raises Changed, PermissionDenied, `moderation.actions.NeedsReview`.
    """
    hold(entry.pk)
    entry.refresh_from_db()
    if not can_edit(by, entry):
        raise PermissionDenied
    if not differs(entry, values, lists):
        return False  # sent again, since no answer came
    if version != entry.version:
        raise Changed
    if isinstance(entry, Standing) and entry.is_published and not speaks_for(by, entry):
        raise NeedsReview  # any other mandate of theirs does not speak for the association
    renew(entry, by)
    entry.edited = timezone.now()
    store(entry, values, lists)
    if entry.is_published:
        announce_names(entry)
    return True


@transaction.atomic
def unname(question: Question, by: User) -> bool:
    """Take one's name away at once: nobody has to look at that first. False if it stands nowhere. Raises PermissionDenied."""
    hold(question.pk)
    question.refresh_from_db()
    if not can_edit(by, question):
        raise PermissionDenied
    if question.is_unnamed:
        return False
    Entry.objects.filter(pk=question.pk).update(is_unnamed=True)
    forget_actor(by, question)
    question.is_unnamed = True
    return True


def differs(entry: E, values: dict[str, Any], lists: dict[str, Any]) -> bool:
    """Whether anything of it is not what is stored."""
    if any(getattr(entry, name) != value for name, value in values.items()):
        return True
    return any(held_list(entry, name) != value for name, value in lists.items())


def held_list(entry: E, name: str) -> list[Any]:
    """What is stored of a list, in the shape in which forms give it."""
    if name == "places":
        return list(entry.places.values_list("municipality", "community", "name"))
    return sorted(getattr(entry, name).values_list("pk", flat=True))


def store(entry: E, values: dict[str, Any], lists: dict[str, Any]) -> None:
    """Write columns and lists of the locked row, whose version and day of change are set already.

    Experts stand behind the words that they read, and where those hold: of others they are asked anew.
    """
    if isinstance(entry, Answer):
        entry.confirmed_on = entry.confirmed_by = entry.confirmed_for = None
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()
    store_lists(entry, lists)


def store_lists(entry: E, lists: dict[str, Any]) -> None:
    """Themes, acts and places as they are given; a list that is not given stays."""
    for name in LISTS:
        if name in lists:
            getattr(entry, name).set(lists[name])
    if "places" in lists and held_list(entry, "places") != lists["places"]:
        entry.places.all().delete()
        EntryPlace.objects.bulk_create(
            EntryPlace(entry=entry, municipality_id=municipality, community_id=community, name=name)
            for municipality, community, name in lists["places"]
        )


# -- what helped, what holds -------------------------------------------------------------------------------------------


def locked_question(number: int) -> Question:
    """As it is now, for us alone until the transaction ends. Raises Gone."""
    hold(number, no_key=True)
    return Question.objects.get(pk=number)


def _locked(answer: Answer, by: User) -> Answer:
    """The answer as it is now, below its locked question. Raises Gone where it is no more, or not for them."""
    locked_question(answer.about_id)
    hold(answer.pk, no_key=True)
    row = Answer.objects.select_related("about", "root", "author__profile").get(pk=answer.pk)
    if row.about_id != answer.about_id:
        return _locked(row, by)  # it was moved meanwhile
    if not can_see(by, row):
        raise Gone
    return row


@transaction.atomic
def accept(answer: Answer, by: User, on: bool) -> bool:
    """This is the answer that helped, and no other; or it is no longer. False if that is said already."""
    answer = _locked(answer, by)
    if not can_accept(by, answer):
        raise PermissionDenied
    if (answer.accepted_on is not None) == on:
        return False
    now = timezone.now() if on else None
    if on:
        Answer.objects.filter(about=answer.about_id, accepted_on__isnull=False).update(accepted_on=None)
    Answer.objects.filter(pk=answer.pk).update(accepted_on=now)
    if on and answer.author is not None:
        notify(Notice.HELPED, answer.author, entry=answer, actor=by)
    return True


@transaction.atomic
def confirm(answer: Answer, by: User, on: bool) -> bool:
    """The expert service of an association stands behind it, or no longer. False if that is said already.

    False too where an act behind it was changed meanwhile: whoever confirms has to see that first, and says so by `check`.
    """
    answer = _locked(answer, by)
    service = confirms_for(by, answer)
    if not can_confirm(by, answer) or service is None:
        raise PermissionDenied
    if answer.doubted_on is not None or answer.is_confirmed == on:
        return False
    _certain(answer, by if on else None, service if on else None)
    if on and answer.author is not None:
        facts = {"outcome": "answer_confirmed", "label": service.name}
        notify(Notice.HELPED, answer.author, entry=answer, actor=by, facts=facts)
    return True


@transaction.atomic
def check(answer: Answer, by: User) -> bool:
    """It still holds, though an act behind it was changed. What experts had confirmed they confirm anew.

    False if nobody doubts it any more.
    """
    answer = _locked(answer, by)
    if answer.doubted_on is None:
        return False
    if not can_check(by, answer):
        raise PermissionDenied
    service = confirms_for(by, answer) if can_confirm(by, answer) else None
    _certain(answer, by if service else None, service)
    if answer.author is not None:
        facts = {"outcome": "answer_checked"}
        notify(Notice.HELPED, answer.author, entry=answer, actor=by, facts=facts)
    return True


def _certain(answer: Answer, by: User | None, service: Any) -> None:
    """Nothing is doubted any more, and an association stands behind it or does not."""
    settle(Notice.CHECK_ANSWER, entry=answer)
    Answer.objects.filter(pk=answer.pk).update(
        doubted_on=None,
        check_asked_on=None,
        confirmed_on=timezone.now() if service else None,
        confirmed_by=by,
        confirmed_for=service,
    )


# -- standing answers --------------------------------------------------------------------------------------------------


def make_standing(
    question: Question, by: User, once: UUID, language: str, values: dict[str, Any], lists: dict[str, Any]
) -> Standing:
    """What a thread came to, as a page of its own, in the name of the association for which its editor speaks where it holds.

    Raises Gone, PermissionDenied.
    """

    def make() -> Standing:
        locked = locked_question(question.pk)
        if not can_make_standing(by, locked):
            raise PermissionDenied
        made = Standing(
            kind=Entry.Kind.STANDING, author=by, once=once, language=language, thread=locked,
            audience=locked.audience, organisation=locked.organisation, is_sample=locked.is_sample, **values,
        )  # fmt: skip
        made.edited_for = service_for(by, made)
        if not speaks_for(by, made):
            raise PermissionDenied
        made.save(force_insert=True)
        store_lists(made, {"themes": sorted(locked.themes.values_list("pk", flat=True))} | lists)
        submit(made, by)
        return made

    return _once(Standing, by, once, make)


@transaction.atomic
def check_standing(standing: Standing, by: User) -> bool:
    """Somebody who edits it looked today: it holds. False if that is said already."""
    hold(standing.pk, no_key=True)
    standing.refresh_from_db()
    if not can_check_standing(by, standing):
        raise PermissionDenied
    if standing.doubted_on is None and timezone.localdate(standing.checked_on) == timezone.localdate():
        return False
    settle(Notice.CHECK_ANSWER, entry=standing)
    Standing.objects.filter(pk=standing.pk).update(doubted_on=None, check_asked_on=None, checked_on=timezone.now())
    return True


# -- closing -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def close(question: Question, by: User, why: str, words: str = "", same: Question | None = None) -> bool:
    """Nobody answers it any more; what stands there stays. False if it is closed already; raises PermissionDenied, Gone."""
    numbers = sorted({question.pk, same.pk} if same else {question.pk})
    rows = {number: locked_question(number) for number in numbers}
    question = rows[question.pk]
    if not can_close(by, question):
        raise PermissionDenied
    if question.is_closed:
        return False
    if same is not None and (rows[same.pk].duplicate_of_id is not None or same.pk == question.pk):
        raise PermissionDenied  # a ring of the same leads nowhere
    if same is not None and not leads_to(question, rows[same.pk]):
        raise PermissionDenied  # nor does what its readers may not read
    Question.objects.filter(pk=question.pk).update(
        closed_on=timezone.now(), closed_by=by, closed_why=why, closed_words=words, duplicate_of=same
    )
    _tell(question, by, "question_closed")
    return True


@transaction.atomic
def reopen(question: Question, by: User) -> bool:
    """It can be answered again. False if it is open."""
    question = locked_question(question.pk)
    if not can_close(by, question):
        raise PermissionDenied
    if not question.is_closed:
        return False
    Question.objects.filter(pk=question.pk).update(
        closed_on=None, closed_by=None, closed_why="", closed_words="", duplicate_of=None
    )
    _tell(question, by, "question_reopened")
    return True


def _tell(question: Question, by: User, outcome: str) -> None:
    if question.author is not None:
        notify(Notice.DECIDED, question.author, entry=question, actor=by, facts={"outcome": outcome})


@transaction.atomic
def know(user: User, themes: Iterable[Theme]) -> None:
    """These are the themes about which somebody may be asked, and no others."""
    wanted = set(numbers_of(themes))
    Knowledge.objects.filter(user=user).exclude(theme__in=wanted).delete()
    rows = [Knowledge(user=user, theme_id=theme) for theme in sorted(wanted)]
    Knowledge.objects.bulk_create(rows, ignore_conflicts=True)


def numbers_of(rows: Iterable[Any]) -> list[int]:
    """Of chosen rows, as lists of forms are stored and compared."""
    return sorted(row.pk for row in rows)
