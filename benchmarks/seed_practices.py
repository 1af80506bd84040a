"""Fills a scratch database: register, the collected practices, then invented ones until there are as many as asked for.

Run as `python -m benchmarks.seed_practices ROWS`. Invented practices are collected ones in other places, with comments,
adoptions and marks. Triggers work row by row and would take an hour, so they are off meanwhile; what they would have
written is written here, and compared with what it counts at the end.
"""

import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, transaction

COLLECTED = Path(__file__).resolve().parent.parent / "practices" / "data" / "practices.json"
REGISTER_ROWS = 3000
PEOPLE = 400
AUTHORS = 100  # of them; they write, the others mark what is useful to them
TABLES = (
    "content_entry", "content_entryplace", "content_entry_themes", "content_useful", "content_photo",
    "practices_practice", "practices_step", "practices_adoption",
)  # fmt: skip
HELD = ("useful_count", "comment_count", "adoption_count", "published_after_created", "places_fit", "places_published")

MADE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
WITH source AS (SELECT entry_ptr_id, row_number() OVER (ORDER BY key) - 1 AS place FROM practices_practice WHERE key <> ''),
    place AS (SELECT id, municipality_id, name, former_names, row_number() OVER (ORDER BY slug, id) - 1 AS place
        FROM register_community),
    person AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_user WHERE email LIKE 'mjerenje%%')
SELECT (SELECT max(id) FROM content_entry) + n AS id, n, source.entry_ptr_id AS source, person.id AS author,
    place.id AS community, place.municipality_id AS municipality, place.name AS place,
    concat_ws(' ', '', place.name, place.former_names, municipality.name) AS place_names,
    greatest(0, 60 - n * 31 %% 200) AS useful,
    CASE WHEN n %% 10 = 0 THEN 1 + n / 10 %% 6 ELSE 0 END AS comments,
    CASE WHEN n %% 20 = 0 THEN 1 + n / 20 %% 3 ELSE 0 END AS adoptions
FROM generate_series(1, %s) AS n
    JOIN source ON source.place = n * 37 %% (SELECT count(*) FROM source)
    JOIN place ON place.place = n * 7 %% (SELECT count(*) FROM place)
    JOIN person ON person.place = n %% %s
    JOIN register_municipality municipality ON municipality.id = place.municipality_id
"""

ROWS = (
    # Every 50th waits, every 60th is for members, some thirty speak of something rare, at every size.
    """
    INSERT INTO content_entry (id, kind, author_id, audience, language, title, lead, body, body_html, source, source_url,
        is_sample, status, created, edited, published, version, useful_count, comment_count, place_names)
    SELECT made.id, 'practice', author, CASE WHEN n % 60 = 0 THEN 'members' ELSE 'public' END, language,
        left(title || ', ' || place, 120), lead,
        body || CASE WHEN made.id % 300 = 7 AND made.id < 10000 THEN ' Kupljen je i defibrilator.' ELSE '' END, '',
        source_name.source, source_url,
        false, CASE WHEN n % 50 = 0 THEN 'pending' ELSE 'published' END, at, at,
        CASE WHEN n % 50 = 0 THEN NULL ELSE at END, 1, useful, comments, ltrim(made.place_names)
    FROM made JOIN content_entry source_name ON source_name.id = made.source,
        LATERAL (SELECT now() - n * interval '7 minutes' AS at) moment
    """,
    """
    INSERT INTO practices_practice (entry_ptr_id, outcome, problem, problem_inferred, result, went_wrong, would_repeat,
        needs, doers, cost, paid_by, municipal_money, began, ended, duration, people, people_note, size, settlement,
        confidence, adoption_count, asked_after)
    SELECT made.id, outcome, problem, problem_inferred, result, went_wrong, would_repeat, needs, doers,
        CASE WHEN n % 3 = 0 THEN NULL WHEN n % 11 = 0 THEN 0 ELSE (n * 97 % 70000) END, paid_by, municipal_money,
        began, ended, duration, people, people_note, (ARRAY['', 'do-500', 'do-2000', 'preko-2000'])[1 + n % 4],
        (ARRAY['', 'gradska', 'prigradska', 'seoska', 'mjesovita'])[1 + n % 5], confidence, adoptions, 0
    FROM made JOIN practices_practice source_row ON source_row.entry_ptr_id = made.source
    """,
    """
    INSERT INTO content_entryplace (entry_id, municipality_id, community_id, name, published)
    SELECT id, municipality, community, '', published FROM made JOIN content_entry USING (id) ORDER BY id
    """,
    """
    INSERT INTO content_entry_themes (entry_id, theme_id)
    SELECT made.id, theme_id FROM made JOIN content_entry_themes ON entry_id = source
    """,
    """
    INSERT INTO practices_step (practice_id, position, title, text)
    SELECT id, position, 'Korak ' || position, 'Dogovor, popis onoga što ko može dati, pa radna subota s jednim zadatkom.'
    FROM made, generate_series(1, 4) AS position WHERE n % 2 = 0
    """,
    """
    INSERT INTO content_photo (entry_id, position, alt, people, variants, added, waits)
    SELECT id, 1, 'Radna akcija', 'none', (SELECT jsonb_agg(jsonb_build_object('path', 'none', 'format', format,
            'width', width, 'height', width * 3 / 4, 'bytes', 20000, 'sha256', ''))
        FROM unnest(ARRAY['webp', 'jpeg']) AS format, unnest(ARRAY[480, 960]) AS width), now(), false
    FROM made WHERE n % 25 = 0
    """,
    """
    INSERT INTO content_useful (user_id, entry_id, since)
    SELECT person.id, made.id, now() FROM made JOIN (
        SELECT id, row_number() OVER (ORDER BY id DESC) AS place FROM accounts_user WHERE email LIKE 'mjerenje%'
    ) person ON person.place <= useful
    """,
    """
    INSERT INTO content_entry (kind, author_id, audience, root_id, parent_id, language, title, lead, body, body_html,
        source, source_url, is_sample, status, created, edited, published, version, useful_count, comment_count, place_names)
    SELECT 'comment', author, 'public', made.id, made.id, 'bs', '', '',
        'Kod nas je bilo slično: prvo smo popisali ko šta može dati, pa tek onda tražili novac.', '',
        '', '', false, 'published', now(), now(), now(), 1, 0, 0, ''
    FROM made, generate_series(1, comments)
    """,
    """
    WITH branch AS (
        SELECT nextval('content_entry_id_seq') AS id, made.id AS root, author, community.id AS community, title
        FROM made JOIN content_entry entry ON entry.id = made.id, generate_series(1, adoptions) AS number
            JOIN LATERAL (SELECT id FROM register_community ORDER BY id OFFSET number * 40 LIMIT 1) community ON true
    ), spine AS (
        INSERT INTO content_entry (id, kind, author_id, audience, root_id, parent_id, language, title, lead, body, body_html,
            source, source_url, is_sample, status, created, edited, published, version, useful_count, comment_count,
            place_names)
        SELECT id, 'adoption', author, 'public', root, root, 'bs', title, '', 'Isto, s klupama od hrastovine.', '', '', '',
            false, 'published', now(), now(), now(), 1, 0, 0, '' FROM branch
    )
    INSERT INTO practices_adoption (entry_ptr_id, community_id, state, since, until, cost, people, result, confirmed_on)
    SELECT id, community, 'running', '2026', '', 1200, 80, '', '2026-10-01' FROM branch
    """,
)


def seed(rows: int) -> None:
    """Brings the number of practices to `rows`."""
    from mzplatform.invariants import INVARIANTS
    from practices.models import Practice

    from .seed import seed as seed_register

    seed_register(REGISTER_ROWS)
    call_command("practices_import", str(COLLECTED), verbosity=0)
    make_people()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(MADE, [rows - Practice.objects.count(), AUTHORS])
        cursor.execute("SELECT setval('content_entry_id_seq', max(id)) FROM made")
        for statement in ROWS:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    for invariant in INVARIANTS:
        assert invariant.name not in HELD or not invariant.broken(), invariant.promise


def make_people() -> None:
    """Those who write and mark, once."""
    from accounts.models import Profile, User

    if not User.objects.filter(email__startswith="mjerenje").exists():
        names = [f"mjerenje-{number}@primjer.ba" for number in range(PEOPLE)]
        people = User.objects.bulk_create(User(email=name, password="!") for name in names)
        Profile.objects.bulk_create(Profile(user=one, display_name=f"Osoba {one.pk}") for one in people)


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
