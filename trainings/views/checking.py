"""The public check of a certificate: whoever holds the paper sees whether it is valid, and nothing that does not stand on it."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from text.languages import current

from ..codes import grouped, normal
from ..models import Certificate


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Where the code is typed if the QR code cannot be read."""
    typed = request.GET.get("kod", "")
    if code := normal(typed):
        return redirect("trainings:certificate", code)
    error = _("A code has 28 letters and digits, in groups of four. Please look again.") if typed.strip() else ""
    return _answer(request, "trainings/check.html", {"typed": typed[:200], "error": error})


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, revoked or unknown. Of codes that there are not, only so many are answered."""
    plain = normal(code)
    if plain and plain != code:
        return redirect("trainings:certificate", plain)
    if not _may_guess(request, is_looking=True):
        text = {"error": _("Too many codes that do not exist. Please try again in ten minutes."), "typed": ""}
        return _answer(request, "trainings/check.html", text, status=429)
    found = Certificate.objects.exclude(name_latin="").filter(code=plain).first() if plain else None
    if found is None:
        _may_guess(request)
        typed = grouped(plain) if plain else code[:200]
        return _answer(request, "trainings/check.html", {"typed": typed, "is_unknown": True}, status=404)
    context = {"certificate": found, "name": found.name_in(current().script)}
    return _answer(request, "trainings/certificate.html", context)


def _may_guess(request: HttpRequest, *, is_looking: bool = False) -> bool:
    """False where too many of an address were wrong; counts this one unless it only looks."""
    usage = ratelimit.consume(
        request,
        app="trainings",
        action="guess",
        config={"guess": settings.CERTIFICATE_RATE_LIMIT},
        limit_get=True,
        dry_run=is_looking,
    )
    return usage is not None


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Nobody keeps it: a certificate may be revoked the next minute; no search engine lists it."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
