"""What must never be false, tried by plain statements that no policy has seen."""

import uuid

import pghistory
import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from content.models import AuditRow, Entry, EntryPlace, Follow, Theme, Useful
from tests import factories

pytestmark = pytest.mark.django_db


def refused(rule: str):
    return pytest.raises(Error, match=rule)


@pytest.mark.parametrize("status", ["pending", "published", "returned", "hidden"])
def test_every_legal_move_is_possible(member, status):
    assert factories.make_entry(member, status=status).status == status


LEGAL = {
    ("draft", "pending"), ("draft", "published"), ("pending", "draft"), ("pending", "published"),
    ("pending", "returned"), ("returned", "pending"), ("returned", "published"), ("published", "hidden"),
    ("hidden", "published"),
}  # fmt: skip
STATUSES = ("draft", "pending", "published", "returned", "hidden")


@pytest.mark.parametrize(("old", "new"), [(a, b) for a in STATUSES for b in STATUSES if a != b and (a, b) not in LEGAL])
def test_no_other_move_is(member, old, new):
    entry = factories.make_entry(member, status=old)
    factories.decide(entry, "published")  # so that only the move itself can be what is refused
    with refused("Invalid transition of field|entry_status"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(status=new, published=timezone.now())


@pytest.mark.parametrize("status", ["nonsense", ""])
def test_there_is_no_other_status(member, status):
    with refused("entry_status|Invalid transition"), transaction.atomic():
        Entry.objects.filter(pk=factories.make_entry(member).pk).update(status=status)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"audience": "organisation"}, "entry_audience"),
        ({"audience": "nobody"}, "entry_audience"),
        ({"kind": "comment"}, "entry_stands_where_its_kind_does"),
        ({"kind": "adoption"}, "entry_stands_where_its_kind_does"),
        ({"kind": "answer"}, "entry_stands_where_its_kind_does"),
        ({"kind": "question", "title": "", "status": "pending"}, "entry_has_title"),
        ({"kind": "other"}, "entry_stands_where_its_kind_does"),
        ({"title": "", "status": "pending"}, "entry_has_title"),
        ({"status": "hidden", "published": None}, "entry_published_has_time"),
        ({"published": timezone.datetime(2020, 1, 1, tzinfo=timezone.get_default_timezone())}, "entry_published_after"),
        ({"source_url": "javascript:alert(1)"}, "content_entry_source_url_check"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(member, fields, rule):
    with refused(rule), transaction.atomic():
        Entry.objects.create(author=member, **{"kind": "practice", "title": "Klupa", **fields})


def test_a_practice_stands_below_nothing(entry, member):
    with refused("entry_stands_where_its_kind_does"), transaction.atomic():
        Entry.objects.create(kind="practice", author=member, title="x", root=entry, parent=entry)


def test_a_question_stands_below_nothing_and_an_answer_below_its_question_alone(entry, member):
    with refused("entry_stands_where_its_kind_does"), transaction.atomic():
        Entry.objects.create(kind="question", author=member, title="x", root=entry, parent=entry)
    question = factories.make_question(member)
    comment = factories.make_comment(member, question)
    answer = factories.make_answer(member, question)
    for above in (comment, answer):
        with refused("entry_stands_below_its_root"), transaction.atomic():
            Entry.objects.create(kind="answer", author=member, body="x", root=question, parent=above)


def test_what_is_said_to_an_answer_belongs_to_its_question_and_has_no_replies(entry, member):
    answer = factories.make_answer(member, factories.make_question(member))
    with refused("entry_stands_below_its_root"), transaction.atomic():
        Entry.objects.create(kind="comment", author=member, body="x", root=entry, parent=answer)
    comment = factories.make_comment(member, answer)
    with refused("entry_stands_below_its_root"), transaction.atomic():
        Entry.objects.create(kind="comment", author=member, body="x", root=answer.root, parent=comment)


def test_nothing_new_comes_below_what_is_closed(entry, member):
    comment = factories.make_comment(member, entry)
    Entry.objects.filter(pk=entry.pk).update(closed=timezone.now())
    for above in (entry, comment):
        with refused("entry_above_is_open"), transaction.atomic():
            Entry.objects.create(kind="comment", author=member, body="x", root=entry, parent=above)
    Entry.objects.filter(pk=entry.pk).update(closed=None)
    factories.make_comment(member, entry)


def test_below_a_text_without_a_name_its_author_has_none(entry, member, neighbour):
    before = [factories.make_comment(user, entry) for user in (member, neighbour)]
    Entry.objects.filter(pk=entry.pk).update(is_unnamed=True)
    after = [factories.make_comment(user, entry, is_unnamed=user != member) for user in (member, neighbour)]
    names = dict(Entry.objects.values_list("pk", "is_unnamed"))
    assert [names[one.pk] for one in (*before, *after)] == [True, False, True, False]


def test_replies_have_no_replies(entry, member):
    reply = factories.make_comment(member, factories.make_comment(member, entry))
    with refused("entry_stands_below_its_root"), transaction.atomic():
        Entry.objects.create(kind="comment", author=member, body="x", root=entry, parent=reply)


def test_a_reply_belongs_to_the_entry_of_its_parent(entry, member):
    comment = factories.make_comment(member, entry)
    other = factories.make_entry(member, title="Druga")
    with refused("entry_stands_below_its_root"), transaction.atomic():
        Entry.objects.create(kind="comment", author=member, body="x", root=other, parent=comment)


def test_one_form_stores_one_entry(member):
    once = uuid.uuid4()
    factories.make_entry(member, once=once)
    with pytest.raises(IntegrityError, match="entry_sent_once"), transaction.atomic():
        factories.make_entry(member, once=once)


def test_a_published_text_changes_with_its_version_alone(entry):
    with refused("entry_change_moves_version"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(body="Drugo.")


def test_a_place_lies_in_its_municipality(entry, places):
    EntryPlace.objects.create(entry=entry, municipality=places.tesanj, community=places.jelah)
    with refused("entry_place_fits"), transaction.atomic():
        EntryPlace.objects.create(entry=entry, municipality=places.laktasi, community=places.jelah)
    with refused("entry_place_once"), transaction.atomic():
        EntryPlace.objects.create(entry=entry, municipality=places.tesanj, community=places.jelah)
    with refused("entry_place_is_named_once"), transaction.atomic():
        EntryPlace.objects.create(entry=entry, municipality=places.tesanj, community=places.kalosevic, name="Luk")


def test_there_are_twelve_themes_and_no_more(db):
    for number in range(12 - Theme.objects.count()):
        Theme.objects.create(slug=f"tema-{number}", name_bs="x", name_hr="x", name_sr="x", name_en="x")
    with refused("themes_are_few"), transaction.atomic():
        Theme.objects.create(slug="jedna-previse", name_bs="x", name_hr="x", name_sr="x", name_en="x")


# -- counts ----------------------------------------------------------------------------------------------------------


def test_useful_is_counted_by_the_database(entry, neighbour, newcomer):
    Useful.objects.bulk_create([Useful(user=neighbour, entry=entry), Useful(user=newcomer, entry=entry)])
    entry.refresh_from_db()
    assert entry.useful_count == 2
    Useful.objects.filter(user=neighbour).delete()
    entry.refresh_from_db()
    assert entry.useful_count == 1


def test_nobody_marks_twice_nor_their_own(entry, member, neighbour):
    Useful.objects.create(user=neighbour, entry=entry)
    with refused("useful_once"), transaction.atomic():
        Useful.objects.create(user=neighbour, entry=entry)
    with refused("useful_to_others"), transaction.atomic():
        Useful.objects.create(user=member, entry=entry)
    with refused("Cannot update"), transaction.atomic():
        Useful.objects.update(user=member)


def test_comments_are_counted_while_they_can_be_read(entry, neighbour):
    comment = factories.make_comment(neighbour, entry)
    factories.make_comment(neighbour, comment)
    factories.make_comment(neighbour, entry, status="pending")
    entry.refresh_from_db()
    assert entry.comment_count == 2
    Entry.objects.filter(pk=comment.pk).update(withdrawn=timezone.now())
    entry.refresh_from_db()
    assert entry.comment_count == 1
    Entry.objects.filter(kind="comment").delete()
    entry.refresh_from_db()
    assert entry.comment_count == 0


def test_following_is_once(entry, neighbour):
    Follow.objects.create(user=neighbour, entry=entry)
    with refused("follow_once"), transaction.atomic():
        Follow.objects.create(user=neighbour, entry=entry)


# -- history ---------------------------------------------------------------------------------------------------------


def test_revisions_hold_every_text_that_ever_stood(entry):
    factories.decide(Entry(pk=entry.pk, version=2), "published")
    Entry.objects.filter(pk=entry.pk).update(body="Novo.", version=2)
    assert list(entry.revisions.order_by("pgh_id").values_list("body", "version")) == [("", 1), ("Novo.", 2)]
    for change in (lambda: entry.revisions.update(body="x"), lambda: entry.revisions.all().delete()):
        with refused("Cannot update or delete"), transaction.atomic():
            change()


def test_the_audit_names_fields_and_outlives_its_subject(member):
    entry = factories.make_entry(member)
    Entry.objects.filter(pk=entry.pk).update(title="Tajni naslov", edited=timezone.now())
    pk = entry.pk
    entry.delete()
    rows = list(AuditRow.objects.filter(table="content_entry", row_id=pk).order_by("id"))
    assert [row.action for row in rows] == ["insert", "update", "delete"]
    assert rows[1].fields == ["edited", "title"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(a::text, ' ') FROM content_auditrow a")
        assert "Tajni" not in cursor.fetchone()[0]


def test_the_audit_knows_actor_and_request(member):
    with pghistory.context(user=member.pk, url="/prakse/nova/"):
        entry = factories.make_entry(member)
    row = AuditRow.objects.get(table="content_entry", row_id=entry.pk)
    assert (row.actor_id, row.request) == (member.pk, "/prakse/nova/")


def test_counts_leave_no_audit(entry, neighbour):
    before = AuditRow.objects.count()
    Useful.objects.create(user=neighbour, entry=entry)
    assert AuditRow.objects.count() == before


@pytest.mark.parametrize(
    "change", [lambda: AuditRow.objects.update(action="x"), lambda: AuditRow.objects.all().delete()]
)
def test_the_audit_cannot_be_changed(entry, change):
    with refused("Cannot update or delete"), transaction.atomic():
        change()


def test_search_is_blind_to_script_and_endings(member):
    factories.make_entry(member, title="Расвјета код школе", body="Postavili smo lampe uz općinsku cestu.")
    for query in ("skola", "škole", "школама", "rasvjeta", "opštinska", "lampa"):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM content_entry WHERE search @@ websearch_to_tsquery('serbian', text_fold(%s))",
                [query],
            )
            assert cursor.fetchone()[0] == 1, query
