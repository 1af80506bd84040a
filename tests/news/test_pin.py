"""At most three stand above the list, until a day; who takes the last place at the same moment as others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news import pinning, ticking
from news.models import News
from tests.at_once import at_once
from tests.markup import text_of, valid
from tests.news.making import make_news
from tests.news.test_scheduled import Run
from tests.news.writing import URL, said, url


def day(days):
    return timezone.localdate() + timedelta(days=days)


def make(editor, places, number=1):
    return [make_news(editor, title=f"Vijest {one}", published_for=places.savez) for one in range(number)]


@pytest.mark.django_db
def test_pinned_it_stands_first_until_its_day(desk, editor, places, visitor):
    older, _newer = make(editor, places, 2)
    valid(desk.get(url(older, "isticanje")))
    desk.post(url(older, "isticanje"), {"until": day(2).isoformat()})
    page = visitor.get(URL)
    valid(page)
    text = text_of(page)
    assert text.index("Vijest 0") < text.index("Vijest 1")
    assert text.count("Vijest 0") == 1
    assert said("Take it down from above the list") in text_of(desk.get(older.get_absolute_url()))
    News.objects.filter(pk=older.pk).update(pinned_until=day(-1))
    text = text_of(visitor.get(URL))
    assert text.index("Vijest 1") < text.index("Vijest 0")
    ticking.unpin_all(Run())
    older.refresh_from_db()
    assert (older.pin, older.pinned_until) == (None, None)


@pytest.mark.django_db
def test_three_and_no_more_until_one_goes(desk, editor, places):
    four = make(editor, places, 4)
    for one in four[:3]:
        pinning.pin(one, editor, day(5))
    page = desk.post(url(four[3], "isticanje"), {"until": day(1).isoformat()})
    valid(page)
    assert said("Three stand above the list already. Take one of them down first.") in text_of(page)
    pinning.pin(four[0], editor, day(9))
    assert News.objects.get(pk=four[0].pk).pinned_until == day(9), "again it is another day"
    desk.post(url(four[0], "isticanje/kraj"))
    desk.post(url(four[3], "isticanje"), {"until": day(1).isoformat()})
    assert set(News.objects.exclude(pin=None)) == set(four[1:])


@pytest.mark.django_db
def test_what_left_the_site_frees_its_place(editor, places):
    four = make(editor, places, 4)
    for one in four[:3]:
        pinning.pin(one, editor, day(5))
    News.objects.filter(pk=four[1].pk).update(withdrawn=timezone.now())
    pinning.pin(four[3], editor, day(5))
    assert News.objects.get(pk=four[3].pk).pin == 2


@pytest.mark.django_db
def test_who_may_not_and_which_day(client_of, desk, news, stranger, member, coordinator):
    for who in (stranger, member, coordinator):
        for what in ("isticanje", "isticanje/kraj"):
            data = {"until": day(1).isoformat()}
            assert client_of(who).post(url(news, what), data).status_code == 403, (who, what)
    for until in ("", day(-1).isoformat(), day(61).isoformat(), "x"):
        assert desk.post(url(news, "isticanje"), {"until": until}).status_code == 200, until
    assert not News.objects.exclude(pin=None).exists()


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment(editor, places):
    five = make(editor, places, 5)
    results = at_once(*(lambda one=one: pinning.pin(one, editor, day(5)) for one in five))
    full = [one for one in results if isinstance(one, pinning.Full)]
    assert (len(full), results.count(None)) == (2, 3), results
    assert sorted(News.objects.exclude(pin=None).values_list("pin", flat=True)) == [1, 2, 3]
