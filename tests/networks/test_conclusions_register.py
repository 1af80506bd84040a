"""The public register: what it lists, how it is narrowed, what it says of who answered, as a page, a table and a feed."""

import csv
from datetime import date
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone, translation

from content.models import Theme
from networks.conclusion_register import Tally
from networks.models import Conclusion, Reply
from tests import factories
from tests.markup import text_of, valid
from tests.networks.concluding import REGISTER, fresh, page, sent
from tests.networks.concluding import inner as inner  # noqa: PLC0414 - fixtures
from tests.networks.concluding import made as made  # noqa: PLC0414
from tests.networks.concluding import meeting as meeting  # noqa: PLC0414
from ui.tables import FORMULA, safe

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def several(meeting, leader, places):
    """Three to the association: answered, overdue, unsent; one to Tešanj, of another network, answered."""
    answered = sent(factories.make_conclusion(meeting, leader, title="Rasvjeta u Jelahu"))
    Reply.objects.create(conclusion=answered, day=answered.sent, outcome="accepted", words="Da.")
    late = sent(factories.make_conclusion(meeting, leader, title="Budžet mjesnih zajednica"), due=-1)
    unsent = factories.make_conclusion(meeting, leader, title="Upis domova")
    other = factories.make_meeting(factories.make_network("Druga mreža"), day=date(2026, 4, 1), title="Aprilski")
    there = sent(factories.make_conclusion(other, to_municipality=places.tesanj, title="Ceste prema školi"), due=None)
    Reply.objects.create(conclusion=there, day=there.sent, outcome="refused", words="Ne.")
    unsent.themes.add(
        Theme.objects.get(slug="budzet") if Theme.objects.filter(slug="budzet") else Theme.objects.first()
    )
    return {"answered": answered, "late": late, "unsent": unsent, "there": there}


def titles(client, **query):
    answer = client.get(f"/en{REGISTER}", query)
    assert answer.status_code == 200
    return [one.title for one in answer.context["rows"]]


def test_of_the_latest_meeting_first(client, several):
    assert titles(client) == ["Ceste prema školi", "Rasvjeta u Jelahu", "Budžet mjesnih zajednica", "Upis domova"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"mreza": "druga-mreza"}, ["there"]),
        ({"mreza": "mreza-koordinatora"}, ["answered", "late", "unsent"]),
        ({"adresat": "j-tesanj"}, ["there"]),
        ({"stanje": "accepted"}, ["answered"]),
        ({"stanje": "sent"}, ["late"]),
        ({"stanje": "unsent"}, ["unsent"]),
        ({"stanje": "silent"}, []),
        ({"stanje": "kasni"}, ["late"]),
        ({"q": "rasvjete"}, ["answered"]),
        ({"q": "БУЏЕТ"}, ["late"]),
        ({"q": "upis", "stanje": "unsent", "mreza": "mreza-koordinatora"}, ["unsent"]),
        ({"q": "rasvjeta", "stanje": "kasni"}, []),
        ({"q": "…"}, []),
        ({"q": "'); DROP TABLE x; --"}, []),
        ({"q": "a" * 900}, []),
        ({"q": "<script>alert(1)</script>"}, []),
    ],
)
def test_narrowed(client, several, query, found):
    answer = client.get(f"/en{REGISTER}", query)
    valid(answer)
    assert [one.title for one in answer.context["rows"]] == [several[name].title for name in found]
    count = len(found)
    assert f"{count} conclusion{'' if count == 1 else 's'}" in text_of(answer)
    assert 'content="noindex, follow"' in answer.content.decode()
    assert found or "No conclusion fits" in text_of(answer)


def test_by_addressee_and_theme(client, several, places):
    theme = several["unsent"].themes.get()
    assert titles(client, adresat=f"o-{places.savez.slug}", tema=theme.slug) == ["Upis domova"]
    assert titles(client, adresat="j-tesanj", tema=theme.slug) == []


@pytest.mark.parametrize(
    "query",
    [
        {"mreza": "nema-je"}, {"adresat": "j-nema"}, {"adresat": "o-tesanj"}, {"adresat": "tesanj"}, {"adresat": "j-laktasi"},
        {"stanje": "nikad"}, {"tema": "nema"}, {"page": "2"}, {"page": "0"}, {"page": "x"}, {"format": "xml"},
    ],
)  # fmt: skip
def test_a_value_that_is_no_choice_has_no_page(client, several, query):
    assert client.get(REGISTER, query).status_code == 404


def test_chips_take_away(client, several):
    answer = client.get(f"/en{REGISTER}", {"stanje": "kasni", "q": "budžet"})
    page = answer.content.decode()
    assert 'href="?q=bud%C5%BEet"' in page
    assert 'href="?stanje=kasni"' in page
    assert "overdue" in text_of(answer)


def test_the_whole_register_may_be_indexed_and_the_empty_one_leads_on(client, db):
    answer = client.get(f"/en{REGISTER}")
    valid(answer)
    assert "noindex" not in answer.content.decode()
    assert "There are no conclusions yet" in text_of(answer)
    assert "(0" not in text_of(answer)


def test_what_is_not_on_the_site_is_not_listed(client, meeting, leader, moderator):
    for status in ("draft", "hidden"):
        factories.make_conclusion(meeting, leader, title="Skriveni", status=status, by=moderator)
    assert titles(client) == []


def test_twenty_a_page(client, meeting, leader):
    for number in range(21):
        factories.make_conclusion(meeting, leader, title=f"Zaključak {number}")
    assert len(titles(client)) == 20
    assert titles(client, page="2") == ["Zaključak 20"]
    answer = client.get(f"/en{REGISTER}", {"page": "2"})
    valid(answer)
    assert "21 conclusions (page 2 of 2)" in answer.content.decode()


# -- who answered ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent_ones", "answered", "sentence"),
    [
        (0, 0, "None of these was sent yet."),
        (1, 0, "Of 1 that was sent 0 was answered (0 %)"),
        (1, 1, "Of 1 that was sent 1 was answered (100 %)"),
        (5, 2, "Of 5 that were sent 2 were answered (40 %)"),
        (12, 7, "Of 12 that were sent 7 were answered (58 %)"),
        (21, 21, "Of 21 that were sent 21 were answered (100 %)"),
        (1000, 999, "Of 1,000 that were sent 999 were answered (99 %)"),
        (1000, 1, "Of 1,000 that were sent 1 were answered (1 %)"),
    ],
)
def test_the_share_in_words(sent_ones, answered, sentence):
    with translation.override("en"):
        tally = Tally(sent_ones + 3, sent_ones, answered, 0)
        assert tally.sentence.replace("\N{NO-BREAK SPACE}", " ") == sentence
    assert Tally(0, 0, 0, 0).sentence == ""


def test_the_share_of_what_is_listed_and_by_addressee(client, several, places):
    text = text_of(client.get(f"/en{REGISTER}"))
    assert "Of 3 that were sent 2 were answered (67 %)" in text
    addressees = client.get(f"/en{REGISTER}?page=1").context["addressees"]
    assert [(name, tuple(tally)) for _url, name, tally in addressees] == [
        (places.savez.name, (3, 2, 1, 1)),
        ("Municipality of Tešanj", (1, 1, 1, 0)),
    ]
    text = text_of(client.get(f"/en{REGISTER}", {"stanje": "unsent"}))
    assert "None of these was sent yet." in text


def test_no_answer_counts_as_sent(client, made):
    sent(made, ago=60, due=-9, given_up=timezone.localdate())
    assert "Of 1 that was sent 0 was answered (0 %)" in text_of(client.get(f"/en{REGISTER}"))


# -- taken along -------------------------------------------------------------------------------------------------------


def table(client, prefix="/en", **query):
    answer = client.get(f"{prefix}{REGISTER}", {"format": "csv"} | query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="zakljucci-')
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:])))


def test_as_a_table(client, several, settings):
    heads, *rows = table(client)
    assert heads[:5] == ["Network", "Number", "Meeting", "Day of the meeting", "Conclusion"]
    assert [row[4] for row in rows] == [several[one].title for one in ("there", "answered", "late", "unsent")]
    late = rows[2]
    assert late[0:4] == ["Mreža koordinatora", "2", "Sastanak o imovini", "2026-03-12"]
    assert late[7:] == [
        several["late"].deadline.isoformat(),
        "sent",
        "overdue",
        f"{settings.SITE_URL}/en{page(several['late'])}",
    ]
    assert [row[4] for row in table(client, stanje="kasni")[1:]] == ["Budžet mjesnih zajednica"]
    assert [row[4] for row in table(client, "/sr", mreza="druga-mreza")[1:]] == ["Цесте према школи"]


@pytest.mark.parametrize("sign", FORMULA)
def test_no_cell_is_a_formula(sign):
    assert safe(f"{sign}1+1") == f"'{sign}1+1"


def test_a_formula_in_a_title(client, meeting, leader):
    factories.make_conclusion(meeting, leader, title='=HYPERLINK("http://zlo.example")')
    assert table(client)[1][4] == '\'=HYPERLINK("http://zlo.example")'


def entries(client, prefix=""):
    response = client.get(f"{prefix}{REGISTER}feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314


def test_as_a_feed(client, made, inner, leader, settings):
    factories.make_conclusion(inner, leader, title="Unutra")
    (entry,) = entries(client)
    assert entry.find(f"{ATOM}title").text == "Upisati domove u katastar"
    assert entry.find(f"{ATOM}id").text == f"{settings.SITE_URL}/mreze/zakljucci/{made.pk}/"
    assert entry.find(f"{ATOM}link").get("href") == settings.SITE_URL + page(made)
    assert entries(client, "/sr")[0].find(f"{ATOM}title").text == "Уписати домове у катастар"
    assert client.post(f"{REGISTER}feed.atom").status_code == 405


# -- every language, few queries -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_in_every_language(client, inside, desk, several, prefix):
    for browser in (client, inside, desk):
        for address in (REGISTER, f"{REGISTER}?stanje=kasni", *(page(one) for one in several.values())):
            answer = browser.get(prefix + address)
            assert answer.status_code == 200
            valid(answer)
    if prefix == "/sr":
        assert "Упис домова" in text_of(client.get(f"/sr{REGISTER}"))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client, meeting, leader, coordinator, rows, django_assert_num_queries):
    for number in range(rows):
        one = factories.make_conclusion(meeting, leader, title=f"Zaključak {number}", responsible=coordinator)
        assert fresh(one).state == "unsent"
    with django_assert_num_queries(6):  # four of them once a minute
        client.get(REGISTER)
    with django_assert_num_queries(2):
        client.get(REGISTER)
    with django_assert_num_queries(3):
        client.get(REGISTER, {"stanje": "unsent"})
    with django_assert_num_queries(3):
        client.get(REGISTER, {"format": "csv"})
    with django_assert_num_queries(1):
        client.get(f"{REGISTER}feed.atom")


def test_only_reads(client, db):
    assert client.post(REGISTER).status_code == 405
    assert not Conclusion.objects.exists()
