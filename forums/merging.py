"""Answers that come below another question: one by one where they were given to the wrong one, or all where two ask the same.

Both questions are locked in the order of their numbers, so that two moderators who do this to the same questions at once
come one after the other, and the second sees what the first one did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from content.held import Gone
from content.models import Entry, Follow
from notifications.actions import notify
from notifications.models import Kind as Notice

from .actions import locked_question
from .models import Answer, Question, Standing
from .policy import can_merge, can_move, takes

if TYPE_CHECKING:
    from accounts.models import User


def _locked_pair(question: int, other: int) -> tuple[Question, Question]:
    """Both as they are now. Raises Gone."""
    rows = {number: locked_question(number) for number in sorted({question, other})}
    return rows[question], rows[other]


@transaction.atomic
def merge(question: Question, by: User, other: Question) -> bool:
    """All answers of `question` come below `other`, where the same is asked, and it is closed with a link there.

    False if that is done already. Raises PermissionDenied; Gone where one of the two is closed or taken away meanwhile.
    """
    question, other = _locked_pair(question.pk, other.pk)
    if not can_merge(by, question):
        raise PermissionDenied
    is_merged = question.duplicate_of_id == other.pk
    answers = list(Answer.objects.filter(about=question.pk).select_related("author__profile").order_by("pk"))
    if is_merged and not answers:
        return False
    if not takes(by, other, question) or (question.is_closed and not is_merged):
        raise Gone
    if Answer.objects.filter(about=other.pk, accepted_on__isnull=False).exists():
        Answer.objects.filter(about=question.pk, accepted_on__isnull=False).update(accepted_on=None)
    _put_below(other, answers)
    Standing.objects.filter(thread=question.pk).update(thread=other.pk)  # its sources stand there now
    _lead_to(question, other, by)
    _tell(question, other, answers, by)
    return True


@transaction.atomic
def move(answer: Answer, by: User, other: Question) -> bool:
    """One answer comes below the question where it belongs. False if it stands there already.

    That it helped whoever asked the first question says nothing of the second. Raises PermissionDenied, Gone.
    """
    question, other = _locked_pair(answer.about_id, other.pk)
    now = Answer.objects.select_related("about", "root", "parent").filter(pk=answer.pk).first()
    if now is not None and now.about_id == other.pk:
        return False
    if now is None or now.about_id != question.pk or not takes(by, other, question):
        raise Gone
    if not can_move(by, now):
        raise PermissionDenied
    Answer.objects.filter(pk=now.pk, accepted_on__isnull=False).update(accepted_on=None)
    _put_below(other, [now])
    _tell_of_answers(other, [now], by)
    return True


def _put_below(other: Question, answers: list[Answer]) -> None:
    """The answers first, then the comments on them, which must stand below what theirs stands below.

    Who wrote without a name keeps none; whoever asked the other question without one is not named by what comes there.
    """
    numbers = [one.pk for one in answers]
    moved = Entry.objects.filter(Q(pk__in=numbers) | Q(parent__in=numbers))
    list(moved.select_for_update(no_key=True).order_by("pk").values_list("pk"))  # one order for all who do this
    Entry.objects.filter(pk__in=numbers).update(root=other.pk, parent=other.pk)
    Answer.objects.filter(pk__in=numbers).update(about=other.pk)
    Entry.objects.filter(parent__in=numbers).update(root=other.pk)
    if other.is_unnamed and other.author_id is not None:
        moved.filter(author=other.author_id, is_unnamed=False).update(is_unnamed=True)


def _lead_to(question: Question, other: Question, by: User) -> None:
    """Closed because the same was asked there; whoever waits for news here waits there. So does who asked."""
    if not question.is_closed:
        Question.objects.filter(pk=question.pk).update(
            closed_on=timezone.now(), closed_by=by, closed_why=Question.Closing.DUPLICATE, duplicate_of=other.pk
        )
    waiting = set(Follow.objects.filter(entry=question.pk).values_list("user", flat=True))
    waiting |= {question.author_id} if question.author_id else set()
    rows = [Follow(user_id=one, entry_id=other.pk) for one in sorted(waiting - {other.author_id})]
    Follow.objects.bulk_create(rows, ignore_conflicts=True)


def _tell(question: Question, other: Question, answers: list[Answer], by: User) -> None:
    """Whoever asked is told of the question, and not of their own answers as well."""
    if question.author is not None:
        notify(Notice.DECIDED, question.author, entry=question, actor=by, facts={"outcome": "question_merged"})
    _tell_of_answers(other, answers, by, but=question.author_id)


def _tell_of_answers(other: Question, answers: list[Answer], by: User, *, but: int | None = None) -> None:
    """Whoever wrote some of them is told once; whoever asked the other question has answers, and is told of the first."""
    first: dict[int, int] = {}
    for one in answers:
        if one.author_id is not None and one.author_id != but:
            first.setdefault(one.author_id, one.pk)
    rows = Answer.objects.select_related("author__profile", "about", "root", "parent")
    for moved in rows.filter(pk__in=first.values()):
        notify(Notice.DECIDED, moved.author or (), entry=moved, actor=by, facts={"outcome": "answer_moved"})
    news = rows.published().filter(pk__in=[one.pk for one in answers]).exclude(author=other.author_id).order_by("pk")
    if other.author is not None and (came := news.first()) is not None:
        notify(Notice.ANSWER, other.author, entry=came, actor=came.author)
