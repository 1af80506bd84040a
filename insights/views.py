"""The page of public figures, and each of its tables as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ui.kept import kept_page
from ui.tables import csv_file

from .counting import current
from .tables import MAKERS, tables_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """As of the last minute. No query."""
    look = current()

    def context() -> dict[str, Any]:
        tables = tables_of(look)
        return {
            "tables": tables,
            "leaves_out": any(one.leaves_out for one in tables),
            "crumbs": [(_("Home"), reverse("home")), (_("Statistics"), None)],
        }

    return kept_page(request, "insights/index.html", look.at, context)


@require_safe
def table(_request: HttpRequest, key: str) -> HttpResponse:
    """One of them for Excel, as it stands on the page."""
    if key not in MAKERS:
        raise Http404
    one = MAKERS[key](current())
    rows = ([row.label, *(words if number is None else number for number, words in row.told)] for row in one.rows)
    return csv_file(f"statistika-{key}", [one.head, *one.columns], rows)
