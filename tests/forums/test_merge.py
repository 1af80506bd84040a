"""The page on which a moderator merges a question with another."""

import pytest

from forums import merging
from forums.models import Question
from tests.forums.standings import make_scene, make_standing
from tests.forums.two_questions import make_answer, make_question
from tests.markup import text_of, valid
from tests.moderation.conftest import with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(moderator):
    return with_second_factor(moderator)


@pytest.fixture
def asked(member, coordinator):
    question = make_question(member)
    make_answer(coordinator, question)
    return question


@pytest.fixture
def other(neighbour):
    return make_question(neighbour, title="Ko plaća struju za mjesni dom?")


def url(question):
    return f"/pitanja/{question.pk}/spajanje/"


def test_by_address_or_number_and_both_lead_to_each_other(client_of, client, judge, asked, other):
    browser = client_of(judge)
    assert url(asked) in browser.get(asked.get_absolute_url()).content.decode()
    valid(browser.get(url(asked)))
    response = browser.post(url(asked), {"other": f"http://testserver/sr{other.get_absolute_url()}"})
    assert response["Location"] == other.get_absolute_url()
    assert browser.post(url(asked), {"other": str(other.pk)})["Location"] == other.get_absolute_url()  # pressed twice
    closed, led = client.get(asked.get_absolute_url()), client.get(other.get_absolute_url())
    valid(led)
    assert f'<a href="{other.get_absolute_url()}">{other.title}</a>' in closed.content.decode()
    assert f'<a href="{asked.get_absolute_url()}">{asked.title}</a>' in led.content.decode()
    assert "Kod nas općina." in text_of(led)


def test_somebody_else_merged_it_meanwhile(client_of, judge, asked, other, member):
    browser = client_of(judge)
    browser.post(url(asked), {"other": str(other.pk)})
    page = browser.post(url(asked), {"other": str(make_question(member).pk)})
    assert page.status_code == 200
    assert page.context["form"].errors["other"]


@pytest.mark.parametrize("typed", ["", "999999999", "ovo", "/pitanja/12345-x/", "²"])
def test_what_is_no_question_is_refused_and_kept(client_of, judge, asked, typed):
    page = client_of(judge).post(url(asked), {"other": typed})
    valid(page)
    assert page.context["form"].errors["other"]
    assert f'value="{typed}"' in page.content.decode() or not typed


def test_neither_into_itself_nor_into_what_others_read(client_of, judge, asked, member):
    for where in (asked, make_question(member, audience="members")):
        page = client_of(judge).post(url(asked), {"other": str(where.pk)})
        assert page.context["form"].errors["other"]
    assert not Question.objects.get(pk=asked.pk).is_closed


def test_who_may(client, client_of, judge, asked, member, neighbour):
    assert "/prijava/" in client.get(url(asked))["Location"]
    for who in (member, neighbour):
        assert client_of(who).get(url(asked)).status_code == 403
        assert url(asked) not in client_of(who).get(asked.get_absolute_url()).content.decode()
    hidden = make_question(member, status="draft")
    assert client_of(judge).get(url(hidden)).status_code == 404
    assert client_of(judge).put(url(asked)).status_code == 405


def test_a_standing_answer_goes_where_its_sources_go(places, moderator):
    """The page and its thread lead to each other, before and after."""
    scene = make_scene(places)
    standing = make_standing(scene)
    other = make_question(scene.helper)
    assert merging.merge(scene.thread, with_second_factor(moderator), other)
    standing.refresh_from_db()
    assert standing.thread_id == other.pk
    assert {one.about_id for one in standing.answers.all()} == {other.pk}
