"""Marking a lesson as read: once, back again, in which version, and by whom."""

import pytest

from content.models import Entry
from lessons import progress
from lessons.models import Reading
from tests import factories
from tests.lessons.teaching import renew, said, url
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(client_of, member):
    return client_of(member)


def press(client, lesson, **fields):
    return client.post(url(lesson, "procitano"), {"on": "1", "version": str(lesson.version)} | fields)


def test_read_and_not_read(theirs, member, lesson):
    for _ in range(2):
        answer = press(theirs, lesson)
        assert answer["Location"] == f"{lesson.get_absolute_url()}#procitano"
    one = Reading.objects.get()
    assert (one.person, one.lesson, one.version) == (member, lesson, lesson.version)
    page = theirs.get(lesson.get_absolute_url())
    valid(page)
    assert said("You have read this lesson") in text_of(page)
    for _ in range(2):
        press(theirs, lesson, on="0")
    assert not Reading.objects.exists()
    assert said("You have read this lesson") not in text_of(theirs.get(lesson.get_absolute_url()))


def test_what_changed_since_is_said_until_it_is_read_again(theirs, lesson):
    press(theirs, lesson)
    words = said("It has changed since you read it")
    assert words not in text_of(theirs.get(lesson.get_absolute_url()))
    renew(lesson)
    page = theirs.get(lesson.get_absolute_url())
    valid(page)
    assert words in text_of(page)
    press(theirs, lesson, version="1")  # the page was opened before the change
    assert words in text_of(theirs.get(lesson.get_absolute_url()))
    press(theirs, lesson, version="2")
    assert words not in text_of(theirs.get(lesson.get_absolute_url()))


@pytest.mark.parametrize(("version", "kept"), [("", 1), ("x", 1), ("0", 1), ("99", 1), ("-1", 1), ("²", 1)])
def test_a_version_that_there_is_not(theirs, lesson, version, kept):
    press(theirs, lesson, version=version)
    assert Reading.objects.get().version == kept


def test_it_is_ones_own(theirs, client_of, neighbour, lesson):
    press(theirs, lesson)
    assert said("You have read this lesson") not in text_of(client_of(neighbour).get(lesson.get_absolute_url()))
    press(client_of(neighbour), lesson, on="0")
    assert Reading.objects.count() == 1


def test_visitors_sign_in_first(visitor, lesson):
    assert press(visitor, lesson)["Location"].startswith("/prijava/")
    assert not Reading.objects.exists()


@pytest.mark.parametrize("status", ["draft", "pending", "hidden"])
def test_only_what_is_on_the_site(client_of, member, neighbour, moderator, status):
    made = factories.make_lesson(member, status=status, by=moderator)
    assert press(client_of(neighbour), made).status_code == 404
    assert press(client_of(member), made).status_code == 403
    assert not Reading.objects.exists()


def test_the_move_asks_once_more(member, lesson):
    Entry.objects.filter(pk=lesson.pk).update(withdrawn=lesson.published)
    with pytest.raises(progress.PermissionDenied):
        progress.mark(lesson, member, 1, is_read=True)


@pytest.mark.parametrize("others", [0, 3])
def test_queries(client_of, member, others, django_assert_max_num_queries):
    for number in range(others + 1):
        made = factories.make_lesson(None, title=f"Lekcija {number}", series="Savjet", position=number + 1)
        Reading.objects.create(person=member, lesson=made, version=1)
    theirs = client_of(member)
    theirs.get(made.get_absolute_url())
    with django_assert_max_num_queries(7):
        theirs.get(made.get_absolute_url())
