"""Taking a practice over: the form, what counts, what the database refuses."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from accounts.models import Mandate
from content.models import Draft
from notifications.models import Notification
from practices import adopting
from practices.models import Adoption, Practice
from tests import factories
from tests.markup import text_of, valid
from tests.practices.taking import SENT, counted, refused, taken, url

pytestmark = pytest.mark.django_db


def test_a_neighbour_takes_it_over(client, client_of, practice, neighbour, member, places):
    desk = client_of(neighbour)
    start = desk.get(f"/prakse/{practice.pk}/primjena/")
    assert start["Location"] == f"/prakse/{practice.pk}/primjena/?mz={places.klasnice.pk}", "the only council of theirs"
    page = desk.get(start["Location"])
    valid(page)
    once = re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]
    for _twice in range(2):
        desk.post(url(practice, places.klasnice), SENT | {"once": once})
    adoption = Adoption.objects.get()
    assert (adoption.confirmed_by, adoption.cost, adoption.people) == (neighbour, Decimal("1200.50"), 80)
    assert counted(practice) == 1
    told = Notification.objects.get(user=member, kind="adopted")
    assert told.facts["label"] == "MZ Klašnice"
    page = client.get(practice.get_absolute_url())
    valid(page)
    for words in ("MZ Klašnice", "solarnim lampama", "1.200,50 KM", "80 osoba", "u toku"):
        assert words in text_of(page), words
    assert "Клашнице" in text_of(client.get("/sr" + practice.get_absolute_url()))
    assert practice.title in text_of(client.get("/prakse/?samo=primijenjene"))


def test_one_community_counts_once(practice, neighbour, places):
    taken(practice, neighbour, places.klasnice)
    with pytest.raises(adopting.TakenOver):
        taken(practice, neighbour, places.klasnice)
    other = factories.make_user()
    factories.make_mandate(other, "secretary", places.klasnice)
    taken(practice, other, places.klasnice)
    assert counted(practice) == 1


def test_bad_input_is_said_and_nothing_is_stored(client_of, practice, neighbour, places):
    desk = client_of(neighbour)
    wrong = {"body": " "}, {"state": "done"}, {"cost": "puno"}, {"since": "2024", "until": "2020"}, {"people": "-1"}
    for values in wrong:
        page = desk.post(url(practice, places.klasnice), SENT | values)
        assert page.status_code == 200, values
        valid(page)
    assert not Adoption.objects.exists()


def test_what_is_hidden_takes_its_adoptions_along(client, practice, neighbour, places, moderator):
    taken(practice, neighbour, places.klasnice)
    factories.decide(practice, "hidden", moderator)
    factories._move(practice, "hidden")
    assert client.get(practice.get_absolute_url()).status_code == 404
    assert not Adoption.objects.visible_to(factories.make_user()).exists()


def test_what_the_database_refuses(practice, newcomer, member, neighbour, places):
    adoption = taken(practice, newcomer, places.klasnice)
    rows, today = Adoption.objects.filter(pk=adoption.pk), timezone.localdate()
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        rows.update(state="dreamt")
    refused("adoption_cost", rows, cost=-1)
    refused("adoption_days", rows, since="juče")
    refused("adoption_confirmed_on_a_day", rows, confirmed_by=neighbour)
    refused("adoption_confirmed_by_its_council", rows, confirmed_by=member, confirmed_on=today)
    Mandate.objects.filter(user=neighbour).update(ends=today - timedelta(days=1))
    refused("adoption_confirmed_by_its_council", rows, confirmed_by=neighbour, confirmed_on=today)
    refused("practice_still_works_has_day", Practice.objects.filter(pk=practice.pk), still_works=True)
    with pytest.raises(IntegrityError, match="adoption_is_an_adoption"), transaction.atomic():
        Adoption(entry_ptr_id=practice.pk, community=places.jelah).save_base(raw=True, force_insert=True)


@pytest.mark.parametrize("rows", [1, 4])
def test_the_page_costs_the_same_with_more_adoptions(client, practice, places, rows, django_assert_max_num_queries):
    for number in range(rows):
        there = factories.make_community(f"Selo {number}", places.laktasi)
        user = factories.make_user()
        factories.make_mandate(user, "president", there)
        taken(practice, user, there)
    client.get(practice.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get(practice.get_absolute_url())


def test_a_place_does_not_take_over_what_it_did_itself(client_of, practice, member, newcomer, places):
    start = client_of(member).get(f"/prakse/{practice.pk}/primjena/")
    assert "MZ Jelah" not in text_of(start), "their own council is not offered"
    page = client_of(newcomer).post(url(practice, places.jelah), SENT)
    assert "Ova praksa je upravo iz te mjesne zajednice." in text_of(page)
    assert "solarnim lampama" in page.content.decode()
    assert not Adoption.objects.exists()


def test_a_place_with_a_large_number_can_be_chosen(client_of, neighbour, practice, places):
    """Numbers above 999 are written with a separator, which does not belong into addresses."""
    far = factories.make_community("Daleko", places.laktasi, pk=12_345)
    client = client_of(neighbour)
    page = client.get(f"/prakse/{practice.pk}/primjena/?q=daleko").content.decode()
    assert f'href="?mz={far.pk}"' in page
    assert client.get(f"/prakse/{practice.pk}/primjena/?mz={far.pk}").status_code == 200


def test_what_is_typed_is_kept_for_each_place(client_of, practice, neighbour, places):
    desk, here = client_of(neighbour), url(practice, places.klasnice)
    name = desk.get(here).context["kept"].form
    assert name != desk.get(url(practice, places.jelah)).context["kept"].form
    typed = {"state": ["running"], "body": ["Stigle su tri lampe"], "once": ["6f0f7d5e-8a3c-4f8e-9d8e-0d0f6a1b2c3d"]}
    desk.post("/nacrt/", {"form": name, "version": 0, "values": json.dumps(typed)})
    offered = desk.get(here)
    valid(offered)
    assert "Ovdje ste počeli pisati" in text_of(offered)
    brought = desk.get(f"{here}&nacrt=1")
    valid(brought)
    assert "Stigle su tri lampe</textarea>" in brought.content.decode()
    assert typed["once"][0] in brought.content.decode()
    assert desk.post(here, {"drop_draft": "1"})["Location"] == here
    desk.post("/nacrt/", {"form": name, "version": 0, "values": json.dumps(typed)})
    assert desk.post(here, SENT).status_code == 302
    assert not Draft.objects.exists(), "it is sent"
