"""Lists by prepared statements: the same rows as without them, for whoever asks, on every page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from content import prepared_lists as module
from content.models import Entry
from content.prepared_lists import PreparedLists
from practices.models import Practice
from tests import factories
from ui.minute import Held

pytestmark = pytest.mark.django_db


def rows(reader, chosen):
    kept = Practice.objects.published().visible_to(reader).order_by("-published", "-pk")
    return kept.filter(title__startswith=chosen[0]) if chosen else kept


@pytest.fixture
def many(member):
    """Forty-five on the site, five of them for members, and a draft; each of another moment."""
    for number in range(45):
        audience = "members" if number % 9 == 0 else "public"
        made = factories.make_practice(member, title=f"Lampa {number:02}", audience=audience, status="published")
        at = timezone.now() - timedelta(days=number)
        Entry.objects.filter(pk=made.pk).update(created=at, published=at)
    factories.make_practice(member, title="Lampa u nacrtu")


def test_the_same_rows_for_everyone(many, member, newcomer, moderator, coordinator):
    lists = PreparedLists(rows)
    for reader in (AnonymousUser(), member, newcomer, moderator, coordinator, member):
        for chosen in ((), ("Lampa 1",), ("Lampa 2",), ("Nema",)):
            wanted, found = [one.pk for one in rows(reader, chosen)], []
            for number in range(1, max(1, -(-len(wanted) // 20)) + 1):
                page = lists.page(reader, chosen, str(number), Held())
                found += [one.pk for one in page.object_list]
                assert page.paginator.count == len(wanted)
            assert found == wanted


def test_no_page_of_that_number(many):
    for number in ("4", "0", "x", "-1"):
        with pytest.raises(Http404):
            PreparedLists(rows).page(AnonymousUser(), (), number, Held())


def test_a_page_asks_once_and_numbers_of_long_lists_are_those_of_the_look(many, monkeypatch, django_assert_num_queries):
    lists, look = PreparedLists(rows), Held()
    with django_assert_num_queries(2):
        lists.page(AnonymousUser(), (), None, look)
    with django_assert_num_queries(2):
        lists.page(AnonymousUser(), (), None, look)
    monkeypatch.setattr(module, "LARGE", 40)
    lists.page(AnonymousUser(), (), None, look)
    with django_assert_num_queries(1):
        lists.page(AnonymousUser(), (), None, look)
    Entry.objects.filter(title="Lampa 01").update(withdrawn=timezone.now())
    page = lists.page(AnonymousUser(), (), None, look)
    assert page.paginator.count == 40, "as old as the look"
    assert "Lampa 01" not in [one.title for one in page.object_list], "what was taken away is gone at once"
    assert lists.page(AnonymousUser(), (), None, Held()).paginator.count == 39
