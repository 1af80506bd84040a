"""Invitations: sent by the coordinator, taken back, used by whom they were sent to."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from text.languages import current as current_language

from .. import joining, policy
from ..forms import CardForm, InviteForm
from ..links import invitation_of
from .network import crumbs
from .people import below, run_by

UNUSABLE = {
    "used": gettext_lazy("This invitation was used already. Each works once."),
    "withdrawn": gettext_lazy("This invitation was taken back. Ask the coordinator of the network for another."),
    "late": gettext_lazy("This invitation has run out. Ask the coordinator of the network for another."),
    "address": gettext_lazy(
        "This invitation went to another address. Sign in with the account that has that address, or add it to yours."
    ),
}


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """A mail to each address; who belongs to the network or has an open invitation gets none."""
    user, network = run_by(request, slug)
    form, status = InviteForm(sent(request)), 200
    if request.method == "POST" and form.is_valid():
        addresses = form.cleaned_data["addresses"]
        try:
            made = joining.invite(network, user, addresses, current_language().code, form.cleaned_data["words"])
        except joining.TooMany:
            form.add_error("addresses", _("Too many invitations are open. Take some back first."))
            status = 409
        else:
            messages.success(request, _sent(len(made), len(addresses) - len(made)))
            return redirect("networks:people", slug)
    context = {"network": network, "form": form, "crumbs": below(network, _("Invite"))}
    return render(request, "networks/invite.html", context, status=status)


@require_POST
@asked_to_sign_in
def withdraw_invitation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """From then on its address says that it was taken back."""
    user, network = run_by(request, slug)
    invitation = get_object_or_404(network.invitations.select_related("network"), pk=number)
    if joining.withdraw_invitation(invitation, user):
        messages.success(request, _("The invitation is taken back."))
    else:
        messages.warning(request, _("It had ended in the meantime."))
    return redirect("networks:people", slug)


@never_cache
@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes, with what one says of oneself. What does not work says why, and nothing of whom it was for."""
    user, invitation = cast("User", request.user), invitation_of(key)
    if invitation is None:
        raise Http404
    network = invitation.network
    if policy.is_member(user, network):
        return redirect(network)
    form, why = CardForm(sent(request), network, user), joining.why_not(invitation, user)
    if request.method == "POST" and not why and form.is_valid():
        try:
            joining.use(invitation, user, form.card(), shows_name=form.cleaned_data["shows_name"])
        except joining.Unusable as error:
            why = error.why
        else:
            messages.success(request, _("You are a member of the network now."))
            return redirect(network)
    context = {"network": network, "form": form, "invitation": invitation, "refusal": UNUSABLE.get(why, "")}
    context["crumbs"] = crumbs((network.name, network.get_absolute_url()), (_("Invitation"), None))
    return render(request, "networks/accept.html", context, status=409 if why else 200)


def _sent(made: int, known: int) -> str:
    text = ngettext("%(number)s invitation is sent.", "%(number)s invitations are sent.", made) % {"number": made}
    if known:
        more = ngettext(
            "%(number)s address belongs to a member or is invited already.",
            "%(number)s addresses belong to members or are invited already.",
            known,
        )
        text = f"{text} {more % {'number': known}}"
    return text
