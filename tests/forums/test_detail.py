"""One question: what its page says, in which order answers stand, who may open it, where a wrong address leads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.actions import mark_useful
from content.models import Entry
from forums import actions, look
from forums.models import Answer, Question
from moderation.actions import withdraw
from register.models import LegalAct
from tests import factories
from tests.markup import text_of, valid


def page_of(client, question):
    return client.get(question.get_absolute_url())


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
@pytest.mark.parametrize("who", ["visitor", "member", "neighbour", "expert", "moderator"])
def test_says_all_that_is_known(reader_of, question, answer, act, neighbour, who, prefix):
    factories.make_comment(neighbour, question, body="A čiji je dom?")
    factories.make_comment(neighbour, answer, body="Vidi ugovor.")
    response = reader_of(who).get(prefix + question.get_absolute_url())
    valid(response)
    if prefix:
        return
    page = text_of(response)
    for words in (
        "Ko plaća struju za dom?", "Općina kaže da plaćamo mi.", "MZ Jelah, Općina Tešanj", "Infrastruktura",
        "traži se odgovor za: Federacija Bosne i Hercegovine", "1 odgovor", "Kod nas plaća općina, jer je dom njen.",
        "Osnov: Zakon o mjesnim zajednicama, 49/06", "A čiji je dom?", "Vidi ugovor.", "Amra Hodžić", "Милан Кнежевић",
        "a ne službeno tumačenje propisa",
    ):  # fmt: skip
        assert words.replace("Милан Кнежевић", "Milan Knežević") in page, words


def test_in_cyrillic(client, question, answer):
    page = text_of(client.get("/sr" + question.get_absolute_url()))
    assert "Ко плаћа струју за дом?" in page
    assert "Код нас плаћа општина" in page or "Код нас плаћа опћина" in page


@pytest.mark.parametrize("slug", ["x", "ko-placa", "-"])
def test_a_wrong_slug_leads_to_the_right_one(client, question, slug):
    response = client.get(f"/sr/pitanja/{question.pk}-{slug}/?a=1")
    assert response.status_code == 301
    assert response["Location"] == f"/sr{question.get_absolute_url()}?a=1"


@pytest.mark.parametrize(
    "path", ["/pitanja/0-x/", "/pitanja/99999999999999999999-x/", "/pitanja/12345-x/", "/pitanja/1/"]
)
def test_no_such_question(client, db, path):
    assert client.get(path).status_code == 404


def test_an_answer_or_a_practice_is_no_question(client, answer, member):
    practice = factories.make_practice(member, status="published")
    for entry in (answer, practice):
        assert client.get(f"/pitanja/{entry.pk}-x/").status_code == 404


def test_only_reads(client, question):
    assert client.post(question.get_absolute_url()).status_code == 405


WHO = ("visitor", "neighbour", "newcomer", "coordinator", "moderator", "member")
READS = {  # beside the author
    "draft": set(), "pending": {"moderator"}, "returned": {"moderator"}, "hidden": {"moderator"},
    "published": {"visitor", "neighbour", "newcomer", "coordinator", "moderator"},
}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("status", READS)
def test_who_opens_it_in_which_state(reader_of, member, who, status):
    question = factories.make_question(member, status=status)
    response = page_of(reader_of(who), question)
    assert response.status_code == (200 if who == "member" or who in READS[status] else 404)
    if response.status_code == 404:
        assert question.title not in response.content.decode()


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("status", READS)
def test_who_reads_an_answer_in_which_state(reader_of, question, neighbour, who, status):
    factories.make_answer(neighbour, question, body="Samo ovo.", status=status)
    reads = who == "neighbour" or who in READS[status] or (status == "published" and who == "member")
    assert ("Samo ovo." in text_of(page_of(reader_of(who), question))) == reads


def test_the_author_reads_why_it_was_returned(client_of, member):
    question = factories.make_question(member, status="returned")
    assert "Dopišite šta je urađeno." in text_of(page_of(client_of(member), question))


# -- in which order ----------------------------------------------------------------------------------------------------


def bodies(client, question, query=""):
    response = client.get(question.get_absolute_url() + query)
    return [one.body for one in response.context["answers"]]


@pytest.fixture
def four(question, neighbour, newcomer, coordinator, expert, places):
    """Answers that differ in what was said of them."""
    make = factories.make_answer
    made = [
        make(neighbour, question, body="obični", where=places.fbih),
        make(newcomer, question, body="koristan", where=places.fbih),
        make(coordinator, question, body="potvrđen", where=places.fbih),
        make(newcomer, question, body="pomogao", where=places.fbih),
        make(neighbour, question, body="za drugo mjesto", where=places.rs),
    ]
    mark_useful(made[1], neighbour, True)
    mark_useful(made[4], newcomer, True)
    actions.confirm(made[2], expert, True)
    actions.accept(made[3], question.author, True)
    return made


def test_what_helped_first_then_what_is_confirmed_then_what_holds_here_then_the_most_useful(
    client_of, member, question, four
):
    expected = ["pomogao", "potvrđen", "koristan", "obični", "za drugo mjesto"]
    assert bodies(client_of(member), question) == expected


def test_by_time(client, question, four):
    assert bodies(client, question, "?red=vrijeme") == [one.body for one in four]


def test_what_helped_stays_first_for_one_reader_and_another(client, client_of, neighbour, question, four):
    assert bodies(client, question)[0] == bodies(client_of(neighbour), question)[0] == "pomogao"


# -- where it holds ----------------------------------------------------------------------------------------------------

WARNING = "Kod Vas možda ne važi"


def test_every_answer_says_where_it_holds(client, question, neighbour, places):
    for where in (None, places.rs, places.tesanj, places.tesanj.canton):
        factories.make_answer(neighbour, question, where=where)
    page = text_of(page_of(client, question))
    for words in ("cijela Bosna i Hercegovina", "Republika Srpska", "Općina Tešanj", "Zeničko-dobojski kanton"):
        assert f"Važi za područje{words}" in page, words
    assert WARNING not in page, "nobody knows where a visitor lives"


@pytest.mark.parametrize(
    ("where", "warned"),
    [
        (None, set()),
        ("fbih", {"neighbour"}),
        ("rs", {"member", "coordinator"}),
        ("zdk", {"neighbour"}),
        ("tesanj", {"neighbour"}),
        ("laktasi", {"member", "coordinator"}),
    ],
)
def test_whoever_lives_elsewhere_is_warned_and_nobody_else(reader_of, newcomer, question, places, where, warned):
    held = places.tesanj.canton if where == "zdk" else where and getattr(places, where)
    factories.make_answer(newcomer, question, where=held)
    for who in ("member", "neighbour", "coordinator", "newcomer"):
        assert (WARNING in text_of(page_of(reader_of(who), question))) == (who in warned), who


def test_where_somebody_lives_counts_too(client_of, newcomer, question, answer, places):
    newcomer.profile.municipality = places.laktasi
    newcomer.profile.save()
    assert WARNING in text_of(page_of(client_of(newcomer), question))
    newcomer.profile.municipality = places.tesanj
    newcomer.profile.save()
    assert WARNING not in text_of(page_of(client_of(newcomer), question))


def test_readers_jump_to_the_answer_for_their_place(client, question, answer, neighbour, places):
    assert "Gdje je Vaša mjesna zajednica?" not in text_of(page_of(client, question))
    factories.make_answer(neighbour, question, where=places.rs)
    page = page_of(client, question)
    assert "Gdje je Vaša mjesna zajednica?" in text_of(page)
    assert f'href="#answer-{answer.pk}"' in page.content.decode()


# -- what it rests on --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["izmijenjen", "prestao"])
@pytest.mark.parametrize("bulk", [True, False])
def test_a_changed_act_doubts_every_answer_that_rests_on_it(
    client, question, answer, act, expert, newcomer, state, bulk
):
    other = factories.make_answer(newcomer, question, body="Bez propisa.")
    actions.confirm(answer, expert, True)
    assert "Potvrdila stručna služba" in text_of(page_of(client, question))
    if bulk:
        LegalAct.objects.filter(pk=act.pk).update(state=state, note="Novi zakon od 1. 1.")
    else:
        act.state, act.note = state, "Novi zakon od 1. 1."
        act.save()
    page = text_of(page_of(client, question))
    for words in ("Propis se promijenio", "Zakon o mjesnim zajednicama: Novi zakon od 1. 1.", "Čeka provjeru"):
        assert words in page
    assert "Potvrdila stručna služba" not in page
    assert Answer.objects.get(pk=answer.pk).doubted_on is not None
    assert Answer.objects.get(pk=other.pk).doubted_on is None
    look.forget()
    assert "stručno potvrđeno" not in text_of(client.get("/pitanja/"))


@pytest.mark.parametrize("values", [{"title": "Drugi naslov"}, {"year": 2007}, {"kind": "statut"}])
def test_other_words_of_an_act_doubt_nothing(answer, act, values):
    LegalAct.objects.filter(pk=act.pk).update(**values)
    assert Answer.objects.get(pk=answer.pk).doubted_on is None


def test_what_was_checked_is_doubted_again_by_the_next_change(answer, act, neighbour):
    LegalAct.objects.filter(pk=act.pk).update(state="izmijenjen")
    actions.check(answer, neighbour)
    LegalAct.objects.filter(pk=act.pk).update(state="izmijenjen")
    assert Answer.objects.get(pk=answer.pk).doubted_on is None
    LegalAct.objects.filter(pk=act.pk).update(note="Još jednom")
    assert Answer.objects.get(pk=answer.pk).doubted_on is not None


# -- who may do what there ---------------------------------------------------------------------------------------------


def test_a_visitor_is_led_to_sign_in(client, question, answer):
    page = page_of(client, question).content.decode()
    assert page.count(f'href="/prijava/?next={question.get_absolute_url().replace("/", "%2F")}') >= 3
    assert "/pomogao/" not in page


@pytest.mark.parametrize(
    ("who", "buttons"),
    [
        ("member", {"korisno", "pomogao"}),
        ("neighbour", set()),
        ("newcomer", {"korisno"}),
        ("expert", {"korisno", "potvrda"}),
        ("moderator", {"korisno", "pomogao"}),
    ],
)
def test_buttons_are_for_whom_they_work(reader_of, question, answer, who, buttons):
    page = page_of(reader_of(who), question).content.decode()
    shown = {word for word in ("korisno", "pomogao", "potvrda", "provjera") if f"/odgovori/{answer.pk}/{word}/" in page}
    assert shown == buttons


def test_whoever_is_the_author_has_a_way_to_a_practice(client_of, neighbour, member, question, answer):
    link = f'href="/prakse/nova/?iz={answer.pk}"'
    assert link in page_of(client_of(neighbour), question).content.decode()
    assert link not in page_of(client_of(member), question).content.decode()


def test_what_is_withdrawn_is_gone_for_readers(client, client_of, member, neighbour, question, answer):
    withdraw(answer, neighbour)
    assert answer.body not in text_of(page_of(client, question))
    assert answer.body in text_of(page_of(client_of(neighbour), question))
    assert Question.objects.get(pk=question.pk).answer_count == 0


# -- comments ----------------------------------------------------------------------------------------------------------


def test_comments_stand_below_what_they_are_about(client, question, answer, neighbour, member):
    below_question = factories.make_comment(neighbour, question, body="O pitanju.")
    below_answer = factories.make_comment(member, answer, body="O odgovoru.")
    response = page_of(client, question)
    assert [one.pk for one in response.context["talk"]] == [below_question.pk]
    (shown,) = response.context["answers"]
    assert [one.pk for one in shown.comments] == [below_answer.pk]


def test_the_hundred_and_first_comment_is_a_link_away(client, question, neighbour, monkeypatch):
    from comments import threads  # noqa: PLC0415
    from ui.prepared import Prepared  # noqa: PLC0415

    monkeypatch.setattr("comments.threads.PER_PAGE", 2)
    short = Prepared(threads._for_visitors.build, threads._for_visitors.samples)
    monkeypatch.setattr("comments.threads._for_visitors", short)
    for number in range(3):
        factories.make_comment(neighbour, question, body=f"Komentar {number}.")
    response = page_of(client, question)
    assert "Komentar 2." not in text_of(response)
    assert 'href="?komentari=2"' in response.content.decode()


def test_below_an_empty_place_what_others_said_is_still_read(client, client_of, question, answer, member, newcomer):
    """Its author left; a visitor reads the comments below it as everyone else does."""
    from content.erasing import remove  # noqa: PLC0415

    factories.make_comment(member, answer, body="Hvala na odgovoru.")
    remove([answer.pk])
    for reader in (client, client_of(newcomer)):
        page = text_of(page_of(reader, question))
        assert "Odgovor je uklonjen." in page
        assert "Hvala na odgovoru." in page


# -- queries -----------------------------------------------------------------------------------------------------------

COSTS = {"visitor": 3, "newcomer": 5, "moderator": 10}


@pytest.mark.parametrize("who", COSTS)
def test_queries(reader_of, question, answer, neighbour, who):
    client = reader_of(who)
    factories.make_comment(neighbour, answer)
    factories.make_comment(neighbour, question)
    page_of(client, question)
    with CaptureQueriesContext(connection) as one:
        page_of(client, question)
    for _ in range(3):
        other = factories.make_answer(factories.make_user(), question)
        factories.make_comment(factories.make_user(), other)
    page_of(client, question)
    with CaptureQueriesContext(connection) as four:
        page_of(client, question)
    assert (len(one), len(four)) == (COSTS[who], COSTS[who]), [query["sql"][:150] for query in four]


def test_an_entry_that_is_hidden_is_gone_at_once(client, question, moderator):
    assert page_of(client, question).status_code == 200
    factories.decide(question, "hidden", moderator)
    Entry.objects.filter(pk=question.pk).update(status="hidden")
    assert page_of(client, question).status_code == 404
