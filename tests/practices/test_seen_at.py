"""Where a practice was seen: an earlier adoption of it. The page shows a tree, and nobody drops out of it."""

import re

import pytest
from django.utils import timezone

from content.models import Entry
from practices import look
from practices.adopted import Rights, tree_of
from practices.models import Adoption, Practice
from tests import factories
from tests.markup import text_of, valid
from tests.practices.taking import SENT, refused, taken, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(practice, neighbour, places):
    """Klašnice took it over, and each further one saw it at the one before."""
    made = [taken(practice, neighbour, places.klasnice, people=1)]
    for number in range(2, 6):
        place = factories.make_community(f"Selo {number}", places.klasnice.municipality)
        chair = factories.make_user()
        factories.make_mandate(chair, "secretary", place)
        made.append(taken(practice, chair, place, seen_at=made[-1], people=number))
    return made


def shape(practice):
    def of(branches):
        return [(one.place.removeprefix("MZ "), of(one.below)) for one in branches]

    rows = Practice.objects.with_details()
    return of(tree_of(rows.get(pk=practice.pk), look.current(), Rights()).branches)


def test_a_tree_three_levels_deep(client, practice, chain):
    below = [("Selo 3", []), ("Selo 4", []), ("Selo 5", [])]
    assert shape(practice) == [("Klašnice", [("Selo 2", below)])]
    page = client.get(practice.get_absolute_url())
    valid(page)
    assert page.content.decode().count('class="twigs"') == 2
    assert "MZ Selo 4" in text_of(page)
    assert "15 osoba" in text_of(page), "the sum is that of all"


@pytest.mark.parametrize("values", [{"status": "hidden"}, {"withdrawn": True}])
def test_those_below_move_up(client, practice, chain, values):
    values = {"withdrawn": timezone.now()} if "withdrawn" in values else values
    Entry.objects.filter(pk=chain[1].pk).update(**values)
    assert shape(practice) == [("Klašnice", [("Selo 3", [("Selo 4", []), ("Selo 5", [])])])]
    page = client.get(practice.get_absolute_url())
    assert "Selo 2" not in text_of(page)
    Entry.objects.filter(pk=chain[0].pk).update(**values)
    assert shape(practice) == [("Selo 3", [("Selo 4", [("Selo 5", [])])])]


def test_chosen_in_the_form(client_of, practice, neighbour, newcomer, places, chain):
    other = factories.make_community("Drugo selo", places.klasnice.municipality)
    unconfirmed = taken(practice, neighbour, other)
    desk = client_of(newcomer)
    page = desk.get(url(practice, other))
    valid(page)
    offered = re.findall(r'<option value="(\d*)"', page.content.decode())
    assert offered == ["", *(str(one.pk) for one in chain)]
    assert str(unconfirmed.pk) not in offered
    wrong = desk.post(url(practice, other), SENT | {"seen_at": unconfirmed.pk})
    assert wrong.status_code == 200
    assert "solarnim" in wrong.content.decode()
    desk.post(url(practice, other), SENT | {"seen_at": chain[2].pk})
    adoption = Adoption.objects.get(author=newcomer)
    assert adoption.seen_at == chain[2]
    edit = f"/prakse/primjene/{adoption.pk}/uredi/"
    assert f'value="{chain[2].pk}" selected' in desk.get(edit).content.decode()
    desk.post(edit, SENT | {"seen_at": "", "version": Adoption.objects.get(pk=adoption.pk).version})
    adoption.refresh_from_db()
    assert adoption.seen_at is None


def test_no_question_where_nobody_was_first(client_of, practice, neighbour, places):
    assert "seen_at" not in client_of(neighbour).get(url(practice, places.klasnice)).content.decode()


def test_the_database_holds_it(practice, member, neighbour, places, chain, theme):
    first, second = chain[:2]
    rows = Adoption.objects
    refused("adoption_seen_at_an_earlier_one", rows.filter(pk=first.pk), seen_at=first)
    refused("adoption_seen_at_an_earlier_one", rows.filter(pk=first.pk), seen_at=second)
    other = factories.make_practice(member, places=[places.jelah], themes=[theme], status="published")
    elsewhere = taken(other, neighbour, places.klasnice)
    refused("another practice", rows.filter(pk=elsewhere.pk), seen_at=second)
