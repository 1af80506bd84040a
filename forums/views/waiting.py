"""What waits: questions without an answer and answers in doubt, for those who can do something about it; what one knows."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from moderation.policy import can_moderate

from .. import actions
from ..forms import KnowledgeForm
from ..ladder import waiting as waiting_questions
from ..models import Answer, Standing
from ..policy import coordinated_by, sees_what_waits, services_of

MOST = 100


def _crumbs(title: str) -> list[tuple[str, str | None]]:
    return [(_("Questions"), reverse("forums:index")), (title, None)]


@require_GET
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Questions, the longest waiting first: of one's municipalities for coordinators, what is to hold in one's entity for
    experts, all for moderators. Answers in doubt are shown to each of them.
    """
    user = cast("User", request.user)
    if not sees_what_waits(user):
        raise PermissionDenied
    questions = waiting_questions().visible_to(user).filter(_asked_in(user)).distinct()
    doubted = Answer.objects.published().visible_to(user).filter(doubted_on__isnull=False, about__listed__isnull=False)
    context = {
        "questions": questions.prefetch_related("forwardings", "places__municipality__type", "places__community")[
            :MOST
        ],
        "doubted": doubted.select_related("about", "entity", "canton", "municipality__type").order_by("doubted_on")[
            :MOST
        ],
        "standings": _doubted_standings(user),
        "crumbs": _crumbs(_("What waits")),
    }
    return render(request, "forums/waiting.html", context)


def _doubted_standings(user: User) -> Any:
    """Standing answers in doubt that this person may check."""
    rows = Standing.objects.published().visible_to(user).filter(doubted_on__isnull=False)
    if not can_moderate(user):
        rows = rows.filter(edited_for__in=services_of(user))
    return rows.select_related("entity", "canton", "municipality__type").order_by("doubted_on")[:MOST]


def _asked_in(user: User) -> Q:
    """Which questions: those of the municipalities that one coordinates, and of the entities whose experts one is."""
    entities = {one.entity_id for one in services_of(user)}
    if can_moderate(user) or None in entities:
        return Q()
    towns = coordinated_by(user)
    mine = Q(places__municipality__in=towns) | Q(municipality__in=towns)
    if entities:
        mine |= Q(entity__in=entities) | Q(canton__entity__in=entities) | Q(municipality__entity__in=entities)
        mine |= Q(entity=None, canton=None, municipality=None)
    return mine


@require_http_methods(["GET", "POST"])
@login_required
def themes(request: HttpRequest) -> HttpResponse:
    """The themes about which one may be asked."""
    user = cast("User", request.user)
    form = KnowledgeForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        actions.know(user, form.cleaned_data["themes"])
        messages.success(request, _("Saved."))
        return redirect("forums:themes")
    return render(request, "forums/themes.html", {"form": form, "crumbs": _crumbs(_("What I know about"))})
