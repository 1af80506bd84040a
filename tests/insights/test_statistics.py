"""The public figures: what is counted and what is not, small groups, the page in every language, the files."""

import csv
import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from django.utils import timezone, translation

from content.models import Entry
from insights import counting
from insights.counting import look
from insights.tables import MAKERS, tables_of
from networks.models import Attendee, Meeting
from register.models import Figure
from tests import factories
from tests.communities.conftest import make_indicator as make_indicator  # noqa: PLC0414 - fixtures
from tests.markup import text_of, valid
from tests.networks.conftest import leader as leader  # noqa: PLC0414
from tests.networks.conftest import network as network  # noqa: PLC0414
from tests.trainings.recording import PREFIXES, held, there
from trainings.suppressing import hidden_of_one

pytestmark = pytest.mark.django_db
URL = "/statistika/"


def table(key):
    return MAKERS[key](look())


def cells(key):
    return {row.label: list(row.cells) for row in table(key).rows}


def rows_of(answer):
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


# -- what is counted -------------------------------------------------------------------------------------------------


def test_by_month_what_people_wrote_here(member, neighbour, places):
    this = timezone.localdate().replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    then = timezone.make_aware(datetime.combine(before, time(12)))
    factories.make_practice(member, status="published")
    question = factories.make_question(member, status="published")
    factories.make_answer(neighbour, question)
    old = factories.make_practice(member, status="published")
    Entry.objects.filter(pk=old.pk).update(created=then, published=then)
    factories.make_practice(member, status="draft")
    factories.make_practice(None, status="published", source_url="https://example.ba/")
    found = look()
    assert found.months[0] == this
    assert len(found.months) == len(set(found.months)) == 12
    assert found.written == {
        (this, "practice"): 1, (this, "question"): 1, (this, "answer"): 1, (before, "practice"): 1,
    }  # fmt: skip
    assert found.collected == 1
    with translation.override("en"):
        assert "1 entry that was collected" in table("mjeseci").note
        assert [sum(column) for column in zip(*cells("mjeseci").values(), strict=True)] == [2, 1, 1, 0]


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 1)])
def test_twelve_months_from_any_day(day):
    months = [counting._month(day, back) for back in range(12)]
    assert months == sorted(months, reverse=True)
    assert {one.month for one in months} == set(range(1, 13))


def test_by_municipality_and_by_region(member, places, network, leader):
    factories.make_practice(member, places=[places.jelah, places.kalosevic], status="published")
    factories.make_practice(member, places=[places.jelah])
    meeting = factories.make_meeting(network, leader)
    factories.make_conclusion(meeting, leader, to_municipality=places.tesanj, to_organisation=None)
    assert cells("opcine")["Općina Tešanj"] == [2, 1, 0, 0, 1, 0], "one practice, though it has two places there"
    assert sum(row.cells[0] for row in table("registar").rows) == 3


def test_what_became_of_conclusions(network, leader):
    meeting = factories.make_meeting(network, leader)
    today = timezone.localdate()
    factories.make_conclusion(meeting, leader)
    late = factories.make_conclusion(meeting, leader)
    type(late).objects.filter(pk=late.pk).update(sent=today - timedelta(9), deadline=today - timedelta(1), state="sent")
    inner = factories.make_meeting(network, leader, audience="organisation", organisation=network.organisation)
    factories.make_conclusion(inner, leader)
    with translation.override("en"):
        assert cells("zakljucci") == {"not sent yet": [1], "sent": [1]}, "what members alone read is not counted"
        assert table("zakljucci").finding == "Of 1 that was sent 0 was answered; 1 is overdue."


# -- people ----------------------------------------------------------------------------------------------------------


def test_attendances_by_gender_and_place(places):
    sign_up = held(places.savez)
    there(sign_up, 7, places.jelah, gender="f")
    there(sign_up, 6, places.klasnice, gender="m")
    with translation.override("en"):
        assert cells("spol")["Came to trainings"] == [7, 6, 0]
        assert table("spol").finding == "Came to trainings: 54 % are women."
        assert cells("opcine")["Općina Tešanj".replace("Općina", "Municipality of")][-1] == 7


def test_a_small_group_is_not_shown_nor_what_leads_to_it(places):
    sign_up = held(places.savez)
    there(sign_up, 3, places.jelah, gender="f")
    there(sign_up, 9, places.klasnice, gender="m")
    there(sign_up, 20, places.klasnice)
    with translation.override("en"):
        assert cells("spol")["Came to trainings"] == [None, None, 20]
        assert table("spol").finding == ""
        assert table("spol").leaves_out
        shown = {label: numbers[-1] for label, numbers in cells("opcine").items()}
        assert shown == {"Municipality of Tešanj": None, "City of Laktaši": None}, "one would say the other"
        assert table("spol").chart.bars[0].parts == ()


def test_every_way_to_share_out_few_people_keeps_two_answers():
    """Whoever knows the total and that a left out group has somebody must have more than one way to share out the rest."""
    for groups in range(1, 5):
        for numbers in combinations(groups, 8):
            out = hidden_of_one(dict(enumerate(numbers)))
            assert {one for one, number in enumerate(numbers) if 0 < number < 5} <= out
            if out and len(out) < groups:
                assert sum(numbers[one] for one in out) > len(out) > 1


def combinations(groups, most):
    if not groups:
        return [()]
    return [(number, *rest) for number in range(most) for rest in combinations(groups - 1, most)]


def test_meetings_count_only_where_their_own_page_says_it(network, leader):
    """Else one could subtract what the other pages say."""
    for women, men in ((6, 5), (2, 9)):
        meeting = factories.make_meeting(network, leader)
        Meeting.objects.filter(pk=meeting.pk).update(attended=timezone.now())
        genders = ["f"] * women + ["m"] * men
        Attendee.objects.bulk_create(Attendee(meeting=meeting, name="Gošća", gender=one) for one in genders)
    found = look().at_meetings
    assert (found.women, found.men, found.not_said) == (6, 5, 0)


def test_councils_of_five_and_more_of_the_same_year(places, make_indicator):
    members, women = (make_indicator(f"council_{one}") for one in ("members", "women"))

    def council(community, number, among, year=2024, other=2024):
        for indicator, value, at in ((members, number, year), (women, among, other)):
            Figure.objects.create(community=community, indicator=indicator, value=value, year=at, source="Zapisnik")

    council(places.jelah, 11, 5)
    council(places.kalosevic, 4, 2)
    council(places.klasnice, 9, 3, other=2022)
    found = look()
    assert (found.councils, found.in_councils.women, found.in_councils.men) == (1, 5, 6)


# -- the page and the files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_page_in_every_language(client, prefix, member, places):
    factories.make_practice(member, places=[places.jelah], status="published")
    page = client.get(prefix + URL)
    valid(page)
    html = page.content.decode()
    assert html.count('role="img"') == html.count("<table") == html.count(".csv") == 4, "two know nothing yet"
    assert len(re.findall("<svg width", html)) == 4


def test_kept_for_a_minute_it_asks_nothing(client, django_assert_num_queries):
    client.get(URL)
    with django_assert_num_queries(0):
        client.get(URL)


def test_counting_asks_the_same_however_much_there_is(django_assert_num_queries, member, places, network, leader):
    factories.make_practice(member, places=[places.jelah], status="published")
    factories.make_conclusion(factories.make_meeting(network, leader), leader)
    there(held(places.savez), 7, places.jelah, gender="f")
    with django_assert_num_queries(9):
        look()


def test_nothing_is_known_of_an_empty_site(client):
    assert "Ništa nije poznato" in text_of(client.get(URL))
    with translation.override("bs"):
        assert [one.key for one in tables_of(look()) if not one.rows] == ["registar", "opcine", "spol", "zakljucci"]


def test_each_table_as_a_file_in_the_script_of_the_page(client, places):
    sign_up = held(places.savez)
    there(sign_up, 3, places.jelah, gender="f")
    there(sign_up, 9, places.klasnice, gender="m")
    rows = rows_of(client.get("/sr/statistika/spol.csv"))
    assert rows[0] == ["Ко", "Жене", "Мушкарци", "Није наведено"]
    assert rows[1][1:] == ["не приказује се", "не приказује се", "0"]
    rows = rows_of(client.get("/statistika/projekat.csv"))
    assert [row[1:] for row in rows[1:]] == [["24", "136"], ["41", "199"]]
    assert client.get("/statistika/nema.csv").status_code == 404
    assert client.post("/statistika/spol.csv").status_code == 405


def test_every_cell_has_its_column(client, member, places):
    factories.make_practice(member, places=[places.jelah], status="published")
    html = client.get(URL).content.decode()
    assert Counter(re.findall('data-label="([^"]+)"', html))["Prakse"] == 14, "twelve months and two municipalities"
