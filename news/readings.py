"""What pages of news read, by statements that are worked out once; and what one reader asked of the list."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.policy import can_see
from content.prepared_lists import PreparedLists
from content.search import Search
from ui.paging import page_of
from ui.prepared import Prepared

from .filters import choices, chosen_of, fitting, labels
from .models import News

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.core.paginator import Page
    from django.http import QueryDict

    from accounts.models import User

    from .look import Look

_news: Prepared[News] = Prepared(lambda pk: News.objects.filter(pk=pk).with_all(), (-1,))


def read(number: int, user: User | AnonymousUser) -> News:
    """With all that its page shows, in one query; 404 for whom it is not there."""
    found = _news(number)
    if not found or not can_see(user, found[0]):
        raise Http404
    return found[0]


def said_of(news: News) -> list[Any]:
    """All that its page says of an article and whoever wrote it, in plain values."""
    profile = vars(news.author.profile) if news.author else {}
    row = {name: value for name, value in vars(news).items() if name != "_state"}
    return [*row.values(), *(value for name, value in profile.items() if name != "_state")]


def _rows(user: User | AnonymousUser, chosen: tuple[Any, ...]) -> Any:
    """Those by filters; of the whole list, which has a day, what is not pinned on it."""
    filters, today = chosen
    rows = News.objects.published().visible_to(user)
    rows = rows if today is None else rows.not_pinned(today)
    return fitting(dict(filters), "", rows).for_lists().newest_day_first()


_lists = PreparedLists(_rows)
_pinned = PreparedLists(lambda user, day: News.objects.published().visible_to(user).pinned(*day).for_lists())


class Asked:
    """What one reader asked of the list. A value that is no choice is a 404."""

    def __init__(self, data: QueryDict, look: Look, user: User | AnonymousUser) -> None:
        self.look, self.search, self.today = look, Search(data.get("q", "")), timezone.localdate()
        self.known = look.rendered("news choices", lambda: choices(look))
        chosen = chosen_of(data, self.known)
        if chosen is None:
            raise Http404
        self.chosen, self._number, self.user = chosen, data.get("page"), user
        self._all = News.objects.published().visible_to(user)

    @property
    def active(self) -> dict[str, str]:
        """What makes this list another than the whole: parameters as they stand in an address."""
        return self.chosen | ({"q": self.search.typed} if self.search.typed else {})

    @cached_property
    def pinned(self) -> list[News]:
        """What stands above the whole list, on its first page."""
        if self.active or (self._number or "1") != "1":
            return []
        return _pinned.first(self.user, (self.today,))

    @cached_property
    def page(self) -> Page[Any]:
        """Twenty of them, the latest first; no page of that number is a 404."""
        if not self.search.typed:
            chosen = (tuple(sorted(self.chosen.items())), None if self.active else self.today)
            return _lists.page(self.user, chosen, self._number, self.look)
        rows = fitting(self.chosen, self.search.typed, self._all)
        return page_of(rows.for_lists().newest_day_first(), rows.count(), self._number)

    @property
    def count(self) -> int:
        """How many fit."""
        return self.page.paginator.count

    @property
    def heading(self) -> str:
        """How many: "12 vijesti za „katastar“"."""
        text = ngettext("%(number)s news item", "%(number)s news items", self.count) % {"number": self.count}
        return f"{text} {_('for “%(words)s”') % {'words': self.search.typed}}" if self.search.typed else text

    @property
    def title(self) -> str:
        """The name of the page; the heading where something was asked for, and which page of several it is."""
        name = _("News")
        text = f"{self.heading} – {name}" if self.active else name
        if self.page.paginator.num_pages > 1:
            numbers = {"number": self.page.number, "pages": self.page.paginator.num_pages}
            text += " " + _("(page %(number)s of %(pages)s)") % numbers
        return text

    @property
    def chips(self) -> list[tuple[str, str]]:
        """What was chosen, with the address of the list without it."""
        words = {"q": f"“{self.search.typed}”"}
        return [
            (words.get(name) or dict(self.known[name])[value], self.address(name))
            for name, value in self.active.items()
        ]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The form of the filters; of municipalities those that have news, and the one that is chosen."""
        slugs = {self.look.municipality(pk).slug for pk in self.look.named} | {self.chosen.get("jls", "")}
        offered = self.known | {"jls": [one for one in self.known["jls"] if one[0] in slugs]}
        return [
            {"name": name, "label": label, "options": offered[name], "chosen": self.chosen.get(name, "")}
            for name, label in labels().items()
            if offered[name]
        ]

    def address(self, without: str) -> str:
        """The list with something taken away."""
        kept = {name: value for name, value in self.active.items() if name != without}
        return "?" + urlencode(kept) if kept else reverse("news:index")
