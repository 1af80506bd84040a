"""The list as one reader asks for it: words and filters, the rows that fit, and the same in words and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui.paging import COUNTED, PER_PAGE, count_up_to, page_of
from ui.prepared import Prepared

from .filters import SORTS, Option, Options, PracticeFilter, options_of
from .look import Look
from .models import published
from .search import Search

if TYPE_CHECKING:
    from django.http import QueryDict

    from accounts.models import User

SELECTS = ("trosak", "velicina", "vrsta", "entitet", "kanton", "jls", "samo", "sort")


@lru_cache(maxsize=100)
def _untouched(order: str, start: int) -> Prepared[tuple[int]]:
    """One page of all practices, as visitors ask for it most."""
    rows = published().visible_to(AnonymousUser()).order_by(*SORTS[order]).values_list("pk")
    return Prepared(lambda: rows[start : start + PER_PAGE], ())


@dataclass(frozen=True)
class Untouched:
    """All practices for visitors, read by pages."""

    order: str

    def __getitem__(self, part: slice) -> list[int]:
        return [pk for (pk,) in _untouched(self.order, part.start)()][: part.stop - part.start]


class Asked:
    """The query of an address, against one look at all practices."""

    def __init__(self, data: QueryDict, look: Look, user: User | AnonymousUser) -> None:
        self.look, self.data = look, data
        self.search = Search(data.get("q", ""))
        self.options: Options = look.rendered("options", lambda: options_of(look))
        self.chosen: dict[str, str] = {}  # valid values by parameter
        self.user, self.is_anonymous = user, not user.is_authenticated
        if not data.keys().isdisjoint(PracticeFilter.base_filters):
            self.chosen = PracticeFilter(data, published(), self.options).chosen
        self.count = self._count()

    @cached_property
    def rows(self) -> Any:
        """What fits and may be seen."""
        rows: Any = published().visible_to(self.user)
        if self.chosen:
            rows = PracticeFilter(self.data, rows, self.options).qs
        return rows if self.search.is_idle else self.search.fitting(rows)

    def _count(self) -> int:
        """How many fit, counted up to a thousand and one; for choices of a visitor it may be as old as the look."""
        if not self.is_anonymous or self.search.typed:
            return count_up_to(self.rows)
        chosen = sorted(self.active.items())
        return self.look.rendered(f"count {chosen}", lambda: count_up_to(self.rows)) if chosen else self.look.total

    @property
    def order(self) -> str:
        """What the rows are ordered by; empty for the best match."""
        return self.chosen.get("sort", "" if self.search and self.count <= COUNTED else "novo")

    def page(self) -> Page[int]:
        """The page that the address names, as numbers of practices: `cards.cards_of` reads what it shows of them."""
        if self.is_anonymous and not self.active:
            return page_of(Untouched(self.order), self.count, self.data.get("page"))  # type: ignore[arg-type]
        rows: Any = self.rows.order_by(*SORTS[self.order]) if self.order else self.search.ranked(self.rows)
        return page_of(rows.values_list("pk", flat=True), self.count, self.data.get("page"))

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
