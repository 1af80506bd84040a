"""Fills a scratch database with conclusions of networks, ten for each meeting, and with members.

Run as `python -m benchmarks.seed_networks ROWS`. Of ten conclusions four are answered, one is overdue, one is not sent yet.
What triggers would have written of each is written here, and compared with what they say at the end.
"""

import sys

import django
from django.db import connection

from .seed_practices import AUTHORS, REGISTER_ROWS, make_people

TABLES = (
    "content_entry", "content_entry_themes", "networks_meeting", "networks_agendaitem", "networks_attendee",
    "networks_conclusion", "networks_reply", "networks_card",
)  # fmt: skip
PER_MEETING = 10
MEMBERS = 200

# One row for each conclusion; the first of each ten brings its meeting along, whose number is the one before.
MADE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
WITH person AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_user WHERE email LIKE 'mjerenje%%'),
    network AS (SELECT organisation_id AS id, row_number() OVER (ORDER BY organisation_id) - 1 AS place FROM networks_network),
    municipality AS (SELECT id, name, row_number() OVER (ORDER BY slug, id) - 1 AS place FROM register_municipality),
    organisation AS (SELECT id, row_number() OVER (ORDER BY slug) - 1 AS place FROM register_organisation
        WHERE kind IN ('savez', 'ministarstvo'))
SELECT (SELECT coalesce(max(id), 0) FROM content_entry) + n + (n + %s - 1) / %s AS id,
    (SELECT coalesce(max(id), 0) FROM content_entry) + (n - 1) / %s * (%s + 1) + 1 AS meeting,
    n, 1 + (n - 1) %% %s AS number, person.id AS author, network.id AS network, municipality.id AS municipality,
    municipality.name AS town, organisation.id AS organisation, current_date - 20 - (n - 1) / %s AS day
FROM generate_series(1, %s) AS n
    JOIN person ON person.place = n / %s %% %s
    JOIN network ON network.place = n / %s %% (SELECT count(*) FROM network)
    JOIN municipality ON municipality.place = n * 7 %% (SELECT count(*) FROM municipality)
    JOIN organisation ON organisation.place = n %% (SELECT count(*) FROM organisation)
"""
NETWORKS = """
INSERT INTO networks_network (organisation_id, association_id, purpose, area, joining, source, source_url, version)
SELECT id, NULL, 'Razmjena iskustava onih koji rade sa mjesnim zajednicama.', 'Bosna i Hercegovina', 'request', '', '', 1
FROM register_organisation WHERE kind = 'mreza' ON CONFLICT DO NOTHING
"""
BELONGING = (
    """
    INSERT INTO accounts_mandate (user_id, role, organisation_id, starts, confirmed_on, name_since)
    SELECT person.id, 'network_member', network.organisation_id, current_date - 900, current_date - 900,
        CASE WHEN person.place % 10 = 0 THEN current_date - 900 END
    FROM networks_network network, (SELECT id, row_number() OVER (ORDER BY id DESC) AS place FROM accounts_user
        WHERE email LIKE 'mjerenje%%') person
    WHERE person.place <= {members} AND NOT EXISTS (SELECT FROM accounts_mandate
        WHERE user_id = person.id AND organisation_id = network.organisation_id)
    """,
    """
    INSERT INTO networks_card (network_id, person_id, municipality_id, function, skills)
    SELECT organisation_id, user_id, (SELECT min(id) FROM register_municipality) + user_id % 100, 'koordinatorica',
        'Imovina mjesnih zajednica, forumi' FROM accounts_mandate WHERE role = 'network_member' ON CONFLICT DO NOTHING
    """,
)
ROWS = (
    """
    INSERT INTO content_entry (id, kind, author_id, audience, language, title, lead, body, body_html, source, source_url,
        is_sample, status, created, edited, published, version, useful_count, comment_count, place_names)
    SELECT meeting, 'meeting', author, 'public', 'bs', 'Sastanak o imovini, ' || town, 'Ko je upisan i ko održava.',
        'Ponesite statut.', '', '', '', false, 'published', day, day, day, 1, 0, 0, ''
    FROM made WHERE number = 1
    """,
    """
    INSERT INTO networks_meeting (entry_ptr_id, network_id, day, starts, finishes, day_note, held_in, link, cancelled_why,
        attended)
    SELECT meeting, network, day, (day + time '10:00') AT TIME ZONE 'Europe/Sarajevo',
        (day + time '12:00') AT TIME ZONE 'Europe/Sarajevo', '', town, '', '', now()
    FROM made WHERE number = 1
    """,
    """
    INSERT INTO networks_agendaitem (meeting_id, position, title, speaker, minutes)
    SELECT meeting, place, 'Tačka ' || place, 'Lejla Begić', 20 FROM made, generate_series(1, 5) AS place WHERE number = 1
    """,
    """
    INSERT INTO networks_attendee (meeting_id, name, gender, municipality_id, comes_from)
    SELECT meeting, 'Osoba ' || place, (ARRAY['f', 'm'])[1 + place % 2], municipality, ''
    FROM made, generate_series(1, 20) AS place WHERE number = 1
    """,
    """
    INSERT INTO content_entry (id, kind, author_id, audience, language, title, lead, body, body_html, source, source_url,
        is_sample, status, created, edited, published, version, useful_count, comment_count, place_names)
    SELECT id, 'conclusion', author, 'public', 'bs', 'Upisati domove u katastar, ' || town,
        '', 'Bez roka upis čeka godinama, a bez upisa niko ne održava zgradu.', '', '', '', false, 'published', day, day, day, 1,
        0, 0, ''
    FROM made
    """,
    """
    INSERT INTO networks_conclusion (entry_ptr_id, adopted_at_id, number, to_organisation_id, to_municipality_id,
        responsible_id, deadline, sent, state)
    SELECT id, meeting, number, CASE WHEN n % 3 > 0 THEN organisation END, CASE WHEN n % 3 = 0 THEN municipality END, author,
        CASE WHEN number = 5 THEN day + 10 ELSE current_date + 60 END, CASE WHEN number < 10 THEN day + 3 END,
        CASE WHEN number < 5 THEN 'accepted' WHEN number < 10 THEN 'sent' ELSE 'unsent' END
    FROM made
    """,
    """
    INSERT INTO networks_reply (conclusion_id, day, outcome, letter, words, by_id, made)
    SELECT id, day + 15, 'accepted', 'Dopis 01-5/26', 'Izmjena ide u proceduru.', author, now() FROM made WHERE number < 5
    """,
    "INSERT INTO content_entry_themes (entry_id, theme_id) SELECT id, (SELECT min(id) FROM content_theme) + n % 5 FROM made",
)


def seed(rows: int) -> None:
    """Brings the number of conclusions to `rows`."""
    from networks.models import Conclusion

    from .seed import fill
    from .seed import seed as seed_register

    seed_register(REGISTER_ROWS)
    make_people()
    with connection.cursor() as cursor:
        cursor.execute(NETWORKS)
        for statement in BELONGING:
            cursor.execute(statement.format(members=MEMBERS).replace("%%", "%"))
    ten, missing = PER_MEETING, rows - Conclusion.objects.count()
    fill(TABLES, MADE, [ten, ten, ten, ten, ten, ten, missing, ten, AUTHORS, ten], ROWS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE networks_conclusion SET state = state WHERE entry_ptr_id % 50 = 0")  # the trigger judges
        cursor.execute(
            "SELECT FROM networks_conclusion WHERE state <> CASE WHEN number < 5 THEN 'accepted' WHEN number < 10 THEN 'sent'"
            " ELSE 'unsent' END"
        )
        assert not cursor.fetchall(), "some are not what the trigger says"


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
