"""Who was there, for whoever holds the training: ticking people off, closing, corrections, the sheet to sign."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from ui.numbers import ROW, number_in
from ui.qr import qr_code

from .. import attendance, attendees, policy
from ..correction_form import CorrectionForm
from ..models import Session, SignUp
from .signing import page_of, run_by

REFUSED = {
    "cancelled": gettext_lazy("This training is cancelled."),
    "early": gettext_lazy("It is too early for that."),
    "open": gettext_lazy("Attendance is not closed yet: simply tick the person."),
    "certificate": gettext_lazy("A valid certificate says that this person was there. Revoke the certificate first."),
}
FORMS = {"one": 1, "few": 2, "other": 5}
"""The plural forms of our languages as browsers call them, each with a number that takes it."""
MOST = 5_000
"""So many ticks are read of one sending; a phone sends them by the hundred."""
END_OF_TIME = 4_102_444_800_000
EMPTY_LINES = 8


@require_safe
@asked_to_sign_in
def sessions(request: HttpRequest, number: int) -> HttpResponse:
    """Which session; where there is one only, or one today, that one at once."""
    held, user = run_by(request, number)
    found = list(held.training.sessions.order_by("position"))
    today = [one for one in found if one.day == timezone.localdate()]
    for several in (found, today):
        if len(several) == 1:
            return redirect("trainings:attend", number, several[0].pk)
    more = {"sessions": found, **_sending(user, None)}
    return render(request, "trainings/attendance_sessions.html", page_of(held, _("Attendance"), **more))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def attend(request: HttpRequest, number: int, which: int) -> HttpResponse:
    """People by the alphabet, each a button; once attendance is closed who was there, with corrections."""
    held, user, session = _session(request, number, which)
    if request.method == "POST":
        return _attended(request, session, user)
    now = timezone.now()
    is_open = session.closed is None and held.training.cancelled is None and attendance.day_of(session) <= now
    lines = attendees.attendees(held, session)
    coming = [one for one in lines if one.is_expected]
    more = {
        "session": session,
        "others": [one for one in held.training.sessions.order_by("position") if one != session],
        "is_open": is_open,
        "may_close": is_open and (session.starts or attendance.day_of(session)) <= now,
        "may_correct": session.closed is not None and held.training.cancelled is None,
        "lines": lines,
        "letters": attendees.by_letter(coming),
        "waiting": [one for one in lines if not one.is_expected],
        "came": sum(one.came for one in lines),
        "total": sum(one.is_expected or one.came for one in lines),
        **_sending(user, session),
    }
    return render(request, "trainings/attendance.html", page_of(held, _("Attendance"), **more))


@require_POST
def send_ticks(request: HttpRequest) -> HttpResponse:
    """What waited on a device: who was ticked, when by its clock. Answers who is ticked now.

    The device says whose ticks they are, so that nobody sends those of somebody else who used it before.
    """
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    user = request.user
    if request.POST.get("user") != str(user.pk):
        return JsonResponse({}, status=409)
    try:
        number, ticks = int(request.POST.get("session", "")), _read(request.POST.get("ticks", ""))
    except (ValueError, OverflowError, RecursionError):
        return JsonResponse({}, status=400)
    session = Session.objects.filter(pk=number).first() if 0 < number < 2**63 else None
    if session is None:
        return JsonResponse({}, status=404)
    try:
        refused = attendance.tick(session, user, ticks)
    except attendance.Refused:
        refused = {one.registration for one in ticks}
    except (PermissionDenied, Http404):
        return JsonResponse({}, status=404)
    came = list(session.attendances.filter(came=True).values_list("registration", flat=True))
    people = attendees.people_of(session.training_id, came).count()
    return JsonResponse({"refused": sorted(refused), "came": came, "people": people})


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def correct(request: HttpRequest, number: int, which: int, registration: int) -> HttpResponse:
    """Somebody was there after all, or was not, and why."""
    held, user, session = _session(request, number, which)
    one = get_object_or_404(held.registrations, pk=registration)
    standing = session.attendances.filter(registration=one).first()
    is_there = standing is not None and standing.came
    form = CorrectionForm(sent(request), initial={"came": not is_there})
    if request.method == "POST" and form.is_valid():
        try:
            attendance.correct(one, session, user, form.cleaned_data["came"], form.cleaned_data["reason"])
        except attendance.Refused as error:
            form.add_error(None, REFUSED[str(error)])
        else:
            messages.success(request, _("Corrected: %(name)s") % {"name": one.name})
            return redirect(f"{reverse('trainings:attend', args=[number, which])}#r{one.pk}")
    more = {"form": form, "one": one, "session": session, "is_there": is_there}
    return render(request, "trainings/attendance_correct.html", page_of(held, _("Correct the attendance"), **more))


@require_safe
@asked_to_sign_in
def sheet(request: HttpRequest, number: int, which: int) -> HttpResponse:
    """A4, to be signed by those who come; what they answered for the trainers stands on it, where an organiser prints it."""
    held, user, session = _session(request, number, which)
    is_told = policy.sees_needs(user, held.training)
    address = settings.SITE_URL + reverse("trainings:attend", args=[number, which])
    lines = attendees.expected(held, answers=is_told)
    more = {
        "session": session,
        "lines": lines,
        "empty": range(len(lines) + 1, len(lines) + 1 + EMPTY_LINES),
        "asked": list(dict.fromkeys(question for one in lines for question, _said in one.answers)),
        "organised_by": held.training.organised_by,
        "qr": qr_code(address),
    }
    return render(request, "trainings/attendance_sheet.html", page_of(held, _("List to sign"), **more))


def _session(request: HttpRequest, number: int, which: int) -> tuple[SignUp, User, Session]:
    held, user = run_by(request, number)
    return held, user, get_object_or_404(held.training.sessions, pk=which)


def _attended(request: HttpRequest, session: Session, user: User) -> HttpResponse:
    """A button without a script, or the closing; back to the same row."""
    came = "came" in request.POST
    number = request.POST.get("came" if came else "missed", "")
    page = reverse("trainings:attend", args=[session.training_id, session.pk])
    try:
        if "close" in request.POST:
            attendance.close(session, user)
            messages.success(request, _("Attendance is closed."))
        elif (one := number_in(number, ROW)) is not None:
            refused = attendance.tick(session, user, [attendance.Tick(one, came, timezone.now())])
            if refused:
                messages.warning(request, _("Attendance is closed, or this person is no longer on the list."))
            page += f"#r{number}"
    except attendance.Refused as error:
        messages.warning(request, REFUSED[str(error)])
    return redirect(page)


def _read(sent: str) -> list[attendance.Tick]:
    """`[[registration, came, milliseconds], …]`, as our page sends it. Raises ValueError."""
    rows = json.loads(sent)
    if not isinstance(rows, list) or len(rows) > MOST:
        raise ValueError
    return [_tick(row) for row in rows]


def _tick(row: Any) -> attendance.Tick:
    good = isinstance(row, list) and [type(value) for value in row] == [int, bool, int]
    if not good or not (0 < row[0] < 2**63 and row[2] >= 0):
        raise ValueError
    return attendance.Tick(row[0], row[1], datetime.fromtimestamp(min(row[2], END_OF_TIME) / 1000, UTC))


def _sending(user: User, session: Session | None) -> dict[str, Any]:
    """What the script needs: whose ticks, at which moment of ours the page was made, its sentences in each plural form."""
    return {
        "by": user.pk,
        "of": session.pk if session else "",
        "made": int(timezone.now().timestamp() * 1000),
        "sentences": [sentence for form, number in FORMS.items() for sentence in _sentences(form, number)],
    }


def _sentences(form: str, number: int) -> list[tuple[str, str]]:
    """`%1` is where the script writes the number."""
    told = {
        "waits": ngettext("%(number)s waits for a signal", "%(number)s wait for a signal", number),
        "over": ngettext(
            "You are signed out and %(number)s waits. Sign in and open this page again.",
            "You are signed out and %(number)s wait. Sign in and open this page again.",
            number,
        ),
        "refused": ngettext("%(number)s did not count", "%(number)s did not count", number),
    }
    return [(f"{name}-{form}", text % {"number": "%1"}) for name, text in told.items()]
