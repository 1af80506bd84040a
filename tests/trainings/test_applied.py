"""Three months later: who is asked whether they applied it, what they answer, what becomes of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Profile
from notifications.letters import message_for
from notifications.models import Notification, OutgoingMail
from notifications.wording import address
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid
from tests.trainings.after import Run, all_there, held, was_there
from tests.trainings.signing import person
from tests.trainings.test_signup_mail import _mails_become_files, leaves, mails  # noqa: F401 - a fixture
from trainings import applied, asking, links
from trainings.models import Attendance, Registration, Training

pytestmark = pytest.mark.django_db
PREFIXES = ["", "/hr", "/sr-latn", "/sr", "/en"]
YES = {"applied": "yes", "applied_note": "Održali smo forum."}


@pytest.fixture
def editor(places):
    made = factories.make_user("urednik1@example.ba", name="Urednik 1")
    factories.make_mandate(made, "editor", places.savez)
    return made


@pytest.fixture
def sign_up(places, editor):
    """Four months ago."""
    return held(places.savez, author=editor, days=120)


def form(one):
    return f"/obuke/prijave/{one.pk}/primjena/"


def own(one):
    return f"/obuke/prijave/{one.pk}/"


def results(sign_up):
    return f"/obuke/{sign_up.pk}/ocjene/"


def asked(sign_up, user=None, **fields):
    return was_there(sign_up, user, asked_applied=timezone.now(), **fields)


def told():
    rows = Notification.objects.filter(facts__outcome="training_applied")
    return sorted(rows.values_list("user", flat=True))


def moved(monkeypatch, **later):
    moment = timezone.now() + timedelta(**later)
    monkeypatch.setattr(timezone, "now", lambda: moment)


# -- who is asked, and when --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 12, 18), date(2026, 9, 18)), (date(2027, 2, 28), date(2026, 11, 28)), (date(2027, 3, 1), date(2026, 12, 1)),
        (date(2027, 5, 31), date(2027, 2, 28)), (date(2027, 1, 31), date(2026, 10, 31)), (date(2028, 5, 30), date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_three_months_before(today, day):
    assert applied.day_before(today) == day


def test_from_the_day_three_months_later_those_who_were_there_are_asked_once(places, monkeypatch):
    sign_up = held(places.savez, days=1)
    came, _missed, _unticked = (was_there(sign_up, person(n), came=came) for n, came in enumerate([True, False, None]))
    was_there(sign_up, email="g@example.ba")
    was_there(sign_up, person(8), state="withdrawn")
    for days, number in ((88, 0), (93, 1), (94, 1), (140, 1)):
        with monkeypatch.context() as patch:
            moved(patch, days=days)
            asking.ask_applied(Run())
            assert len(told()) == number, days
    assert told() == [came.person_id]
    assert OutgoingMail.objects.filter(recipient="g@example.ba").count() == 1
    assert address(Notification.objects.get(facts__outcome="training_applied")) == form(came)


@pytest.mark.parametrize("why", ["cancelled", "hidden", "long ago", "removed", "erased"])
def test_who_is_not_asked(sign_up, monkeypatch, why):
    one = was_there(sign_up, person(1), state="removed" if why == "removed" else "confirmed")
    if why == "cancelled":
        Training.objects.update(cancelled=timezone.now())
    elif why == "hidden":
        Training.objects.update(status="hidden")
    elif why == "erased":
        Registration.objects.update(person=None, name="")
    else:
        moved(monkeypatch, days=60)
    asking.ask_applied(Run())
    assert (told(), OutgoingMail.objects.count()) == ([], 0)
    assert one.pk


def test_whoever_is_ticked_later_is_asked_later(sign_up):
    one = was_there(sign_up, person(1), came=None)
    asking.ask_applied(Run())
    Attendance.objects.create(registration=one, session=sign_up.training.sessions.get(), came=True)
    for _ in range(2):
        asking.ask_applied(Run())
    assert told() == [one.person_id]


def test_each_once_where_the_worker_is_killed_and_the_clock_goes_back(places, monkeypatch):
    for number in range(3):
        was_there(held(places.savez, days=120), person(number))
    asking.ask_applied(Run(1))
    assert len(told()) == 1
    with monkeypatch.context() as patch:
        patch.setattr(asking, "tell", lambda *_told, **_facts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            asking.ask_applied(Run())
    for days in (0, 10, -5, 0):
        with monkeypatch.context() as patch:
            moved(patch, days=days)
            asking.ask_applied(Run())
    assert len(told()) == len(set(told())) == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once(places):
    people = all_there(held(places.savez, days=120), 3)
    assert at_once(*[lambda: asking.ask_applied(Run())] * 4) == [None] * 4
    assert told() == sorted(one.person_id for one in people)


@pytest.mark.parametrize("language", ["bs", "hr", "sr-latn", "sr", "en"])
def test_the_mail_leads_to_the_question(sign_up, language):
    mine = was_there(sign_up, person(1))
    guest = was_there(sign_up, email="g@example.ba", language=language)
    Profile.objects.filter(user=mine.person).update(language=language)
    asking.ask_applied(Run())
    (mail,) = mails("training_applied")
    assert form(mine) in message_for(mail).body
    guest.refresh_from_db()
    of_guest = OutgoingMail.objects.get(recipient=guest.email)
    assert links.applied_url(guest) in message_for(of_guest).body
    assert leaves(mail) == leaves(of_guest) == "sent"


@pytest.mark.parametrize("why", ["answered", "late", "did not come", "cancelled"])
def test_a_question_that_is_of_no_concern_does_not_leave(sign_up, monkeypatch, why):
    mine = was_there(sign_up, person(1))
    asking.ask_applied(Run())
    if why == "answered":
        applied.answer(mine, "yes", "")
    elif why == "did not come":
        Attendance.objects.update(came=False)
    elif why == "cancelled":
        Training.objects.update(cancelled=timezone.now())
    else:
        moved(monkeypatch, days=61)
    assert leaves(mails("training_applied")[0]) == "skipped"


# -- answering ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("answer", ["", "yes", "not_yet"])
def test_the_pages(client, client_of, sign_up, prefix, answer):
    mine, guest = asked(sign_up, person(1)), asked(sign_up, email="g@example.ba")
    for one in (mine, guest):
        if answer:
            applied.answer(one, answer, "Forum")
    for url in (own(mine), form(mine)):
        valid(client_of(mine.person).get(prefix + url))
    for url in (links.own_url(guest), links.applied_url(guest)):
        valid(client.get(prefix + url))


def test_answering_and_changing_the_answer(client_of, sign_up, monkeypatch):
    mine = asked(sign_up, person(1))
    client = client_of(mine.person)
    assert f'action="{form(mine)}"' in client.get(own(mine)).content.decode()
    answer = client.post(form(mine), YES)
    assert answer.url == f"{own(mine)}#primjena"
    mine.refresh_from_db()
    first = mine.applied_on
    assert (mine.applied, mine.applied_note) == ("yes", "Održali smo forum.")
    page = client.get(own(mine))
    assert "Održali smo forum." in text_of(page)
    assert f"/prakse/nova/?iz={sign_up.pk}" in page.content.decode()
    moved(monkeypatch, days=59)
    client = client_of(mine.person)
    client.post(form(mine), {"applied": "not_yet", "applied_note": ""})
    mine.refresh_from_db()
    assert (mine.applied, mine.applied_note, mine.applied_on) == ("not_yet", "", first)
    assert "/prakse/nova/" not in client.get(own(mine)).content.decode()


def test_a_guest_answers_without_a_cookie(sign_up):
    guest = asked(sign_up, email="g@example.ba")
    strict = Client(enforce_csrf_checks=True)
    url = links.applied_url(guest)
    assert f'action="{url}"' in strict.get(links.own_url(guest)).content.decode()
    assert strict.get(url)["Cache-Control"] == "private, no-store"
    assert strict.post(url, YES).status_code == 302
    assert not strict.cookies
    guest.refresh_from_db()
    assert guest.applied == "yes"


@pytest.mark.parametrize("bad", [{"applied": ""}, {"applied": "maybe"}, {"applied_note": "a" * 301}])
def test_what_is_refused_stays_in_the_form(client_of, sign_up, bad):
    mine = asked(sign_up, person(1))
    page = client_of(mine.person).post(form(mine), YES | bad)
    valid(page)
    assert set(page.context["applied_form"].errors) == set(bad)
    assert "applied_note" in bad or "Održali smo forum." in page.content.decode()
    mine.refresh_from_db()
    assert (mine.applied, mine.applied_on) == ("", None)


@pytest.mark.parametrize("who", ["visitor", "stranger", "editor", "moderator", "not asked", "asked"])
def test_who_may_answer(client, client_of, staff_client_of, moderator, editor, sign_up, who):
    mine = was_there(sign_up, person(1), asked_applied=None if who == "not asked" else timezone.now())
    clients = {
        "visitor": lambda: client, "moderator": lambda: staff_client_of(moderator), "editor": lambda: client_of(editor),
        "stranger": lambda: client_of(person(9)),
    }  # fmt: skip
    there = clients.get(who, lambda: client_of(mine.person))()
    assert there.get(form(mine)).status_code == {"visitor": 302, "asked": 200}.get(who, 404)
    there.post(form(mine), YES)
    mine.refresh_from_db()
    assert mine.applied == ("yes" if who == "asked" else "")


@pytest.mark.parametrize("why", ["late", "cancelled"])
def test_when_nobody_answers_any_more(client_of, sign_up, monkeypatch, why):
    mine = asked(sign_up, person(1))
    if why == "late":
        moved(monkeypatch, days=60)
    else:
        Training.objects.update(cancelled=timezone.now())
    client = client_of(mine.person)
    assert client.post(form(mine), YES).status_code == 409
    valid(client.get(form(mine)))
    assert form(mine) not in client.get(own(mine)).content.decode()
    with pytest.raises(applied.Refused):
        applied.answer(mine, "yes", "")
    mine.refresh_from_db()
    assert mine.applied == ""


# -- what comes of it --------------------------------------------------------------------------------------------------


def answered(sign_up, number, answer="yes", *, since=0, note=""):
    for one in range(since, since + number):
        mine = asked(sign_up, person(one))
        applied.answer(mine, answer, note and f"{note} {one}.")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_organisers_read_it_from_five_on_without_names(client_of, editor, sign_up, prefix):
    client = client_of(editor)
    answered(sign_up, 4, note="Bilješka")
    before = text_of(client.get(prefix + results(sign_up)))
    assert "Bilješka" not in before
    assert "Биљешка" not in before
    answered(sign_up, 1, "partly", since=4, note="Bilješka")
    page = client.get(prefix + results(sign_up))
    valid(page)
    told = text_of(page)
    assert told.count("Bilješka") + told.count("Биљешка") == 5
    assert "Osoba" not in told
    shown = applied.results_of(sign_up)
    assert (shown.number, [bar.number for bar in shown.bars]) == (5, [4, 1, 0])


def test_one_more_answer_does_not_stand_out(sign_up):
    answered(sign_up, 5)
    answered(sign_up, 4, "not_yet", since=5)
    assert [bar.number for bar in applied.results_of(sign_up).bars] == [5, 0, 0]
    answered(sign_up, 1, "not_yet", since=9)
    assert [bar.number for bar in applied.results_of(sign_up).bars] == [5, 0, 5]


def test_the_address_of_a_guest_is_the_same_in_each_mail(sign_up, monkeypatch):
    guest = was_there(sign_up, email="g@example.ba")
    address = links.applied_url(guest)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert links.applied_url(guest) == address
