"""The pages of one's own account: what they show, to whom, at what cost."""

from datetime import date

import pytest

from accounts.models import Profile
from tests.factories import make_mandate, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client_of):
    return lambda user, path="/en/nalog/": client_of(user).get(path).content.decode()


def test_overview_shows_who_i_am_and_what_i_may_do(member, places, page_of):
    make_mandate(member, "council_member", places.kalosevic, starts=date(2016, 1, 1), ends=date(2020, 1, 1))
    make_mandate(member, "secretary", places.kalosevic, confirmed_on=None)
    text = page_of(member)
    assert "Amra Hodžić" in text
    assert member.email in text
    now, waiting, before = text.index("Jelah"), text.index("Waiting for confirmation"), text.index(">Before<")
    assert now < waiting < before
    assert "Open the administration" not in text


def test_overview_in_cyrillic(neighbour, client_of):
    text = client_of(neighbour).get("/sr/nalog/").content.decode()
    assert "Клашнице" in text
    assert neighbour.email in text


def test_somebody_without_a_mandate_is_told_so(newcomer, page_of):
    assert "no mandate" in page_of(newcomer)


def test_staff_finds_the_administration(admin, staff_client_of):
    assert "/upravljanje/" in staff_client_of(admin).get("/nalog/").content.decode()


@pytest.mark.parametrize("mandates", [1, 3])
def test_overview_costs_the_same_with_more_mandates(mandates, places, client_of, django_assert_num_queries):
    user = make_user()
    for scope in [places.jelah, places.kalosevic, places.klasnice][:mandates]:
        make_mandate(user, "president", scope)
    client = client_of(user)
    client.get("/nalog/")
    with django_assert_num_queries(
        6
    ):  # session, user with profile, mandates, claims, second factor, unread notifications
        client.get("/nalog/")


def test_titles_follow_the_form_of_address(member):
    mandate = member.active_mandates[0]
    titles = set()
    for form in Profile.Address.values:
        member.profile.form_of_address = form
        titles.add(mandate.title)
    assert titles


def save(client, **changes):
    data = {"display_name": "Amra H.", "form_of_address": "f", "language": "bs", "municipality": "", **changes}
    return client.post("/nalog/profil/", data)


def test_profile_is_saved_and_the_language_changes_the_site(member, places, client_of):
    client = client_of(member)
    assert client.get("/nalog/profil/").status_code == 200
    answer = save(client, language="sr", municipality=places.tesanj.pk)
    assert (answer.status_code, answer.url) == (302, "/sr/nalog/")
    profile = Profile.objects.get(user=member)
    assert (profile.display_name, profile.form_of_address, profile.language) == ("Amra H.", "f", "sr")
    assert profile.municipality == places.tesanj


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Amra   Hodžić ", "Amra Hodžić"),
        ("Amra Hodz\u030cic\u0301", "Amra Hodžić"),
        ("Am\u200bra\u202e Ho\u00addžić\u2066", "Amra Hodžić"),
        ("Амра Хоџић", "Амра Хоџић"),
        ("عمر", "عمر"),
        ("O'Neill & sinovi", "O'Neill & sinovi"),
    ],
)
def test_names_are_tidied(member, client_of, written, kept):
    assert save(client_of(member), display_name=written).status_code == 302
    assert Profile.objects.get(user=member).display_name == kept


@pytest.mark.parametrize(
    "changes",
    [
        {"display_name": '"><img src=x onerror=alert(1)>'},
        {"display_name": "\u200b\u202e"},
        {"display_name": "a" * 81},
        {"display_name": "12345"},
        {"display_name": "Админ"},
        {"display_name": "M o d e r a t o r"},
        {"display_name": "Gоran Mаrić"},
        {"language": "de"},
        {"form_of_address": "x"},
        {"municipality": "999999"},
    ],
)
def test_bad_input_writes_nothing(member, moderator, client_of, changes):
    answer = save(client_of(member), **changes)
    assert answer.status_code == 200
    assert "errbox" in answer.content.decode()
    assert "<img" not in answer.content.decode()
    assert Profile.objects.get(user=member).display_name == "Amra Hodžić"


def test_what_is_not_asked_for_cannot_be_written(member, client_of):
    before = (member.email, member.is_active, member.is_sample, len(member.mandates))
    save(client_of(member), email="x@example.ba", is_staff="1", is_sample="1", role="administrator", user="1")
    member.refresh_from_db()
    member.__dict__.pop("mandates", None)
    assert (member.email, member.is_active, member.is_sample, len(member.mandates)) == before
    assert not member.is_staff


def test_wrong_methods(member, client_of):
    client = client_of(member)
    assert client.post("/nalog/").status_code == 405
    assert client.put("/nalog/profil/").status_code == 405
