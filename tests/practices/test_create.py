"""The first step: it makes a draft, once, and nothing that was not asked for."""

import uuid

import pytest

from content.models import Entry
from practices.models import Practice
from tests.markup import text_of, valid
from tests.practices.writing import basics

URL = "/prakse/nova/"


def test_the_form_asks_for_little(client_of, newcomer):
    response = client_of(newcomer).get(URL)
    valid(response)
    assert "Šta ste uradili?" in text_of(response)
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("method", ["get", "post"])
def test_needs_sign_in(client, db, method):
    response = getattr(client, method)(URL)
    assert (response.status_code, response["Location"]) == (302, f"/prijava/?next={URL}")


def test_makes_a_draft_and_leads_on(client_of, newcomer, theme):
    response = client_of(newcomer).post(URL, basics(theme))
    practice = Practice.objects.get()
    assert response["Location"] == f"/prakse/{practice.pk}/uredi/problem/"
    assert (practice.author, practice.status, practice.kind) == (newcomer, "draft", "practice")
    assert list(practice.themes.all()) == [theme]


def test_one_may_stop_after_it(client_of, newcomer, theme):
    data = basics(theme)
    del data["next"]
    assert client_of(newcomer).post(URL, data)["Location"] == "/prakse/moje/"


def test_a_double_click_a_reload_and_a_retry_store_one(client_of, newcomer, theme):
    data = basics(theme)
    answers = {client_of(newcomer).post(URL, data)["Location"] for _ in range(3)}
    assert len(answers) == 1
    assert Practice.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_form(client_of, newcomer, neighbour, theme):
    data = basics(theme)
    client_of(newcomer).post(URL, data)
    client_of(neighbour).post(URL, data)
    assert Practice.objects.count() == 2


@pytest.mark.parametrize("once", ["", "x", "1" * 500])
def test_a_form_without_its_key_still_works(client_of, newcomer, theme, once):
    assert client_of(newcomer).post(URL, basics(theme, once=once)).status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Upišite naslov prakse."),
        ({"title": "x" * 134}, "Skratite za 14."),
        ({"lead": "x" * 301}, "Skratite za 1."),
        ({"outcome": "sjajno"}, "sjajno"),
        ({"themes": [99999]}, "99999"),
    ],
)
def test_bad_input_is_said_keeps_what_was_typed_and_writes_nothing(client_of, newcomer, theme, changed, sentence):
    response = client_of(newcomer).post(URL, basics(theme, **{"lead": "Dvanaest lampi.", **changed}))
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert (changed.get("lead") or "Dvanaest lampi.") in page
    assert not Entry.objects.exists()


def test_no_more_than_three_themes(client_of, newcomer, theme):
    four = list(type(theme).objects.values_list("pk", flat=True)[:4])
    response = client_of(newcomer).post(URL, basics(theme, themes=four))
    assert "Izaberite najviše tri teme." in text_of(response)


def test_what_was_not_asked_for_is_not_taken(client_of, newcomer, neighbour, theme):
    extra = {
        "status": "published",
        "author": neighbour.pk,
        "useful_count": 999,
        "is_sample": "on",
        "source": "x",
        "key": "x",
    }
    client_of(newcomer).post(URL, basics(theme, **extra))
    practice = Practice.objects.get()
    assert (practice.status, practice.author, practice.useful_count) == ("draft", newcomer, 0)
    assert (practice.is_sample, practice.source, practice.key) == (False, "", None)


def test_a_post_needs_the_token_of_the_form(newcomer, theme):
    from django.test import Client  # noqa: PLC0415

    client = Client(enforce_csrf_checks=True)
    client.force_login(newcomer)
    assert client.post(URL, basics(theme)).status_code == 403


def test_the_key_is_unlike_every_other(client_of, newcomer):
    client = client_of(newcomer)
    keys = {client.get(URL).context["once"] for _ in range(2)}
    assert len(keys) == 2
    assert all(isinstance(key, uuid.UUID) for key in keys)
