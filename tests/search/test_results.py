"""The page of results: what it shows and counts, filters, marks and offers; what is counted when nothing is found."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from content.models import Theme
from search import misses, words
from search.models import Miss, Synonyms
from search.vocabulary import recount
from tests import factories
from tests.markup import text_of, valid

URL = "/pretraga/"


def page_of(client, **asked):
    response = client.get(URL, asked)
    assert response.status_code == 200
    valid(response)
    return response


@pytest.fixture
def both(practice, question, places):
    return practice, question


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
@pytest.mark.parametrize("typed", ["", "rasvjeta", "nemaovoga", "i u na"])
def test_works_in_each_language(client, both, prefix, typed):
    response = client.get(f"{prefix}{URL}", {"q": typed})
    assert response.status_code == 200
    valid(response)


def test_without_a_query(client):
    page = text_of(page_of(client))
    assert "Na primjer" in page
    assert "rezultat" not in page.partition("Na platformi")[0]


def test_what_was_found_by_kinds(client, both, member, places):
    factories.make_question(member, title="Rasvjeta na raskrsnici", places=[places.jelah])
    html = page_of(client, q="rasvjeta").content.decode()
    assert "2 rezultata za „rasvjeta“" in html
    for text in ("Sve", "Prakse", "Pitanja"):
        assert re.search(rf'<a href="[^"]*"[^>]*><span>{text} <span class="num">\d</span>', html), text
    assert page_of(client, q="rasvjeta", vrsta="practice").content.decode().count("<h3>") == 1


def test_filters(client, both, places, theme):
    other = Theme.objects.exclude(pk=theme.pk).first()
    assert "Rasvjeta na stazi" in text_of(page_of(client, q="staza", jls=places.tesanj.slug, tema=theme.slug))
    assert "Ništa nije pronađeno" in text_of(page_of(client, q="staza", jls=places.laktasi.slug))
    assert "Ništa nije pronađeno" in text_of(page_of(client, q="staza", tema=other.slug))


@pytest.mark.parametrize("asked", ["vrsta=nema", "jls=mars", "tema=x'--", "page=0", "page=2", "page=abc", "page=-1"])
def test_a_choice_that_there_is_not(client, practice, asked):
    assert client.get(f"{URL}?q=rasvjeta&{asked}").status_code == 404


def test_what_was_sought_is_marked_as_it_is_written(client, both):
    html = page_of(client, q="расвета школама").content.decode()
    assert "<mark>Rasvjeta</mark> na stazi do <mark>škole</mark>" in html


def test_several_words_that_mean_the_same_are_marked_together(client, member, places):
    Synonyms.objects.create(words="rotonda, kružni tok")
    words.forget()
    factories.make_question(member, title="Kružni tok", body="Kružni put nije kružni tok.", places=[places.jelah])
    html = page_of(client, q="rotonda").content.decode()
    assert "Kružni put nije <mark>kružni</mark> <mark>tok</mark>." in html


def test_small_words_are_not_marked(client, member, places):
    """The stem of "cesta" is that of "često" too."""
    factories.make_question(member, title="Cesta", body="Cesta se često odnosi.", places=[places.jelah])
    html = page_of(client, q="cesta").content.decode()
    assert "<mark>Cesta</mark> se često odnosi" in html


def test_marks_hold_no_markup(client, member, places):
    factories.make_question(member, title='<b>Rasvjeta</b> "i" <script>', places=[places.jelah])
    html = page_of(client, q="rasvjeta").content.decode()
    assert "&lt;b&gt;<mark>Rasvjeta</mark>&lt;/b&gt;" in html
    assert "<script>" not in html.partition("<main")[2].replace('<script type="module"', "")


def test_the_echo_is_text(client):
    html = page_of(client, q='"><script>1</script>').content.decode()
    assert "<script>1" not in html


def test_an_answer_that_has_the_words_is_shown_and_led_to(client, neighbour, question):
    answer = factories.make_answer(neighbour, question, body="Brojilo glasi na općinu, a savjet plaća trećinu.")
    html = page_of(client, q="brojilo trećinu").content.decode()
    assert f"#answer-{answer.pk}" in html
    assert "<mark>Brojilo</mark> glasi" in html


def test_did_you_mean(client, practice):
    recount()
    words.forget()
    html = page_of(client, q="Rasvejta škola").content.decode()
    assert 'Jeste li mislili: <a href="?q=Rasvjeta+%C5%A1kola"><b>Rasvjeta škola</b></a>?' in html
    assert "stazi do" in html
    assert "Jeste li mislili" not in page_of(client, q="rasvjeta").content.decode()


def test_words_that_no_text_has_together(client, practice, question):
    page = text_of(page_of(client, q="rasvjeta podmornica"))
    assert "Nijedan tekst nema sve ove riječi" in page
    assert "Rasvjeta na stazi" in page


def test_three_ways_on(client):
    html = page_of(client, q="nemaovoga").content.decode()
    assert 'href="/pitanja/novo/?naslov=nemaovoga"' in html
    assert 'href="/prakse/"' in html
    assert 'href="/mjesne-zajednice/karta/"' in html
    for address in ("/pitanja/novo/?naslov=nemaovoga", "/prakse/", "/mjesne-zajednice/karta/"):
        assert client.get(address, follow=True).status_code == 200


def test_more_than_a_page(client, member, places):
    for number in range(25):
        factories.make_question(member, title=f"Rasvjeta broj {number}", places=[places.jelah])
    first, second = (page_of(client, q="rasvjeta", page=number).content.decode() for number in (1, 2))
    assert (first.count("<h3>"), second.count("<h3>")) == (20, 5)
    titles = re.findall(r"broj (\d+)", first + second)
    assert len(set(titles)) == 25


def test_counts_stop(client, found, member, monkeypatch, places):
    for module in ("finding", "ranking"):
        monkeypatch.setattr(f"search.{module}.CANDIDATES", 4)
    monkeypatch.setattr("search.asked.COUNTED", 3)
    for number in range(6):
        factories.make_question(member, title=f"Rasvjeta broj {number}", places=[places.jelah])
    factories.make_practice(member, title="Rasvjeta", places=[places.jelah], status="published")
    html = page_of(client, q="rasvjeta").content.decode()
    assert "Više od 3 rezultata" in html
    assert 'Pitanja <span class="num">3+</span>' in html
    assert 'Prakse <span class="num">1</span>' in html
    assert found("rasvjeta", kind="practice") == [("practice", factories.Practice.objects.get(title="Rasvjeta").pk)]


def test_of_several_words_fewer_are_ranked_and_all_are_counted(client, member, monkeypatch, places):
    monkeypatch.setattr("search.ranking.FEWER", 4)
    for number in range(6):
        factories.make_question(member, title=f"Rasvjeta ulice, broj {number}", places=[places.jelah])
    response = page_of(client, q="rasvjeta ulice")
    assert "6 rezultata" in response.content.decode()
    assert len(response.context["rows"]) >= 3
    assert response.context["page"].paginator.count == 3
    assert "6 rezultata" in page_of(client, q='"rasvjeta ulice"').content.decode()


def test_the_page_costs_few_queries(client, both, django_assert_max_num_queries):
    page_of(client, q="rasvjeta struja")
    with django_assert_max_num_queries(8):
        client.get(URL, {"q": "rasvjeta"})


def test_a_visitor_gets_no_cookie(client, practice):
    assert not client.get(URL, {"q": "rasvjeta"}).cookies


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_refuses_other_methods(client, method):
    assert getattr(client, method)(URL).status_code == 405


# -- what is sought in vain --------------------------------------------------------------------------------------------


def test_what_is_sought_in_vain_is_counted_without_a_person(client, client_of, member):
    for browser in (client, client_of(member)):
        browser.get(URL, {"q": "Podmornica"})
    assert list(Miss.objects.values_list("words", "times")) == [("podmornica", 2)]
    assert {field.name for field in Miss._meta.fields} == {"id", "words", "day", "times"}


@pytest.mark.parametrize(
    "typed", ["", "rasvjeta", "i u na", "ana@primjer.ba", "061 123 456", "0611234", "a" * 81, "www.nesto.ba nema"]
)
def test_what_was_found_or_looks_private_is_not_counted(client, practice, typed):
    client.get(URL, {"q": typed})
    assert not Miss.objects.exists()


def test_with_filters_nothing_is_counted(client, practice):
    client.get(URL, {"q": "podmornica", "vrsta": "practice"})
    assert not Miss.objects.exists()


def test_nobody_fills_the_table(client, monkeypatch):
    monkeypatch.setattr(misses, "MOST", 2)
    for typed in ("jedanput", "dvaput", "triput", "jedanput"):
        misses.count(typed)
    assert dict(Miss.objects.values_list("words", "times")) == {"jedanput": 1, "dvaput": 1}


def test_after_a_year_it_goes():
    Miss.objects.create(words="davno", day=timezone.localdate() - timedelta(days=366))
    Miss.objects.create(words="nedavno", day=timezone.localdate() - timedelta(days=364))
    misses.tidy()
    assert [one.words for one in Miss.objects.all()] == ["nedavno"]


@pytest.mark.parametrize(
    ("who", "status"), [("member", 403), ("coordinator", 403), ("newcomer", 403), ("editor", 200), ("moderator", 200)]
)
def test_who_sees_what_was_sought_in_vain(request, client, client_of, who, status):
    for day, times in ((timezone.localdate(), 2), (timezone.localdate() - timedelta(days=3), 5)):
        Miss.objects.create(words="podmornica", day=day, times=times)
    response = client_of(request.getfixturevalue(who)).get("/pretraga/bez-rezultata/")
    assert response.status_code == status
    if status == 200:
        valid(response)
        assert "podmornica 7 puta" in text_of(response)


def test_visitors_sign_in_to_see_it(client):
    assert client.get("/pretraga/bez-rezultata/").url.startswith("/prijava/")


def test_editors_see_that_everything_was_found(client_of, editor):
    assert "Sve što je traženo je pronađeno" in text_of(client_of(editor).get("/pretraga/bez-rezultata/"))


@pytest.fixture
def editor(places):
    user = factories.make_user("urednik@example.ba")
    factories.make_mandate(user, "editor", places.savez)
    return user


def test_staff_reads_it_day_by_day(staff_client_of, admin, moderator, client_of, member):
    Miss.objects.create(words="podmornica", day=date(2026, 11, 1), times=3)
    for person in (admin, moderator):
        assert "podmornica" in staff_client_of(person).get("/upravljanje/search/miss/").content.decode()
    assert client_of(member).get("/upravljanje/search/miss/").status_code in {302, 403, 404}
