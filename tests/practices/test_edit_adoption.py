"""How it goes is written later."""

import json

import pytest

from content.models import Draft
from tests import factories
from tests.markup import text_of, valid
from tests.moderation.conftest import with_second_factor
from tests.practices.taking import SENT, taken

pytestmark = pytest.mark.django_db


def test_how_it_goes_is_written_later(client_of, practice, neighbour, places):
    adoption = taken(practice, neighbour, places.klasnice)
    desk, address = client_of(neighbour), f"/prakse/primjene/{adoption.pk}/uredi/"
    valid(desk.get(address))
    done = SENT | {"state": "finished", "result": "Radi.", "version": adoption.version}
    assert desk.post(address, done).status_code == 302
    adoption.refresh_from_db()
    assert (adoption.state, adoption.result) == ("finished", "Radi.")
    late = desk.post(address, SENT | {"state": "finished", "body": "Kasnije.", "version": 1})
    assert late.status_code == 409
    valid(late)
    assert "Kasnije." in late.content.decode()
    assert "Radi." in late.content.decode()
    back = desk.post(address, SENT | {"state": "running", "version": adoption.version})
    assert back.status_code == 200, "finished stays finished"


def test_a_change_without_grounds_waits_for_a_moderator(client_of, practice, newcomer, places, moderator):
    adoption = taken(practice, newcomer, places.klasnice)
    factories.bring(adoption, "published")
    adoption.refresh_from_db()
    address = f"/prakse/primjene/{adoption.pk}/uredi/"
    client_of(newcomer).post(address, SENT | {"version": adoption.version})
    adoption.refresh_from_db()
    assert adoption.body == "Počeli smo."
    desk = client_of(with_second_factor(moderator))
    assert "solarnim lampama" in text_of(desk.get(f"/moderacija/{adoption.pk}/"))
    proposal = adoption.entry_ptr.proposals.get()
    desk.post(f"/moderacija/{adoption.pk}/izmjena/{proposal.pk}/prihvatanje/")
    adoption.refresh_from_db()
    assert adoption.body == "Isto, ali sa solarnim lampama."


def test_strangers_find_nothing_to_change(client, client_of, practice, neighbour, newcomer, places):
    adoption = taken(practice, neighbour, places.klasnice)
    for path in ("uredi", "povlacenje"):
        assert client_of(newcomer).post(f"/prakse/primjene/{adoption.pk}/{path}/", SENT).status_code == 403
    assert client.get(f"/prakse/{practice.pk}/primjena/")["Location"].startswith("/prijava/")
    hidden = factories.make_practice(neighbour, status="hidden")
    assert client_of(newcomer).get(f"/prakse/{hidden.pk}/primjena/").status_code == 404


def test_what_is_typed_is_kept_with_the_version_that_was_seen(client_of, practice, neighbour, places):
    adoption = taken(practice, neighbour, places.klasnice)
    desk, address = client_of(neighbour), f"/prakse/primjene/{adoption.pk}/uredi/"
    page = desk.get(address)
    typed = {
        name: [str(value)] for name, value in (SENT | {"body": "Iz nacrta", "version": page.context["version"]}).items()
    }
    desk.post("/nacrt/", {"form": page.context["kept"].form, "version": 0, "values": json.dumps(typed)})
    desk.post(address, SENT | {"body": "U drugom prozoru", "version": adoption.version})
    assert not Draft.objects.exists(), "it is saved"
    desk.post("/nacrt/", {"form": page.context["kept"].form, "version": 0, "values": json.dumps(typed)})
    brought = desk.get(f"{address}?nacrt=1")
    assert "Iz nacrta</textarea>" in brought.content.decode()
    saved = desk.post(address, SENT | {"body": "Iz nacrta", "version": brought.context["version"]})
    assert saved.status_code == 409
    assert "U drugom prozoru" in text_of(saved)
