"""The list, one article, the feed, the sheet; what they lead to and what they never show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import Entry, Theme
from news.models import News
from tests.markup import text_of, valid
from tests.news.making import make_news
from tests.news.writing import URL, said

pytestmark = pytest.mark.django_db


def queries(client, path):
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200, path
    return len(found)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_they_open_in_every_language(visitor, places, prefix):
    valid(visitor.get(prefix + URL))
    one = make_news(None, places=[places.tesanj, places.jelah], body="Prvo.\n\n- tačka\n\nhttps://example.ba/x")
    valid(visitor.get(f"{prefix}{URL}?q=savjeti"))
    for what in ("", "list/"):
        valid(visitor.get(prefix + one.get_absolute_url() + what))


def test_one_article(visitor, news, places):
    theme = Theme.objects.get(slug="budzet")
    near = make_news(None, title="Bliska vijest", themes=[theme])
    make_news(None, title="Daleka vijest")
    news.themes.set([theme])
    page = visitor.get(news.get_absolute_url())
    html, text = page.content.decode(), text_of(page)
    assert f'href="{places.tesanj.get_absolute_url()}"' in html
    assert f'href="{near.get_absolute_url()}"' in html
    assert "Daleka vijest" not in text
    assert {"Ivana Lukić", places.savez.name} <= {one for one in ("Ivana Lukić", places.savez.name) if one in text}
    assert html.count("https://wa.me/?text=") == 1
    assert visitor.get(f"{URL}{news.pk}-drugo/?x=1")["Location"] == f"{news.get_absolute_url()}?x=1"
    assert visitor.get(f"{URL}999999999-x/").status_code == 404
    assert visitor.post(news.get_absolute_url()).status_code == 405


def test_the_list_goes_by_the_day_and_is_narrowed(visitor, places):
    theme = Theme.objects.get(slug="budzet")
    make_news(None, title="Prva", places=[places.jelah], themes=[theme])
    make_news(None, title="Druga", published_for=places.savez)
    old = make_news(None, title="Stara", key="stara", happened="2016-04", dated="2016-04")
    make_news(None, title="Neznana", key="neznana")
    assert old.dated == "2016-04", "collected news keep the day of their source"
    text = text_of(visitor.get(URL))
    assert sorted(("Druga", "Prva", "Stara", "Neznana"), key=text.index) == ["Druga", "Prva", "Stara", "Neznana"]
    for query, there in (
        ("jls=tesanj", {"Prva"}),
        ("tema=budzet", {"Prva"}),
        (f"organizacija={places.savez.slug}", {"Druga"}),
        ("godina=2016", {"Stara"}),
        ("q=neznana", {"Neznana"}),
        ("jls=tesanj&tema=budzet&q=prva", {"Prva"}),
        ("jls=laktasi", set()),
        ("q=xqwxqw", set()),
    ):
        page = visitor.get(f"{URL}?{query}")
        valid(page)
        html = page.content.decode()
        assert {one for one in ("Prva", "Druga", "Stara", "Neznana") if f">{one}</a>" in html} == there, query
    for query in ("jls=x", "tema=x", "organizacija=x", "godina=1800", "page=2", "page=0", "page=x"):
        assert visitor.get(f"{URL}?{query}").status_code == 404, query


def test_what_is_not_on_the_site_is_shown_nowhere(visitor, client_of, member, coordinator, editor, places):
    for status in ("draft", "pending", "returned", "hidden"):
        one = make_news(
            coordinator, title="Skrivena", status=status, published_for=places.savez, places=[places.tesanj]
        )
        for theirs in (visitor, client_of(member), client_of(editor)):
            for path in (
                URL,
                f"{URL}feed.atom",
                places.tesanj.get_absolute_url(),
                "/pretraga/?q=skrivena",
                "/sitemap-news.xml",
            ):
                assert "Skrivena" not in theirs.get(path).content.decode(), (status, path)
                assert f"/vijesti/{one.pk}-" not in theirs.get(path).content.decode(), (status, path)
        for what in ("", "list/"):
            assert visitor.get(one.get_absolute_url() + what).status_code == 404, status


def test_they_are_found_listed_and_passed_on(visitor, places):
    one = make_news(None, title="Zbor o rasvjeti", places=[places.tesanj], themes=[Theme.objects.first()])
    for path in (
        "/pretraga/?q=rasvjeta&vrsta=news",
        "/sitemap-news.xml",
        places.tesanj.get_absolute_url(),
        f"{URL}feed.atom",
    ):
        assert one.get_absolute_url() in visitor.get(path).content.decode(), path
    Entry.objects.filter(pk=one.pk).update(withdrawn=one.published)
    assert one.get_absolute_url() not in visitor.get("/pretraga/?q=rasvjeta").content.decode()


def test_the_feed(visitor):
    make_news(None, title="Zbor", key="zbor", happened="2016-04-13", dated="2016-04-13", lead="Ukratko.")
    feed = visitor.get(f"{URL}feed.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "<published>2016-04-13T12:00:00" in feed.content.decode(), "the day of the source, not of the loading"
    assert "Збор" in visitor.get(f"/sr{URL}feed.atom").content.decode()


def test_the_sheet_has_a_code_and_an_address(visitor, news, settings):
    page = visitor.get(f"{news.get_absolute_url()}list/")
    assert '<svg class="qr"' in page.content.decode()
    assert settings.SITE_URL + news.get_absolute_url() in text_of(page)


def test_how_much_is_asked(visitor, desk, editor, client_of, coordinator, places):
    """With one row and with three the same number of queries."""
    counted = {}
    for number in (1, 3):
        while News.objects.filter(status="published").count() < number:
            make_news(editor, published_for=places.savez, places=[places.tesanj], themes=Theme.objects.all()[:2])
            make_news(coordinator, published_for=places.savez, status="pending")
            make_news(editor, published_for=places.savez, status="draft")
        one = News.objects.filter(status="published").first()
        for client, path in (
            (visitor, URL), (visitor, one.get_absolute_url()), (visitor, f"{URL}feed.atom"), (visitor, f"{URL}?jls=tesanj"),
            (desk, URL), (desk, one.get_absolute_url()), (desk, f"{URL}cekaju/"),
        ):  # fmt: skip
            queries(client, path)  # what is held for a minute
            counted.setdefault((client is desk, path.replace(str(one.pk), "")), []).append(queries(client, path))
    assert list(counted.values()) == [[3, 3], [1, 1], [1, 1], [2, 2], [8, 8], [4, 4], [4, 4]], counted


def test_an_empty_list_leads_on(visitor):
    assert said("There is no news yet") in text_of(visitor.get(URL))
