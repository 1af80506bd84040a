"""Pages of one's own account that are ours alone; signing in, passwords and so on are allauth's (`urls.py`)."""

from __future__ import annotations

from typing import cast

from allauth.account.internal.decorators import login_not_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from . import leaving, policy
from .forms import DeleteForm, ProfileForm
from .models import Mandate, User
from .models.leaving import UNDOABLE


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


@require_http_methods(["GET", "POST"])
@login_required
def delete(request: HttpRequest) -> HttpResponse:
    """What happens when, what becomes of the texts, and the password once more. Then the account is closed at once."""
    user = cast("User", request.user)
    form = DeleteForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            deletion = leaving.ask(user, form.cleaned_data["entries"])
        except leaving.LastAdministrator:
            form.add_error(None, _("This is the only administrator. Make another one first."))
        else:
            logout(request)
            return redirect("accounts:keep", leaving.key_of(deletion))
    context = {"form": form, "days": UNDOABLE.days, "published": user.entries.published().count()}
    return render(request, "accounts/delete.html", context)


@require_http_methods(["GET", "POST"])
@login_not_required  # type: ignore[untyped-decorator]
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever is leaving comes here from the mail or by signing in, and may stay. Opening the page changes nothing."""
    deletion = leaving.find(key)
    if request.method == "POST" and deletion is not None and leaving.undo(deletion):
        messages.success(request, gettext("Your account stays. You can sign in again."))
        return redirect("account_login")
    context = {"deletion": deletion, "sample": deletion is not None and deletion.user.is_sample}
    return render(request, "accounts/keep.html", context, status=200 if deletion else 404)


@require_http_methods(["GET", "POST"])
@login_not_required  # type: ignore[untyped-decorator]
def sign_out(request: HttpRequest) -> HttpResponse:
    """By POST alone, so that no picture or link can do it.

    That it is done says a page and not a message: a message would begin another session, and whoever has one is shown no
    page from memory.
    """
    if request.method == "POST":
        logout(request)
        return redirect("account_logout")
    return render(request, "accounts/signed_out.html")
