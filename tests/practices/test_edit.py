"""The steps: each saved by itself, in any order; who may, what is refused, and two windows at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.models import Decision
from practices.models import Practice
from tests import factories
from tests.markup import text_of, valid
from tests.practices.writing import BASICS, DONE, MONEY, PROBLEM, seen

STEPS = ("osnovno", "problem", "koraci", "troskovi")


@pytest.fixture
def draft(newcomer, places, theme) -> Practice:
    return factories.make_practice(newcomer, problem="", body="", themes=[theme])


def url(practice, word):
    return f"/prakse/{practice.pk}/uredi/{word}/"


def save(client, practice, word, data):
    return client.post(url(practice, word), {**data, "seen": seen(client, url(practice, word)), "next": "1"})


@pytest.mark.parametrize("word", STEPS)
@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_each_step_opens_in_any_order(client_of, newcomer, draft, word, prefix):
    response = client_of(newcomer).get(prefix + url(draft, word))
    valid(response)
    assert response.status_code == 200


def test_place_problem_and_days(client_of, newcomer, draft, places):
    client = client_of(newcomer)
    response = save(client, draft, "problem", {**PROBLEM, "places": [f"c{places.jelah.pk}", f"m{places.laktasi.pk}"]})
    assert response["Location"] == url(draft, "koraci")
    draft = Practice.objects.get(pk=draft.pk)
    assert (draft.problem, draft.began) == ("Djeca idu po mraku.", "2024-03-05")
    assert [place.label for place in draft.places.all()] == ["MZ Jelah", "Laktaši"]
    assert "5. 3. 2024" in client.get(url(draft, "problem")).content.decode()


@pytest.mark.parametrize("typed", ["jelah", "ЈЕЛАХ", "MZ Jelah, Tešanj", "jel tesanj"])
def test_a_place_is_found_by_what_people_write(client_of, newcomer, draft, typed, places):
    client = client_of(newcomer)
    data = {**PROBLEM, "find": typed, "find_places": "1", "seen": seen(client, url(draft, "problem"))}
    response = client.post(url(draft, "problem"), data)
    assert "MZ Jelah, Općina Tešanj" in text_of(response)
    assert "Djeca idu po mraku." in response.content.decode(), "what was typed stays"
    assert not Practice.objects.get(pk=draft.pk).problem, "looking for a place stores nothing"


def test_a_name_that_can_mean_one_place_only_is_taken_at_its_word(client_of, newcomer, draft, places):
    save(client_of(newcomer), draft, "problem", {**PROBLEM, "find": "klasnice"})
    assert [place.community for place in draft.places.all()] == [places.klasnice]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("xqwx", "Mjesto s tim nazivom ne nalazimo."), ("tesanj", "Ima više mjesta s tim nazivom.")],
)
def test_a_name_that_is_unclear_is_asked_about(client_of, newcomer, draft, places, typed, sentence):
    response = save(client_of(newcomer), draft, "problem", {**PROBLEM, "find": typed})
    assert sentence in text_of(response)
    assert not draft.places.exists()


def test_ones_own_community_is_ticked_already(client_of, member, places, theme):
    practice = factories.make_practice(member, themes=[theme])
    response = client_of(member).get(url(practice, "problem"))
    assert f'value="c{places.jelah.pk}"' in response.content.decode()
    assert "checked" in response.content.decode()


def test_steps_are_stored_in_their_order_and_gaps_close(client_of, newcomer, draft):
    steps = {"step_title_1": "Zbor", "step_text_1": "Svi su došli.", "step_title_2": "", "step_title_3": "Rad"}
    save(client_of(newcomer), draft, "koraci", {**DONE, **steps})
    assert list(draft.steps.values_list("position", "title", "text")) == [(1, "Zbor", "Svi su došli."), (2, "Rad", "")]


def test_more_rows_are_given_and_nothing_typed_is_lost(client_of, newcomer, draft):
    client = client_of(newcomer)
    data = {**DONE, "step_title_1": "A", "step_title_2": "B", "more": "1", "seen": seen(client, url(draft, "koraci"))}
    page = client.post(url(draft, "koraci"), data).content.decode()
    assert 'name="step_title_4"' in page
    assert 'value="B"' in page
    assert not draft.steps.exists()


def test_rows_have_an_end(client_of, newcomer, draft):
    data = {**DONE, **{f"step_title_{n}": f"K{n}" for n in range(1, 99)}}
    save(client_of(newcomer), draft, "koraci", data)
    assert draft.steps.count() == 12


def test_money_as_people_write_it(client_of, newcomer, draft):
    parts = {"payer_1": "Općina", "amount_1": "1.000", "payer_2": "Mještani", "what_for_2": "rad", "amount_2": "234,5"}
    save(client_of(newcomer), draft, "troskovi", {**MONEY, **parts})
    draft = Practice.objects.get(pk=draft.pk)
    assert (str(draft.cost), draft.people, draft.municipal_money) == ("1234.50", 1200, False)
    assert [(part.payer, str(part.amount)) for part in draft.cost_parts.all()] == [
        ("Općina", "1000.00"),
        ("Mještani", "234.50"),
    ]
    assert 'value="1234,5"' in client_of(newcomer).get(url(draft, "troskovi")).content.decode()


@pytest.mark.parametrize(
    ("word", "data", "sentence"),
    [
        ("osnovno", {**BASICS, "title": ""}, "Upišite naslov prakse."),
        ("problem", {**PROBLEM, "began": "30. 2. 2024."}, "Takav datum ne postoji."),
        ("problem", {**PROBLEM, "began": "juče"}, "Upišite dan, mjesec ili godinu"),
        ("problem", {**PROBLEM, "began": "2024", "ended": "2023"}, "Kraj ne može biti prije početka."),
        ("problem", {**PROBLEM, "problem": "x" * 4001}, "Skratite za 1."),
        ("problem", {**PROBLEM, "size": "ogromno"}, "ogromno"),
        ("koraci", {**DONE, "step_text_1": "Bez naslova"}, "Recite u nekoliko riječi"),
        ("troskovi", {**MONEY, "cost": "mnogo"}, "Upišite iznos brojkama"),
        ("troskovi", {**MONEY, "cost": "-5"}, "ne može biti manji od nule"),
        ("troskovi", {**MONEY, "cost": "9" * 30}, "Iznos je prevelik."),
        ("troskovi", {**MONEY, "cost": "NaN"}, "Upišite iznos brojkama"),
        ("troskovi", {**MONEY, "people": "mnogo"}, "Upišite broj brojkama"),
        ("troskovi", {**MONEY, "payer_1": "Općina"}, "Upišite koliko."),
        ("troskovi", {**MONEY, "amount_1": "5"}, "Upišite ko je platio ovaj dio."),
        ("troskovi", {**MONEY, "payer_1": "Općina", "amount_1": "2000"}, "Zbir dijelova je veći"),
    ],
)
def test_bad_input_is_said_and_writes_nothing(client_of, newcomer, draft, word, data, sentence):
    before = Practice.objects.values().get(pk=draft.pk)
    response = save(client_of(newcomer), draft, word, data)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert "Nešto treba ispraviti" in text_of(response)
    assert Practice.objects.values().get(pk=draft.pk) == before


def test_a_day_to_come_is_no_practice_yet(client_of, newcomer, draft):
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d. %m. %Y.}"
    response = save(client_of(newcomer), draft, "problem", {**PROBLEM, "began": tomorrow})
    assert "Datum mora biti danas ili ranije." in text_of(response)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("word", STEPS)
@pytest.mark.parametrize("junk", ["\u202eobrnuto", "😀👩‍👩‍👧", "ﷺ", "a\x07b", "č", "<script>", "İ" * 50, "\u200b"])
def test_strange_letters_are_no_error(client_of, newcomer, draft, word, junk):
    data = {"osnovno": {**BASICS, "lead": junk}, "problem": {**PROBLEM, "problem": junk},
            "koraci": {**DONE, "result": junk}, "troskovi": {**MONEY, "doers": junk}}[word]  # fmt: skip
    assert save(client_of(newcomer), draft, word, data).status_code in {200, 302}
    assert client_of(newcomer).get(f"/prakse/{draft.pk}/provjera/").status_code == 200


# -- who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["neighbour", "coordinator", "moderator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_draft_of_somebody_else_is_not_there(request, client_of, draft, who, method):
    client = client_of(request.getfixturevalue(who))
    for path in (url(draft, "osnovno"), f"/prakse/{draft.pk}/provjera/"):
        if method == "post" and path.endswith("provjera/"):
            continue
        assert getattr(client, method)(path).status_code == 404


def test_a_published_one_of_somebody_else_is_seen_but_not_theirs(client_of, practice, neighbour):
    assert client_of(neighbour).get(url(practice, "osnovno")).status_code == 403
    assert client_of(neighbour).post(url(practice, "osnovno"), BASICS).status_code == 403


def test_a_hidden_one_is_not_edited(client_of, member, places, theme):
    practice = factories.make_practice(member, themes=[theme], places=[places.jelah], status="hidden")
    assert client_of(member).get(url(practice, "osnovno")).status_code == 403


def test_needs_sign_in(client, draft):
    assert client.get(url(draft, "osnovno")).status_code == 302


@pytest.mark.parametrize("word", ["nema", "provjera", "fotografije-x"])
def test_no_such_step(client_of, newcomer, draft, word):
    assert client_of(newcomer).get(url(draft, word)).status_code == 404


def test_only_reading_and_sending(client_of, newcomer, draft):
    assert client_of(newcomer).put(url(draft, "osnovno")).status_code == 405


# -- two windows -----------------------------------------------------------------------------------------------------


def test_the_second_of_two_windows_sees_both_texts_and_loses_none(client_of, newcomer, draft):
    client = client_of(newcomer)
    token = seen(client, url(draft, "problem"))
    client.post(url(draft, "problem"), {**PROBLEM, "problem": "Iz prvog prozora", "seen": token})
    response = client.post(url(draft, "problem"), {**PROBLEM, "problem": "Iz drugog prozora", "seen": token})
    assert response.status_code == 409
    page = text_of(response)
    assert "Iz prvog prozora" in page
    assert "Iz drugog prozora" in page
    assert Practice.objects.get(pk=draft.pk).problem == "Iz prvog prozora"
    again = client.post(
        url(draft, "problem"), {**PROBLEM, "problem": "Iz drugog prozora", "seen": response.context["seen"]}
    )
    assert again.status_code == 302
    assert Practice.objects.get(pk=draft.pk).problem == "Iz drugog prozora"


def test_another_step_saved_in_between_is_no_conflict(client_of, newcomer, draft):
    client = client_of(newcomer)
    token = seen(client, url(draft, "problem"))
    save(client, draft, "koraci", DONE)
    assert client.post(url(draft, "problem"), {**PROBLEM, "seen": token}).status_code == 302


def test_saving_what_is_there_already_is_no_new_version(client_of, newcomer, draft):
    client = client_of(newcomer)
    save(client, draft, "troskovi", MONEY)
    version = Practice.objects.get(pk=draft.pk).version
    save(client, draft, "troskovi", MONEY)
    assert Practice.objects.get(pk=draft.pk).version == version


# -- what is published -----------------------------------------------------------------------------------------------


def test_a_mandate_changes_what_is_published_and_a_decision_says_so(client_of, member, practice):
    save(client_of(member), practice, "problem", {**PROBLEM, "problem": "Novo.", "places": []})
    changed = Practice.objects.get(pk=practice.pk)
    assert (changed.problem, changed.version, changed.status) == ("Novo.", 2, "published")
    newest = Decision.objects.about(changed).first()
    assert (newest.kind, newest.version) == ("mandate", 2)


def test_without_one_it_stays_as_it_was_approved(client_of, newcomer, places, theme):
    practice = factories.make_practice(newcomer, themes=[theme], places=[places.jelah], status="published")
    response = save(client_of(newcomer), practice, "problem", {**PROBLEM, "problem": "Novo."})
    assert response["Location"] == practice.get_absolute_url()
    assert Practice.objects.get(pk=practice.pk).problem == practice.problem
    assert practice.proposals.get().part("problem")["problem"] == ["Novo."]


def test_two_others_that_were_approved_are_enough(client_of, newcomer, places, theme):
    """The one that is edited does not vouch for itself: the database asks for two others."""
    make = factories.make_practice
    practices = [make(newcomer, themes=[theme], places=[places.jelah], status="published") for _ in range(2)]
    save(client_of(newcomer), practices[0], "problem", {**PROBLEM, "problem": "Novo."})
    assert practices[0].proposals.exists()
    make(newcomer, themes=[theme], places=[places.jelah], status="published")
    save(client_of(newcomer), practices[1], "problem", {**PROBLEM, "problem": "Novo."})
    assert Practice.objects.get(pk=practices[1].pk).problem == "Novo."


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, newcomer, draft, django_assert_max_num_queries, rows):
    for number in range(rows):
        draft.steps.create(position=number, title="Korak")
    client = client_of(newcomer)
    client.get(url(draft, "koraci"))
    with django_assert_max_num_queries(13):
        client.get(url(draft, "koraci"))
