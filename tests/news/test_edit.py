"""Changing news: a draft, what was returned, what stands on the site with a word on what was corrected."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Mandate
from content.models import Attachment, Entry, Photo
from moderation.actions import submit
from moderation.models import Decision
from moderation.picturing import add_photo
from news.models import News
from tests import factories
from tests.content.uploads import PDF
from tests.markup import text_of, valid
from tests.news.making import make_news
from tests.news.writing import said, typed, url
from tests.practices.photos import picture

pytestmark = pytest.mark.django_db


def form(news, **fields):
    return typed(None, once=None, version=news.version, **fields)


def test_a_correction_stands_above_the_text_with_its_day(desk, news, visitor):
    valid(desk.get(url(news)))
    desk.post(url(news), form(news, body="Do 19 sati.", correction="Glasalo se do 19, ne do 18 sati."))
    news.refresh_from_db()
    assert (news.body, news.version, news.status) == ("Do 19 sati.", 2, "published")
    assert news.corrected is not None
    page = visitor.get(news.get_absolute_url())
    valid(page)
    text = text_of(page)
    assert text.index("Glasalo se do 19, ne do 18 sati.") < text.index("Do 19 sati.")
    assert f"{timezone.localtime(news.corrected):%-d. %-m. %Y}" in text


def test_a_change_needs_no_correction_and_keeps_the_moment_of_an_earlier_one(desk, news):
    desk.post(url(news), form(news, title="Bez napomene"))
    news.refresh_from_db()
    assert (news.title, news.correction, news.corrected) == ("Bez napomene", "", None)
    desk.post(url(news), form(news, correction="Ispravljeno."))
    news.refresh_from_db()
    moment = news.corrected
    desk.post(url(news), form(news, correction="Ispravljeno.", title="Još jednom"))
    news.refresh_from_db()
    assert (news.title, news.corrected) == ("Još jednom", moment)
    desk.post(url(news), form(news, correction=""))
    news.refresh_from_db()
    assert (news.correction, news.corrected) == ("", None)


def test_a_colleague_corrects_it_too_and_a_moderator(client_of, staff_client_of, colleague, moderator, news, places):
    client_of(colleague).post(url(news), form(news, title="Od kolegice"))
    news.refresh_from_db()
    decision = Decision.objects.about(news).first()
    assert (news.title, decision.kind, decision.ground.user) == ("Od kolegice", "review", colleague)
    staff_client_of(moderator).post(url(news), form(news, title="Od moderatora"))
    news.refresh_from_db()
    assert (news.title, news.published_for) == ("Od moderatora", places.savez)


def test_who_may_not(client_of, visitor, news, proposal, editor, stranger, member, coordinator, newcomer):
    """What is on the site by others; what waits by nobody, its author first takes it back."""
    for who in (stranger, member, coordinator, newcomer):
        assert client_of(who).post(url(news), form(news)).status_code == 403, who
    for who, status in ((coordinator, 403), (editor, 403), (member, 404), (newcomer, 404)):
        assert client_of(who).post(url(proposal), form(proposal)).status_code == status, who
    assert visitor.get(url(news))["Location"].startswith("/prijava/")
    news.refresh_from_db()
    assert news.version == 1


def test_whose_mandate_has_ended_changes_nothing(desk, editor, news):
    Mandate.objects.filter(user=editor).update(starts="2019-01-01", ends="2020-01-01")
    assert desk.post(url(news), form(news)).status_code == 403


def test_two_windows(desk, news):
    desk.post(url(news), form(news, title="Prvi"))
    page = desk.post(url(news), form(news, title="Drugi"))
    valid(page)
    assert page.status_code == 409
    assert "Drugi" in page.content.decode()
    assert News.objects.get().title == "Prvi"


def test_what_came_back_is_changed_and_sent_again(client_of, coordinator, places):
    returned = make_news(coordinator, published_for=places.savez, status="returned")
    theirs = client_of(coordinator)
    assert "Dopišite šta je urađeno." in text_of(theirs.get(returned.get_absolute_url()))
    whole = {"published_for": places.savez.pk, "body": "Bolje."}
    theirs.post(url(returned), form(returned, **whole))
    returned.refresh_from_db()
    assert (returned.status, returned.body) == ("returned", "Bolje.")
    theirs.post(url(returned), form(returned, send="1", **whole))
    returned.refresh_from_db()
    assert (returned.status, returned.version) == ("pending", 3)


def test_a_draft_is_thrown_away_and_what_waits_is_taken_back(desk, editor, client_of, coordinator, proposal, places):
    draft = make_news(editor, status="draft")
    valid(desk.get(url(draft, "brisanje")))
    desk.post(url(draft, "brisanje"))
    assert not Entry.objects.filter(pk=draft.pk).exists()
    theirs = client_of(coordinator)
    theirs.post(url(proposal, "u-nacrt"))
    proposal.refresh_from_db()
    assert proposal.status == "draft"
    assert theirs.get(url(proposal)).status_code == 200


def test_withdrawn_and_back(desk, news, visitor):
    desk.post(url(news, "povlacenje"))
    assert visitor.get(news.get_absolute_url()).status_code == 404
    assert said("Bring it back") in text_of(desk.get(news.get_absolute_url()))
    desk.post(url(news, "povratak"))
    assert visitor.get(news.get_absolute_url()).status_code == 200


def test_pictures_and_files_by_their_author(client_of, visitor, stranger, colleague, places):
    """Also of somebody who edits for another association first: it rests on the mandate for this one."""
    factories.make_mandate(stranger, "editor", places.savez)
    desk, news = client_of(stranger), make_news(stranger, published_for=places.savez)
    valid(desk.get(url(news, "prilozi")))
    desk.post(url(news, "prilozi"), {"file": picture(), "alt": "Sala puna ljudi.", "people": "agreed"})
    file = SimpleUploadedFile("Plan.pdf", PDF)
    desk.post(url(news, "prilozi/datoteka"), {"a-file": file, "a-title": "Plan"})
    photo, attachment = Photo.objects.get(), Attachment.objects.get()
    html = visitor.get(news.get_absolute_url()).content.decode()
    assert photo.smallest["url"] in html
    assert attachment.get_absolute_url() in html
    assert client_of(colleague).get(url(news, "prilozi")).status_code == 403
    desk.post(url(news, f"prilozi/{photo.pk}/naprijed"))
    desk.post(url(news, f"prilozi/{photo.pk}/uklanjanje"))
    desk.post(url(news, f"prilozi/datoteka/{attachment.pk}/uklanjanje"))
    assert not Photo.objects.exists()
    assert not Attachment.objects.exists()


def test_an_editor_sees_the_pictures_of_what_was_proposed(desk, visitor, coordinator, proposal):
    Entry.objects.filter(pk=proposal.pk).update(status="draft", submitted=None)
    add_photo(proposal, coordinator, picture(), "Sala puna ljudi.", "agreed")
    submit(proposal, coordinator)
    address = Photo.objects.get().smallest["url"]
    assert visitor.get(address).status_code == 404
    page = desk.get(address)
    assert (page.status_code, bool(page.getvalue())) == (200, True)


def test_moves_are_pressed_not_read(desk, news):
    for what in (
        "prilozi/datoteka",
        "prilozi/1/uklanjanje",
        "objava",
        "povlacenje",
        "povratak",
        "u-nacrt",
        "isticanje/kraj",
    ):
        assert desk.get(url(news, what)).status_code == 405, what
