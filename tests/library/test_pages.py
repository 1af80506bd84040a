"""The list, a page of each kind, versions and what differs, the feed: valid in every language, few queries."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.file_texts import read_next
from library import touching, versions
from library.models import Version
from tests import factories
from tests.content.papers import attach, pdf
from tests.library.keeping import ARTICLES, URL, make_act, make_document, url
from tests.markup import valid

pytestmark = pytest.mark.django_db
PREFIXES = ("", "/hr", "/sr-latn", "/sr", "/en")


@pytest.fixture
def full(act, later, editor, neighbour, places):
    """A law with two versions, changed by another, cited by an answer."""
    told = {"name": "Osnovni tekst", "text": ARTICLES, "changed": "", "holds_from": "2019"}
    versions.add(act, editor, uuid4(), told)
    other = told | {
        "name": "S izmjenama",
        "text": ARTICLES.replace("pet", "sedam"),
        "changed": "Savjet ima sedam članova.",
    }
    versions.add(act, editor, uuid4(), other)
    touching.touch(later, act, editor, "changes", "Broj članova.")
    question = factories.make_question(neighbour, title="Koliko članova ima savjet?")
    factories.make_answer(neighbour, question, body="Pet.").acts.add(act.act)
    touching.rest(act, factories.make_practice(neighbour, title="Biramo javno", status="published"), editor)
    return act


def test_all_pages_are_valid(client, desk, full):
    pages = [
        URL,
        f"{URL}?vrsta=zakon&stanje=izmijenjen",
        full.get_absolute_url(),
        url(full, "verzije/2"),
        f"{URL}promjene/",
    ]
    desks = [f"{URL}novi/", *(url(full, one) for one in (
        "uredi", "stanje", "verzije/nova", "verzije/2/uredi", "veze", "pociva", "prilozi"))]  # fmt: skip
    for prefix in PREFIXES:
        for browser, paths in ((client, pages), (desk, pages + desks)):
            for path in paths:
                page = browser.get(prefix + path)
                assert page.status_code == 200, prefix + path
                valid(page)


def test_the_page_says_all_of_it(client, full, later):
    page = client.get(full.get_absolute_url()).content.decode()
    for words in (
        "Sl",
        "Novi zakon",
        "Broj članova.",
        "Koliko članova ima savjet?",
        "Biramo javno",
        "Savjet ima sedam članova.",
    ):
        assert words in page, words
    assert "za provjeru" in page
    assert client.get(f"{URL}{full.pk}-nesto/?a=1").url == f"{full.get_absolute_url()}?a=1"
    cyrillic = client.get(f"/sr{full.get_absolute_url()}").content.decode()
    assert "Савјет има седам чланова" in cyrillic


def test_what_differs(client, full):
    page = client.get(url(full, "verzije/2")).content.decode()
    assert "<del>pet</del><ins>sedam</ins>" in page
    assert client.get(url(full, "verzije/1")).status_code == 200
    assert client.get(url(full, "verzije/2") + "?prema=9").status_code == 404
    assert client.get(url(full, "verzije/3")).status_code == 404


def test_what_changed(client, full):
    page = client.get(f"{URL}promjene/").content.decode()
    assert "Novi zakon" in page
    assert "S izmjenama" in page


def test_filters(client, full, document, later, places, theme):
    document.themes.add(theme)
    for query, titles in {
        "vrsta=brosura": {"Kako voditi zbor"}, "stanje=izmijenjen": {"Zakon o mjesnim zajednicama"},
        "entitet=rs": {"Kako voditi zbor", "Novi zakon"}, "godina=2024": {"Novi zakon"},
        f"tema={theme.slug}": {"Kako voditi zbor"},
        "q=voditi": {"Kako voditi zbor"}, "q=водити": {"Kako voditi zbor"}, "q=nepostojeće": set(),
    }.items():  # fmt: skip
        page = client.get(f"{URL}?{query}")
        assert {one.title for one in page.context["page"]} == titles, query
    for query in ("vrsta=x", "godina=1", "page=2", "page=x", "mreza=neka"):
        assert client.get(f"{URL}?{query}").status_code == 404, query


def test_found_by_the_search(client, full):
    for query in ("zakon o mjesnim zajednicama", "закон о мјесним заједницама"):
        assert full.get_absolute_url() in client.get(f"/pretraga/?q={query}").content.decode()


def test_found_by_what_stands_in_the_newest_text_and_in_its_files(client, full):
    """Of a version that was replaced nothing is found; a result leads to the text."""
    first = full.versions.get(number=1)
    versions.add(full, full.author, uuid4(), {"name": "Treća", "text": f"{first.text}\nSamodoprinos se uvodi zborom."})
    attach(full, pdf("Naslov", "Obrazac za kvrgomjer"), "Obrazac.pdf")
    read_next()
    page = client.get("/pretraga/?q=самодопринос").content.decode()
    assert f"{full.get_absolute_url()}#tekst" in page
    page = client.get("/pretraga/?q=квргомјер").content.decode()
    assert full.get_absolute_url() in page
    assert "Obrazac.pdf" in page
    versions.add(full, full.author, uuid4(), {"name": "Četvrta", "text": first.text})
    assert full.get_absolute_url() not in client.get("/pretraga/?q=samodoprinos").content.decode()


def test_the_feed(client, full):
    feed = client.get(f"/sr{URL}feed.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Закон о мјесним заједницама" in feed.content.decode()


def test_few_queries(client, full, editor, places, neighbour):
    def asked(page):
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    few = {page: asked(page) for page in (URL, full.get_absolute_url(), f"{URL}promjene/", url(full, "verzije/2"))}
    for number in range(3):
        other = make_document(editor, act=make_act(f"akt-{number}", title=f"Akt {number}"), kept_for=places.savez)
        touching.touch(other, full, editor, "carries-out", "")
        touching.rest(full, factories.make_practice(neighbour, title=f"Praksa {number}", status="published"), editor)
        factories.make_answer(neighbour, factories.make_question(neighbour)).acts.add(full.act)
    for page, number in few.items():
        assert asked(page) == number, page
    assert few == {URL: 2, full.get_absolute_url(): 8, f"{URL}promjene/": 2, url(full, "verzije/2"): 4}


def test_parts_and_headings():
    text = "Uvod.\n\nČlan 1.\nPrvi.\nČLAN 2\nDrugi.\nČlan 2.\nOpet drugi.\nČlan 5. kaže drugo."
    parts = versions.parts_of(text)
    assert [(one.anchor, one.heading) for one in parts] == [
        ("", ""), ("clan-1", "Član 1."), ("clan-2", "ČLAN 2"), ("", "Član 2."),
    ]  # fmt: skip
    assert parts[-1].body.endswith("Član 5. kaže drugo.")
    assert versions.parts_of("") == []


def test_nothing_that_people_write_is_markup(client, document, editor):
    told = {"name": "<b>Prva</b>", "text": "Član 1.\n<script>1</script>", "changed": "<i>x</i>", "holds_from": ""}
    versions.add(document, editor, uuid4(), told)
    Version.objects.create(document=document, number=2, name="Druga", text="Član 1.\n<img src=x>")
    for page in (document.get_absolute_url(), url(document, "verzije/1"), url(document, "verzije/2")):
        text = client.get(page).content.decode()
        assert not [one for one in ("<b>Prva", "<script>1", "<i>x", "<img src=x") if one in text], page
