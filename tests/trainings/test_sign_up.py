"""Signing up on the page: what is known already, what is refused, one's own registration, the link of a guest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Profile
from content.models import Entry
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.signing import enter, in_days, opened, person, states, typed
from trainings import links
from trainings.models import Answer, Question, Registration, SignUp, Training

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]


@pytest.fixture
def sign_up(places):
    return opened(places.savez, seats=2)


def url(sign_up):
    return f"/obuke/{sign_up.pk}/prijava/"


def own(registration):
    return f"/obuke/prijave/{registration.pk}/"


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_form_knows_who_i_am(client_of, member, places, sign_up, prefix):
    Profile.objects.filter(pk=member.pk).update(form_of_address="f", display_name="Amra Hodžić")
    page = client_of(member).get(prefix + url(sign_up))
    valid(page)
    form = page.context["form"]
    assert form["name"].value() == "Amra Hodžić"
    assert form["gender"].value() == "f"
    assert form["places"].value() == [f"c{places.jelah.pk}"]


def test_signing_up(client_of, member, places, sign_up):
    answer = client_of(member).post(url(sign_up), typed(places.jelah, needs_food="on", note="Bez glutena"))
    mine = Registration.objects.get()
    assert (answer.status_code, answer.url) == (302, own(mine))
    assert (mine.state, mine.person, mine.by, mine.name) == ("confirmed", member, member, "Amra Hodžić")
    assert (mine.community, mine.municipality) == (places.jelah, places.jelah.municipality)
    assert (mine.needs_food, mine.needs_transport, mine.note) == (True, False, "Bez glutena")
    assert mine.consented is not None
    page = client_of(member).get(answer.url)
    valid(page)
    assert "Prijavljeni ste" in text_of(page)
    assert client_of(member).get(url(sign_up)).url == own(mine), "who is signed up sees that instead"


def test_twice_by_an_old_form_is_once(client_of, member, places, sign_up):
    for _ in range(2):
        client_of(member).post(url(sign_up), typed(places.jelah))
    assert states(sign_up) == ["confirmed"]


def test_without_a_seat_one_waits_and_reads_the_place(client_of, member, places, sign_up):
    for number in range(3):
        enter(sign_up, person(number))
    assert "na listu čekanja" in text_of(client_of(member).get(url(sign_up)))
    answer = client_of(member).post(url(sign_up), typed(places.jelah), follow=True)
    assert "Redni broj na listi: 2 od 2" in text_of(answer)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"name": " "}, "name"),
        ({"name": "<b>A</b>"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"places": None}, "find"),
        ({"consent": None}, "consent"),
        ({"gender": "x"}, "gender"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(client_of, newcomer, places, sign_up, fields, name):
    data = typed(places.jelah, note="Dolazim autobusom") | fields
    page = client_of(newcomer).post(url(sign_up), {key: value for key, value in data.items() if value is not None})
    valid(page)
    assert name in page.context["form"].errors
    assert fields.get("note", "Dolazim autobusom") in page.content.decode()
    assert not Registration.objects.exists()


def test_two_places_are_refused(client_of, newcomer, places, sign_up):
    both = [f"c{places.jelah.pk}", f"c{places.klasnice.pk}"]
    page = client_of(newcomer).post(url(sign_up), typed(places.jelah, places=both))
    assert "places" in page.context["form"].errors
    assert not Registration.objects.exists()


def test_the_place_is_found_by_its_name(client_of, newcomer, places, sign_up):
    client = client_of(newcomer)
    page = client.post(url(sign_up), typed(places.jelah, places=None, find="jelah", find_places="1"))
    valid(page)
    assert f"c{places.jelah.pk}" in page.content.decode()
    assert not page.context["form"].errors
    assert not Registration.objects.exists()
    client.post(url(sign_up), typed(places.jelah, places=None, find="Јелах"))
    assert Registration.objects.get().community == places.jelah


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_after_the_last_day_by_an_old_form(client_of, member, places, sign_up, prefix):
    SignUp.objects.update(closes=in_days(-1))
    page = client_of(member).post(prefix + url(sign_up), typed(places.jelah, note="Ostaje"))
    valid(page)
    assert page.status_code == 409
    assert "Ostaje" in page.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_who_comes_too_late_is_told_before_filling_in(client_of, member, sign_up, prefix):
    SignUp.objects.update(closes=in_days(-1))
    answer = client_of(member).get(prefix + url(sign_up))
    assert answer.status_code == 302
    assert "/obuke/" in answer.url


def test_one_whom_a_rule_keeps_out_does_not_fill_the_training(client, client_of, member, places):
    sign_up = opened(places.savez, seats=20, per_community=1)
    for number in range(2):
        enter(sign_up, person(number), municipality=places.jelah.municipality, community=places.jelah)
    page = text_of(client.get(sign_up.training.get_absolute_url()))
    assert "Slobodno 19 od 20 mjesta" in page
    assert "Najviše 1 mjesto za svaku mjesnu zajednicu." in page
    found = client.get("/obuke/?mjesta=slobodna").context["groups"]
    assert [row.url for _name, rows in found for row in rows] == [sign_up.training.get_absolute_url()]
    answer = client_of(member).post(url(sign_up), typed(places.jelah), follow=True)
    assert "Mjesta za Vašu mjesnu zajednicu su već popunjena." in text_of(answer) + answer.content.decode()


def test_leaving_out_the_community_does_not_pass_its_rule(client_of, member, places):
    sign_up = opened(places.savez, seats=20, per_community=1)
    enter(sign_up, person(1), municipality=places.jelah.municipality)
    answer = client_of(member).post(url(sign_up), typed(places.jelah) | {"places": f"m{places.tesanj.pk}"}, follow=True)
    assert states(sign_up) == ["confirmed", "waiting"]
    assert "onima koji navode samo općinu" in text_of(answer) + answer.content.decode()


@pytest.mark.parametrize("why", ["early", "cancelled", "begun"])
def test_too_early_too_late_or_cancelled(client_of, member, places, sign_up, why):
    if why == "early":
        SignUp.objects.update(opens=in_days(1))
    elif why == "cancelled":
        Training.objects.update(cancelled=timezone.now())
    else:
        sign_up.training.sessions.update(
            day=timezone.localdate(), starts=timezone.now(), finishes=timezone.now() + timedelta(minutes=1)
        )
    assert client_of(member).post(url(sign_up), typed(places.jelah)).status_code == 409
    assert not Registration.objects.exists()


def test_on_its_last_day_one_still_may(client_of, member, places, sign_up):
    SignUp.objects.update(opens=in_days(0), closes=in_days(0))
    client_of(member).post(url(sign_up), typed(places.jelah))
    assert states(sign_up) == ["confirmed"]


def test_a_visitor_is_asked_to_sign_in(client, sign_up):
    for method in (client.get, client.post):
        answer = method(url(sign_up))
        assert answer.status_code == 302
        assert answer.url.startswith("/prijava/")


def test_where_one_does_not_sign_up_here(client_of, member):
    training = factories.make_training(None, days=[in_days(9)])
    assert client_of(member).get(f"/obuke/{training.pk}/prijava/").status_code == 404


def test_what_is_not_on_the_site_is_not_there(client_of, member, places, sign_up):
    Entry.objects.filter(pk=sign_up.pk).update(status="hidden")
    assert client_of(member).get(url(sign_up)).status_code == 404
    assert client_of(member).post(url(sign_up), typed(places.jelah)).status_code == 404


# -- questions ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(sign_up):
    return [
        Question.objects.create(sign_up=sign_up, position=1, text="Koliko foruma?", is_required=True),
        Question.objects.create(sign_up=sign_up, position=2, text="Kojim danom?", kind="choice", choices=["Petak", "Subota"]),
        Question.objects.create(sign_up=sign_up, position=3, text="Prvi put?", kind="yes_no", shown="trainers"),
    ]  # fmt: skip


def test_what_the_organiser_asks(client_of, member, places, sign_up, asked):
    first, second, third = (f"q{one.pk}" for one in asked)
    client = client_of(member)
    page = client.get(url(sign_up))
    valid(page)
    assert all(one.text in text_of(page) for one in asked)
    page = client.post(url(sign_up), typed(places.jelah, **{second: "Nedjelja"}))
    assert {first, second} <= page.context["form"].errors.keys()
    assert not Registration.objects.exists()
    client.post(url(sign_up), typed(places.jelah, **{first: "Dva", second: "Subota", third: "yes"}))
    said = [one.said for one in Answer.objects.order_by("question__position").select_related("question")]
    assert said == ["Dva", "Subota", "da"]
    page = text_of(client.get(own(Registration.objects.get())))
    assert "Dva" in page
    assert "Subota" in page


# -- one's own ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("state", Registration.State.values)
def test_the_page_of_each_state(client_of, member, sign_up, state, prefix):
    until = timezone.now() + timedelta(hours=3) if state == "offered" else None
    mine = Registration.objects.create(sign_up=sign_up, person=member, name="A", state=state, offered_until=until)
    valid(client_of(member).get(prefix + own(mine)))


def test_taking_an_offer_and_withdrawing(client_of, member, sign_up):
    until = timezone.now() + timedelta(hours=3)
    mine = Registration.objects.create(sign_up=sign_up, person=member, name="A", state="offered", offered_until=until)
    client = client_of(member)
    assert client.post(own(mine), {"accept": "1"}).status_code == 302
    assert states(sign_up) == ["confirmed"]
    assert client.post(own(mine), {"withdraw": "1"}).status_code == 302
    assert states(sign_up) == ["withdrawn"]
    client.post(own(mine), {"withdraw": "1"})
    page = client.post(own(mine), {"accept": "1"})
    assert page.status_code == 409
    assert states(sign_up) == ["withdrawn"], "what is given up does not come back by itself"


def test_saying_what_one_needs_later(client_of, member, neighbour, coordinator, sign_up):
    """Whoever was signed up by a coordinator could not say it before."""
    mine = Registration.objects.create(sign_up=sign_up, person=member, by=coordinator, name="A", state="confirmed")
    client = client_of(member)
    client.post(own(mine), {"needs": "1", "needs_access": "on", "note": "Dolazim u kolicima"})
    mine.refresh_from_db()
    assert (mine.needs_access, mine.needs_food, mine.note, mine.state) == (
        True,
        False,
        "Dolazim u kolicima",
        "confirmed",
    )
    assert mine.consented is not None
    page = client.post(own(mine), {"needs": "1", "note": "x" * 301})
    valid(page)
    assert "note" in page.context["needs"].errors
    assert client_of(neighbour).post(own(mine), {"needs": "1", "note": "Tuđe"}).status_code == 404
    mine.refresh_from_db()
    assert mine.note == "Dolazim u kolicima"
    client.post(own(mine), {"withdraw": "1"})
    client.post(own(mine), {"needs": "1", "note": "Poslije"})
    mine.refresh_from_db()
    assert mine.note == "Dolazim u kolicima"


def test_nobody_withdraws_once_it_has_begun(client_of, member, sign_up):
    mine = enter(sign_up, member)
    sign_up.training.sessions.update(
        day=timezone.localdate(), starts=timezone.now(), finishes=timezone.now() + timedelta(1)
    )
    assert client_of(member).post(own(mine), {"withdraw": "1"}).status_code == 409
    assert states(sign_up) == ["confirmed"]


@pytest.mark.parametrize("who", ["neighbour", "coordinator", "moderator"])
def test_those_of_others_are_not_there(request, client_of, staff_client_of, member, sign_up, who):
    mine = enter(sign_up, member)
    client = (staff_client_of if who == "moderator" else client_of)(request.getfixturevalue(who))
    assert client.get(own(mine)).status_code == 404
    assert client.post(own(mine), {"withdraw": "1"}).status_code == 404
    assert states(sign_up) == ["confirmed"]


def test_the_page_of_a_guest_is_kept_by_nobody(client, sign_up):
    """It is of one person, and nothing public changes when they confirm."""
    until = timezone.now() + timedelta(hours=3)
    guest = Registration.objects.create(sign_up=sign_up, name="Huso", state="offered", offered_until=until)
    address = links.own_url(guest)
    first = client.get(address)
    assert first["Cache-Control"] == "private, no-store"
    client.post(address, {"accept": "1"})
    assert "accept" not in client.get(address).content.decode()
    sign_up.training.sessions.update(
        day=timezone.localdate(), starts=timezone.now(), finishes=timezone.now() + timedelta(1)
    )
    late = client.post(address, {"withdraw": "1"})
    assert (late.status_code, late.cookies.keys()) == (409, set())


def test_a_guest_of_a_training_for_members_sees_theirs(client, sign_up):
    Entry.objects.filter(pk=sign_up.pk).update(audience="members")
    guest = Registration.objects.create(sign_up=sign_up, name="Huso", state="confirmed")
    assert client.get(links.own_url(guest)).status_code == 200


def test_of_a_hidden_training_nothing_is_there(client, client_of, member, sign_up):
    mine = enter(sign_up, member)
    guest = Registration.objects.create(sign_up=sign_up, name="Huso", state="waiting")
    Entry.objects.filter(pk=sign_up.pk).update(status="hidden")
    assert client_of(member).get(own(mine)).status_code == 404
    assert client.get(links.own_url(guest)).status_code == 404
    assert "Obuka za savjete" not in text_of(client_of(member).get("/obuke/moje/"))


def test_home_says_what_waits(client_of, member, sign_up):
    mine = enter(sign_up, member)

    def page():
        return client_of(member).get("/").content.decode()

    assert own(mine) not in page(), "it is in a month"
    Registration.objects.update(state="offered", offered_until=timezone.now() + timedelta(hours=3))
    assert own(mine) in page()
    Registration.objects.update(state="confirmed", offered_until=None)
    sign_up.training.sessions.update(day=in_days(6), starts=None, finishes=None)
    assert own(mine) in page()
    Training.objects.update(cancelled=timezone.now())
    assert own(mine) not in page()


def test_the_link_of_somebody_without_an_account(client, member, sign_up):
    guest = Registration.objects.create(sign_up=sign_up, name="Huso", email="huso@example.ba", state="confirmed")
    address = links.own_url(guest)
    page = client.get(address)
    valid(page)
    assert "noindex" in page.content.decode()
    assert states(sign_up) == ["confirmed"], "opening it changes nothing"
    client.post(address, {"withdraw": "1"})
    assert states(sign_up) == ["withdrawn"]
    assert client.get(address[:-3] + "xx/").status_code == 404
    Registration.objects.update(person=member, email="")
    assert client.get(address).status_code == 404, "whoever has an account signs in"


# -- what the training's page says -------------------------------------------------------------------------------------


def test_the_page_of_a_training_says_how_many_seats_are_free(client, client_of, member, sign_up):
    page = sign_up.training.get_absolute_url()
    assert "Slobodno 2 od 2 mjesta" in text_of(client.get(page))
    enter(sign_up, member)
    assert "Slobodno 1 od 2 mjesta" in text_of(client.get(page))
    assert url(sign_up) in client.get(page).content.decode()
    signed_in = client_of(member).get(page)
    valid(signed_in)
    assert url(sign_up) not in signed_in.content.decode()
    assert "/obuke/prijave/" in signed_in.content.decode()


@pytest.mark.parametrize(
    ("rules", "label"),
    [({}, "prijave otvorene"), ({"opens": in_days(3)}, "najavljen"), ({"closes": in_days(-1)}, "prijave zatvorene")],
)
def test_where_a_training_stands(client, sign_up, rules, label):
    SignUp.objects.update(**rules)
    page = client.get(sign_up.training.get_absolute_url())
    assert label in text_of(page)


def test_the_list_of_those_with_free_seats(client, sign_up):
    full = opened(seats=1)
    enter(full, person(1))
    closed = opened(closes=in_days(-1))
    rows = lambda query: [row.url for _name, rows in client.get(f"/obuke/{query}").context["groups"] for row in rows]  # noqa: E731
    assert rows("?mjesta=slobodna") == [sign_up.training.get_absolute_url()]
    assert len(rows("")) == 3, (full, closed)


def test_my_trainings(client_of, member, sign_up):
    client = client_of(member)
    valid(client.get("/obuke/moje/"))
    enter(sign_up, member)
    page = client.get("/obuke/moje/")
    valid(page)
    assert "Obuka za savjete" in text_of(page)
