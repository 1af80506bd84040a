"""Fills a scratch database with questions: those of the data file, asked again and again in other places.

Run as `python -m benchmarks.seed_forums ROWS`. Every question has none to three answers, some are accepted or confirmed,
some have comments. Triggers work row by row, so they are off meanwhile; what they would have written is written here, and
compared with what it counts at the end.
"""

import json
import sys
from pathlib import Path

import django
from django.db import connection, transaction

from .seed_practices import AUTHORS, REGISTER_ROWS, make_people

QUESTIONS = Path(__file__).resolve().parent.parent / "forums" / "data" / "questions.json"
TABLES = (
    "content_entry", "content_entryplace", "content_entry_themes", "forums_question", "forums_answer",
    "forums_answer_acts", "content_useful",
)  # fmt: skip
HELD = (
    "useful_count", "comment_count", "answer_count", "questions_listed", "places_fit", "places_published", "unnamed_below",
)  # fmt: skip

SOURCE = """
CREATE TEMP TABLE source ON COMMIT DROP AS
SELECT place - 1 AS place, told ->> 'title' AS title, told ->> 'body' AS body,
    array(SELECT one ->> 'body' FROM jsonb_array_elements(told -> 'answers') one) AS answers,
    array(SELECT jsonb_array_elements_text(told -> 'themes')) AS themes
FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS told (told, place)
"""
MADE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
WITH place AS (SELECT id, municipality_id, name, former_names, row_number() OVER (ORDER BY slug, id) - 1 AS place
        FROM register_community),
    person AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_user WHERE email LIKE 'mjerenje%%')
SELECT (SELECT coalesce(max(id), 0) FROM content_entry) + n AS id, n, source.title, source.body, source.themes,
    source.answers || source.answers || source.answers AS answers, person.id AS author,
    place.id AS community, place.municipality_id AS municipality, place.name AS place,
    concat_ws(' ', '', place.name, place.former_names, municipality.name) AS place_names,
    (n + n / 10) %% 4 AS answered, n %% 3 = 0 AND (n + n / 10) %% 4 > 0 AS solved, n %% 50 = 0 AS waits,
    CASE WHEN n %% 10 = 0 THEN 1 + n / 10 %% 6 ELSE 0 END AS comments,
    now() - n * interval '9 minutes' AS at
FROM generate_series(1, %s) AS n
    JOIN source ON source.place = n * 7 %% (SELECT count(*) FROM source)
    JOIN place ON place.place = n * 11 %% (SELECT count(*) FROM place)
    JOIN person ON person.place = n %% %s
    JOIN register_municipality municipality ON municipality.id = place.municipality_id
"""
COLUMNS = """kind, author_id, audience, language, title, lead, body, body_html, source, source_url, is_sample, status, created,
    edited, published, version, useful_count, comment_count, place_names"""
ROWS = (
    # Every 50th waits, every 60th is for members, some thirty speak of something rare, at every size.
    """
    INSERT INTO content_entry (id, COLUMNS)
    SELECT id, 'question', author, CASE WHEN n % 60 = 0 THEN 'members' ELSE 'public' END, 'bs',
        left(title || ' ' || place, 120), '',
        body || CASE WHEN n % 300 = 7 AND n < 10000 THEN ' Kupljen je i defibrilator.' ELSE '' END, '', '', '', false,
        CASE WHEN waits THEN 'pending' ELSE 'published' END, at, at, CASE WHEN waits THEN NULL ELSE at END, 1, 0,
        comments, ltrim(place_names)
    FROM made
    """,
    """
    INSERT INTO forums_question (entry_ptr_id, entity_id, is_phoned, answer_count, is_solved, listed, closed_why, closed_words)
    SELECT id, (SELECT min(id) FROM register_entity) + n % 3, false, answered, solved, CASE WHEN waits THEN NULL ELSE at END,
        '', ''
    FROM made
    """,
    """
    INSERT INTO content_entryplace (entry_id, municipality_id, community_id, name, published)
    SELECT id, municipality, community, '', CASE WHEN waits THEN NULL ELSE at END FROM made ORDER BY id
    """,
    """
    INSERT INTO content_entry_themes (entry_id, theme_id)
    SELECT made.id, content_theme.id FROM made JOIN content_theme ON slug = ANY (themes)
    """,
    """
    WITH answer AS (
        SELECT nextval('content_entry_id_seq') AS answer, made.*, number FROM made, generate_series(1, answered) AS number
    ), spine AS (
        INSERT INTO content_entry (id, root_id, parent_id, COLUMNS)
        SELECT answer, id, id, 'answer', (SELECT min(id) FROM accounts_user WHERE email LIKE 'mjerenje%') + n % 90,
            'public', 'bs', '', '', answers[number], '', '', '', false, 'published', at, at, at, 1, n % 7, 0, ''
        FROM answer
    )
    INSERT INTO forums_answer (entry_ptr_id, about_id, entity_id, accepted_on, confirmed_on, confirmed_for_id)
    SELECT answer, id, (SELECT min(id) FROM register_entity) + number % 3,
        CASE WHEN solved AND number = 1 THEN at END,
        CASE WHEN n % 9 = 0 AND number = 1 THEN at END,
        CASE WHEN n % 9 = 0 AND number = 1 THEN (SELECT min(id) FROM register_organisation WHERE kind = 'savez') END
    FROM answer
    """,
    """
    INSERT INTO content_useful (user_id, entry_id, since)
    SELECT person.id, answer.id, now() FROM made JOIN content_entry answer ON answer.root_id = made.id AND answer.kind = 'answer'
        JOIN (SELECT id, row_number() OVER (ORDER BY id DESC) AS place FROM accounts_user WHERE email LIKE 'mjerenje%') person
            ON person.place <= answer.useful_count
    """,
    """
    INSERT INTO forums_answer_acts (answer_id, legalact_id)
    SELECT entry_ptr_id, (SELECT min(id) FROM register_legalact) + entry_ptr_id % 20 FROM forums_answer
    WHERE entry_ptr_id % 3 = 0 AND about_id IN (SELECT id FROM made)
    """,
    """
    INSERT INTO content_entry (root_id, parent_id, COLUMNS)
    SELECT made.id, made.id, 'comment', author, 'public', 'bs', '', '', 'I nas to zanima: kod nas je isto pitanje.', '', '',
        '', false, 'published', now(), now(), now(), 1, 0, 0, ''
    FROM made, generate_series(1, comments)
    """,
)


def seed(rows: int) -> None:
    """Brings the number of questions to `rows`."""
    from forums.models import Question
    from mzplatform.invariants import INVARIANTS

    from .seed import make_documents
    from .seed import seed as seed_register

    seed_register(REGISTER_ROWS)
    make_people()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(SOURCE, [json.dumps(json.loads(QUESTIONS.read_text(encoding="utf-8")))])
        cursor.execute(MADE, [rows - Question.objects.count(), AUTHORS])
        cursor.execute("SELECT setval('content_entry_id_seq', max(id)) FROM made")
        for statement in ROWS:
            cursor.execute(statement.replace("COLUMNS", COLUMNS))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    make_documents("question")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    for invariant in INVARIANTS:
        assert invariant.name not in HELD or not invariant.broken(), invariant.promise


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
