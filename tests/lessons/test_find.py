"""The search finds lessons by what stands in them, and only those that one may read."""

import pytest

from content.models import Entry
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
SEARCH = "/pretraga/"


@pytest.mark.parametrize("words", ["poziv", "Zapisnik koji", "zapisnika", "Записник", "uvodni niz"])
def test_found(visitor, words):
    made = factories.make_lesson(
        None, title="Zapisnik koji razumiju", body="# Pozivi\n\nPoziv za zbor.", series="Uvodni niz", position=1
    )
    page = visitor.get(SEARCH, {"q": words})
    valid(page)
    assert made.get_absolute_url() in page.content.decode()
    assert "# Pozivi" not in text_of(page)
    assert made.get_absolute_url() in visitor.get(SEARCH, {"q": words, "vrsta": "lesson"}).content.decode()


@pytest.mark.parametrize("status", ["draft", "pending", "hidden"])
def test_what_is_not_on_the_site_is_not_found(visitor, client_of, member, moderator, status):
    factories.make_lesson(member, title="Skrivena lekcija", status=status, by=moderator)
    for theirs in (visitor, client_of(member)):
        assert "Skrivena lekcija" not in text_of(theirs.get(SEARCH, {"q": "skrivena"}))


def test_withdrawn_it_is_found_no_more(visitor):
    made = factories.make_lesson(None, title="Povučena lekcija")
    assert made.get_absolute_url() in visitor.get(SEARCH, {"q": "povučena"}).content.decode()
    Entry.objects.filter(pk=made.pk).update(withdrawn=made.published)
    assert made.get_absolute_url() not in visitor.get(SEARCH, {"q": "povučena"}).content.decode()


def test_it_is_in_the_sitemap(visitor):
    made = factories.make_lesson(None)
    hidden = factories.make_lesson(None, title="Nacrt", status="draft")
    page = visitor.get("/sitemap-lessons.xml").content.decode()
    assert made.get_absolute_url() in page
    assert hidden.get_absolute_url() not in page
