"""The desk of a network's coordinator: who asks to join, who is invited, who belongs to it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from content.drafts import asked_to_sign_in, sent

from .. import joining, policy, readings
from ..forms import ReasonForm
from ..models import Card, JoinRequest, Network
from .network import crumbs, found


@require_safe
@asked_to_sign_in
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits, what was sent, who is there."""
    user, network = run_by(request, slug)
    waiting = network.requests.filter(state="waiting").select_related("person__profile")
    cards = {one.person_id: one for one in Card.objects.filter(network=network).select_related("municipality__type")}
    context = {
        "network": network,
        "waiting": [(one, cards.get(one.person_id)) for one in waiting],
        "invitations": network.invitations.filter(state="open").select_related("by__profile"),
        "members": readings.members_of(network, user),
        "crumbs": crumbs((network.name, network.get_absolute_url()), (_("People"), None)),
    }
    return render(request, "networks/people.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Yes with one press; no with a reason."""
    user, network = run_by(request, slug)
    rows = JoinRequest.objects.select_related("network__organisation", "person__profile")
    asked = get_object_or_404(rows, network=network, pk=number)
    form = ReasonForm(sent(request))
    if "accept" in request.POST or (request.method == "POST" and form.is_valid()):
        try:
            if "accept" in request.POST:
                joining.accept(asked, user)
            else:
                joining.refuse(asked, user, form.cleaned_data["reason"])
        except joining.Settled:
            messages.warning(request, _("It was answered or withdrawn in the meantime."))
        else:
            messages.success(request, _("Done. The person is told."))
        return redirect("networks:people", slug)
    context = {"network": network, "asked": asked, "form": form, "crumbs": below(network, _("Say no"))}
    return render(request, "networks/answer.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Off the list, with a reason; from that moment nothing of the inside is seen any more."""
    user, network = run_by(request, slug)
    rows = User.objects.select_related("profile").filter(pk__in=network.mandates().values("user"))
    person = get_object_or_404(rows, pk=number)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        if joining.remove(network, person, user, form.cleaned_data["reason"]):
            messages.success(request, _("Done. The person is told."))
        return redirect("networks:people", slug)
    context = {"network": network, "person": person, "form": form, "crumbs": below(network, _("Take off the list"))}
    return render(request, "networks/remove.html", context)


def run_by(request: HttpRequest, slug: str) -> tuple[User, Network]:
    """Who acts and on which network; 403 for whoever is not its coordinator."""
    user, network = cast("User", request.user), found(slug)
    if not policy.runs(user, network):
        raise PermissionDenied
    return user, network


def below(network: Network, title: str) -> list[tuple[str, str | None]]:
    """The way to a page below the desk."""
    desk = (_("People"), reverse("networks:people", args=[network.slug]))
    return crumbs((network.name, network.get_absolute_url()), desk, (title, None))
