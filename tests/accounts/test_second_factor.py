"""Two-step sign-in with a real code from a real algorithm, recovery codes, and the people who must have it."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user
from django.test import Client

from tests.accounts.letters import last_letter, letters_to
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]
HOME = "/nalog/dvostruka-potvrda/"


def totp(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def signed_in(user):
    """Signed in, and a moment ago asked for the password once more."""
    client = Client()
    client.post("/prijava/", {"login": user.email, "password": PASSWORD})
    assert client.post("/nalog/ponovo/", {"password": PASSWORD}).status_code == 302
    return client


def set_up(client):
    """Switch the app on; gives its secret and the recovery codes that are shown once."""
    page = client.get(f"{HOME}aplikacija/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]{16,})</code>", page)[1]
    assert 'src="data:image/svg+xml' in page
    assert client.post(f"{HOME}aplikacija/", {"code": "000000"}).status_code == 200
    client.last_code = totp(secret)
    answer = client.post(f"{HOME}aplikacija/", {"code": client.last_code})
    assert answer.url == f"{HOME}rezervni-kodovi/"
    codes = re.findall(r"<li><code>([^<]+)</code>", client.get(answer.url).content.decode())
    return secret, codes


def test_journey(member, django_capture_on_commit_callbacks):
    client = signed_in(member)
    assert client.get(HOME).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        secret, codes = set_up(client)
    assert len(codes) == 10
    assert client.get(f"{HOME}rezervni-kodovi/").content.decode().count(codes[0]) == 0  # shown once
    stored = Authenticator.objects.get(user=member, type="totp").data["secret"]
    assert secret not in stored, "kept encrypted"
    assert "totp_activated" in [letter.context["what"] for letter in letters_to(member.email)]

    other = Client()
    answer = other.post("/prijava/", {"login": member.email, "password": PASSWORD})
    assert answer.url == f"{HOME}prijava/"
    assert not get_user(other).is_authenticated
    assert other.get("/nalog/").status_code == 302
    assert other.post(answer.url, {"code": "000000"}).status_code == 200
    assert other.post(answer.url, {"code": client.last_code}).status_code == 200, "it was used up by switching on"
    code = totp(secret, 1)
    assert other.post(answer.url, {"code": code}).url == "/"
    assert get_user(other) == member

    again = Client()
    again.post("/prijava/", {"login": member.email, "password": PASSWORD})
    assert again.post(f"{HOME}prijava/", {"code": code}).status_code == 200, "a code works once"
    assert not get_user(again).is_authenticated
    assert again.post(f"{HOME}prijava/", {"code": codes[3]}).url == "/"
    assert get_user(again) == member

    third = Client()
    third.post("/prijava/", {"login": member.email, "password": PASSWORD})
    assert third.post(f"{HOME}prijava/", {"code": codes[3]}).status_code == 200, "a recovery code works once"


def test_pages_of_the_second_factor(member):
    client = signed_in(member)
    set_up(client)
    for path in (
        "",
        "rezervni-kodovi/",
        "rezervni-kodovi/novi/",
        "aplikacija/iskljucivanje/",
        "kljucevi/",
        "kljucevi/novi/",
    ):
        assert client.get(f"{HOME}{path}").status_code == 200, path
    assert client.post(f"{HOME}aplikacija/iskljucivanje/").url == HOME
    assert not Authenticator.objects.filter(user=member, type="totp").exists()
    assert last_letter(member.email).context["what"] == "totp_deactivated"


def test_changing_it_asks_who_is_there(member, client_of):
    answer = client_of(member).get(f"{HOME}aplikacija/")
    assert answer.url.startswith("/nalog/ponovo/")


def test_a_passkey_starts_with_a_question_of_the_server(visitor, db):
    answer = visitor.get(f"{HOME}kljucevi/prijava/", headers={"accept": "application/json"})
    assert set(answer.json()["request_options"]["publicKey"]) >= {"challenge", "rpId"}
    assert visitor.get(f"{HOME}kljucevi/prijava/").url == "/prijava/"
    assert visitor.post(f"{HOME}kljucevi/prijava/", {"credential": "{}"}).status_code == 302


def test_staff_without_it_is_sent_to_set_it_up(admin, moderator, client_of):
    for person in (admin, moderator):
        client = client_of(person)
        answer = client.get("/upravljanje/")
        assert (answer.status_code, answer.url) == (302, HOME)
        assert "Set it up now" in client.get("/en/nalog/").content.decode()


def test_with_it_the_administration_opens(admin):
    client = signed_in(admin)
    set_up(client)
    assert client.get("/upravljanje/").status_code == 200


def test_sample_accounts_need_none_on_a_sample_site(admin, client_of, settings):
    admin.is_sample = True
    admin.save()
    settings.SAMPLE_SITE = True
    assert client_of(admin).get("/upravljanje/").status_code == 200
    settings.SAMPLE_SITE = False
    assert client_of(admin).get("/upravljanje/").status_code == 302
