"""What never may be false of a lesson and its readers, whoever writes the row."""

import pytest
from django.db import IntegrityError, connection, transaction

from content.models import Entry
from lessons import progress
from lessons.models import Lesson, Reading
from tests import factories
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"minutes": 0}, "lesson_minutes"),
        ({"minutes": 31}, "lesson_minutes"),
        ({"series": "Savjet", "position": None}, "lesson_position_in_a_series"),
        ({"series": "Savjet", "position": 0}, "lesson_position_in_a_series"),
        ({"series": "", "position": 1}, "lesson_position_in_a_series"),
    ],
)
def test_refused(values, name):
    made = factories.make_lesson(None)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Lesson.objects.filter(pk=made.pk).update(**values)


def test_a_lesson_is_a_lesson():
    entry = factories.make_practice(None, status="published").entry_ptr
    with pytest.raises(IntegrityError, match="lesson_is_a_lesson"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO lessons_lesson (entry_ptr_id, series, minutes) VALUES (%s, '', 1)", [entry.pk])


def test_one_reading_of_each_person(member):
    made = factories.make_lesson(None)
    Reading.objects.create(person=member, lesson=made, version=1)
    with pytest.raises(IntegrityError, match="reading_once"), transaction.atomic():
        Reading.objects.create(person=member, lesson=made, version=1)
    with pytest.raises(IntegrityError, match="reading_of_a_version"), transaction.atomic():
        Reading.objects.update(version=0)


def test_what_goes_takes_its_readers_along(member):
    made = factories.make_lesson(None, for_training=factories.make_training(None))
    Reading.objects.create(person=member, lesson=made, version=1)
    made.for_training.delete()
    made.refresh_from_db()
    assert made.for_training is None
    made.delete()
    assert not Reading.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once(member):
    made = factories.make_lesson(None)
    calls = [lambda: progress.mark(made, member, 1, is_read=True)] * 4
    assert at_once(*calls) == [None] * 4
    assert Reading.objects.count() == 1
