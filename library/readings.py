"""What pages of documents read, and what one reader asked of the library."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.models import Entry
from content.policy import can_see
from content.prepared_lists import PreparedLists
from content.search import Search
from notifications.wording import DETAILS, address_at
from ui.paging import page_of
from ui.prepared import Prepared

from .filters import choices, chosen_of, fitting, labels
from .models import Adopted, Document, Resting, Touch, Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.http import QueryDict

    from accounts.models import User

    from .look import Look

    Reader = User | AnonymousUser

MOST_RESTING = 30
RECENT = 40

_document: Prepared[Document] = Prepared(lambda pk: Document.objects.filter(pk=pk).with_all(), (-1,))


def read(number: int, user: Reader) -> Document:
    """With all that stands in its row, in one query; 404 for whom it is not there."""
    found = _document(number)
    if not found or not can_see(user, found[0]):
        raise Http404
    return found[0]


@dataclass(frozen=True)
class Link:
    """Another thing of the site, as the page of a document names it."""

    url: str
    title: str
    about: str = ""
    note: str = ""
    is_doubted: bool = False
    number: int = 0


_touches: Prepared[Touch] = Prepared(
    lambda number, same: (
        Touch.objects.filter(Q(earlier=number) | Q(later=same))
        .select_related("earlier", "later")
        .defer(*(f"{side}__{name}" for side in ("earlier", "later") for name in ("body", "body_html", "search")))
        .order_by("later__year", "pk")
    ),
    (-1, -2),
)
_versions: Prepared[Version] = Prepared(
    lambda number: Version.objects.filter(document=number).select_related("file").defer("text").order_by("-number"),
    (-1,),
)
_text: Prepared[Any] = Prepared(lambda number: Version.objects.filter(pk=number).values_list("text"), (-1,))
_carried: Prepared[Resting] = Prepared(
    lambda number: Resting.objects.filter(document=number).select_related("entry").order_by("-added")[:MOST_RESTING],
    (-1,),
)


def _is_read(user: Reader, entry: Entry) -> bool:
    """It stands on the site, for this reader too."""
    return entry.is_published and can_see(user, entry)


def touches_of(document: Document, user: Reader) -> tuple[list[Link], list[Link]]:
    """What acts did to it, and what it does to others, as far as the reader may see these."""
    by: list[Link] = []
    to: list[Link] = []
    for one in _touches(document.pk, document.pk):
        other = one.later if one.earlier_id == document.pk else one.earlier
        if _is_read(user, other):
            link = Link(other.get_absolute_url(), other.title, one.get_how_display(), one.note, number=one.pk)
            (by if one.earlier_id == document.pk else to).append(link)
    return by, to


def adopted_by(document: Document) -> list[Adopted]:
    """Municipalities that adopted it, by the alphabet."""
    if not document.is_model:
        return []
    rows = document.adoptions.select_related("municipality__type").order_by("municipality__sort_key", "pk")
    return list(rows)


def resting_on(document: Document, user: Reader) -> list[Link]:
    """Answers, standing answers and questions that cite its act; practices, trainings and lessons that rest on it."""
    links = _citing(document.act, user) if document.act is not None else []
    for one in _carried(document.pk):
        entry = one.entry
        if entry.kind in DETAILS and _is_read(user, entry):
            kind = Entry.Kind(entry.kind)
            links.append(Link(address_at(entry.pk, entry.title, kind), entry.title, str(kind.label), number=one.pk))
    return links


def _citing(act: Any, user: Reader) -> list[Link]:
    """What cites an act among the answers, as far as the reader may see it."""
    kinds = (
        (act.standings, _("standing answer")),
        (act.answers.select_related("about"), _("answer")),
        (act.questions, _("question")),
    )
    return [
        Link(
            one.get_absolute_url(),
            one.title or one.about.title,
            words,
            is_doubted=getattr(one, "doubted_on", None) is not None,
        )
        for rows, words in kinds
        for one in rows.visible_to(user).published().order_by("-published", "-pk")[:MOST_RESTING]
    ]


def versions_of(document: Document) -> list[Version]:
    """The newest first, without the texts of all but that one."""
    rows = list(_versions(document.pk))
    if rows:
        rows[0].text = next(iter(_text(rows[0].pk)), ("",))[0]
    return rows


@dataclass(frozen=True)
class Event:
    """Something that changed in the library."""

    day: Any
    url: str
    title: str
    words: str
    text: str = ""


def changes(user: Reader) -> list[Event]:
    """What acts did to each other, and later versions, the newest first."""
    seen = Document.objects.published().visible_to(user)
    touched = Touch.objects.exclude(how=Touch.How.CARRIES_OUT).filter(earlier__in=seen, later__in=seen)
    touched = touched.select_related("earlier", "later")
    events = [
        Event(
            one.added,
            one.earlier.get_absolute_url(),
            one.earlier.title,
            _("%(act)s: %(how)s it") % {"act": one.later.title, "how": one.get_how_display()},
            one.note,
        )
        for one in touched.order_by("-added")[:RECENT]
    ]
    versions = Version.objects.filter(document__in=seen, number__gt=1).select_related("document").defer("text")
    events += [
        Event(
            one.added,
            f"{one.document.get_absolute_url()}#verzije",
            one.document.title,
            _("New version: %(name)s") % {"name": one.name},
            one.changed,
        )
        for one in versions.order_by("-added")[:RECENT]
    ]
    return sorted(events, key=lambda event: event.day, reverse=True)[:RECENT]


def _rows(user: Reader, chosen: tuple[Any, ...]) -> Any:
    """Those by filters."""
    return fitting(dict(chosen), Document.objects.published().visible_to(user)).for_lists().newest_first()


_lists = PreparedLists(_rows)


class Asked:
    """What one reader asked of the library. A value that is no choice is a 404."""

    def __init__(self, data: QueryDict, look: Look, user: Reader, networks: Iterable[str] = ()) -> None:
        self.look, self.search = look, Search(data.get("q", ""))
        self.known = look.rendered("document choices", lambda: choices(look))
        chosen = chosen_of(data, self.known)
        network = data.get("mreza", "").strip()
        if chosen is None or (network and network not in networks):
            raise Http404
        self.chosen = chosen | ({"mreza": network} if network else {})
        self._number, self.user = data.get("page"), user
        self._all = Document.objects.published().visible_to(user)

    @property
    def active(self) -> dict[str, str]:
        """What makes this list another than the whole: parameters as they stand in an address."""
        return self.chosen | ({"q": self.search.typed} if self.search.typed else {})

    @cached_property
    def page(self) -> Page[Any]:
        """Twenty of them, the latest first; no page of that number is a 404."""
        if not self.search.typed:
            return _lists.page(self.user, tuple(sorted(self.active.items())), self._number, self.look)
        rows = fitting(self.active, self._all)
        return page_of(rows.for_lists().newest_first(), rows.count(), self._number)

    @property
    def heading(self) -> str:
        """How many: "12 dokumenata za „statut“"."""
        number = self.page.paginator.count
        text = ngettext("%(number)s document", "%(number)s documents", number) % {"number": number}
        return f"{text} {_('for “%(words)s”') % {'words': self.search.typed}}" if self.search.typed else text

    @property
    def title(self) -> str:
        """The name of the page; the heading where something was asked for, and which page of several it is."""
        name = _("Library")
        text = f"{self.heading} – {name}" if self.active else name
        if self.page.paginator.num_pages > 1:
            numbers = {"number": self.page.number, "pages": self.page.paginator.num_pages}
            text += " " + _("(page %(number)s of %(pages)s)") % numbers
        return text

    @property
    def chips(self) -> list[tuple[str, str]]:
        """What was chosen, with the address of the list without it."""
        words = {"q": f"“{self.search.typed}”", "mreza": _("of the network")}
        return [
            (words.get(name) or dict(self.known[name])[value], self.address(name))
            for name, value in self.active.items()
        ]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """The form of the filters."""
        return [
            {"name": name, "label": label, "options": self.known[name], "chosen": self.chosen.get(name, "")}
            for name, label in labels().items()
            if self.known[name]
        ]

    def address(self, without: str) -> str:
        """The list with something taken away."""
        kept = {name: value for name, value in self.active.items() if name != without}
        return "?" + urlencode(kept) if kept else reverse("library:index")
