"""What is typed is kept, offered again, and never overwrites what is newer."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from content import drafts
from content.models import Draft
from notifications.tidying import tidy
from tests import factories
from tests.markup import text_of, valid

FORM = "practices:create"
TEXT = {"title": ["Lampe"], "lead": ["Šest lampi & <b>"]}


def send(client, values=TEXT, form=FORM, version=0):
    return client.post("/nacrt/", {"form": form, "version": version, "values": json.dumps(values)})


def test_kept_and_kept_again(client_of, newcomer) -> None:
    client = client_of(newcomer)
    assert send(client).json() == {"version": 1}
    assert send(client, TEXT | {"title": ["Lampe u selu"]}, version=1).json() == {"version": 2}
    assert Draft.objects.get().values["title"] == ["Lampe u selu"]


def test_an_older_window_does_not_overwrite_a_newer_one(client_of, newcomer) -> None:
    client = client_of(newcomer)
    send(client)
    send(client, {"title": ["novije"]}, version=1)
    assert send(client, {"title": ["starije"]}, version=1).status_code == 409
    assert send(client, {"title": ["starije"]}, version=0).status_code == 409
    assert Draft.objects.get().values == {"title": ["novije"]}


@pytest.mark.django_db(transaction=True)
def test_of_windows_at_the_same_moment_one_wins(newcomer) -> None:
    drafts.keep(newcomer, FORM, json.dumps(TEXT), 0)

    def write(number: int) -> bool:
        try:
            drafts.keep(newcomer, FORM, json.dumps({"title": [str(number)]}), 1)
        except drafts.Newer:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(8))) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"form": FORM, "version": "0", "values": "[1]"}, 400),
        ({"form": FORM, "version": "0", "values": '{"a": "b"}'}, 400),
        ({"form": FORM, "version": "0", "values": '{"a": ["\\u0000"]}'}, 400),
        ({"form": FORM, "version": "0", "values": '{"a": ["' + "x" * 100_001 + '"]}'}, 400),
        ({"form": FORM, "version": "0", "values": "[" * 5000}, 400),
        ({"form": "", "version": "0", "values": "{}"}, 400),
        ({"form": FORM, "version": "-1", "values": "{}"}, 400),
        ({}, 400),
    ],
)
def test_what_our_page_never_sends(client_of, newcomer, data, code) -> None:
    assert client_of(newcomer).post("/nacrt/", data).status_code == code
    assert not Draft.objects.exists()


def test_for_somebody_who_is_signed_in_and_only_by_sending(client, client_of, newcomer) -> None:
    assert send(client).status_code == 401
    assert client_of(newcomer).get("/nacrt/").status_code == 405
    assert not Draft.objects.exists()


def test_of_very_many_the_newest_stay(client_of, newcomer, neighbour, monkeypatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 3)
    send(client_of(neighbour))
    client = client_of(newcomer)
    for number in range(5):
        send(client, form=f"form {number}")
    kept = Draft.objects.filter(user=newcomer).order_by("pk").values_list("form", flat=True)
    assert list(kept) == ["form 2", "form 3", "form 4"]
    assert Draft.objects.filter(user=neighbour).exists(), "those of others are not counted"


def test_what_nobody_came_back_to_is_thrown_away_after_thirty_days(newcomer) -> None:
    for days in (29, 31):
        drafts.keep(newcomer, f"form {days}", "{}", 0)
        Draft.objects.filter(form=f"form {days}").update(saved=timezone.now() - timedelta(days=days))
    tidy(None)
    assert Draft.objects.get().form == "form 29"


class TestOffered:
    def test_when_the_form_is_opened_again(self, client_of, newcomer) -> None:
        client = client_of(newcomer)
        send(client)
        page = client.get("/prakse/nova/")
        valid(page)
        assert "Ovdje ste počeli pisati" in text_of(page)
        assert "Šest lampi" not in page.content.decode(), "only when it is asked for"
        filled = client.get("/prakse/nova/?nacrt=1")
        valid(filled)
        assert 'value="Lampe"' in filled.content.decode()
        assert "Šest lampi &amp; &lt;b&gt;" in filled.content.decode()
        assert "Ovdje ste počeli pisati" not in text_of(filled)

    def test_to_nobody_else(self, client_of, newcomer, neighbour) -> None:
        send(client_of(newcomer))
        for path in ("/prakse/nova/", "/prakse/nova/?nacrt=1"):
            assert "Lampe" not in client_of(neighbour).get(path).content.decode()

    def test_not_any_more_once_it_is_saved(self, client_of, newcomer) -> None:
        client = client_of(newcomer)
        send(client)
        client.post("/prakse/nova/", {"title": "Lampe", "outcome": "worked", "next": "1"})
        assert not Draft.objects.exists()

    def test_or_thrown_away(self, client_of, newcomer) -> None:
        client = client_of(newcomer)
        send(client)
        assert client.post("/prakse/nova/", {"drop_draft": "1"})["Location"] == "/prakse/nova/"
        assert not Draft.objects.exists()

    def test_what_is_refused_keeps_it(self, client_of, newcomer) -> None:
        client = client_of(newcomer)
        send(client)
        client.post("/prakse/nova/", {"title": "", "outcome": "worked", "next": "1"})
        assert Draft.objects.exists()

    def test_brought_back_onto_something_newer_shows_both(self, client_of, member, places) -> None:
        practice = factories.make_practice(member, title="Prvi naslov", places=[places.jelah])
        client, url = client_of(member), f"/prakse/{practice.pk}/uredi/osnovno/"
        page = client.get(url)
        form, token = page.context["kept"].form, page.context["seen"]
        send(client, {"title": ["Iz nacrta"], "outcome": ["worked"], "seen": [token]}, form)
        client.post(url, {"title": "U drugom prozoru", "outcome": "worked", "seen": token, "next": "1"})
        send(client, {"title": ["Iz nacrta"], "outcome": ["worked"], "seen": [token]}, form)
        filled = client.get(url + "?nacrt=1")
        assert 'value="Iz nacrta"' in filled.content.decode()
        saved = client.post(
            url, {"title": "Iz nacrta", "outcome": "worked", "seen": filled.context["seen"], "next": "1"}
        )
        assert saved.status_code == 409
        assert "U drugom prozoru" in text_of(saved)

    @pytest.mark.parametrize("path", ["novi", "uredi"])
    def test_of_a_comment_too(self, client_of, neighbour, member, path) -> None:
        practice = factories.make_practice(member, status="published")
        about = practice if path == "novi" else factories.make_comment(neighbour, practice)
        client, url = client_of(neighbour), f"/komentari/{about.pk}/{path}/"
        send(client, {"body": ["Nedovršena misao"]}, client.get(url).context["kept"].form)
        assert "Ovdje ste počeli pisati" in text_of(client.get(url))
        assert "Nedovršena misao</textarea>" in client.get(url + "?nacrt=1").content.decode()

    def test_of_a_comment_that_was_begun_below_the_practice(self, client_of, neighbour, newcomer, member) -> None:
        practice = factories.make_practice(member, status="published")
        client, below, page = client_of(neighbour), f"/komentari/{practice.pk}/novi/", practice.get_absolute_url()
        form = client.get(below).context["kept"].form
        assert f'data-form="{form}" data-version="0"' in client.get(page).content.decode()
        for version, words in enumerate(["Nedovršena", "Nedovršena misao"]):
            send(client, {"body": [words]}, form, version)
            assert f'data-form="{form}" data-version="{version + 1}"' in client.get(page).content.decode()
        assert f'href="{below}?nacrt=1"' in client.get(page).content.decode()
        assert "Ovdje ste počeli pisati" not in text_of(client_of(newcomer).get(page))
        client.post(below, {"body": "Dovršena misao"})
        assert "Ovdje ste počeli pisati" not in text_of(client.get(page))


class TestTypedWhileTheSessionWasOver:
    def signed_in(self, client, page, user) -> str:
        """What the form says after signing in from where the browser was sent."""
        return client.post(page["Location"], {"login": user.email, "password": factories.PASSWORD}, follow=True)

    def test_stands_in_the_form_after_signing_in(self, client, neighbour, member) -> None:
        practice = factories.make_practice(member, status="published")
        url = f"/komentari/{practice.pk}/novi/?pitanje=1"
        sent = client.post(url, {"body": "Šta s kišom?", "once": "x"})
        assert sent["Location"].endswith("%3Fpitanje%3D1%26nacrt%3D1")
        assert "Ono što pišete je sačuvano." in client.get(sent["Location"]).content.decode()
        page = self.signed_in(client, sent, neighbour)
        assert "Šta s kišom?</textarea>" in page.content.decode()
        assert "Vaše pitanje za autora ili autoricu" in text_of(page)
        assert drafts.TYPED not in client.session
        client.post(url, {"body": "Šta s kišom?"})
        assert not Draft.objects.exists()

    def test_also_of_the_steps_of_a_practice(self, client, newcomer) -> None:
        sent = client.post("/prakse/nova/", {"title": "Lampe", "outcome": "worked", "next": "1"})
        assert 'value="Lampe"' in self.signed_in(client, sent, newcomer).content.decode()

    def test_but_not_over_what_was_typed_later(self, client, newcomer) -> None:
        sent = client.post("/prakse/nova/", {"title": "Starije"})
        drafts.keep(newcomer, FORM, json.dumps({"title": ["Novije"]}), 0)
        assert 'value="Novije"' in self.signed_in(client, sent, newcomer).content.decode()

    def test_over_what_was_typed_before(self, client, newcomer) -> None:
        drafts.keep(newcomer, FORM, json.dumps({"title": ["Starije"]}), 0)
        sent = client.post("/prakse/nova/", {"title": "Novije"})
        assert 'value="Novije"' in self.signed_in(client, sent, newcomer).content.decode()
        assert Draft.objects.get().version == 2

    @pytest.mark.parametrize("data", [{"title": "x" * 100_001}, {"title": "Lampe", "drop_draft": "1"}])
    def test_neither_too_much_nor_what_is_thrown_away(self, client, newcomer, data) -> None:
        assert client.post("/prakse/nova/", data)["Location"].endswith("?next=/prakse/nova/")
        assert drafts.TYPED not in client.session

    def test_nor_what_no_form_can_hold(self, client, newcomer) -> None:
        sent = client.post("/prakse/nova/", {"title": "\\u0000"})
        assert self.signed_in(client, sent, newcomer).status_code == 200
        assert not Draft.objects.exists()

    def test_nor_without_end(self, client, newcomer, monkeypatch) -> None:
        monkeypatch.setattr(drafts, "MOST_AN_HOUR", "2/h/ip")
        caches["default"].clear()
        kept = ["nacrt" in client.post("/prakse/nova/", {"title": "Lampe"})["Location"] for _ in range(3)]
        assert kept == [True, True, False]

    def test_it_is_forgotten_with_the_session(self, client, newcomer) -> None:
        client.post("/prakse/nova/", {"title": "Lampe"})
        assert 3500 < client.session.get_expiry_age() <= 3600
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
        tidy(None)
        assert not Session.objects.exists()
