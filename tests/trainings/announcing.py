"""What the form sends, as a browser would."""

from __future__ import annotations

from typing import Any
from uuid import uuid4


def typed(*days: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A whole form with these days; a field that is None is left out."""
    data: dict[str, Any] = {
        "title": "Obuka za savjete",
        "once": str(uuid4()),
        "day_note": "",
        "held_in": "Jelah",
    } | fields
    data |= {"dan-TOTAL_FORMS": str(len(days)), "dan-INITIAL_FORMS": str(len(days))}
    for number, day in enumerate(days):
        data |= {f"dan-{number}-{name}": value for name, value in day.items()}
    return {name: value for name, value in data.items() if value is not None}


def day(on: str, begins: str = "10:00", ends: str = "16:00", **fields: Any) -> dict[str, Any]:
    """One row."""
    return {"day": on, "begins": begins, "ends": ends, "is_accessible": ""} | fields
