"""What must never be false of questions and answers, tried by plain statements that no policy has seen."""

import pgtrigger
import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from content.models import AuditRow, Entry
from forums.models import Answer, Question
from register.models import LegalAct
from tests import factories

pytestmark = pytest.mark.django_db


def refused(rule: str):
    return pytest.raises(Error, match=rule)


def seen(question):
    question.refresh_from_db()
    return question.answer_count, question.is_solved


# -- kinds and places --------------------------------------------------------------------------------------------------


def test_a_question_is_a_question(member):
    practice = factories.make_entry(member)
    with refused("question_is_a_question"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO forums_question (entry_ptr_id, is_phoned, answer_count, is_solved, closed_why, closed_words)"
            " VALUES (%s, false, 0, false, '', '')",
            [practice.pk],
        )


@pytest.mark.parametrize("kind", ["comment", "adoption"])
def test_an_answer_is_an_answer(member, question, kind):
    with refused("answer_is_an_answer"), transaction.atomic():
        Answer.objects.create(kind=kind, title="x", author=member, root=question, parent=question, about=question)


def test_an_answer_stands_below_the_question_that_it_is_about(member, question):
    other = factories.make_question(member)
    with refused("answer_is_an_answer"), transaction.atomic():
        Answer.objects.create(kind="answer", author=member, root=other, parent=other, about=question)
    answer = factories.make_answer(member, question)
    with refused("answer_is_an_answer"), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(about=other)


@pytest.mark.parametrize("model", ["question", "answer"])
@pytest.mark.parametrize("pair", [("entity", "canton"), ("entity", "municipality"), ("canton", "municipality")])
def test_it_holds_in_one_place(question, answer, places, model, pair):
    row = {"question": question, "answer": answer}[model]
    held = {"entity": places.fbih, "canton": places.tesanj.canton, "municipality": places.tesanj}
    nowhere = dict.fromkeys(held)
    with refused(f"{model}_holds_in_one_place"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**nowhere | {name: held[name] for name in pair})


# -- closing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"closed_on": timezone.now()}, "question_closed_with_reason"),
        ({"closed_on": timezone.now(), "closed_why": "jer"}, "question_closed_with_reason"),
        ({"closed_why": "heated"}, "question_closed_with_reason"),
        ({"closed_by": True}, "question_closed_with_reason"),
        ({"duplicate_of": True, "closed_on": timezone.now(), "closed_why": "heated"}, "question_duplicate_is_closed"),
        ({"duplicate_of": True}, "question_duplicate_is_closed|question_closed_with_reason"),
    ],
)
def test_a_question_is_closed_with_a_reason(question, moderator, newcomer, values, rule):
    real = {"closed_by": moderator, "duplicate_of": factories.make_question(newcomer)}
    values = {name: real[name] if value is True else value for name, value in values.items()}
    with refused(rule), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**values)


def test_nothing_is_its_own_duplicate(question):
    values = {"closed_on": timezone.now(), "closed_why": "duplicate", "duplicate_of": question}
    ring = pgtrigger.ignore("forums.Question:question_duplicates_make_no_ring")  # it would refuse first
    with ring, refused("question_is_not_its_own_duplicate"), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**values)


def test_the_spine_knows_that_it_is_closed(question):
    now = timezone.now()
    Question.objects.filter(pk=question.pk).update(closed_on=now, closed_why="heated")
    assert Entry.objects.get(pk=question.pk).closed == now
    Question.objects.filter(pk=question.pk).update(closed_on=None, closed_why="")
    assert Entry.objects.get(pk=question.pk).closed is None


# -- what is said of answers -------------------------------------------------------------------------------------------


def test_one_answer_helped(question, answer, newcomer):
    other = factories.make_answer(newcomer, question)
    Answer.objects.filter(pk=answer.pk).update(accepted_on=timezone.now())
    with refused("answer_accepted_once"), transaction.atomic():
        Answer.objects.filter(pk=other.pk).update(accepted_on=timezone.now())
    elsewhere = factories.make_answer(newcomer, factories.make_question(newcomer))
    Answer.objects.filter(pk=elsewhere.pk).update(accepted_on=timezone.now())


@pytest.mark.parametrize(
    "names", [("confirmed_on",), ("confirmed_for",), ("confirmed_by",), ("confirmed_on", "confirmed_by")]
)
def test_what_is_confirmed_is_confirmed_for_somebody(answer, expert, places, names):
    values = {"confirmed_on": timezone.now(), "confirmed_for": places.savez, "confirmed_by": expert}
    with refused("answer_confirmed_for_somebody"), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(**{name: values[name] for name in names})


def test_whoever_confirmed_may_leave(answer, expert, places):
    values = {"confirmed_on": timezone.now(), "confirmed_for": places.savez, "confirmed_by": expert}
    Answer.objects.filter(pk=answer.pk).update(**values)
    expert.mandate_set.all().delete()
    Answer.objects.filter(pk=answer.pk).update(confirmed_by=None)
    assert Answer.objects.get(pk=answer.pk).is_confirmed
    with refused("violates|protected|Cannot delete"), transaction.atomic():
        places.savez.delete()


def test_people_are_asked_about_a_doubt(answer):
    with refused("answer_asked_about_a_doubt"), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(check_asked_on=timezone.now())


def test_a_changed_act_doubts_whoever_writes_it_down(answer, act):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_legalact SET state = 'prestao' WHERE id = %s", [act.pk])
    assert Answer.objects.get(pk=answer.pk).doubted_on is not None


def test_the_first_doubt_keeps_its_day(answer, act):
    LegalAct.objects.filter(pk=act.pk).update(state="izmijenjen")
    since = Answer.objects.get(pk=answer.pk).doubted_on
    LegalAct.objects.filter(pk=act.pk).update(state="prestao")
    assert Answer.objects.get(pk=answer.pk).doubted_on == since


# -- counts ------------------------------------------------------------------------------------------------------------


def test_answers_are_counted_while_they_can_be_read(question, newcomer, neighbour, moderator):
    assert seen(question) == (0, False)
    first = factories.make_answer(newcomer, question)
    factories.make_answer(neighbour, question, status="pending")
    assert seen(question) == (1, False)
    Answer.objects.filter(pk=first.pk).update(accepted_on=timezone.now())
    assert seen(question) == (1, True)
    Entry.objects.filter(pk=first.pk).update(withdrawn=timezone.now())
    assert seen(question) == (0, False)
    Entry.objects.filter(pk=first.pk).update(withdrawn=None)
    assert seen(question) == (1, True)
    factories.decide(first, "hidden", moderator)
    Entry.objects.filter(pk=first.pk).update(status="hidden")
    assert seen(question) == (0, False)


def test_a_deleted_answer_is_not_counted(question, answer):
    factories.make_answer(None, question)
    assert seen(question) == (2, False)
    Answer.objects.filter(pk=answer.pk).delete()
    assert seen(question) == (1, False)


def test_many_at_once_in_one_statement(question, newcomer):
    for _ in range(3):
        factories.make_answer(newcomer, question)
    Entry.objects.filter(root=question.pk).update(withdrawn=timezone.now())
    assert seen(question) == (0, False)


def test_a_question_stands_on_the_list_since_it_was_published(member, moderator):
    question = factories.make_question(member, status="pending")
    assert Question.objects.get(pk=question.pk).listed is None
    factories.bring(Entry.objects.get(pk=question.pk), "published")
    question.refresh_from_db()
    assert question.listed == question.published is not None
    Entry.objects.filter(pk=question.pk).update(withdrawn=timezone.now())
    assert Question.objects.get(pk=question.pk).listed is None


def test_changes_are_written_down_without_what_triggers_count(question, answer, moderator):
    before = AuditRow.objects.filter(table="forums_question").count()
    factories.make_answer(None, question)
    assert AuditRow.objects.filter(table="forums_question").count() == before
    Question.objects.filter(pk=question.pk).update(closed_on=timezone.now(), closed_why="heated", closed_by=moderator)
    assert AuditRow.objects.filter(table="forums_question").latest("pk").fields == [
        "closed_by_id",
        "closed_on",
        "closed_why",
    ]
    Answer.objects.filter(pk=answer.pk).update(accepted_on=timezone.now())
    assert AuditRow.objects.filter(table="forums_answer").latest("pk").fields == ["accepted_on"]
