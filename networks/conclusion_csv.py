"""The register of conclusions as CSV: the rows that the page lists, all of them, in the same order and in its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ui.tables import csv_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from .conclusion_rows import Row


def conclusions_csv(rows: Iterable[Row]) -> HttpResponse:
    """With what the page shows of each, and where its page is."""
    heads = (
        _("Network"), pgettext("of a conclusion", "Number"), _("Meeting"), _("Day of the meeting"), _("Conclusion"), _("To whom"),
        _("Who answers for it"), _("Answer due by"), _("What became of it"), pgettext("of a conclusion", "overdue"), _("Page"),
    )  # fmt: skip
    late = pgettext("of a conclusion", "overdue")
    told = (
        (
            one.network, one.number, one.meeting, one.day, one.title, one.addressee, one.responsible,
            one.deadline, one.state, late if one.is_overdue else "", settings.SITE_URL + one.url,
        )
        for one in rows
    )  # fmt: skip
    return csv_file("zakljucci", heads, told)
