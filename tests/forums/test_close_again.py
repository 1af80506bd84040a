"""Closing what is closed already, and closing as a duplicate of what not everyone may read, or of what is gone meanwhile."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from content.models.audit import AuditRow
from forums import actions
from forums.models import Question
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid
from tests.moderation.conftest import with_second_factor


def url(question):
    return f"/pitanja/{question.pk}/zatvaranje/"


def fresh(question):
    return Question.objects.get(pk=question.pk)


@pytest.fixture
def colleague(db):
    user = with_second_factor(factories.make_user("mod2@example.ba", name="Azra Delić"))
    factories.make_mandate(user, "moderator")
    return user


# -- again -------------------------------------------------------------------------------------------------------------


def said(response, closed):
    """Where the button leads, and what is said there."""
    page = response.content.decode()  # messages stand above `main`
    assert response.redirect_chain == [(closed.get_absolute_url(), 302)]
    assert "Zatvoreno. Svi mogu pročitati zašto." not in page
    return page


@pytest.mark.parametrize("how", ["post", "get"])
def test_what_is_closed_is_said_to_be_and_by_whom(client_of, moderator, colleague, question, how):
    actions.close(question, moderator, "heated", "Dosta je.")
    before = fresh(question).closed_on, AuditRow.objects.count(), Notification.objects.count()
    client = client_of(colleague)
    response = getattr(client, how)(url(question), {"why": "outdated", "words": "Staro je."}, follow=True)
    assert "Pitanje je već zatvoreno." in said(response, question)
    assert response.content.decode().count("Goran Marić (moderacija)") == 2, "in the message and on the page"
    now = fresh(question)
    assert (now.closed_why, now.closed_words, now.closed_by) == ("heated", "Dosta je.", moderator)
    assert (now.closed_on, AuditRow.objects.count(), Notification.objects.count()) == before


def test_closed_by_somebody_while_the_form_was_sent(client_of, moderator, colleague, question, monkeypatch):
    """The view still saw it open."""
    real = actions.close

    def late(*values):
        real(fresh(question), moderator, "heated")
        return real(*values)

    monkeypatch.setattr(actions, "close", late)
    response = client_of(colleague).post(url(question), {"why": "outdated"}, follow=True)
    assert "Pitanje je već zatvoreno." in said(response, question)
    assert fresh(question).closed_why == "heated"


def test_whoever_closed_it_may_have_left(client_of, moderator, colleague, question):
    actions.close(question, moderator, "heated")
    Question.objects.filter(pk=question.pk).update(closed_by=None)
    page = said(client_of(colleague).post(url(question), {"why": "heated"}, follow=True), question)
    assert "Pitanje je već zatvoreno. Dan zatvaranja: " in page


def test_the_first_time_it_is_said_as_ever(client_of, moderator, question):
    """The control."""
    response = client_of(moderator).post(url(question), {"why": "heated"}, follow=True)
    assert "Zatvoreno. Svi mogu pročitati zašto." in response.content.decode()
    assert "već zatvoreno" not in response.content.decode()


# -- as a duplicate of what fewer may read -----------------------------------------------------------------------------

MAY = {
    ("public", "public"): True,
    ("public", "members"): False,
    ("public", "organisation"): False,
    ("members", "public"): True,
    ("members", "members"): True,
    ("members", "organisation"): False,
    ("organisation", "public"): True,
    ("organisation", "members"): True,
    ("organisation", "organisation"): True,
}


def asked(author, audience, places, title):
    inside = places.savez if audience == "organisation" else None
    return factories.make_question(author, title=title, audience=audience, organisation=inside)


@pytest.fixture
def insider(moderator, places):
    """A moderator who reads what the association reads."""
    factories.make_mandate(moderator, "editor", places.savez)
    return moderator


@pytest.mark.parametrize(("here", "there"), MAY)
def test_only_where_its_readers_may_follow(client_of, insider, member, newcomer, places, here, there):
    question, other = asked(member, here, places, "Ko plaća?"), asked(newcomer, there, places, "Tko plaća?")
    response = client_of(insider).post(url(question), {"why": "duplicate", "same": other.pk, "words": "Moje riječi."})
    if MAY[here, there]:
        assert response.status_code == 302
        assert fresh(question).duplicate_of == other
        return
    valid(response)
    assert "To pitanje ne mogu čitati svi koji čitaju ovo." in text_of(response)
    assert f'value="{other.pk}"' in response.content.decode()
    assert "Moje riječi." in response.content.decode()
    assert not fresh(question).is_closed
    with pytest.raises(PermissionDenied):
        actions.close(question, insider, "duplicate", "", other)
    values = {"closed_on": question.created, "closed_why": "duplicate", "duplicate_of": other}
    with pytest.raises(IntegrityError, match="question_duplicate_is_readable"), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**values)


def test_what_one_may_not_read_is_not_found(client_of, moderator, newcomer, places, question):
    """So that nobody learns of it by trying numbers."""
    other = asked(newcomer, "organisation", places, "Tko plaća?")
    response = client_of(moderator).post(url(question), {"why": "duplicate", "same": other.pk})
    assert "To pitanje ne nalazimo." in text_of(response)


def test_the_other_one_goes_meanwhile(client_of, moderator, newcomer, places, question, monkeypatch):
    other, real = asked(newcomer, "public", places, "Tko plaća?"), actions.close

    def late(*values):
        Question.objects.filter(pk=other.pk).delete()
        return real(*values)

    monkeypatch.setattr(actions, "close", late)
    response = client_of(moderator).post(url(question), {"why": "duplicate", "same": other.pk, "words": "Moje riječi."})
    assert response.status_code == 200
    assert "To pitanje ne nalazimo." in text_of(response)
    assert "Moje riječi." in response.content.decode()
    assert not fresh(question).is_closed
