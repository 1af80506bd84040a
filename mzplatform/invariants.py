"""What must be true of the data at any moment, as questions to the database: each answers with the rows where it is not.

Constraints and triggers keep most of it already. These questions are asked after a crash, a restore or work by hand,
when somebody wants to know rather than believe.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Invariant:
    """A name, what it promises, and SQL whose first column names the rows that break the promise."""

    name: str
    promise: str
    sql: str

    def broken(self) -> list[str]:
        """The rows that break it."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql)
            return [str(row[0]) for row in cursor.fetchall()]


class FilesExist(Invariant):
    """As above, but the SQL names files below MEDIA_ROOT, and those are broken that are not there."""

    def broken(self) -> list[str]:
        root = Path(settings.MEDIA_ROOT)
        return [path for path in super().broken() if not (root / path).is_file()]


class NoOrphans(Invariant):
    """The SQL names all files that belong to something; broken are those that lie there and belong to nothing.

    A file is written before its row, and removed after it: what is younger than an hour may be on its way.
    """

    def broken(self) -> list[str]:
        root = Path(settings.MEDIA_ROOT)
        before = time.time() - 3600
        known = set(super().broken())
        lying = (path for path in root.rglob("*") if path.is_file() and path.stat().st_mtime < before)
        return sorted(name for path in lying if (name := str(path.relative_to(root))) not in known)


INVARIANTS = (
    Invariant(
        "training_days",
        "A training says of itself on which days it begins and ends.",
        """
        SELECT entry_ptr_id FROM trainings_training t, LATERAL (
            SELECT min(day) AS first, max(day) AS last FROM trainings_session WHERE training_id = t.entry_ptr_id) AS session
            WHERE (begins, ends) IS DISTINCT FROM (first, last)
        """,
    ),
    Invariant(
        "training_seats",
        "A training says of itself how many seats are taken and how many people wait, and never has more people than seats.",
        """
        SELECT s.training_id FROM trainings_signup s, LATERAL (
            SELECT count(*) FILTER (WHERE state IN ('offered', 'confirmed')) AS taken,
                    count(*) FILTER (WHERE state = 'waiting') AS waiting
                FROM trainings_registration WHERE sign_up_id = s.training_id) AS people
            WHERE (s.taken, s.waiting) IS DISTINCT FROM (people.taken, people.waiting) OR people.taken > s.seats
        """,
    ),
    Invariant(
        "wishes_closed",
        "A wish of which a training came takes no more votes: the spine says that it is closed since then.",
        """
        SELECT e.id FROM content_entry e JOIN trainings_wish w ON w.entry_ptr_id = e.id
            WHERE e.closed IS DISTINCT FROM w.answered_on
        """,
    ),
    Invariant(
        "training_waiting_list",
        "Where no rule keeps people out, nobody waits while a seat is free, and offers that ran out go on within ten minutes.",
        """
        SELECT s.training_id FROM trainings_signup s JOIN trainings_training t ON t.entry_ptr_id = s.training_id
            WHERE t.cancelled IS NULL AND (t.begins IS NULL OR t.begins > (now() AT TIME ZONE 'Europe/Sarajevo')::date)
                AND (s.waiting > 0 AND s.taken < s.seats AND s.per_municipality IS NULL AND s.per_community IS NULL
                        AND s.women_until IS NULL
                    OR EXISTS (SELECT FROM trainings_registration WHERE sign_up_id = s.training_id AND state = 'offered'
                        AND offered_until < now() - interval '10 minutes'))
        """,
    ),
    Invariant(
        "certificates_earned",
        "Whoever has a valid certificate was at as many sessions as it says, and of several of one person one is valid at most.",
        """
        SELECT c.id FROM trainings_certificate c WHERE c.revoked IS NULL AND (c.sessions > (
                SELECT count(*) FROM trainings_attendance WHERE registration_id = c.registration_id AND came)
            OR EXISTS (SELECT FROM trainings_certificate o
                WHERE o.registration_id = c.registration_id AND o.revoked IS NULL AND o.id <> c.id))
        """,
    ),
    Invariant(
        "certificate_numbers",
        "Certificates of a year are numbered from one to the last, without gaps.",
        """
        SELECT year FROM trainings_certificateyear y WHERE last <> (
            SELECT count(*) FROM trainings_certificate c WHERE c.year = y.year AND number BETWEEN 1 AND y.last)
        UNION SELECT year FROM trainings_certificate c WHERE NOT EXISTS (
            SELECT FROM trainings_certificateyear y WHERE y.year = c.year AND y.last >= c.number)
        """,
    ),
    Invariant(
        "training_feedback",
        "A training has as many answers to what people think as people who gave one, and shows none below five.",
        """
        SELECT s.training_id FROM trainings_signup s, LATERAL (
            SELECT count(*) AS given, count(*) FILTER (WHERE is_shown) AS shown
                FROM trainings_feedback WHERE sign_up_id = s.training_id) AS feedback
            WHERE given <> (SELECT count(*) FROM trainings_registration WHERE sign_up_id = s.training_id AND gave_feedback)
                OR shown BETWEEN 1 AND 4
        """,
    ),
    Invariant(
        "useful_count",
        "An entry says of itself how many people marked it as useful.",
        """
        SELECT id FROM content_entry e
            WHERE useful_count <> (SELECT count(*) FROM content_useful WHERE entry_id = e.id)
        """,
    ),
    Invariant(
        "comment_count",
        "An entry says of itself how many comments readers see below it.",
        """
        SELECT id FROM content_entry e WHERE comment_count <> (
            SELECT count(*) FROM content_entry
                WHERE root_id = e.id AND kind = 'comment' AND status = 'published' AND withdrawn IS NULL)
        """,
    ),
    Invariant(
        "adoption_count",
        "A practice says of itself how many communities took it over, as far as readers see it and a council confirmed it.",
        """
        SELECT p.entry_ptr_id FROM practices_practice p WHERE adoption_count <> (
            SELECT count(DISTINCT a.community_id)
                FROM practices_adoption a JOIN content_entry e ON e.id = a.entry_ptr_id
                WHERE e.root_id = p.entry_ptr_id AND e.status = 'published' AND e.withdrawn IS NULL
                    AND a.confirmed_on IS NOT NULL AND a.state <> 'abandoned')
        """,
    ),
    Invariant(
        "answer_count",
        "A question says of itself how many answers readers see, and whether one of them helped.",
        """
        SELECT q.entry_ptr_id FROM forums_question q, LATERAL (
            SELECT count(*) AS number, coalesce(bool_or(a.accepted_on IS NOT NULL), false) AS helped
                FROM forums_answer a JOIN content_entry e ON e.id = a.entry_ptr_id
                WHERE a.about_id = q.entry_ptr_id AND e.status = 'published' AND e.withdrawn IS NULL) seen
            WHERE (q.answer_count, q.is_solved) IS DISTINCT FROM (seen.number, seen.helped)
        """,
    ),
    Invariant(
        "questions_listed",
        "A question says since when it stands on the site, and the spine whether it is closed: lists and rights go by them.",
        """
        SELECT e.id FROM content_entry e JOIN forums_question q ON q.entry_ptr_id = e.id
            WHERE e.closed IS DISTINCT FROM q.closed_on OR q.listed IS DISTINCT FROM
                CASE WHEN e.status = 'published' AND e.withdrawn IS NULL THEN e.published END
        """,
    ),
    Invariant(
        "unnamed_below",
        "Whoever asks without a name is not named by what they say below their question.",
        """
        SELECT e.id FROM content_entry e JOIN content_entry root ON root.id = e.root_id
            WHERE root.is_unnamed AND e.author_id = root.author_id AND NOT e.is_unnamed
        """,
    ),
    Invariant(
        "claims_answered",
        "A claim that was answered has the decision for it, a confirmed one its mandate.",
        """
        SELECT id FROM accounts_claim c WHERE status IN ('confirmed', 'refused') AND NOT EXISTS (
            SELECT FROM moderation_decision WHERE claim_id = c.id AND outcome = c.status)
        """,
    ),
    Invariant(
        "published_by_decision",
        "What is published rests on a decision about this very version.",
        """
        SELECT id FROM content_entry e WHERE status = 'published' AND NOT EXISTS (
            SELECT FROM moderation_decision
                WHERE entry_id = e.id AND version = e.version AND outcome IN ('published', 'restored'))
        """,
    ),
    Invariant(
        "status_follows_decision",
        "Published, returned and hidden entries are what the newest decision made them; what waits was sent.",
        """
        SELECT e.id FROM content_entry e
            LEFT JOIN LATERAL (
                SELECT outcome FROM moderation_decision
                    WHERE entry_id = e.id AND outcome NOT IN ('kept', 'upheld') ORDER BY id DESC LIMIT 1
            ) newest ON true
            WHERE (e.status = 'published' AND coalesce(newest.outcome, '') NOT IN ('published', 'restored'))
                OR (e.status IN ('returned', 'hidden') AND newest.outcome IS DISTINCT FROM e.status)
                OR (e.status = 'pending' AND e.submitted IS NULL)
        """,
    ),
    Invariant(
        "published_after_created",
        "Nothing was published before it was written.",
        "SELECT id FROM content_entry WHERE published < created",
    ),
    Invariant(
        "places_fit",
        "The local community of an entry lies in the municipality that stands beside it.",
        """
        SELECT place.id FROM content_entryplace place JOIN register_community c ON c.id = place.community_id
            WHERE c.municipality_id <> place.municipality_id
        """,
    ),
    Invariant(
        "places_published",
        "A place of an entry says since when that stands on the site: lists by municipality go by it.",
        """
        SELECT place.id FROM content_entryplace place JOIN content_entry e ON e.id = place.entry_id
            WHERE place.published IS DISTINCT FROM
                CASE WHEN e.status = 'published' AND e.withdrawn IS NULL THEN e.published END
        """,
    ),
    Invariant(
        "places_named",
        "An entry is found by the present names of its places.",
        """
        SELECT place.id FROM content_entryplace place
            JOIN content_entry entry ON entry.id = place.entry_id
            JOIN register_municipality municipality ON municipality.id = place.municipality_id
            LEFT JOIN register_community community ON community.id = place.community_id
            WHERE position(municipality.name IN entry.place_names) = 0
                OR position(coalesce(community.name, '') IN entry.place_names) = 0
        """,
    ),
    Invariant(
        "role_has_history",
        "The history knows when each role was given.",
        """
        SELECT id FROM accounts_mandate m WHERE NOT EXISTS (
            SELECT FROM accounts_mandateevent WHERE pgh_obj_id = m.id AND pgh_label = 'insert')
        """,
    ),
    Invariant(
        "closed_council",
        "Nobody sits in the council of a local community that is closed, or waits to be confirmed there.",
        """
        SELECT m.id FROM accounts_mandate m JOIN register_community c ON c.id = m.community_id
            WHERE c.closed_on < current_date - 1 AND (m.ends IS NULL OR m.ends > greatest(c.closed_on, m.starts + 1))
        UNION ALL SELECT claim.id FROM accounts_claim claim JOIN register_community c ON c.id = claim.community_id
            WHERE c.closed_on IS NOT NULL AND claim.status = 'waiting'
        """,
    ),
    FilesExist(
        "photo_files",
        "Every photo has its files.",
        "SELECT jsonb_array_elements(variants) ->> 'path' FROM content_photo",
    ),
    FilesExist("attachment_files", "Every attachment has its file.", "SELECT path FROM content_attachment"),
    NoOrphans(
        "no_orphans",
        "No file lies there that belongs to nothing: what was removed is gone.",
        """
        SELECT jsonb_array_elements(variants) ->> 'path' FROM content_photo
            UNION ALL SELECT path FROM content_attachment UNION ALL SELECT path FROM accounts_export
        """,
    ),
    Invariant(
        "erased_in_time",
        "Nobody who wanted to leave is still there a day after the last of the days to change one's mind.",
        "SELECT id FROM accounts_deletion WHERE due < now() - interval '1 day'",
    ),
    Invariant(
        "mail_moves",
        "No mail is held for more than ten minutes by a worker that has gone silent.",
        """
        SELECT id FROM notifications_outgoingmail
            WHERE status = 'sending' AND leased_until < now() - interval '8 minutes'
        """,  # a lease lasts two minutes
    ),
    Invariant(
        "mail_once",
        "One thing that happened is told to one person in one mail.",
        """
        SELECT min(id::text) FROM notifications_outgoingmail WHERE notification_id IS NOT NULL
            GROUP BY recipient, event, notification_id HAVING count(*) > 1
        """,
    ),
    Invariant(
        "mail_to_its_reader",
        "News go to whom they are for.",
        """
        SELECT mail.id FROM notifications_outgoingmail mail
            JOIN notifications_notification told ON told.id = mail.notification_id
            WHERE mail.reader_id IS DISTINCT FROM told.user_id
        """,
    ),
)


def broken() -> dict[Invariant, list[str]]:
    """The promises that do not hold, each with the rows that break it."""
    return {invariant: rows for invariant in INVARIANTS if (rows := invariant.broken())}
