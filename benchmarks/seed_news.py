"""Fills a scratch database with news: a municipality, a theme or two, an association for each.

Run as `python -m benchmarks.seed_news ROWS`. Every fiftieth is a draft.
"""

import sys

import django

from .seed_practices import AUTHORS, REGISTER_ROWS, make_people

TABLES = ("content_entry", "content_entryplace", "content_entry_themes", "news_news")
MADE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
WITH person AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_user WHERE email LIKE 'mjerenje%%'),
    municipality AS (SELECT id, name, row_number() OVER (ORDER BY slug, id) - 1 AS place FROM register_municipality),
    holder AS (SELECT id, row_number() OVER (ORDER BY slug) - 1 AS place FROM register_organisation WHERE kind = 'savez')
SELECT (SELECT coalesce(max(id), 0) FROM content_entry) + n AS id, n, person.id AS author, municipality.id AS municipality,
    municipality.name AS town, holder.id AS holder, now() - n * interval '3 hours' AS at, n %% 50 > 0 AS there
FROM generate_series(1, %s) AS n
    JOIN person ON person.place = n %% %s
    JOIN municipality ON municipality.place = n * 7 %% (SELECT count(*) FROM municipality)
    JOIN holder ON holder.place = n %% (SELECT count(*) FROM holder)
"""
ROWS = (
    """
    INSERT INTO content_entry (id, kind, author_id, audience, language, title, lead, body, body_html, source, source_url,
        is_sample, status, created, edited, published, version, useful_count, comment_count, place_names)
    SELECT id, 'news', author, 'public', 'bs', left('Izabrani savjeti, ' || town || ' ' || n, 120),
        'Glasalo se u domovima i školama, od deset do osamnaest sati.',
        rtrim(repeat('Na zborovima su izabrani novi savjeti. Mandat traje četiri godine, a prva sjednica je uskoro. ', 6)), '',
        '', '', false, CASE WHEN there THEN 'published' ELSE 'draft' END, at, at, CASE WHEN there THEN at END, 1, 0, 0, town
    FROM made
    """,
    """
    INSERT INTO news_news (entry_ptr_id, published_for_id, happened, day_note, correction, dated)
    SELECT id, holder, CASE WHEN n % 3 = 0 THEN to_char(at, 'YYYY-MM-DD') ELSE '' END, '', '',
        CASE WHEN there THEN to_char(at AT TIME ZONE 'Europe/Sarajevo', 'YYYY-MM-DD') ELSE '' END FROM made
    """,
    """
    INSERT INTO content_entryplace (entry_id, municipality_id, name, published)
    SELECT id, municipality, '', CASE WHEN there THEN at END FROM made ORDER BY id
    """,
    "INSERT INTO content_entry_themes (entry_id, theme_id) SELECT id, (SELECT min(id) FROM content_theme) + n % 5 FROM made",
)


def seed(rows: int) -> None:
    """Brings the number of news to `rows`."""
    from news.models import News

    from .seed import fill
    from .seed import seed as seed_register

    seed_register(REGISTER_ROWS)
    make_people()
    fill(TABLES, MADE, [rows - News.objects.count(), AUTHORS], ROWS)


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
