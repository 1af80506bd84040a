"""Each form in which a person can be named says how, and the privacy statement says what comes of it."""

import pytest

from tests import factories
from tests.markup import text_of, valid

HINT = {
    "": "Upišite @ ispred imena i prezimena osobe, i javit ćemo joj.",
    "/sr": "Упишите @ испред имена и презимена особе, и јавићемо јој.",
}


@pytest.mark.parametrize("prefix", HINT)
def test_where_a_text_is_written(client_of, neighbour, question, answer, prefix):
    comment = factories.make_comment(neighbour, question)
    own = factories.make_question(neighbour)
    client = client_of(neighbour)
    for address in (
        "/pitanja/novo/?naslov=Ko+pla%C4%87a+struju+za+dom%3F&dalje=1",
        f"/pitanja/{own.pk}/uredi/",
        f"/pitanja/{question.pk}/odgovor/",
        question.get_absolute_url(),
        f"/pitanja/odgovori/{answer.pk}/uredi/",
        f"/komentari/{question.pk}/novi/",
        f"/komentari/{comment.pk}/uredi/",
    ):
        page = client.get(prefix + address)
        valid(page)
        assert text_of(page).count(HINT[prefix]) == 1, address


def test_whoever_only_reads_is_told_nothing(client, question, answer):
    assert HINT[""] not in text_of(client.get(question.get_absolute_url()))


def test_the_privacy_statement(client):
    page = text_of(client.get("/privatnost/"))
    assert "Osobi ispred čijeg imena u tekstu stoji @ to javimo; ime vodi na njenu stranicu" in page
