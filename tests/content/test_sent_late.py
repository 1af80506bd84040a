"""Forms that keep nothing while somebody types: what is sent after the session was over stands in them after signing in."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from accounts.models import Claim, Mandate
from content import drafts
from tests import factories
from tests.communities.desk import SENT, answer_url, mz, url
from tests.moderation.conftest import with_second_factor

pytestmark = pytest.mark.django_db
WORDS = "Nedovršena misao"
ONCE = "11111111-2222-4333-8444-555555555555"


def brought_back(client, user, address, data):
    """The page after signing in, and what it was sent to."""
    answer = client.post(address, data)
    page = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    client.force_login(user)
    return client.get(page)


@pytest.fixture
def claim(client_of, newcomer, places):
    client_of(newcomer).post(mz(places.jelah), SENT)
    return Claim.objects.get()


@pytest.mark.parametrize(
    ("status", "move", "field"),
    [("pending", "vracanje", "return"), ("published", "skrivanje", "hide")],
)
def test_a_decision_of_a_moderator(client, moderator, member, status, move, field) -> None:
    entry = factories.make_entry(member, status=status)
    with_second_factor(moderator)
    page = brought_back(client, moderator, f"/moderacija/{entry.pk}/{move}/", {f"{field}-words": WORDS})
    assert page.request["PATH_INFO"] == f"/moderacija/{entry.pk}/"
    assert re.search(
        rf'<details class="rowset" open>(?:(?!</details>).)*{WORDS}</textarea>', page.content.decode(), re.S
    )
    entry.refresh_from_db()
    assert entry.status == status


def test_a_button_of_the_desk_alone_brings_nothing(client, moderator, member) -> None:
    entry = factories.make_entry(member, status="pending")
    client.post(f"/moderacija/{entry.pk}/objava/", {"version": "1"})
    assert drafts.TYPED not in client.session


def test_an_answer_to_a_claim(client, claim, coordinator) -> None:
    page = brought_back(client, coordinator, answer_url(claim), {"refuse": "1", "refuse-words": WORDS})
    assert re.search(
        rf'<details class="rowset" open>(?:(?!</details>).)*{WORDS}</textarea>', page.content.decode(), re.S
    )
    claim.refresh_from_db()
    assert claim.is_waiting


@pytest.mark.parametrize("new", [True, False])
def test_a_claim(client, newcomer, places, new) -> None:
    address = "/nalog/mandat/nova/" if new else mz(places.jelah)
    page = brought_back(client, newcomer, address, SENT | {"words": WORDS, "once": ONCE}).content.decode()
    assert f"{WORDS}</textarea>" in page
    assert f'name="once" value="{ONCE}"' in page
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("part", "field"),
    [("podaci/", "former_names"), ("kontakti/", "telefon"), ("naziv/", "name"), ("zatvaranje/", "source")],
)
def test_the_record_of_a_local_community(client, coordinator, places, part, field) -> None:
    page = brought_back(client, coordinator, url(places.jelah, part), {field: WORDS, "seen": "vidjeno"})
    assert WORDS in page.content.decode()
    assert page.context["seen"] == "vidjeno", "what others save meanwhile still shows"


def test_a_new_local_community(client, coordinator, places) -> None:
    assert WORDS in brought_back(client, coordinator, "/koordinator/nova-mz/", {"name": WORDS}).content.decode()


def test_the_end_of_a_mandate(client, coordinator, member) -> None:
    mandate = Mandate.objects.get(user=member)
    address = f"/nalog/mandat/{mandate.pk}/kraj/"
    assert WORDS in brought_back(client, coordinator, address, {"words": WORDS}).content.decode()


def test_the_words_of_a_photo(client, member) -> None:
    practice = factories.make_practice(member)
    page = brought_back(client, member, f"/prakse/{practice.pk}/fotografije/", {"alt": WORDS, "people": "none"})
    assert WORDS in page.content.decode()
    assert "Izaberite fotografiju." in page.content.decode()


def test_it_is_of_one_address_and_goes_with_the_next_sending(client, coordinator, places) -> None:
    brought_back(client, coordinator, url(places.jelah, "naziv/"), {"name": WORDS})
    assert WORDS not in client.get(url(places.kalosevic, "naziv/") + "?nacrt=1").content.decode()
    assert WORDS not in client.get(url(places.jelah, "naziv/")).content.decode()
    client.post(url(places.jelah, "naziv/"), {"name": ""})
    assert drafts.TYPED not in client.session


def test_it_is_forgotten_after_an_hour(client, newcomer, places, monkeypatch) -> None:
    """Also by somebody who signed in before that was over."""
    address = mz(places.jelah)
    page = brought_back(client, newcomer, address, {"role": "president", "starts": WORDS})
    assert WORDS in page.content.decode()
    monkeypatch.setattr(drafts, "WAITS", 0)
    assert WORDS not in client.get(f"{address}?nacrt=1").content.decode()


class TestWhoSignsInAtTheSameBrowser:
    """With real forms: the secret against forgery, which outlives the session, tells who typed."""

    @pytest.fixture
    def window(self) -> Client:
        return Client(enforce_csrf_checks=True)

    def send(self, window, address, **data):
        return window.post(address, {**data, "csrfmiddlewaretoken": window.cookies["csrftoken"].value})

    def sign_in(self, window, user, page="/prijava/"):
        window.get(page)
        return self.send(window, page, login=user.email, password=factories.PASSWORD)

    @pytest.mark.parametrize("ends", ["signed out", "cookie gone"])
    @pytest.mark.parametrize("same", [True, False])
    @pytest.mark.parametrize("form", ["comment", "record"])
    def test_reads_only_their_own(self, window, coordinator, neighbour, member, places, ends, same, form) -> None:
        practice = factories.make_practice(member, status="published")
        factories.make_mandate(neighbour, "coordinator", places.tesanj)
        comment, record = (f"/komentari/{practice.pk}/novi/", "body"), (url(places.jelah, "naziv/"), "name")
        address, field = comment if form == "comment" else record
        self.sign_in(window, coordinator)
        assert window.get(address).status_code == 200
        if ends == "signed out":
            self.send(window, "/nalog/odjava/")
        else:
            del window.cookies["sessionid"]
        page = self.send(window, address, **{field: WORDS})["Location"]
        there = parse_qs(urlsplit(page).query)["next"][0]
        who = coordinator if same else neighbour
        assert self.sign_in(window, who, page)["Location"] == there
        assert (WORDS in window.get(there).content.decode()) == same
        assert who.drafts.exists() == (same and form == "comment")
