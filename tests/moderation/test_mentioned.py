"""Who is told that a text names them: once, when it stands on the site, and not where they are told for a nearer reason."""

from uuid import uuid4

import pytest

from accounts.models import Profile
from comments import actions as comments
from content.models import Entry, Follow
from forums import actions as questions
from moderation import actions, proposals
from notifications.models import Notification
from tests import factories
from tests.forums.two_questions import make_question

pytestmark = pytest.mark.django_db
NOWHERE = {"entity_id": None, "canton_id": None, "municipality_id": None}


@pytest.fixture
def asked(member):
    return make_question(member)


@pytest.fixture
def ana():
    return named("Ana Bašić")


def named(name):
    user = factories.make_user(name=name)
    Profile.objects.filter(pk=user.pk).update(visibility="members")
    return user


def told(user):
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def answer(by, asked, body):
    return questions.answer(asked, by, uuid4(), "bs", {"body": body} | NOWHERE, {"acts": []})


def correct(row, by, body):
    return questions.correct(row, by, row.version, {"body": body}, {})


def test_once_and_nobody_who_is_told_anyway(asked, member, neighbour, moderator, ana):
    made = answer(neighbour, asked, "@Ana Bašić i @Amra Hodžić: kod nas općina. @Ana Bašić!")
    assert told(ana) == ["mentioned"]
    assert told(member) == ["answer"]
    comments.write(made, ana, "Hvala, @Милан Кнежевић i @Amra Hodžić.", uuid4(), "bs")
    assert told(neighbour) == []  # it waits
    actions.publish(Entry.objects.get(author=ana), moderator)
    assert told(neighbour) == ["comment"]
    assert told(member) == ["answer", "comment"]


def test_a_question_names_somebody(neighbour, ana):
    values = {"title": "Ko plaća?", "body": "@ana basic zna.", "is_unnamed": True} | NOWHERE
    questions.ask(neighbour, uuid4(), "bs", values, {"themes": [], "acts": [], "places": []})
    (one,) = Notification.objects.filter(user=ana)
    assert (one.kind, one.actor) == ("mentioned", None)  # who asks has no name


def test_whoever_follows_is_told_that_they_are_named(asked, neighbour, ana, newcomer):
    for user in (ana, newcomer):
        Follow.objects.create(user=user, entry=asked)
    answer(neighbour, asked, "@Ana Bašić zna.")
    assert told(ana) == ["mentioned"]
    assert told(newcomer) == ["followed"]


def test_what_waits_tells_nobody_until_it_stands(asked, newcomer, moderator, ana):
    made = answer(newcomer, asked, "@Ana Bašić zna.")
    assert told(ana) == []
    actions.publish(made, moderator)
    assert told(ana) == ["mentioned"]


def test_a_correction_tells_only_those_it_adds(asked, member, neighbour, ana):
    eva = named("Eva Bašić")
    made = answer(neighbour, asked, "@Ana Bašić zna.")
    correct(made, neighbour, "@Ana Bašić i @Eva Bašić znaju, @Amra Hodžić.")
    assert (told(ana), told(eva), told(member)) == (["mentioned"], ["mentioned"], ["answer"])
    made.refresh_from_db()
    correct(made, neighbour, "Niko.")
    made.refresh_from_db()
    correct(made, neighbour, "@Ana Bašić.")
    assert told(ana) == ["mentioned"]


def test_so_does_a_corrected_comment_and_a_change_that_waited(asked, neighbour, newcomer, moderator, ana):
    comment = comments.write(asked, neighbour, "Zna neko.", uuid4(), "bs")
    comments.correct(comment, neighbour, "Zna @Ana Bašić.", comment.version)
    assert told(ana) == ["mentioned"]
    theirs = factories.make_comment(newcomer, asked)
    proposals.propose(theirs, newcomer, "comment", {"body": ["Zna i @Ana Bašić."]})
    assert told(ana) == ["mentioned"]
    waiting = proposals.open_on(theirs)
    proposals.accept(theirs, moderator, waiting.pk)
    assert told(ana) == ["mentioned", "mentioned"]


def test_nobody_is_told_of_what_they_may_not_see(neighbour, ana, places):
    factories.make_mandate(neighbour, "editor", places.savez)
    asked = make_question(neighbour, audience="organisation", organisation=places.savez)
    answer(neighbour, asked, "@Ana Bašić zna.")
    assert told(ana) == []


def test_the_page_leads_to_the_person(client, client_of, asked, neighbour, ana, newcomer):
    made = answer(neighbour, asked, "Pitajte @Ana Bašić.")
    comments.write(made, neighbour, "Evo: @ANA BAŠIĆ.", uuid4(), "bs")
    link = f'<a href="{ana.profile.get_absolute_url()}">'
    page = client_of(newcomer).get(asked.get_absolute_url()).content.decode()
    assert f"{link}@Ana Bašić</a>" in page
    assert f"{link}@ANA BAŠIĆ</a>" in page
    assert link not in client.get(asked.get_absolute_url()).content.decode()
