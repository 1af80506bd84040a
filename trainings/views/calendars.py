"""Trainings for the calendars of people's phones and offices."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.readers import reader

from ..calendars import calendar_of
from ..models import Training

PAST = timedelta(days=90)
"""So long a training that has been stays in the calendar of all of them."""
MOST = 500


@require_safe
def calendar(_request: HttpRequest) -> HttpResponse:
    """All that come and that were of late, for everyone: programs that ask for it are nobody."""
    since = timezone.localdate() - PAST
    rows = Training.objects.published().visible_to(AnonymousUser()).filter(ends__gte=since).order_by("begins", "pk")
    return _answer(calendar_of(rows.with_sessions()[:MOST], _("Trainings")), "obuke.ics")


@require_safe
def event(request: HttpRequest, number: int) -> HttpResponse:
    """One training; 404 for whom it is not there, and where no day is known."""
    rows = Training.objects.published().visible_to(reader(request)).filter(pk=number, begins__isnull=False)
    training = rows.with_sessions().first()
    if training is None:
        raise Http404
    return _answer(calendar_of([training], training.title), "obuka.ics")


def _answer(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
