"""What never may be false of a news article, whoever writes the row."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.models import Entry
from news.models import News
from tests import factories
from tests.news.making import make_news

pytestmark = pytest.mark.django_db


def test_of_its_columns(news, places):
    other, today = make_news(None), timezone.localdate()
    News.objects.filter(pk=other.pk).update(pin=2, pinned_until=today)
    for values, name in (
        ({"happened": "2024-02-30"}, "news_happened_is_a_date"),
        ({"happened": "juče"}, "news_happened_is_a_date"),
        ({"dated": "2024-13"}, "news_dated_is_a_date"),
        ({"correction": "Ispravljeno."}, "news_correction_has_its_moment"),
        ({"corrected": timezone.now()}, "news_correction_has_its_moment"),
        ({"pin": 1}, "news_pinned_until_a_day"),
        ({"pinned_until": date(2026, 1, 1)}, "news_pinned_until_a_day"),
        ({"pin": 4, "pinned_until": date(2026, 1, 1)}, "news_pinned_until_a_day"),
        ({"pin": 2, "pinned_until": today}, "news_pin_once"),
        ({"published_for": factories.make_organisation("Drugi")}, "news_for_whom_stays"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            News.objects.filter(pk=news.pk).update(**values)


def test_news_are_news_and_nothing_is_published_as_news_without_its_row(member, moderator):
    with pytest.raises(IntegrityError, match="news_is_news"), transaction.atomic():
        News.objects.create(kind="practice", title="x", author=member)
    bare = Entry.objects.create(kind="news", title="x", author=member)
    factories.decide(bare, "published", moderator)
    with pytest.raises(IntegrityError, match="news_is_whole"), transaction.atomic():
        Entry.objects.filter(pk=bare.pk).update(status="published", published=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(kind="news", title="x", status="published", published=timezone.now())
