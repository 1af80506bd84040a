"""The link in a mail: looking changes nothing, one click ends it, for one person and one kind, signed in or not."""

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils import translation

from notifications.links import find, unsubscribe_url
from notifications.models import DEFAULTS, MailConsent, Preference
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def link(member):
    def of(subject="comment", language="en"):
        with translation.override(language):
            return unsubscribe_url(member, subject).removeprefix("http://localhost:8000")

    return of


def choices(user):
    return Preference.objects.of(user)


def test_looking_shows_a_button_and_changes_nothing(link, member, visitor):
    for _ in range(2):
        answer = visitor.get(link())
        assert answer.status_code == 200
    assert "Stop this mail" in text_of(answer)
    assert "Comments on your entries" in text_of(answer)
    assert visitor.head(link()).status_code == 200
    assert choices(member) == DEFAULTS
    assert not MailConsent.objects.exists()
    assert "no-store" in answer["Cache-Control"]
    assert member.email not in answer.content.decode()
    valid(answer)


def test_one_click_without_cookie_or_token(link, member):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(link(), ONE_CLICK)
    assert answer.status_code == 200, "RFC 8058 forbids a redirect"
    assert choices(member) == DEFAULTS | {"comment": "never"}
    log = MailConsent.objects.get()
    assert (log.user_id, log.kind, log.choice, log.how) == (member.pk, "comment", "never", "one_click")
    assert log.words is not None
    valid(answer)


def test_as_mail_programs_send_it(link, member):
    """multipart/form-data, as RFC 8058 shows it first."""
    body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    Client(enforce_csrf_checks=True).post(link(), body, content_type="multipart/form-data; boundary=x")
    assert MailConsent.objects.get().how == "one_click"


def test_the_button_of_the_page_is_enough_and_twice_is_once(link, member):
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert "It will come no more" in text_of(client.post(link()))
    assert MailConsent.objects.get().how == "link"


def test_the_mail_of_the_day_ends_with_every_kind_in_it(link, member, visitor):
    visitor.post(link("daily"), ONE_CLICK)
    ended = {kind for kind, mail in DEFAULTS.items() if mail == "daily"}
    assert choices(member) == DEFAULTS | dict.fromkeys(ended, "never")
    assert set(MailConsent.objects.values_list("kind", flat=True)) == ended


@pytest.mark.parametrize(("language", "word"), [("sr", "Коментари"), ("bs", "Komentari"), ("en", "Comments")])
def test_in_the_language_of_the_address(link, visitor, language, word):
    """The words themselves are looked at with the catalogues; here it is the script and the address."""
    answer = visitor.get(link(language=language))
    assert answer.headers["Content-Language"] == {"sr": "sr-Cyrl"}.get(language, language)


def test_it_ends_nobody_elses(link, member, neighbour, client_of):
    client_of(neighbour).post(link(), ONE_CLICK)
    assert choices(neighbour) == DEFAULTS
    assert choices(member)["comment"] == "never"


def test_what_we_did_not_sign_is_not_there(link, member, visitor):
    good = link()
    token = good.split("/")[-2]
    other = Signer(salt="another").sign(f"{member.pk}.comment")
    strange = Signer(salt="notifications.unsubscribe").sign(f"{member.pk}.everything")
    forged = token.replace("comment", "decided")
    for bad in (token[:-1], forged, other, strange, "x", "1.comment"):
        assert visitor.get(good.replace(token, bad)).status_code == 404
        assert visitor.post(good.replace(token, bad), ONE_CLICK).status_code == 404
    assert choices(member) == DEFAULTS


def test_of_somebody_who_is_gone(link, member, visitor):
    address = link()
    member.delete()
    assert visitor.post(address, ONE_CLICK).status_code == 404
    assert find("") is None


def test_wrong_method(link, visitor):
    assert visitor.put(link()).status_code == 405
