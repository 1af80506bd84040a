"""What the worker does for news at its time: lines of `TICKS`. Killed in the middle, it begins again and repeats nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from content.held import Gone

from .actions import publish_scheduled
from .models import News
from .pinning import clear

if TYPE_CHECKING:
    from notifications.schedule import Run


def publish_all(run: Run) -> None:
    """What editors said is to be on the site by now."""
    now = timezone.now()
    for number in News.objects.due(now).values_list("pk", flat=True):
        if not run.goes_on():
            return
        try:
            publish_scheduled(number, now)
        except Gone:  # its author threw it away meanwhile
            continue


def unpin_all(run: Run) -> None:
    """Above the list stands nothing whose day has passed."""
    if run.goes_on():
        with transaction.atomic():
            clear(timezone.localdate())
