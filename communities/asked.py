"""The directory as one reader asks for it: words and filters, the rows that fit, and the same in words and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from register.models import Community, Municipality
from text.script import still
from text.sort import sort_key
from ui.paging import COUNTED, Rows, count_up_to

from .country import Country
from .filters import (
    ALPHABET,
    NO_LIST,
    UNKNOWN,
    DirectoryFilter,
    Option,
    Options,
    chosen_of,
    is_strange,
    letter_label,
    options_of,
)
from .matching import BY_NAME, WHOLE, by_name, paged
from .search import Search

FIRST_LETTER = re.compile("^.~*")  # of a sort key
SORTS: dict[str, tuple[str, ...]] = {
    "naziv": BY_NAME,
    "opcina": ("municipality__sort_key", "sort_key", "pk"),
    "izmjena": ("-updated", "sort_key", "pk"),
}
FEW = 10  # found as written: with fewer, what was found may not be what was meant
SELECTS = ("entitet", "kanton", "jls", "vrsta", "spisak", "sort")


@dataclass(frozen=True)
class Select:
    """A field of the form: its choices are drawn once a minute, since the longest list has 143."""

    name: str
    label: str | Promise
    options: str


class Asked:
    """The query of an address, against one look at the country; 404 where it asks for a choice that there is not."""

    def __init__(self, data: QueryDict, country: Country, rows: QuerySet[Community] = WHOLE) -> None:
        self.country = country
        self.search = Search(data.get("q", ""), country)
        self.options: Options = country.rendered("options", lambda: options_of(country))
        self.chosen = chosen_of(data, self.options)  # valid values by parameter
        if is_strange(data, self.options):
            raise Http404
        self.filtered = DirectoryFilter(data, rows, self.options).qs if self.chosen else rows  # what they leave

    # -- rows --------------------------------------------------------------------------------------------------------

    def communities(self) -> tuple[Rows, int]:
        """What fits and how many (`paging.COUNTED` + 1 for "more"), best match first, else by the alphabet.

        Where a search finds few, what is there but for a slip follows; where it fits more than anyone
        counts, ranking every row would cost more than it is worth, and only names that begin so stand before the others.
        """
        words, sort = bool(self.search.words), self.chosen.get("sort", "")
        rows: Rows
        if self.filtered is WHOLE and words:
            rows, count = self.search.fitting_in_whole()
        elif self.filtered is WHOLE and not self.search.typed:
            rows, count = paged(by_name), self.country.total
        else:
            rows = fitting = self.search.fitting(self.filtered)
            if sort or not words:
                rows = fitting.order_by(*SORTS[sort or "naziv"])
            count = self._counted(fitting) if self.known_count is None else self.known_count
        if not words:
            return rows, count
        if count < FEW:
            found = list(rows[0:count]) if count else []
            found += self.search.slipped(self.filtered, found)
            return found, len(found)
        return rows if count <= COUNTED or sort else self.search.by_beginning(self.filtered), count

    def _counted(self, fitting: QuerySet[Community]) -> int:
        """How many fit, counted up to a thousand and one; without words it may be as old as the look."""
        if self.search.typed:
            return count_up_to(fitting)
        return self.country.remembered(f"count {sorted(self.active.items())}", lambda: count_up_to(fitting))

    @cached_property
    def municipalities(self) -> list[Municipality]:
        """Municipalities of which there is no list, where the reader asks for those."""
        rows = [one for one in self.country.without_list if self.letter_of(one)]
        for name in ("entitet", "kanton", "jls"):
            if value := self.chosen.get(name):
                rows = [one for one in rows if one.pk in self.options[name][value].municipalities]
        if self.search.is_idle:
            return rows
        named = {one.pk for one in self.search.municipalities()}
        return [one for one in rows if one.pk in named]

    def letter_of(self, municipality: Municipality) -> bool:
        """Whether a municipality begins with the chosen letter, if one was chosen."""
        letter = self.chosen.get("slovo")
        return not letter or FIRST_LETTER.findall(municipality.sort_key) == [sort_key(letter)]

    # -- what is active ----------------------------------------------------------------------------------------------

    @cached_property
    def active(self) -> dict[str, str]:
        """What makes this list another than the whole register: parameters as they stand in an address."""
        typed = {"q": self.search.typed} if self.search.typed else {}
        return typed | {name: value for name, value in self.chosen.items() if name != "sort"}

    @property
    def narrowed(self) -> int:
        """How many filters are set beside the words."""
        return len(self.active.keys() - {"q"})

    @property
    def order(self) -> str:
        """What the rows are ordered by; empty for the best fit."""
        return self.chosen.get("sort", "" if self.search.words else "naziv")

    def is_inside(self, municipality: Municipality) -> bool:
        """It lies in the entity and the canton that were chosen."""
        areas = (self.options[name][self.chosen[name]] for name in ("entitet", "kanton") if name in self.chosen)
        return all(municipality.pk in area.municipalities for area in areas)

    @property
    def wants_municipalities(self) -> bool:
        """The reader asked where lists are missing."""
        return self.chosen.get("spisak") == NO_LIST

    @property
    def known_count(self) -> int | None:
        """How many fit, where the last look at the country tells."""
        if not self.active:
            return self.country.total
        name, value = next(iter(self.active.items()))
        return self.options[name][value].count if len(self.active) == 1 and name != "q" else None

    def address(self, *without: str, **changed: str) -> str:
        """The query of this list with something taken away or changed; from its first page."""
        sort = {"sort": self.chosen["sort"]} if "sort" in self.chosen else {}
        kept = {name: value for name, value in (self.active | sort).items() if name not in without}
        return "?" + urlencode(kept | changed)

    @property
    def chips(self) -> Iterator[tuple[str, str]]:
        """What is active in words, each with the address of the list without it."""
        for name, value in self.active.items():
            label = value if name == "q" else self.options[name][value].label
            yield (_("Letter %(letter)s") % {"letter": label} if name == "slovo" else label), self.address(name)

    @property
    def selects(self) -> str:
        """The selects of the form; untouched ones are drawn once a minute."""
        ranked = bool(self.search.words)

        def draw() -> str:
            chosen = [
                (name, self.chosen.get(name, "")) for name in SELECTS if name in self.chosen or self._differs(name)
            ]
            labels = {name: DirectoryFilter.base_filters[name].label for name in SELECTS}
            fields = [Select(name, labels[name], self._options(name, value, ranked)) for name, value in chosen]
            return render_to_string("communities/selects.html", {"fields": fields})

        return draw() if self.chosen else self.country.rendered(f"selects {ranked}", lambda: still(draw()))

    def _differs(self, name: str) -> bool:
        """There is something to choose; the kinds of settlement are hidden until one is known."""
        options = self.options[name]
        return any(one.count for one in options.values() if one.value != UNKNOWN) if name == "vrsta" else bool(options)

    @staticmethod
    def _is_shown(name: str, one: Option, value: str, ranked: bool) -> bool:
        if name == "vrsta":
            return one.count > 0 or one.value == value
        return ranked or one.value != "naziv"

    def _options(self, name: str, value: str, ranked: bool) -> str:
        """The first option is what an untouched form asks for: everything, and for a search the best match first."""
        ranked = ranked and name == "sort"

        def draw() -> str:
            first = {"sort": _("best match first") if ranked else _("by name"), "spisak": _("Local communities")}
            context = {
                "first": first.get(name) or pgettext("choices of a filter", "All"),
                "options": [one for one in self.options[name].values() if self._is_shown(name, one, value, ranked)],
                "chosen": value,
                "counted": name != "sort",
            }
            return render_to_string("communities/options.html", context)

        return self.country.rendered(f"select {name} {value} {ranked}", draw)

    @property
    def letters(self) -> list[tuple[str, str, bool]]:
        """Letters of the alphabet, each with the address of its list (none where nothing begins so); if it is chosen."""
        before = self.address("slovo", "q")
        before += "" if before == "?" else "&"
        there, chosen = self.options["slovo"], self.chosen.get("slovo")
        return [
            (letter_label(letter), f"{before}slovo={quote(letter)}" if there[letter].count else "", letter == chosen)
            for letter in ALPHABET
        ]
