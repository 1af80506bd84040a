"""The stems of words, as PostgreSQL's stemmer for Serbian makes them of folded words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.db import connection

MOST = 20_000  # words that one process remembers
SHORTEST, LEAST = 4, 3  # letters of a stem that changes, and of its base
VOWELS = frozenset("aeiou")
FLEETING = frozenset("rktcnmlv")
"""The consonants before which an a comes and goes: centar, centra; sredstvo, sredstava."""
KEPT = frozenset(["sk", "st", "nt", "rt", "lt", "ft", "nd"])
"""Two consonants that no a parts."""
CHANGING = frozenset("inctdlsrzg")
"""The letters after which k and c are one: iseljenik, iseljenici; sastanak, sastanci."""
_known: dict[str, str] = {}


def base_of(stem: str) -> str:
    """One stem for all that are of the same word as its last letters change; what it is does not matter."""
    if len(stem) < SHORTEST or not stem.isalpha():
        return stem
    if stem.endswith("log"):  # the stemmer takes -og for an ending: predlog gives predl, predloga predlog
        return stem[:-2]
    if stem.endswith(("em", "am")):  # and -m: problem gives proble
        return stem[:-1]
    rest, last = _parted(stem)
    if (last in FLEETING or last == "nj") and rest[-1] == "a" and len(rest) > LEAST and rest[-2] not in VOWELS:
        rest = rest[:-1]
    return rest + ("k" if last == "c" and rest[-1] in CHANGING else last)


@lru_cache(maxsize=20_000)
def twins_of(stem: str) -> tuple[str, ...]:
    """The other stems that have the same base; most of them occur nowhere."""
    base = base_of(stem)
    if len(base) < LEAST or not base.isalpha():
        return ()
    shapes = {base}
    if base[-1] == "l":
        shapes.add(f"{base}og")
    elif base[-1] in "ea":
        shapes.add(f"{base}m")
    if len(base) >= SHORTEST:
        rest, last = _parted(base)
        lasts = ["k", "c"] if last == "k" and rest[-1] in CHANGING and base[-2:] != "sk" else [last]
        comes_and_goes = (last in FLEETING or last == "nj") and rest[-1] not in VOWELS and base[-2:] not in KEPT
        shapes |= {rest + between + one for one in lasts for between in (("", "a") if comes_and_goes else ("",))}
    return tuple(sorted(shapes - {stem}))


def _parted(stem: str) -> tuple[str, str]:
    """The last consonant apart; nj is one."""
    tail = 2 if stem.endswith("nj") else 1
    return stem[:-tail], stem[-tail:]


def stems_of(words: Iterable[str]) -> list[str]:
    """The stem of each word. Asks the database for those that this process has not met."""
    wanted = list(words)
    if missing := [word for word in dict.fromkeys(wanted) if word not in _known]:
        if len(_known) > MOST:
            _known.clear()
            missing = list(dict.fromkeys(wanted))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, (tsvector_to_array(to_tsvector('pg_catalog.serbian', word)))[1] FROM unnest(%s::text[]) AS word",
                [missing],
            )
            found = {word: stem or word for word, stem in cursor.fetchall()}
        _known.update(found)
        return [found.get(word) or _known[word] for word in wanted]
    return [_known[word] for word in wanted]
