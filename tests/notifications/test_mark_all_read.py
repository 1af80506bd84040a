"""All of one's own, and nobody else's."""

import pytest

from notifications.actions import notify
from notifications.models import Notification
from tests.markup import text_of

pytestmark = pytest.mark.django_db
URL = "/en/nalog/obavjestenja/procitano/"


def test_works(told, member, neighbour, client_of):
    notify("claim", member)
    (other,) = notify("claim", neighbour)
    answer = client_of(member).post(URL, follow=True)
    assert answer.redirect_chain == [("/en/nalog/obavjestenja/", 302)]
    assert "2 notifications are marked as read." in answer.content.decode()
    assert list(Notification.objects.unread()) == [other]
    assert "All read" in text_of(answer)


def test_needs_sign_in(told, visitor):
    assert visitor.post(URL).status_code == 302
    assert Notification.objects.unread().exists()


def test_wrong_method(told, member, client_of):
    assert client_of(member).get(URL).status_code == 405
    assert Notification.objects.unread().exists()
