"""The coordinator's first screen: what waits, and the local communities of their municipalities with what is missing."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import Mandate, User
from moderation.policy import claims_answered_by, municipalities_of
from register.models import Community, Municipality

from ..profiles import expected_total, with_known

PER_PAGE = 50


@require_GET
@login_required
def workspace(request: HttpRequest) -> HttpResponse:
    """My municipalities. Nobody but a coordinator finds anything here."""
    user = cast("User", request.user)
    if not (mine := municipalities_of(user)):
        raise Http404
    municipalities = list(Municipality.objects.filter(pk__in=mine).select_related("type").in_order())
    chosen = request.GET.get("jls", "")
    shown = [one for one in municipalities if one.slug == chosen] or municipalities
    total = expected_total()
    rows: Any = with_known(Community.objects.open().filter(municipality__in=shown).with_places().in_order())
    rows = rows.annotate(oldest=Min("figures__year"))
    incomplete = request.GET.get("sort") == "nepotpune"
    if incomplete:
        rows = rows.filter(known__lt=total).order_by("known", "sort_key", "pk")
    context = {
        "municipalities": municipalities,
        "chosen": shown[0] if len(shown) == 1 else None,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "total": total,
        "incomplete": incomplete,
        "claims": claims_answered_by(user).in_municipalities(mine).waiting().for_labels(),
        "ending": Mandate.objects.ending()
        .filter(community__municipality__in=mine)
        .with_scope()
        .select_related("user__profile")
        .order_by("ends", "pk"),
        "crumbs": [(_("My local communities"), None)],
    }
    return render(request, "communities/workspace.html", context)
