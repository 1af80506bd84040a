"""Claiming a mandate: find the place, say what one is there; and what becomes of it. Answering stands here too."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Claim, Mandate, User
from content.drafts import asked_to_sign_in, sent
from moderation import claims as moves
from moderation.actions import Overtaken
from moderation.forms import ReasonForm
from moderation.policy import can_moderate, claims_answered_by
from register.finding import find_places
from register.models import Community
from ui.once import once_of

from ..claiming import AcceptForm, ClaimForm, NewPlaceForm

ASKED_MOST = 60
NO_LONGER = gettext_lazy("This local community was closed in the meantime.")


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    return [(_("My account"), reverse("accounts:overview")), (here, None)]


@require_GET
@login_required
def claims(request: HttpRequest) -> HttpResponse:
    """Which local community is yours? And what became of what you claimed before."""
    user = cast("User", request.user)
    asked = request.GET.get("q", "").strip()[:ASKED_MOST]
    found = [place for place in find_places(asked) if place.community]
    context = {
        "asked": asked,
        "found": found,
        "claims": user.claims.for_labels().prefetch_related("decisions").order_by("-created")[:20],
        "ending": [one for one in user.active_mandates if one.is_ending and one.community],
        "crumbs": _crumbs(_("My mandates")),
    }
    return render(request, "communities/claims.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def claim(request: HttpRequest, community: int) -> HttpResponse:
    """What you are in this one and since when."""
    place = get_object_or_404(Community.objects.open().with_places(), pk=community)
    form = ClaimForm(cast("User", request.user), sent(request))
    return _claimed(request, form, {"place": place}, community=place)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def claim_new(request: HttpRequest) -> HttpResponse:
    """The same where the register does not have the place: both are proposed together."""
    return _claimed(request, NewPlaceForm(cast("User", request.user), sent(request)), {})


def _claimed(request: HttpRequest, form: ClaimForm, context: dict[str, Any], **where: Any) -> HttpResponse:
    user = cast("User", request.user)
    once = once_of(form.data.get("once", ""))
    if request.method == "POST" and form.is_valid():
        try:
            moves.make(user, once, **form.values(), **where)
        except moves.TooMany:
            form.add_error(None, _("Five of your claims wait already. Wait until they are answered."))
        except moves.HeldAlready as error:
            form.add_error(None, _held(error.mandate))
        except moves.NoLonger:
            form.add_error(None, NO_LONGER)
        else:
            messages.success(request, _("Sent. You will be told as soon as somebody has answered."))
            return redirect("communities:claims")
    more = {
        "form": form,
        "once": once,
        "found": getattr(form, "found", None),
        "crumbs": _crumbs(_("I am in the council")),
    }
    return render(request, "communities/claim.html", context | more)


def _held(mandate: Mandate) -> str:
    if mandate.confirmed_on is None:
        return _("This role is written down already and waits for confirmation.")
    return _("This role is confirmed already for these days.")


@require_POST
@login_required
def withdraw_claim(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what nobody has answered yet."""
    one = get_object_or_404(Claim, pk=number, user=cast("User", request.user))
    if moves.withdraw(one, cast("User", request.user)):
        messages.success(request, _("Taken back."))
    else:
        messages.warning(request, _("Somebody has answered it already."))
    return redirect("communities:claims")


# -- whoever answers ---------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """One claim with what is known of the person and the place; confirm it, or say why not."""
    user = cast("User", request.user)
    one = get_object_or_404(claims_answered_by(user).for_labels(), pk=number)
    typed = sent(request)
    refusing = typed is not None and "refuse" in typed
    accept = AcceptForm(one, None if refusing else typed) if one.community is None else None
    refuse = ReasonForm("refuse", one.user, typed if refusing else None)
    context = _answer_context(one, user) | {"accept_form": accept, "refuse_form": refuse}
    if request.method != "POST":
        return render(request, "communities/answer.html", context)
    form = refuse if refusing else accept
    if form is not None and not form.is_valid():
        return render(request, "communities/answer.html", context | {"form": form})
    try:
        if refusing:
            moves.refuse(one, user, refuse.text(), refuse.cleaned_data["reason"])
        else:
            moves.confirm(one, user, **(accept.cleaned_data if accept else {}))
    except Overtaken as overtaken:
        now = _answer_context(Claim.objects.for_labels().get(pk=number), user)
        more = {"overtaken": overtaken, "kept_words": request.POST.get("refuse-words", "")}
        return render(request, "communities/answer.html", context | now | more, status=409)
    except moves.HeldAlready as error:
        return render(request, "communities/answer.html", context | {"held": error.mandate}, status=409)
    except moves.NoLonger:
        return render(request, "communities/answer.html", context | {"no_longer": NO_LONGER}, status=409)
    messages.success(request, _("Done. The person is told."))
    return redirect("moderation:queue" if can_moderate(user) else "communities:workspace")


def _answer_context(one: Claim, user: User) -> dict[str, Any]:
    there = Mandate.objects.active().filter(community=one.community) if one.community else Mandate.objects.none()
    up = (_("Moderation"), reverse("moderation:queue"))
    if not can_moderate(user):
        up = (_("My local communities"), reverse("communities:workspace"))
    return {
        "claim": one,
        "held": None,
        "mandates": one.user.active_mandates,
        "colleagues": there.exclude(user=one.user_id).select_related("user__profile").newest_first(),
        "decision": one.decisions.select_related("by__profile").first(),
        "crumbs": [up, (_("Claimed role"), None)],
    }
