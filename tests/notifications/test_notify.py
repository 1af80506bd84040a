"""Telling people: whom, whom not, at once or later; with what happened or not at all."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.models import Entry
from moderation import actions as moderation
from notifications.actions import choose, mark_read, notify
from notifications.models import DEFAULTS, Digest, Kind, MailConsent, Notification, OutgoingMail, Preference
from notifications.policy import may_read
from tests import factories
from tests.moderation.conftest import with_second_factor

pytestmark = pytest.mark.django_db
WHY = "Dopišite šta je urađeno."


def test_it_stands_on_the_site_and_who_wants_it_at_once_gets_a_mail(entry, member, neighbour):
    (later,) = notify("comment", member, entry=entry, actor=neighbour)
    assert (later.plan, later.mailed, later.entry_id) == ("daily", None, entry.pk)
    (now,) = notify("adoption_confirm", member, entry=entry, facts={"label": "MZ Jelah"})
    mail = OutgoingMail.objects.get()
    assert (mail.event, mail.reader, mail.notification) == ("notification", member, now)
    assert (now.plan, now.mailed is None) == ("at_once", False)


def test_every_kind_has_a_rule_for_who_has_not_chosen():
    assert set(DEFAULTS) == set(Kind.values)


def test_a_choice_comes_first(entry, member, neighbour):
    choose(member, {"comment": "at_once", "adopted": "never"}, "form")
    notify("comment", member, entry=entry, actor=neighbour)
    assert OutgoingMail.objects.count() == 1
    (never,) = notify("adopted", member, entry=entry)
    assert never.plan == "never"
    assert OutgoingMail.objects.count() == 1


def test_a_rollback_tells_nobody(entry, member):
    class WrongError(Exception):
        pass

    with pytest.raises(WrongError), transaction.atomic():  # noqa: PT012
        notify("adoption_confirm", member, entry=entry)
        raise WrongError
    assert not Notification.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_nobody_hears_of_what_they_did_nor_twice_nor_with_a_closed_account(entry, member, neighbour, newcomer):
    newcomer.is_active = False
    newcomer.save()
    told = notify("followed", [member, neighbour, neighbour, newcomer], entry=entry, actor=member)
    assert [one.user for one in told] == [neighbour]


@pytest.mark.parametrize("fields", [{"status": "pending"}, {"status": "hidden"}, {"audience": "organisation"}])
def test_who_may_not_see_it_hears_nothing(fields, member, neighbour, places):
    if "audience" in fields:
        fields = {**fields, "organisation": places.savez, "status": "published"}
    secret = factories.make_entry(member, **fields)
    assert notify("followed", neighbour, entry=secret) == []
    assert len(notify("decided", member, entry=secret)) == 1, "authors what was decided about their own"


def test_authors_hear_of_a_decision_even_where_the_page_around_it_is_gone(entry, neighbour):
    comment = factories.make_comment(neighbour, entry)
    factories.decide(entry, "hidden")
    Entry.objects.filter(pk=entry.pk).update(status="hidden")
    comment.refresh_from_db()
    (told,) = notify("decided", neighbour, entry=comment)
    assert may_read(neighbour, told)
    assert list(Notification.objects.readable_by(neighbour)) == [told]
    assert notify("reply", neighbour, entry=comment) == []


def test_predicate_and_queryset_agree(entry, member, neighbour, newcomer, moderator):
    comment = factories.make_comment(neighbour, entry)
    hidden = factories.make_entry(member, status="hidden", title="Skriveno")
    rows = []
    for kind in ("decided", "reply", "claim"):
        for about in (None, entry, comment, hidden):
            for user in (member, neighbour, newcomer, moderator):
                rows.append(Notification.objects.create(user=user, kind=kind, entry=about, plan="never"))
    for user in (member, neighbour, newcomer, moderator):
        readable = set(Notification.objects.readable_by(user))
        assert readable == {row for row in rows if may_read(user, row)}
        assert 0 < len(readable) < 12 or user in {member, moderator}


def test_many_cost_no_more_queries_than_one(entry, django_assert_num_queries):
    people = [factories.make_user() for _ in range(12)]
    for some in (people[:1], people[1:]):
        with django_assert_num_queries(4):  # savepoint, preferences, notifications, savepoint
            notify("followed", some, entry=entry)


def test_facts_are_one_line_and_small(member):
    (told,) = notify("claim", member, facts={"label": "predsjednik\r\nBcc: zao@example.ba", "mandate": 3})
    assert told.facts == {"label": "predsjednik Bcc: zao@example.ba", "mandate": 3}
    with pytest.raises(IntegrityError, match="facts_are_few"), transaction.atomic():
        notify("claim", member, facts={"label": "x" * 2000})


def test_marking_as_read(told, member, neighbour):
    assert mark_read(neighbour) == 0
    assert mark_read(member, told) == 1
    assert mark_read(member) == 0


# -- decisions -------------------------------------------------------------------------------------------------------


def test_the_author_is_told_what_moderators_decide(newcomer, moderator):
    with_second_factor(moderator)
    waiting = factories.make_entry(newcomer)
    moderation.submit(waiting, newcomer)
    assert not Notification.objects.exists(), "the queue shows what waits"
    moderation.send_back(waiting, moderator, WHY)
    moderation.submit(waiting, newcomer)
    moderation.publish(waiting, moderator)
    moderation.hide(waiting, moderator, WHY)
    moderation.restore(waiting, moderator)
    told = Notification.objects.order_by("pk")
    assert [one.fact("outcome") for one in told] == ["returned", "published", "hidden", "restored"]
    assert {(one.kind, one.user, one.actor) for one in told} == {("decided", newcomer, moderator)}
    assert OutgoingMail.objects.filter(event="decided", reader=newcomer).count() == 4
    assert moderation.restore(waiting, moderator) is None
    assert told.count() == 4, "asked twice, told once"


def test_what_was_taken_from_a_source_has_nobody_to_tell(moderator):
    with_second_factor(moderator)
    entry = factories.make_entry(None, status="published", source_url="https://example.ba/")
    moderation.hide(entry, moderator, WHY)
    assert not Notification.objects.exists()


# -- the rows --------------------------------------------------------------------------------------------------------


def consent(**fields):
    return MailConsent.objects.create(
        **{"user_id": 1, "kind": "reply", "choice": "never", "how": "form", "words": "2026-11-24", **fields}
    )


@pytest.mark.parametrize(
    ("constraint", "make"),
    [
        ("notification_kind", lambda user: Notification.objects.create(user=user, kind="x", plan="never")),
        ("notification_plan", lambda user: Notification.objects.create(user=user, kind="reply", plan="x")),
        (
            "notification_read_after_created",
            lambda user: Notification.objects.create(
                user=user, kind="reply", plan="daily", read=timezone.now() - timezone.timedelta(days=1)
            ),
        ),
        (
            "notification_never_mailed",
            lambda user: Notification.objects.create(user=user, kind="reply", plan="never", mailed=timezone.now()),
        ),
        ("preference_kind", lambda user: Preference.objects.create(user=user, kind="x", mail="never")),
        ("preference_mail", lambda user: Preference.objects.create(user=user, kind="reply", mail="x")),
        (
            "preference_once",
            lambda user: [Preference.objects.create(user=user, kind="reply", mail="never") for _ in range(2)],
        ),
        ("digest_period", lambda user: Digest.objects.create(user=user, period="never", day="2026-11-24")),
        (
            "digest_once",
            lambda user: [Digest.objects.create(user=user, period="daily", day="2026-11-24") for _ in range(2)],
        ),
        ("mail_consent_kind", lambda user: consent(kind="x")),
        ("mail_consent_choice", lambda user: consent(choice="x")),
        ("mail_consent_how", lambda user: consent(how="x")),
        (
            "mail_about_something_has_reader",
            lambda user: OutgoingMail.objects.create(
                recipient=user.email, event="x", notification=notify("claim", user)[0]
            ),
        ),
        (
            "notification_id",
            lambda user: OutgoingMail.objects.create(
                recipient=user.email, event="x", reader=user, notification=notify("mandate_ends", user)[0]
            ),
        ),
    ],
)
def test_each_constraint_broken_once(constraint, make, member):
    if constraint == "mail_about_something_has_reader":
        choose(member, {"claim": "never"}, "form")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(member)


def test_the_log_of_consent_stays(member):
    consent()
    for change in (MailConsent.objects.all().delete, lambda: MailConsent.objects.update(choice="daily")):
        with pytest.raises(Exception, match="mail_consent_is_append_only"), transaction.atomic():
            change()


def test_notifications_go_with_the_person_and_with_the_entry(told, entry, member):
    entry.delete()
    assert not Notification.objects.exists()
