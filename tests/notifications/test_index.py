"""The list of what one was told."""

import pytest
from django.utils import timezone

from content.models import Entry
from notifications.actions import notify
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/en/nalog/obavjestenja/"


def test_works(told, member, client_of):
    answer = client_of(member).get(URL)
    page = text_of(answer)
    assert "New comment on your entry unread" in page
    assert "Rasvjeta na stazi do škole" in page
    assert "Milan Knežević" in page, "in the script of the page"
    assert "1 unread" in page
    assert "Mark as read" in page
    valid(answer)
    assert Notification.objects.unread().count() == 1, "looking marks nothing"


def test_what_was_read_says_nothing_and_has_no_button(told, member, client_of):
    Notification.objects.update(read=timezone.now())
    page = text_of(client_of(member).get(URL))
    assert "All read" in page
    assert "unread" not in page
    assert "Mark" not in page


def test_without_any(newcomer, client_of):
    answer = client_of(newcomer).get(URL)
    assert "No notifications yet" in text_of(answer)
    valid(answer)


def test_in_cyrillic(entry, neighbour, member, client_of):
    notify("followed", neighbour, entry=entry, actor=member)
    page = text_of(client_of(neighbour).get("/sr/nalog/obavjestenja/"))
    assert "Расвјета на стази до школе" in page
    assert "Амра Хоџић" in page


def test_newest_first_twenty_a_page(entry, member, client_of):
    for number in range(21):
        notify("adopted", member, entry=entry, facts={"label": f"MZ {number:02}"})
    client = client_of(member)
    first = text_of(client.get(URL))
    assert first.index("MZ 20") < first.index("MZ 01")
    assert "MZ 00" not in first
    assert "MZ 00" in text_of(client.get(f"{URL}?page=2"))
    for page in ("3", "0", "nonsense"):
        assert client.get(f"{URL}?page={page}").status_code == 404


def test_what_may_not_be_seen_any_more_is_not_there(entry, neighbour, client_of):
    notify("followed", neighbour, entry=entry)
    factories.decide(entry, "hidden")
    Entry.objects.filter(pk=entry.pk).update(status="hidden")
    page = text_of(client_of(neighbour).get(URL))
    assert "Rasvjeta" not in page
    assert "No notifications yet" in page


def test_each_sees_their_own(told, neighbour, client_of):
    assert "No notifications yet" in text_of(client_of(neighbour).get(URL))


def test_needs_sign_in(visitor):
    answer = visitor.get("/nalog/obavjestenja/")
    assert (answer.status_code, answer.url) == (302, "/prijava/?next=/nalog/obavjestenja/")


def test_wrong_method(member, client_of):
    assert client_of(member).post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_costs_the_same_with_more_rows(rows, entry, member, client_of, django_assert_num_queries):
    for _ in range(rows):
        comment = factories.make_comment(factories.make_user(name="Neko"), entry)
        notify("comment", member, entry=comment, actor=comment.author)
    client = client_of(member)
    with django_assert_num_queries(6):  # session, user, mandates, count, rows, unread
        client.get(URL)


def test_account_and_home_say_how_many_are_unread(told, member, client_of):
    client = client_of(member)
    assert "1 unread" in text_of(client.get("/en/nalog/"))
    assert "1 notification is unread" in text_of(client.get("/en/"))
    Notification.objects.update(read=timezone.now())
    assert "unread" not in text_of(client.get("/en/nalog/"))
    assert "unread" not in text_of(client.get("/en/"))


def test_each_leads_to_what_it_is_about(entry, member, neighbour, client_of):
    comment = factories.make_comment(neighbour, entry)
    notify("comment", member, entry=comment, actor=neighbour)
    notify("decided", member, entry=entry, facts={"outcome": "published"})
    notify("mandate_ends", member)
    notify("waiting", member)
    page = client_of(member).get(URL).content.decode()
    practice = f"/en/prakse/{entry.pk}-rasvjeta-na-stazi-do-skole/"
    assert f'href="{practice}#comment-{comment.pk}">New comment' in page
    assert f'href="{practice}">Your entry is published' in page
    assert 'href="/en/nalog/mandat/">Your mandate' in page
