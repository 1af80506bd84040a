"""For editors: which training came of a wish, and who wants what and where in numbers."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from content.drafts import asked_to_sign_in, asked_to_sign_in_at, sent

from .. import look, policy
from .. import wishes as moves
from ..demand import FEWEST, Demand, table_of
from ..demand import demand as found_demand
from ..lists import XLSX
from ..wish_forms import AnswerForm
from .wishes import crumbs_of, found_wish


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def answer_wish(request: HttpRequest, number: int) -> HttpResponse:
    """Say which of one's trainings came of it."""
    wish, user = found_wish(request, number)
    if wish.is_answered and policy.can_announce(user):
        messages.info(request, _("A training came of this wish already."))
        return redirect(wish)
    if not policy.can_answer_wish(user, wish):
        raise PermissionDenied
    form = AnswerForm(sent(request), user=user, chosen=request.GET.get("obuka", ""))
    if request.method == "POST" and form.is_valid():
        if moves.answer(wish, user, form.cleaned_data["training"]):
            messages.success(request, _("Whoever wants this training is told of it."))
        return redirect(wish)
    if request.method != "POST":
        form.errors.clear()
    crumbs = crumbs_of((wish.title, wish.get_absolute_url()), (_("A training came of it"), None))
    return render(request, "trainings/wish_answer.html", {"form": form, "wish": wish, "crumbs": crumbs})


@require_POST
@asked_to_sign_in_at("trainings:answer_wish")
def reopen_wish(request: HttpRequest, number: int) -> HttpResponse:
    """No training came of it after all."""
    wish, user = found_wish(request, number)
    if moves.reopen(wish, user):
        messages.success(request, _("The wish is open again."))
    return redirect(wish)


@require_safe
@asked_to_sign_in
def demand(request: HttpRequest) -> HttpResponse:
    """Themes by region, and the most wanted with their regions."""
    context = {"demand": _found(request), "fewest": FEWEST, "crumbs": crumbs_of((_("Demand by region"), None))}
    return render(request, "trainings/demand.html", context)


@require_safe
@asked_to_sign_in
def demand_table(request: HttpRequest) -> HttpResponse:
    """The same as a table for Excel."""
    response = HttpResponse(table_of(_found(request)), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="potraznja.xlsx"'
    return response


def _found(request: HttpRequest) -> Demand:
    """For others it is not there."""
    if not policy.sees_demand(cast("User", request.user)):
        raise Http404
    return found_demand(look.current())
