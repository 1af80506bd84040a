"""Writing a comment: at once or waiting, replies one level deep, sent once, told to whom it concerns."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from comments import actions, threads
from content.models import Entry, Follow
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid
from ui.prepared import Prepared

WORDS = "Kod nas isto.\n\n- lampe\n- stubovi\n\nVidi https://sogfbih.ba/mz/."


def url(entry, prefix=""):
    return f"{prefix}/komentari/{entry.pk}/novi/"


def comments():
    return Entry.objects.filter(kind="comment")


def told(user):
    return list(Notification.objects.filter(user=user).values_list("kind", flat=True))


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_the_form_stands_below_the_practice_and_on_a_page_of_its_own(client_of, neighbour, practice, prefix) -> None:
    client = client_of(neighbour)
    assert f'action="{url(practice, prefix)}"' in client.get(prefix + practice.get_absolute_url()).content.decode()
    valid(client.get(url(practice, prefix)))


def test_with_a_mandate_it_stands_at_once_and_the_author_is_told(
    client_of, client, neighbour, member, practice
) -> None:
    response = client_of(neighbour).post(url(practice), {"body": WORDS, "once": uuid4()})
    comment = comments().get()
    assert response["Location"] == f"{practice.get_absolute_url()}#comment-{comment.pk}"
    page = client.get(practice.get_absolute_url())
    valid(page)
    assert "Kod nas isto." in text_of(page)
    assert "<ul><li>lampe</li><li>stubovi</li></ul>" in page.content.decode()
    assert 'href="https://sogfbih.ba/mz/"' in page.content.decode()
    assert "Код нас исто." in text_of(client.get(f"/sr{practice.get_absolute_url()}"))
    assert Entry.objects.get(pk=practice.pk).comment_count == 1
    assert told(member) == ["comment"]
    assert told(neighbour) == []


def test_without_a_mandate_it_waits_and_only_its_author_and_moderators_see_it(
    client_of, staff_client_of, client, newcomer, neighbour, member, moderator, practice
) -> None:
    page = client_of(newcomer).post(url(practice), {"body": WORDS, "once": uuid4()}, follow=True)
    assert "Vaš komentar čeka pregled." in page.content.decode()
    assert "Kod nas isto." in text_of(page)
    for other in (client, client_of(neighbour), client_of(member)):
        assert "Kod nas isto." not in text_of(other.get(practice.get_absolute_url()))
    assert told(member) == []
    comment = comments().get()
    staff_client_of(moderator).post(f"/moderacija/{comment.pk}/objava/", {"version": comment.version})
    assert told(member) == ["comment"]
    assert "Kod nas isto." in text_of(client.get(practice.get_absolute_url()))


def test_a_reply_tells_whoever_is_answered_and_followers_once(client_of, neighbour, member, newcomer, practice) -> None:
    first = factories.make_comment(neighbour, practice)
    for user in (member, neighbour, newcomer):
        Follow.objects.create(user=user, entry_id=practice.pk)
    client_of(member).post(url(first), {"body": "Hvala!", "once": uuid4()})
    reply = comments().exclude(pk=first.pk).get()
    assert (reply.parent_id, reply.root_id) == (first.pk, practice.pk)
    assert (told(neighbour), told(newcomer), told(member)) == (["reply"], ["followed"], [])


def test_a_reply_to_a_reply_stands_beside_it(client_of, neighbour, member, practice) -> None:
    first = factories.make_comment(neighbour, practice)
    reply = _reply(client_of, member, first)
    client_of(neighbour).post(url(reply), {"body": "Nema na čemu.", "once": uuid4()})
    assert comments().last().parent_id == first.pk


def _reply(client_of, user, to) -> Entry:
    client_of(user).post(url(to), {"body": "Hvala!", "once": uuid4()})
    return comments().latest("pk")


def test_sent_twice_it_is_one(client_of, neighbour, practice) -> None:
    data = {"body": WORDS, "once": uuid4()}
    places = {client_of(neighbour).post(url(practice), data)["Location"] for _ in range(3)}
    assert len(places) == comments().count() == 1


@pytest.mark.django_db(transaction=True)
def test_sent_at_the_same_moment_it_is_one(member, neighbour, practice) -> None:
    once = uuid4()

    def send(_number: int) -> int:
        try:
            return actions.write(Entry.objects.get(pk=practice.pk), neighbour, WORDS, once, "bs").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(send, range(8)))) == comments().count() == 1
    assert Entry.objects.get(pk=practice.pk).comment_count == 1
    assert told(member) == ["comment"]


def test_seen_first_it_stores_nothing(client_of, neighbour, practice) -> None:
    page = client_of(neighbour).post(url(practice), {"body": WORDS, "once": uuid4(), "preview": "1"})
    valid(page)
    assert "<li>lampe</li>" in page.content.decode()
    assert not comments().exists()


@pytest.mark.parametrize(("body", "sentence"), [("  ", "Napišite komentar."), ("a" * 4001, "najviše 4.000 znakova")])
def test_what_is_refused_keeps_what_was_typed(client_of, neighbour, practice, body, sentence) -> None:
    page = client_of(neighbour).post(url(practice), {"body": body, "once": uuid4()})
    assert sentence in text_of(page)
    assert body.strip() in page.content.decode()
    assert not comments().exists()


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_one_may_not_see_is_not_there(client_of, neighbour, member, status) -> None:
    entry = factories.make_practice(member, status=status)
    assert client_of(neighbour).post(url(entry), {"body": WORDS}).status_code == 404


def test_not_on_ones_own_draft(client_of, member) -> None:
    draft = factories.make_practice(member)
    assert client_of(member).post(url(draft), {"body": WORDS}).status_code == 403


def test_a_visitor_is_led_to_sign_in(client, practice) -> None:
    assert client.post(url(practice), {"body": WORDS})["Location"].startswith("/prijava/?next=")
    assert "/prijava/?next=" in client.get(practice.get_absolute_url()).content.decode()
    assert not comments().exists()


def test_too_many_within_the_hour(client_of, neighbour, practice, settings, empty_cache) -> None:
    settings.COMMENT_RATE_LIMIT = "2/h/user"
    client = client_of(neighbour)
    codes = [client.post(url(practice), {"body": "Da.", "once": uuid4()}).status_code for _ in range(3)]
    assert codes == [302, 302, 429]
    refused = client.post(url(practice), {"body": WORDS, "once": uuid4()})
    assert refused["Retry-After"] == "60"
    assert "Vidi https://sogfbih.ba/mz/." in refused.content.decode(), "what was typed is still there"


def test_the_page_costs_the_same_however_many_there_are(client, member, neighbour, practice, django_assert_num_queries):
    factories.make_comment(neighbour, practice)
    client.get(practice.get_absolute_url())
    with django_assert_num_queries(2):
        client.get(practice.get_absolute_url())
    for _ in range(3):
        factories.make_comment(factories.make_user(), practice)
    with django_assert_num_queries(2):
        assert client.get(practice.get_absolute_url()).content.count(b'id="comment-') == 4


def test_a_hundred_fit_on_a_page(client, neighbour, practice, monkeypatch) -> None:
    monkeypatch.setattr("comments.threads.PER_PAGE", 2)
    short = Prepared(threads._for_visitors.build, threads._for_visitors.samples)
    monkeypatch.setattr("comments.threads._for_visitors", short)  # that of the others keeps its length
    made = [factories.make_comment(neighbour, practice, pk=12_345 + number) for number in range(3)]
    first, second = (client.get(f"{practice.get_absolute_url()}?komentari={page}").content.decode() for page in (1, 2))
    assert [f'id="comment-{one.pk}"' in first for one in made] == [True, True, False]
    assert [f'id="comment-{one.pk}"' in second for one in made] == [False, False, True]
    assert 'href="?komentari=2#komentari"' in first
    assert client.get(f"{practice.get_absolute_url()}?komentari=9%FF").status_code in {200, 400}
