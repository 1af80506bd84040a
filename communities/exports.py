"""The directory as CSV: the rows that the page lists, all of them, in the same order and in the script of the page.

UTF-8 with a byte order mark, for Excel. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
Everything that depends on the language is looked up before the first row goes out: the language of a request is over
when its answer is still being streamed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from register.models import Community, LegalStatus, Municipality
from text.languages import current
from text.script import to_cyrillic, to_latin
from ui.paging import Rows
from ui.tables import safe

from .country import Country, Place

COLUMNS = (
    "name",
    "qualifier",
    "slug",
    "municipality",
    "kind",
    "legal_status",
    "settlements",
    "former_names",
    "evidence",
    "confirmed_on",
    "source_url",
    "source_date",
    "updated",
)
ROWS = Community.objects.open().only(*COLUMNS)
CHUNK = 1000

Cell = object
Row = Iterable[Cell]


class Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def communities_csv(rows: Rows, country: Country) -> StreamingHttpResponse:
    """Local communities with where they are, what is known, and where it comes from."""
    script = _script()
    places = {pk: _place(one, script) for pk, one in country.by_id.items()}
    kinds = {str(value): script(str(label)) for value, label in Community.Kind.choices}
    statuses = {status.pk: script(status.name) for status in LegalStatus.objects.all()}
    unconfirmed = script(_("unconfirmed"))
    heads = [
        _("Local community"),
        _("Told apart by"),
        _("Municipality"),
        _("Canton"),
        _("Entity or district"),
        _("Kind of settlement"),
        _("Legal status"),
        _("Settlements"),
        _("Former names"),
        _("Confirmed"),
        _("Date of the source"),
        _("Source"),
        _("Last change"),
        _("Page"),
    ]
    municipalities = country.places()

    def page(one: Community) -> str:
        place = municipalities.get(one.municipality_id) or Place.of(one.municipality)
        return f"{settings.SITE_URL}{place.url}{one.slug}/"

    def row(one: Community) -> Row:
        place = places.get(one.municipality_id) or _place(one.municipality, script)
        return (
            script(one.name),
            script(one.qualifier),
            *place,
            kinds.get(one.kind, ""),
            statuses.get(one.legal_status_id or 0, ""),
            script(", ".join(one.settlement_list)),
            script(", ".join(one.former_name_list)),
            unconfirmed if one.is_unconfirmed else one.confirmed_on or "",
            one.source_date,
            one.source_url,
            timezone.localdate(one.updated),
            page(one),
        )

    several = rows if isinstance(rows, list) else rows.iterator(chunk_size=CHUNK)
    return _answer("mjesne-zajednice", [script(head) for head in heads], map(row, several))


def municipalities_csv(reasons: Iterable[tuple[Municipality, str]]) -> StreamingHttpResponse:
    """Municipalities of which there is no list, and why."""
    script = _script()
    heads = [_("Municipality"), _("Canton"), _("Entity or district"), _("Why there is no list"), _("Page")]
    rows = [
        (*_place(one, script), script(reason), settings.SITE_URL + one.get_absolute_url()) for one, reason in reasons
    ]
    return _answer("bez-spiska", [script(head) for head in heads], rows)


def _place(one: Municipality, script: Callable[[str], str]) -> tuple[str, str, str]:
    return script(one.full_name), script(one.canton.name if one.canton else ""), script(one.entity.name)


def _script() -> Callable[[str], str]:
    return to_cyrillic if current().script == "Cyrl" else to_latin


def _answer(name: str, heads: list[str], rows: Iterable[Row]) -> StreamingHttpResponse:
    writer = csv.writer(Line())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(heads)
        for row in rows:
            yield writer.writerow([safe(str(cell)) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    return response
