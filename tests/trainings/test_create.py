"""Announcing a training: who may, what is stored, what is refused with a word, what is kept as it was typed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Mandate
from content.models import Entry
from register.models import Organisation
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.announcing import day, typed
from tests.trainings.signing import in_days, opened
from trainings.models import Question, Session, SignUp, Training

pytestmark = pytest.mark.django_db
URL = "/obuke/nova/"


@pytest.fixture
def editor(places):
    person = factories.make_user("urednik@example.ba")
    factories.make_mandate(person, "editor", places.savez)
    return person


@pytest.fixture
def browser(client_of, editor):
    return client_of(editor)


def announce(browser, *days, places, query="", **fields):
    return browser.post(URL + query, typed(*days, organisers=[places.savez.pk], **fields))


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_the_form(browser, prefix):
    page = browser.get(prefix + URL)
    valid(page)
    assert page.status_code == 200


def test_visitors_sign_in_first(visitor):
    assert visitor.get(URL)["Location"].startswith("/prijava/")


@pytest.mark.parametrize("who", ["member", "newcomer", "coordinator", "moderator"])
def test_only_editors_announce(request, client_of, places, who):
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(URL).status_code == 403
    assert announce(browser, day("2031-05-08"), places=places).status_code == 403
    assert "Najavite obuku" not in text_of(browser.get("/obuke/"))
    assert not Training.objects.exists()


def test_an_editor_of_before_announces_no_more(browser, editor, places):
    Mandate.objects.filter(user=editor).update(ends=date(2020, 1, 1), starts=date(2019, 1, 1))
    assert browser.get(URL).status_code == 403


def test_it_is_announced(browser, editor, places):
    assert "Najavite obuku" in text_of(browser.get("/obuke/"))
    answer = announce(
        browser, day("2031-05-09"), day("2031-05-08", venue="Dom", address="Titova 1", is_accessible="true", parking="uz zgradu"),
        places=places, lead="Za dva dana.", body="- Priprema", for_whom="Savjeti", find="Jelah", day_note="",
        languages="bosanski",
    )  # fmt: skip
    made = Training.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.author, made.status, made.begins, made.ends) == (
        editor,
        "published",
        date(2031, 5, 8),
        date(2031, 5, 9),
    )
    assert made.languages == "bosanski"
    assert list(made.organisers.all()) == [places.savez]
    assert made.places.get().municipality == places.tesanj
    first = made.sessions.get(position=1)
    assert (first.day, first.venue, first.is_accessible) == (date(2031, 5, 8), "Dom", True)
    assert first.starts == datetime(2031, 5, 8, 8, tzinfo=UTC)
    assert made.title in text_of(browser.get("/obuke/"))


def test_sent_twice_it_is_one(browser, places):
    data = typed(day("2031-05-08"), organisers=[places.savez.pk])
    answers = [browser.post(URL, data)["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert Session.objects.count() == 1


def test_a_day_that_is_not_known_is_said_in_words(browser, places):
    announce(browser, {"day": ""}, places=places, day_note="u drugoj polovini maja")
    assert Training.objects.get().begins is None


def test_nobody_announces_for_others(browser, places):
    other = factories.make_organisation("Drugi savez")
    answer = browser.post(URL, typed(day("2031-05-08"), organisers=[other.pk]))
    assert answer.status_code == 200
    assert not Training.objects.exists()


@pytest.mark.parametrize(
    ("days", "fields", "words"),
    [
        ([day("2031-05-08")], {"title": ""}, "Upišite naziv."),
        ([day("2031-05-08")], {"title": "a" * 121}, "Skratite"),
        ([day("2031-05-08")], {"languages": "a" * 121}, "Skratite"),
        ([{"day": ""}], {}, "Upišite kada se održava ili da dan nije poznat."),
        ([day("2031-02-30")], {}, "Takav datum ne postoji."),
        ([day("sutra")], {}, "Takav datum ne postoji."),
        ([day("2031-05-08", "16:00", "10:00")], {}, "Mora završiti poslije početka."),
        ([day("2031-05-08", "16:00", "16:00")], {}, "Mora završiti poslije početka."),
        ([day("2031-05-08", "16:00", "")], {}, "Upišite oba sata ili nijedan."),
        ([day("2031-05-08", "25:00", "26:00")], {}, "Upišite sat ovako: 17:30."),
        ([day("2027-03-28", "02:30", "05:00")], {}, "Tog dana nema tog sata: sat se pomjera naprijed."),
        ([day("2026-10-25", "02:30", "05:00")], {}, "Te noći taj sat dolazi dva puta"),
        ([day("2031-05-08"), day("2031-05-08")], {}, "Jedan dan je upisan dva puta."),
        ([day("2031-05-08", link="javascript:alert(1)")], {}, "Upišite ispravnu internetsku adresu."),
        ([day("2031-05-08")], {"find": "Atlantida"}, "Mjesto s tim nazivom ne nalazimo"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(browser, places, days, fields, words):
    page = announce(browser, *days, places=places, **{"lead": "Moje riječi ostaju"} | fields)
    valid(page)
    assert page.status_code == 200
    assert words in text_of(page)
    assert "Moje riječi ostaju" in page.content.decode()
    if days[0]["day"]:
        assert days[0]["day"] in page.content.decode()
    assert not Training.objects.exists()


@pytest.mark.parametrize(("which", "offset"), [("0", 2), ("1", 1)])
def test_an_hour_that_comes_twice_is_asked_for(browser, places, which, offset):
    page = announce(browser, day("2026-10-25", "02:30", "05:00"), places=places)
    assert 'name="dan-0-which"' in page.content.decode()
    announce(browser, day("2026-10-25", "02:30", "05:00", which=which), places=places)
    starts = Session.objects.get().starts.astimezone(ZoneInfo("Europe/Sarajevo"))
    assert starts.utcoffset().total_seconds() == offset * 3600


def test_one_more_day_and_the_place_are_asked_for_without_losing_anything(browser, places):
    page = browser.post(URL, typed(day("2031-05-08"), title="Moja obuka", add_day="1"))
    html = page.content.decode()
    assert 'name="dan-1-day"' in html
    assert 'value="Moja obuka"' in html
    assert 'value="2031-05-08"' in html
    assert "Ispravite" not in text_of(page)
    page = browser.post(URL, typed(day("2031-05-08"), find="Jelah", find_places="1"))
    assert "MZ Jelah, Općina Tešanj" in text_of(page)
    assert not Training.objects.exists()


@pytest.mark.parametrize("total", ["", "x", "-1", "99999", "²"])
def test_a_forged_number_of_days(browser, places, total):
    for more in ({}, {"add_day": "1"}):
        page = browser.post(
            URL, typed(day("2031-05-08"), organisers=[places.savez.pk]) | {"dan-TOTAL_FORMS": total} | more
        )
        assert page.status_code == 200
    assert Training.objects.count() <= 1


def test_a_copy_begins_with_everything_but_the_days(browser, places):
    old = factories.make_training(
        None,
        title="Stara obuka",
        lead="Za dva dana.",
        for_whom="Savjeti",
        days=[date(2022, 5, 8)],
        places=[places.jelah],
    )
    html = browser.get(f"{URL}?od={old.pk}").content.decode()
    for words in ("Stara obuka", "Za dva dana.", "Savjeti", "MZ Jelah"):
        assert words in html
    assert "2022-05-08" not in html
    # No point parts the thousands of a number in an address.
    assert f"?od={old.pk}" in browser.get(old.get_absolute_url()).content.decode()


def test_after_a_copy_come_its_rules(browser, places, member):
    """Seats and questions stand in the form and are nobody's until they are saved; days are chosen anew."""
    sign_up = opened(places.savez, seats=17, per_municipality=3, closes=in_days(20))
    Question.objects.create(
        sign_up=sign_up, position=1, text="Ko vodi sastanke?", kind="choice", choices=["Predsjednik", "Sekretar"]
    )
    answer = announce(browser, day(in_days(40).isoformat()), places=places, query=f"?od={sign_up.pk}")
    made = Training.objects.exclude(pk=sign_up.pk).get()
    rules = f"/obuke/{made.pk}/prijave/pravila/?od={sign_up.pk}"
    assert answer["Location"] == rules
    page = browser.get(rules)
    valid(page)
    form, rows = page.context["form"], page.context["rows"]
    assert [form[name].value() for name in ("seats", "per_municipality", "closes")] == [17, 3, None]
    assert rows.forms[0]["text"].value() == "Ko vodi sastanke?"
    assert not SignUp.objects.filter(pk=made.pk).exists()
    assert "Ko vodi sastanke?" not in browser.get(rules.split("?", maxsplit=1)[0]).content.decode()
    assert f"?od={sign_up.pk}" in browser.get(rules.split("?", maxsplit=1)[0]).content.decode()


def test_the_rules_of_others_are_not_copied(browser, places, editor):
    strange = opened(Organisation.objects.create(slug="x", kind="savez", name="Drugi"))
    made = factories.make_training(editor, title="Moja", days=[in_days(9)])
    made.organisers.set([places.savez])
    rules = f"/obuke/{made.pk}/prijave/pravila/"
    page = browser.get(f"{rules}?od={strange.pk}")
    assert page.context["form"]["seats"].value() is None
    assert not page.context["others"]


@pytest.mark.parametrize("number", ["0", "x", "999999999", "1'--"])
def test_a_copy_of_what_is_not_there_is_a_new_one(browser, number):
    assert browser.get(f"{URL}?od={number}").status_code == 200


def test_a_draft_of_others_is_not_copied(browser, member):
    draft = factories.make_training(member, title="Tuđi nacrt", status="draft")
    assert "Tuđi nacrt" not in browser.get(f"{URL}?od={draft.pk}").content.decode()


def test_what_was_not_asked_for_is_not_taken(browser, places):
    announce(browser, day("2031-05-08"), places=places, status="draft", is_sample="on", key="x", audience="members")
    made = Training.objects.get()
    assert (made.status, made.is_sample, made.key, made.audience) == ("published", False, None, Entry.Audience.PUBLIC)


def test_formula_and_markup_stay_text(browser, places):
    announce(browser, day("2031-05-08"), places=places, title="=1+1 <b>x</b>")
    assert "&lt;b&gt;x" in browser.get(Training.objects.get().get_absolute_url()).content.decode()
