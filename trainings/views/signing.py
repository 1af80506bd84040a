"""Signing up, for oneself and for several; what all pages about a sign-up show."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.policy import coordinated_by
from content.drafts import asked_to_sign_in, sent

from .. import policy, registering
from ..models import Registration, SignUp, Training
from ..rows import rules_of, when
from ..signing_forms import BringForm, SignUpForm

REFUSED = {
    "cancelled": gettext_lazy("This training is cancelled."),
    "early": gettext_lazy("Sign-up has not begun yet."),
    "closed": gettext_lazy("Sign-up is over. Ask the organiser whether there is still a way."),
    "begun": gettext_lazy("The training has begun already."),
    "late": gettext_lazy("This offer has run out, and the seat went to the next person. You can sign up again."),
}
State = Registration.State
KEPT_OUT = {
    "full": gettext_lazy("There is no free seat now. You are on the waiting list."),
    "municipality": gettext_lazy("Your municipality has its seats already. You are on the waiting list."),
    "community": gettext_lazy("Your local community has its seats already. You are on the waiting list."),
    "unnamed": gettext_lazy(
        "The seats for those who name only their municipality are taken. You are on the waiting list. "
        "If you are from a local community, withdraw and sign up again with it."
    ),
    "women": gettext_lazy("The seats that are left are held for women for now. You are on the waiting list."),
}


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def sign_up(request: HttpRequest, number: int) -> HttpResponse:
    """One page. Who is signed up already sees that instead."""
    user = cast("User", request.user)
    held = open_to(user, number)
    if mine := held.registrations.alive().filter(person=user).first():
        return redirect("trainings:own", mine.pk)
    if request.method == "GET" and (why := registering.why_not(held)):
        messages.warning(request, REFUSED[why])
        return redirect(held.training)
    form, status = SignUpForm(sent(request), held, user), 200
    if request.method == "POST" and "find_places" not in request.POST and form.is_valid():
        try:
            made = registering.sign_up(held.training, user, form.values(), form.answers())
        except registering.Refused as error:
            form.add_error(None, REFUSED[str(error)])
            status = 409
        else:
            _say(request, made)
            return redirect("trainings:own", made.pk)
    elif "find_places" in request.POST:
        form.errors.clear()
    return render(request, "trainings/sign_up.html", page_of(held, _("Sign up"), form=form), status=status)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def bring(request: HttpRequest, number: int) -> HttpResponse:
    """A coordinator signs up several of their people; each gets a mail and can withdraw."""
    user = cast("User", request.user)
    held = open_to(user, number)
    if not coordinated_by(user):
        raise PermissionDenied
    form, status = BringForm(sent(request), held, user), 200
    if request.method == "POST" and form.is_valid():
        try:
            made = registering.bring(held.training, user, form.rows())
        except registering.Refused as error:
            form.add_error(None, REFUSED[str(error)])
            status = 409
        else:
            messages.success(request, _brought(made))
            return redirect(held.training)
    return render(request, "trainings/bring.html", page_of(held, _("Sign up several people"), form=form), status=status)


def open_to(user: User, number: int) -> SignUp:
    """The sign-up of a training that somebody sees; 404 where there is none."""
    held = get_object_or_404(SignUp.objects.select_related("training"), pk=number)
    get_object_or_404(Training.objects.visible_to(user).published(), pk=number)
    return held


def run_by(request: HttpRequest, number: int) -> tuple[SignUp, User]:
    """The sign-up of a training that this person runs; for others it is not there."""
    user = cast("User", request.user)
    held = get_object_or_404(SignUp.objects.select_related("training"), pk=number)
    if not policy.can_run(user, held.training):
        raise Http404
    return held, user


def page_of(held: SignUp, here: str, **more: Any) -> dict[str, Any]:
    """What all pages about a sign-up show: the training, when it is, the way back."""
    training = held.training
    return more | {
        "sign_up": held,
        "rules": rules_of(held),
        "training": training,
        "when": when(training, training.sessions_shown),
        "crumbs": crumbs_of((training.title, training.get_absolute_url()), (here, None)),
    }


def crumbs_of(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Trainings"), reverse("trainings:index")), *steps]


def _say(request: HttpRequest, made: Registration) -> None:
    if made.state == Registration.State.CONFIRMED:
        messages.success(request, _("You are signed up. The confirmation comes by mail."))
    else:
        messages.info(request, KEPT_OUT[made.kept_out_by or "full"])


def _brought(made: list[Registration]) -> str:
    seated = sum(one.holds_seat for one in made)
    text = ngettext("%(number)s person is signed up.", "%(number)s people are signed up.", seated) % {"number": seated}
    if waiting := len(made) - seated:
        more = ngettext("%(number)s waits for a seat.", "%(number)s wait for a seat.", waiting) % {"number": waiting}
        text = f"{text} {more}"
    return text
