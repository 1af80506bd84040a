"""Feedback: who gives it, once; who reads it, from five on; that nothing anywhere leads from an answer to a person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import AuditRow
from mzplatform.invariants import INVARIANTS
from notifications.models import Notification
from tests import factories
from tests.at_once import at_once
from tests.everywhere import where
from tests.markup import text_of, valid
from tests.trainings.after import Run, all_there, held, was_there
from tests.trainings.signing import person
from tests.trainings.test_people import cells
from tests.trainings.test_signup_mail import _mails_become_files, leaves, mails  # noqa: F401 - a fixture
from trainings import asking, feedback, links
from trainings.models import Feedback, Registration, Training

pytestmark = pytest.mark.django_db
GOOD = {"useful": 5, "clear": 4, "organised": 3, "best": "", "better": ""}
PREFIXES = ["", "/hr", "/sr-latn", "/sr", "/en"]


@pytest.fixture
def editor(places):
    made = factories.make_user("urednik1@example.ba", name="Urednik 1")
    factories.make_mandate(made, "editor", places.savez)
    return made


@pytest.fixture
def sign_up(places, editor):
    return held(places.savez, author=editor)


def form(one, what="ocjena"):
    return f"/obuke/prijave/{one.pk}/{what}/"


def results(sign_up):
    return f"/obuke/{sign_up.pk}/ocjene/"


def given(sign_up, number, *, since=0, **values):
    for one in all_there(sign_up, number, since=since):
        feedback.give(one, GOOD | {"best": f"Misao {one.pk}."} | values)


def moved(monkeypatch, **later):
    moment = timezone.now() + timedelta(**later)
    monkeypatch.setattr(timezone, "now", lambda: moment)


# -- giving it ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_pages(client, client_of, sign_up, prefix):
    mine = was_there(sign_up, person(1))
    guest = was_there(sign_up, email="g@example.ba")
    valid(client_of(mine.person).get(prefix + form(mine)))
    valid(client_of(mine.person).get(f"{prefix}/obuke/prijave/{mine.pk}/"))
    valid(client.get(prefix + links.feedback_url(guest)))
    feedback.give(mine, GOOD)
    valid(client_of(mine.person).get(prefix + form(mine)))


def test_somebody_gives_it_once(client_of, sign_up):
    mine = was_there(sign_up, person(1))
    client = client_of(mine.person)
    own = f"/obuke/prijave/{mine.pk}/"
    assert form(mine) in client.get(own).content.decode()
    answer = client.post(form(mine), GOOD | {"best": " Vježba\r\nu grupi ", "better": "Duže."})
    assert answer.status_code == 302
    one = Feedback.objects.get()
    assert (one.useful, one.clear, one.organised, one.best, one.better) == (5, 4, 3, "Vježba\nu grupi", "Duže.")
    assert "<textarea" not in client.get(answer.url).content.decode()
    assert form(mine) not in client.get(own).content.decode()
    assert client.post(form(mine), GOOD | {"useful": 1}).status_code == 302
    assert Feedback.objects.get().useful == 5


def test_a_guest_gives_it_without_a_cookie(sign_up, client):
    guest = was_there(sign_up, email="g@example.ba")
    address = links.feedback_url(guest)
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(address)
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert links.feedback_url(guest) in strict.get(links.own_url(guest)).content.decode()
    assert strict.post(address, GOOD).status_code == 302
    assert not strict.cookies
    assert Feedback.objects.count() == 1
    guest.refresh_from_db()
    assert guest.gave_feedback
    assert strict.get(address.replace("prijave/", "prijave/x")).status_code == 404


@pytest.mark.parametrize(
    "bad",
    [{"useful": ""}, {"useful": "0"}, {"clear": "6"}, {"organised": "x"}, {"best": "a" * 1001}, {"better": "a" * 1001}],
)
def test_what_is_refused_stays_in_the_form(client_of, sign_up, bad):
    mine = was_there(sign_up, person(1))
    page = client_of(mine.person).post(form(mine), GOOD | {"better": "Ostaje ovdje."} | bad)
    valid(page)
    assert set(page.context["form"].errors) == set(bad)
    assert "better" in bad or "Ostaje ovdje." in page.content.decode()
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("who", ["visitor", "stranger", "editor", "moderator", "missed", "unticked", "removed", "came"])
def test_who_may_give_it(client, client_of, staff_client_of, moderator, editor, sign_up, who):
    state = "removed" if who == "removed" else "confirmed"
    came = {"missed": False, "unticked": None}.get(who, True)
    mine = was_there(sign_up, person(1), came=came, state=state)
    clients = {
        "visitor": lambda: client, "moderator": lambda: staff_client_of(moderator), "editor": lambda: client_of(editor),
        "stranger": lambda: client_of(person(9)),
    }  # fmt: skip
    there = clients.get(who, lambda: client_of(mine.person))()
    status = {"visitor": 302, "came": 200}.get(who, 404)
    assert there.get(form(mine)).status_code == status
    there.post(form(mine), GOOD)
    assert Feedback.objects.count() == (who == "came")


def test_the_link_of_a_guest_is_none_for_somebody_with_an_account(client, sign_up):
    guest = was_there(sign_up, email="g@example.ba")
    url = links.feedback_url(guest)
    Registration.objects.filter(pk=guest.pk).update(person=person(1), email="")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("why", ["early", "late", "cancelled"])
def test_when_nobody_gives_it(client_of, sign_up, monkeypatch, why):
    mine = was_there(sign_up, person(1))
    if why == "cancelled":
        Training.objects.update(cancelled=timezone.now())
    else:
        moved(monkeypatch, **({"days": 60} if why == "late" else {"days": -1, "hours": -12}))
    client = client_of(mine.person)
    page = client.get(form(mine))
    valid(page)
    assert "<textarea" not in page.content.decode()
    assert client.post(form(mine), GOOD).status_code == 409
    with pytest.raises(feedback.Refused, match=why):
        feedback.give(mine, GOOD)
    assert not Feedback.objects.exists()
    assert form(mine) not in client.get(f"/obuke/prijave/{mine.pk}/").content.decode()


def test_it_is_open_from_the_minute_of_the_end_for_sixty_days(sign_up):
    ends = sign_up.training.finishes
    minute = timedelta(minutes=1)
    told = [feedback.why_not(sign_up.training, at) for at in (ends - minute, ends, ends + timedelta(days=60) - minute)]
    assert told == ["early", "", ""]
    assert feedback.why_not(sign_up.training, ends + timedelta(days=60)) == "late"
    sign_up.training.sessions.update(starts=None, finishes=None)
    assert timezone.localtime(sign_up.training.finishes).hour == 0
    assert timezone.localdate(sign_up.training.finishes) == sign_up.training.sessions.get().day + timedelta(days=1)


# -- reading it --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["visitor", "participant", "coordinator", "stranger", "colleague", "moderator", "editor"]
)
def test_who_reads_it(client, client_of, staff_client_of, places, coordinator, moderator, editor, sign_up, who):
    given(sign_up, 5)
    if who == "visitor":
        assert client.get(results(sign_up)).status_code == 302
        return
    if who == "colleague":
        colleague = person(80)
        factories.make_mandate(colleague, "editor", places.savez)
    users = {
        "participant": lambda: Registration.objects.first().person, "coordinator": lambda: coordinator,
        "stranger": lambda: person(90), "colleague": lambda: colleague, "moderator": lambda: moderator,
        "editor": lambda: editor,
    }  # fmt: skip
    there = (staff_client_of if who == "moderator" else client_of)(users[who]())
    assert there.get(results(sign_up)).status_code == (200 if who in {"colleague", "moderator", "editor"} else 404)


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("number", [0, 4, 5])
def test_the_page_of_the_organiser(client_of, editor, sign_up, prefix, number):
    given(sign_up, number)
    valid(client_of(editor).get(prefix + results(sign_up)))


def test_below_five_nothing_is_shown_and_not_even_how_many_there_are(client_of, editor, sign_up):
    was_there(sign_up, person(50))
    client, pages = client_of(editor), set()
    for number in range(5):
        page = text_of(client.get(results(sign_up)))
        pages.add(page)
        assert "Misao" not in page
        given(sign_up, 1, since=number)
    assert len(pages) == 1, "with no answer, with one, with four it is the same page"
    page = client.get(results(sign_up))
    assert text_of(page).count("Misao") == 5


def test_further_answers_appear_five_at_a_time(client_of, editor, sign_up):
    client, pages = client_of(editor), []
    for number in range(15):
        given(sign_up, 1, since=number, useful=1 + number % 5)
        pages.append(text_of(client.get(results(sign_up))).count("Misao"))
    assert pages == [0] * 4 + [5] * 5 + [10] * 5 + [15]


def test_means_and_distribution(client_of, editor, sign_up):
    for number, mark in enumerate([5, 5, 4, 4, 1]):
        given(sign_up, 1, since=number, useful=mark)
    shown = feedback.results_of(sign_up)
    useful = shown.figures[0]
    assert shown.number == 5
    assert useful.mean in {"3,8", "3.8"}
    assert [(bar.number, bar.percent) for bar in useful.bars] == [(2, 40), (2, 40), (0, 0), (0, 0), (1, 20)]
    assert "3,8" in text_of(client_of(editor).get(results(sign_up)))


def test_texts_of_one_person_do_not_stand_together(sign_up):
    for number, (best, better) in enumerate(["Ab", "Bd", "Ca", "De", "Ec"]):
        given(sign_up, 1, since=number, best=best, better=better.upper())
    assert [texts for _question, texts in feedback.results_of(sign_up).texts] == [tuple("ABCDE"), tuple("ABCDE")]


def test_bad_words_are_text(client_of, editor, sign_up):
    given(sign_up, 5, best="<script>alert(1)</script>\nDrugi red")
    page = client_of(editor).get(results(sign_up))
    valid(page)
    assert "<script>alert" not in page.content.decode()


def test_few_queries_for_many_answers(client_of, editor, sign_up):
    def asked():
        client = client_of(editor)
        client.get(results(sign_up))
        with CaptureQueriesContext(connection) as queries:
            client.get(results(sign_up))
        return len(queries)

    given(sign_up, 5)
    few = asked()
    given(sign_up, 10, since=5)
    assert asked() == few <= 20


def test_organisers_do_not_see_who_gave_it(client_of, editor, sign_up):
    """Neither the list nor the table changes with it."""
    mine = was_there(sign_up, person(1))
    client = client_of(editor)

    def seen():
        table = [[cell.value for cell in row] for row in cells(client.get(f"/obuke/{sign_up.pk}/prijave/prijave.xlsx"))]
        return text_of(client.get(f"/obuke/{sign_up.pk}/prijave/")), table

    before = seen()
    feedback.give(mine, GOOD)
    assert seen() == before


# -- a trace -----------------------------------------------------------------------------------------------------------


def test_nothing_in_the_database_leads_from_an_answer_to_a_person(client_of, sign_up):
    users = [person(number) for number in range(7)]
    made = [was_there(sign_up, one) for one in users]
    asking.ask_feedback(Run())
    audited = set(AuditRow.objects.values_list("pk", flat=True))
    told = list(Notification.objects.values())
    for number, one in enumerate(made):
        client_of(one.person).post(form(one), GOOD | {"best": f"Znak {number} xyzzy"})
    assert where("xyzzy") == {"trainings_feedback": 7}
    for one in Feedback.objects.all():
        assert where(str(one.pk)) == {"trainings_feedback": 1}
    columns = {field.name for field in Feedback._meta.get_fields()}
    assert columns == {"id", "sign_up", "useful", "clear", "organised", "best", "better", "is_shown"}
    new = AuditRow.objects.exclude(pk__in=audited).exclude(table__in=["accounts_user", "usersessions_usersession"])
    assert not new.filter(table__in=["trainings_feedback", "trainings_registration"]).exists()
    assert list(Notification.objects.values()) == told


def test_neither_the_transaction_nor_the_place_in_the_file_tells_which_was_when(sign_up):
    given(sign_up, 7)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM trainings_feedback")
        assert cursor.fetchone() == (1,), "all were written by one transaction"
        cursor.execute("SELECT id FROM trainings_feedback ORDER BY ctid")
        found = [row[0] for row in cursor.fetchall()]
    assert found == sorted(found), "they lie in the order of their keys, which are random"


def test_what_is_typed_without_a_session_is_not_set_aside(client, sign_up):
    mine = was_there(sign_up, person(1))
    client.get("/prijava/")
    answer = client.post(form(mine), GOOD | {"best": "xyzzy"})
    assert answer.status_code == 302
    assert "typed" not in client.session


# -- at once -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_same_person_at_once_gives_one(places):
    sign_up = held(places.savez)
    mine = was_there(sign_up, person(1))
    results = at_once(*(lambda: feedback.give(Registration.objects.get(pk=mine.pk), GOOD) for _ in range(6)))
    assert results == [None] * 6
    assert Feedback.objects.count() == 1
    assert not any(one.broken() for one in INVARIANTS if one.name == "training_feedback")


@pytest.mark.django_db(transaction=True)
def test_many_at_once_lose_none_and_make_whole_steps(places):
    sign_up = held(places.savez)
    people = all_there(sign_up, 12)
    assert at_once(*(lambda one=one: feedback.give(one, GOOD) for one in people)) == [None] * 12
    assert (Feedback.objects.count(), Feedback.objects.filter(is_shown=True).count()) == (12, 10)
    assert not any(one.broken() for one in INVARIANTS if one.name == "training_feedback")
