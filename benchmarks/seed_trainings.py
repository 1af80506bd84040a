"""Fills a scratch database with trainings and with people who signed up: a hundred for each.

Run as `python -m benchmarks.seed_trainings ROWS`. One in ten is to come and may be signed up for, every fifth of these is
full and has people who wait. Triggers work row by row, so they are off meanwhile; what they would have written is written
here, and compared with what it counts at the end.
"""

import sys

import django
from django.db import connection, transaction

from .seed_practices import AUTHORS, REGISTER_ROWS, make_people

TABLES = (
    "content_entry", "content_entryplace", "content_entry_themes", "trainings_training", "trainings_session",
    "trainings_training_organisers", "trainings_signup", "trainings_registration",
)  # fmt: skip
HELD = ("training_days", "training_seats", "training_waiting_list", "places_fit", "places_published")
LARGE = 500
"""People at the one whose organiser's page is measured."""

MADE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
WITH place AS (SELECT id, municipality_id, name, former_names, row_number() OVER (ORDER BY slug, id) - 1 AS place
        FROM register_community),
    person AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_user WHERE email LIKE 'mjerenje%%')
SELECT (SELECT coalesce(max(id), 0) FROM content_entry) + n AS id, n, person.id AS author,
    place.id AS community, place.municipality_id AS municipality, place.name AS place,
    concat_ws(' ', '', place.name, place.former_names, municipality.name) AS place_names,
    current_date + CASE WHEN n %% 10 = 0 THEN 5 + n / 10 ELSE -n END AS day, n %% 10 = 0 AS comes,
    CASE WHEN n = 10 THEN %s WHEN n %% 50 = 0 THEN 90 ELSE 110 END AS seats, CASE WHEN n = 10 THEN %s ELSE 100 END AS people
FROM generate_series(1, %s) AS n
    JOIN place ON place.place = n * 11 %% (SELECT count(*) FROM place)
    JOIN person ON person.place = n %% %s
    JOIN register_municipality municipality ON municipality.id = place.municipality_id
"""
ROWS = (
    """
    INSERT INTO content_entry (id, kind, author_id, audience, language, title, lead, body, body_html, source, source_url,
        is_sample, status, created, edited, published, version, useful_count, comment_count, place_names)
    SELECT id, 'training', author, 'public', 'bs', 'Obuka za facilitatore foruma, ' || place,
        'Za dva dana naučite kako voditi forum na kojem svako dođe do riječi i koji završi listom prioriteta.',
        E'- Zašto forum, koga pozvati i kako objaviti teme\\n- Od problema do liste prioriteta\\n- Zapisnik', '', '', '',
        false, 'published', now() - n * interval '1 day', now() - n * interval '1 day', now() - n * interval '1 day', 1, 0, 0,
        ltrim(place_names)
    FROM made
    """,
    """
    INSERT INTO trainings_training (entry_ptr_id, held_in, for_whom, trainers, languages, held_by, day_note, begins, ends,
        cancelled_why)
    SELECT id, 'Dom kulture ' || place, 'Svako ko vodi forume', 'Dvije voditeljice', 'bosanski', '', '', day, day + 1, ''
    FROM made
    """,
    """
    INSERT INTO trainings_session (training_id, position, title, day, starts, finishes, venue, address, is_accessible,
        parking, link)
    SELECT id, number, '', day + number - 1, (day + number - 1 + time '10:00') AT TIME ZONE 'Europe/Sarajevo',
        (day + number - 1 + time '16:00') AT TIME ZONE 'Europe/Sarajevo', 'Dom kulture', 'Titova 1', true, '', ''
    FROM made, generate_series(1, 2) AS number
    """,
    """
    INSERT INTO content_entryplace (entry_id, municipality_id, community_id, name, published)
    SELECT id, municipality, community, '', published FROM made JOIN content_entry USING (id) ORDER BY id
    """,
    "INSERT INTO content_entry_themes (entry_id, theme_id) SELECT id, (SELECT min(id) FROM content_theme) + n % 5 FROM made",
    """
    INSERT INTO trainings_training_organisers (training_id, organisation_id)
    SELECT made.id, organisation.id FROM made, register_organisation organisation WHERE kind = 'savez'
    """,
    """
    INSERT INTO trainings_signup (training_id, seats, for_women, needs_quiz, taken, waiting)
    SELECT id, seats, 0, false, least(seats, people), greatest(0, people - seats) FROM made
    """,
    """
    INSERT INTO trainings_registration (sign_up_id, person_id, name, email, language, municipality_id, community_id, gender,
        state, queued, changed, by_id, consented, needs_transport, needs_access, needs_food, note, reason, other_name,
        gave_feedback, applied, applied_note)
    SELECT made.id, CASE WHEN number <= 400 THEN person.id END, 'Osoba ' || number, '', 'bs', municipality, community,
        (ARRAY['f', 'm', ''])[1 + number % 3], CASE WHEN number <= seats THEN 'confirmed' ELSE 'waiting' END,
        now() - n * interval '1 hour' + number * interval '1 second', now(), NULL, now(), number % 7 = 0, number % 50 = 0,
        number % 9 = 0, '', '', '', false, '', ''
    FROM made, generate_series(1, people) AS number
        JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM accounts_user WHERE email LIKE 'mjerenje%') person
            ON person.place = 1 + number % 400
    """,
)


def seed(rows: int) -> None:
    """Brings the number of trainings to `rows`."""
    from mzplatform.invariants import INVARIANTS
    from trainings.models import Training

    from .seed import seed as seed_register

    seed_register(REGISTER_ROWS)
    make_people()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(MADE, [LARGE, LARGE, rows - Training.objects.count(), AUTHORS])
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


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
