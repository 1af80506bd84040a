"""What can be found, by kind: what it is called, how much it counts, how one is shown. `mzplatform.finding` names them all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import _StrPromise

    from accounts.models import User


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as the page of results shows it."""

    url: str
    title: str
    texts: tuple[str, ...] = ()  # where the words may stand; the one that has most of them is shown
    place: str = ""
    tags: tuple[tuple[str, str], ...] = ()  # words and states, as `{% tag %}` takes them
    at: tuple[str, ...] = field(default=())  # for each of the texts where it stands on the page
    # The entries whose files are part of it, each with where it stands on the page.
    with_files: Mapping[int, str] = field(default_factory=dict)
    figure: str = ""  # what the picture of a shared link says instead of the name of the kind


@dataclass(frozen=True)
class Kind:
    """A kind of things. `load` gives those of the numbers that the person may read, by their numbers."""

    code: str
    one: _StrPromise
    many: _StrPromise
    icon: str
    load: Callable[[Sequence[int], User | AnonymousUser], dict[int, Hit]]
    table: str
    """Where its rows are, by `key`; `only` says which of them: for `manage.py search_rebuild`."""
    key: str = "id"
    only: str = "true"
    weight: float = 1.0
    weight_asked: float = 1.0  # besides, where somebody asks
    is_named: bool = False  # sought by its name: what only means the same, or one word of several, is hardly meant


KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Once, when the site starts; in the order in which a page lists them."""
    KINDS.update({kind.code: kind for kind in kinds})


def weights(is_asked: bool) -> str:
    """How much each kind counts, as JSON; where somebody asks, answers count more."""
    return json.dumps({kind.code: kind.weight * (kind.weight_asked if is_asked else 1) for kind in KINDS.values()})


def named() -> list[str]:
    """The kinds that are sought by their names."""
    return [kind.code for kind in KINDS.values() if kind.is_named]


def loaded(documents: Sequence[tuple[str, int, str]], user: Any) -> list[tuple[Kind, Hit]]:
    """What these documents show, in their order; a query or a few for each kind."""
    numbers: dict[str, list[int]] = {}
    for code, source, _version in documents:
        numbers.setdefault(code, []).append(source)
    hits = {code: KINDS[code].load(sources, user) for code, sources in numbers.items()}
    return [(KINDS[code], hits[code][source]) for code, source, _version in documents if source in hits[code]]
