"""News that named sources tell of; what the sample site has."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts import samples
from moderation.models import Decision
from news import importing
from news import samples as news_samples
from news.models import News
from tests.markup import text_of, valid
from tests.news.writing import URL

pytestmark = pytest.mark.django_db
DATA = settings.BASE_DIR / "news" / "data" / "news.json"


def test_the_real_ones(real_register, visitor):
    call_command("news_import", DATA)
    rows = News.objects.all()
    assert (rows.count(), rows.published().count(), rows.filter(author=None, is_sample=False).count()) == (17, 17, 17)
    assert set(Decision.objects.values_list("kind", flat=True)) == {"source"}
    assert not [one for one in rows if "Seed" in one.source or "http" in one.source], "addresses are links, not words"
    for one in rows:
        page = visitor.get(one.get_absolute_url())
        valid(page)
        assert not one.source_url or f'href="{one.source_url}"' in page.content.decode()
    assert len(News.objects.get(key="sest-opcina-dobilo-status-grada").places.all()) == 6
    whole = text_of(visitor.get(URL))
    assert whole.index("2025") < whole.index("Razmjena iskustava") < whole.index("Kotor Varoš uključen")
    assert importing.load(DATA) == 0, "a second run leaves them alone"


def test_a_bad_row_writes_nothing(places, tmp_path):
    file = tmp_path / "x.json"
    row = {**json.loads(DATA.read_text())[0], "municipalities": ["tesanj"], "themes": []}
    for change in (
        {"municipalities": ["nema-je"]}, {"themes": ["nema-je"]}, {"happened": "2024-02-30"}, {"title": "a" * 121},
        {"source": "", "source_url": ""}, {"source_url": "javascript:x"}, {"key": ""}, {"key": None},
    ):  # fmt: skip
        file.write_text(json.dumps([row, row | {"key": "druga"} | change]))
        with pytest.raises(CommandError):
            call_command("news_import", file)
        assert not News.objects.exists(), change
    file.write_text("[{}]")
    for path in (file, tmp_path / "nema.json"):
        with pytest.raises(CommandError):
            call_command("news_import", path)


def test_samples(real_register, settings):
    settings.SAMPLE_SITE = True
    samples.make(say=print)
    assert (news_samples.make(), news_samples.make()) == (2, 0)
    found = {(one.author.email, one.status, one.is_sample) for one in News.objects.select_related("author")}
    assert found == {("koordinator@primjer.ba", "pending", True), ("urednik@primjer.ba", "draft", True)}
