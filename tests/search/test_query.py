"""What a query asks for: words, phrases, what must not occur, what means the same, slips; whatever is typed is no error."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from search import words
from search.models import Document, Synonyms
from search.query import parsed
from search.stems import base_of, twins_of
from search.vocabulary import counted, recount
from tests import factories


@pytest.fixture
def make(member, places):
    def question(title, body="", **fields):
        made = factories.make_question(member, title=title, body=body, places=[places.kalosevic], **fields)
        return ("question", made.pk)

    return question


def test_every_word(found, make):
    both, one = make("Dom i voda"), make("Dom i struja")
    assert found("dom voda")[0] == both
    assert set(found("dom")) == {both, one}


def test_the_title_counts_more_than_the_text(found, make):
    in_text = make("Pitanje o nečemu", "Kako do fontane?")
    in_title = make("Fontana u parku")
    assert found("fontana") == [in_title, in_text]


def test_a_phrase(found, make):
    phrase, apart = make("Nova javna česma"), make("Javna i nova česma")
    assert found('"javna česma"') == [phrase]
    assert set(found("javna česma")) == {phrase, apart}


def test_what_must_not_occur(found, make):
    with_it, without = make("Put i most"), make("Put kroz šumu")
    assert set(found("put")) == {with_it, without}
    assert found("put -most") == [without]
    assert found('"put" -most') == [without]


def test_a_dash_inside_of_a_word_is_no_minus(found, make):
    one = make("Socijalno-humanitarna akcija")
    assert found("socijalno-humanitarna") == [one]


def test_what_means_the_same(found, make):
    council, secretary = make("Vijeće bira"), make("Sekretar piše")
    assert found("savjet") == [council]
    assert found("tajnik") == [secretary]


def test_editors_add_what_means_the_same(found, make):
    one = make("Zadružni dom")
    assert not found("čitaonica")
    Synonyms.objects.create(words="čitaonica, zadružni dom")
    words.forget()
    assert found("čitaonica") == [one]
    assert found("Читаоница") == [one]


def test_mz_is_not_required_beside_a_name(found, places):
    assert found("MZ Jelah")[0] == ("community", places.jelah.pk)
    assert found("mjesna zajednica Jelah")[0] == ("community", places.jelah.pk)


def test_a_whole_sentence(found, make):
    right = make("Ko plaća struju za društveni dom?")
    make("Kako urediti dom?")
    assert found("Da li mi znate reći ko bi trebao da plati struju u našem domu?")[0] == right


def test_one_of_the_words_where_there_is_nothing_else(found, make):
    one = make("Trafostanica")
    assert found("podmornica trafostanica zrakoplov") == [one]


def test_a_slip(found, make):
    one = make("Kanalizacija u naselju")
    recount()
    words.forget()
    for typed in ("kanalizacjia", "kanalizacija", "kanalizcija", "канализацја", "kanallizacija"):
        assert found(typed) == [one], typed


def test_a_slip_in_a_short_word_and_in_letters_that_a_stem_has_not(found, make):
    one = make("Krupa na Uni")
    recount()
    words.forget()
    assert found("Kurpa") == [one]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Društveni centar", "društvenog centra"), ("Sastanak", "sastanci"), ("Naš projekat", "projekti"),
        ("Novac", "novca"), ("Udruženja i društva", "društava"), ("Savjet u Tešnju", "Tešanj"), ("Prijedlog", "prijedlozi"),
        ("Zaključak", "zaključci"), ("Iseljenik", "iseljenici"), ("Starac", "starca"), ("Problem", "problemi"),
        ("Dijalog", "dijaloga"),
    ],
)  # fmt: skip
def test_a_word_whose_last_letters_change(found, make, one, other):
    """An a comes and goes, k becomes c: where the stemmer sees two words, the search sees one."""
    made = make(one)
    assert made in found(other)
    assert made in found(one.split()[-1])


@pytest.mark.parametrize(
    "stem",
    ["most", "park", "vrt", "gradsk", "put", "2026", "a", "", "m2", "radn", "centr", "novac", "predl", "nal", "proble"],
)
def test_forms_of_a_word_know_each_other(stem):
    for twin in twins_of(stem):
        assert stem in twins_of(twin)
        assert base_of(twin) == base_of(stem)


def test_a_door_is_no_garden(found, make):
    door, garden = make("Vrata doma"), make("Vrt doma")
    assert (found("vrata"), found("vrt")) == ([door], [garden])


def test_a_place_is_sought_by_its_name(found, make, places):
    """What only means the same as its name, or has one word of two, comes after the texts that are about it."""
    Synonyms.objects.create(words="karanfil, Jelah")
    words.forget()
    text = make("Zasađen karanfil")
    assert found("karanfil")[0] == text
    assert ("community", places.jelah.pk) in found("karanfil")
    assert found("Jelah")[0] == ("community", places.jelah.pk)


def test_a_word_of_today_is_found_before_it_is_counted(found, make):
    recount()
    one = make("Elektromobilnost")
    assert found("elektromobilnost") == [one]


def test_of_words_that_one_meets_everywhere_the_newest_are_ranked(found, make, monkeypatch):
    monkeypatch.setattr("search.finding.ENOUGH", 1)
    monkeypatch.setattr("search.ranking.CANDIDATES", 2)
    made = [make(f"Rasvjeta broj {number}") for number in range(4)]
    for days, (_kind, number) in enumerate(made):
        Document.objects.filter(kind="question", source=number).update(dated=timezone.now() - timedelta(days=9 - days))
    assert set(found("rasvjeta")) <= set(made)
    recount()
    words.forget()
    assert set(found("rasvjeta")) == set(made[2:])
    assert set(found("rasvjeta", kind="question")) == set(made[2:])


def test_what_means_the_same_is_asked_for_where_it_occurs(found, make):
    """What occurs nowhere costs time. What was first written today is found all the same, where not much else is."""
    first = make("Vijeće bira")
    recount()
    words.forget()
    group = counted(parsed("savjet", words.current())).groups[0]
    assert "skupstin" in str(group.same)
    assert group.occurring == ((("vec",),),)
    today = make("Skupština bira")
    assert set(found("savjet")) == {first, today}


def test_words_that_say_nothing_are_no_query(found):
    assert not parsed("šta je to i kako", words.current())
    assert not parsed("", words.current())
    assert not parsed("-rasvjeta", words.current()).required


@pytest.mark.parametrize(
    "typed",
    [
        "-" * 200, "\x00", "a\x00b", "i u na", "& | ! :* <->", "'", "''';--", '"', '"""', '"a', "💡", "💡💡 dom", "%_\\", "\\",
        "a" * 200, "(((", ":*", "!!!", "<b>", "dom:A", "dom & !put", "-", "- -", "--dom", '-"dom kulture"', '""', "'dom'",
        "дом\u200b", "\u202edom", "①②③", "ﬁ", "İ", "ß", " ", "1 2 3", "12/2022", "a.b.c", "x@y.ba", "t.dom", "k.question",
        " ".join(str(n) for n in range(60)), "je li " * 30, "dom " * 40,
    ],
    ids=repr,
)  # fmt: skip
def test_whatever_is_typed_is_no_error(client, found, practice, typed):
    for query in (typed, f"{typed} rasvjeta", f"rasvjeta {typed}", f'"{typed}"', f"-{typed} rasvjeta"):
        if parsed(query, words.current()):
            found(query)
        response = client.get("/pretraga/", {"q": query.replace("\x00", "")})
        assert response.status_code == 200, query


def test_marks_cannot_be_asked_for(found, practice):
    assert not found("k.practice")
    assert not found('"t.rasvet"')


def test_a_query_costs_few_queries(found, practice, django_assert_max_num_queries):
    found("rasvjeta")  # stems and words are remembered
    with django_assert_max_num_queries(5):
        found("rasvjeta")


def test_sql_gets_no_value_in_its_text(found, practice):
    """A query is a value of the statement, whatever stands in it."""
    with connection.execute_wrapper(_without_words):
        found("rasvjeta'); DROP TABLE search_document; --")


def _without_words(execute, sql, params, many, context):
    assert "DROP" not in sql.upper()
    return execute(sql, params, many, context)
