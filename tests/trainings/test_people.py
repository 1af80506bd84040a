"""The organiser's pages: who comes, adding and removing people, messages, the table; who may see them and who sees needs."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from notifications.models import Notification, OutgoingMail
from register.models import Organisation
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.signing import enter, opened, person, states, typed
from trainings.models import Answer, Message, Question, Registration, SignUp

pytestmark = pytest.mark.django_db
PAGES = ["", "pravila/", "nova/", "poruka/", "prijave.xlsx"]


def editor_of(organisation, number=1):
    made = factories.make_user(f"urednik{number}@example.ba", name=f"Urednik {number}")
    factories.make_mandate(made, "editor", organisation)
    return made


@pytest.fixture
def editor(places):
    return editor_of(places.savez)


@pytest.fixture
def sign_up(places, editor):
    return opened(places.savez, seats=2, author=editor)


def url(sign_up, what=""):
    return f"/obuke/{sign_up.pk}/prijave/{what}"


def removal(registration):
    return f"/obuke/prijave/{registration.pk}/uklanjanje/"


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
@pytest.mark.parametrize("what", PAGES[:-1])
def test_the_pages(client_of, editor, member, neighbour, newcomer, sign_up, prefix, what):
    for one in (member, neighbour, newcomer):
        enter(sign_up, one, note="Bez glutena")
    valid(client_of(editor).get(prefix + url(sign_up, what)))


@pytest.mark.parametrize("what", PAGES)
@pytest.mark.parametrize("who", ["visitor", "member", "coordinator", "stranger", "colleague", "moderator", "editor"])
def test_who_may(request, client, client_of, staff_client_of, places, sign_up, who, what):
    if who == "visitor":
        assert client.get(url(sign_up, what)).status_code == 302
        return
    another = Organisation.objects.create(slug="drugi", kind="association", name="Drugi savez")
    made = {"stranger": lambda: editor_of(another, 8), "colleague": lambda: editor_of(places.savez, 9)}
    user = made[who]() if who in made else request.getfixturevalue(who)
    client = (staff_client_of if who == "moderator" else client_of)(user)
    may = who in {"colleague", "moderator", "editor"}
    assert client.get(url(sign_up, what)).status_code == (200 if may else 403 if what == "pravila/" else 404)
    one = Registration.objects.create(sign_up=sign_up, name="A", state="confirmed")
    assert client.get(removal(one)).status_code == (200 if may else 404)
    if not may:
        client.post(removal(one), {"reason": "Ne"})
        client.post(url(sign_up, "nova/"), typed(places.jelah))
        client.post(url(sign_up, "poruka/"), {"to": "coming", "text": "Zdravo"})
        client.post(url(sign_up, "pravila/"), {"seats": "9"})
        sign_up.refresh_from_db()
        assert (states(sign_up), sign_up.seats, Message.objects.count()) == (["confirmed"], 2, 0)


def test_needs_are_for_the_organiser_and_not_for_moderators(
    client_of, staff_client_of, editor, moderator, member, sign_up
):
    one = enter(sign_up, member, note="Bez glutena", needs_access=True)
    question = Question.objects.create(sign_up=sign_up, position=1, text="Alergije?")
    Answer.objects.create(registration=one, question=question, text="Orasi")
    page = text_of(client_of(editor).get(url(sign_up)))
    assert "Bez glutena" in page
    assert "Orasi" in page
    for what in ("", "prijave.xlsx"):
        answer = staff_client_of(moderator).get(url(sign_up, what))
        text = str([[cell.value for cell in row] for row in cells(answer)]) if what else text_of(answer)
        assert member.profile.display_name in text
        assert not any(told in text for told in ("Bez glutena", "Orasi", member.email))


def cells(answer):
    sheet = load_workbook(BytesIO(answer.content)).active
    return [list(row) for row in sheet.iter_rows()]


def test_the_table_holds_text_and_no_formulas(client_of, editor, sign_up):
    bad = ['=HYPERLINK("http://evil","x")', "+cmd|x", "@SUM(1)", "-1+1"]
    question = Question.objects.create(sign_up=sign_up, position=1, text="=1+1")
    for name in bad:
        one = Registration.objects.create(sign_up=sign_up, name=name, note=name, state="waiting")
        Answer.objects.create(registration=one, question=question, text=name)
    rows = cells(client_of(editor).get(url(sign_up, "prijave.xlsx")))
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert [row[0].value for row in rows[1:]] == bad


def test_few_queries_for_many_people(client_of, editor, places, sign_up):
    def fill(number):
        SignUp.objects.filter(pk=sign_up.pk).update(seats=2000)
        at = Registration.objects.count()
        Registration.objects.bulk_create(
            Registration(
                sign_up=sign_up, name=f"Osoba {at + one}", person=person(at + one) if one < 5 else None,
                municipality=places.jelah.municipality, community=places.jelah, by=editor, state="confirmed", needs_food=True,
            )
            for one in range(number)
        )  # fmt: skip

    def asked():
        client = client_of(editor)
        client.get(url(sign_up))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(sign_up)).status_code == 200
        return len(queries)

    fill(10)
    few = asked()
    fill(490)
    assert asked() == few <= 15


def test_adding_somebody_without_an_account(client_of, editor, places, sign_up):
    client = client_of(editor)
    answer = client.post(url(sign_up, "nova/"), typed(places.jelah, name="Huso Husić", email="Huso@example.ba"))
    assert answer.status_code == 302
    made = Registration.objects.get()
    assert (made.person, made.email, made.by, made.state) == (None, "huso@example.ba", editor, "confirmed")
    mail = OutgoingMail.objects.get(recipient="huso@example.ba")
    assert mail.event == "training"
    page = client.post(url(sign_up, "nova/"), typed(places.jelah, email="huso@example.ba"))
    assert "email" in page.context["form"].errors
    assert Registration.objects.count() == 1


def test_after_the_deadline_the_organiser_still_may(client_of, editor, places, sign_up):
    SignUp.objects.update(closes=timezone.localdate() - timedelta(days=1))
    client_of(editor).post(url(sign_up, "nova/"), typed(places.jelah, email=""))
    assert states(sign_up) == ["confirmed"]


def test_taking_somebody_off_tells_them_why_and_frees_the_seat(client_of, editor, sign_up):
    users = [person(number) for number in range(3)]
    made = [enter(sign_up, one) for one in users]
    client = client_of(editor)
    page = client.post(removal(made[0]), {"reason": " "})
    assert "reason" in page.context["form"].errors
    client.post(removal(made[0]), {"reason": "Drugi termin je slobodan"})
    assert states(sign_up) == ["removed", "confirmed", "offered"]
    assert Notification.objects.filter(user=users[0], facts__outcome="removed").count() == 1
    assert Notification.objects.filter(user=users[2], facts__outcome="offered").count() == 1
    assert "Drugi termin je slobodan" in text_of(client_of(users[0]).get(f"/obuke/prijave/{made[0].pk}/"))


@pytest.mark.parametrize(("to", "who"), [("coming", [0, 1]), ("waiting", [2])])
def test_a_message_reaches_those_it_is_for_once(client_of, editor, sign_up, to, who):
    users = [person(number) for number in range(3)]
    made = [enter(sign_up, one) for one in users]
    guest = Registration.objects.create(sign_up=sign_up, name="G", email="g@example.ba", state="waiting")
    data = {"to": to, "text": "Ponesite olovku.\nVidimo se.", "once": str(uuid4())}
    client = client_of(editor)
    for _ in range(2):
        client.post(url(sign_up, "poruka/"), data)
    message = Message.objects.get()
    assert message.number == len(who) + (to == "waiting")
    told = Notification.objects.filter(facts__outcome="training_message")
    assert sorted(told.values_list("user", flat=True)) == sorted(users[one].pk for one in who)
    assert OutgoingMail.objects.filter(recipient=guest.email).count() == (to == "waiting")
    for one in (0, 2):
        own = text_of(client_of(users[one]).get(f"/obuke/prijave/{made[one].pk}/"))
        assert ("Ponesite olovku." in own) == (one in who)


def test_an_empty_message_is_refused(client_of, editor, sign_up):
    page = client_of(editor).post(url(sign_up, "poruka/"), {"to": "coming", "text": "  "})
    assert "text" in page.context["form"].errors
    assert not Message.objects.exists()


# -- how one signs up --------------------------------------------------------------------------------------------------


def rules(*questions, **fields):
    data = {"seats": "20", "pitanje-TOTAL_FORMS": str(len(questions)), "pitanje-INITIAL_FORMS": "0"} | fields
    for number, one in enumerate(questions):
        data |= {f"pitanje-{number}-{name}": value for name, value in one.items()}
    return data


@pytest.fixture
def closed(places, editor):
    """One does not sign up for it yet."""
    training = factories.make_training(editor, days=[timezone.localdate() + timedelta(days=20)])
    training.organisers.set([places.savez])
    return training


def test_opening_the_sign_up(client, client_of, editor, member, closed):
    page = closed.get_absolute_url()
    assert f"/obuke/{closed.pk}/prijave/pravila/" in client_of(editor).get(page).content.decode()
    asked = {"text": "Kojim danom?", "kind": "choice", "choices": "Petak\n\nSubota\nPetak", "shown": "trainers"}
    answer = client_of(editor).post(f"/obuke/{closed.pk}/prijave/pravila/", rules(asked, per_community="2"))
    assert answer.status_code == 302
    sign_up = SignUp.objects.get()
    assert (sign_up.seats, sign_up.per_community, sign_up.for_women) == (20, 2, 0)
    question = Question.objects.get()
    assert (question.choices, question.shown) == (["Petak", "Subota"], "trainers")
    assert f"/obuke/{closed.pk}/prijava/" in client.get(page).content.decode()
    enter(sign_up, member)
    client_of(editor).post(f"/obuke/{closed.pk}/prijave/pravila/", rules({"text": "Još nešto?"}, seats="30"))
    sign_up.refresh_from_db()
    assert (sign_up.seats, sign_up.taken) == (30, 1)
    texts = ["Kojim danom?", "Još nešto?"]
    assert [one.text for one in sign_up.questions.all()] == texts, "once somebody has signed up they stay"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"seats": ""}, "seats"),
        ({"seats": "0"}, "seats"),
        ({"seats": "-3"}, "seats"),
        ({"seats": "2.5"}, "seats"),
        ({"seats": "99999"}, "seats"),
        ({"closes": "2027-02-30"}, "closes"),
        ({"closes": "9999-12-31"}, "closes"),
        ({"opens": "2027-03-02", "closes": "2027-03-01"}, "closes"),
        ({"per_municipality": "0"}, "per_municipality"),
        ({"for_women": "21", "women_until": "2027-01-01"}, "for_women"),
        ({"for_women": "5"}, "women_until"),
    ],
)
def test_rules_that_are_refused(client_of, editor, closed, fields, name):
    page = client_of(editor).post(f"/obuke/{closed.pk}/prijave/pravila/", rules(**fields))
    valid(page)
    assert name in page.context["form"].errors
    assert not SignUp.objects.exists()


@pytest.mark.parametrize(
    "question", [{"text": "Koji?", "kind": "choice", "choices": "Samo jedan"}, {"text": "", "choices": "A\nB"}]
)
def test_questions_that_are_refused(client_of, editor, closed, question):
    page = client_of(editor).post(f"/obuke/{closed.pk}/prijave/pravila/", rules(question))
    valid(page)
    assert any(page.context["rows"].errors)
    assert not SignUp.objects.exists()


def test_saving_the_rules_again_keeps_the_questions(client_of, editor, closed):
    client, address = client_of(editor), f"/obuke/{closed.pk}/prijave/pravila/"
    client.post(
        address, rules({"text": "Kojim danom?", "kind": "choice", "choices": "Petak\nSubota", "is_required": "on"})
    )
    page = client.get(address)
    valid(page)
    shown = {name: value for form in page.context["rows"] for name, value in form.initial.items()}
    client.post(address, rules({**shown, "is_required": "on"}, seats="9") | {"pitanje-INITIAL_FORMS": "1"})
    question = Question.objects.get()
    assert (question.text, question.choices, question.is_required) == ("Kojim danom?", ["Petak", "Subota"], True)
    empty = {"text": "", "kind": "text", "choices": "", "shown": "organisers"}
    client.post(address, rules(empty) | {"pitanje-INITIAL_FORMS": "1"})
    assert not Question.objects.exists(), "a row that was emptied is taken away"


def test_the_same_form_twice_asks_once(client_of, editor, member, closed):
    client, address = client_of(editor), f"/obuke/{closed.pk}/prijave/pravila/"
    client.post(address, rules())
    enter(SignUp.objects.get(), member)
    for _ in range(2):
        client.post(address, rules({"text": "Još nešto?"}))
    assert Question.objects.count() == 1


def test_how_many_need_what(client_of, editor, newcomer, member, sign_up):
    for one in (newcomer, member):
        enter(sign_up, one, needs_food=True)
    assert "posebna hrana: 2" in text_of(client_of(editor).get(url(sign_up))).lower()


def test_one_more_question_judges_nothing(client_of, editor, closed):
    page = client_of(editor).post(f"/obuke/{closed.pk}/prijave/pravila/", rules(seats="x", add_question="1"))
    valid(page)
    assert len(page.context["rows"].forms) == 1
    assert not page.context["form"].errors
    assert not SignUp.objects.exists()


def test_fewer_seats_than_people_is_explained(client_of, editor, sign_up):
    for number in range(2):
        enter(sign_up, person(number))
    page = client_of(editor).post(url(sign_up, "pravila/"), rules(seats="1"))
    valid(page)
    assert "2" in page.context["form"].errors["seats"][0]
    sign_up.refresh_from_db()
    assert sign_up.seats == 2


def test_more_seats_are_offered_at_once(client_of, editor, sign_up):
    for number in range(5):
        enter(sign_up, person(number))
    client_of(editor).post(url(sign_up, "pravila/"), rules(seats="4"))
    assert states(sign_up) == ["confirmed", "confirmed", "offered", "offered", "waiting"]


def test_ending_the_sign_up_while_nobody_has_signed_up(client_of, editor, member, sign_up):
    one = enter(sign_up, member)
    client_of(editor).post(url(sign_up, "pravila/"), rules(end="1"))
    assert SignUp.objects.exists()
    one.delete()
    client_of(editor).post(url(sign_up, "pravila/"), rules(end="1"))
    assert not SignUp.objects.exists()


# -- a coordinator and their people ------------------------------------------------------------------------------------


def test_a_coordinator_brings_three(client_of, coordinator, places, sign_up):
    people = [person(number) for number in range(3)]
    for one in people:
        factories.make_mandate(one, "council_member", places.jelah)
    elsewhere = person(7)
    factories.make_mandate(elsewhere, "council_member", places.klasnice)
    client, address = client_of(coordinator), f"/obuke/{sign_up.pk}/prijava/grupa/"
    page = client.get(address)
    valid(page)
    offered = {key for key, _label in page.context["form"].fields["people"].choices}
    assert {str(one.pk) for one in people} <= offered
    assert str(elsewhere.pk) not in offered
    assert "people" in client.post(address, {}).context["form"].errors
    client.post(address, {"people": [str(elsewhere.pk)]})
    assert not Registration.objects.exists()
    answer = client.post(address, {"people": [str(one.pk) for one in people]})
    assert answer.status_code == 302
    assert states(sign_up) == ["confirmed", "confirmed", "waiting"]
    assert set(Registration.objects.values_list("by", flat=True)) == {coordinator.pk}
    assert Notification.objects.filter(user__in=people, kind="training", actor=coordinator).count() == 3
    assert OutgoingMail.objects.filter(reader__in=people).count() == 3
    mine = Registration.objects.get(person=people[0])
    client_of(people[0]).post(f"/obuke/prijave/{mine.pk}/", {"withdraw": "1"})
    assert states(sign_up) == ["withdrawn", "confirmed", "offered"]


def test_many_people_cost_no_more(client_of, coordinator, places, sign_up):
    def asked():
        client = client_of(coordinator)
        client.get(f"/obuke/{sign_up.pk}/prijava/grupa/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/obuke/{sign_up.pk}/prijava/grupa/")
        return len(queries)

    factories.make_mandate(person(1), "council_member", places.jelah)
    few = asked()
    for number in range(2, 9):
        factories.make_mandate(person(number), "council_member", places.jelah)
    assert asked() == few


@pytest.mark.parametrize("who", ["member", "newcomer"])
def test_others_bring_nobody(request, client_of, sign_up, who):
    assert client_of(request.getfixturevalue(who)).get(f"/obuke/{sign_up.pk}/prijava/grupa/").status_code == 403
