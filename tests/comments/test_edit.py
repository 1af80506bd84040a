"""Correcting a comment: by its author alone, with its version, waiting where a moderator must look."""

import pytest

from content.models import Entry
from tests import factories
from tests.markup import text_of, valid


@pytest.fixture
def comment(neighbour, practice) -> Entry:
    return factories.make_comment(neighbour, practice, body="Kod nas je bilo isto.")


def url(comment):
    return f"/komentari/{comment.pk}/uredi/"


def body(comment):
    return Entry.objects.get(pk=comment.pk).body


def test_corrected(client_of, client, neighbour, practice, comment) -> None:
    valid(client_of(neighbour).get(url(comment)))
    response = client_of(neighbour).post(url(comment), {"body": "Bilo je slično.", "version": comment.version})
    assert response["Location"] == f"{practice.get_absolute_url()}#comment-{comment.pk}"
    assert "Bilo je slično." in text_of(client.get(practice.get_absolute_url()))
    assert list(comment.revisions.values_list("body", flat=True)) == ["Kod nas je bilo isto.", "Bilo je slično."]


def test_the_second_of_two_windows_sees_both_texts(client_of, neighbour, comment) -> None:
    client, old = client_of(neighbour), comment.version
    client.post(url(comment), {"body": "Prvi prozor.", "version": old})
    page = client.post(url(comment), {"body": "Drugi prozor.", "version": old})
    assert page.status_code == 409
    valid(page)
    assert "Prvi prozor." in text_of(page)
    assert ">\nDrugi prozor.</textarea>" in page.content.decode()
    assert body(comment) == "Prvi prozor."
    version = Entry.objects.get(pk=comment.pk).version
    assert f'name="version" value="{version}"' in page.content.decode(), "saved again it keeps one's own"


def test_an_empty_text_is_refused(client_of, neighbour, comment) -> None:
    page = client_of(neighbour).post(url(comment), {"body": "", "version": comment.version})
    assert "Napišite komentar." in text_of(page)
    assert body(comment) == "Kod nas je bilo isto."


def test_seen_first_it_stores_nothing(client_of, neighbour, comment) -> None:
    data = {"body": "- a\n- b", "version": comment.version, "preview": "1"}
    assert "<li>a</li>" in client_of(neighbour).post(url(comment), data).content.decode()
    assert body(comment) == "Kod nas je bilo isto."


def test_by_its_author_alone(client_of, client, member, moderator, comment) -> None:
    assert client_of(member).post(url(comment), {"body": "x"}).status_code == 403
    assert client_of(moderator).get(url(comment)).status_code == 403
    assert client.get(url(comment))["Location"].startswith("/prijava/")
    assert client_of(member).get(f"/komentari/{comment.root_id}/uredi/").status_code == 404, "a practice is no comment"


def test_not_below_what_is_hidden(client_of, neighbour, member, moderator) -> None:
    entry = factories.make_practice(member, status="published")
    comment = factories.make_comment(neighbour, entry)
    factories.decide(entry, "hidden", moderator)
    Entry.objects.filter(pk=entry.pk).update(status="hidden")
    assert client_of(neighbour).get(url(comment)).status_code == 404
