"""Lessons as a list by series, and how far the reader is."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.readers import reader
from trainings import look
from ui.kept import kept_page, values_of
from ui.paging import PER_PAGE, number_of

from .. import progress
from ..filters import choices, chosen_of, rows_for
from ..models import Lesson
from ..policy import can_write
from ..rows import Row, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Counts = dict[str, tuple[int, int]]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that one may read, by series; narrowed by what was chosen."""
    now = look.current()
    known = now.rendered("lesson choices", lambda: choices(now))
    chosen = chosen_of(request.GET, known)
    if chosen is None:
        raise Http404
    user, number = reader(request), number_of(request.GET.get("page"))
    rows = rows_for(chosen, Lesson.objects.published().visible_to(user).for_lists())
    pages: Paginator[Any] = Paginator(range(rows.count()), PER_PAGE)
    if number > pages.num_pages:
        raise Http404
    lessons = list(rows[(number - 1) * PER_PAGE : number * PER_PAGE])
    person = user if isinstance(user, User) else None
    versions = progress.versions_read(person, [one.pk for one in lessons]) if person else {}
    counts = progress.by_series(rows, person) if person else {}
    may_write = can_write(user)
    drafts = list(Lesson.objects.drafts_of(cast("User", user))) if may_write and number == 1 and not chosen else []
    page = Page(lessons, number, pages)

    def context() -> dict[str, Any]:
        return _shown(page, versions, counts, chosen, known) | {"may_write": may_write, "drafts": drafts}

    begun = [(one.pk, one.title, one.edited) for one in drafts]
    said = (now.at, pages.count, [values_of(one) for one in lessons], versions, counts, may_write, begun)
    return kept_page(request, "lessons/index.html", said, context)


def _shown(
    page: Page[Any],
    versions: Mapping[int, int],
    counts: Counts,
    chosen: dict[str, str],
    known: dict[str, list[tuple[str, str]]],
) -> dict[str, Any]:
    """What the list shows."""
    labels = {"tema": _("Theme"), "minuta": _("How long")}
    return {
        "groups": _groups([row_of(one, versions) for one in page.object_list], counts),
        "page": page,
        "chosen": chosen,
        "chips": [(dict(known[name])[value], _address(chosen, name)) for name, value in chosen.items()],
        "selects": [
            {"name": name, "label": labels[name], "options": known[name], "chosen": chosen.get(name, "")}
            for name in labels
        ],
        "progress": _progress([sum(column) for column in zip(*counts.values(), strict=True)] if counts else None),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': reverse('lessons:index')})}",
        "crumbs": [(_("Trainings"), reverse("trainings:index")), (_("Lessons"), None)],
    }


def _groups(rows: list[Row], counts: Counts) -> list[tuple[str, str, list[Row]]]:
    """Rows below their series, with how far one is there; last those that stand alone."""
    found = [(name, list(group)) for name, group in groupby(rows, lambda row: row.series)]
    return [(name, _progress(counts.get(name)) if name else "", group) for name, group in found]


def _progress(count: Any) -> str:
    """In words: "pročitano 2 od 6"; nothing where it is not known."""
    if not count:
        return ""
    read, all_of_them = count
    text = ngettext("read %(read)s of %(all)s", "read %(read)s of %(all)s", all_of_them)
    return text % {"read": read, "all": all_of_them}


def _address(chosen: dict[str, str], without: str) -> str:
    """The list with something taken away."""
    kept = {name: value for name, value in chosen.items() if name != without}
    return "?" + urlencode(kept) if kept else reverse("lessons:index")
