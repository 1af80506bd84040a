"""Signing in and out: with the password, safely, from anywhere, and never as somebody whose account is closed."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.test import Client

from tests.factories import PASSWORD, make_user
from tests.markup import valid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


def sign_in(client, email="clan@example.ba", password=PASSWORD, path="/prijava/", **extra):
    return client.post(path, {"login": email, "password": password, **extra})


def test_works_in_any_case_and_leads_home_in_the_chosen_language(visitor, member, neighbour):
    assert visitor.get("/prijava/").status_code == 200
    answer = sign_in(visitor, email=" Clan@Example.BA")
    assert (answer.status_code, answer.url) == (302, "/")
    assert get_user(visitor) == member
    other = Client()
    assert sign_in(other, email=neighbour.email).url == "/sr/"


def test_wrong_password(visitor, member):
    answer = sign_in(visitor, password="pogresna-lozinka")
    assert answer.status_code == 200
    assert "errbox" in answer.content.decode()
    assert 'value="clan@example.ba"' in answer.content.decode()
    assert not get_user(visitor).is_authenticated


def test_the_pages_are_stored_by_nobody(visitor, member, client_of):
    for path in ("/prijava/", "/registracija/", "/nalog/lozinka/nova/"):
        assert "no-store" in visitor.get(path)["Cache-Control"], path
    for path in ("/nalog/", "/nalog/profil/", "/nalog/sesije/"):
        assert "no-store" in client_of(member).get(path)["Cache-Control"], path


@pytest.mark.parametrize(
    "target",
    [
        "//evil.ba", "https:evil.ba", "/\\evil.ba", "\t//evil.ba", "javascript:alert(1)", "https://evil.ba/",
        "https://testserver.evil.ba/", "http://localhost/",
    ],
)  # fmt: skip
def test_nobody_is_led_to_another_host(member, target):
    client = Client()
    assert sign_in(client, next=target).url == "/"
    client = Client()
    assert sign_in(client, path=f"/prijava/?next={target}").url == "/"


def test_next_on_this_host_is_followed(visitor, member):
    assert sign_in(visitor, next="/nalog/profil/?a=1").url == "/nalog/profil/?a=1"


def test_the_session_is_a_new_one(visitor, member):
    visitor.get("/nalog/lozinka/nova/")
    session = visitor.session
    session["planted"] = "1"
    session.save()
    visitor.cookies["sessionid"] = before = session.session_key
    sign_in(visitor)
    assert visitor.session.session_key != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not get_user(thief).is_authenticated


def test_sign_out_is_a_post_that_ends_the_session(member, client_of):
    client = client_of(member)
    page = client.get("/nalog/odjava/")
    valid(page)
    assert "Odustanite" in page.content.decode()
    assert get_user(client).is_authenticated
    key = client.session.session_key
    answer = client.post("/nalog/odjava/")
    assert (answer.status_code, answer.url) == (302, "/nalog/odjava/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert client.cookies["sessionid"].value == "", "no session of nobody, so pages come from memory again"
    page = client.get("/nalog/odjava/")
    valid(page)
    assert "Odjava je uspjela" in page.content.decode()
    assert not get_user(client).is_authenticated
    thief = Client()
    thief.cookies["sessionid"] = key
    assert not get_user(thief).is_authenticated


def test_sign_out_needs_the_token_of_the_page(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    assert client.post("/nalog/odjava/").status_code == 403
    assert get_user(client).is_authenticated


def test_a_closed_account_stops_at_once(member, client_of):
    client = client_of(member)
    member.is_active = False
    member.save()
    assert client.get("/nalog/").status_code == 302
    assert sign_in(Client()).url == "/nalog/zatvoren/"
    assert Client().get("/nalog/zatvoren/").status_code == 200


def test_a_sample_account_signs_in_on_a_sample_site_alone(member, settings):
    member.is_sample = True
    member.save()
    settings.SAMPLE_SITE = True
    client = Client()
    sign_in(client)
    assert get_user(client).is_authenticated
    settings.SAMPLE_SITE = False
    assert not get_user(client).is_authenticated  # the session of before is worth nothing either
    client = Client()
    assert sign_in(client).url == "/nalog/zatvoren/"
    assert not get_user(client).is_authenticated


def test_all_other_devices_can_be_signed_out(visitor, member):
    other = Client()
    sign_in(visitor)
    sign_in(other)
    assert UserSession.objects.filter(user=member).count() == 2
    page = visitor.get("/nalog/sesije/").content.decode()
    assert page.count("127.0.0.1") == 2
    visitor.post("/nalog/sesije/")
    assert get_user(visitor).is_authenticated
    assert not get_user(other).is_authenticated


def test_own_pages_ask_to_sign_in_first(visitor, db):
    for path in ("/nalog/", "/nalog/profil/", "/nalog/e-posta/", "/nalog/sesije/", "/nalog/dvostruka-potvrda/"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.url) == (302, f"/prijava/?next={path}")
    assert visitor.get("/hr/nalog/").url == "/hr/prijava/?next=/hr/nalog/"


def test_forty_neighbours_behind_one_address_all_get_in(db):
    people = [make_user() for _ in range(40)]
    for person in people:
        assert sign_in(Client(), email=person.email).status_code == 302, person


def test_guessing_one_password_ends_at_ten_from_whatever_address(member):
    """The header invites to invent addresses; nobody configured a proxy, so nobody believes it. Nor the port."""
    statuses = []
    for number in range(14):
        client = Client(headers={"x-forwarded-for": f"10.0.0.{number}", "host": f"localhost:{8000 + number}"})
        statuses.append(
            "Too many attempts" in sign_in(client, password=f"pogresna-{number}", path="/en/prijava/").content.decode()
        )
    assert statuses == [False] * 10 + [True] * 4
    assert sign_in(Client()).status_code == 200, "not even with the right one"
    make_user("druga@example.ba")
    assert sign_in(Client(), email="druga@example.ba").status_code == 302, "others are not touched"


def test_guessing_says_the_same_of_an_account_that_does_not_exist(member):
    answers = [
        sign_in(Client(), "niko@example.ba", f"pogresna-{n}", "/en/prijava/").content.decode() for n in range(11)
    ]
    assert "Too many attempts" not in answers[9]
    assert "Too many attempts" in answers[10]


def test_one_address_that_tries_everybody_is_stopped(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "10/10m/key,20/10m/ip"}
    answers = [
        sign_in(Client(), f"osoba{n}@example.ba", "pogresna", "/en/prijava/").content.decode() for n in range(22)
    ]
    assert ["Too many attempts" in answer for answer in answers] == [False] * 20 + [True] * 2
