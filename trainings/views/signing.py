"""Signing up, for oneself and for several; one's own registration, and the link of whoever has no account."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from content.policy import can_see

from .. import certificates, links, policy, quizzes, registering
from ..asking_forms import asked_of
from ..certificate_forms import NamesForm
from ..lists import place_of
from ..models import Feed, Message, Registration, SignUp, Training
from ..paper import address_of
from ..rows import LOOKS, rules_of, when
from ..signing_forms import BringForm, NeedsForm, SignUpForm

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
    if not policy.coordinated_by(user):
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


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def own(request: HttpRequest, number: int) -> HttpResponse:
    """One's own registration: where it stands, the calendar, taking an offered seat, withdrawing. Others get a 404."""
    user = cast("User", request.user)
    mine = get_object_or_404(Registration.objects.of(user).select_related("sign_up__training"), pk=number)
    return _own(request, mine, user)


@csrf_exempt  # whoever knows the key may do it, and visitors get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, key: str) -> HttpResponse:
    """The same by the link in the mail of somebody without an account. Opening it changes nothing."""
    mine = links.of_guest(key)
    if mine is None:
        raise Http404
    response = _own(request, mine, AnonymousUser())
    response["Cache-Control"] = "private, no-store"  # it is of one person, though nobody has signed in
    return response


@require_safe
@asked_to_sign_in
def mine(request: HttpRequest) -> HttpResponse:
    """All that somebody signed up for, the next first."""
    user = cast("User", request.user)
    rows = Registration.objects.of(user).select_related("sign_up").order_by("-pk")[:200]
    found = Training.objects.visible_to(user).with_sessions().in_bulk([one.sign_up_id for one in rows])
    told = [(one, found[one.sign_up_id]) for one in rows if one.sign_up_id in found]
    context = {
        "coming": [_line(one, training) for one, training in told if one.is_alive and not _is_over(training)],
        "past": [_line(one, training) for one, training in told if not one.is_alive or _is_over(training)],
        "feed_url": _feed_url(request, user),
        "crumbs": _crumbs((_("My trainings"), None)),
    }
    return render(request, "trainings/mine.html", context)


def open_to(user: User, number: int) -> SignUp:
    """The sign-up of a training that somebody sees; 404 where there is none."""
    held = get_object_or_404(SignUp.objects.select_related("training"), pk=number)
    get_object_or_404(Training.objects.visible_to(user).published(), pk=number)
    return held


def page_of(held: SignUp, here: str, **more: Any) -> dict[str, Any]:
    """What all pages about a sign-up show: the training, when it is, the way back."""
    training = held.training
    return more | {
        "sign_up": held,
        "rules": rules_of(held),
        "training": training,
        "when": when(training, training.sessions_shown),
        "crumbs": _crumbs((training.title, training.get_absolute_url()), (here, None)),
    }


def _crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Trainings"), reverse("trainings:index")), *steps]


def _own(request: HttpRequest, mine: Registration, user: User | AnonymousUser) -> HttpResponse:
    training = mine.sign_up.training
    # Whoever has no account was added by the organiser, also where only members read of it.
    if not (training.is_published if mine.person_id is None else can_see(user, training)):
        raise Http404
    status, refused = 200, ""
    needs = NeedsForm(request.POST if "needs" in request.POST else None, instance=mine)
    names = certificate_names(request.POST if "names" in request.POST else None, mine)
    if "needs" in request.POST and needs.is_valid():
        registering.tell_needs(mine, needs.cleaned_data)
        return redirect(f"{request.path}#potrebe")
    if "names" in request.POST and (names is None or names.is_valid()):
        if names is not None:
            certificates.write_name(mine, **names.cleaned_data)
        return redirect(f"{request.path}#ime")
    if {"accept", "withdraw"} & request.POST.keys():
        try:
            (registering.accept if "accept" in request.POST else registering.withdraw)(mine)
            return redirect(request.path)  # the page says where it stands
        except registering.Refused as error:
            status, refused = 409, str(REFUSED[str(error)])
            mine.refresh_from_db()
    context = _own_context(mine, needs, names)
    return render(request, "trainings/own.html", context | {"refused": refused}, status=status)


def _own_context(mine: Registration, needs: NeedsForm, names: NamesForm | None) -> dict[str, Any]:
    """Where it stands, what was told, what can be done."""
    held = mine.sign_up
    sessions = held.training.sessions_shown
    context = page_of(held, _("My registration"), mine=mine, sessions=sessions)
    return (
        context
        | asked_of(mine)
        | {
            "look": LOOKS[mine.state],
            "answers": mine.answers.select_related("question").order_by("question__position"),
            "messages_of": _messages_of(mine),
            "was_at": mine.attendances.filter(came=True).select_related("session").order_by("session__position"),
            "needs": needs,
            "place": place_of(mine),
            "addresses": list(dict.fromkeys(filter(None, (one.address for one in sessions)))),
            "rules": rules_of(held),
            "is_guest": mine.person_id is None,
            "certificate_names": names,
            **certificate_of(mine),
            "quiz": quizzes.stand_of(mine) if quizzes.quiz_of(mine.sign_up_id) else None,
            "quiz_url": links.quiz_url(mine),
            "again": not mine.is_alive and held.training.state(timezone.now()) == Training.State.OPEN,
        }
    )


def certificate_names(data: Any, mine: Registration) -> NamesForm | None:
    """How the name will stand on the certificate, as long as there is none and one can still come."""
    can_come = mine.holds_seat and mine.sign_up.training.cancelled is None and not mine.certificates.exists()
    return NamesForm.of(data, mine) if can_come else None


def certificate_of(mine: Registration) -> dict[str, Any]:
    """The certificate that is valid, its papers and the address for checking it."""
    one = mine.certificates.valid().first()
    return {"certificate": one, "paper_url": links.paper_url(one), "check_url": address_of(one)} if one else {}


def _messages_of(mine: Registration) -> Any:
    """What the organiser wrote to those who stand like this person."""
    return mine.sign_up.messages.filter(to__in=Message.groups_of(mine))


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


def _feed_url(request: HttpRequest, user: User) -> str:
    """With its host, for copying; empty where there is none."""
    feed = Feed.objects.filter(person=user, is_on=True).first()
    return request.build_absolute_uri(links.feed_url(feed)) if feed else ""


def _is_over(training: Training) -> bool:
    return training.cancelled is not None or (training.ends is not None and training.ends < timezone.localdate())


def _line(one: Registration, training: Training) -> dict[str, Any]:
    """What the list of one's own trainings shows of each."""
    return {
        "url": reverse("trainings:own", args=[one.pk]),
        "title": training.title,
        "when": when(training, training.sessions_shown),
        "where": training.held_in,
        "state": _("cancelled") if training.cancelled else one.get_state_display(),
        "look": "err" if training.cancelled else LOOKS[one.state],
    }
