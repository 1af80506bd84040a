"""The list as one reader asks for it: words and filters, the rows that fit, and the same in words and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui.paging import COUNTED, count_up_to, page_of

from .filters import SORTS, Option, Options, PracticeFilter, options_of
from .look import Look
from .models import Practice, published
from .search import Search

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import QueryDict

    from accounts.models import User

SELECTS = ("trosak", "velicina", "vrsta", "entitet", "kanton", "jls", "samo", "sort")


class Asked:
    """The query of an address, against one look at all practices."""

    def __init__(self, data: QueryDict, look: Look, user: User | AnonymousUser) -> None:
        self.look, self.data = look, data
        self.search = Search(data.get("q", ""))
        self.options: Options = look.rendered("options", lambda: options_of(look))
        self.chosen: dict[str, str] = {}  # valid values by parameter
        self.rows: Any = published().visible_to(user)
        self.is_anonymous = not user.is_authenticated
        if not data.keys().isdisjoint(PracticeFilter.base_filters):
            filters = PracticeFilter(data, self.rows, self.options)
            self.chosen, self.rows = filters.chosen, filters.qs
        if not self.search.is_idle:
            self.rows = self.search.fitting(self.rows)
        self.count = self._count()

    def _count(self) -> int:
        """How many fit, from the last look where that tells, else counted up to a thousand and one."""
        if self.is_anonymous and not self.active:
            return self.look.total
        return count_up_to(self.rows)

    @property
    def order(self) -> str:
        """What the rows are ordered by; empty for the best match."""
        return self.chosen.get("sort", "" if self.search and self.count <= COUNTED else "novo")

    def page(self) -> Page[Practice]:
        """The page that the address names, with what cards say."""
        rows: Any = self.rows.order_by(*SORTS[self.order]) if self.order else self.search.ranked(self.rows)
        # What a card does not show stays in the table.
        return page_of(rows.for_cards(), self.count, self.data.get("page"))

    # -- in words ----------------------------------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        """How many of what: "12 practices for “rasvjeta”"."""
        count, many = self.count, self.count > COUNTED and bool(self.active)
        text = ngettext("%(number)s practice", "%(number)s practices", count)
        if many:
            text, count = _("More than %(number)s practices"), COUNTED
        text %= {"number": number_format(count, use_l10n=True, force_grouping=True)}
        return f"{text} {_('for “%(words)s”') % {'words': self.search.typed}}" if self.search.typed else text

    def title(self, page: Page[Any]) -> str:
        """The heading where something was asked for, the name of the page where not, and which page of several it is."""
        text = self.heading if self.active else _("Good practices")
        if page.paginator.num_pages > 1:
            numbers = {"number": page.number, "pages": page.paginator.num_pages}
            text += " " + _("(page %(number)s of %(pages)s)") % numbers
        return text

    @property
    def active(self) -> dict[str, str]:
        """What makes this list another than all practices: parameters as they stand in an address."""
        typed = {"q": self.search.typed} if self.search.typed else {}
        return typed | {name: value for name, value in self.chosen.items() if name != "sort"}

    @property
    def narrowed(self) -> int:
        """How many filters are set beside words and theme, which stand outside the box."""
        return len(self.active.keys() - {"q", "tema"})

    def address(self, *without: str, **changed: str) -> str:
        """The query of this list with something taken away or changed; from its first page."""
        sort = {"sort": self.chosen["sort"]} if "sort" in self.chosen else {}
        kept = {name: value for name, value in (self.active | sort).items() if name not in without}
        return "?" + urlencode(kept | changed)

    @property
    def chips(self) -> Iterator[tuple[str, str]]:
        """What is active in words, each with the address of the list without it."""
        for name, value in self.active.items():
            yield (value if name == "q" else self.options[name][value].label), self.address(name)

    @property
    def themes(self) -> list[tuple[Option, str, bool]]:
        """Each theme with the address of its list (of the list without it, where it is chosen), and if it is chosen."""
        chosen = self.chosen.get("tema")
        return [
            (one, self.address("tema") if one.value == chosen else self.address(tema=one.value), one.value == chosen)
            for one in self.options["tema"].values()
        ]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The selects of the form, those that leave a choice."""
        labels = {name: PracticeFilter.base_filters[name].label for name in SELECTS}
        return [
            {
                "name": name,
                "label": labels[name],
                "options": self.options[name].values(),
                "chosen": self.chosen.get(name, ""),
                "counted": name != "sort",
            }
            for name in SELECTS
            if self.options[name]
        ]
