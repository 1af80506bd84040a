"""The sample lessons: they are what they should be, and are made once."""

from io import BytesIO

import pytest

from accounts.models import User
from content.files.documents import read_document
from lessons import samples
from lessons.layout import layout, minutes_of, plain
from lessons.models import Lesson
from tests.markup import valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(editor, moderator):
    for person, name in ((editor, "urednik"), (moderator, "moderator")):
        User.objects.filter(pk=person.pk).update(email=f"{name}@primjer.ba", is_sample=True)


def test_they_are_made_once_and_open(accounts, visitor):
    assert (samples.make(), samples.make()) == (4, 0)
    made = Lesson.objects.all()
    assert {(one.status, one.is_sample, one.author.email) for one in made} == {
        ("published", True, "urednik@primjer.ba")
    }
    assert all(one.themes.exists() and one.edited_for for one in made)
    assert sum(one.photos.count() for one in made) == sum(one.attachments.count() for one in made) == 1
    for one in made:
        page = visitor.get(one.get_absolute_url())
        valid(page)
        assert one.layout.missing == []


def test_without_their_people_there_are_none(db):
    assert samples.make() == 0


@pytest.mark.parametrize("told", samples.told_lessons(), ids=lambda told: told["key"])
def test_each_is_read_in_a_few_minutes(told):
    body = "\n".join(told["body"])
    assert 600 <= len(plain(body).split()) <= 1200
    assert 4 <= minutes_of(body) <= 8
    assert len(layout(body).contents) >= 5
    assert len(told["lead"]) <= 300


def test_the_form_is_a_document_that_we_take():
    file = samples.form_to_print(["ZAPISNIK", "Vodi & piše: <ime>"])
    assert read_document(BytesIO(file), "Obrazac.docx").kind == "docx"
