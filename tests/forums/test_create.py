"""Asking in two steps: the question alone, what was asked before, then the details; once, published at once or waiting."""

import re
import uuid
from urllib.parse import quote

import pytest
from django.test import Client

from content.models import Entry
from content.models.drafts import Draft
from forums.models import Question
from notifications.models import Notification
from tests import factories
from tests.forums.asking import WHAT, asked
from tests.markup import text_of, valid

URL = "/pitanja/novo/"
ON = f"{URL}?naslov={quote(WHAT)}&dalje=1"


# -- the first step ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
@pytest.mark.parametrize("who", ["visitor", "newcomer"])
def test_it_asks_for_nothing_but_the_question(reader_of, who, prefix):
    response = reader_of(who).get(prefix + URL)
    valid(response)
    assert response.status_code == 200
    assert 'name="naslov"' in response.content.decode()
    assert 'name="scope"' not in response.content.decode()


def test_what_was_asked_before_is_shown_first(client, question):
    response = client.get(f"{URL}?naslov={quote('Tko plaća struju u društvenom domu?')}")
    valid(response)
    page = response.content.decode()
    assert question.title in text_of(response)
    assert f'href="{question.get_absolute_url()}"' in page
    assert "Možda je neko već pitao isto" in text_of(response)
    assert "dalje=1" in page


def test_where_nobody_asked_it_goes_on_by_itself(client, question):
    response = client.get(f"{URL}?naslov={quote('Gdje se nabavlja sol za puteve?')}")
    assert response.status_code == 302
    assert response["Location"].startswith(f"{URL}?naslov=Gdje")
    assert "dalje=1" in response["Location"]


@pytest.mark.parametrize(("typed", "sentence"), [("  ", "Napišite pitanje."), ("x" * 134, "Skratite za 14.")])
def test_a_bad_question_is_said_and_kept(client, db, typed, sentence):
    response = client.get(URL, {"naslov": typed})
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert typed.strip() in response.content.decode()


# -- the second step ---------------------------------------------------------------------------------------------------


def test_needs_sign_in_and_brings_the_question_along(client, client_of, newcomer):
    response = client.get(ON)
    assert response.status_code == 302
    assert response["Location"].startswith("/prijava/?next=/pitanja/novo/")
    page = client_of(newcomer).get(ON)
    valid(page)
    assert f'value="{WHAT}"' in page.content.decode()
    assert client.post(URL, asked())["Location"].startswith("/prijava/")
    assert not Question.objects.exists()


def test_what_is_known_of_whoever_asks_stands_there_already(client_of, member, places):
    form = client_of(member).get(ON).context["form"]
    assert form.initial["scope"] == f"e{places.fbih.pk}"
    assert form.initial["places"] == [f"m{places.tesanj.pk}"]


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_the_community_of_whoever_asks_is_offered_and_not_ticked(client_of, member, places, prefix):
    """In a small one it gives away who asks without a name; the form says so, and needs no script for it."""
    page = client_of(member).get(prefix + ON)
    valid(page)
    boxes = [one for one in re.findall("<input[^>]*>", page.content.decode()) if 'name="places"' in one]
    ticked = [re.search(r'value="([^"]*)"', box)[1] for box in boxes if " checked" in box]
    assert ticked == [f"m{places.tesanj.pk}"]
    assert [box for box in boxes if f'value="c{places.jelah.pk}"' in box], "one tick away"
    if not prefix:
        assert "Gdje živi malo ljudi, mjesto može otkriti ko pita." in text_of(page)


def test_asked_without_a_name_as_the_form_stands_it_names_no_community(client, client_of, member, places):
    form = client_of(member).get(ON).context["form"]
    client_of(member).post(URL, asked(is_unnamed="on", places=form.initial["places"]))
    question = Question.objects.get()
    assert [(one.municipality, one.community) for one in question.places.all()] == [(places.tesanj, None)]
    assert "Jelah" not in text_of(client.get(question.get_absolute_url()))


def test_with_a_mandate_it_stands_at_once(client, client_of, member, theme, act, places):
    data = asked(theme, scope=f"e{places.fbih.pk}", acts=[act.pk], places=[f"c{places.jelah.pk}"])
    response = client_of(member).post(URL, data, follow=True)
    question = Question.objects.get()
    assert response.redirect_chain == [(question.get_absolute_url(), 302)]
    assert "Vaše pitanje je objavljeno." in response.content.decode()
    assert (question.status, question.kind, question.author, question.entity) == (
        "published", "question", member, places.fbih,
    )  # fmt: skip
    assert (list(question.themes.all()), list(question.acts.all())) == ([theme], [act])
    assert [one.label for one in question.places.all()] == ["MZ Jelah"]
    assert "Probali smo sve." in text_of(client.get(question.get_absolute_url()))
    assert question.title in text_of(client.get("/pitanja/")), "the list does not lag behind"


def test_without_one_it_waits_and_only_its_author_and_moderators_see_it(
    client, client_of, newcomer, neighbour, moderator, theme
):
    response = client_of(newcomer).post(URL, asked(theme), follow=True)
    question = Question.objects.get()
    assert question.status == "pending"
    assert "Vaše pitanje čeka pregled. Odgovor stiže najkasnije za 2 radna dana." in response.content.decode()
    address = question.get_absolute_url()
    assert [reader.get(address).status_code for reader in (client, client_of(neighbour))] == [404, 404]
    assert client_of(moderator).get(address).status_code == 200


def test_a_double_click_a_reload_and_a_retry_store_one(client_of, newcomer, theme):
    data = asked(theme)
    answers = {client_of(newcomer).post(URL, data)["Location"] for _ in range(3)}
    assert len(answers) == Question.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_form(client_of, newcomer, neighbour):
    data = asked()
    client_of(newcomer).post(URL, data)
    client_of(neighbour).post(URL, data)
    assert Question.objects.count() == 2


@pytest.mark.parametrize("once", ["", "x", "1" * 500])
def test_a_form_without_its_key_still_works(client_of, newcomer, once):
    assert client_of(newcomer).post(URL, asked(once=once)).status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Napišite pitanje."),
        ({"title": "x" * 134}, "Skratite za 14."),
        ({"body": "x" * 4001}, "Skratite za 1."),
        ({"scope": ""}, "Izaberite gdje važi."),
        ({"scope": "e99"}, "Izaberite gdje važi."),
        ({"themes": [99999]}, "99999"),
        ({"acts": [99999]}, "Izaberite propise s liste."),
        ({"acts": ["x"]}, "Izaberite propise s liste."),
        ({"find": "xqwx"}, "Mjesto s tim nazivom ne nalazimo."),
    ],
)
def test_bad_input_is_said_keeps_what_was_typed_and_writes_nothing(client_of, newcomer, places, changed, sentence):
    response = client_of(newcomer).post(URL, asked(**changed))
    assert response.status_code == 200
    valid(response)
    assert sentence in response.content.decode()
    assert (changed.get("body") or "Probali smo sve.") in response.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("field", "sentence"), [("themes", "Izaberite najviše tri teme."), ("acts", "Izaberite najviše šest propisa.")]
)
def test_not_too_many(client_of, newcomer, theme, act, field, sentence):
    acts = [
        type(act).objects.create(slug=f"propis-{number}", title=f"Propis {number}", kind="odluka")
        for number in range(7)
    ]
    many = {"themes": list(type(theme).objects.values_list("pk", flat=True)[:4]), "acts": [one.pk for one in acts]}
    response = client_of(newcomer).post(URL, asked(**{field: many[field]}))
    assert sentence in text_of(response)
    assert not Question.objects.exists()


def test_a_place_is_found_without_losing_what_was_typed(client_of, newcomer, places):
    response = client_of(newcomer).post(URL, asked(find="jelah", find_places="1", title=""))
    assert "MZ Jelah, Općina Tešanj" in text_of(response)
    assert "Probali smo sve." in response.content.decode()
    assert "Napišite pitanje." not in text_of(response), "what is still being typed is not judged"
    assert not Question.objects.exists()


def test_a_name_that_can_mean_one_place_only_is_taken_at_its_word(client_of, newcomer, places):
    client_of(newcomer).post(URL, asked(find="klasnice"))
    assert [one.community for one in Question.objects.get().places.all()] == [places.klasnice]


def test_seen_first_it_stores_nothing(client_of, newcomer):
    page = client_of(newcomer).post(URL, asked(body="- jedno\n- drugo", preview="1"))
    valid(page)
    assert "<li>drugo</li>" in page.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("where", ["bih", "e", "k", "m"])
def test_for_where_an_answer_is_sought(client_of, newcomer, places, where):
    canton = places.tesanj.canton
    value = {"bih": "bih", "e": f"e{places.rs.pk}", "k": f"k{canton.pk}", "m": f"m{places.laktasi.pk}"}[where]
    client_of(newcomer).post(URL, asked(scope=value))
    question = Question.objects.get()
    held = {"bih": None, "e": places.rs, "k": canton, "m": places.laktasi}[where]
    assert question.place == held


def test_only_coordinators_write_down_what_was_asked_by_telephone(client_of, coordinator, member):
    assert 'name="is_phoned"' not in client_of(member).get(ON).content.decode()
    client_of(member).post(URL, asked(is_phoned="on"))
    assert not Question.objects.get().is_phoned
    assert 'name="is_phoned"' in client_of(coordinator).get(ON).content.decode()
    page = client_of(coordinator).post(URL, asked(is_phoned="on"), follow=True)
    assert "pitanje je postavljeno telefonom" in text_of(page)


def test_what_was_not_asked_for_is_not_taken(client_of, newcomer, neighbour):
    extra = {
        "status": "published",
        "author": neighbour.pk,
        "answer_count": 9,
        "is_sample": "on",
        "key": "x",
        "closed_why": "x",
    }
    client_of(newcomer).post(URL, asked(**extra))
    question = Question.objects.get()
    assert (question.status, question.author, question.answer_count) == ("pending", newcomer, 0)
    assert (question.is_sample, question.key, question.closed_why) == (False, None, "")


def test_too_many_within_the_hour(client_of, newcomer, settings, empty_cache):
    settings.COMMENT_RATE_LIMIT = "1/h/user"
    client = client_of(newcomer)
    assert client.post(URL, asked()).status_code == 302
    refused = client.post(URL, asked())
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Probali smo sve." in refused.content.decode()
    assert Question.objects.count() == 1


def test_what_was_typed_and_not_sent_is_brought_back(client_of, newcomer):
    from content.drafts import keep  # noqa: PLC0415

    keep(newcomer, "forums:create", '{"title": ["Nedovršeno?"], "body": ["Pola rečenice"]}', 0)
    client = client_of(newcomer)
    assert "Ovdje ste počeli pisati" in text_of(client.get(URL))
    page = client.get(f"{URL}?nacrt=1")
    valid(page)
    assert "Pola rečenice" in page.content.decode()
    client.post(URL, {"drop_draft": "1"})
    assert not Draft.objects.exists()


def test_nobody_is_told_of_a_question(client_of, member):
    client_of(member).post(URL, asked())
    assert not Notification.objects.exists()


def test_wrong_method_and_missing_token(client_of, newcomer):
    assert client_of(newcomer).put(URL).status_code == 405
    client = Client(enforce_csrf_checks=True)
    client.force_login(newcomer)
    assert client.post(URL, asked()).status_code == 403


def test_the_key_is_unlike_every_other(client_of, newcomer):
    keys = {client_of(newcomer).get(ON).context["once"] for _ in range(2)}
    assert len(keys) == 2
    assert all(isinstance(key, uuid.UUID) for key in keys)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client, member, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_question(member, title=f"Ko plaća struju za dom {number}?")
    address = f"{URL}?naslov={quote(WHAT)}"
    client.get(address)
    with django_assert_num_queries(1):  # the questions; no standing answer is like them
        assert client.get(address).content.count(b"<h3>") == rows


def test_the_details_cost_the_same_however_many_there_are(client_of, member, django_assert_num_queries):
    client = client_of(member)
    client.get(ON)
    with django_assert_num_queries(7):
        client.get(ON)
    factories.make_question(member)
    with django_assert_num_queries(7):
        client.get(ON)
