"""The mail of the day and of the week: one a person, however many workers try and whenever one is killed."""

import threading
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from content.models import Entry
from notifications import digests
from notifications.actions import choose, mark_read, notify
from notifications.letters import message_for, put_into_words
from notifications.models import Digest, Notification, OutgoingMail, Tick
from notifications.schedule import Run, run_due
from tests import factories
from tests.notifications.conftest import work

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Sarajevo")
TODAY = datetime(2026, 11, 24, 7, tzinfo=HERE)


def run(stopped=lambda: False, name="daily_digest"):
    Tick.objects.update_or_create(name=name, defaults={"done": TODAY - timedelta(days=1), "leased_until": None})
    tick = Tick.objects.lease(name, TODAY)
    return Run(tick, TODAY, stopped)


def mails():
    return OutgoingMail.objects.filter(event="digest")


@pytest.fixture
def three(entry, member, neighbour):
    """Three things for Amra, all for the mail of the day."""
    return [notify(kind, member, entry=entry, actor=neighbour)[0] for kind in ("comment", "reply", "adopted")]


def test_one_mail_with_all_of_it(three, member):
    digests.daily(run())
    mail = mails().get()
    assert (mail.reader, mail.recipient) == (member, member.email)
    words = put_into_words(mail)
    assert words.text.count("Rasvjeta na stazi do škole") == 3
    assert words.text.count("Milan Knežević") == 3
    assert words.html.count("<li") == 3
    assert "{{" not in words.text + words.html
    assert not Notification.objects.filter(mailed=None).exists()


def test_built_again_it_is_still_one(three, entry, member, neighbour):
    digests.daily(run())
    notify("comment", member, entry=entry, actor=neighbour)
    digests.daily(run())
    assert mails().count() == 1, "what came later waits for tomorrow"
    assert Notification.objects.waiting_for("daily").count() == 1


def test_what_was_read_or_is_for_the_week_or_for_nobody_is_left_out(entry, member, neighbour, newcomer):
    mark_read(member, notify("comment", member, entry=entry, actor=neighbour)[0])
    notify("followed", neighbour, entry=entry)  # weekly
    choose(newcomer, {"reply": "never"}, "form")
    notify("reply", newcomer, entry=entry)
    digests.daily(run())
    assert not mails().exists()
    digests.weekly(run(name="weekly_digest"))
    assert mails().get().reader == neighbour


def test_what_changed_since_it_was_built_is_left_out_when_it_leaves(three, entry, member, smtp):
    secret = factories.make_entry(None, status="published", source_url="https://example.ba/", title="Poslije skriveno")
    notify("adopted", member, entry=secret)
    digests.daily(run())
    mark_read(member, three[0])
    choose(member, {"reply": "never"}, "form")
    factories.decide(secret, "hidden")
    Entry.objects.filter(pk=secret.pk).update(status="hidden")
    assert work() == ""
    body = smtp.received[0].get_body(("plain",)).get_content()
    assert body.count("Rasvjeta na stazi do škole") == 1
    assert "Poslije skriveno" not in body
    assert mails().get().status == "sent"


def test_with_nothing_left_it_does_not_leave(three, member, smtp):
    digests.daily(run())
    mark_read(member)
    assert work() == ""
    assert (mails().get().status, smtp.received) == ("skipped", [])


def test_it_reads_cyrillic_and_can_be_ended(entry, neighbour, member):
    choose(neighbour, {"followed": "daily"}, "form")
    notify("followed", neighbour, entry=entry, actor=member)
    digests.daily(run())
    message = message_for(mails().get())
    assert "Расвјета на стази до школе" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_long_one_shows_the_newest_and_says_how_many_more(entry, member, monkeypatch):
    monkeypatch.setattr("notifications.readings.MOST_LINES", 2)
    member.profile.language = "en"
    member.profile.save()
    for number in range(5):
        notify("adopted", member, entry=entry, facts={"label": f"MZ {number}"})
    digests.daily(run())
    words = put_into_words(mails().get())
    assert words.subject.startswith("5 ")
    assert "MZ 4" in words.text
    assert "MZ 2" not in words.text
    assert "And 3 more." in words.text


# -- killed, stopped, several ----------------------------------------------------------------------------------------


def test_killed_in_the_middle_the_next_one_goes_on(entry, monkeypatch):
    people = [factories.make_user() for _ in range(9)]
    notify("adopted", people, entry=entry)
    build, done = digests.build_for, []

    def killed(user_id, *rest):
        if len(done) == 4:
            raise KeyboardInterrupt
        done.append(user_id)
        return build(user_id, *rest)

    monkeypatch.setattr(digests, "build_for", killed)
    with pytest.raises(KeyboardInterrupt):
        digests.daily(run())
    assert mails().count() == 4
    people[8].delete()
    assert Tick.objects.lease("daily_digest", TODAY) is None, "it is still the other one's"
    Tick.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    monkeypatch.undo()
    tick = Tick.objects.lease("daily_digest", TODAY)
    digests.daily(Run(tick, TODAY, lambda: False))
    assert sorted(mails().values_list("reader", flat=True)) == sorted(user.pk for user in people[:8])


def test_a_worker_that_shall_stop_leaves_it_to_the_next(entry, member):
    notify("adopted", member, entry=entry)
    digests.daily(run(stopped=lambda: True))
    assert not mails().exists()


def test_codes_do_not_wait_behind_the_mail_of_the_morning(entry, monkeypatch):
    monkeypatch.setattr(digests, "A_MINUTE", 2)
    notify("adopted", [factories.make_user() for _ in range(5)], entry=entry)
    digests.daily(run())
    times = list(mails().order_by("next_try").values_list("next_try", flat=True))
    assert [round((one - times[0]).total_seconds() / 60) for one in times] == [0, 0, 1, 1, 2]


def build_at_once(user_id, builders=4):
    """Several builders, each with a connection of its own, at the same moment."""
    gate = threading.Barrier(builders)

    def build():
        try:
            gate.wait(10)
            digests.build_for(user_id, "daily", TODAY.date())
        finally:
            connection.close()

    threads = [threading.Thread(target=build) for _ in range(builders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


@pytest.mark.django_db(transaction=True)
def test_parallel_builders_make_one_mail_which_they_would_not_without_the_unique_row(monkeypatch):
    user = factories.make_user()
    notify("reply", user)

    read = threading.Barrier(4)

    class Careless:
        """Looks, and believes what it saw."""

        def get_or_create(self, **fields):
            return None, not Digest.objects.filter(**fields).exists()

        def filter(self, **fields):
            read.wait(10)  # asked for the person after the notifications were read: all have read before one writes
            return User.objects.filter(**fields)

    with monkeypatch.context() as patch:
        patch.setattr(digests, "Digest", type("Digest", (), {"objects": Careless()}))
        patch.setattr(digests, "User", type("User", (), {"objects": Careless()}))
        patch.setattr("notifications.models.notices.NotificationQuerySet.select_for_update", lambda self: self)
        build_at_once(user.pk)
    assert mails().count() > 1, "the test can fail"
    mails().delete()
    Notification.objects.update(mailed=None)
    build_at_once(user.pk)
    assert mails().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_each_line_of_the_schedule_once(settings, monkeypatch):
    settings.TICKS = {"daily_digest": ("notifications.digests.daily", "daily")}
    list(run_due())  # seen for the first time
    Tick.objects.update(done=timezone.now() - timedelta(days=2))
    runs, gate = [], threading.Barrier(4)
    monkeypatch.setattr(digests, "daily", lambda one: (runs.append(one), time.sleep(0.2)))

    def work_once():
        try:
            gate.wait(10)
            assert list(run_due()) == []
        finally:
            connection.close()

    threads = [threading.Thread(target=work_once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(runs) == 1
