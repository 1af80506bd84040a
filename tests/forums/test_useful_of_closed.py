"""Votes and the closing of their question at the same moment, on connections of their own, in both orders."""

import threading

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from content.actions import mark_useful
from content.models import Useful
from forums import actions
from forums.models import Answer, Question
from tests.at_once import at_once

RULE = "useful_of_what_is_open"


def insert(answer, user):
    """A statement that no policy has seen."""
    return Useful.objects.create(user=user, entry_id=answer.pk)


def vote(answer, user):
    return mark_useful(Answer.objects.select_related("about", "root", "parent").get(pk=answer.pk), user, True)


def test_the_database_takes_no_vote_below_what_is_closed(newcomer, moderator, question, answer):
    actions.close(question, moderator, "outdated")
    for row in (answer, question):
        with pytest.raises(IntegrityError, match=RULE), transaction.atomic():
            insert(row, newcomer)
    actions.reopen(question, moderator)
    insert(answer, newcomer)
    assert Answer.objects.get(pk=answer.pk).useful_count == 1


def test_what_was_said_before_stays_and_can_go(newcomer, moderator, question, answer):
    """With a person who leaves."""
    insert(answer, newcomer)
    actions.close(question, moderator, "outdated")
    assert Answer.objects.get(pk=answer.pk).useful_count == 1
    Useful.objects.filter(user=newcomer).delete()
    assert Answer.objects.get(pk=answer.pk).useful_count == 0


def at_the_same_moment(first, says, question, moderator):
    """One begins and has not committed while the other one tries; returns what came of the closing and of the vote."""
    begun, over = threading.Event(), threading.Event()

    def close():
        return actions.close(Question.objects.get(pk=question.pk), moderator, "outdated")

    pair = (close, says) if first == "close" else (says, close)

    def begins():
        with transaction.atomic():
            done = pair[0]()
            begun.set()
            waited = not over.wait(0.7)
        return done, waited

    def follows():
        begun.wait(10)
        try:
            return pair[1]()
        finally:
            over.set()

    (done, waited), then = at_once(begins, follows)
    return (done, then, waited) if first == "close" else (then, done, waited)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by", [insert, vote])
@pytest.mark.parametrize("first", ["close", "vote"])
def test_one_waits_for_the_other(newcomer, moderator, question, answer, first, by):
    closed, said, waited = at_the_same_moment(first, lambda: by(answer, newcomer), question, moderator)
    assert waited
    assert closed is True
    assert Question.objects.get(pk=question.pk).is_closed
    if first == "close":
        assert isinstance(said, IntegrityError if by is insert else PermissionDenied), said
        assert Useful.objects.count() == 0
    else:
        assert Useful.objects.count() == 1
    assert Answer.objects.get(pk=answer.pk).useful_count == Useful.objects.count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["close", "vote"])
def test_without_the_trigger_neither_waits(newcomer, moderator, question, answer, first):
    """The control: the vote lands while its question is being closed, in both orders."""

    def without():
        with pgtrigger.ignore(f"content.Useful:{RULE}"):
            return insert(answer, newcomer)

    closed, said, waited = at_the_same_moment(first, without, question, moderator)
    assert not waited
    assert closed is True
    assert isinstance(said, Useful), said
    assert Useful.objects.count() == 1
