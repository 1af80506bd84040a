"""One's own registration, also by the link of whoever has no account; the list of one's own trainings."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from content.drafts import asked_to_sign_in
from content.policy import can_see

from .. import certificates, links, quizzes, registering
from ..asking_forms import asked_of
from ..certificate_forms import NamesForm
from ..lists import place_of
from ..models import Feed, Message, Registration, Training
from ..paper import address_of
from ..rows import LOOKS, rules_of, when
from ..signing_forms import NeedsForm
from .signing import REFUSED, crumbs_of, page_of

State = Registration.State


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
        "crumbs": crumbs_of((_("My trainings"), None)),
    }
    return render(request, "trainings/mine.html", context)


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
