"""Answers that come below another question: what is counted, who is told, what never may be, and two who do it at once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from comments import actions as comments
from content.models import Entry, Follow
from forums import actions, merging
from forums.actions import Gone
from forums.models import Answer, Question
from mzplatform.invariants import broken
from notifications.models import Notification
from tests import factories
from tests.at_once import at_once
from tests.forums.two_questions import colleague, counted, make_answer, make_question
from tests.moderation.conftest import with_second_factor

PROMISES = {"answer_count", "comment_count", "questions_listed", "unnamed_below", "status_follows_decision"}


@pytest.fixture
def judge(moderator):
    return with_second_factor(moderator)


@pytest.fixture
def asked(member):
    return make_question(member)


@pytest.fixture
def other(neighbour):
    return make_question(neighbour, title="Ko plaća struju za mjesni dom?")


def told(user):
    rows = Notification.objects.filter(user=user).order_by("pk")
    return [(one.kind, one.fact("outcome"), one.entry_id) for one in rows]


def holds():
    return not {one.name for one in broken()} & PROMISES


def reread(row):
    return type(row).objects.get(pk=row.pk)


def stands_below(entry):
    row = Entry.objects.get(pk=entry.pk)
    return row.root_id, row.parent_id


# -- merging -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_all_answers_come_with_their_comments_and_the_question_leads_there(
    asked, other, judge, coordinator, newcomer, member, neighbour
):
    first, second = make_answer(coordinator, asked), make_answer(coordinator, asked, body="Dodatak.")
    waiting = make_answer(newcomer, asked, status="pending")
    comment, about = factories.make_comment(member, first), factories.make_comment(member, asked)
    make_answer(member, other)
    follower = factories.make_user()
    Follow.objects.create(user=follower, entry=asked)

    assert merging.merge(asked, judge, other)

    assert counted(asked, other) == [(0, 1, False), (3, 1, False)]
    assert [stands_below(one) for one in (first, second, waiting)] == [(other.pk, other.pk)] * 3
    assert reread(first).about_id == other.pk
    assert stands_below(comment) == (other.pk, first.pk)
    assert stands_below(about) == (asked.pk, asked.pk)
    row = reread(asked)
    assert (row.closed_why, row.duplicate_of_id, row.closed_by_id) == ("duplicate", other.pk, judge.pk)
    assert set(Follow.objects.filter(entry=other).values_list("user", flat=True)) == {follower.pk, member.pk}
    assert told(member) == [("decided", "question_merged", asked.pk)]
    assert told(coordinator) == [("decided", "answer_moved", first.pk)]
    assert told(newcomer) == [("decided", "answer_moved", waiting.pk)]
    assert told(neighbour) == [("answer", "", first.pk)]
    assert holds()


@pytest.mark.django_db
def test_asked_again_it_is_done(asked, other, judge, coordinator):
    make_answer(coordinator, asked)
    assert merging.merge(asked, judge, other)
    assert not merging.merge(asked, with_second_factor(colleague()), other)
    assert Notification.objects.filter(user=coordinator).count() == 1


@pytest.mark.django_db
def test_what_was_closed_as_the_same_before_can_be_merged_there(asked, other, judge, coordinator):
    answer = make_answer(coordinator, asked)
    actions.close(asked, judge, "duplicate", "", other)
    assert merging.merge(asked, judge, other)
    assert reread(answer).about_id == other.pk


@pytest.mark.django_db
@pytest.mark.parametrize(("there", "accepted"), [(True, "theirs"), (False, "mine")])
def test_the_answer_that_helped_there_stays_it(asked, other, judge, coordinator, there, accepted):
    mine, theirs = make_answer(coordinator, asked), make_answer(coordinator, other)
    Answer.objects.filter(pk__in=[mine.pk, theirs.pk] if there else [mine.pk]).update(accepted_on=timezone.now())
    merging.merge(asked, judge, other)
    found = Answer.objects.get(about=other, accepted_on__isnull=False)
    assert found == {"mine": mine, "theirs": theirs}[accepted]
    assert counted(asked, other) == [(0, 0, False), (2, 0, True)]


@pytest.mark.django_db
def test_whoever_asked_without_a_name_has_none_there(other, judge, member, client):
    asked = make_question(member, is_unnamed=True)
    answer = make_answer(member, asked, body="Sad znam: plaća općina.")
    comment = factories.make_comment(member, answer, body="Još nešto.")
    merging.merge(asked, judge, other)
    assert reread(answer).is_unnamed
    assert Entry.objects.get(pk=comment.pk).is_unnamed
    page = client.get(reread(other).get_absolute_url()).content.decode()
    assert "Sad znam" in page
    assert "Još nešto" in page
    assert member.profile.display_name not in page
    assert "osoba koja pita" not in page  # that is somebody else
    assert holds()


@pytest.mark.django_db
def test_nothing_says_that_a_named_question_is_of_the_same_person(judge, member, client):
    """Asked once without a name and once with it: what comes along is neither named nor marked as the asker's."""
    asked, other = make_question(member, is_unnamed=True), make_question(member, title="Ko plaća vodu?")
    answer = make_answer(member, asked, body="Sad znam.")
    factories.make_comment(member, answer, body="Još nešto.")
    merging.merge(asked, judge, other)
    page = client.get(reread(other).get_absolute_url()).content.decode()
    assert page.count(member.profile.display_name) == 1
    assert "postavlja ovo pitanje" not in page
    assert "osoba koja pita" not in page


@pytest.mark.django_db
def test_whoever_asked_there_without_a_name_is_not_named_by_what_comes(asked, judge, neighbour, client):
    other = make_question(neighbour, title="Ko plaća vodu?", is_unnamed=True)
    answer = make_answer(neighbour, asked)
    comment = factories.make_comment(neighbour, answer)
    merging.merge(asked, judge, other)
    assert reread(answer).is_unnamed
    assert Entry.objects.get(pk=comment.pk).is_unnamed
    assert holds()


@pytest.mark.django_db
def test_who_may_not_and_where_not(asked, other, judge, member, coordinator):
    make_answer(coordinator, asked)
    for who in (member, coordinator):
        with pytest.raises(PermissionDenied):
            merging.merge(asked, who, other)
    own = make_question(judge)
    with pytest.raises(PermissionDenied):
        merging.merge(own, judge, other)
    inside = make_question(member, audience="members")
    withdrawn = make_question(member)
    Entry.objects.filter(pk=withdrawn.pk).update(withdrawn=timezone.now())
    hidden = make_question(member, status="hidden")
    closed = make_question(member)
    actions.close(closed, judge, "outdated")
    for where in (asked, inside, withdrawn, hidden, closed):
        with pytest.raises(Gone):
            merging.merge(asked, judge, where)
    with pytest.raises(Gone):
        merging.merge(inside, judge, other)
    with pytest.raises(Gone):
        merging.merge(closed, judge, other)
    assert counted(asked, other) == [(1, 0, False), (0, 0, False)]


@pytest.mark.django_db
def test_nobody_is_led_in_a_ring(asked, other, judge, member):
    third = make_question(member)
    merging.merge(asked, judge, other)
    merging.merge(other, judge, third)
    with pytest.raises(Gone):
        merging.merge(third, judge, asked)
    with pytest.raises(PermissionDenied):
        actions.close(third, judge, "duplicate", "", asked)
    for first in (asked, other):  # a ring of three and of two, whoever writes it
        with pytest.raises(IntegrityError, match="question_duplicates_make_no_ring"), transaction.atomic():
            Question.objects.filter(pk=third.pk).update(
                closed_on=timezone.now(), closed_why="duplicate", duplicate_of=first
            )


# -- moving ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_one_answer_comes_where_it_belongs(asked, other, judge, coordinator, member, neighbour):
    stays, goes = make_answer(coordinator, asked), make_answer(coordinator, asked)
    comment = factories.make_comment(member, goes)
    Answer.objects.filter(pk=goes.pk).update(accepted_on=timezone.now())
    assert counted(asked, other) == [(2, 1, True), (0, 0, False)]

    assert merging.move(goes, judge, other)
    assert not merging.move(goes, judge, other)
    assert not merging.move(reread(goes), judge, other)

    assert counted(asked, other) == [(1, 0, False), (1, 1, False)]
    assert stands_below(comment) == (other.pk, goes.pk)
    assert reread(stays).about_id == asked.pk
    assert told(coordinator) == [("decided", "answer_moved", goes.pk)]
    assert told(neighbour) == [("answer", "", goes.pk)]
    assert told(member) == []
    assert holds()


@pytest.mark.django_db
def test_who_may_not_move_and_where_not(asked, other, judge, coordinator, member):
    answer, own = make_answer(coordinator, asked), make_answer(judge, asked)
    for who, what in ((member, answer), (coordinator, answer), (judge, own)):
        with pytest.raises(PermissionDenied):
            merging.move(what, who, other)
    actions.close(other, judge, "outdated")
    for where in (other, make_question(member, audience="members")):
        with pytest.raises(Gone):
            merging.move(answer, judge, where)


@pytest.mark.django_db
def test_what_somebody_begins_to_write_about_it_comes_along(asked, other, judge, coordinator, member):
    """Their page was drawn before it was moved."""
    answer = make_answer(coordinator, asked)
    before = Entry.objects.select_related("root", "parent").get(pk=answer.pk)
    stale = Answer.objects.select_related("about").get(pk=answer.pk)
    merging.move(answer, judge, other)
    comment = comments.write(before, member, "Kod nas isto.", "6f2b1f3e-6f0c-4f6e-9d52-1b6a3f0c9c11", "bs")
    assert stands_below(comment) == (other.pk, answer.pk)
    with pytest.raises(PermissionDenied):
        actions.accept(stale, member, True)  # whoever asked the first question


@pytest.mark.django_db
def test_both_questions_are_counted_whoever_moves_it(asked, other, coordinator):
    answer = make_answer(coordinator, asked)
    Entry.objects.filter(pk=answer.pk).update(root=other, parent=other)
    Answer.objects.filter(pk=answer.pk).update(about=other)
    assert counted(asked, other) == [(0, 0, False), (1, 0, False)]
    with pytest.raises(IntegrityError, match="answer_is_an_answer"), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(about=asked)


# -- at the same moment ------------------------------------------------------------------------------------------------


@pytest.fixture
def judges(transactional_db):
    return [with_second_factor(colleague()) for _ in range(2)]


def pair():
    one, two = (make_question(factories.make_user(), title=f"Pitanje {number}?") for number in range(2))
    for question in (one, two):
        factories.make_comment(factories.make_user(), make_answer(factories.make_user(), question))
    return one, two


@pytest.mark.django_db(transaction=True)
def test_two_moderators_merge_both_ways_at_once(judges):
    for _ in range(5):
        one, two = pair()
        results = at_once(
            lambda one=one, two=two: merging.merge(one, judges[0], two),
            lambda one=one, two=two: merging.merge(two, judges[1], one),
        )
        assert sorted(map(repr, results)) == ["Gone()", "True"], results
        closed = [reread(question).is_closed for question in (one, two)]
        assert sorted(closed) == [False, True]
        assert sorted(counted(one, two)) == [(0, 0, False), (2, 2, False)]
        assert holds()


@pytest.mark.django_db(transaction=True)
def test_a_comment_and_a_merge_at_once(judges):
    """The comment stands below what its answer stands below, whoever came first."""
    for _ in range(5):
        one, two = pair()
        answer = one.answers.get()
        below = Entry.objects.select_related("root", "parent").get(pk=answer.pk)
        writer = factories.make_user()
        results = at_once(
            lambda one=one, two=two: merging.merge(one, judges[0], two),
            lambda below=below, writer=writer: comments.write(below, writer, "Hvala.", None, "bs"),
        )
        assert not [one for one in results if isinstance(one, DatabaseError)], results
        assert set(Entry.objects.filter(parent=answer.pk).values_list("root", flat=True)) == {two.pk}
        assert holds()
