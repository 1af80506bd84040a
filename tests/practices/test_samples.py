"""What the sample accounts have written: marked, complete, and made once."""

import pytest

from accounts import samples as accounts
from content.models import Entry
from practices import samples
from practices.models import Practice
from tests.markup import text_of


@pytest.fixture
def site(settings, places):
    settings.SAMPLE_SITE = True
    accounts.make(lambda _: None)
    return samples.make()


def test_one_stands_there_and_one_waits(site, client):
    assert site == 6, "with two adoptions of the first, a question and an answer"
    assert samples.make() == 0
    shown, waiting = Practice.objects.order_by("status").reverse()
    assert (shown.status, waiting.status) == ("published", "pending")
    assert all(one.is_sample and not one.obstacles() for one in (shown, waiting))
    page = text_of(client.get(shown.get_absolute_url()))
    assert "primjer" in page
    assert shown.photos.count() == 2
    for words in (
        "Vidjeli smo kod komšija",
        "vidjeli u: MZ Klašnice",
        "savjet još nije potvrdio",
        "Koliko dugo traje baterija",
    ):
        assert words in page, words
    assert Entry.objects.filter(is_sample=False).count() == 0
    assert client.get(shown.author.profile.get_absolute_url()).status_code == 200


def test_nothing_without_the_accounts(places):
    assert samples.make() == 0
