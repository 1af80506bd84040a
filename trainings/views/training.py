"""One training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.policy import coordinated_by
from accounts.readers import reader
from moderation.policy import can_report
from ui.kept import kept_page
from ui.qr import to_scan

from .. import look, readings
from ..beside import beside
from ..models import Registration, Training
from ..models.materials import materials_shown
from ..policy import (
    can_announce,
    can_cancel,
    can_change,
    can_drop,
    can_manage_materials,
    can_run,
    can_set_rules,
)
from ..rows import LOOKS, STATES, rules_of, seats_of, when

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@require_safe
def detail(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """What one learns, when and where, for whom, who holds it. A wrong slug leads to the right one."""
    user = reader(request)
    training = readings.read(number, user)
    if training.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(training.get_absolute_url() + (f"?{query}" if query else ""))
    now, state, own = look.current(), training.state(timezone.now()), readings.own_of(user, training)
    rights = _rights(user, training, state)

    def context() -> dict[str, Any]:
        return _shown(training, state, now) | _signing_up(training, state, own) | beside(training) | rights

    said = (now.at, readings.said_of(training), state, own and (own.pk, own.state), rights)
    return kept_page(request, "trainings/detail.html", said, context)


@require_safe
def poster(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """One page of A4 for the notice board; the code leads to where one signs up."""
    training = readings.read(number, reader(request))
    if not training.is_published:
        raise Http404
    if training.slug != slug:
        return HttpResponsePermanentRedirect(reverse("trainings:poster", args=[training.pk, training.slug]))
    state = training.state(timezone.now())
    context = _shown(training, state, look.current()) | _signing_up(training, state, None)
    return render(request, "trainings/poster.html", context | to_scan(training.get_absolute_url()))


def _shown(training: Training, state: Training.State, now: look.Look) -> dict[str, Any]:
    """What it shows to everyone."""
    sessions = training.sessions_shown
    themes = {one.pk: one for one in now.themes}
    taking_part = set(vars(training)["municipality_ids"])
    return {
        "training": training,
        "state": state.label,
        "state_code": state,
        "state_look": STATES[state],
        "is_past": state == Training.State.FINISHED,
        "when": when(training, sessions),
        "sessions": sessions,
        "places": [now.municipality(one.municipality_id) for one in training.shown_places],
        "themes": [themes[one] for one in training.shown_themes if one in themes],
        "municipalities": [one for one in now.municipalities.values() if one.pk in taking_part],
        "materials": materials_shown(training),
        "crumbs": [(_("Trainings"), reverse("trainings:index")), (training.title, None)],
    }


def _rights(user: User | AnonymousUser, training: Training, state: Training.State) -> dict[str, bool]:
    """What the reader may do here."""
    sign_up = training.signing_up
    return {
        "may_manage_materials": can_manage_materials(user, training),
        "may_report": can_report(user, training),
        "may_change": can_change(user, training),
        "may_cancel": state != Training.State.FINISHED and can_cancel(user, training),
        "may_drop": can_drop(user, training),
        "may_copy": can_announce(user),
        "may_bring": bool(coordinated_by(user)),
        "may_run": sign_up is not None and can_run(user, training),
        "may_set": sign_up is None and can_set_rules(user, training),
    }


def _signing_up(training: Training, state: Training.State, own: Registration | None) -> dict[str, Any]:
    """The seats, and one's own registration."""
    return {
        "sign_up": training.signing_up,
        "is_open": state == Training.State.OPEN,
        "seats": seats_of(training, state),
        "rules": rules_of(training.signing_up),
        "own": own,
        "own_look": LOOKS[own.state] if own else "",
    }
