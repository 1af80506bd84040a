"""All networks; one network as everyone sees it, and what its members see beside that."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.readers import reader
from content.drafts import asked_to_sign_in
from ui.kept import kept_render

from .. import meeting_readings, policy, readings
from ..conclusion_rows import of_network
from ..models import JoinRequest, Network


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The networks there are, with what each is for; first those that one belongs to."""
    user = reader(request)
    mine = set(policy.networks_of(user).values_list("pk", flat=True))
    networks = sorted(Network.objects.in_order().with_size(), key=lambda one: one.pk not in mine)
    context = {"networks": networks, "mine": mine, "crumbs": [(_("Networks"), None)]}
    return kept_render(request, "networks/index.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What for, who belongs to it, what it plans; for members also what they say among themselves."""
    user, network = reader(request), found(slug)
    is_member = policy.is_member(user, network)
    asked = JoinRequest.objects.filter(network=network, person=user.pk, state="waiting").first() if user.pk else None
    people = readings.members_of(network, user) if is_member else readings.public_members(network, user)
    context: dict[str, Any] = {
        "network": network,
        "members": people,
        "towns": readings.towns_of(network),
        "programme": readings.programme_of(network),
        "meetings": meeting_readings.near(network, user),
        "conclusions": of_network(network, user),
        "meetings_url": reverse("networks:meetings", args=[network.slug]),
        "is_member": is_member,
        "runs": policy.runs(user, network),
        "may_keep": policy.can_keep(user, network),
        "may_join": policy.can_join(user, network) and asked is None,
        "may_leave": policy.can_leave(user, network),
        "asked": asked,
        "crumbs": crumbs((network.name, None)),
    }
    if is_member:
        context["threads"] = readings.threads_of(network, user)
    if context["runs"]:
        context["waiting"] = network.requests.filter(state="waiting").count()
    if not isinstance(user, User) and network.joining != Network.Joining.INVITATION:
        target = reverse("networks:join", args=[network.slug])
        context["sign_in_url"] = f"{reverse('account_login')}?{urlencode({'next': target})}"
    return kept_render(request, "networks/detail.html", context)


@require_safe
@asked_to_sign_in
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who knows what; for members alone."""
    user, network = reader(request), found(slug)
    if not policy.is_member(user, network):
        raise PermissionDenied
    typed = request.GET.get("q", "")
    context = {
        "network": network,
        "members": readings.members_of(network, user, typed),
        "typed": typed,
        "runs": policy.runs(user, network),
        "crumbs": crumbs((network.name, network.get_absolute_url()), (_("Members"), None)),
    }
    return render(request, "networks/members.html", context)


def found(slug: str) -> Network:
    """The network of that address; 404 where there is none."""
    rows = Network.objects.select_related("organisation__entity", "association").with_size()
    return get_object_or_404(rows, organisation__slug=slug)


def crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way from all networks to a page of this room."""
    return [(_("Networks"), reverse("networks:index")), *steps]
