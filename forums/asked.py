"""The list as one reader asks for it: words and filters, the rows that fit, and the same in words and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from content.listing import newest_in
from content.search import Search, fitting, ranked
from content.visibility import any_member, is_any_member
from text.script import still
from ui.paging import COUNTED, PER_PAGE, count_up_to, page_of
from ui.prepared import Prepared

from .filters import SAMPLES, Option, Options, QuestionFilter, chosen_of, is_strange, narrowed, options_of
from .models import Question

if TYPE_CHECKING:
    from django.http import QueryDict

    from accounts.models import User

    from .look import Look

SELECTS = ("entitet", "kanton", "jls")
PREPARED = 5  # pages, which few readers leave
ORDER = ("-listed", "-pk")


@dataclass(frozen=True)
class Shape:
    """What the SQL of a list depends on: who reads it, which filters are set, whether words are sought."""

    is_anonymous: bool
    chosen: tuple[tuple[str, str], ...] = ()
    is_searched: bool = False
    is_ranked: bool = False

    def rows(self, *terms: Any) -> Any:
        """The rows for these terms: the member, a term for each filter, the query."""
        left = list(terms)
        reader = AnonymousUser() if self.is_anonymous else any_member(left.pop(0))
        rows: Any = Question.objects.listed_first().visible_to(reader).published()
        for name, value in self.chosen:
            rows = narrowed(rows, name, value, left.pop(0) if name in SAMPLES else None)
        if self.is_searched:
            (query,) = left
            rows = fitting(rows, query)
            return ranked(rows, query) if self.is_ranked else rows
        return rows

    def page(self, start: int, *terms: Any) -> Any:
        """One page from a row on, each row beginning with the number."""
        named = [name for name, _value in self.chosen if name in SAMPLES]
        if "jls" in named and not self.is_searched:
            left, others = list(terms), tuple(one for one in self.chosen if one[0] != "jls")
            municipality = left.pop(named.index("jls") - len(named))  # from the end: the member may stand before
            return newest_in(municipality, replace(self, chosen=others).rows(*left).order_by())[
                start : start + PER_PAGE
            ]
        return self.rows(*terms).values_list("pk")[start : start + PER_PAGE]

    @property
    def samples(self) -> list[Any]:
        """One of the right type for each term, all different."""
        reader = [] if self.is_anonymous else [-1]
        query = ["sample"] if self.is_searched else []
        return [*reader, *(SAMPLES[name] for name, _value in self.chosen if name in SAMPLES), *query]

    @property
    def is_narrowed(self) -> bool:
        """By values of which some leave a handful and some nearly all."""
        return self.is_searched or any(name in SAMPLES for name, _value in self.chosen)


@lru_cache(maxsize=256)
def _page_from(shape: Shape, start: int) -> Prepared[Any]:
    return Prepared(partial(shape.page, start), shape.samples, by_values=shape.is_narrowed)


@lru_cache(maxsize=256)
def _counting(shape: Shape) -> Prepared[Any]:
    def numbers(*terms: Any) -> Any:
        return shape.rows(*terms).order_by().values("pk")[: COUNTED + 1]

    return Prepared(numbers, shape.samples, count=True, by_values=shape.is_narrowed)


@dataclass(frozen=True)
class _Pages:
    """The numbers of a list by pages: the first ones by prepared statements."""

    shape: Shape
    terms: list[Any]
    rows: Callable[[], Any]

    def __getitem__(self, part: slice) -> list[int]:
        if part.start < PREPARED * PER_PAGE:
            return [row[0] for row in _page_from(self.shape, part.start)(*self.terms)][: part.stop - part.start]
        return list(self.rows()[part])


class Asked:
    """The query of an address, against one look at all questions; 404 where it asks for a choice that there is not."""

    def __init__(self, data: QueryDict, look: Look, user: User | AnonymousUser) -> None:
        self.look, self.data, self.user = look, data, user
        self.search = Search(data.get("q", ""))
        self.options: Options = look.rendered("options", lambda: options_of(look))
        self.chosen = chosen_of(data, self.options)
        if is_strange(data, self.options):
            raise Http404
        self.is_anonymous = not user.is_authenticated
        self.count = self._count()

    def _rows(self) -> Any:
        rows: Any = Question.objects.listed_first().visible_to(self.user).published()
        if self.chosen:
            rows = QuestionFilter(self.data, rows, self.options).qs
        return rows if self.search.is_idle else self.search.fitting(rows)

    @cached_property
    def _shape(self) -> Shape | None:
        """For a prepared statement; None for the few who read more than any member, and where no word counts."""
        if not (self.is_anonymous or is_any_member(self.user)) or (self.search.typed and not self.search):
            return None
        named = tuple((name, "" if name in SAMPLES else value) for name, value in self.chosen.items())
        return Shape(self.is_anonymous, named, is_searched=bool(self.search))

    @property
    def _terms(self) -> list[Any]:
        reader = [] if self.is_anonymous else [self.user.pk]
        terms = [self.options[name][value].term for name, value in self.chosen.items() if name in SAMPLES]
        return [*reader, *terms, *([self.search.query] if self.search else [])]

    def _count(self) -> int:
        """How many fit, counted up to a thousand and one; for visitors, and of whole tabs, it may be as old as the look."""
        if self.active.keys() <= {"stanje"} and (self.is_anonymous or is_any_member(self.user)):
            return self.look.counts["tab" if self.is_anonymous else "tab of members"][self.chosen.get("stanje", "novo")]
        if not self.is_anonymous:
            return self._counted()
        asked = sorted((self.active | {"q": self.search.query}).items())
        return self.look.remembered(f"count {asked}", self._counted)

    def _counted(self) -> int:
        if self._shape is None:
            return count_up_to(self._rows())
        ((number,),) = _counting(self._shape)(*self._terms)
        return int(number)

    @property
    def _is_ranked(self) -> bool:
        return bool(self.search) and self.count <= COUNTED

    def page(self) -> Page[int]:
        """The page that the address names, as numbers: `rows.facts` reads what it shows of them."""

        def ordered() -> Any:
            rows = self._rows()
            rows = self.search.ranked(rows) if self._is_ranked else rows.order_by(*ORDER)
            return rows.values_list("pk", flat=True)

        shape = self._shape
        rows = ordered() if shape is None else _Pages(replace(shape, is_ranked=self._is_ranked), self._terms, ordered)
        return page_of(rows, self.count, self.data.get("page"))  # type: ignore[arg-type]  # a slice is all it takes

    # -- in words ----------------------------------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        """How many of what: "12 questions for “rasvjeta”"."""
        count, many = self.count, self.count > COUNTED and bool(self.active.keys() - {"stanje"})
        text = ngettext("%(number)s question", "%(number)s questions", count)
        if many:
            text, count = _("More than %(number)s questions"), COUNTED
        text %= {"number": number_format(count, use_l10n=True, force_grouping=True)}
        return f"{text} {_('for “%(words)s”') % {'words': self.search.typed}}" if self.search.typed else text

    def title(self, page: Page[Any]) -> str:
        """The heading where something was asked for, the name of the page where not, and which page of several it is."""
        text = self.heading if self.active else _("Questions and answers")
        if page.paginator.num_pages > 1:
            numbers = {"number": page.number, "pages": page.paginator.num_pages}
            text += " " + _("(page %(number)s of %(pages)s)") % numbers
        return text

    @property
    def active(self) -> dict[str, str]:
        """What makes this list another than all questions: parameters as they stand in an address."""
        typed = {"q": self.search.typed} if self.search.typed else {}
        return typed | self.chosen

    @property
    def narrowed(self) -> int:
        """How many filters are set beside words, tab and theme, which stand outside the box."""
        return len(self.active.keys() - {"q", "tema", "stanje"})

    def address(self, *without: str, **changed: str) -> str:
        """The query of this list with something taken away or changed; from its first page."""
        kept = {name: value for name, value in self.active.items() if name not in without}
        return "?" + urlencode(kept | changed)

    @property
    def chips(self) -> Iterator[tuple[str, str]]:
        """What is active in words, each with the address of the list without it; the tab is seen anyway."""
        for name, value in self.active.items():
            if name != "stanje":
                yield (value if name == "q" else self.options[name][value].label), self.address(name)

    @property
    def tabs(self) -> list[tuple[Option, str, bool]]:
        """Each tab with its address, and if it is the one that is read."""
        here = self.chosen.get("stanje", "novo")
        return [
            (one, self.address("stanje") if one.value == "novo" else self.address(stanje=one.value), one.value == here)
            for one in self.options["stanje"].values()
        ]

    @property
    def themes(self) -> list[tuple[Option, str, bool]]:
        """Each theme with the address of its list (of the list without it, where it is chosen), and if it is chosen."""
        chosen = self.chosen.get("tema", "")
        return [
            (one, self.address("tema") if one.value == chosen else self.address(tema=one.value), one.value == chosen)
            for one in self.options["tema"].values()
            if one.count or one.value == chosen
        ]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The selects of the form."""
        labels = {name: QuestionFilter.base_filters[name].label for name in SELECTS}
        return [
            {"name": name, "label": labels[name], "options": self._drawn(name, self.chosen.get(name, ""))}
            for name in SELECTS
        ]

    def _drawn(self, name: str, chosen: str) -> str:
        """The choices of one, drawn once a minute: the longest list has 143 municipalities."""

        def draw() -> str:
            first = pgettext("choices of a filter", "All")
            context = {"first": first, "options": list(self.options[name].values()), "chosen": chosen}
            return still(render_to_string("ui/options.html", context))

        return self.look.rendered(f"select {name} {chosen}", draw)
