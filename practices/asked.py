"""The list as one reader asks for it: words and filters, the rows that fit, and the same in words and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from content.search import Search
from content.visibility import is_any_member
from text.script import still
from ui.paging import COUNTED, PER_PAGE, count_up_to, page_of

from .filters import SAMPLES, SORTS, Option, Options, PracticeFilter, chosen_of, is_strange, options_of
from .look import Look
from .matching import Shape, counting, page_from
from .models import published

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import QueryDict

    from accounts.models import User

PREPARED = 5  # pages
SELECTS = ("trosak", "velicina", "vrsta", "entitet", "kanton", "jls", "samo", "sort")


@dataclass(frozen=True)
class Pages:
    """The numbers of a list by pages: the first ones, which few readers leave, by prepared statements."""

    shape: Shape
    terms: list[Any]
    rows: Callable[[], Any]

    def __getitem__(self, part: slice) -> list[int]:
        if part.start < PREPARED * PER_PAGE:
            return [row[0] for row in page_from(self.shape, part.start)(*self.terms)][: part.stop - part.start]
        return list(self.rows()[part])


class Asked:
    """The query of an address, against one look at all practices; 404 where it asks for a choice that there is not."""

    def __init__(self, data: QueryDict, look: Look, user: User | AnonymousUser) -> None:
        self.look, self.data, self.user = look, data, user
        self.search = Search(data.get("q", ""))
        self.options: Options = look.rendered("options", lambda: options_of(look))
        self.chosen = chosen_of(data, self.options)  # valid values by parameter
        if is_strange(data, self.options):
            raise Http404
        self.is_anonymous = not user.is_authenticated
        self.count = self._count()

    def _rows(self) -> Any:
        """What fits and may be seen."""
        rows: Any = published().visible_to(self.user)
        if self.chosen:
            rows = PracticeFilter(self.data, rows, self.options).qs
        return rows if self.search.is_idle else self.search.fitting(rows)

    @cached_property
    def _shape(self) -> Shape | None:
        """For a prepared statement; None for the few who read more than any member, and where no word counts."""
        if not (self.is_anonymous or is_any_member(self.user)) or (self.search.typed and not self.search):
            return None
        named = tuple((name, "" if name in SAMPLES else value) for name, value in self.chosen.items() if name != "sort")
        return Shape(self.is_anonymous, named, is_searched=bool(self.search))

    @property
    def _terms(self) -> list[Any]:
        """What the shape leaves open."""
        reader = [] if self.is_anonymous else [self.user.pk]
        terms = [self.options[name][value].term for name, value in self.chosen.items() if name in SAMPLES]
        return [*reader, *terms, *([self.search.query] if self.search else [])]

    def _count(self) -> int:
        """How many fit, counted up to a thousand and one; for visitors it may be as old as the look."""
        if not self.active and (self.is_anonymous or is_any_member(self.user)):
            return self.look.total if self.is_anonymous else self.look.for_members
        if not self.is_anonymous:
            return self._counted()
        asked = sorted((self.active | {"q": self.search.query}).items())
        return self.look.remembered(f"count {asked}", self._counted)

    def _counted(self) -> int:
        if self._shape is None:
            return count_up_to(self._rows())
        ((number,),) = counting(self._shape)(*self._terms)
        return int(number)

    @property
    def order(self) -> str:
        """What the rows are ordered by; empty for the best match."""
        return self.chosen.get("sort", "" if self.search and self.count <= COUNTED else "novo")

    def page(self) -> Page[int]:
        """The page that the address names, as numbers of practices: `cards.facts` reads what it shows of them."""

        def ordered() -> Any:
            rows: Any = self._rows()
            rows = rows.order_by(*SORTS[self.order]) if self.order else self.search.ranked(rows)
            return rows.values_list("pk", flat=True)

        shape = self._shape
        rows = ordered() if shape is None else Pages(replace(shape, order=self.order), self._terms, ordered)
        return page_of(rows, self.count, self.data.get("page"))  # type: ignore[arg-type]  # a slice is all it takes

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
        chosen = self.chosen.get("tema", "")
        return [
            (one, self.address("tema") if one.value == chosen else self.address(tema=one.value), one.value == chosen)
            for one in self._offered("tema", chosen)
        ]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The selects of the form, those that leave a choice."""
        labels = {name: PracticeFilter.base_filters[name].label for name in SELECTS}
        return [
            {"name": name, "label": labels[name], "options": self._drawn(name, self.chosen.get(name, ""))}
            for name in SELECTS
            if self._offered(name, self.chosen.get(name, ""))
        ]

    def _offered(self, name: str, chosen: str) -> list[Option]:
        """The choices that some practice has, and the chosen one; every order."""
        return [one for one in self.options[name].values() if one.count or one.value == chosen or name == "sort"]

    def _drawn(self, name: str, chosen: str) -> str:
        """The choices of one; the longest list has 143 municipalities, so it is drawn once a minute.

        The first is what an untouched form asks for: everything; of an order the newest, or for words the best match.
        """
        ranked = name == "sort" and bool(self.search)

        def draw() -> str:
            first = {"sort": _("best match first") if ranked else self.options["sort"]["novo"].label}
            context = {
                "first": first.get(name) or pgettext("choices of a filter", "All"),
                "options": [one for one in self._offered(name, chosen) if ranked or one.value != "novo"],
                "chosen": chosen,
                "counted": name != "sort",
            }
            return still(render_to_string("ui/options.html", context))

        return self.look.rendered(f"select {name} {chosen} {ranked}", draw)
