"""SQL for one query: which documents are looked at, and how they are ranked.

An index gives at most a thousand candidates and one, of several words, a phrase or a guessed word 251, as
each of these costs several times as much; only these are ranked. Of frequent words those come first that have all
of them in the title, on a large site then the newest and places (`search.recent`); of words that one meets everywhere the
newest. The rank of a document (docs/decisions/0019-search.md has the reasons):

    words = Σ weight(word) × ts_rank(word) / Σ weight(word), 0.8 of it where only what means the same occurs;
            where the candidates do not have all words, 0.4 × the weights of those that occur, and 0.5 where all do as they
            were typed or 0.3 in some form
    title = 1 where the title is what was typed, 0.2 where it begins so, and of one word or two up to 0.3 by how much of the
            title they are
    name  = 1; of a place or a person that lacks one of the words, though it may have what means the same, 0.2
    rank  = (words + title) × kind × name × (1 + 0.05 ln(1 + useful)) × (1 + 0.1 e^(−age / 2 years))
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ui.paging import COUNTED

from .kinds import named, weights
from .query import Group, Query

CANDIDATES = COUNTED + 1
FEWER = 251
SEVERAL = 2  # words; of more, other endings are not sought, nor titles compared: it costs most and finds least
LOOKED_AT = 50_000  # documents, for a thousand that have words which one meets everywhere

VISIBLE = "(audience = ANY (%s) OR organisation_id = ANY (%s))"
COLUMNS = "kind, source, xmin AS version, title_key, useful, dated, search"
ROWS = f"SELECT {COLUMNS} FROM search_document WHERE {VISIBLE}"  # noqa: S608 - all of it is ours
FITS = " AND search @@ %s::tsquery"
BY_AGE = (" AND is_recent", " AND NOT is_recent")  # the second is asked only where the first has too few
NEWEST = f"""
    SELECT * FROM (SELECT {COLUMNS} FROM search_document WHERE {VISIBLE} ORDER BY dated DESC NULLS LAST LIMIT %s) AS newest
        WHERE true
"""  # noqa: S608
RANK = "ts_rank('{0.1, 0.2, 0.4, 1}', search, %s::tsquery)"
# PostgreSQL divides by how many words it is asked for, of which a text mostly has one.
WORD = f"least(0.7, %s * {RANK})"
SAME = f"CASE WHEN search @@ %s::tsquery THEN {WORD} ELSE greatest({WORD}, 0.8 * {WORD}) END"  # no title is outdone
OCCURS = "CASE WHEN search @@ %s::tsquery THEN %s ELSE 0 END"
WHOLE = "CASE WHEN search @@ %s::tsquery THEN %s WHEN search @@ %s::tsquery THEN %s ELSE 0 END"
TITLE = "CASE WHEN title_key = %s THEN 1 WHEN starts_with(title_key, %s) THEN 0.2 ELSE 0 END"
SHARE = "CASE WHEN search @@ %s::tsquery THEN 0.3 * least(1, %s / greatest(1, length(title_key))) ELSE 0 END"
KIND = "(%s::jsonb ->> kind)::float * CASE WHEN kind <> ALL (%s) OR search @@ %s::tsquery THEN 1 ELSE 0.2 END"
USEFUL = "(1 + 0.05 * ln(1::float + useful))"
AGE = "(1 + 0.1 * exp(least(0, -date_part('epoch', now() - dated) / 63072000)))"


class Sql(NamedTuple):
    """A piece of a statement, and its values."""

    text: str
    values: list[Any]


def most_of(query: Query) -> int:
    """How many candidates are looked at, and one more, which says that there are others."""
    is_plain = len(query.required) <= 1 and not query.phrases and not any(one.slips for one in query.groups)
    return CANDIDATES if is_plain else FEWER


def candidates(query: Query, condition: list[str], reader: list[Any], kind: str, is_wide: bool) -> Sql:
    """At most so many documents that fit the condition; of a kind where one is named."""
    most = most_of(query)
    of_kind = [f"'k.{kind}'"] if kind else []
    fits = [*condition, *of_kind]
    if not is_wide and query.is_everywhere and _is_common(query, kind):
        return Sql(f"{NEWEST}{FITS * len(fits)} LIMIT {most}", [*reader, LOOKED_AT, *fits])
    is_frequent, parts, others = _is_frequent(query, is_wide, most), [], Sql("", [])
    if is_frequent and query.groups and not is_wide:
        titles = [*query.typed_in_titles, *of_kind]
        parts = [Sql(ROWS + FITS * len(titles), [*reader, *titles])]
        others = Sql(" AND NOT search @@ %s::tsquery", [" & ".join(titles)])
    for age in BY_AGE if is_frequent and query.look.is_large else [""]:
        parts.append(Sql(f"{ROWS}{FITS * len(fits)}{age}{others.text}", [*reader, *fits, *others.values]))
    text = " UNION ALL ".join(part.text for part in parts)
    return Sql(f"{text} LIMIT {most}", [value for part in parts for value in part.values])


def _is_frequent(query: Query, is_wide: bool, most: int) -> bool:
    """Whether there may be more documents than are looked at. How many have a phrase is not known."""
    numbers = [one.documents for one in query.required]
    if not numbers:
        return query.look.is_large
    return (max(numbers) if is_wide else min(numbers)) >= most - 1


def _is_common(query: Query, kind: str) -> bool:
    return not kind or query.look.numbers.get(kind, 0) > query.look.documents / 4


def rank(query: Query, is_wide: bool) -> Sql:
    """As above; `is_wide` where a document may lack some of the words."""
    total = sum(map(query.weight, query.groups)) or 1.0
    parts = [_word(query, group, is_wide) for group in query.groups]
    if is_wide:
        parts.append(Sql(WHOLE, [" & ".join(query.all), 0.5 * total, " & ".join(query.wide), 0.3 * total]))
    title = Sql(TITLE, [query.whole, query.whole])
    if len(query.required) <= SEVERAL:
        title = Sql(f"{TITLE} + {SHARE}", [*title.values, query.in_titles, float(len(query.whole))])
    text = f"(({' + '.join(part.text for part in parts) or 0}) / %s + {title.text}) * {KIND} * {USEFUL} * {AGE}"
    values = [value for part in parts for value in part.values]
    return Sql(text, [*values, total, *title.values, weights(query.is_question), named(), query.named])


def _word(query: Query, group: Group, is_wide: bool) -> Sql:
    """What one word gives a document."""
    weight, asked, typed = query.weight(group), group.wide if is_wide else group.query, _ranked(group.exact)
    text, values = f"%s * {WORD}", [weight, *_ranked(asked)]
    if group.same if is_wide else group.occurring:
        text, values = f"%s * {SAME}", [weight, group.title, *typed, *typed, *_ranked(asked)]
    if is_wide or not group.is_required:  # else it occurs in every candidate
        text, values = f"{text} + {OCCURS}", [*values, asked, 0.4 * weight]
    return Sql(text, values)


def _ranked(asked: str) -> list[Any]:
    """What `WORD` takes: how many words are asked for, and which."""
    return [asked.count("'") / 2, asked]
