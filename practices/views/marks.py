"""What a reader does with a practice: it was useful, it is kept for later; and the list of what was kept."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from content import actions

from .. import look
from ..cards import drawn_cards, facts
from ..filters import options_of
from ..models import Practice


def _found(request: HttpRequest, number: int) -> tuple[Practice, User, bool]:
    """The practice, the reader, and what the button says: on unless it says off. So a double click sets, and never undoes."""
    user = cast("User", request.user)
    return get_object_or_404(Practice.objects.visible_to(user), pk=number), user, request.POST.get("on") != "0"


@require_POST
@login_required
def useful(request: HttpRequest, number: int) -> HttpResponse:
    """Was it useful? Yes, or no longer."""
    practice, user, on = _found(request, number)
    actions.mark_useful(practice, user, on)
    return redirect(f"{practice.get_absolute_url()}#korisno")


@require_POST
@login_required
def save(request: HttpRequest, number: int) -> HttpResponse:
    """Keep it for later, or no longer."""
    practice, user, on = _found(request, number)
    actions.keep(practice, user, on)
    return redirect(f"{practice.get_absolute_url()}#korisno")


@require_POST
@login_required
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Be told when somebody comments, or no longer."""
    practice, user, on = _found(request, number)
    actions.follow(practice, user, on)
    return redirect(f"{practice.get_absolute_url()}#korisno")


@require_GET
@login_required
def saved(request: HttpRequest) -> HttpResponse:
    """What one has kept and may still read, the last kept first."""
    user = cast("User", request.user)
    rows = Practice.objects.published().visible_to(user).filter(saved_marks__user=user).order_by("-saved_marks__since")
    now = look.current()
    kept = facts(list(rows.values_list("pk", flat=True)))
    context = {
        "cards": drawn_cards(kept, now, now.rendered("options", lambda: options_of(now))),
        "followed": Practice.objects.published()
        .visible_to(user)
        .filter(follow_marks__user=user)
        .order_by("-follow_marks__since"),
        "index_url": reverse("practices:index"),
        "crumbs": [(_("Practices"), reverse("practices:index")), (_("Saved practices"), None)],
    }
    return render(request, "practices/saved.html", context)
