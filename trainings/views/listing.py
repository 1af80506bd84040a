"""Trainings as a list by months, and as a calendar of one month."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import groupby
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.readers import reader
from ui.kept import kept_page
from ui.paging import PER_PAGE, number_of

from .. import look, readings
from ..filters import PAST, choices, chosen_of
from ..models import Training
from ..policy import can_announce
from ..rows import Row, row_of

SELECTS = ("oblik", "mjesta", "entitet", "tema")
FIRST, LAST = 2010, 2100  # years that a calendar is drawn for


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those that come, by months, or those that were held, by years; narrowed by what was chosen."""
    now = look.current()
    known = now.rendered("choices", lambda: choices(now))
    chosen = chosen_of(request.GET, known)
    if chosen is None:
        raise Http404
    user, number, today = reader(request), number_of(request.GET.get("page")), timezone.localdate()
    total = readings.count(chosen, user, today, now)
    pages: Paginator[Any] = Paginator(range(total), PER_PAGE)
    if number > pages.num_pages:
        raise Http404
    rows, may_announce = readings.page(chosen, number, user, today), can_announce(user)
    drafts = Training.objects.drafts_of(cast("User", user)) if may_announce and number == 1 and not chosen else []
    begun = [(one.pk, one.title, one.edited) for one in drafts]

    def context() -> dict[str, Any]:
        return _shown(Page(rows, number, pages), chosen, known) | {"may_announce": may_announce, "drafts": drafts}

    # Where a training stands goes by the clock: it may be as old as the look.
    said = (now.at, today, total, [readings.said_of(one) for one in rows], may_announce, begun)
    return kept_page(request, "trainings/index.html", said, context)


def _shown(page: Page[Any], chosen: dict[str, str], known: dict[str, list[tuple[str, str]]]) -> dict[str, Any]:
    """What the list shows to everyone."""
    is_past, moment = chosen.get("stanje") == PAST, timezone.now()
    return {
        "groups": _groups([row_of(one, moment) for one in page.object_list], by_year=is_past),
        "page": page,
        "chosen": chosen,
        "chips": [(dict(known[name])[chosen[name]], _address(chosen, name)) for name in SELECTS if name in chosen],
        "tabs": [
            (pgettext("trainings", "Coming"), _address(chosen, "stanje"), not is_past),
            (pgettext("trainings", "Held"), _address(chosen, stanje=PAST), is_past),
        ],
        "selects": [_select(name, known[name], chosen.get(name, "")) for name in SELECTS],
        "is_past": is_past,
    }


def _groups(rows: list[Row], *, by_year: bool) -> list[tuple[str, list[Row]]]:
    """Rows below the month in which they begin, or the year; those without a day below words that say so."""

    def heading(row: Row) -> str:
        if row.day is None:
            return _("The day is not known")
        return str(row.day.year) if by_year else _month(row.day)

    return [(name, list(group)) for name, group in groupby(rows, heading)]


def _month(day: date) -> str:
    name = date_format(day, "F Y.") if date_format(day, "DATE_FORMAT").endswith(".") else date_format(day, "F Y")
    return name[:1].upper() + name[1:]


def _address(chosen: dict[str, str], *without: str, **changed: str) -> str:
    """The list with something taken away or changed."""
    kept = {name: value for name, value in chosen.items() if name not in without} | changed
    return "?" + urlencode(kept) if kept else reverse("trainings:index")


def _select(name: str, options: list[tuple[str, str]], chosen: str) -> dict[str, Any]:
    labels = {"oblik": _("How"), "mjesta": _("Seats"), "entitet": _("Entity or district"), "tema": _("Theme")}
    return {"name": name, "label": labels[name], "options": options, "chosen": chosen}


@require_safe
def months(request: HttpRequest) -> HttpResponse:
    """One month as a table of weeks, with the same links; `?mjesec=2026-12`."""
    today = timezone.localdate()
    first = _asked(request.GET.get("mjesec", "")) or today.replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    begin, end = weeks[0][0], weeks[-1][-1]
    rows = Training.objects.published().visible_to(reader(request)).filter(ends__gte=begin, begins__lte=end)
    days: dict[date, list[Training]] = {}
    for one in rows.order_by("begins", "pk").with_sessions():
        for day in dict.fromkeys(session.day for session in one.sessions_shown):
            days.setdefault(day, []).append(one)
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    context = {
        "title": _month(first),
        "weeks": [
            [{"day": day, "is_other": day.month != first.month, "rows": days.get(day, [])} for day in week]
            for week in weeks
        ],
        "weekdays": [date_format(day, "D") for day in weeks[0]],
        "is_empty": not any(day.month == first.month for day in days),
        "today": today,
        "before": f"{before:%Y-%m}",
        "after": f"{after:%Y-%m}",
        "before_name": _month(before),
        "after_name": _month(after),
        "crumbs": [(_("Trainings"), reverse("trainings:index")), (pgettext("of trainings", "Calendar"), None)],
    }
    return render(request, "trainings/months.html", context)


def _asked(month: str) -> date | None:
    """The first day of it; None for none, 404 for what is no month."""
    if not month:
        return None
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None
    if not FIRST <= first.year <= LAST:
        raise Http404
    return first
