"""The public register of conclusions: what a reader asked for, what fits, and how much of it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.prepared_lists import LARGE, PreparedLists
from content.search import Search
from ui.paging import page_of

from . import look
from .conclusion_filters import TO_MUNICIPALITY, TO_ORGANISATION, Choices, choices, chosen_of, fitting, labels
from .conclusion_rows import listed, rows_of
from .models import Conclusion

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import QueryDict

    from accounts.models import User

    from .conclusion_rows import Row


class Tally(NamedTuple):
    """How many of some conclusions were sent, answered, are overdue."""

    total: int
    sent: int
    answered: int
    overdue: int

    @property
    def share(self) -> str:
        """Of those sent, the answered: "58 %"; empty where nothing was sent. Some are never none, and most never all."""
        if not self.sent:
            return ""
        share = round(100 * self.answered / self.sent)
        if 0 < self.answered < self.sent:
            share = min(max(share, 1), 99)
        return f"{share}\N{NO-BREAK SPACE}%"

    @property
    def sentence(self) -> str:
        """The same in words; nothing where there is nothing to say it of."""
        if not self.total:
            return ""
        if not self.sent:
            return _("None of these was sent yet.")
        text = ngettext(
            "Of %(sent)s that was sent %(answered)s was answered (%(share)s)",
            "Of %(sent)s that were sent %(answered)s were answered (%(share)s)",
            self.sent,
        )
        return text % {"sent": _figure(self.sent), "answered": _figure(self.answered), "share": self.share}


class Addressee(NamedTuple):
    """One to whom conclusions went, with their tally."""

    key: str
    name: str
    tally: Tally


_lists = PreparedLists(lambda user, way: fitting(dict(way[0]), "", listed(user)).newest_meeting_first())


class Register:
    """What one reader asked of it. A value that is no choice is a 404."""

    def __init__(self, data: QueryDict, user: User | AnonymousUser) -> None:
        self.user, self.look, self.search = user, look.current(), Search(data.get("q", ""))
        known = self.look.rendered("conclusion choices", lambda: choices(self.look))
        everyone = self._counted({}, "")
        self.known: Choices = known | {"adresat": [(one.key, one.name) for one in everyone]}
        chosen = chosen_of(data, self.known)
        if chosen is None:
            raise Http404
        self.chosen = chosen
        is_narrowed = bool(chosen) or not self.search.is_idle
        self.addressees = self._counted(chosen, self.search.typed) if is_narrowed else everyone
        tallies = [one.tally for one in self.addressees]
        self.tally = Tally(*map(sum, zip(*tallies, strict=True))) if tallies else Tally(0, 0, 0, 0)

    def _counted(self, chosen: dict[str, str], typed: str) -> list[Addressee]:
        """For each addressee how many fit, and what became of them. Of many, what everyone may read, as of the last look."""
        name = f"by addressee {sorted(chosen.items())!r}"
        is_common = isinstance(self.user, AnonymousUser) and not typed
        if is_common and self.look.knows(name):
            return self.look.rendered(name, list)
        rows = fitting(chosen, typed, Conclusion.objects.published().visible_to(self.user))
        found = _addressees(rows, self.look)
        if is_common and sum(one.tally.total for one in found) >= LARGE:
            self.look.remembered(name, lambda: found)
        return found

    def page(self, number: str | None) -> Page[Any]:
        """Twenty of them; no page of that number is a 404."""
        rows = self._all if self.search.typed else _lists.pages(self.user, self._way)
        return page_of(rows, self.tally.total, number)  # type: ignore[arg-type]  # it is sliced alone

    @property
    def _way(self) -> tuple[Any, ...]:
        return tuple(sorted(self.chosen.items())), timezone.localdate()

    @property
    def _all(self) -> Any:
        return fitting(self.chosen, self.search.typed, listed(self.user)).newest_meeting_first()

    def rows(self) -> list[Row]:
        """All of them, for a table that is taken along."""
        return rows_of(self._all, self.user)

    @property
    def active(self) -> dict[str, str]:
        """What makes this list another than the whole register: parameters as they stand in an address."""
        return self.chosen | ({"q": self.search.typed} if self.search.typed else {})

    @property
    def heading(self) -> str:
        """How many: "12 conclusions for “katastar”"."""
        count = self.tally.total
        text = ngettext("%(number)s conclusion", "%(number)s conclusions", count) % {"number": _figure(count)}
        return f"{text} {_('for “%(words)s”') % {'words': self.search.typed}}" if self.search.typed else text

    def title(self, page: Page[Any]) -> str:
        """The name of the page; the heading where something was asked for, and which page of several it is."""
        name = _("Conclusions of networks")
        text = f"{self.heading} – {name}" if self.active else f"{name}: {self.heading}"
        if page.paginator.num_pages > 1:
            numbers = {"number": page.number, "pages": page.paginator.num_pages}
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
    def followed_by(self) -> tuple[str, str] | None:
        """The parameter and slug by which the chosen addressee can be followed."""
        key = self.chosen.get("adresat", "")
        kinds = {TO_ORGANISATION: "organizacija", TO_MUNICIPALITY: "jls"}
        return next(((name, key.removeprefix(start)) for start, name in kinds.items() if key.startswith(start)), None)

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The form of the filters."""
        return [
            {"name": name, "label": label, "options": self.known[name], "chosen": self.chosen.get(name, "")}
            for name, label in labels().items()
        ]

    def address(self, *without: str, **changed: str) -> str:
        """The list with something taken away or changed."""
        kept = {name: value for name, value in self.active.items() if name not in without} | changed
        return "?" + urlencode(kept) if kept else reverse("networks:conclusions")

    def by_addressee(self) -> list[tuple[str, str, Tally]]:
        """For the table: the address of the list of each, the name, the tally."""
        return [(self.address(adresat=one.key), one.name, one.tally) for one in self.addressees]


def _addressees(rows: Any, now: look.Look) -> list[Addressee]:
    """Each to whom some of the rows went: organisations by name, then municipalities by the alphabet. One query."""
    late = Q(state__in=Conclusion.UNANSWERED, deadline__lt=timezone.localdate())
    counted = rows.order_by().values_list("to_organisation", "to_municipality").annotate(
        total=Count("pk"),
        sent_ones=Count("pk", filter=Q(sent__isnull=False)),
        answered_ones=Count("pk", filter=Q(state__in=Conclusion.OUTCOMES)),
        overdue_ones=Count("pk", filter=late),
    )  # fmt: skip
    tallies = {(organisation, municipality): Tally(*numbers) for organisation, municipality, *numbers in counted}
    organisations = [now.organisation(organisation) for organisation, _none in tallies if organisation]
    municipalities = [now.municipality(municipality) for _none, municipality in tallies if municipality]
    return [
        *(
            Addressee(f"{TO_ORGANISATION}{one.slug}", str(one), tallies[one.pk, None])
            for one in sorted(organisations, key=lambda one: one.name)
        ),
        *(
            Addressee(f"{TO_MUNICIPALITY}{one.slug}", one.full_name, tallies[None, one.pk])
            for one in sorted(municipalities, key=lambda one: one.sort_key)
        ),
    ]


def _figure(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)
