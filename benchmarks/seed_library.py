"""Fills a scratch database with documents: half of them brochures, half decisions of municipalities with their text.

Run as `python -m benchmarks.seed_library ROWS`. Every tenth decision changes the one before and has a second version; three
practices rest on each of the first hundred.
"""

import sys

import django
from django.core.management import call_command

from .seed_practices import AUTHORS, COLLECTED, REGISTER_ROWS, make_people

TABLES = (
    "content_entry", "content_entry_themes", "register_legalact", "library_document", "library_version", "library_touch",
    "library_resting",
)  # fmt: skip
MADE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
WITH person AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_user WHERE email LIKE 'mjerenje%%'),
    municipality AS (SELECT id, name, row_number() OVER (ORDER BY slug, id) - 1 AS place FROM register_municipality),
    holder AS (SELECT id, row_number() OVER (ORDER BY slug) - 1 AS place FROM register_organisation WHERE kind = 'savez')
SELECT (SELECT coalesce(max(id), 0) FROM content_entry) + n AS id, n, person.id AS author, municipality.id AS municipality,
    municipality.name AS town, holder.id AS holder, now() - n * interval '5 hours' AS at, n %% 2 = 0 AS is_act,
    (SELECT coalesce(max(id), 0) FROM register_legalact) + n AS act
FROM generate_series(1, %s) AS n
    JOIN person ON person.place = n %% %s
    JOIN municipality ON municipality.place = n * 7 %% (SELECT count(*) FROM municipality)
    JOIN holder ON holder.place = n %% (SELECT count(*) FROM holder)
"""
ROWS = (
    """
    INSERT INTO register_legalact (id, slug, title, kind, gazette, year, state, meaning, note, source, source_url,
        municipality_id)
    SELECT act, 'mjerenje-' || act, left('Odluka o mjesnim zajednicama, ' || town || ' ' || n, 200), 'odluka',
        'Službeni glasnik ' || n % 30, 1995 + n % 30, CASE WHEN n % 20 = 18 THEN 'izmijenjen' ELSE 'na-snazi' END,
        'Kaže ko bira savjet i odakle mu novac.', '', '', '', municipality
    FROM made WHERE is_act
    """,
    """
    INSERT INTO content_entry (id, kind, author_id, audience, language, title, lead, body, body_html, source, source_url,
        is_sample, status, created, edited, published, version, useful_count, comment_count, place_names)
    SELECT id, 'document', author, 'public', 'bs',
        left(CASE WHEN is_act THEN 'Odluka o mjesnim zajednicama, ' ELSE 'Kako voditi zbor, ' END || town || ' ' || n, 120),
        'Za svaki savjet i za svakoga ko ga bira.', 'Kaže ko bira savjet i odakle mu novac.', '', '', '', false, 'published',
        at, at, at, 1, 0, 0, ''
    FROM made
    """,
    """
    INSERT INTO library_document (entry_ptr_id, act_id, kept_for_id, type, issuer, gazette, year, issued, state, video_url,
        municipality_id)
    SELECT id, CASE WHEN is_act THEN act END, holder, CASE WHEN is_act THEN 'odluka' ELSE 'brosura' END, '',
        CASE WHEN is_act THEN 'Službeni glasnik ' || n % 30 ELSE '' END, 1995 + n % 30, '',
        CASE WHEN NOT is_act THEN '' WHEN n % 20 = 18 THEN 'izmijenjen' ELSE 'na-snazi' END, '', municipality
    FROM made
    """,
    """
    INSERT INTO library_version (document_id, number, name, text, changed, holds_from, added)
    SELECT id, number, 'Verzija ' || number, (SELECT string_agg('Član ' || article || E'.\n' || rtrim(repeat(
            'Savjet mjesne zajednice bira zbor građana na četiri godine. ', 4)), E'\n\n') FROM generate_series(1, 30) AS article),
        '', '', at
    FROM made, generate_series(1, CASE WHEN n % 20 = 18 THEN 2 ELSE 1 END) AS number WHERE is_act
    """,
    """
    INSERT INTO library_touch (later_id, earlier_id, how, note, added)
    SELECT id + 2, id, 'changes', '', at FROM made WHERE n % 20 = 18 AND id + 2 <= (SELECT max(id) FROM made)
    """,
    """
    INSERT INTO library_resting (document_id, entry_id, added)
    SELECT id, entry_ptr_id, at FROM made JOIN (SELECT entry_ptr_id, row_number() OVER (ORDER BY key) AS place
        FROM practices_practice WHERE key <> '') practice ON practice.place % 40 = n % 40 WHERE is_act AND n <= 200
    """,
    "INSERT INTO content_entry_themes (entry_id, theme_id) SELECT id, (SELECT min(id) FROM content_theme) + n % 5 FROM made",
)


def seed(rows: int) -> None:
    """Brings the number of documents to `rows`."""
    from library.models import Document

    from .seed import fill
    from .seed import seed as seed_register

    seed_register(REGISTER_ROWS)
    call_command("practices_import", str(COLLECTED), verbosity=0)
    make_people()
    fill(TABLES, MADE, [rows - Document.objects.count(), AUTHORS], ROWS)


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
