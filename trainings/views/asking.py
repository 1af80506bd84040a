"""After a training: what people think of it, whether they applied it, and what organisers read of that."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from content.policy import can_see

from .. import applied as applying
from .. import feedback as giving
from .. import links, policy
from ..asking_forms import FeedbackForm, applied_form
from ..models import Registration, SignUp
from .signing import page_of

REFUSED = {
    "cancelled": gettext_lazy("This training is cancelled."),
    "early": gettext_lazy("The training is not over yet. Come back when it is."),
    "late": gettext_lazy("Answers are not taken any more."),
}


# What somebody typed is not set aside until they have signed in, as elsewhere: their session would hold it with their name.
@require_http_methods(["GET", "POST"])
@login_required
def feedback(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody who was there thinks of it; for others it is not there."""
    return _feedback(request, _own(request, number))


@csrf_exempt  # as `guest`: whoever knows the key may do it, and visitors get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def guest_feedback(request: HttpRequest, key: str) -> HttpResponse:
    """The same by the link in the mail of somebody without an account."""
    return _unkept(_feedback(request, _of_guest(key)))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def applied(request: HttpRequest, number: int) -> HttpResponse:
    """Whether they applied it; for whoever was not asked it is not there."""
    return _applied(request, _own(request, number))


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def guest_applied(request: HttpRequest, key: str) -> HttpResponse:
    """The same by the link in the mail of somebody without an account."""
    return _unkept(_applied(request, _of_guest(key)))


@require_safe
@asked_to_sign_in
def results(request: HttpRequest, number: int) -> HttpResponse:
    """What those who were there said, for the organiser."""
    held = get_object_or_404(SignUp.objects.select_related("training"), pk=number)
    if not policy.can_run(cast("User", request.user), held.training):
        raise Http404
    more = {
        "feedback": giving.results_of(held),
        "applied": applying.results_of(held),
        "refused": giving.why_not(held.training),
        "is_taken": held.registrations.came().exists(),
        "is_asked": held.registrations.exclude(asked_applied=None).exists(),
    }
    return render(request, "trainings/results.html", page_of(held, _("What people say"), **more))


def _feedback(request: HttpRequest, mine: Registration) -> HttpResponse:
    if not giving.was_there(mine):
        raise Http404
    refused, status = giving.why_not(mine.sign_up.training), 200
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if mine.gave_feedback:
            return redirect(request.path)
        if not refused and form.is_valid():
            try:
                giving.give(mine, form.cleaned_data)
                return redirect(request.path)
            except giving.Refused as error:
                refused = str(error)
        status = 409 if refused else 200
    more = {"form": form, "mine": mine, "refused": REFUSED.get(refused, ""), "own_url": links.own_url(mine)}
    context = page_of(mine.sign_up, _("What do you think?"), is_guest=mine.person_id is None, **more)
    return render(request, "trainings/feedback.html", context, status=status)


def _applied(request: HttpRequest, mine: Registration) -> HttpResponse:
    if mine.asked_applied is None:
        raise Http404
    refused, status = "" if applying.is_asked(mine) else str(REFUSED["late"]), 200
    form = applied_form(mine, sent(request))
    if request.method == "POST":
        if not refused and form.is_valid():
            try:
                applying.answer(mine, form.cleaned_data["applied"], form.cleaned_data["applied_note"])
                return redirect(f"{links.own_url(mine)}#primjena")
            except applying.Refused:
                refused = str(REFUSED["late"])
        status = 409 if refused else 200
    more = {"applied_form": form, "mine": mine, "refused": refused, "own_url": links.own_url(mine)}
    context = page_of(mine.sign_up, _("Have you applied what you learned?"), is_guest=mine.person_id is None, **more)
    return render(request, "trainings/applied.html", context, status=status)


def _own(request: HttpRequest, number: int) -> Registration:
    user = cast("User", request.user)
    mine = get_object_or_404(Registration.objects.of(user).select_related("sign_up__training"), pk=number)
    if not can_see(user, mine.sign_up.training):
        raise Http404
    return mine


def _of_guest(key: str) -> Registration:
    mine = links.of_guest(key)
    if mine is None or not mine.sign_up.training.is_published:
        raise Http404
    return mine


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"  # it is of one person, though nobody has signed in
    return response
