"""The page on which a moderator puts an answer below the question where it belongs."""

import pytest

from forums.models import Answer
from tests.forums.two_questions import make_answer, make_question
from tests.markup import text_of, valid
from tests.moderation.conftest import with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(moderator):
    return with_second_factor(moderator)


@pytest.fixture
def answer(member, coordinator):
    return make_answer(coordinator, make_question(member), body="Vodu plaća općina.")


@pytest.fixture
def other(neighbour):
    return make_question(neighbour, title="Ko plaća vodu?")


def url(answer):
    return f"/pitanja/odgovori/{answer.pk}/premjestanje/"


def test_it_stands_there_then(client_of, client, judge, answer, other):
    browser = client_of(judge)
    assert url(answer) in browser.get(answer.about.get_absolute_url()).content.decode()
    page = browser.get(url(answer))
    valid(page)
    assert "Vodu plaća općina." in text_of(page)
    for _twice in range(2):
        response = browser.post(url(answer), {"other": str(other.pk)})
        assert response["Location"] == f"{other.get_absolute_url()}#answer-{answer.pk}"
    assert "Vodu plaća općina." in text_of(client.get(other.get_absolute_url()))
    assert "Vodu plaća općina." not in text_of(client.get(answer.about.get_absolute_url()))


def test_what_takes_nothing_is_refused_and_kept(client_of, judge, answer, member):
    inside = make_question(member, audience="members")
    for typed in ("", "ovo", "999999999", str(inside.pk)):
        page = client_of(judge).post(url(answer), {"other": typed})
        valid(page)
        assert page.context["form"].errors["other"]
        assert f'value="{typed}"' in page.content.decode() or not typed
    assert Answer.objects.get(pk=answer.pk).about_id == answer.about_id


def test_who_may(client, client_of, judge, answer, member, coordinator):
    assert "/prijava/" in client.get(url(answer))["Location"]
    for who in (member, coordinator):
        assert client_of(who).get(url(answer)).status_code == 403
        assert url(answer) not in client_of(who).get(answer.about.get_absolute_url()).content.decode()
    own = make_answer(judge, answer.about)
    assert client_of(judge).get(url(own)).status_code == 403
    assert client_of(judge).put(url(answer)).status_code == 405
