"""Pictures and files of a lesson: added, ordered, taken away; what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.models import Attachment, Photo
from tests.content.uploads import PDF, SVG
from tests.lessons.teaching import url
from tests.markup import valid
from tests.practices.photos import files, picture

pytestmark = pytest.mark.django_db


def add(desk, lesson, **changed):
    data = {"file": picture(), "alt": "Sala puna ljudi.", "people": "agreed"} | changed
    return desk.post(url(lesson, "prilozi"), data)


def add_file(desk, lesson, content=PDF):
    file = SimpleUploadedFile("Obrazac.pdf", content)
    return desk.post(url(lesson, "prilozi/datoteka"), {"a-file": file, "a-title": "Obrazac"})


def test_a_picture_and_a_file_stand_at_once(desk, visitor, lesson, settings):
    before = lesson.version
    assert add(desk, lesson)["Location"] == url(lesson, "prilozi")
    assert add_file(desk, lesson)["Location"] == url(lesson, "prilozi")
    photo, file = Photo.objects.get(), Attachment.objects.get()
    assert (photo.waits, file.waits) == (False, False)
    html = visitor.get(lesson.get_absolute_url()).content.decode()
    assert photo.smallest["url"] in html
    assert file.get_absolute_url() in html
    lesson.refresh_from_db()
    assert lesson.version == before + 2
    page = desk.get(url(lesson, "prilozi"))
    valid(page)
    desk.post(url(lesson, f"prilozi/{photo.pk}/uklanjanje"))
    desk.post(url(lesson, f"prilozi/datoteka/{file.pk}/uklanjanje"))
    assert not Photo.objects.exists()
    assert not Attachment.objects.exists()


def test_the_second_moves_to_the_front(desk, lesson):
    add(desk, lesson, alt="Prva")
    add(desk, lesson, alt="Druga", file=picture(width=800))
    desk.post(url(lesson, f"prilozi/{Photo.objects.get(alt='Druga').pk}/naprijed"))
    assert [one.alt for one in lesson.photos.all()] == ["Druga", "Prva"]


def test_what_is_refused_leaves_nothing(desk, lesson, settings):
    for answer in (
        add(desk, lesson, alt=""),
        add(desk, lesson, file=SimpleUploadedFile("a.jpg", SVG)),
        add_file(desk, lesson, SVG),
    ):
        valid(answer)
        assert answer.status_code == 200
    assert files(settings) == []


def test_others_may_not(client_of, member, lesson, settings):
    theirs = client_of(member)
    assert add(theirs, lesson).status_code == 403
    assert add_file(theirs, lesson).status_code == 403
    assert files(settings) == []
