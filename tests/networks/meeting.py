"""A meeting as its coordinator types it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

ANNOUNCE = "/mreze/mreza-koordinatora/sastanci/novi/"


def in_days(days: int) -> Any:
    """A day from today."""
    return timezone.localdate() + timedelta(days=days)


def typed(
    agenda: tuple[tuple[str, str, str], ...] = (("Imovina", "Lejla Begić", "30"),), **fields: Any
) -> dict[str, Any]:
    """The whole form."""
    rows: dict[str, Any] = {"agenda-TOTAL_FORMS": str(len(agenda)), "agenda-INITIAL_FORMS": "0"}
    for number, (title, speaker, minutes) in enumerate(agenda):
        rows |= {
            f"agenda-{number}-title": title,
            f"agenda-{number}-speaker": speaker,
            f"agenda-{number}-minutes": minutes,
        }
    plain = {"title": "Sastanak o imovini", "day": in_days(10).isoformat(), "begins": "10:00", "ends": "12:30"}
    return plain | {"held_in": "Doboj", "once": str(uuid4())} | rows | fields
