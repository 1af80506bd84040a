"""Certificates for the organiser: who earned one, issuing, revoking, issuing anew; and the paper for whose it is."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from text.languages import Language, current, find

from .. import certificates as moves
from .. import links, policy
from ..certificate_forms import ReissueForm, RequirementForm, RevokeForm
from ..models import Certificate, SignUp
from ..paper import certificate_pdf, name_of_file
from .signing import page_of

NOT_READY = {
    "cancelled": gettext_lazy("This training is cancelled."),
    "sessions": gettext_lazy("Close the attendance of every session first."),
    "nobody": gettext_lazy("Everybody who earned a certificate has one."),
}
LATE = gettext_lazy("It was revoked meanwhile, or another one is valid by now.")


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def certificates(request: HttpRequest, number: int) -> HttpResponse:
    """Who earned one, what has been issued, how far the worker is."""
    user = cast("User", request.user)
    held = get_object_or_404(SignUp.objects.select_related("training"), pk=number)
    if not policy.can_certify(user, held.training):
        raise Http404
    every = held.training.sessions.count()
    form = RequirementForm(request.POST if "require" in request.POST else None, held, every)
    if "require" in request.POST and form.is_valid():
        moves.set_requirement(held, user, form.cleaned_data["least_sessions"])
        return redirect("trainings:certificates", number)
    if "issue" in request.POST:
        try:
            moves.order(held, user)
        except moves.NotReady as error:
            messages.warning(request, NOT_READY[str(error)])
        return redirect("trainings:certificates", number)
    required = moves.required(held, every)
    more = {
        "form": form,
        "required": required,
        "obstacle": NOT_READY.get(moves.obstacle(held), ""),
        "earned": moves.earned(held),
        "short": moves.short_of(held, required),
        "issued": Certificate.objects.filter(registration__sign_up=held).select_related("replaced_by"),
        "order": held.orders.filter(done=None).first(),
    }
    return render(request, "trainings/certificates.html", page_of(held, _("Certificates"), **more))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """It is not valid any more; the reason is told to whose it is."""
    user, one = _of_organiser(request, number)
    form = RevokeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            moves.revoke(one, user, form.cleaned_data["reason"])
        except moves.NotThisOne:
            messages.warning(request, LATE)
        else:
            messages.success(request, _("Certificate %(number)s is revoked.") % {"number": one.numbered})
        return redirect("trainings:certificates", one.registration.sign_up_id)
    return render(request, "trainings/revoke.html", page_of(one.registration.sign_up, _("Revoke"), form=form, one=one))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def reissue(request: HttpRequest, number: int) -> HttpResponse:
    """Another one in its stead, mostly as a name was wrong."""
    user, one = _of_organiser(request, number)
    form = ReissueForm(sent(request), initial={"latin": one.name_latin, "cyrillic": one.name_cyrillic})
    if request.method == "POST" and form.is_valid():
        try:
            made = moves.reissue(one, user, **form.cleaned_data)
        except moves.NotThisOne:
            messages.warning(request, LATE)
        else:
            told = {"new": made.numbered, "old": one.numbered}
            messages.success(request, _("Certificate %(new)s was issued instead of %(old)s.") % told)
        return redirect("trainings:certificates", one.registration.sign_up_id)
    context = page_of(one.registration.sign_up, _("Issue anew"), form=form, one=one)
    return render(request, "trainings/reissue.html", context)


@require_safe
@asked_to_sign_in
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The PDF, for whose it is and for whoever issued it."""
    user = cast("User", request.user)
    one = get_object_or_404(Certificate.objects.select_related("registration__sign_up__training"), pk=number)
    if not (policy.owns(user, one.registration) or policy.can_certify(user, one.registration.sign_up.training)):
        raise Http404
    return _paper(request, one)


@require_safe
def guest_paper(request: HttpRequest, key: str) -> HttpResponse:
    """The same for somebody without an account, by their link."""
    mine = links.of_guest(key)
    one = mine.certificates.valid().first() if mine else None
    if one is None:
        raise Http404
    return _paper(request, one)


def _of_organiser(request: HttpRequest, number: int) -> tuple[User, Certificate]:
    """A certificate that this person may revoke; for others it is not there."""
    user = cast("User", request.user)
    one = get_object_or_404(Certificate.objects.select_related("registration__sign_up__training"), pk=number)
    if not policy.can_certify(user, one.registration.sign_up.training):
        raise Http404
    return user, one


def _paper(request: HttpRequest, one: Certificate) -> HttpResponse:
    if not one.name_latin:
        raise Http404
    language = asked_language(request)
    response = HttpResponse(certificate_pdf(one, language), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name_of_file(one, language)}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def asked_language(request: HttpRequest) -> Language:
    """That of the page; in the other script where `?pismo=` says so."""
    here = current()
    wanted = {"cirilica": "Cyrl", "latinica": "Latn"}.get(request.GET.get("pismo", ""), here.script)
    return here if here.script == wanted else find("sr" if wanted == "Cyrl" else "sr-latn")
