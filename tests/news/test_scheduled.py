"""Published by itself: at its hour, on the mandate that its editor holds then; without one it waits and people are told."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Mandate, User
from moderation.models import Decision
from news import ticking
from news.models import News
from notifications.models import Notification
from tests.markup import text_of, valid
from tests.news.making import make_news
from tests.news.writing import NEW, moment, said, typed, url

pytestmark = pytest.mark.django_db


@dataclass
class Run:
    """Goes on so many times."""

    left: int = 99

    def goes_on(self) -> bool:
        self.left -= 1
        return self.left >= 0


@pytest.fixture
def scheduled(editor, places):
    made = make_news(editor, published_for=places.savez, status="draft")
    News.objects.filter(pk=made.pk).update(scheduled=timezone.now() - timedelta(minutes=1))
    return made


def test_an_hour_is_named_and_taken_back(desk, visitor, places):
    desk.post(NEW, typed(places.savez, **moment(3)))
    made = News.objects.get()
    assert (made.status, made.scheduled.astimezone(timezone.get_default_timezone()).hour) == ("draft", 9)
    page = desk.get(made.get_absolute_url())
    valid(page)
    assert said("It publishes itself") in text_of(page)
    assert visitor.get(made.get_absolute_url()).status_code == 404
    ticking.publish_all(Run())
    assert News.objects.get().status == "draft", "its hour has not come"
    valid(desk.get(url(made)))
    desk.post(url(made), typed(places.savez, once=None, version=made.version, **moment(3)))
    made.refresh_from_db()
    assert (made.status, made.scheduled) == ("draft", None), "saved as a draft it waits for its author"


def test_it_is_published_when_due(scheduled, editor, visitor):
    assert import_string(configured.TICKS["news"][0]) is ticking.publish_all
    for _ in range(2):
        ticking.publish_all(Run())
    scheduled.refresh_from_db()
    assert (scheduled.status, scheduled.scheduled) == ("published", None)
    assert Decision.objects.get().ground.user == editor
    assert visitor.get(scheduled.get_absolute_url()).status_code == 200


def test_a_stopped_worker_goes_on_later(scheduled):
    ticking.publish_all(Run(left=0))
    assert News.objects.get().status == "draft"


def test_without_the_mandate_it_waits_and_the_editors_are_told(
    scheduled, editor, colleague, stranger, client_of, visitor
):
    Mandate.objects.filter(user=editor).update(starts="2019-01-01", ends="2020-01-01")
    for _ in range(2):
        ticking.publish_all(Run())
    scheduled.refresh_from_db()
    assert (scheduled.status, scheduled.scheduled, Decision.objects.exists()) == ("pending", None, False)
    told = {(one.user, one.kind, one.fact("outcome"), one.entry_id) for one in Notification.objects.all()}
    assert told == {
        (colleague, "waiting", "news_waits", scheduled.pk),
        (editor, "decided", "news_waits", scheduled.pk),
    }
    client_of(colleague).post(url(scheduled, "objava"), {"version": scheduled.version})
    assert visitor.get(scheduled.get_absolute_url()).status_code == 200


def test_of_somebody_who_may_not_sign_in_it_stays(scheduled, editor, colleague):
    User.objects.filter(pk=editor.pk).update(is_active=False)
    ticking.publish_all(Run())
    scheduled.refresh_from_db()
    assert (scheduled.status, scheduled.scheduled) == ("draft", None)
    told = Notification.objects.get()
    assert (told.user, told.fact("outcome"), told.fact("label")) == (colleague, "news_stays", scheduled.title)


def test_thrown_away_or_withdrawn_it_is_passed_over(scheduled, editor, places):
    News.objects.filter(pk=scheduled.pk).update(withdrawn=timezone.now())
    ticking.publish_all(Run())
    assert News.objects.get().status == "draft"
