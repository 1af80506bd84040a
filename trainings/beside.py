"""What rooms above this one show on the page of a training. They say it here, since nothing here knows of them.

It is read together with the training, so it costs no query. What it looks like is in `templates/trainings/beside.html`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import Training

_shown: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {}


def show(name: str, rows: Callable[[], Any], made_of: Callable[[Any], Any]) -> None:
    """Once, when the site starts: an annotation of the training, and what the page makes of its value under this name."""
    _shown[name] = rows, made_of


def beside_rows() -> dict[str, Any]:
    """The annotations."""
    return {name: rows() for name, (rows, _made_of) in _shown.items()}


def beside(training: Training) -> dict[str, Any]:
    """For the page of a training that was read with them."""
    return {name: made_of(getattr(training, name)) for name, (_rows, made_of) in _shown.items()}
