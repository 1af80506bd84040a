"""Which local communities of a municipality have somebody who was trained, for its coordinator."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import Theme
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.recording import PREFIXES, TOWN, TOWN_TABLE, held, kinds, mine, sheets, there
from tests.trainings.signing import opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", PREFIXES)
def test_which_of_my_communities_have_somebody(client_of, places, coordinator, theme, prefix):
    sign_up = held(themes=[theme])
    there(sign_up, 2, places.jelah)
    there(sign_up, 9, places.klasnice)
    page = client_of(coordinator).get(prefix + TOWN)
    valid(page)
    lines = {one.community: one for one in page.context["record"].lines}
    assert set(lines) == {places.jelah, places.kalosevic}
    assert [lines[one].is_trained for one in (places.jelah, places.kalosevic)] == [True, False]
    assert lines[places.jelah].people is None
    assert lines[places.jelah].themes == (theme,)
    assert page.context["record"].without == [places.kalosevic]


def test_the_sentence_names_nobody(client_of, places, coordinator):
    there(held(), 2, places.jelah, gender="f")
    page = text_of(client_of(coordinator).get("/en" + TOWN))
    assert "1 of 2 local communities have at least one trained person" in page
    assert "Osoba" not in page


def test_a_number_from_five_on_and_never_beside_a_filter(client_of, places, coordinator, theme):
    sign_up = held(themes=[theme])
    there(sign_up, 5, places.jelah)
    there(sign_up, 4, places.kalosevic)
    client = client_of(coordinator)
    said = {one.community: one.people for one in client.get(TOWN).context["record"].lines}
    assert said == {places.jelah: 5, places.kalosevic: None}
    for query in (f"?tema={theme.slug}", f"?godina={sign_up.training.begins.year}", f"?obuka={sign_up.pk}"):
        lines = client.get(TOWN + query).context["record"].lines
        assert [(one.is_trained, one.people) for one in lines] == [(True, None)] * 2


def test_filters(client_of, places, coordinator, theme):
    other = Theme.objects.exclude(pk=theme.pk).first()
    first, second = held(themes=[theme]), held(themes=[other], years_ago=1, title="Starija")
    there(first, 1, places.jelah)
    there(second, 1, places.kalosevic)
    client = client_of(coordinator)

    def covered(query):
        page = client.get(TOWN + query)
        valid(page)
        return [one.community.name for one in page.context["record"].lines if one.is_trained]

    assert covered("") == ["Jelah", "Kaloševići"]
    assert covered(f"?tema={theme.slug}") == ["Jelah"]
    assert covered(f"?godina={second.training.begins.year}") == ["Kaloševići"]
    assert covered(f"?obuka={second.pk}") == ["Kaloševići"]
    assert covered(f"?obuka={second.pk}&tema={theme.slug}") == []
    for bad in ("?tema=nema", "?godina=1999", "?godina=x", "?obuka=0", "?obuka=²"):
        assert client.get(TOWN + bad).status_code == 404


def test_one_person_is_counted_once(client_of, places, coordinator, member):
    for _ in range(5):
        mine(member, held(), place=places.jelah)
    for _ in range(4):
        there(held(), 1, places.jelah, email="Ista@example.ba")
    lines = client_of(coordinator).get(TOWN).context["record"].lines
    assert [one.people for one in lines] == [None, None], "two people, nine registrations"


def test_of_a_merged_community_they_belong_to_the_one_that_stands(client_of, places, coordinator):
    there(held(), 3, places.kalosevic)
    there(held(), 2, places.jelah)
    values = {"closed_on": "2025-01-01", "closing_source": "Odluka", "merged_into": places.jelah}
    type(places.jelah).objects.filter(pk=places.kalosevic.pk).update(**values)
    lines = client_of(coordinator).get(TOWN).context["record"].lines
    assert [(one.community, one.people) for one in lines] == [(places.jelah, 5)]


def test_the_way_on_for_those_without(client_of, places, coordinator):
    there(held(), 1, places.jelah)
    coming = opened(seats=9)
    assert f"/obuke/{coming.pk}/prijava/grupa/" in client_of(coordinator).get(TOWN).content.decode()
    assert TOWN in client_of(coordinator).get("/koordinator/").content.decode()


def test_the_table_of_a_municipality(client_of, places, coordinator):
    sign_up = held()
    there(sign_up, 6, places.jelah)
    type(places.jelah).objects.filter(pk=places.kalosevic.pk).update(name="=1+1")
    answer = client_of(coordinator).get(TOWN_TABLE)
    rows = next(iter(sheets(answer).values()))
    assert sorted(row[0] for row in rows[1:]) == ["=1+1", "Jelah"]
    assert 6 in {row[1] for row in rows}
    assert kinds(answer) == {("s", str), ("n", int)}
    cyrillic = next(iter(sheets(client_of(coordinator).get("/sr" + TOWN_TABLE)).values()))
    assert "Јелах" in {row[0] for row in cyrillic}


def test_few_queries_for_many_communities(client_of, places, coordinator):
    def asked():
        client = client_of(coordinator)
        client.get(TOWN)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(TOWN).status_code == 200
        return len(queries)

    there(held(), 3, places.jelah)
    few = asked()
    for number in range(6):
        there(held(title=f"Obuka {number}"), 2, factories.make_community(f"Selo {number}", places.tesanj))
    assert asked() == few <= 18
