"""The home page: for visitors, and for people who are signed in."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from communities import country
from mzplatform import front
from practices import look
from practices.models import Practice
from register.models import Municipality
from tests.factories import (
    make_community,
    make_conclusion,
    make_mandate,
    make_meeting,
    make_network,
    make_practice,
    make_training,
)
from tests.markup import text_of, valid
from trainings.models import Training

pytestmark = pytest.mark.django_db
URL = "/en/"


def test_works(places, visitor) -> None:
    response = visitor.get(URL)
    page = text_of(response)
    assert "A place where local communities learn from each other" in page
    assert "The register holds 3 local communities from 2 municipalities" in page
    valid(response)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_works_in_each_language(places, visitor, prefix) -> None:
    response = visitor.get(f"{prefix}/")
    assert response.status_code == 200
    assert f'action="{prefix}/pretraga/"' in response.content.decode()
    valid(response)


def test_works_with_an_empty_register(db, visitor) -> None:
    response = visitor.get(URL)
    assert "The register holds 0 local communities" in text_of(response)
    valid(response)


def test_is_without_cookie_for_a_visitor(places, visitor) -> None:
    response = visitor.get(URL)
    assert not response.cookies


def test_refuses_other_methods(places, visitor) -> None:
    assert visitor.post(URL).status_code == 405


def test_every_link_leads_somewhere(places, visitor) -> None:
    html = visitor.get(URL).content.decode()
    for address in set(re.findall(r'href="(/(?!static)[^"#]*)', html[html.index("<body") :])):
        assert visitor.get(address).status_code == 200, address


def test_whole_lists_are_examples(places, visitor) -> None:
    assert "Complete lists, to begin with" not in text_of(visitor.get(URL))
    Municipality.objects.filter(pk=places.tesanj.pk).update(list_complete=True)
    country.forget()
    page = text_of(visitor.get(URL)).partition("Complete lists, to begin with")[2]
    assert "Tešanj 2 MZ" in page
    assert "Laktaši" not in page.partition("How it works")[0]


def test_the_newest_practice_leads_and_three_follow(places, member, visitor) -> None:
    names = ["Prva", "Druga", "Treća", "Četvrta", "Peta"]
    for name in names:
        make_practice(member, title=name, places=[places.jelah], status="published")
    response = visitor.get(URL)
    page = response.content.decode()
    assert page.count('<article class="card feature">') == 1
    assert [name for name in reversed(names) if f">{name}</a>" in page] == ["Peta", "Četvrta", "Treća", "Druga"]
    assert page.index("card feature") < page.index(">Peta<") < page.index("card row") < page.index(">Četvrta<")
    assert "All practices (5)" in text_of(response)
    valid(response)


def test_practices_that_went_since_the_last_look_leave_no_gap(places, member, visitor) -> None:
    practice = make_practice(member, title="Prva", places=[places.jelah], status="published")
    assert look.current().total == 1
    Practice.objects.filter(pk=practice.pk).update(withdrawn=timezone.now())
    response = visitor.get(URL)
    assert "From the local communities" not in text_of(response)


def test_what_is_hidden_is_gone_at_once(places, member, visitor, django_assert_num_queries) -> None:
    """Of a page that was drawn before: the page cache would keep it until something else changes."""
    shown, hidden = (
        make_practice(member, title=name, places=[places.jelah], status="published") for name in ("A", "B")
    )
    page = visitor.get(URL).content.decode()
    assert f"/{shown.pk}-a/" in page
    assert f"/{hidden.pk}-b/" in page
    Practice.objects.filter(pk=hidden.pk).update(status="hidden")
    with django_assert_num_queries(1):
        page = visitor.get(URL).content.decode()
    assert f"/{shown.pk}-a/" in page
    assert f"/{hidden.pk}-b/" not in page


def test_the_next_trainings_with_their_seats(places, member, visitor, django_assert_num_queries) -> None:
    """Three of those that come, for everyone; what is for members alone, or was hidden meanwhile, is not among them."""
    today = timezone.localdate()
    titles = ["Prva", "Druga", "Treća", "Četvrta"]
    made = [make_training(member, title=one, days=[today + timedelta(days=3 + at)]) for at, one in enumerate(titles)]
    make_training(member, title="Za članove", days=[today + timedelta(days=1)], audience="members")
    make_training(member, title="Prošla", days=[today - timedelta(days=9)])
    front.forget()
    response = visitor.get(URL)
    part = text_of(response).partition("Next trainings")[2].partition("The register holds")[0]
    assert [one for one in [*titles, "Za članove", "Prošla"] if one in part] == titles[:3]
    valid(response)
    Training.objects.filter(pk=made[0].pk).update(status="hidden")
    with django_assert_num_queries(1):
        part = text_of(visitor.get(URL)).partition("Next trainings")[2]
    assert "Prva" not in part
    assert "Četvrta" in part


def test_conclusions_whose_answer_is_overdue(places, member, visitor, django_assert_num_queries) -> None:
    """Those that have waited longest, with the addressee; nothing of what a network keeps to itself."""
    network, today = make_network("Mreža", member), timezone.localdate()
    late = {"sent": today - timedelta(days=60), "deadline": today - timedelta(days=5), "to_municipality": places.tesanj}
    meeting = make_meeting(network, member)
    inner = make_meeting(network, member, audience="organisation", organisation=network.organisation)
    make_conclusion(meeting, member, title="Kasni odgovor", **late)
    make_conclusion(inner, member, title="Unutrašnje kasni", **late)
    make_conclusion(meeting, member, title="Još ima vremena", **late | {"deadline": today})
    front.forget()
    response = visitor.get(URL)
    part = text_of(response).partition("Conclusions that wait too long")[2].partition("The register holds")[0]
    assert "Kasni odgovor" in part
    assert "Municipality of Tešanj" in part
    assert "Unutrašnje" not in part
    assert "Još ima" not in part
    valid(response)
    with django_assert_num_queries(1):
        visitor.get(URL)


# -- signed in -------------------------------------------------------------------------------------------------------


def test_greets_by_name_and_is_not_shared(member, client_of) -> None:
    response = client_of(member).get(URL)
    assert "Welcome, Amra Hodžić" in text_of(response)
    assert "no-store" in response["Cache-Control"]
    valid(response)


def test_nothing_waits(newcomer, places, client_of) -> None:
    newcomer.profile.municipality = places.tesanj
    newcomer.profile.save()
    page = text_of(client_of(newcomer).get(URL))
    assert "Everything is done" in page
    assert "Tešanj" in page


def test_a_profile_without_municipality_waits(newcomer, client_of) -> None:
    page = text_of(client_of(newcomer).get(URL))
    assert "Choose your municipality" in page
    assert "Everything is done" not in page


def test_an_unconfirmed_role_waits(newcomer, places, client_of) -> None:
    make_mandate(newcomer, "secretary", places.jelah, confirmed_on=None)
    page = text_of(client_of(newcomer).get(URL))
    assert "Your role is not confirmed yet" in page
    assert "Data of MZ Jelah" not in page


def test_missing_data_of_my_community_wait(member, client_of) -> None:
    response = client_of(member).get(URL)
    assert "Data of MZ Jelah: 0 of" in text_of(response)
    assert 'href="/en/mjesne-zajednice/tesanj/jelah/#completeness"' in response.content.decode()


def test_gaps_of_my_municipality_wait_for_the_coordinator(coordinator, client_of, places) -> None:
    assert "2 local communities have gaps in their data" in text_of(client_of(coordinator).get(URL))


@pytest.mark.parametrize("who", ["moderator", "admin"])
def test_staff_without_second_factor_is_asked_for_it(request, who, client_of, staff_client_of) -> None:
    user: User = request.getfixturevalue(who)
    assert "Set up two-step sign-in" in text_of(client_of(user).get(URL))
    assert "Set up two-step sign-in" not in text_of(staff_client_of(user).get(URL))


def shortcuts(response) -> set[str]:
    return {one.url.removeprefix("/en") for one in response.context["shortcuts"]}


@pytest.mark.parametrize(
    ("who", "desks"),
    [
        ("newcomer", set()),
        ("member", set()),
        ("coordinator", {"/koordinator/", "/pitanja/cekaju/"}),
        ("moderator", {"/moderacija/", "/upravljanje/", "/pitanja/cekaju/", "/pretraga/bez-rezultata/"}),
        ("admin", {"/moderacija/", "/upravljanje/", "/pitanja/cekaju/", "/pretraga/bez-rezultata/"}),
    ],
)
def test_each_role_has_its_desks_at_hand(request, who, desks, client_of, staff_client_of) -> None:
    user: User = request.getfixturevalue(who)
    everybodys = {"/prakse/nova/", "/prakse/moje/", "/prakse/sacuvane/", "/mjesne-zajednice/karta/", "/nalog/"}
    everybodys |= {"/pitanja/novo/", "/pitanja/moja/", "/obuke/moje/", "/nalog/pracenje/"}
    made = staff_client_of if {"/upravljanje/"} & desks else client_of
    response = made(user).get(URL)
    assert shortcuts(response) - everybodys - {"/mjesne-zajednice/tesanj/"} == desks
    assert everybodys <= shortcuts(response)
    for address in shortcuts(response):
        assert made(user).get(f"/en{address}").status_code == 200, address


def test_a_desk_is_not_at_hand_without_the_second_factor(admin, client_of) -> None:
    assert not {"/moderacija/", "/upravljanje/"} & shortcuts(client_of(admin).get(URL))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_visitor_costs_no_query(places, visitor, django_assert_num_queries, rows) -> None:
    for number in range(rows):
        make_community(f"Selo {number}", places.tesanj)
    visitor.get(URL)  # what pages share is looked at once a minute
    with django_assert_num_queries(0):
        visitor.get(URL)
