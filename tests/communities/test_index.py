"""The directory: list, filters, pages."""

from __future__ import annotations

import re

import brotli
import pytest

from communities import country
from communities.filters import ALPHABET
from register.models import Community
from tests.communities.real_register import RealRegister
from tests.factories import make_community, make_municipality
from tests.markup import text_of, valid
from text.sort import sort_key
from ui.paging import KnownPaginator

URL = "/mjesne-zajednice/"
EN = "/en" + URL
BUDGET = 14_000  # bytes of a page as brotli sends it
QUERIES = ("", "?q=zepce", "?jls=tesanj&sort=opcina", "?spisak=nema", "?q=xxxxxxxx", "?slovo=Dž&sort=izmjena")
BAD_PAGES = ["0", "-1", "1e9", "99999999999999999999", "٣", "x", '"><x>', "1.0", " 1", "501"]
STRANGE = [
    "author__email__startswith=a",
    "password__regex=.*",
    "ordering=-name",
    "_connector=OR 1=1",
    "sort=-pk",
    "sort=name;drop",
    "format=xml",
    "q=&entitet=&kanton=&jls=&vrsta=&spisak=&sort=",
]


NO_CHOICE = [
    "entitet=mars",
    "kanton=%27",
    "jls=')--",
    "jls=mars",
    "vrsta=x",
    "spisak=x",
    "slovo=%C4%8C%C4%8C",
    "slovo=W",
]


class TestRealRegister(RealRegister):
    def test_is_small_valid_and_in_each_language(self) -> None:
        for prefix in ("", "/hr", "/sr-latn", "/sr", "/en"):
            for query in QUERIES if prefix in {"", "/sr"} else QUERIES[:1]:
                with self.subTest(prefix + query):
                    response = self.client.get(f"{prefix}{URL}{query}")
                    assert response.status_code == 200
                    assert len(brotli.compress(response.content, quality=5)) <= BUDGET
                    valid(response)

    def test_serbian_page_is_in_cyrillic(self) -> None:
        text = self.page("?q=zepce", "/sr")
        assert "Жепче" in text
        assert "Žepče" not in text

    def test_every_page_is_in_the_order_of_the_alphabet(self) -> None:
        names = [name for number in (1, 20, 40, 79) for name in self.names(page=str(number))]
        assert len(names) > 60
        assert names == sorted(names, key=sort_key)

    def test_letters_lead_to_their_names_and_cover_all(self) -> None:
        options = self.client.get(URL).context["asked"].options["slovo"]
        assert sum(option.count for option in options.values()) == Community.objects.count() == 1577
        for letter in ("C", "Č", "Ć", "D", "Dž", "Đ", "L", "Lj", "Š", "Ž"):
            with self.subTest(letter):
                response = self.client.get(URL, {"slovo": letter})
                names = [one["label"] for one in response.context["rows"]]
                assert names
                assert all(name.startswith(letter) for name in names)
                assert response.context["count"] == options[letter].count

    def test_choices_say_how_many(self) -> None:
        html = self.client.get(URL).content.decode()
        assert '<option value="tesanj">Tešanj (25)</option>' in html
        assert '<option value="nema">' in html
        for name, value in (("jls", "tesanj"), ("kanton", "zdk"), ("entitet", "rs"), ("entitet", "fbih")):
            with self.subTest(value):
                response = self.client.get(URL, {name: value})
                option = response.context["asked"].options[name][value]
                exact = Community.objects.filter(municipality__in=option.municipalities).count()
                assert response.context["count"] == response.context["page"].paginator.count == option.count == exact

    def test_filters_combine(self) -> None:
        both = {"kanton": "zdk", "slovo": "J"}
        expected = Community.objects.filter(municipality__canton__code="zdk", name__startswith="J").in_order()
        assert self.names(**both) == [one.name for one in expected][:20]
        assert self.names(kanton="zdk", entitet="rs") == []

    def test_municipalities_without_a_list_say_why(self) -> None:
        text = self.page("?spisak=nema", "/en")
        assert f"{34} municipalities without a list" in text
        rows = [
            row
            for number in (1, 2)
            for row in self.client.get(EN, {"spisak": "nema", "page": number}).context["missing"]
        ]
        reasons = {municipality.slug: reason for municipality, reason in rows}
        assert len(reasons) == 34
        assert reasons["stolac"] == "It has no local communities."
        assert "We have not found a list yet." in reasons.values()
        assert not [one for one, _ in rows if one.communities.exists()]
        assert [str(one) for one, _ in self.client.get(EN, {"spisak": "nema", "q": "livno"}).context["missing"]]

    def test_addresses_of_strangers_change_nothing(self) -> None:
        whole = self.names()
        for query in STRANGE:
            with self.subTest(query):
                response = self.client.get(f"{URL}?{query}")
                assert response.status_code == 200
                assert [one["label"] for one in response.context["rows"]] == whole
                assert response.context["asked"].active == {}

    def test_a_choice_that_there_is_not_has_no_page(self) -> None:
        for query in NO_CHOICE:
            for more in ("", "&q=tesanj", "&format=csv", "&sort=opcina"):
                with self.subTest(query + more):
                    assert self.client.get(f"{URL}?{query}{more}").status_code == 404

    def test_no_such_page_is_404(self) -> None:
        for number in [*BAD_PAGES, "80"]:
            with self.subTest(number):
                assert self.client.get(URL, {"page": number}).status_code == 404
        assert self.client.get(URL, {"page": "79"}).status_code == 200

    def test_query_counts(self) -> None:
        with self.assertNumQueries(3):  # the look at the country: two; rows
            self.client.get(URL)
        for expected, asked in (
            (1, {}),
            (1, {"jls": "teocak"}),  # one row
            (1, {"jls": "orasje"}),  # five rows
            (1, {"page": 79}),
            (2, {"kanton": "zdk", "slovo": "J"}),  # count, rows
            (3, {"q": "jelah"}),  # count, rows, slips
            (2, {"q": "tesanj"}),  # more than a page: count, rows
            (1, {"spisak": "nema"}),  # stated totals
        ):
            with self.subTest(asked), self.assertNumQueries(expected):
                self.client.get(URL, asked)


@pytest.mark.django_db
class TestSmall:
    def test_query_count_is_the_same_with_one_row_and_three(self, places, visitor, django_assert_num_queries) -> None:
        visitor.get(URL)
        with django_assert_num_queries(1):
            assert len(visitor.get(URL, {"jls": "laktasi"}).context["rows"]) == 1
        make_community("Jablanica", places.tesanj)
        country.forget()
        visitor.get(URL)
        with django_assert_num_queries(1):
            assert len(visitor.get(URL, {"jls": "tesanj"}).context["rows"]) == 3

    def test_title_and_heading_say_what_is_listed(self, places, visitor) -> None:
        html = visitor.get(EN, {"jls": "tesanj"}).content.decode()
        assert "<title>2 local communities – " in html
        assert re.search(r"<h2[^>]*>2 local communities", html)
        assert '<meta name="robots" content="noindex, follow">' in html
        assert "noindex" not in visitor.get(EN).content.decode()

    def test_title_has_the_number_of_the_page(self, places, visitor) -> None:
        for number in range(30):
            make_community(f"Selo {number}", places.tesanj)
        assert "(page 2 of 2)" in visitor.get(EN, {"page": "2"}).content.decode()

    def test_chips_take_away_one_filter_each(self, places, visitor) -> None:
        response = visitor.get(EN, {"jls": "tesanj", "slovo": "J", "q": "jelah", "sort": "naziv"})
        chips = dict(response.context["asked"].chips)
        assert chips["Tešanj"] == "?q=jelah&slovo=J&sort=naziv"
        assert chips["jelah"] == "?jls=tesanj&slovo=J&sort=naziv"
        html = response.content.decode()
        assert 'href="?q=jelah&amp;jls=tesanj&amp;sort=naziv"' in html
        assert f'<a class="clear" href="{EN}">' in html

    def test_empty_list_shows_three_ways_on(self, places, visitor) -> None:
        response = visitor.get(EN, {"q": "nigdje", "jls": "tesanj"})
        main = response.content.decode().split('class="empty"')[1].split("</section>")[0]
        assert "We found nothing for “nigdje”" in text_of(response)
        assert main.count("<li>") == 4
        assert f'href="{EN}?q=nigdje"' in main
        assert f'href="{EN}karta/"' in main

    def test_words_are_escaped_and_kept_in_the_field(self, places, visitor) -> None:
        html = visitor.get(EN, {"q": '"><script>1</script>'}).content.decode()
        assert "<script>1" not in html
        assert 'value="&quot;&gt;&lt;script&gt;1&lt;/script&gt;"' in html

    def test_unconfirmed_is_said(self, places, visitor) -> None:
        make_community("Sumnjiva", places.tesanj, evidence=Community.Evidence.WEAK)
        assert text_of(visitor.get(EN)).count("unconfirmed") == 1

    def test_untouched_form_asks_for_the_best_fit(self, places, visitor) -> None:
        html = visitor.get(EN).content.decode()
        select = html.split('name="sort">')[1].split("</select>")[0]
        assert select.startswith('<option value="">by name</option>')
        assert "selected" not in select
        assert visitor.get(EN, {"q": "jelah", "sort": "", "jls": ""}).context["asked"].order == ""

    def test_letters_are_in_the_script_of_the_page(self, places, visitor) -> None:
        bar = visitor.get("/sr" + URL).content.decode().split('class="abc"')[1].split("</nav>")[0]
        assert re.sub(r"<[^>]*>|[^Ђ-Ш]", "", bar.split("<ul", 1)[1]) == "АБЦЧЋДЏЂЕФГХИЈКЛЉМНЊОПРСШТУВЗЖ"

    def test_sorts(self, places, visitor) -> None:
        def names(sort: str) -> list[str]:
            return [one["label"] for one in visitor.get(URL, {"sort": sort}).context["rows"]]

        places.kalosevic.save()
        assert names("naziv") == ["Jelah", "Kaloševići", "Klašnice"]
        assert names("opcina") == ["Klašnice", "Jelah", "Kaloševići"]
        assert names("izmjena")[0] == "Kaloševići"

    def test_kind_is_a_filter(self, places, visitor) -> None:
        make_community("Gradska", places.tesanj, kind=Community.Kind.URBAN)
        assert [one["label"] for one in visitor.get(URL, {"vrsta": "gradska"}).context["rows"]] == ["Gradska"]
        assert len(visitor.get(URL, {"vrsta": "nepoznata"}).context["rows"]) == 3

    def test_it_is_not_asked_where_no_kind_is_known(self, places, visitor) -> None:
        Community.objects.update(kind="")
        assert 'name="vrsta"' not in visitor.get(URL).content.decode()
        country.forget()
        make_community("Gradska", places.tesanj, kind=Community.Kind.URBAN)
        assert 'name="vrsta"' in visitor.get(URL).content.decode()

    def test_counts_are_at_most_a_minute_old(self, places, visitor, monkeypatch) -> None:
        assert visitor.get(URL).context["count"] == 3
        make_community("Nova", places.tesanj)
        assert visitor.get(URL).context["count"] == 3
        monkeypatch.setattr("ui.minute.SECONDS", -1)
        assert visitor.get(URL).context["count"] == 4

    def test_a_municipality_newer_than_the_last_look_is_no_error(self, places, visitor) -> None:
        visitor.get(URL)
        new = make_municipality("Usora", entity=places.fbih, canton=places.tesanj.canton, type=places.tesanj.type)
        make_community("Alibegovci", new)
        assert "Alibegovci" in text_of(visitor.get(URL))
        assert visitor.get(URL, {"format": "csv"}).getvalue().count(b"Usora") == 1

    def test_is_without_cookie_for_a_visitor(self, places, visitor) -> None:
        assert not visitor.get(URL).cookies

    def test_refuses_other_methods(self, places, visitor) -> None:
        assert visitor.post(URL).status_code == 405
        assert visitor.head(URL).status_code == 200

    def test_empty_register_is_a_page(self, db, visitor) -> None:
        response = visitor.get(EN)
        assert response.status_code == 200
        assert "0 local communities" in text_of(response)


def test_alphabet_is_in_its_own_order() -> None:
    assert list(ALPHABET) == sorted(ALPHABET, key=sort_key)
    assert len(ALPHABET) == 30


def test_pages_end_at_five_hundred() -> None:
    assert KnownPaginator([], 30_000).num_pages == 500
    assert KnownPaginator([], 0).num_pages == 1
