"""The few places above the list: who has one, and until when. That none is taken twice holds the database."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from content.held import hold

from .models import News
from .models.articles import MOST_PINNED
from .policy import can_pin

LONGEST = timedelta(days=60)


class Full(Exception):  # noqa: N818 - not a fault: others stand there
    """All places are taken."""


@transaction.atomic
def pin(news: News, by: User, until: date) -> None:
    """Above the list until that day, the day itself included; again it is another day. Raises Full, PermissionDenied."""
    hold(news.pk)
    news.refresh_from_db()
    today = timezone.localdate()
    if not can_pin(by, news) or not today <= until <= today + LONGEST:
        raise PermissionDenied
    clear(today)
    news.refresh_from_db()
    for place in [news.pin] if news.pin else range(1, MOST_PINNED + 1):
        try:
            with transaction.atomic():  # who takes the same place at this moment is waited for
                News.objects.filter(pk=news.pk).update(pin=place, pinned_until=until)
        except IntegrityError as error:
            if "news_pin_once" not in str(error):
                raise
            continue
        news.pin, news.pinned_until = place, until
        return
    raise Full


@transaction.atomic
def unpin(news: News, by: User) -> None:
    """In the list like all others. Raises PermissionDenied."""
    hold(news.pk)
    news.refresh_from_db()
    if not can_pin(by, news):
        raise PermissionDenied
    if news.pin is not None:
        News.objects.filter(pk=news.pk).update(pin=None, pinned_until=None)
        news.pin = news.pinned_until = None


def clear(today: date) -> None:
    """Free the places whose day has passed, and those of what is not on the site; rows that others hold are left to them."""
    gone = Q(pinned_until__lt=today) | ~Q(status=News.Status.PUBLISHED) | Q(withdrawn__isnull=False)
    rows = News.objects.filter(gone, pin__isnull=False).select_for_update(of=("self",), skip_locked=True)
    News.objects.filter(pk__in=[one.pk for one in rows.only("pk")]).update(pin=None, pinned_until=None)
