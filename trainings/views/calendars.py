"""Trainings for the calendars of people's phones and offices."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Max, Sum, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from text.languages import current
from ui.prepared import Prepared

from .. import links
from ..calendars import calendar_of
from ..models import Feed, Registration, Training

PAST = timedelta(days=90)
"""So long a training that has been stays in the calendar of all of them."""
MOST = 500


_known: Prepared[Any] = Prepared(
    lambda since: (
        _public(since)
        .order_by()
        .values(together=Value(1))
        .annotate(amount=Count("pk"), keys=Sum("pk"), versions=Sum("version"), latest=Max("edited"))
        .values_list("amount", "keys", "versions", "latest")
    ),
    (date(1, 1, 1),),
)
"""What is another whenever one of the trainings is, or another one is among them."""
_drawn: dict[str, tuple[Any, bytes]] = {}
"""The last calendar of each language, with what was known of it: it is asked for every hour, and rarely another."""


@require_safe
def calendar(_request: HttpRequest) -> HttpResponse:
    """All that come and that were of late, for everyone: programs that ask for it are nobody.

    Whoever asks again with what they have is answered by the page cache.
    """
    since, language = timezone.localdate() - PAST, current().code
    known = since, _known(since)
    before, body = _drawn.get(language, (None, b""))
    if before != known:
        body = calendar_of(_public(since).with_sessions()[:MOST], _("Trainings"))
        _drawn[language] = known, body
    return answer(body, "obuke.ics")


def _public(since: date) -> Any:
    rows = Training.objects.published().visible_to(AnonymousUser()).filter(ends__gte=since)
    return rows.order_by("begins", "pk")


@require_safe
def event(request: HttpRequest, number: int) -> HttpResponse:
    """One training; 404 for whom it is not there, and where no day is known."""
    rows = Training.objects.published().visible_to(reader(request)).filter(pk=number, begins__isnull=False)
    training = rows.with_sessions().first()
    if training is None:
        raise Http404
    return answer(calendar_of([training], training.title), "obuka.ics")


@require_safe
def feed(_request: HttpRequest, key: str) -> HttpResponse:
    """What somebody takes part in, for the calendar of their phone; a 404 where the address is no longer theirs."""
    person = links.of_feed(key)
    if person is None:
        raise Http404
    seats = Registration.objects.of(person).holding()
    rows = Training.objects.published().visible_to(person).filter(pk__in=seats.values("sign_up"), begins__isnull=False)
    since = timezone.localdate() - PAST
    body = calendar_of(rows.filter(ends__gte=since).with_sessions()[:MOST], _("My trainings"), is_own=True)
    response = answer(body, "moje-obuke.ics")
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def feed_settings(request: HttpRequest) -> HttpResponse:
    """Get an address, another one, or none."""
    user = cast("User", request.user)
    if "off" in request.POST:
        Feed.objects.filter(person=user).update(is_on=False, serial=F("serial") + 1)
        messages.success(request, _("The address works no longer."))
    else:
        Feed.objects.update_or_create(
            person=user, defaults={"is_on": True, "serial": F("serial") + 1}, create_defaults={}
        )
        messages.success(request, _("Here is your address. Addresses that you had before work no longer."))
    return redirect(f"{reverse('trainings:mine')}#kalendar")


def answer(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
