"""Taking a practice over, saying how it goes, confirming it; and whether a practice still works."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import Kept, asked_to_sign_in
from content.placing import own_places
from content.policy import can_edit
from moderation import actions as moves
from moderation.proposals import propose
from register.finding import find_places
from register.models import Community
from text.languages import current as current_language
from ui.numbers import ROW, number_in
from ui.once import once_of

from .. import adopting
from ..models import Adoption, Practice
from ..writing.adoption import FORM, AdoptionForm

ASKED_MOST = 60


def _page(request: HttpRequest, practice: Practice, **context: Any) -> HttpResponse:
    crumbs = [(_("Practices"), reverse("practices:index")), (practice.title, practice.get_absolute_url())]
    base = {"practice": practice, "crumbs": [*crumbs, (_("We took it over too"), None)]}
    return render(request, "practices/adopt.html", base | context, status=context.get("status", 200))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def adopt(request: HttpRequest, number: int) -> HttpResponse:
    """Where, then how it goes. Who sits in one council is not asked where."""
    user = cast("User", request.user)
    practice = get_object_or_404(Practice.objects.published().visible_to(user), pk=number)
    chosen = request.GET.get("mz", "")
    from_here = set(practice.places.values_list("community", flat=True))
    own = [place for place in own_places(user) if place.community and place.community not in from_here]
    if not chosen and len(own) == 1 and "q" not in request.GET:
        return redirect(f"{request.path}?{urlencode({'mz': own[0].community})}")
    if not chosen:
        asked = request.GET.get("q", "").strip()[:ASKED_MOST]
        found = [place for place in find_places(asked) if place.community]
        return _page(request, practice, asked=asked, found=found, own=own)
    rows = Community.objects.open().with_places()
    community = get_object_or_404(rows, pk=number_in(chosen, ROW) or 0)
    kept = Kept(request, f"mz={community.pk}")
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect(request.path + kept.query)
    form = _filled(AdoptionForm(request.POST or kept.restored, practice=practice.pk), kept)
    once = once_of((request.POST or kept.restored or QueryDict()).get("once", ""))
    if request.method == "POST" and form.is_valid():
        try:
            adoption = adopting.adopt(practice, user, community, once, current_language().code, **form.values())
        except adopting.TakenOver as taken:
            messages.info(request, _("You said so already; here you can write how it goes."))
            return redirect("practices:edit_adoption", taken.adoption.pk)
        except adopting.FromThere:
            form.add_error(
                None, _("This practice is from that very local community. Edit the practice itself instead.")
            )
        else:
            kept.drop()
            messages.success(request, _thanks(adoption))
            return redirect(adoption)
    return _page(request, practice, form=form, community=community, once=once, kept=kept)


def _filled(form: AdoptionForm, kept: Kept) -> AdoptionForm:
    """What was brought back is not judged before it is sent."""
    if kept.restored is not None:
        form.errors.clear()
    return form


def _thanks(adoption: Adoption) -> str:
    if not adoption.is_published:
        return _("Thank you. It waits for review; only you see it until then.")
    if adoption.confirmed_on is None:
        return _("Thank you. It counts as soon as somebody of that council confirms it.")
    return _("Thank you. It stands on the page now, and the author is told.")


def _practice(adoption: Adoption) -> Practice:
    assert adoption.root_id is not None, "entry_stands_where_its_kind_does"  # noqa: S101 - the database holds it
    return Practice.objects.get(pk=adoption.root_id)


def _own(request: HttpRequest, number: int) -> tuple[Adoption, User]:
    user = cast("User", request.user)
    rows = Adoption.objects.visible_to(user).select_related("root", "community__municipality__type")
    adoption = get_object_or_404(rows, pk=number)
    if not can_edit(user, adoption):
        raise PermissionDenied
    return adoption, user


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_adoption(request: HttpRequest, number: int) -> HttpResponse:
    """How it goes now."""
    adoption, user = _own(request, number)
    practice = _practice(adoption)
    kept = Kept(request)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect(request.path)
    form = _filled(AdoptionForm(request.POST or kept.restored, practice=practice.pk, adoption=adoption), kept)
    version = (request.POST or kept.restored or QueryDict()).get("version", "")
    context = {"form": form, "community": adoption.community, "adoption": adoption, "version": adoption.version}
    context["kept"] = kept
    if request.method != "POST" or not form.is_valid():
        return _page(request, practice, **context | ({"version": version} if version else {}))
    try:
        number_seen = number_in(version)
        adopting.report(adoption, user, number_seen, **form.values())
    except adopting.Changed:
        held = AdoptionForm(None, practice=practice.pk, adoption=adoption)
        return _page(request, practice, **context, stored=held.said(), status=409)
    except moves.NeedsReview:
        propose(adoption, user, FORM, {name: request.POST.getlist(name) for name in form.fields})
        kept.drop()
        messages.success(request, _("Your change waits for review. Until then readers see the approved text."))
        return redirect(adoption)
    if adoption.status in {Adoption.Status.DRAFT, Adoption.Status.RETURNED}:
        moves.submit(adoption, user)
    kept.drop()
    messages.success(request, _("Saved."))
    return redirect(adoption)


@require_POST
@login_required
def confirm_adoption(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody of that council stands behind it."""
    user = cast("User", request.user)
    adoption = get_object_or_404(Adoption.objects.visible_to(user).select_related("root", "community"), pk=number)
    adopting.confirm(adoption, user)
    messages.success(request, _("Confirmed. Thank you."))
    return redirect(adoption)


@require_POST
@login_required
def withdraw_adoption(request: HttpRequest, number: int) -> HttpResponse:
    """Its author takes it off the site."""
    adoption, user = _own(request, number)
    moves.withdraw(adoption, user)
    messages.success(request, _("Withdrawn."))
    return redirect(_practice(adoption))


@require_POST
@login_required
def still_works(request: HttpRequest, number: int) -> HttpResponse:
    """Its author's answer, in one click."""
    user = cast("User", request.user)
    practice = get_object_or_404(Practice.objects.visible_to(user), pk=number)
    adopting.answer(practice, user, request.POST.get("works") == "1")
    messages.success(request, _("Thank you. Readers see it with today's date."))
    return redirect(f"{practice.get_absolute_url()}#radi")
