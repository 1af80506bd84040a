"""Training records: one's own, of a municipality for its coordinator, of an association for its editors."""

from __future__ import annotations

import re
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.policy import coordinated_by, holders_of
from content.drafts import asked_to_sign_in
from register.models import Municipality, Organisation

from .. import look, policy, records
from ..lists import XLSX
from ..models import Training
from ..record_files import municipal_table, record_pdf, report_table
from ..reports import NOT_SHOWN, Report, report_of
from ..suppressing import ALL
from .certificates import asked_language

FOUR_DIGITS = re.compile("[1-9][0-9]{3}")
FIRST_OF = 20  # trainings to come among which one is sought that takes people


@require_safe
@asked_to_sign_in
def record(request: HttpRequest) -> HttpResponse:
    """What somebody attended, by year, with certificates."""
    context = {
        "record": records.record_of(cast("User", request.user)),
        "crumbs": _crumbs((_("My trainings"), reverse("trainings:mine")), (_("Training record"), None)),
    }
    return render(request, "trainings/record.html", context)


@require_safe
@asked_to_sign_in
def record_paper(request: HttpRequest) -> HttpResponse:
    """The same as PDF, in the script of the page or the other one."""
    found, language = records.record_of(cast("User", request.user)), asked_language(request)
    if not found.rows:
        raise Http404
    script = "cirilica" if language.script == "Cyrl" else "latinica"
    return _file(record_pdf(found, language), "application/pdf", f"evidencija-obuka-{script}.pdf")


@require_safe
@asked_to_sign_in
def record_of_municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """Which local communities have somebody who was trained, and which have not."""
    municipality, found, chosen = _municipal(request, slug)
    user = cast("User", request.user)
    others = [one for one in coordinated_by(user) if one.pk != municipality.pk]
    context = {
        "municipality": municipality,
        "record": found,
        "chosen": chosen,
        "selects": _selects(found, chosen),
        "table_url": _with(reverse("trainings:record_of_municipality_table", args=[slug]), chosen),
        "next": _next_open(user) if found.without else None,
        "may_bring": bool(coordinated_by(user)),
        "others": Municipality.objects.filter(pk__in=[one.pk for one in others]).with_places().in_order(),
        "crumbs": _crumbs((_("Training record"), None)),
    }
    return render(request, "trainings/record_of_municipality.html", context)


@require_safe
@asked_to_sign_in
def record_of_municipality_table(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for Excel."""
    municipality, found, _chosen = _municipal(request, slug)
    return _file(municipal_table(municipality, found), XLSX, f"evidencija-{municipality.slug}.xlsx")


@require_safe
@asked_to_sign_in
def record_of_organisation(request: HttpRequest) -> HttpResponse:
    """How many people an association trained, by year, place, gender and theme."""
    report, organisations = _report(request)
    chosen = {"organizacija": report.organisation.slug} if len(organisations) > 1 else {}
    year = {"godina": str(report.year)} if report.year else {}
    context = {
        "report": report,
        "organisations": [(one, _with("", {"organizacija": one.slug})) for one in organisations],
        "years": [(str(one), _with("", chosen | {"godina": str(one)}), one == report.year) for one in report.years],
        "all_years_url": _with(request.path, chosen),
        "table_url": _with(reverse("trainings:record_of_organisation_table"), chosen | year),
        "not_shown": NOT_SHOWN,
        "crumbs": _crumbs((_("Training record"), None)),
    }
    return render(request, "trainings/record_of_organisation.html", context)


@require_safe
@asked_to_sign_in
def record_of_organisation_table(request: HttpRequest) -> HttpResponse:
    """The same for Excel."""
    report, _organisations = _report(request)
    name = "-".join(filter(None, ["evidencija", report.organisation.slug, str(report.year or "")]))
    return _file(report_table(report), XLSX, f"{name}.xlsx")


def _municipal(request: HttpRequest, slug: str) -> tuple[Municipality, records.OfMunicipality, dict[str, str]]:
    """For whoever coordinates it today, and moderators; for others it is not there. Nor is what is no choice."""
    municipality = get_object_or_404(Municipality.objects.with_places(), slug=slug)
    if not policy.sees_record_of(request.user, municipality):
        raise Http404
    trainings = records.trainings_of(records.of_municipality(municipality))
    chosen = {name: value for name in ("tema", "godina", "obuka") if (value := request.GET.get(name, "").strip())}
    known = records.choices(trainings)
    if not all(value in known[name] for name, value in chosen.items()):
        raise Http404
    return municipality, records.municipal_record(municipality, chosen, trainings), chosen


def _report(request: HttpRequest) -> tuple[Report, list[Organisation]]:
    """Of an organisation for which somebody edits today; of the first where none is named."""
    organisations = holders_of(request.user)
    slug, year = request.GET.get("organizacija", ""), request.GET.get("godina", "")
    chosen = next((one for one in organisations if slug in {"", one.slug}), None)
    wanted = ALL if not year else int(year) if FOUR_DIGITS.fullmatch(year) else None
    found = None if chosen is None or wanted is None else report_of(chosen, wanted, look.current())
    if found is None:
        raise Http404
    return found, organisations


def _selects(found: records.OfMunicipality, chosen: dict[str, str]) -> list[dict[str, Any]]:
    options = {
        "tema": (_("Theme"), [(one.slug, one.name) for one in found.themes]),
        "godina": (_("Year"), [(str(one), str(one)) for one in found.years]),
        "obuka": (_("Training"), [(str(one.pk), one.title) for one in found.trainings]),
    }
    rows = options.items()
    return [{"name": name, "label": label, "options": of, "chosen": chosen.get(name, "")} for name, (label, of) in rows]


def _next_open(user: User) -> Training | None:
    """The next training for which one may sign up, where whoever is missing can be sent."""
    now = timezone.now()
    coming = Training.objects.published().visible_to(user).to_come(timezone.localdate(now)).exclude(sign_up=None)
    rows = coming.with_sessions()[:FIRST_OF]
    return next((one for one in rows if one.state(now) == Training.State.OPEN), None)


def _with(address: str, chosen: dict[str, str]) -> str:
    return f"{address}?{urlencode(chosen)}" if chosen else address


def _crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Trainings"), reverse("trainings:index")), *steps]


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
