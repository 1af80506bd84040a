"""Authors are asked after one and two years; readers see the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Notification
from practices import adopting
from practices.models import Practice
from tests.markup import text_of

pytestmark = pytest.mark.django_db


class Forever:
    def goes_on(self):
        return True


def asked(user):
    return Notification.objects.filter(user=user, kind="still_works").count()


def published_ago(practice, days):
    then = timezone.now() - timedelta(days=days)
    Practice.objects.filter(pk=practice.pk).update(created=then, published=then)


def test_asked_after_one_and_two_years_once_each(practice, member):
    published_ago(practice, 300)
    adopting.ask_all(Forever())
    assert asked(member) == 0
    for days, times in ((370, 1), (370, 1), (740, 2), (740, 2), (1200, 2)):
        published_ago(practice, days)
        adopting.ask_all(Forever())
        assert asked(member) == times, days


def test_the_answer_stands_on_the_page(client, client_of, practice, member, neighbour):
    published_ago(practice, 370)
    adopting.ask_all(Forever())
    desk, address = client_of(member), f"/prakse/{practice.pk}/radi/"
    assert "Radi li to kod Vas i dalje?" in text_of(desk.get(practice.get_absolute_url()))
    assert client_of(neighbour).post(address, {"works": "1"}).status_code == 403
    desk.post(address, {"works": "1"})
    assert "Još radi, posljednji put potvrđeno" in text_of(client.get(practice.get_absolute_url()))
    desk.post(address, {"works": "0"})
    assert "Više ne radi" in text_of(client.get(practice.get_absolute_url()))
