"""From nothing to signed in: the form, the code from the mail, the account."""

import re
import time

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from accounts import adapters
from accounts.models import User
from notifications.models import OutgoingMail
from tests.accounts.letters import another, code_for, last_letter, letters_to
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]
EMAIL = "nova@example.ba"
CODE_PAGE = "/nalog/e-posta/kod/"


def sign_up(client, email=EMAIL, name="Nova Osoba", password=PASSWORD, prefix="", **extra):
    data = {"email": email, "display_name": name, "password1": password, **extra}
    return client.post(f"{prefix}/registracija/", data)


def test_journey(visitor):
    assert visitor.get("/registracija/").status_code == 200
    answer = sign_up(visitor, email="Nova@Example.ba")
    assert (answer.status_code, answer.url) == (302, CODE_PAGE)
    user = User.objects.get(email=EMAIL)
    assert not get_user(visitor).is_authenticated
    assert EMAIL in visitor.get(CODE_PAGE).content.decode()
    answer = visitor.post(CODE_PAGE, {"code": code_for(EMAIL).replace("-", " ")})  # written down with a space
    assert (answer.status_code, answer.url) == (302, "/")
    assert get_user(visitor) == user
    assert user.profile.display_name == "Nova Osoba"
    assert user.emailaddress_set.get().verified
    assert not user.mandates


def test_language_of_the_page_becomes_that_of_the_person(visitor):
    answer = sign_up(visitor, prefix="/sr")
    assert answer.url == f"/sr{CODE_PAGE}"
    assert User.objects.get().profile.language == "sr"
    assert last_letter(EMAIL).language == "sr"


def test_wrong_code_is_refused_and_three_end_it(visitor):
    sign_up(visitor)
    right = code_for(EMAIL)
    for _attempt in range(2):
        answer = visitor.post(CODE_PAGE, {"code": another(right)})
        assert answer.status_code == 200
        assert "errbox" in answer.content.decode()
    assert visitor.post(CODE_PAGE, {"code": another(right)}).url == "/prijava/"
    assert visitor.post(CODE_PAGE, {"code": right}).url == "/prijava/"  # too late
    assert not get_user(visitor).is_authenticated


@pytest.mark.parametrize("address", ["new", "taken"])
def test_an_empty_field_is_no_attempt_and_the_end_says_what_to_do(visitor, member, address):
    """In the same words for an address that has an account."""
    email = member.email if address == "taken" else EMAIL
    sign_up(visitor, email=email, prefix="/en")
    page = f"/en{CODE_PAGE}"
    for typed in ("", "  ", ""):
        answer = visitor.post(page, {"code": typed})
        assert answer.status_code == 200
        assert "errbox" in answer.content.decode()
    for _attempt in range(3):
        answer = visitor.post(page, {"code": "123-456"}, follow=True)
    assert answer.redirect_chain == [("/en/prijava/", 302)]
    assert "The code was wrong three times" in answer.content.decode()
    assert "we send you a new one" in answer.content.decode()


def test_an_old_code_is_refused(visitor, monkeypatch):
    sign_up(visitor)
    right, now = code_for(EMAIL), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 15 * 60 + 1)
    assert visitor.post(CODE_PAGE, {"code": right}).url == "/prijava/"
    assert not get_user(visitor).is_authenticated


def test_a_code_can_be_sent_again_and_the_old_one_ends(visitor):
    sign_up(visitor)
    first = code_for(EMAIL)
    assert visitor.post(CODE_PAGE, {"action": "resend"}).status_code == 302
    assert "Poslali smo novi kod. Prethodni više ne važi." in visitor.get(CODE_PAGE).content.decode()
    second = code_for(EMAIL)
    assert first != second
    assert visitor.post(CODE_PAGE, {"code": first}).status_code == 200
    assert visitor.post(CODE_PAGE, {"code": second}).status_code == 302
    assert get_user(visitor).is_authenticated


def test_where_to_look_is_said_when_no_more_codes_are_sent_too(visitor):
    sign_up(visitor, prefix="/en")
    for _again in range(2):
        visitor.post(f"/en{CODE_PAGE}", {"action": "resend"})
    page = visitor.get(f"/en{CODE_PAGE}").content.decode()
    assert "Send the code again" not in page
    assert "Look among unwanted mail too." in page


def test_signing_in_before_confirming_asks_for_the_code(visitor, client):
    sign_up(visitor)
    visitor.cookies.clear()
    answer = client.post("/prijava/", {"login": EMAIL, "password": PASSWORD})
    assert answer.url == CODE_PAGE
    client.post(CODE_PAGE, {"code": code_for(EMAIL)})
    assert get_user(client).is_authenticated


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nije-adresa"),
        ("email", ""),
        ("email", "b" * 250 + "@x.ba"),
        ("display_name", ""),
        ("display_name", "<b>Ja</b>"),
        ("display_name", "\u202e\u200b"),
        ("display_name", "a" * 81),
        ("password1", "kratka"),
        ("password1", "sarajevo123"),
        ("password1", "1234567890"),
        ("password1", "nova@example"),
        ("website", "http://spam.example"),
    ],
)
def test_bad_input_keeps_the_text_and_writes_nothing(visitor, field, value):
    data = {"email": EMAIL, "display_name": "Nova Osoba", "password1": PASSWORD, field: value}
    answer = visitor.post("/registracija/", data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "errbox" in text
    assert f'value="{data["email"]}"' in text or field == "email"
    assert PASSWORD not in text
    assert not User.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_name_like_that_of_staff_is_refused_in_any_letters(visitor, moderator):
    assert moderator.profile.display_name == "Goran Marić"
    for name in ("Goran Maric", "goran  marić", "Gоrаn Mаrić", "Горан Марић"):  # the third with Cyrillic о and а
        assert sign_up(visitor, name=name).status_code == 200, name
    assert sign_up(visitor, name="Goran Marinović").status_code == 302


def body_without_tokens(response):
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r"[\w.-]+@example\.ba", "ADDRESS", text)


def test_known_and_unknown_addresses_look_the_same(db):
    """Sign-up, the page for the code, a wrong code, sign-in and a forgotten password: byte for byte, save the address."""
    make_user("poznata@example.ba")
    seen = {}
    for email in ("poznata@example.ba", "nepoznata@example.ba"):
        client, pages = Client(), []
        first = sign_up(client, email=email)
        pages.append((first.status_code, first.url))
        pages.append(body_without_tokens(client.get(CODE_PAGE)))
        pages.append(body_without_tokens(client.post(CODE_PAGE, {"code": "0000-0000"})))
        again = client.post(CODE_PAGE, {"action": "resend"})
        pages.append((again.status_code, again.url))
        pages.append(body_without_tokens(client.get(CODE_PAGE)))
        client = Client()
        reset = client.post("/nalog/lozinka/nova/", {"email": email})
        pages.append((reset.status_code, reset.url))
        pages.append(body_without_tokens(client.get(reset.url)))
        other = f"x{email}" if email.startswith("ne") else email
        pages.append(body_without_tokens(client.post("/prijava/", {"login": other, "password": "pogresna-lozinka"})))
        seen[email] = pages
    known, unknown = seen.values()
    for number, (one, other) in enumerate(zip(known, unknown, strict=True)):
        assert one == other, number
    assert [letter.event for letter in letters_to("poznata@example.ba")] == ["account_exists", "password_link"]
    assert User.objects.filter(email="poznata@example.ba").count() == 1


def test_known_address_costs_as_much_hashing_as_an_unknown_one(visitor, monkeypatch):
    hashed = []

    original = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or original(*a, **k))
    make_user("poznata@example.ba")
    hashed.clear()
    sign_up(visitor, email="poznata@example.ba")
    known = len(hashed)
    visitor.cookies.clear()
    sign_up(visitor, email="nepoznata@example.ba")
    assert known == len(hashed) - known == 1


def test_nothing_is_left_when_the_account_cannot_be_completed(visitor, monkeypatch):
    """User, profile and address are one transaction."""

    def fail(*args, **kwargs):
        raise RuntimeError("no profile")

    monkeypatch.setattr(adapters.Profile.objects, "create", fail)
    with pytest.raises(RuntimeError):
        sign_up(visitor)
    assert not User.objects.exists()


def test_signed_in_people_are_led_away(member, client_of):
    assert client_of(member).get("/registracija/").status_code == 302


def test_next_is_kept_through_the_code(visitor):
    visitor.post(
        "/registracija/?next=/nalog/profil/",
        {"email": EMAIL, "display_name": "Nova", "password1": PASSWORD, "next": "/nalog/profil/"},
    )
    assert visitor.post(CODE_PAGE, {"code": code_for(EMAIL)}).url == "/nalog/profil/"
