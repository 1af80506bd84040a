"""Search in the directory, on the real register: people find their place however they type it."""

from __future__ import annotations

import time
from datetime import date

import pytest
from django.test import Client

from communities import country, matching
from communities.search import MAX_LENGTH, Search, alike, tidy
from register.models import Community
from tests.communities.real_register import RealRegister
from tests.factories import make_community
from tests.register_data import load_real_register
from text.sort import sort_key

HOSTILE = [
    "')--",
    "%_%",
    "\\",
    "& ! :* ( ) <->",
    '"',
    "-" * 1500,
    "[" * 500,
    "a " * 400,
    "🙂 Jelah",
    "ﷺ",
    "'; SELECT pg_sleep(5); --",
    '{"a",b}',
    "$1 %s NULL",
    "\u202e",
    "١٢٣",
    "\t\n",
]


class TestRealRegister(RealRegister):
    def test_finds_zepce_however_it_is_typed(self) -> None:
        for typed in (
            "zepce",
            "ЖЕПЧЕ",
            "Жепче",
            "žepče",
            "Žepče",
            "ŽEPČE",
            "žepce",
            "zepče",
            "  zepce ",
            "zep\u030cce",
        ):
            with self.subTest(typed):
                assert self.municipalities(typed) == ["Općina Žepče"]
                assert self.names(q=typed)[0] == "Žepče"

    def test_an_abbreviation_before_the_name_means_nothing_however_it_is_written(self) -> None:
        for typed in ("mz jelah", "m.z. Jelah", "M. Z. Jelah", "MZ. Jelah", "м.з. Јелах", "Jelah m.z.", "MZ.Jelah"):
            with self.subTest(typed):
                assert self.names(q=typed)[0] == "Jelah"
        assert Search("m.z.", country.current()).is_idle

    def test_finds_a_municipality_whose_name_is_written_as_one_word(self) -> None:
        for typed, name in (
            ("Banjaluka", "Grad Banja Luka"),
            ("бањалука", "Grad Banja Luka"),
            ("Istočnailidža", "Opština Istočna Ilidža"),
            ("banjaluka bronzani", ""),
        ):
            with self.subTest(typed):
                assert self.municipalities(typed) == [name] * bool(name)
        assert set(self.names(q="banjaluka")) <= set(self.names(q="banja luka"))
        assert self.names(q="banjaluka starčevica") == self.names(q="banja luka starčevica") != []

    def test_forgives_one_slip_in_a_long_word(self) -> None:
        for typed in ("zpece", "zepcce", "zebce", "zepc", "zepcea", "žpeče", "Жпече"):
            with self.subTest(typed):
                assert self.municipalities(typed) == ["Općina Žepče"]
                assert self.names(q=typed)[0] == "Žepče"

    def test_does_not_forgive_two_slips(self) -> None:
        for typed in ("zpecee", "sebce", "tsnj"):
            with self.subTest(typed):
                assert "Žepče" not in self.names(q=typed)
                assert self.municipalities(typed) == []

    def test_spellings_of_both_standards_are_one(self) -> None:
        for typed in ("bijeljina", "bjeljina", "beljina", "Бијељина", "bijelina"):
            with self.subTest(typed):
                assert "Grad Bijeljina" in self.municipalities(typed)

    def test_dj_and_d_with_stroke_are_one(self) -> None:
        expected = ["Zagrađe", "Zagrađe"]
        assert self.names(q="zagradje") == self.names(q="Заграђе") == self.names(q="ZAGRAĐE") == expected
        assert self.names(q="zagrade")[:2] == expected

    def test_whole_name_comes_first_then_names_that_begin_so(self) -> None:
        assert self.names(q="polje")[0] == "Polje"
        assert self.names(q="brod")[:4] == ["Brod na Drini", "Brodsko polje 1", "Martin Brod", "Šićki Brod"]

    def test_every_word_must_fit(self) -> None:
        assert self.names(q="jelah tesanj") == ["Jelah"]
        assert self.names(q="tešanj jelah") == ["Jelah"]
        assert self.names(q="jelah zepce") == []

    def test_words_of_the_interface_are_no_names(self) -> None:
        for typed in ("MZ Jelah", "mjesna zajednica jelah", "МЗ Јелах", "mesna zajednica Jelah"):
            with self.subTest(typed):
                assert self.names(q=typed)[0] == "Jelah"
        assert self.municipalities("općina Tešanj") == self.municipalities("opština tešanj") == ["Općina Tešanj"]
        assert self.municipalities("grad bihac") == ["Grad Bihać"]
        for typed in ("Brčko distrikt BiH", "Брчко дистрикт БиХ", "Brčko District of BiH", "Distrikt Brčko"):
            assert self.names(q=typed) == self.names(q="Brčko distrikt Bosne i Hercegovine") != []
        for typed, meant in (("Municipality of Tešanj", "Tešanj"), ("City of Bihać", "Bihać")):
            assert self.names(q=typed) == self.names(q=meant) != []
        assert self.names(q="Local community Jelah") == ["Jelah"]
        assert "Bihać" in self.municipalities("bih")[0]

    def test_nothing_but_such_words_is_no_search(self) -> None:
        assert len(self.names(q="mjesna zajednica")) == 20
        assert len(self.names(q="mz")) == 20

    def test_a_municipality_that_is_named_stands_above_the_list(self) -> None:
        response = self.client.get("/mjesne-zajednice/", {"q": "tesanj"})
        [(municipality, _place, count)] = response.context["named"]
        assert (str(municipality), count) == ("Općina Tešanj", 25)
        assert f'href="{municipality.get_absolute_url()}"' in response.content.decode()
        assert "Grad Sarajevo" in self.municipalities("Сарајево")

    def test_of_two_with_one_name_both_are_named(self) -> None:
        assert self.municipalities("trnovo") == ["Općina Trnovo (FBiH)", "Opština Trnovo (RS)"]

    def test_filters_narrow_a_search(self) -> None:
        everywhere = self.names(q="centar")
        assert len(everywhere) > 2
        assert self.names(q="centar", jls="zenica") == [
            one.name
            for one in Community.objects.filter(municipality__slug="zenica", name__icontains="centar").in_order()
        ]

    def test_hostile_words_are_harmless(self) -> None:
        for typed in HOSTILE:
            with self.subTest(typed[:20]):
                started = time.perf_counter()
                response = self.client.get("/mjesne-zajednice/", {"q": typed})
                assert response.status_code == 200
                assert time.perf_counter() - started < 1.5
                csv = self.client.get("/mjesne-zajednice/", {"q": typed, "format": "csv"})
                assert b"".join(csv.streaming_content).startswith(b"\xef\xbb\xbf")


@pytest.mark.django_db
def test_a_municipality_that_is_named_lies_where_the_reader_looks(places, visitor: Client) -> None:
    def named(**asked: str) -> list[str]:
        country.forget()
        return [str(one) for one, _place, _count in visitor.get("/mjesne-zajednice/", asked).context["named"]]

    assert named(q="tesanj") == ["Općina Tešanj"]
    assert named(q="tesanj", entitet="fbih") == ["Općina Tešanj"]
    assert named(q="tesanj", entitet="rs") == []


@pytest.mark.django_db
def test_a_choice_without_rows_is_a_choice(places, visitor: Client) -> None:
    """A letter nothing begins with, a kind that no place has: an empty list, and not all of them."""
    for asked in ({"slovo": "Nj"}, {"vrsta": "gradska"}):
        response = visitor.get("/en/mjesne-zajednice/", asked)
        assert response.context["count"] == 0
        assert response.context["asked"].active
    page = visitor.get("/en/mjesne-zajednice/").content.decode()
    assert "Kind of settlement" not in page, "of no place it is known"
    assert "slovo=Nj" not in page


@pytest.mark.django_db
def test_finds_by_settlement_and_former_name_and_says_so(places, visitor: Client) -> None:
    make_community("Prvi maj", places.tesanj, settlements="Ljetinić, Mrkotić", former_names="Donji Kraj")
    page = visitor.get("/en/mjesne-zajednice/?q=mrkotic").content.decode()
    assert "Prvi maj" in page
    assert "Mrkotić" in page
    assert "Ljetinić" not in page
    assert "Donji Kraj" in visitor.get("/en/mjesne-zajednice/?q=donji+kraj").content.decode()
    assert "Donji Kraj" not in visitor.get("/en/mjesne-zajednice/?q=prvi").content.decode()


@pytest.mark.django_db
def test_order_is_exact_whole_beginning_word_place_slip(places) -> None:
    bela, bijela = make_community("Bela", places.tesanj), make_community("Bijela", places.tesanj)
    beginning = make_community("Bijela Gora", places.tesanj)
    word = make_community("Donja Bijela", places.tesanj)
    slip = make_community("Bijeka", places.tesanj)
    search = Search("Bijela", country.current())
    rows = list(search.fitting(Community.objects.all()))
    assert rows == [bijela, bela, beginning, word]
    assert search.slipped(Community.objects.all(), rows) == [slip]


@pytest.mark.django_db
def test_a_word_that_names_one_municipality_ranks_only_names_that_have_it(places) -> None:
    for number in range(22):
        make_community(f"Brdo {number}", places.tesanj)
    closed = make_community("Tešanj Stari", places.tesanj)
    Community.objects.filter(pk=closed.pk).update(closed_on=date(2020, 1, 1), closing_source="Službeni glasnik")
    make_community("Tešanj", places.tesanj), make_community("Gornji Tešanj", places.laktasi)
    search = Search("tešanj", country.current())
    rows, count = search.fitting_in_whole()
    everywhere = search.fitting(matching.WHOLE)
    assert [one.name for one in rows[0:20]][:3] == ["Tešanj", "Gornji Tešanj", "Brdo 0"]
    assert [*rows[0:20], *rows[20:40]] == list(everywhere) == list(rows.iterator(10))
    assert count == everywhere.count() > 20


@pytest.mark.django_db
def test_a_common_word_lists_each_row_once_and_names_that_begin_so_first(places, visitor, monkeypatch) -> None:
    monkeypatch.setattr("communities.asked.COUNTED", 25)
    counted = matching.fitting_in_whole
    monkeypatch.setattr("communities.matching.fitting_in_whole", lambda terms: (counted(terms)[0], 26))
    for number in range(30):
        make_community(f"Bukve {number}", places.tesanj)
        make_community(f"Gornje Bukve {number}", places.tesanj)
    make_community("Bukve", places.laktasi)
    pages = [visitor.get("/mjesne-zajednice/", {"q": "bukve", "page": number}).context["rows"] for number in (1, 2)]
    names = [row["label"] for page in pages for row in page]
    assert names == ["Bukve", *(f"Bukve {number}" for number in range(25))]
    csv = visitor.get("/mjesne-zajednice/", {"q": "bukve", "format": "csv"}).getvalue().decode().splitlines()[1:]
    exported = [line.split(",")[0] for line in csv]
    assert len(set(exported)) == len(exported) == 61
    assert exported[:31] == ["Bukve", *(f"Bukve {number}" for number in range(30))]
    chain = Search("bukve", country.current()).by_beginning(Community.objects.all())
    assert [one.name for one in chain[29:33]] == ["Bukve 28", "Bukve 29", "Gornje Bukve 0", "Gornje Bukve 1"]
    assert [one.name for one in chain[40:42]] == ["Gornje Bukve 9", "Gornje Bukve 10"]


@pytest.mark.django_db
def test_what_fits_is_not_listed_again_as_a_slip(places) -> None:
    search = Search("jelah", country.current())
    rows = list(search.fitting(Community.objects.all()))
    assert rows == [places.jelah]
    assert search.slipped(Community.objects.all(), rows) == []


@pytest.mark.django_db
def test_with_a_slip_own_names_come_before_those_of_the_municipality_and_each_row_once(places) -> None:
    """Tešanj has Jelah and Kaloševići; typed is "tesajn"."""
    both = make_community("Tešanj grad", places.tesanj)
    elsewhere = make_community("Tešanjska", places.laktasi)
    for rows in (Community.objects.all(), matching.WHOLE):
        found = Search("tesajn", country.current()).slipped(rows, [])
        assert found[0] == both
        assert set(found[1:]) == {places.jelah, places.kalosevic}
        assert len(found) == 3
        assert elsewhere not in found, "two slips from its first six letters"


@pytest.mark.django_db
def test_with_a_slip_the_shortest_names_come_first(places) -> None:
    """Who types "zpece" means Žepče rather than one of the villages around it, though these come before it by the alphabet."""
    for number in range(2 * matching.CANDIDATES):
        make_community(f"Gornje Žepče {number}", places.tesanj)
    meant = make_community("Žepče", places.laktasi)
    for rows in (Community.objects.all(), matching.WHOLE):
        found = Search("zpece", country.current()).slipped(rows, [])
        assert found[0] == meant
        assert len(found) == matching.CANDIDATES


@pytest.mark.django_db
def test_sql_and_python_blur_names_alike(places) -> None:
    for number, name in enumerate(["Đurđevik", "Džemilić Planje", "Ljubija", "Njivice", "Mliječanica", "Čađavica 12"]):
        make_community(name, places.tesanj, slug=f"primjer-{number}")
    for community in Community.objects.all():
        first = Search(community.name, country.current()).fitting(Community.objects.all())[0]
        assert first == community
        assert alike(community.sort_key) == alike(sort_key(community.name))


def test_a_query_is_cut_and_kept_on_one_line() -> None:
    assert tidy("a\r\n\x00  b ") == "a b"
    assert len(tidy("x" * 5000)) == MAX_LENGTH


@pytest.mark.django_db
def test_prepared_statements_find_what_querysets_find(subtests) -> None:
    load_real_register()
    for typed in ("jelah", "donji", "MZ jelah", "gornja lipnica", "klasnice", "tesanj jelah", "xxxxxxxx"):
        with subtests.test(typed):
            search = Search(typed, country.current())
            (ranked, count), rows = search.fitting_in_whole(), search.fitting(Community.objects.all())
            assert count == len(rows)
            assert ranked[0:20] == list(rows[0:20])
            assert ranked[20:40] == list(rows[20:40])
            assert list(ranked.iterator(100)) == list(rows)
            assert search.slipped(matching.WHOLE, rows[:5]) == search.slipped(Community.objects.all(), rows[:5])
