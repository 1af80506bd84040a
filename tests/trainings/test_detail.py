"""The page of one training."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from content.models import Entry
from register.models import Organisation
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
SESSION = {"venue": "Dom kulture", "address": "Titova 1", "is_accessible": True, "parking": "uz zgradu"}


@pytest.fixture
def training(places):
    made = factories.make_training(
        None, lead="Za dva dana.", body="- Priprema\n- Vježba", for_whom="Savjeti MZ", held_in="Jelah", trainers="Amra H.",
        languages="bosanski, znakovni jezik",
        days=[date(2031, 5, 8), date(2031, 5, 9)], places=[places.jelah], session=SESSION,
    )  # fmt: skip
    made.organisers.set(Organisation.objects.filter(pk=places.savez.pk))
    made.municipalities.set([places.jelah.municipality])
    return made


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_it_opens(visitor, training, prefix):
    page = visitor.get(prefix + training.get_absolute_url())
    valid(page)
    assert page.status_code == 200


def test_all_that_one_comes_for(visitor, places, training):
    text = text_of(visitor.get(training.get_absolute_url()))
    for words in (
        training.title, "Za dva dana.", "četvrtak, 8. 5. 2031. – petak, 9. 5. 2031., od 10:00 do 16:00",
        "Vrijeme je po Sarajevu.",
        "Jelah", "Općina Tešanj", "Priprema", "Savjeti MZ", "Ulaz bez stepenica", "Parking: uz zgradu", "Amra H.",
        "bosanski, znakovni jezik",
        places.savez.name, "Savez općina i gradova", "najavljeno", "Dom kulture, Titova 1",
    ):  # fmt: skip
        assert words in text, words
    assert f"/obuke/{training.pk}/obuka.ics" in visitor.get(training.get_absolute_url()).content.decode()


def beside_its_day(page):
    """What the sessions say, each of them."""
    html = page.content.decode().partition('<ul class="lines"')[2].partition("</ul>")[0]
    return [" ".join(unescape(strip_tags(one)).split()) for one in html.split("<li>")[1:]]


@pytest.mark.parametrize(
    ("second", "says", "silent"),
    [
        ({}, (), ("stepenic", "Parking")),
        ({"is_accessible": False}, ("Na ulazu su stepenice",), ("Parking",)),
        ({"is_accessible": None}, ("Nije poznato ima li na ulazu stepenica",), ("Parking",)),
        ({"parking": "iza škole"}, ("Parking: iza škole",), ("stepenic",)),
        ({"parking": ""}, ("Parking: nije poznato",), ("stepenic",)),
        (
            {"is_accessible": None, "parking": "", "venue": "", "address": "", "link": "https://primjer.ba/"},
            ("preko interneta",),
            ("stepenic", "Parking"),
        ),
    ],
)
def test_a_session_elsewhere_says_how_one_gets_in(visitor, training, second, says, silent):
    training.sessions.filter(position=2).update(**second)
    page = visitor.get(training.get_absolute_url())
    valid(page)
    first, told = beside_its_day(page)
    assert "stepenic" not in first
    assert "Parking" not in first
    for words in says:
        assert words in told
    for words in silent:
        assert words not in told


def test_in_cyrillic(visitor, training):
    text = text_of(visitor.get(f"/sr{training.get_absolute_url()}"))
    assert "четвртак, 8. 5. 2031. – петак, 9. 5. 2031., од 10:00 до 16:00" in text


def test_what_is_not_known_is_said(visitor):
    bare = factories.make_training(None, day_note="3. novembar; godina nije navedena")
    page = visitor.get(bare.get_absolute_url())
    valid(page)
    assert "dan nije poznat (3. novembar; godina nije navedena)" in text_of(page)
    assert "nije poznato" in text_of(page)
    assert "obuka.ics" not in page.content.decode()


def test_a_cancelled_one_says_why(visitor):
    made = factories.make_training(None, days=[date(2031, 5, 8)], cancelled=timezone.now(), cancelled_why="Nema sale.")
    text = text_of(visitor.get(made.get_absolute_url()))
    assert "Ova obuka je otkazana" in text
    assert "Nema sale." in text


def test_a_wrong_slug_leads_to_the_right_one(visitor, training):
    answer = visitor.get(f"/obuke/{training.pk}-nesto/?a=1")
    assert (answer.status_code, answer["Location"]) == (301, f"{training.get_absolute_url()}?a=1")


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_is_not_on_the_site_is_for_its_author(visitor, client_of, member, neighbour, moderator, status):
    made = factories.make_training(member, days=[date(2031, 5, 8)], status=status, by=moderator)
    browsers = (visitor, client_of(neighbour), client_of(member))
    assert [one.get(made.get_absolute_url()).status_code for one in browsers] == [404, 404, 200]


def test_a_hidden_one_is_gone_at_once(visitor, training, moderator):
    assert visitor.get(training.get_absolute_url()).status_code == 200
    factories.decide(training, "hidden", moderator)
    Entry.objects.filter(pk=training.pk).update(status="hidden")
    assert visitor.get(training.get_absolute_url()).status_code == 404
    assert visitor.get(f"/obuke/{training.pk}/obuka.ics").status_code == 404
    assert training.title not in visitor.get("/obuke/kalendar.ics").content.decode()


def test_markup_is_text(visitor):
    made = factories.make_training(
        None, title="<b>Obuka</b>", lead="<script>1</script>", held_in="<i>", for_whom="<u>", days=[date(2031, 5, 8)]
    )
    html = visitor.get(made.get_absolute_url()).content.decode()
    for tag in ("<b>Obuka", "<script>1", "<i>", "<u>"):
        assert tag not in html


def test_visitors_may_report_it(visitor, training):
    assert f"/prijava-sadrzaja/{training.pk}/" in visitor.get(training.get_absolute_url()).content.decode()


@pytest.mark.parametrize("sessions", [1, 3])
def test_queries(visitor, places, sessions, django_assert_num_queries):
    days = [date(2031, 5, 8) + timedelta(days=number) for number in range(sessions)]
    made = factories.make_training(None, days=days, places=[places.jelah])
    visitor.get(made.get_absolute_url())
    with django_assert_num_queries(1):
        visitor.get(made.get_absolute_url())
