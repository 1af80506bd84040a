"""The page of results as one reader asks for it: words and filters, what was found, the same in words and addresses."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from register.models.fields import tidy_line
from text.script import still
from ui.paging import COUNTED, KnownPaginator, number_of

from .finding import Finding, Found
from .kinds import KINDS
from .query import LENGTH, Query, parsed
from .words import Look

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import QueryDict

    from accounts.models import User

FILTERS = ("vrsta", "jls", "tema")


class Asked:
    """The query of an address; 404 where it asks for a choice that there is not."""

    def __init__(self, data: QueryDict, look: Look, user: User | AnonymousUser) -> None:
        self.look, self.data, self.user = look, data, user
        self.typed = tidy_line(data.get("q", "").replace("\x00", " ")[:LENGTH])
        self.chosen = {name: value for name in FILTERS if (value := data.get(name, ""))}
        choices: dict[str, Any] = {"vrsta": KINDS, "jls": look.municipalities, "tema": look.themes}
        if any(value not in choices[name] for name, value in self.chosen.items()):
            raise Http404

    @cached_property
    def query(self) -> Query:
        """With the marks of the filters; the kind is not among them, since all kinds are counted."""
        marks = []
        if slug := self.chosen.get("jls"):
            marks.append(f"m.{self.look.municipalities[slug].pk}")
        if slug := self.chosen.get("tema"):
            marks.append(f"h.{self.look.themes[slug].pk}")
        return parsed(self.typed, self.look).marked(*marks)

    @cached_property
    def found(self) -> Found | None:
        """What was found; None where nothing was asked for that could be."""
        if not self.query:
            return None
        number = number_of(self.data.get("page"))
        found = Finding(self.query, self.user, self.chosen.get("vrsta", "")).page(number)
        self.page = _page(found, number)
        return found

    @property
    def heading(self) -> str:
        """How many: "12 results for “rasvjeta”"."""
        total = self.found.total if self.found else 0
        text = ngettext("%(number)s result", "%(number)s results", total)
        if total > COUNTED:
            text, total = _("More than %(number)s results"), COUNTED
        text %= {"number": number_format(total, use_l10n=True, force_grouping=True)}
        return f"{text} {_('for “%(words)s”') % {'words': self.typed}}"

    @property
    def title(self) -> str:
        """Of the page."""
        if not self.typed:
            return pgettext("page", "Search")
        text = self.heading
        if self.found and self.page.paginator.num_pages > 1:
            numbers = {"number": self.page.number, "pages": self.page.paginator.num_pages}
            text += " " + _("(page %(number)s of %(pages)s)") % numbers
        return text

    def address(self, *without: str, **changed: str) -> str:
        """The query with something taken away or changed; from its first page."""
        kept = {"q": self.typed} | {name: value for name, value in self.chosen.items() if name not in without}
        return "?" + urlencode(kept | changed)

    @property
    def tabs(self) -> list[tuple[str, str, str, bool]]:
        """Each kind of which there is something: its name, how many, its address, whether it is the one that is read."""
        counts, here = self.found.counts if self.found else {}, self.chosen.get("vrsta", "")
        everything = sum(counts.values())
        tabs = [(pgettext("all kinds of results", "All"), _counted(everything), self.address("vrsta"), not here)]
        tabs += [
            (str(kind.many), _counted(counts.get(code, 0)), self.address(vrsta=code), code == here)
            for code, kind in KINDS.items()
            if counts.get(code) or code == here
        ]
        return tabs

    @property
    def chips(self) -> list[tuple[str, str]]:
        """The filters that are set, each with the address of the list without it; the kind is seen anyway."""
        named: dict[str, Any] = {"jls": self.look.municipalities, "tema": self.look.themes}
        return [(_label(named[name][self.chosen[name]]), self.address(name)) for name in named if name in self.chosen]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The selects of the form."""
        labels = {"jls": _("Municipality or city"), "tema": _("Theme")}
        return [{"name": name, "label": label, "options": self._drawn(name)} for name, label in labels.items()]

    def _drawn(self, name: str) -> str:
        """The choices of one, drawn once a minute."""
        chosen = self.chosen.get(name, "")
        choices: dict[str, dict[str, Any]] = {"jls": self.look.municipalities, "tema": self.look.themes}
        rows = choices[name]

        def draw() -> str:
            options = [{"value": slug, "label": _label(row)} for slug, row in rows.items()]
            context = {"first": pgettext("choices of a filter", "All"), "options": options, "chosen": chosen}
            return still(render_to_string("ui/options.html", context))

        return self.look.rendered(f"select {name} {chosen}", draw)


def _label(row: Any) -> str:
    return str(getattr(row, "full_name", None) or row)


def _counted(number: int) -> str:
    text = number_format(min(number, COUNTED), use_l10n=True, force_grouping=True)
    return f"{text}+" if number > COUNTED else text


def _page(found: Found, number: int) -> Page[Any]:
    """For the links to other pages; beyond the last there is none."""
    paginator: Paginator[Any] = KnownPaginator(found.documents, found.ranked)
    if number > paginator.num_pages:
        raise Http404
    return Page(found.documents, number, paginator)
