"""What one asked, answered and follows, in whatever state."""

import pytest

from content.actions import follow
from tests import factories
from tests.markup import text_of, valid

URL = "/pitanja/moja/"


def test_shows_every_state_and_nobody_elses(client_of, member, neighbour):
    for status in ("draft", "pending", "published", "returned", "hidden"):
        factories.make_question(member, title=f"Pitanje {status}?", status=status)
    factories.make_question(neighbour, title="Tuđe?")
    response = client_of(member).get(URL)
    valid(response)
    page = text_of(response)
    for words in ("nacrt", "čeka pregled", "objavljeno", "vraćeno na doradu", "skriveno"):
        assert words in page
    assert "Tuđe?" not in page


def test_what_one_answered_and_follows(client_of, newcomer, neighbour, question, answer):
    followed = factories.make_question(newcomer, title="Praćeno?")
    hidden = factories.make_question(newcomer, title="Sakriveno?")
    factories.make_answer(neighbour, hidden)
    for one in (followed, hidden):
        follow(one, neighbour, True)
    factories.bring(hidden, "hidden")
    page = client_of(neighbour).get(URL)
    valid(page)
    assert f'href="{question.get_absolute_url()}#answer-{answer.pk}"' in page.content.decode()
    assert "Praćeno?" in text_of(page)
    assert "Sakriveno?" not in text_of(page)


def test_an_empty_one_says_how_to_begin(client_of, newcomer):
    assert "Još niste ništa pitali" in text_of(client_of(newcomer).get(URL))


def test_needs_sign_in_and_only_reads(client, client_of, newcomer):
    assert client.get(URL)["Location"] == f"/prijava/?next={URL}"
    assert client_of(newcomer).post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, member, newcomer, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_question(member, title=f"Pitanje {number}?")
        other = factories.make_question(newcomer)
        factories.make_answer(member, other)
        follow(other, member, True)
    client = client_of(member)
    client.get(URL)
    with django_assert_num_queries(6):
        client.get(URL)
