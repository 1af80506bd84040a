"""How a thing becomes a document: SQL for migrations, by which triggers keep documents fresh in the same transaction.

A room that has something to find writes one line in a migration: `*find_entries("training")` for what stands on the
spine, or `*find("place", …)` for a table of its own. That makes, for this kind:

- `search_rows_<kind>(ids)`: what the documents of these rows should be, for those alone that readers may find;
- `search_refresh_<kind>(ids)`: makes them so;
- triggers on the tables that it is made of.

The rest is a `Kind` (`search.kinds`), which knows how to show one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.db.migrations import RunSQL

COLUMNS = "source, audience, organisation_id, title, useful, dated, search"

VECTOR = """
    CREATE FUNCTION search_vector(texts tsvector, more tsvector, marks text[]) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
            texts || coalesce(setweight(more, 'D'), ''::tsvector) || array_to_tsvector(
                ARRAY(SELECT 't.' || word FROM unnest(tsvector_to_array(ts_filter(texts, '{a}'))) AS word) || marks);
    CREATE AGGREGATE search_joined(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
"""
VECTOR_UNDONE = "DROP AGGREGATE search_joined(tsvector); DROP FUNCTION search_vector(tsvector, tsvector, text[])"

# Whoever comes second waits at the document and then reads what the first has written: each statement of a function sees
# what was committed before it began.
REFRESH = """
    CREATE FUNCTION search_rows_{kind}(ids bigint[]) RETURNS TABLE (
        source bigint, audience varchar, organisation_id bigint, title text, useful integer, dated timestamptz,
        search tsvector) LANGUAGE sql STABLE AS $$ {rows} $$;
    CREATE FUNCTION search_refresh_{kind}(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM search_document WHERE kind = '{kind}' AND source = ANY (ids) ORDER BY source FOR UPDATE;
        WITH due AS MATERIALIZED (SELECT * FROM search_rows_{kind}(ids)),
        gone AS (
            DELETE FROM search_document d
                WHERE kind = '{kind}' AND source = ANY (ids) AND NOT EXISTS (SELECT FROM due WHERE due.source = d.source))
        INSERT INTO search_document AS d (kind, {columns}) SELECT '{kind}', {columns} FROM due
            ON CONFLICT (kind, source) DO UPDATE
            SET (audience, organisation_id, title, useful, dated, search) = (excluded.audience, excluded.organisation_id,
                excluded.title, excluded.useful, excluded.dated, excluded.search)
            WHERE (d.audience, d.organisation_id, d.title, d.useful, d.dated, d.search) IS DISTINCT FROM (
                excluded.audience, excluded.organisation_id, excluded.title, excluded.useful, excluded.dated,
                excluded.search);
    END $$;
"""

TRIGGER = """
    CREATE FUNCTION search_{kind}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        ids bigint[] := array_remove({new} || {old}, NULL);
    BEGIN
        IF ids <> '{{}}' THEN
            PERFORM search_refresh_{kind}(ids);
        END IF;
        RETURN NULL;
    END $$;
"""


@dataclass(frozen=True)
class Watch:
    """A table whose rows are part of documents: `ids` is SQL for the numbers of these, from `{row}`, which is NEW or OLD.

    A change counts where one of `columns` differs, and where `only`, SQL about `{row}`, holds for the new row or the old.
    """

    table: str
    ids: str
    columns: tuple[str, ...]
    only: str = "true"

    def sql(self, kind: str, name: str) -> str:
        """The function and its triggers. Where there is no old or new row, PL/pgSQL reads NULL from it."""
        old, new = (f"({', '.join(f'{row}.{column}' for column in self.columns)})" for row in ("OLD", "NEW"))
        for_old, for_new = self.only.format(row="OLD"), self.only.format(row="NEW")
        when = {
            "INSERT": for_new,
            "UPDATE": f"(({for_old}) OR ({for_new})) AND {old} IS DISTINCT FROM {new}",
            "DELETE": for_old,
        }
        names = {"kind": kind, "name": name, "old": self.ids.format(row="OLD"), "new": self.ids.format(row="NEW")}
        return TRIGGER.format(**names) + "".join(
            f"""
    CREATE TRIGGER search_{kind}_{name}_{operation.lower()} AFTER {operation} ON {self.table}
        FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION search_{kind}_{name}();"""
            for operation, condition in when.items()
        )


def find(kind: str, rows: str, *watches: Watch, every: str) -> list[RunSQL]:
    """For a migration: the functions and triggers of a kind, and the documents of what is there already.

    `rows` selects `COLUMNS` for the numbers `ids`; `every` is SQL for all numbers there are.
    """
    sql = REFRESH.format(kind=kind, rows=rows, columns=COLUMNS)
    sql += "".join(watch.sql(kind, str(number)) for number, watch in enumerate(watches))
    undo = "".join(f"DROP FUNCTION search_{kind}_{number}() CASCADE;" for number, _watch in enumerate(watches))
    undo += f"DROP FUNCTION search_refresh_{kind}(bigint[]); DROP FUNCTION search_rows_{kind}(bigint[]);"
    return [
        RunSQL([sql], [undo, f"DELETE FROM search_document WHERE kind = '{kind}'"]),  # noqa: S608
        RunSQL([f"SELECT search_refresh_{kind}(ARRAY({every}))"], RunSQL.noop),
    ]


ENTRY = """
    SELECT e.id, e.audience, e.organisation_id, e.title::text, e.useful_count, e.published, search_vector(
        e.search, {more}, '{{k.{kind}}}'
            || ARRAY(SELECT DISTINCT 'm.' || municipality_id FROM content_entryplace WHERE entry_id = e.id)
            || ARRAY(SELECT 'h.' || theme_id FROM content_entry_themes WHERE entry_id = e.id))
        FROM content_entry e {joins}
        WHERE e.id = ANY (ids) AND e.kind = '{kind}' AND e.status = 'published' AND e.withdrawn IS NULL
"""
BELOW = """(
    SELECT search_joined(b.search ORDER BY b.id) FROM content_entry b
        WHERE b.root_id = e.id AND b.kind = '{below}' AND b.status = 'published' AND b.withdrawn IS NULL
            AND b.audience = e.audience AND b.organisation_id IS NOT DISTINCT FROM e.organisation_id)"""
SHOWN = ("search", "status", "withdrawn", "audience", "organisation_id", "published")


# The words of files that readers may download, file by file as long as the whole stays within what a tsvector holds.
FILES = """
    CREATE FUNCTION search_files(entries bigint[]) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
    DECLARE
        words tsvector := '';
        more tsvector;
        one tsvector;
    BEGIN
        FOR one IN
            SELECT t.words FROM content_filetext t JOIN content_attachment a ON a.id = t.attachment_id
                JOIN content_entry e ON e.id = a.entry_id
                WHERE a.entry_id = ANY (entries) AND NOT a.waits AND NOT e.is_unnamed AND t.words IS NOT NULL
                ORDER BY a.entry_id, a.id
        LOOP
            more := words || one;
            IF pg_column_size(more) <= 600000 THEN
                words := more;
            END IF;
        END LOOP;
        RETURN words;
    END $$;
"""
FILES_UNDONE = "DROP FUNCTION search_files(bigint[])"
OWN_FILES = "search_files(ARRAY[e.id])"
ALL_FILES = """search_files(e.id || ARRAY(
    SELECT b.id FROM content_entry b
        WHERE b.root_id = e.id AND b.kind = '{below}' AND b.status = 'published' AND b.withdrawn IS NULL
            AND b.audience = e.audience AND b.organisation_id IS NOT DISTINCT FROM e.organisation_id))"""


def find_entries(
    kind: str,
    *,
    child: str = "",
    texts: tuple[str, ...] = (),
    below: str = "",
    files: bool = False,
    beside: tuple[str, Watch] | None = None,
) -> list[RunSQL]:
    """For entries of the spine that stand by themselves. `texts` are columns of their own table `child`; entries of the kind
    `below` are part of the thing that they stand below of, for whoever may read both; with `files`, so is the text inside
    the files that are attached to it and to these. `beside` is SQL for words of one more table, and how it is watched.
    """
    shown = (*SHOWN, "is_unnamed") if files else SHOWN
    own = f"e.kind = '{kind}' AND e.status = 'published'"
    watches = [
        Watch(
            "content_entry",
            "ARRAY[{row}.id]",
            (*shown, "useful_count"),
            f"{{row}}.kind = '{kind}' AND {{row}}.status = 'published'",
        ),
        Watch(
            "content_entry_themes",
            f"ARRAY(SELECT e.id FROM content_entry e WHERE e.id = {{row}}.entry_id AND {own})",  # noqa: S608
            ("entry_id", "theme_id"),
        ),
    ]
    more, joins = "NULL::tsvector", ""
    if texts:
        columns = ", ".join(f"c.{text}" for text in texts)
        more = f"to_tsvector('pg_catalog.serbian'::regconfig, text_fold(concat_ws(' ', {columns})))"
        joins = f"JOIN {child} c ON c.entry_ptr_id = e.id"
        ids = f"ARRAY(SELECT e.id FROM content_entry e WHERE e.id = {{row}}.entry_ptr_id AND {own})"  # noqa: S608
        watches.append(Watch(child, ids, ("entry_ptr_id", *texts)))
    if below:
        more = BELOW.format(below=below)
        watches.append(
            Watch(
                "content_entry",
                "ARRAY[{row}.root_id]",
                (*shown, "root_id"),
                f"{{row}}.kind = '{below}' AND {{row}}.status = 'published'",
            )
        )
    if beside:
        more = f"coalesce({more}, ''::tsvector) || coalesce({beside[0]}, ''::tsvector)"
        watches.append(beside[1])
    if files:
        more = f"coalesce({more}, ''::tsvector) || {ALL_FILES.format(below=below) if below else OWN_FILES}"
        watches += _files_of(kind, below)
    rows = ENTRY.format(kind=kind, more=more, joins=joins)
    return find(kind, rows, *watches, every=f"SELECT id FROM content_entry WHERE kind = '{kind}'")  # noqa: S608


def _files_of(kind: str, below: str) -> list[Watch]:
    """A file is part of the thing once it was read; until then nothing of it can be found."""
    kinds = f"'{kind}', '{below}'" if below else f"'{kind}'"
    own = f"e.kind IN ({kinds}) AND e.status = 'published'"
    thing = "SELECT coalesce(e.root_id, e.id) FROM content_entry e"
    of_text = f"{thing} JOIN content_attachment a ON a.entry_id = e.id WHERE a.id = {{row}}.attachment_id AND {own}"
    of_file = f"{thing} JOIN content_filetext t ON t.attachment_id = {{row}}.id WHERE e.id = {{row}}.entry_id AND {own}"
    return [
        Watch("content_filetext", f"ARRAY({of_text})", ("words",), "{row}.words IS NOT NULL"),
        Watch("content_attachment", f"ARRAY({of_file})", ("entry_id", "waits")),
    ]


def find_anew(old: list[RunSQL], new: list[RunSQL]) -> list[RunSQL]:
    """For a migration: the documents of a kind that is found already are made in another way from now on."""

    def instead(before: list[RunSQL], after: list[RunSQL]) -> list[Any]:
        undo, make, refresh = (cast("list[str]", sql) for sql in (before[0].reverse_sql, after[0].sql, after[1].sql))
        return [undo[0], *make, *refresh]

    return [RunSQL(instead(old, new), instead(new, old))]
