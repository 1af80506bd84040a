"""Becoming a member by oneself, what one says of oneself, leaving."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import asked_to_sign_in, sent

from .. import joining, policy
from ..forms import CardForm
from ..models import JoinRequest, Network
from .network import crumbs, found


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """One page: who one is and what one knows. Members see the network instead."""
    user, network = cast("User", request.user), found(slug)
    if policy.is_member(user, network):
        return redirect(network)
    if not policy.can_join(user, network):
        raise PermissionDenied
    asks = network.joining == Network.Joining.REQUEST
    form = CardForm(sent(request), network, user, asks=asks)
    if request.method == "POST" and form.is_valid():
        words, shows_name = form.cleaned_data.get("words", ""), form.cleaned_data["shows_name"]
        if joining.join(network, user, form.card(), words, shows_name=shows_name) is None:
            messages.success(request, _("You are a member of the network now."))
        else:
            messages.success(request, _("Your request is sent. We tell you as soon as the coordinator answers."))
        return redirect(network)
    context = {"network": network, "form": form, "asks": asks}
    context["crumbs"] = crumbs((network.name, network.get_absolute_url()), (_("Join"), None))
    return render(request, "networks/join.html", context)


@require_POST
@login_required
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Not to join after all."""
    user, network = cast("User", request.user), found(slug)
    asked = get_object_or_404(
        JoinRequest.objects.select_related("network"), network=network, person=user, state="waiting"
    )
    try:
        joining.withdraw(asked, user)
    except joining.Settled:
        messages.warning(request, _("It was answered in the meantime."))
    else:
        messages.success(request, _("Your request is withdrawn."))
    return redirect(network)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """What the other members read of one, and whether the name stands on the public page."""
    user, network = cast("User", request.user), found(slug)
    if not policy.is_member(user, network):
        raise PermissionDenied
    form = CardForm(sent(request), network, user)
    if request.method == "POST" and form.is_valid():
        joining.change_card(network, user, form.card(), shows_name=form.cleaned_data["shows_name"])
        messages.success(request, _("Saved."))
        return redirect("networks:members", slug)
    context = {"network": network, "form": form, "may_leave": policy.can_leave(user, network)}
    context["crumbs"] = crumbs((network.name, network.get_absolute_url()), (_("What members read of you"), None))
    return render(request, "networks/card.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Asked once; what one wrote there stays."""
    user, network = cast("User", request.user), found(slug)
    if not policy.can_leave(user, network):
        raise PermissionDenied
    if request.method == "POST":
        joining.leave(network, user)
        messages.success(request, _("You no longer belong to the network."))
        return redirect(network)
    steps = crumbs((network.name, network.get_absolute_url()), (_("Leave the network"), None))
    return render(request, "networks/leave.html", {"network": network, "crumbs": steps})
