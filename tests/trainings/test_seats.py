"""Who gets a seat: the waiting list, offers and their hours, rules; what the database refuses whoever asks."""

from contextlib import nullcontext
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from content.models import Entry
from tests.trainings.signing import enter, in_days, opened, person, states
from trainings import registering, seats
from trainings.models import Registration, SignUp, Training
from trainings.models.training import SARAJEVO

pytestmark = pytest.mark.django_db
State = Registration.State
NOON = datetime(2031, 5, 1, 12, tzinfo=SARAJEVO)


def settle(sign_up):
    registering.settle_all([sign_up.pk])
    sign_up.refresh_from_db()


def test_seats_go_in_order_and_then_one_waits():
    sign_up = opened(seats=2)
    made = [enter(sign_up, person(number)) for number in range(4)]
    assert states(sign_up) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [one.position for one in made[2:]] == [1, 2]
    sign_up.refresh_from_db()
    assert (sign_up.taken, sign_up.waiting, sign_up.free) == (2, 2, 0)


def test_a_freed_seat_is_offered_to_the_first_and_to_nobody_else():
    sign_up = opened(seats=1)
    made = [enter(sign_up, person(number)) for number in range(3)]
    registering.withdraw(made[0])
    assert states(sign_up) == ["withdrawn", "offered", "waiting"]
    made[1].refresh_from_db()
    assert timedelta(hours=47) < made[1].offered_until - timezone.now() <= timedelta(hours=48)


def test_who_comes_does_not_pass_those_who_wait():
    sign_up = opened(seats=1)
    made = [enter(sign_up, person(number)) for number in range(2)]
    registering.withdraw(made[0])
    assert enter(sign_up, person(9)).state == State.WAITING
    assert states(sign_up) == ["withdrawn", "offered", "waiting"]


def test_an_offer_that_nobody_answers_goes_on():
    sign_up = opened(seats=1)
    made = [enter(sign_up, person(number)) for number in range(3)]
    registering.withdraw(made[0])
    Registration.objects.filter(pk=made[1].pk).update(offered_until=timezone.now() - timedelta(seconds=1))
    settle(sign_up)
    assert states(sign_up) == ["withdrawn", "lapsed", "offered"]
    settle(sign_up)
    assert states(sign_up) == ["withdrawn", "lapsed", "offered"], "asked again, nothing changes"


def test_an_offer_is_taken_in_time_only():
    sign_up = opened(seats=1)
    made = [enter(sign_up, person(number)) for number in range(3)]
    registering.withdraw(made[0])
    Registration.objects.filter(pk=made[1].pk).update(offered_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(registering.Refused, match="late"):
        registering.accept(made[1])
    assert states(sign_up) == ["withdrawn", "lapsed", "offered"], "it went to the next at that moment"
    registering.accept(made[2])
    registering.accept(made[2])
    assert states(sign_up) == ["withdrawn", "lapsed", "confirmed"]


def test_who_did_not_answer_may_sign_up_again_at_the_end():
    sign_up = opened(seats=1)
    users = [person(number) for number in range(3)]
    made = [enter(sign_up, user) for user in users]
    registering.withdraw(made[0])
    registering.withdraw(made[1])
    assert enter(sign_up, users[0]).state == State.WAITING
    assert states(sign_up) == ["withdrawn", "withdrawn", "offered", "waiting"]


def test_twice_is_once():
    sign_up = opened(seats=3)
    user = person(1)
    assert enter(sign_up, user).pk == enter(sign_up, user).pk
    assert states(sign_up) == ["confirmed"]


@pytest.mark.parametrize(("left", "hours"), [(240, 48), (96, 48), (48, 24), (10, 5), (1.5, 1), (0.5, 0.5)])
def test_how_long_an_offer_waits(left, hours):
    starts = NOON + timedelta(hours=left)
    assert seats.answer_by(NOON, starts) == NOON + timedelta(hours=hours)


def test_nothing_is_offered_once_it_has_begun_or_is_cancelled():
    begun, cancelled = opened(seats=1, days=0), opened(seats=1)
    before = timezone.now() - timedelta(hours=1)
    begun.training.sessions.update(day=timezone.localdate(before), starts=before, finishes=timezone.now())
    for sign_up in (begun, cancelled):
        Registration.objects.create(sign_up=sign_up, name="A", state=State.WAITING)
    cancelled.training.cancelled = timezone.now()
    cancelled.training.save()
    settle(begun)
    settle(cancelled)
    assert states(begun) == states(cancelled) == ["waiting"]


def offered(sign_up):
    one = Registration.objects.create(
        sign_up=sign_up, name="A", state=State.OFFERED, offered_until=timezone.now() - timedelta(minutes=1)
    )
    Registration.objects.create(sign_up=sign_up, name="B", state=State.WAITING)
    return one


@pytest.mark.parametrize("why", ["cancelled", "hidden", "begun"])
def test_nobody_loses_an_offer_to_nobody(why):
    """Nobody comes after them, so nobody is told that somebody does."""
    sign_up = opened(seats=1)
    one = offered(sign_up)
    if why == "cancelled":
        Training.objects.update(cancelled=timezone.now())
    elif why == "hidden":
        Entry.objects.update(status="hidden")
    else:
        sign_up.training.sessions.update(day=in_days(0), starts=timezone.now(), finishes=timezone.now() + timedelta(1))
    settle(sign_up)
    assert states(sign_up) == ["offered", "waiting"]
    with pytest.raises((registering.Refused, PermissionDenied)) if why != "hidden" else nullcontext():
        registering.accept(one)


def test_an_offer_does_not_outlast_a_training_that_moves_near():
    sign_up = opened(seats=1)
    one = offered(sign_up)
    Registration.objects.filter(pk=one.pk).update(offered_until=timezone.now() + timedelta(hours=40))
    sign_up.training.sessions.update(
        day=timezone.localdate(timezone.now() + timedelta(hours=3)),
        starts=timezone.now() + timedelta(hours=3), finishes=timezone.now() + timedelta(hours=4),
    )  # fmt: skip
    held = SignUp.objects.select_related("training").get(pk=sign_up.pk)
    seats.hasten(list(held.registrations.select_related("sign_up__training")))
    one.refresh_from_db()
    assert one.offered_until < timezone.now() + timedelta(hours=2)


# -- rules -------------------------------------------------------------------------------------------------------------


def test_seats_of_a_municipality_and_of_a_community(places):
    sign_up = opened(seats=9, per_municipality=3, per_community=2)
    jelah, klasnice = places.jelah, places.klasnice
    at = {"municipality": jelah.municipality, "community": jelah}
    there = {"municipality": klasnice.municipality, "community": klasnice}
    for number in range(3):
        enter(sign_up, person(number), **at)
    assert states(sign_up) == ["confirmed", "confirmed", "waiting"], "the community has its two"
    enter(sign_up, person(4), municipality=jelah.municipality)
    enter(sign_up, person(5), municipality=jelah.municipality)
    assert states(sign_up)[3:] == ["confirmed", "waiting"], "the municipality has its three"
    enter(sign_up, person(6), **there)
    assert states(sign_up)[5:] == ["confirmed"], "nobody who waits could have had it"


def test_a_freed_seat_passes_those_whom_a_rule_keeps_out(places):
    sign_up = opened(seats=2, per_municipality=1)
    at = [{"municipality": places.jelah.municipality}, {"municipality": places.klasnice.municipality}]
    first, *_rest = [enter(sign_up, person(number), **at[number % 2]) for number in range(4)]
    assert states(sign_up) == ["confirmed", "confirmed", "waiting", "waiting"]
    registering.withdraw(first)
    assert states(sign_up) == ["withdrawn", "confirmed", "offered", "waiting"]


def test_seats_are_held_for_women_until_the_day():
    sign_up = opened(seats=3, for_women=2, women_until=in_days(5))
    enter(sign_up, person(1), gender="m")
    enter(sign_up, person(2), gender="m")
    enter(sign_up, person(3), gender="f")
    enter(sign_up, person(4), gender="")
    assert states(sign_up) == ["confirmed", "waiting", "confirmed", "waiting"]
    SignUp.objects.filter(pk=sign_up.pk).update(women_until=in_days(-1))
    settle(sign_up)
    assert states(sign_up) == ["confirmed", "offered", "confirmed", "waiting"], "the day is over: the seat is free"


def test_a_woman_among_the_others_counts():
    sign_up = opened(seats=3, for_women=1, women_until=in_days(5))
    for number, gender in enumerate("fmmm"):
        enter(sign_up, person(number), gender=gender)
    assert states(sign_up) == ["confirmed", "confirmed", "confirmed", "waiting"]


# -- the database ------------------------------------------------------------------------------------------------------


def seat(sign_up, **values):
    with transaction.atomic():
        return Registration.objects.create(sign_up=sign_up, **{"name": "A", "state": State.CONFIRMED} | values)


def refused(rule, sign_up, **values):
    with pytest.raises(IntegrityError, match=rule):
        seat(sign_up, **values)


def test_the_database_never_oversells():
    sign_up = opened(seats=1)
    one = seat(sign_up)
    refused("signup_never_oversold", sign_up)
    waiting = seat(sign_up, state=State.WAITING)
    with pytest.raises(IntegrityError, match="signup_never_oversold"), transaction.atomic():
        Registration.objects.filter(pk=waiting.pk).update(state=State.CONFIRMED)
    with pytest.raises(IntegrityError, match="signup_never_oversold"), transaction.atomic():
        SignUp.objects.filter(pk=sign_up.pk).update(seats=1, taken=2)
    one.delete()
    seat(sign_up)


def test_the_database_knows_the_rules(places):
    jelah, tesanj = places.jelah, places.jelah.municipality
    sign_up = opened(seats=9, per_municipality=2, per_community=1)
    seat(sign_up, municipality=tesanj, community=jelah)
    refused("seats_of_a_community", sign_up, municipality=tesanj, community=jelah)
    refused("seats_of_a_municipality", sign_up)
    seat(sign_up, municipality=tesanj)
    refused("seats_of_a_community", opened_twin(sign_up, per_municipality=3), municipality=tesanj)
    opened_twin(sign_up, per_municipality=2)
    refused("seats_of_a_municipality", sign_up, municipality=tesanj, community=places.kalosevic)
    elsewhere = seat(sign_up, municipality=places.klasnice.municipality)
    with pytest.raises(IntegrityError, match="seats_of_a_municipality"), transaction.atomic():
        Registration.objects.filter(pk=elsewhere.pk).update(municipality=tesanj)
    women = opened(seats=2, for_women=1, women_until=in_days(0))
    seat(women, gender="m")
    refused("seats_for_women", women, gender="m")
    refused("seats_for_women", women, gender="")
    seat(women, gender="f")


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("registration_state", {"state": "maybe"}),
        ("registration_gender", {"gender": "x"}),
        ("registration_offered_until", {"state": "offered"}),
        ("registration_offered_until", {"offered_until": NOON}),
        ("registration_name_is_plain", {"name": "<b>Amra</b>"}),
    ],
)
def test_the_database_refuses(rule, values):
    refused(rule, opened(), **values)


def test_the_database_refuses_what_does_not_fit_together(places):
    sign_up, user = opened(), person(1)
    refused("registration_community_has_municipality", sign_up, community=places.jelah)
    refused(
        "registration_community_in_municipality",
        sign_up, community=places.jelah, municipality=places.klasnice.municipality,
    )  # fmt: skip
    refused("registration_address_of_a_guest", sign_up, person=user, email="a@example.ba")
    seat(sign_up, person=user)
    refused("registration_once_a_person", sign_up, person=user, state=State.WAITING)
    seat(sign_up, email="a@example.ba")
    refused("registration_once_an_address", opened_twin(sign_up), email="A@example.ba")


def opened_twin(sign_up, **rules):
    SignUp.objects.filter(pk=sign_up.pk).update(seats=9, **rules)
    return sign_up


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("signup_seats", {"seats": 0}),
        ("signup_seats", {"seats": 2001}),
        ("signup_days_of_this_century", {"closes": date(9999, 12, 31)}),
        ("signup_days_of_this_century", {"opens": date(2101, 1, 1)}),
        ("signup_opens_before_it_closes", {"opens": in_days(2), "closes": in_days(1)}),
        ("signup_seats_of_a_place", {"per_municipality": 0}),
        ("signup_seats_of_a_place", {"per_community": 0}),
        ("signup_women_until_a_day", {"for_women": 1}),
        ("signup_women_until_a_day", {"women_until": in_days(1)}),
        ("signup_women_within_the_seats", {"for_women": 3, "women_until": in_days(1)}),
    ],
)
def test_the_database_refuses_rules(rule, values):
    with pytest.raises(IntegrityError, match=rule):
        opened(**{"seats": 2} | values)


def test_a_registration_stays_with_its_training():
    one = seat(opened())
    with pytest.raises(DatabaseError, match="registration_stays_where_it_is"), transaction.atomic():
        Registration.objects.filter(pk=one.pk).update(sign_up=opened())
