"""A news article for tests, of this room and of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.models import Entry
from news.models import News
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User


def make_news(author: User | None, *, places: Iterable[Any] = (), themes: Iterable[Any] = (), **fields: Any) -> News:
    """A news article on the site, published for nobody unless it is said for whom."""
    fields.setdefault("title", "Izabrani savjeti u šest zajednica")
    fields.setdefault("lead", "Glasalo se u domovima i školama.")
    fields.setdefault("body", "Glasanje je trajalo od 10 do 18 sati.")
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    news: News = factories.make_entry(author, model=News, kind=Entry.Kind.NEWS, **fields)
    factories.set_places(news, places)
    news.themes.set(themes)
    factories.bring(news, status, by)
    news.refresh_from_db()
    return news
