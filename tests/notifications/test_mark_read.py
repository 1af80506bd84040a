"""One notification, marked as read."""

import pytest

from notifications.models import Notification

pytestmark = pytest.mark.django_db


def url(told):
    return f"/nalog/obavjestenja/{told.pk}/procitano/"


def test_works(told, member, client_of):
    answer = client_of(member).post(url(told))
    assert (answer.status_code, answer.url) == (302, "/nalog/obavjestenja/")
    assert not Notification.objects.unread().exists()
    assert client_of(member).post(url(told)).status_code == 302, "twice is once"


def test_needs_sign_in(told, visitor):
    assert visitor.post(url(told)).status_code == 302
    assert Notification.objects.unread().exists()


def test_refuses_the_neighbour(told, neighbour, client_of):
    assert client_of(neighbour).post(url(told)).status_code == 404
    assert Notification.objects.unread().exists()


def test_wrong_method(told, member, client_of):
    assert client_of(member).get(url(told)).status_code == 405
    assert Notification.objects.unread().exists()
