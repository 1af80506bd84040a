"""A mandate before its last day: its name on the page of the place, and an earlier end."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Mandate, User
from content.drafts import asked_to_sign_in, sent
from moderation import mandates
from moderation.policy import can_end, municipalities_of

from ..claiming import EndForm


@require_POST
@login_required
def show_name(request: HttpRequest, number: int) -> HttpResponse:
    """Consent that the name stands on the page of the place, and its end."""
    user = cast("User", request.user)
    mandate = get_object_or_404(Mandate, pk=number, user=user, community__isnull=False)
    since = timezone.localdate() if request.POST.get("show") == "1" else None
    Mandate.objects.filter(pk=mandate.pk).update(name_since=since)
    shown, gone = _("Your name stands on the page now."), _("Your name no longer stands on the page.")
    messages.success(request, shown if since else gone)
    return redirect("accounts:overview")


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def end_mandate(request: HttpRequest, number: int) -> HttpResponse:
    """By its holder, who is no longer in the council; or by whoever confirms there, with a reason."""
    user = cast("User", request.user)
    mandate = get_object_or_404(Mandate.objects.with_scope().select_related("user__profile"), pk=number)
    if not can_end(user, mandate):
        raise Http404
    own = mandate.user_id == user.pk
    form = EndForm(mandate, own=own, data=sent(request))
    up = _up(user, mandate, own=own)
    back = str(up[-1][1])
    if request.method == "POST" and form.is_valid():
        if mandates.end(mandate, user, form.cleaned_data["last"], form.cleaned_data.get("words", "")):
            messages.success(request, _("Saved.") if own else _("Done. The person is told."))
        else:
            messages.warning(request, _("Somebody ended it in the meantime."))
        return redirect(back)
    title = _("I am no longer in the council") if own else _("End a mandate")
    context = {"form": form, "mandate": mandate, "own": own, "title": title, "back": back}
    return render(request, "communities/end_mandate.html", context | {"crumbs": [*up, (title, None)]})


def _up(user: User, mandate: Mandate, *, own: bool) -> list[tuple[str, str | None]]:
    """Where they came from, and go back to."""
    place = mandate.community
    if own or place is None:
        return [(_("My account"), reverse("accounts:overview"))]
    if place.municipality_id in municipalities_of(user) and not place.closed_on:
        desk = (_("My local communities"), reverse("communities:workspace"))
        return [desk, (place.label, reverse("communities:record", args=[place.pk]))]
    return [(place.label, place.get_absolute_url())]
