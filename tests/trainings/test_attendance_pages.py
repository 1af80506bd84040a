"""The pages of attendance: who may, without a script, what a device sends, the sheet to sign, the table, one's own page."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from register.models import Organisation
from tests.markup import text_of, valid
from tests.trainings.signing import enter
from tests.trainings.taking import begun, editor_of, listed, sent, there, tick, url
from trainings import attendance, attendees
from trainings.models import Answer, Attendance, Question, Registration, Session, SignUp, Training

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]


@pytest.fixture
def editor(places):
    return editor_of(places.savez)


@pytest.fixture
def sign_up(places, editor):
    return begun(places.savez, editor)


@pytest.fixture
def session(sign_up):
    return Session.objects.get()


@pytest.fixture
def people(sign_up):
    return listed(sign_up)


# -- the pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_pages(client_of, editor, sign_up, session, people, prefix):
    client = client_of(editor)
    Registration.objects.create(sign_up=sign_up, name="Čeka Čekić", state="waiting")
    for what in ("", "list/", f"ispravka/{people[0].pk}/"):
        valid(client.get(prefix + url(session, what)))
    attendance.tick(session, editor, [tick(people[0])])
    attendance.close(session, editor)
    attendance.correct(people[1], session, editor, True, "Zaboravljen")
    page = client.get(prefix + url(session))
    valid(page)
    Session.objects.create(training=session.training, position=2, day=session.day)
    valid(client.get(f"{prefix}/obuke/{sign_up.pk}/prisustvo/"))
    page = client.get(prefix + url(session))
    assert page["Cache-Control"] == "private, no-store", "the list of names is never stored"


@pytest.mark.parametrize("who", ["visitor", "member", "coordinator", "stranger", "colleague", "moderator", "editor"])
def test_who_may(request, client, client_of, staff_client_of, places, session, people, who):
    another = Organisation.objects.create(slug="drugi", kind="association", name="Drugi savez")
    made = {"stranger": lambda: editor_of(another, 8), "colleague": lambda: editor_of(places.savez, 9)}
    user = None if who == "visitor" else made[who]() if who in made else request.getfixturevalue(who)
    client = client if user is None else (staff_client_of if who == "moderator" else client_of)(user)
    may = who in {"colleague", "moderator", "editor"}
    refused = 302 if user is None else 404
    for what in ("", "list/", f"ispravka/{people[0].pk}/"):
        assert client.get(url(session, what)).status_code == (200 if may else refused), what
    assert client.get(f"/obuke/{session.training_id}/prisustvo/").status_code == (302 if may else refused)
    answer = sent(client, user, session, [[people[0].pk, True, 1]])
    assert answer.status_code == (401 if user is None else 200 if may else 404)
    client.post(url(session), {"came": people[0].pk})
    assert there(session) == ({people[0].pk} if may else set())
    client.post(url(session), {"close": "1"})
    client.post(url(session, f"ispravka/{people[1].pk}/"), {"came": "on", "reason": "Zaboravljen"})
    session.refresh_from_db()
    assert (session.closed is not None, there(session)) == (may, {people[0].pk, people[1].pk} if may else set())


def test_by_surname_in_our_order(client_of, editor, sign_up, session, people):
    lines = attendees.attendees(sign_up, session)
    assert [one.surname for one in lines] == ["Čaušević", "Čengić", "Ivo", "Lukić", "Njegovan", "Šarić", "Žuljević"]
    assert [letter for letter, _ in attendees.by_letter(lines)] == ["Č", "I", "L", "Nj", "Š", "Ž"]
    Registration.objects.create(sign_up=sign_up, name="", state="confirmed")
    Registration.objects.create(sign_up=sign_up, name="Abid Abazović", state="waiting")
    lines = attendees.attendees(sign_up, session)
    assert [one.surname for one in lines][-2:] == ["", "Abazović"], "without a name, then those without a seat"
    cyrillic = text_of(client_of(editor).get("/sr" + url(session)))
    assert "Чаушевић" in cyrillic
    assert " И Иво" in cyrillic
    assert " Њ Његован" in cyrillic


def test_without_a_script_each_button_sends_and_comes_back(client_of, editor, session, people):
    client, number = client_of(editor), people[2].pk
    page = client.get(url(session)).content.decode()
    assert f'<button name="came" value="{number}" aria-pressed="false"' in page
    answer = client.post(url(session), {"came": number})
    assert answer["Location"] == f"{url(session)}#r{number}"
    assert there(session) == {number}
    page = client.get(url(session)).content.decode()
    assert f'<button name="missed" value="{number}" aria-pressed="true"' in page
    client.post(url(session), {"missed": number})
    assert there(session) == set()
    for bad in ("x", "9" * 30, "-1", ""):
        assert client.post(url(session), {"came": bad}).status_code == 302


def test_closing_and_correcting_on_the_page(client_of, editor, session, people):
    client = client_of(editor)
    client.post(url(session), {"came": people[0].pk})
    client.post(url(session), {"close": "1"})
    page = client.get(url(session))
    assert f"ispravka/{people[1].pk}/" in page.content.decode()
    assert "<button name=" not in page.content.decode()
    form = url(session, f"ispravka/{people[1].pk}/")
    empty = client.post(form, {"came": "on", "reason": " "})
    assert "reason" in empty.context["form"].errors
    assert there(session) == {people[0].pk}
    assert client.post(form, {"came": "on", "reason": "Došla kasnije"})["Location"].endswith(f"#r{people[1].pk}")
    assert there(session) == {people[0].pk, people[1].pk}
    text = text_of(client.get(url(session)))
    assert "Došla kasnije" in text
    assert "Urednik 1" in text
    client.post(form, {"reason": "Ipak nije"})
    assert there(session) == {people[0].pk}


def test_which_session(client_of, editor, sign_up, session):
    client, choice = client_of(editor), f"/obuke/{sign_up.pk}/prisustvo/"
    assert client.get(choice)["Location"] == url(session), "there is one only"
    tomorrow = Session.objects.create(training=session.training, position=2, day=session.day + timedelta(days=1))
    assert client.get(choice)["Location"] == url(session), "one is today"
    Session.objects.filter(pk=session.pk).update(day=session.day - timedelta(days=1), starts=None, finishes=None)
    page = client.get(choice).content.decode()
    assert url(session) in page
    assert url(tomorrow) in page
    Session.objects.all().delete()
    valid(client.get(choice))


def test_few_queries_for_many_people(client_of, editor, places, sign_up, session):
    SignUp.objects.update(seats=2000)
    made = Registration.objects.bulk_create(
        Registration(
            sign_up=sign_up, name=f"Osoba Prezime{one}", municipality=places.jelah.municipality, community=places.jelah,
            state="confirmed",
        )
        for one in range(500)
    )  # fmt: skip
    client, now = client_of(editor), int(timezone.now().timestamp() * 1000)
    client.get(url(session))
    ticks = [[one.pk, True, now] for one in made]
    for rows in (ticks, [[number, False, now + 1] for number, *_ in ticks]):
        with CaptureQueriesContext(connection) as queries:
            assert len(sent(client, editor, session, rows).json()["came"]) == (500 if rows is ticks else 0)
        assert len(queries) <= 25, [one["sql"][:80] for one in queries]
    for what in ("", "list/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(session, what)).status_code == 200
        assert len(queries) <= 15
    attendance.close(session, editor)
    with CaptureQueriesContext(connection) as queries:
        client.get(url(session))
    assert len(queries) <= 15


# -- what a device sends ---------------------------------------------------------------------------------------------


def test_sending(client_of, editor, session, people):
    client, now = client_of(editor), int(timezone.now().timestamp() * 1000)
    told = sent(
        client, editor, session, [[people[0].pk, True, now], [people[1].pk, False, now], [10**17, True, now]]
    ).json()
    assert told == {"refused": [10**17], "came": [people[0].pk], "people": len(people)}
    assert Attendance.objects.get(came=True).ticked == datetime.fromtimestamp(
        now / 1000, timezone.get_default_timezone()
    )
    told = sent(client, editor, session, [[people[0].pk, True, 5]]).json()
    assert told["refused"] == [people[0].pk], "ticked on a day long ago"
    Training.objects.update(cancelled=timezone.now())
    assert sent(client, editor, session, [[people[1].pk, True, now]]).json()["refused"] == [people[1].pk]


def test_ticks_of_somebody_else_are_not_taken(client_of, editor, places, session, people):
    colleague = editor_of(places.savez, 2)
    assert sent(client_of(colleague), editor, session, [[people[0].pk, True, 1]]).status_code == 409
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    "ticks",
    ["", "[", "{}", "[1]", "[[1, true]]", '[["1", true, 1]]', "[[1, 1, 1]]", "[[true, true, 1]]", "[[1, true, -1]]",
     "[[0, true, 1]]", "[[1, true, 1.5]]", "[[1, true, NaN]]", "[[99999999999999999999, true, 1]]", "[" * 100_000],
)  # fmt: skip
def test_what_no_page_sends(client_of, editor, session, ticks):
    assert sent(client_of(editor), editor, session, ticks).status_code == 400


def test_a_moment_beyond_all_calendars(client_of, editor, session, people):
    answer = sent(client_of(editor), editor, session, [[people[0].pk, True, 10**30]])
    assert answer.json()["came"] == [people[0].pk]
    for number, status in (("x", 400), ("", 400), ("9" * 30, 404), ("0", 404)):
        data = {"user": editor.pk, "session": number, "ticks": "[]"}
        assert client_of(editor).post("/obuke/prisustvo/slanje/", data).status_code == status


# -- what is read elsewhere ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "name"), [(one, "Жуљевић Амра" if one == "/sr" else "Žuljević Amra") for one in LANGUAGES]
)
def test_the_sheet_to_sign(client_of, editor, sign_up, session, people, prefix, name):
    Registration.objects.create(sign_up=sign_up, name="Čeka Čekić", state="waiting")
    page = client_of(editor).get(prefix + url(session, "list/"))
    valid(page)
    text = text_of(page)
    assert name in text
    assert f"{len(people)}." in text
    assert f"{len(people) + 8}." in text, "empty lines are numbered on"
    assert "Čeki" not in text
    assert "Чеки" not in text
    assert 'class="qr"' in page.content.decode()
    assert ("/sr" if prefix != "/sr" else "/sr-latn") + url(session, "list/") in page.content.decode()


def test_answers_for_trainers_alone_stand_on_the_sheet(
    client_of, staff_client_of, editor, moderator, sign_up, session, people
):
    Registration.objects.filter(pk=people[0].pk).update(note="Bez glutena", needs_access=True)
    for position, (shown, said) in enumerate([("trainers", "Tri foruma"), ("organisers", "Tajna")], 1):
        asked = Question.objects.create(sign_up=sign_up, position=position, text=f"Pitanje {position}", shown=shown)
        Answer.objects.create(registration=people[0], question=asked, text=said)
    text = text_of(client_of(editor).get(url(session, "list/")))
    assert "Tri foruma" in text
    assert not any(told in text for told in ("Tajna", "Bez glutena"))
    assert "Tri foruma" not in text_of(staff_client_of(moderator).get(url(session, "list/")))


def test_the_table_has_a_column_for_each_session_with_attendance(client_of, editor, sign_up, session, people):
    Session.objects.create(training=session.training, position=2, day=session.day)
    attendance.tick(session, editor, [tick(people[0]), tick(people[1], False)])
    answer = client_of(editor).get(f"/obuke/{sign_up.pk}/prijave/prijave.xlsx")
    rows = [[cell.value or "" for cell in line] for line in load_workbook(BytesIO(answer.content)).active.iter_rows()]
    assert [one[-1] for one in rows[1:4]] == ["da", "", ""]
    assert len(rows[0]) == 8, "of the session without attendance there is none"
    assert "prisustvo" in client_of(editor).get(f"/obuke/{sign_up.pk}/prijave/").content.decode()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_ones_own_page_says_that_one_was_there(client_of, editor, member, sign_up, session, prefix):
    SignUp.objects.update(opens=None)
    Session.objects.update(starts=timezone.now() + timedelta(seconds=30))
    mine = enter(sign_up, member)
    page = lambda: client_of(member).get(f"{prefix}/obuke/prijave/{mine.pk}/")  # noqa: E731
    assert not page().context["was_at"]
    attendance.tick(session, editor, [tick(mine)])
    valid(page())
    assert len(page().context["was_at"]) == 1
