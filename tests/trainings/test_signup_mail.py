"""What people are told about their registrations: words as they leave, calendar files, reminders, what is of no concern."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Profile
from content.models import Entry
from notifications.delivery import deliver
from notifications.letters import message_for
from notifications.models import Notification, OutgoingMail, Preference
from tests import factories
from tests.trainings.signing import enter, in_days, opened, person, states
from trainings import actions, registering, ticking
from trainings.models import Registration, Session, Training

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mails_become_files(settings, tmp_path):
    settings.DELIVERY_BACKEND = settings.DELIVERY_BACKENDS["files"]
    settings.MAIL_DIR = tmp_path


class Run:
    """A line of the schedule that nobody stops."""

    def goes_on(self):
        return True


@pytest.fixture
def sign_up(places):
    editor = factories.make_user("urednik@example.ba")
    factories.make_mandate(editor, "editor", places.savez)
    return opened(places.savez, seats=1, author=editor)


def mails(outcome):
    return list(OutgoingMail.objects.filter(notification__facts__outcome=outcome).order_by("created"))


def leaves(mail):
    """How it leaves: status and message."""
    mail.status, mail.leased_until, mail.attempts = "sending", timezone.now() + timedelta(minutes=1), 1
    mail.save()
    status = deliver(mail)
    assert status != "failed", mail.last_error
    return status


def files(mail):
    return list(message_for(mail).attachments)


@pytest.mark.parametrize("language", Profile.Language.values)
def test_the_confirmation_has_day_place_and_a_calendar_file(sign_up, language):
    user = person(1)
    Profile.objects.filter(pk=user.pk).update(language=language)
    mine = enter(sign_up, user)
    message = message_for(mails("signed_up")[0])
    assert f"/obuke/prijave/{mine.pk}/" in message.body
    assert ("Obuka za savjete" in message.body) != (language == "sr")
    assert ("Обука за савјете" in message.body) == (language == "sr")
    name, content, content_type = message.attachments[0]
    assert (name, content_type) == ("obuka.ics", "text/calendar")
    assert Calendar.from_ical(content).walk("VEVENT")[0]["status"] == "CONFIRMED"
    assert leaves(mails("signed_up")[0]) == "sent"


def test_each_move_is_told_to_whom_it_concerns(sign_up):
    users = [person(number) for number in range(3)]
    made = [enter(sign_up, one) for one in users]
    registering.withdraw(made[0])
    Registration.objects.filter(state="offered").update(offered_until=timezone.now() - timedelta(seconds=1))
    registering.settle_all([sign_up.pk])
    told = [(one.user_id, one.facts["outcome"]) for one in Notification.objects.order_by("pk")]
    assert told == [
        (users[0].pk, "signed_up"), (users[1].pk, "waitlisted"), (users[2].pk, "waitlisted"),
        (users[1].pk, "offered"), (users[1].pk, "lapsed"), (users[2].pk, "offered"),
    ]  # fmt: skip
    for mail in OutgoingMail.objects.all():
        message_for(mail)


@pytest.mark.parametrize("plan", ["daily", "weekly", "never"])
def test_an_offer_does_not_wait_for_the_mail_of_the_week(sign_up, plan):
    users = [person(number) for number in range(2)]
    Preference.objects.create(user=users[1], kind="training", mail=plan)
    made = [enter(sign_up, one) for one in users]
    registering.withdraw(made[0])
    assert len(mails("offered")) == (plan != "never")
    assert Notification.objects.filter(user=users[1], facts__outcome="offered").count() == 1


def test_a_mail_that_is_of_no_concern_any_more_does_not_leave(sign_up):
    users = [person(number) for number in range(2)]
    made = [enter(sign_up, one) for one in users]
    registering.withdraw(made[0])
    assert leaves(mails("signed_up")[0]) == "skipped"
    assert leaves(mails("waitlisted")[0]) == "skipped", "a seat is offered by now"
    assert leaves(mails("offered")[0]) == "sent"
    Training.objects.update(cancelled=timezone.now())
    OutgoingMail.objects.filter(pk=mails("offered")[0].pk).update(status="queued", sent=None)
    assert leaves(mails("offered")[0]) == "skipped"


def test_what_was_said_before_somebody_signed_up_again_does_not_leave(sign_up):
    user = person(1)
    editor = sign_up.training.author
    registering.remove(enter(sign_up, user), editor, "Zabuna")
    enter(sign_up, user)
    assert leaves(mails("removed")[0]) == "skipped"


def test_of_a_hidden_training_no_mail_leaves(sign_up):
    enter(sign_up, person(1))
    Entry.objects.update(status="hidden")
    assert leaves(mails("signed_up")[0]) == "skipped"


def change(sign_up, **more):
    training = Training.objects.get(pk=sign_up.pk)
    session = training.sessions.get()
    row = {name: getattr(session, name) for name in ("day", "starts", "finishes", "venue", "title")} | more
    lists = {"organisers": [], "offered": [], "themes": [], "places": [], "sessions": [row]}
    values = {"title": training.title, "held_in": training.held_in}
    actions.change(training, training.author, training.version, values, lists)


def test_another_place_is_told_to_all_and_takes_the_old_calendar_file_over(sign_up):
    users = [person(number) for number in range(2)]
    for one in users:
        enter(sign_up, one)
    before = Calendar.from_ical(files(mails("signed_up")[0])[0][1]).walk("VEVENT")[0]
    change(sign_up, title="Bez novog mjesta")
    assert not mails("training_changed"), "a heading is nothing that one plans by"
    change(sign_up, venue="Druga sala")
    told = mails("training_changed")
    assert {one.reader for one in told} == set(users)
    after = Calendar.from_ical(files(told[0])[0][1]).walk("VEVENT")[0]
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert "Druga sala" in after["location"]


def test_a_day_that_is_dropped_leaves_the_calendars(sign_up):
    user = person(1)
    second = Session.objects.create(training=sign_up.training, position=2, day=in_days(31))
    enter(sign_up, user)
    training = Training.objects.get(pk=sign_up.pk)
    first = training.sessions.get(position=1)
    row = {name: getattr(first, name) for name in ("day", "starts", "finishes", "venue", "title")}
    lists = {"organisers": [], "offered": [], "themes": [], "places": []}
    values = {"title": training.title, "held_in": training.held_in, "day_note": ""}
    actions.change(training, training.author, training.version, values, lists | {"sessions": [row]})
    (mail,) = mails("training_changed")
    found = {str(one["uid"]).partition("@")[0]: one for one in Calendar.from_ical(files(mail)[0][1]).walk("VEVENT")}
    assert {uid: one["status"] for uid, one in found.items()} == {
        f"obuka-{first.pk}": "CONFIRMED", f"obuka-{second.pk}": "CANCELLED",
    }  # fmt: skip
    training = Training.objects.get(pk=sign_up.pk)
    later = values | {"day_note": "u maju"}
    actions.change(training, training.author, training.version, later, lists | {"sessions": []})
    (event,) = Calendar.from_ical(files(mails("training_changed")[1])[0][1]).walk("VEVENT")
    assert (event["status"], event["dtstart"].dt) == ("CANCELLED", first.day), "the day is not known any more"


def test_a_cancelled_one_is_told_to_all_and_cancels_in_calendars(sign_up):
    users = [person(number) for number in range(2)]
    for one in users:
        enter(sign_up, one)
    training = Training.objects.get(pk=sign_up.pk)
    actions.cancel(training, training.author, "Sala je poplavljena")
    told = mails("training_cancelled")
    assert {one.reader for one in told} == set(users)
    message = message_for(told[0])
    assert "Sala je poplavljena" in message.body
    assert Calendar.from_ical(message.attachments[0][1]).walk("VEVENT")[0]["status"] == "CANCELLED"
    assert leaves(told[0]) == "sent"


@pytest.mark.parametrize("bad", ["Amra <b>x</b>", "Amra\r\nATTACH:http://evil"])
def test_bad_words_break_neither_mail_nor_calendar(sign_up, bad):
    """The name of a registration is plain; the words of an organiser may be anything."""
    user = person(1)
    enter(sign_up, user)
    Training.objects.update(held_in=bad.replace("\r\n", " "), trainers="x")
    message = message_for(mails("signed_up")[0])
    html = message.alternatives[0][0]
    assert "<b>x</b>" not in html
    event = Calendar.from_ical(message.attachments[0][1]).walk("VEVENT")[0]
    assert "attach" not in event


# -- reminders ---------------------------------------------------------------------------------------------------------


def reminded(days):
    return len([one for one in mails("training_soon") if one.notification.facts["days"] == days])


@pytest.fixture
def long_ago(sign_up):
    """Signed up weeks ago."""
    mine = enter(sign_up, person(1))
    Registration.objects.update(changed=timezone.now() - timedelta(days=60))
    return mine


def moved(sign_up, days):
    """The training begins in so many days, at ten."""
    day = in_days(days)
    session = sign_up.training.sessions.get()
    hours = {name: timezone.localtime(getattr(session, name)).replace(year=day.year, month=day.month, day=day.day)
             for name in ("starts", "finishes")}  # fmt: skip
    sign_up.training.sessions.update(day=day, **hours)


@pytest.mark.parametrize(("days", "week", "day"), [(8, 0, 0), (7, 1, 0), (3, 1, 0), (2, 1, 0), (1, 0, 1)])
def test_a_week_and_a_day_before(sign_up, long_ago, days, week, day):
    moved(sign_up, days)
    for _ in range(3):
        ticking.remind_all(Run())
    assert (reminded(7), reminded(1)) == (week, day)


def test_each_once_whatever_the_clock_does(sign_up, long_ago, monkeypatch):
    moved(sign_up, 7)
    ticking.remind_all(Run())
    later = timezone.now() + timedelta(days=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    ticking.remind_all(Run())
    monkeypatch.undo()
    ticking.remind_all(Run())
    monkeypatch.setattr(timezone, "now", lambda: later)
    ticking.remind_all(Run())
    assert (reminded(7), reminded(1)) == (1, 1)


def test_another_day_is_another_reminder(sign_up, long_ago):
    moved(sign_up, 1)
    ticking.remind_all(Run())
    moved(sign_up, 9)
    Training.objects.update(begins=in_days(9))
    ticking.remind_all(Run())
    moved(sign_up, 1)
    ticking.remind_all(Run())
    assert reminded(1) == 1, "the same day as before"
    moved(sign_up, 7)
    ticking.remind_all(Run())
    assert reminded(7) == 1


@pytest.mark.parametrize("why", ["waiting", "withdrawn", "just signed up", "cancelled"])
def test_whom_it_does_not_concern(sign_up, long_ago, why):
    moved(sign_up, 1)
    if why in {"waiting", "withdrawn"}:
        Registration.objects.update(state=why)
    elif why == "cancelled":
        Training.objects.update(cancelled=timezone.now())
    else:
        Registration.objects.update(changed=timezone.now())
    ticking.remind_all(Run())
    assert reminded(1) == 0


def test_a_reminder_that_comes_too_late_does_not_leave(sign_up, long_ago):
    moved(sign_up, 1)
    ticking.remind_all(Run())
    moved(sign_up, -1)
    assert leaves(mails("training_soon")[0]) == "skipped"


def test_a_reminder_of_a_day_that_is_no_longer_near_does_not_leave(sign_up, long_ago):
    moved(sign_up, 1)
    ticking.remind_all(Run())
    moved(sign_up, 60)
    assert leaves(mails("training_soon")[0]) == "skipped"


def test_offers_go_on_by_the_worker(sign_up):
    made = [enter(sign_up, person(number)) for number in range(3)]
    registering.withdraw(made[0])
    ticking.settle_all(Run())
    assert states(sign_up) == ["withdrawn", "offered", "waiting"]
    Registration.objects.filter(state="offered").update(offered_until=timezone.now() - timedelta(seconds=1))
    ticking.settle_all(Run())
    assert states(sign_up) == ["withdrawn", "lapsed", "offered"]


def test_needs_are_forgotten_a_month_after(sign_up, long_ago):
    Registration.objects.update(note="Bez glutena", needs_access=True)
    ticking.forget_needs(Run())
    assert Registration.objects.get().note
    moved(sign_up, -31)
    ticking.forget_needs(Run())
    assert (Registration.objects.get().note, Registration.objects.get().needs_access) == ("", False)
