"""What is sought in vain is counted, so that editors learn which words and which answers are missing. Nobody is in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, Sum
from django.utils import timezone

from .models import Miss

LONGEST = 80  # characters; what is longer is no search but a text
MOST = 2_000  # different ones a day, so that no program fills the table
KEPT = 365  # days
PRIVATE = re.compile(r"@|\d{5}|\d[\d /.-]{5,}\d|www\.|://")
"""Looks like an address or a number of somebody."""

COUNT = """
    INSERT INTO search_miss (words, day, times)
        SELECT %s, %s, 1 WHERE (SELECT count(*) FROM search_miss WHERE day = %s) < %s
        ON CONFLICT (day, words) DO UPDATE SET times = search_miss.times + 1
"""


def count(typed: str) -> None:
    """One more that found nothing."""
    words = typed.casefold()
    if words and len(words) <= LONGEST and not PRIVATE.search(words):
        today = timezone.localdate()
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [words, today, today, MOST])


def latest(days: int = 90, most: int = 100) -> Sequence[Any]:
    """What was sought in vain within so many days: words, how often, on which day last; the most wanted first."""
    since = timezone.localdate() - timedelta(days=days)
    rows = Miss.objects.filter(day__gte=since).order_by().values("words")
    return list(rows.annotate(number=Sum("times"), last=Max("day")).order_by("-number", "-last", "words")[:most])


def tidy() -> None:
    """What is older than a year goes."""
    Miss.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEPT)).delete()
