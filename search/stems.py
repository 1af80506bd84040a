"""The stems of words, as PostgreSQL's stemmer for Serbian makes them of folded words."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

MOST = 20_000  # words that one process remembers
_known: dict[str, str] = {}


def twin_of(stem: str) -> str:
    """The stem of the same word where its last consonant changes before i: iseljenik, iseljenici. Empty where none does."""
    if len(stem) > 4 and stem.endswith(("ik", "ic")):
        return stem[:-1] + ("c" if stem.endswith("k") else "k")
    return ""


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
