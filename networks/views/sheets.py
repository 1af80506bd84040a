"""A meeting and a conclusion as a page of A4 for the notice board, for whoever may read their pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.readers import reader
from ui.qr import to_scan

from .. import meeting_readings
from ..conclusion_rows import addressee_of, look_of
from ..rows import when
from .conclusion import found_conclusion


@require_safe
def meeting_sheet(request: HttpRequest, slug: str, number: int, title: str) -> HttpResponse:
    """When and where, on what, who meets."""
    one = meeting_readings.read(number, reader(request))
    if not one.is_published:
        raise Http404
    if (one.network.slug, one.slug) != (slug, title):
        return HttpResponsePermanentRedirect(
            reverse("networks:meeting_sheet", args=[one.network.slug, one.pk, one.slug])
        )
    context = {
        "meeting": one,
        "networks": [one.network, *one.others.all()],
        "when": when(one),
        "agenda": list(one.agenda.all()),
    }
    return render(request, "networks/meeting_sheet.html", context | to_scan(one.get_absolute_url()))


@require_safe
def conclusion_sheet(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """What was concluded, to whom it went, and what became of it."""
    one = found_conclusion(number, reader(request))
    if not one.is_published:
        raise Http404
    if one.slug != slug:
        return HttpResponsePermanentRedirect(reverse("networks:conclusion_sheet", args=[one.pk, one.slug]))
    context = {"conclusion": one, "addressee": addressee_of(one), "look": look_of(one)}
    return render(request, "networks/conclusion_sheet.html", context | to_scan(one.get_absolute_url()))
