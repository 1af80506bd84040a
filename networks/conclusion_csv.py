"""The register of conclusions as CSV: the rows that the page lists, all of them, in the same order and in its script.

UTF-8 with a byte order mark, for Excel. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from text.languages import current
from text.script import convert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .conclusion_rows import Row

FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def conclusions_csv(rows: Iterable[Row]) -> HttpResponse:
    """With what the page shows of each, and where its page is."""
    script = current().script
    heads = (
        _("Network"), pgettext("of a conclusion", "Number"), _("Meeting"), _("Day of the meeting"), _("Conclusion"), _("To whom"),
        _("Who answers for it"), _("Answer due by"), _("What became of it"), pgettext("of a conclusion", "overdue"), _("Page"),
    )  # fmt: skip
    file = StringIO()
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow([convert(head, script) for head in heads])
    late = pgettext("of a conclusion", "overdue")
    for one in rows:
        said = (
            one.network, one.number, one.meeting, one.day or "", one.title, one.addressee, one.responsible,
            one.deadline or "", one.state, late if one.is_overdue else "",
        )  # fmt: skip
        writer.writerow([*(safe(convert(str(cell), script)) for cell in said), settings.SITE_URL + one.url])
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="zakljucci-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def safe(text: str) -> str:
    """No formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
