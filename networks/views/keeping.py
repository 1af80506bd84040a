"""What the page of a network says, and its programme of work."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from ui.numbers import number_in

from .. import editing, policy
from ..forms import NetworkForm, ProgrammeForm
from ..models import Network
from ..models.network import YEARS
from .network import crumbs, found


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Purpose, area, how one joins. What was saved in another window meanwhile is shown beside what was typed."""
    user, network = kept_by(request, slug)
    data = sent(request)
    form, version = NetworkForm(data, network), (data or QueryDict()).get("version", str(network.version))
    context: dict[str, Any] = {"network": network, "form": form, "version": version}
    context["crumbs"] = crumbs((network.name, network.get_absolute_url()), (_("Edit"), None))
    if request.method != "POST" or not form.is_valid():
        return render(request, "networks/edit.html", context)
    try:
        editing.change(network, user, number_in(version), form.cleaned_data)
    except editing.Changed:
        context |= {"version": network.version, "stored": network}
        return render(request, "networks/edit.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect(network)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics of one year (`?godina=`)."""
    user, network = kept_by(request, slug)
    year = number_in(request.GET.get("godina", ""))
    form = ProgrammeForm(sent(request), network, year if year and YEARS[0] <= year <= YEARS[1] else None)
    if request.method == "POST" and form.is_valid():
        editing.plan(network, user, form.cleaned_data["year"], form.cleaned_data["topics"])
        messages.success(request, _("Saved."))
        return redirect(network)
    context = {"network": network, "form": form}
    context["crumbs"] = crumbs((network.name, network.get_absolute_url()), (_("Programme of work"), None))
    return render(request, "networks/plan.html", context)


def kept_by(request: HttpRequest, slug: str) -> tuple[User, Network]:
    """Who writes and of which network; 403 for whoever may not."""
    user, network = cast("User", request.user), found(slug)
    if not policy.can_keep(user, network):
        raise PermissionDenied
    return user, network
