"""Nothing is published without a decision whose grounds hold: tried by plain SQL, which no action has seen."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from content.models import Entry
from moderation.models import Decision
from tests import factories

pytestmark = pytest.mark.django_db
PUBLISH = "UPDATE content_entry SET status = 'published', published = clock_timestamp() WHERE id = %s"


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def publishes(entry: Entry) -> bool:
    """Whether the database lets it, in a transaction that is undone."""
    try:
        with transaction.atomic():
            sql(PUBLISH, entry.pk)
            transaction.set_rollback(True)
    except Error as error:
        if "published_needs_decision" not in str(error):
            raise
        return False
    return True


def decided(entry: Entry, **fields: object) -> Decision:
    return Decision.objects.create(**{"entry": entry, "outcome": "published", "version": entry.version, **fields})


def test_not_without_a_decision(draft):
    assert not publishes(draft)


def test_not_as_a_new_row(member):
    with pytest.raises(Error, match="published_needs_decision"):
        sql(
            "INSERT INTO content_entry (kind, author_id, audience, language, title, lead, body, body_html, source, source_url,"
            " place_names,"
            " is_sample, status, created, edited, published, version, useful_count, comment_count)"
            " VALUES ('practice', %s, 'public', 'bs', 'x', '', '', '', '', '', '', false,"
            " 'published', now(), now(), clock_timestamp(), 1, 0, 0)",
            member.pk,
        )


def test_a_new_row_with_a_decision_may_be_published(moderator, member):
    """The trigger looks at rows, not at the order of statements."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('content_entry_id_seq')")
        (pk,) = cursor.fetchone()
    decided(Entry(pk=pk, version=1), kind="review", by=moderator)
    now = timezone.now()
    Entry.objects.create(
        pk=pk, kind="practice", author=member, title="x", status="published", created=now, published=now
    )


class TestReview:
    def test_by_a_moderator(self, draft, moderator):
        decided(draft, kind="review", by=moderator)
        assert publishes(draft)

    def test_not_by_its_author(self, moderator):
        own = factories.make_entry(moderator)
        decided(own, kind="review", by=moderator)
        assert not publishes(own)

    @pytest.mark.parametrize("who", ["neighbour", "newcomer", "coordinator"])
    def test_not_by_somebody_else(self, draft, request, who):
        decided(draft, kind="review", by=request.getfixturevalue(who))
        assert not publishes(draft)

    def test_not_by_nobody(self, draft):
        decided(draft, kind="review")
        assert not publishes(draft)

    @pytest.mark.parametrize(
        "mandate",
        [
            {"ends": -timedelta(days=1)},
            {"confirmed_on": None},
            {"starts": timedelta(days=1)},
        ],
        ids=["ended", "never confirmed", "not begun"],
    )
    def test_not_by_a_moderator_of_another_day(self, draft, moderator, mandate):
        decided(draft, kind="review", by=moderator)
        today = timezone.localdate()  # midnight may lie between the collecting of the tests and this one
        changed = {name: days and today + days for name, days in mandate.items()}
        moderator.mandate_set.update(**{"confirmed_on": today, **changed})
        assert not publishes(draft)

    @pytest.mark.parametrize("outcome", ["returned", "hidden", "kept"])
    def test_not_with_another_outcome(self, draft, moderator, outcome):
        decided(draft, kind="review", by=moderator, outcome=outcome, words="Zašto.")
        assert not publishes(draft)

    def test_not_after_a_newer_decision_against_it(self, draft, moderator):
        decided(draft, kind="review", by=moderator)
        decided(draft, kind="review", by=moderator, outcome="returned", words="Zašto.")
        assert not publishes(draft)

    def test_not_another_version_than_was_read(self, draft, moderator):
        decided(draft, kind="review", by=moderator)
        Entry.objects.filter(pk=draft.pk).update(version=2, title="Nešto drugo")
        assert not publishes(draft)

    def test_not_of_another_entry(self, draft, moderator, member):
        decided(factories.make_entry(member, title="Druga"), kind="review", by=moderator)
        assert not publishes(draft)


class TestMandate:
    def test_of_its_author(self, draft, member):
        decided(draft, kind="mandate", ground=member.mandates[0])
        assert publishes(draft)

    def test_not_of_somebody_else(self, draft, neighbour):
        decided(draft, kind="mandate", ground=neighbour.mandates[0])
        assert not publishes(draft)

    @pytest.mark.parametrize("change", [{"ends": timezone.localdate() - timedelta(days=1)}, {"confirmed_on": None}])
    def test_not_when_it_does_not_hold(self, draft, member, change):
        decided(draft, kind="mandate", ground=member.mandates[0])
        member.mandate_set.update(**change)
        assert not publishes(draft)


class TestStanding:
    @pytest.mark.parametrize(("approved", "enough"), [(0, False), (1, False), (2, True)])
    def test_two_reviewed_entries(self, newcomer, moderator, approved, enough):
        for number in range(approved):
            factories.make_entry(newcomer, status="published", by=moderator, title=f"Praksa {number}")
        entry = factories.make_entry(newcomer)
        decided(entry, kind="standing")
        assert publishes(entry) is enough

    def test_hidden_ones_do_not_count(self, newcomer, moderator):
        for status in ("published", "hidden"):
            factories.make_entry(newcomer, status=status, by=moderator)
        entry = factories.make_entry(newcomer)
        decided(entry, kind="standing")
        assert not publishes(entry)


class TestSource:
    def test_without_an_author_and_with_a_link(self, db):
        entry = factories.make_entry(None, source_url="https://www.trnovo-rs.com/vijest")
        decided(entry, kind="source")
        assert publishes(entry)

    def test_with_a_source_that_is_no_page(self, db):
        entry = factories.make_entry(None, source="Zapis s radionice, Petrovo, 19. 11. 2024.")
        decided(entry, kind="source")
        assert publishes(entry)

    def test_not_without_a_link(self, db):
        entry = factories.make_entry(None)
        decided(entry, kind="source")
        assert not publishes(entry)

    def test_not_with_an_author(self, member):
        entry = factories.make_entry(member, source_url="https://www.trnovo-rs.com/vijest")
        decided(entry, kind="source")
        assert not publishes(entry)


def test_a_new_version_of_what_is_published_needs_a_decision_too(published, moderator):
    with pytest.raises(Error, match="published_needs_decision"):
        sql("UPDATE content_entry SET body = 'Drugo', version = 2 WHERE id = %s", published.pk)
    decided(published, kind="review", by=moderator, version=2)
    sql("UPDATE content_entry SET body = 'Drugo', version = 2 WHERE id = %s", published.pk)


def test_counts_and_withdrawal_need_none(published, member):
    sql("UPDATE content_entry SET withdrawn = now(), useful_count = 3 WHERE id = %s", published.pk)


class TestDecisionsStay:
    @pytest.mark.parametrize("change", ["outcome = 'kept'", "words = 'x'", "by_id = NULL, words = 'x'", "at = now()"])
    def test_nothing_of_it_changes(self, published, change):
        with pytest.raises(Error, match="decision_is_final"):
            sql(f"UPDATE moderation_decision SET {change}")  # noqa: S608

    def test_it_is_not_deleted(self, published):
        with pytest.raises(Error, match="Cannot delete"):
            sql("DELETE FROM moderation_decision")

    def test_it_outlives_its_entry_and_forgets_an_erased_person(self, published, moderator):
        decision = factories.decide(published, "hidden", moderator)
        moderator.delete()
        published.delete()
        decision.refresh_from_db()
        assert (decision.by_id, decision.outcome) == (None, "hidden")

    @pytest.mark.parametrize(
        ("fields", "rule"),
        [
            ({"kind": "mandate"}, "decision_names_mandate"),
            ({"kind": "standing", "outcome": "hidden", "words": "x"}, "decision_without_review_publishes"),
            ({"kind": "review", "outcome": "returned"}, "decision_against_says_why"),
            ({"kind": "review", "outcome": "confirmed"}, "decision_outcome_fits"),
            ({"kind": "review", "entry": None}, "decision_has_one_subject"),
        ],
    )
    def test_it_makes_sense(self, draft, fields, rule):
        with pytest.raises(Error, match=rule), transaction.atomic():
            Decision.objects.create(**{"entry": draft, "outcome": "published", **fields})
