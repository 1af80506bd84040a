"""A forgotten password, a changed one, and what that does to everything else that is open."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator as Generator
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from accounts.passwords import LikeOwnAddressValidator, LocalPasswordValidator
from notifications.models import OutgoingMail
from tests.accounts.letters import last_letter, letters_to, link_for
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]
NEW = "visoka-planina-7"


def ask(client, email="clan@example.ba"):
    return client.post("/nalog/lozinka/nova/", {"email": email})


def choose(client, link, password=NEW):
    opened = client.get(link)
    return client.post(opened.url, {"password1": password}) if opened.status_code == 302 else opened


def test_journey(visitor, member):
    assert visitor.get("/nalog/lozinka/nova/").status_code == 200
    assert ask(visitor).url == "/nalog/lozinka/nova/poslano/"
    link = link_for(member.email)
    phone = Client()  # the mail is read elsewhere
    assert choose(phone, link).status_code == 302
    assert get_user(phone) == member
    member.refresh_from_db()
    assert member.check_password(NEW)
    assert last_letter(member.email).context["what"] == "password_reset"


def test_looking_at_the_link_does_not_use_it_up(visitor, member):
    ask(visitor)
    link = link_for(member.email)
    for _scanner in range(3):
        opened = Client().get(link, follow=True)
        assert opened.status_code == 200
    member.refresh_from_db()
    assert member.check_password(PASSWORD)
    assert choose(Client(), link).status_code == 302


def still_works(link):
    return Client().get(link).status_code == 302


def test_the_link_works_once(visitor, member):
    ask(visitor)
    link = link_for(member.email)
    choose(Client(), link)
    assert not still_works(link)
    assert "no longer valid" in Client().get(f"/en{link}").content.decode()


def test_the_link_ends_with_the_address(visitor, member):
    ask(visitor)
    link = link_for(member.email)
    member.emailaddress_set.update(email="druga@example.ba")
    User.objects.filter(pk=member.pk).update(email="druga@example.ba")
    assert not still_works(link)


def test_the_link_ends_with_signing_in(visitor, member):
    ask(visitor)
    link = link_for(member.email)
    Client().post("/prijava/", {"login": member.email, "password": PASSWORD})
    assert not still_works(link)


def test_the_link_ends_after_an_hour(visitor, member, monkeypatch):
    ask(visitor)
    link = link_for(member.email)
    now = Generator()._now()
    monkeypatch.setattr(Generator, "_now", lambda self: now + timedelta(minutes=59))
    assert still_works(link)
    monkeypatch.setattr(Generator, "_now", lambda self: now + timedelta(minutes=61))
    assert not still_works(link)


def test_a_host_that_is_not_ours_gets_nothing(visitor, member):
    answer = visitor.post("/nalog/lozinka/nova/", {"email": member.email}, headers={"host": "evil.ba"})
    assert answer.status_code == 400
    assert not OutgoingMail.objects.exists()


def test_a_mailbox_is_not_flooded_and_the_page_says_the_same(member):
    answers = {(answer.status_code, answer.url) for answer in (ask(Client()) for _ in range(20))}
    assert answers == {(302, "/nalog/lozinka/nova/poslano/")}
    assert len(letters_to(member.email)) == 3
    strangers = {(answer.status_code, answer.url) for answer in (ask(Client(), "niko@example.ba") for _ in range(20))}
    assert strangers == answers
    assert len(letters_to("niko@example.ba")) == 3


def test_changing_signs_out_elsewhere(member, client_of):
    here, there = client_of(member), client_of(member)
    answer = here.post("/nalog/lozinka/promjena/", {"oldpassword": PASSWORD, "password1": NEW})
    assert (answer.status_code, answer.url) == (302, "/nalog/")
    assert get_user(here).is_authenticated
    assert not get_user(there).is_authenticated
    assert last_letter(member.email).context["what"] == "password_changed"


def test_changing_needs_the_present_password(member, client_of):
    answer = client_of(member).post("/nalog/lozinka/promjena/", {"oldpassword": "pogresna", "password1": NEW})
    assert answer.status_code == 200
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_changing_the_address_asks_again_and_tells_the_old_one(member):
    client = Client()
    client.post("/prijava/", {"login": member.email, "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": time.time() - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.post("/nalog/e-posta/", {"email": "druga@example.ba", "action_add": "1"})
    assert answer.url.startswith("/nalog/ponovo/")
    assert not letters_to("druga@example.ba")
    answer = client.post(answer.url, {"password": PASSWORD, "next": "/nalog/e-posta/"})
    assert answer.url == "/nalog/e-posta/kod/"
    code = last_letter("druga@example.ba").context["code"]
    member.refresh_from_db()
    assert member.email == "clan@example.ba"
    assert client.post("/nalog/e-posta/kod/", {"code": code}).url == "/nalog/"
    member.refresh_from_db()
    assert member.email == "druga@example.ba"
    assert [address.email for address in member.emailaddress_set.all()] == ["druga@example.ba"]
    told = last_letter("clan@example.ba")
    assert (told.event, told.context["what"]) == ("notice", "email_changed")
    assert told.reader == member


@pytest.mark.parametrize(
    "word",
    [
        "sarajevo123",
        "Banjaluka1!",
        "BANJA LUKA 2024",
        "željezničar",
        "moja lozinka",
        "lozinka12345",
        "лозинка123",
        "Бањалука2024!",
    ],
)
def test_words_that_people_here_use_are_refused(word):
    with pytest.raises(ValidationError) as refusal:
        LocalPasswordValidator().validate(word)
    assert refusal.value.code == "password_too_common"


@pytest.mark.parametrize("word", ["password12", "0123456789", "qwertyuiop"])
def test_what_is_common_everywhere_is_said_once(word):
    with pytest.raises(ValidationError) as refusal:
        validate_password(word)
    assert [error.code for error in refusal.value.error_list].count("password_too_common") == 1


@pytest.mark.parametrize("word", ["sarajevo i moja teta", "lozinka-na-rijeci-una", "visoka-planina-7"])
def test_longer_phrases_with_them_are_not(word):
    LocalPasswordValidator().validate(word)


def test_long_and_unusual_passwords_are_fine(visitor, member):
    ask(visitor)
    long = "Љубичаста крушка 🍐 " * 8
    assert len(long) > 128
    choose(Client(), link_for(member.email), long)
    member.refresh_from_db()
    assert member.check_password(long)


def test_own_address_is_no_password():
    user = User(email="amra.hodzic@example.ba")
    for word in ("amra.hodzic", "amra.hodzic@example.ba", "Amra.Hodzic1"):
        with pytest.raises(ValidationError) as refusal:
            LikeOwnAddressValidator().validate(word, user)
        assert refusal.value.code == "password_too_similar"
    LikeOwnAddressValidator().validate("visoka-planina-7", user)
