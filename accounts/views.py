"""Pages of one's own account that are ours alone; signing in, passwords and so on are allauth's (`urls.py`)."""

from __future__ import annotations

from typing import cast

from allauth.account import views as allauth_views
from allauth.account.internal.decorators import login_not_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from . import policy
from .forms import ProfileForm
from .models import Mandate, User


@require_GET
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Who am I here, what may I do, is my account safe."""
    user = cast("User", request.user)
    factors = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "profile": user.profile,
        "current": user.active_mandates,
        "waiting": [m for m in user.mandates if m.confirmed_on is None and not m.is_former],
        "claims": user.claims.waiting().for_labels(),
        "coordinates": user.holds(Mandate.Role.COORDINATOR),
        "former": [m for m in user.mandates if m.is_former],
        "has_app": Authenticator.Type.TOTP in factors,
        "has_key": Authenticator.Type.WEBAUTHN in factors,
        "needs_second_factor": policy.needs_second_factor(user) and not factors & {"totp", "webauthn"},
        "opens_admin": policy.can_open_admin(user),
        "unread": user.notifications.readable_by(user).unread().count(),  # the room above, reached through its rows
    }
    return render(request, "accounts/overview.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, form of address, language and municipality. Saving leads on in the language that was chosen."""
    form = ProfileForm(request.POST or None, instance=cast("User", request.user).profile)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        with translation.override(saved.language):
            messages.success(request, gettext("Your profile is saved."))
            return redirect(reverse("accounts:overview"))
    return render(request, "accounts/profile.html", {"form": form})


@require_POST
@login_not_required  # type: ignore[untyped-decorator]
def sign_out(request: HttpRequest) -> HttpResponse:
    """By POST alone, so that no picture or link can do it."""
    response: HttpResponse = allauth_views.logout(request)
    return response
