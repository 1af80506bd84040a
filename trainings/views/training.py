"""One training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.readers import reader
from content.models import Theme
from moderation.policy import can_report
from register.models import Municipality

from ..models import Registration, Training
from ..models.materials import material_rows, materials_shown
from ..policy import (
    can_announce,
    can_cancel,
    can_change,
    can_drop,
    can_manage_materials,
    can_run,
    can_set_rules,
    coordinated_by,
)
from ..rows import LOOKS, STATES, seats_of, when

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@require_safe
def detail(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """What one learns, when and where, for whom, who holds it. A wrong slug leads to the right one."""
    user = reader(request)
    training = Training.objects.visible_to(user).filter(pk=number).with_sessions().annotate(**material_rows()).first()
    if training is None:
        raise Http404
    if training.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(training.get_absolute_url() + (f"?{query}" if query else ""))
    state, sessions = training.state(timezone.now()), training.sessions_shown
    numbers = {*training.municipality_ids, *(one.municipality_id for one in training.shown_places)}
    places = {one.pk: one for one in Municipality.objects.with_places().in_order().filter(pk__in=numbers)}
    context: dict[str, Any] = {
        "training": training,
        "state": state.label,
        "state_code": state,
        "state_look": STATES[state],
        "is_past": state == Training.State.FINISHED,
        "when": when(training, sessions),
        "sessions": sessions,
        "places": [places[one.municipality_id] for one in training.shown_places],
        "themes": Theme.objects.filter(pk__in=training.shown_themes).order_by("position")
        if training.shown_themes
        else [],
        "municipalities": [one for one in places.values() if one.pk in training.municipality_ids],
        **_signing_up(user, training, state),
        "materials": materials_shown(training),
        "may_manage_materials": can_manage_materials(user, training),
        "may_report": can_report(user, training),
        "may_change": can_change(user, training),
        "may_cancel": state != Training.State.FINISHED and can_cancel(user, training),
        "may_drop": can_drop(user, training),
        "may_copy": can_announce(user),
        "crumbs": [(_("Trainings"), reverse("trainings:index")), (training.title, None)],
    }
    return render(request, "trainings/detail.html", context)


def _signing_up(user: User | AnonymousUser, training: Training, state: Training.State) -> dict[str, Any]:
    """The seats, one's own registration, and what one may do about it; one query for whoever has signed in."""
    sign_up = training.signing_up
    own = None
    if sign_up is not None and user.is_authenticated:
        own = Registration.objects.of(user).alive().filter(sign_up=training.pk).first()
    return {
        "sign_up": sign_up,
        "is_open": state == Training.State.OPEN,
        "seats": seats_of(training, state),
        "own": own,
        "own_look": LOOKS[own.state] if own else "",
        "may_bring": bool(coordinated_by(user)),
        "may_run": sign_up is not None and can_run(user, training),
        "may_set": sign_up is None and can_set_rules(user, training),
    }
