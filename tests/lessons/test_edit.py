"""Changing a lesson, two windows, drafts, taking it off the site and bringing it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Mandate
from content.models import Entry
from lessons import actions
from lessons.models import Lesson
from moderation.models import Decision
from tests import factories
from tests.lessons.teaching import URL, said, typed, url
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def sent(lesson, **fields):
    lesson.refresh_from_db()
    return typed(lesson.edited_for, **{"version": str(lesson.version), "title": lesson.title} | fields)


@pytest.fixture
def draft(editor):
    return factories.make_lesson(editor, title="Nacrt lekcije", status="draft")


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_the_forms(desk, lesson, draft, prefix):
    for address in (url(lesson), url(draft), url(draft, "brisanje"), url(lesson, "prilozi"), draft.get_absolute_url()):
        page = desk.get(prefix + address)
        valid(page)
        assert page.status_code == 200


@pytest.mark.parametrize(
    ("who", "changes", "withdraws", "illustrates"),
    [
        ("member", 403, 403, 403),
        ("newcomer", 403, 403, 403),
        ("coordinator", 403, 403, 403),
        ("moderator", 200, 403, 403),
        ("editor", 200, 302, 200),
    ],
)
def test_who_may(request, client_of, staff_client_of, lesson, who, changes, withdraws, illustrates):
    sign_in = staff_client_of if who == "moderator" else client_of
    theirs = sign_in(request.getfixturevalue(who))
    assert theirs.get(url(lesson)).status_code == changes
    assert theirs.get(url(lesson, "prilozi")).status_code == illustrates
    assert theirs.post(url(lesson, "brisanje")).status_code == 403
    assert theirs.post(url(lesson, "povlacenje")).status_code == withdraws
    assert Lesson.objects.filter(pk=lesson.pk).exists()


def test_a_colleague_of_the_association_does_not_change_it(client_of, lesson, places):
    colleague = factories.make_user("kolega@example.ba")
    factories.make_mandate(colleague, "editor", places.savez)
    assert client_of(colleague).get(url(lesson)).status_code == 403


def test_nobody_else_knows_of_a_draft(visitor, client_of, staff_client_of, member, moderator, draft):
    for theirs in (visitor, client_of(member), staff_client_of(moderator)):
        assert theirs.get(draft.get_absolute_url()).status_code == 404
        assert draft.title not in text_of(theirs.get(URL))
    for what in ("uredi", "brisanje", "prilozi", "povlacenje", "procitano"):
        assert client_of(member).post(url(draft, what)).status_code == 404, what


def test_changed(desk, lesson, editor):
    before = lesson.version
    answer = desk.post(url(lesson), sent(lesson, title="Bolji naziv", body="riječ " * 200))
    lesson.refresh_from_db()
    assert answer["Location"] == lesson.get_absolute_url()
    assert (lesson.title, lesson.minutes, lesson.version, lesson.status) == ("Bolji naziv", 2, before + 1, "published")
    assert Decision.objects.filter(entry=lesson, version=lesson.version, kind="mandate").exists()


def test_a_moderator_changes_it_and_it_stays_for_its_association(staff_client_of, moderator, lesson, places):
    theirs = staff_client_of(moderator)
    assert theirs.post(url(lesson), sent(lesson, title="Ispravljen naziv")).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.title, lesson.edited_for) == ("Ispravljen naziv", places.savez)
    other = factories.make_organisation("Drugi savez")
    assert theirs.post(url(lesson), sent(lesson, edited_for=other.pk)).status_code == 200


def test_two_windows(desk, lesson):
    late = sent(lesson, title="Kasni naziv")
    desk.post(url(lesson), sent(lesson, title="Prvi naziv"))
    page = desk.post(url(lesson), late)
    valid(page)
    assert page.status_code == 409
    assert "Kasni naziv" in page.content.decode()
    lesson.refresh_from_db()
    assert lesson.title == "Prvi naziv"
    assert desk.post(url(lesson), sent(lesson, title="Kasni naziv")).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "0", "²", "99999999999"])
def test_a_version_that_there_is_not(desk, lesson, version):
    assert desk.post(url(lesson), sent(lesson, version=version)).status_code == 409


def test_it_leaves_its_series(desk, lesson):
    desk.post(url(lesson), sent(lesson, series="Rad savjeta", position="4"))
    desk.post(url(lesson), sent(lesson, series="Rad savjeta"))
    lesson.refresh_from_db()
    assert lesson.position == 4
    desk.post(url(lesson), sent(lesson, series=""))
    lesson.refresh_from_db()
    assert (lesson.series, lesson.position) == ("", None)


def test_a_draft_is_published(desk, visitor, draft, places):
    assert 'name="publish"' in desk.get(url(draft)).content.decode()
    page = desk.post(url(draft), sent(draft, lead="", publish="1"))
    assert said("Say what one can do after reading it.") in text_of(page)
    desk.post(url(draft), sent(draft, edited_for=places.savez.pk, publish="1"))
    draft.refresh_from_db()
    assert draft.status == "published"
    assert visitor.get(draft.get_absolute_url()).status_code == 200
    assert desk.post(url(draft, "brisanje")).status_code == 403


def test_a_draft_is_deleted_with_all_its_words(desk, draft):
    desk.post(url(draft), sent(draft, title="Drugi naziv"))
    assert Lesson.objects.exists()
    assert desk.post(url(draft, "brisanje"))["Location"] == URL
    assert not Entry.objects.exists()
    assert not Entry.revisions.rel.related_model.objects.exclude(title="").exists()
    assert desk.post(url(draft, "brisanje")).status_code == 404


def test_whoever_edits_no_more(desk, editor, lesson, draft):
    Mandate.objects.filter(user=editor).update(starts="2019-01-01", ends="2020-01-01")
    assert desk.get(url(lesson)).status_code == 403
    assert desk.get(url(draft)).status_code == 403
    assert desk.get(url(lesson, "prilozi")).status_code == 403
    assert desk.post(url(draft, "brisanje")).status_code == 302


def test_withdrawn_and_brought_back(desk, visitor, client_of, member, lesson):
    for _ in range(2):
        assert desk.post(url(lesson, "povlacenje"))["Location"] == lesson.get_absolute_url()
    for theirs in (visitor, client_of(member)):
        assert theirs.get(lesson.get_absolute_url()).status_code == 404
        assert lesson.title not in text_of(theirs.get(URL))
    page = desk.get(lesson.get_absolute_url())
    valid(page)
    assert url(lesson, "vracanje") in page.content.decode()
    assert desk.get(url(lesson)).status_code == 403
    desk.post(url(lesson, "vracanje"))
    assert visitor.get(lesson.get_absolute_url()).status_code == 200


def test_after_30_days_it_stays_away(desk, lesson):
    Lesson.objects.filter(pk=lesson.pk).update(withdrawn=timezone.now() - timedelta(days=31))
    assert desk.post(url(lesson, "vracanje")).status_code == 403


def test_the_moves_ask_once_more(editor, member, lesson, draft):
    values = {"title": "A", "series": "", "position": None, "edited_for": None}
    with pytest.raises(actions.PermissionDenied):
        actions.change(lesson, member, lesson.version, values, [])
    with pytest.raises(actions.PermissionDenied):
        actions.drop(draft, member)
    with pytest.raises(actions.PermissionDenied):
        actions.drop(lesson, editor)


@pytest.mark.parametrize("what", ["povlacenje", "vracanje", "procitano", "prilozi/datoteka"])
def test_buttons_are_not_opened(desk, lesson, what):
    assert desk.get(url(lesson, what)).status_code == 405
