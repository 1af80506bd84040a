"""Whoever asks without a name is named nowhere: page, list, feed, home, person, comments, mail, notification, revision, copy."""

import io
import json
import zipfile
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import Profile
from comments import actions as comment_actions
from content.actions import follow
from content.models import Entry
from content.models.audit import AuditRow
from forums import actions, look
from forums.models import Question
from mzplatform import exporting
from notifications.delivery import deliver
from notifications.models import Notification, OutgoingMail
from notifications.wording import who
from tests import factories
from tests.everywhere import where
from tests.forums.asking import answered, asked, version_of
from tests.markup import text_of

NAME, EMAIL = "Dragoljubka Smajlagić", "nepoznata@example.ba"
PARTS = ("Dragoljubka", "Драгољубка", "Smajlagić", "Смајлагић", "smajlagic", EMAIL, "DS<")


def named_in(content: str) -> list[str]:
    return [part for part in PARTS if part in content]


@pytest.fixture
def asker(places):
    """President of Kaloševići, with a page that everybody may open."""
    user = factories.make_user(EMAIL, name=NAME)
    factories.make_mandate(user, "president", places.kalosevic)
    Profile.objects.filter(pk=user.pk).update(visibility="everyone")
    user.refresh_from_db()
    return user


def write_all(asker, neighbour, question):
    """What else the same person says there: a comment, an answer, a reply, a comment on somebody's answer."""
    answer = factories.make_answer(neighbour, question)
    comment = factories.make_comment(neighbour, question, body="A čiji je dom?")
    said = [
        comment_actions.write(question, asker, "Dopuna pitanja.", uuid4(), "bs"),
        comment_actions.write(comment, asker, "Dom je općinski.", uuid4(), "bs"),
        comment_actions.write(answer, asker, "Probat ćemo.", uuid4(), "bs"),
        actions.answer(question, asker, uuid4(), "bs", {"body": "Našli smo rješenje."}, {}),
    ]
    said.append(comment_actions.write(said[3], asker, "I radi.", uuid4(), "bs"))
    return [Entry.objects.get(pk=one.pk) for one in said]


@pytest.fixture
def unnamed(asker, neighbour, places, theme):
    question = factories.make_question(asker, is_unnamed=True, places=[places.jelah], themes=[theme])
    write_all(asker, neighbour, question)
    look.forget()
    return question


@pytest.fixture
def later(asker, neighbour, newcomer, places, theme):
    """Asked with a name, which was taken away when all of it was said."""
    question = factories.make_question(asker, places=[places.jelah], themes=[theme])
    follow(question, newcomer, True)
    write_all(asker, neighbour, question)
    actions.unname(question, asker)
    look.forget()
    return question


@pytest.fixture(params=["unnamed", "later"])
def question(request):
    return request.getfixturevalue(request.param)


ADDRESSES = (
    "/pitanja/",
    "/pitanja/?q=struju",
    "/pitanja/?stanje=bez-odgovora",
    "/pitanja/feed.atom",
    "/",
    "/sitemap.xml",
)


@pytest.mark.parametrize("reader", ["visitor", "neighbour", "newcomer", "coordinator", "expert", "moderator"])
def test_no_page_names_them(reader_of, question, asker, reader):
    client = reader_of(reader)
    similar = f"/pitanja/novo/?naslov={question.title}"
    for prefix in ("", "/sr", "/en"):
        for address in (question.get_absolute_url(), f"{question.get_absolute_url()}?red=vrijeme", *ADDRESSES, similar):
            response = client.get(prefix + address, follow=True)
            if response.status_code != 404:
                assert named_in(response.content.decode()) == [], prefix + address
    page = text_of(client.get(question.get_absolute_url()))
    assert "pitanje bez imena" in page
    assert page.count("osoba koja pita") == 5, "each text below it says who it is, without a name"
    for words in ("Dopuna pitanja.", "Dom je općinski.", "Probat ćemo.", "Našli smo rješenje.", "I radi."):
        assert words in page
    assert "Kaloševići" not in page, "nor by the office that they hold"


@pytest.mark.parametrize("reader", ["visitor", "neighbour", "coordinator"])
def test_their_own_page_does_not_list_it(reader_of, question, asker, reader):
    page = reader_of(reader).get(asker.profile.get_absolute_url())
    assert page.status_code == 200
    assert NAME in text_of(page)
    assert question.title not in text_of(page)
    assert f"/pitanja/{question.pk}-" not in page.content.decode()


def test_somebody_else_below_it_is_named_as_everywhere(client, question):
    page = text_of(client.get(question.get_absolute_url()))
    assert page.count("Milan Knežević") == 2


def test_everything_below_carries_it(question, asker):
    below = Entry.objects.filter(root=question.pk)
    assert set(below.filter(author=asker).values_list("is_unnamed", flat=True)) == {True}
    assert below.filter(author=asker).count() == 5
    assert set(below.exclude(author=asker).values_list("is_unnamed", flat=True)) == {False}


def test_with_a_name_all_of_it_is_named(client, asker, neighbour):
    """The control of all others."""
    question = factories.make_question(asker)
    write_all(asker, neighbour, question)
    assert text_of(client.get(question.get_absolute_url())).count(NAME) >= 5
    assert question.title in text_of(client.get(asker.profile.get_absolute_url()))
    assert NAME in {who(one) for one in Notification.objects.filter(user=neighbour).with_subject()}


def test_no_notification_names_them(client_of, question, asker, neighbour, newcomer):
    told = Notification.objects.filter(user=neighbour)
    assert {one.kind for one in told} >= {"reply", "comment"}
    for user in (neighbour, newcomer):
        for prefix in ("", "/sr"):
            page = client_of(user).get(f"{prefix}/nalog/obavjestenja/")
            assert page.status_code == 200
            assert named_in(page.content.decode()) == []


def test_no_mail_names_them(settings, question, asker, neighbour, newcomer, mailoutbox):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for user in (neighbour, newcomer):
        for kind in ("comment", "reply", "followed", "helped"):
            entry = Entry.objects.filter(root=question.pk, author=asker).first()
            one = Notification.objects.create(user=user, kind=kind, actor=asker, entry=entry, plan="at_once")
            OutgoingMail.objects.create(recipient=user.email, reader=user, event="notification", notification=one)
    while mail := OutgoingMail.objects.lease_next():
        deliver(mail)
    assert len(mailoutbox) >= 8
    for letter in mailoutbox:
        assert named_in(letter.subject + letter.body + str(letter.alternatives)) == []


def test_what_helped_is_said_without_a_name(unnamed, asker, neighbour):
    Notification.objects.all().delete()
    answer = unnamed.answers.get(author=neighbour)
    actions.accept(answer, asker, True)
    assert Notification.objects.get(user=neighbour).actor is None


def test_a_name_that_is_given_back_stands_on_all_of_it(unnamed, asker, client_of, client, theme):
    address = f"/pitanja/{unnamed.pk}/uredi/"
    browser = client_of(asker)
    browser.post(address, asked(theme, version=version_of(browser, address)))
    assert not Question.objects.get(pk=unnamed.pk).is_unnamed
    assert not Entry.objects.filter(root=unnamed.pk, is_unnamed=True).exists()
    assert text_of(client.get(Question.objects.get(pk=unnamed.pk).get_absolute_url())).count(NAME) >= 5


def test_asked_and_told_by_the_forms(client, client_of, asker, newcomer):
    browser = client_of(asker)
    browser.post("/pitanja/novo/", asked(is_unnamed="on"))
    question = Question.objects.get()
    assert question.is_unnamed
    browser.post(f"/pitanja/{question.pk}/odgovor/", answered(body="Sami smo našli."))
    browser.post(f"/komentari/{question.pk}/novi/", {"body": "Dopuna."})
    page = client.get(question.get_absolute_url())
    assert "Sami smo našli." in text_of(page)
    assert named_in(page.content.decode()) == []
    assert "pitanje bez imena" in text_of(browser.get("/pitanja/moja/"))


def test_the_form_of_somebody_who_comments_does_not_name_them(client_of, neighbour, question, asker):
    below = Entry.objects.filter(root=question.pk, author=asker, kind="comment").first()
    answer = question.answers.get(author=asker)
    for entry in (question, below, answer):
        for address in (f"/komentari/{entry.pk}/novi/", f"/prijava-sadrzaja/{entry.pk}/"):
            page = client_of(neighbour).get(address)
            assert page.status_code == 200
            assert named_in(page.content.decode()) == []


# -- what is stored ----------------------------------------------------------------------------------------------------


def test_no_revision_nor_audit_row_holds_the_name(unnamed):
    for table in ("content_entryrevision", "content_auditrow", "forums_question", "forums_answer", "content_entry"):
        assert table not in where("Smajlagić"), table
    assert AuditRow.objects.filter(row_id=unnamed.pk).exists()


def copy_of(user) -> str:
    file = io.BytesIO()
    exporting.write(user, file)
    with zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_the_copy_of_others_does_not_name_them_and_their_own_holds_it(question, asker, neighbour, newcomer):
    follow(question, newcomer, True)
    for user in (neighbour, newcomer):
        assert named_in(copy_of(user)) == []
    own = copy_of(asker)
    assert question.title in own
    assert "Dopuna pitanja." in own
    assert json.dumps(NAME, ensure_ascii=False) in own


def test_a_coordinator_finds_them_on_no_list(staff_client_of, coordinator, question):
    """What the administration and the desk list is for staff; a coordinator has the workspace, which says who holds what."""
    client = staff_client_of(coordinator)
    for address in ("/upravljanje/", "/upravljanje/content/entry/", "/upravljanje/forums/question/", "/moderacija/"):
        assert client.get(address).status_code in {403, 404}, address
    assert question.title not in client.get("/koordinator/", follow=True).content.decode()


def test_moderators_know_who_it_is(client_of, moderator, asker):
    waiting = factories.make_question(asker, is_unnamed=True, status="pending")
    page = client_of(moderator).get(f"/moderacija/{waiting.pk}/")
    assert NAME in text_of(page)


def test_taken_away_it_is_gone_from_what_others_were_told(later, asker, neighbour):
    """Also where what they were told of is moved to the question of somebody else, which has a name."""
    told = Notification.objects.filter(user=neighbour)
    assert {one.kind for one in told} >= {"reply", "comment"}
    assert not told.exclude(actor=None).exists()


def test_by_telephone_without_a_name_nothing_says_that_a_coordinator_wrote_it(client, coordinator, places):
    """Of a municipality there is one, and everybody knows who."""
    question = factories.make_question(coordinator, is_phoned=True, places=[places.tesanj])
    for is_unnamed in (False, True):
        Question.objects.filter(pk=question.pk).update(is_unnamed=is_unnamed)
        page = text_of(client.get(question.get_absolute_url()))
        assert ("zapisala ga je koordinacija" in page) is not is_unnamed
        assert ("Lejla Begić" in page) is not is_unnamed


# -- the triggers ------------------------------------------------------------------------------------------------------


def test_the_insert_decides_by_itself(asker, neighbour, unnamed):
    """Whatever a form says of what stands below."""
    own = Entry.objects.create(kind="comment", author=asker, body="x", root=unnamed, parent=unnamed, is_unnamed=False)
    other = Entry.objects.create(
        kind="comment", author=neighbour, body="x", root=unnamed, parent=unnamed, is_unnamed=True
    )
    for entry in (own, other):
        entry.refresh_from_db()
    assert (own.is_unnamed, other.is_unnamed) == (True, False)


def test_below_what_nobody_wrote_nobody_is_unnamed(neighbour):
    """Authors may leave: `NULL` and `NULL` are not the same person."""
    question = factories.make_question(None, is_unnamed=True)
    left = Entry.objects.create(kind="comment", author=None, body="x", root=question, parent=question)
    left.refresh_from_db()
    assert not left.is_unnamed


def test_a_bulk_update_reaches_what_stands_below(asker, neighbour):
    question = factories.make_question(asker)
    write_all(asker, neighbour, question)
    Question.objects.filter(pk=question.pk).update(is_unnamed=True)
    assert Entry.objects.filter(root=question.pk, author=asker, is_unnamed=False).count() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE content_entry SET is_unnamed = false WHERE id = %s", [question.pk])
    assert Entry.objects.filter(root=question.pk, is_unnamed=True).count() == 0


def test_below_an_answer_that_was_moved_its_author_stays_unnamed(unnamed, asker, neighbour, coordinator):
    """The question there is of somebody else."""
    other = factories.make_question(coordinator)
    answer = unnamed.answers.get(author=asker)
    Entry.objects.filter(pk=answer.pk).update(root=other, parent=other)
    said = {who: factories.make_comment(who, Entry.objects.get(pk=answer.pk)) for who in (asker, neighbour)}
    unnamed_now = {who: Entry.objects.get(pk=one.pk).is_unnamed for who, one in said.items()}
    assert unnamed_now == {asker: True, neighbour: False}
    assert not Entry.objects.get(pk=factories.make_comment(asker, other).pk).is_unnamed
