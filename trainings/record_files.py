"""Records as files: that of a person as PDF, those of municipalities and associations for Excel."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from register.models import Municipality
from text.languages import Language
from ui.pdf import draw, in_script

from .paper import address_of
from .records import Attended, OfMunicipality, Record
from .reports import NOT_SHOWN, Line, Report, Table
from .sheets import workbook

Cell = str | int


def record_pdf(record: Record, language: Language) -> bytes:
    """As many pages of A4 as it needs, in the language and script of that reader."""
    with override(language.code):
        data = in_script(_data(record, language), language.script, KEPT)
    return draw("record.typ", data | {"name": record.name_in(language)}, made=timezone.now())


def _data(record: Record, language: Language) -> dict[str, Any]:
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    number = len(record.rows)
    summary = ngettext("%(number)s training", "%(number)s trainings", number) % {"number": number}
    if record.hours:
        summary += ", " + _("together %(hours)s") % {"hours": record.hours}
    if record.hours and record.some_hours_are_unknown:
        summary += " (" + _("the hours of some are not known") + ")"
    page = settings.SITE_URL.partition("://")[2]
    return {
        "title": _("Training record"),
        "heading": _("Training record"),
        "site": page,
        "language": language.tag.partition("-")[0],
        "summary": summary,
        "footer": _("As of %(day)s") % {"day": today},
        "heads": [_("Training"), _("When"), _("Where"), _("Attendance"), _("Certificate")],
        "years": [{"name": year, "rows": [_row(one) for one in rows]} for year, rows in record.years],
        "check": _("Anyone can check a certificate by its code: %(page)s") % {"page": f"{page}/potvrde/"},
    }


def _row(one: Attended) -> dict[str, str]:
    return {
        "title": one.training.title,
        "organiser": one.organised_by,
        "when": one.when,
        "place": one.training.held_in,
        "sessions": one.attendance,
        "hours": one.hours,
        "certificate": one.certificate.numbered if one.certificate else "",
        "code": one.certificate.spelled if one.certificate else "",
        "address": address_of(one.certificate) if one.certificate else "",
    }


KEPT = {"language", "code", "address", "site"}
"""What is the same in both scripts."""


# -- for Excel ---------------------------------------------------------------------------------------------------------


def municipal_table(municipality: Municipality, record: OfMunicipality) -> bytes:
    """A row for each local community."""
    rows: list[list[Cell]] = [[_("Local community"), _("Trained people"), _("Latest year"), _("Themes")]]
    for one in record.lines:
        themes = ", ".join(theme.name for theme in one.themes)
        rows.append([one.community.label, one.said if one.people is None else one.people, one.latest or "", themes])
    return workbook((municipality.label, rows[0], rows[1:]))


def report_table(report: Report) -> bytes:
    """A sheet about the report, and one for each breakdown."""
    about: list[list[Cell]] = [
        [_("Training record"), report.organisation.name],
        [_("Year"), report.year or _("all years")],
        [_("Trained people"), _("not shown") if report.people is None else report.people],
        [_("Trainings"), report.trainings],
        [_("As of"), str(date_format(timezone.localdate(), "DATE_FORMAT"))],
        [_("What is not shown"), str(NOT_SHOWN)],
    ]
    sheets = [(_("About"), about), *((one.title, _rows(one)) for one in report.tables)]
    return workbook(*((title, rows[0], rows[1:]) for title, rows in sheets))


def _rows(table: Table) -> list[list[Cell]]:
    """Places in two columns, so that Excel can sum up one of them."""
    number = _("Trained people")
    if not table.is_told:
        return [[table.head, number], [_("Too few people to tell them apart."), ""]]
    if not any(one.is_part for one in table.lines):
        return [[table.head, number], *([one.label, _number(one)] for one in table.lines)]
    rows: list[list[Cell]] = [[_("Entity or canton"), _("Municipality"), number]]
    above = ""
    for one in table.lines:
        above = above if one.is_part else one.label
        rows.append([above, one.label if one.is_part else _("together"), _number(one)])
    return rows


def _number(one: Line) -> Cell:
    return one.said if one.people is None else one.people
