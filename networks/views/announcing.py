"""A meeting: announced, changed, cancelled; who was there."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from moderation import actions as moves
from text.languages import current as current_language
from ui.numbers import number_in
from ui.once import once_of

from .. import announcing, editing, meeting_readings
from .. import meeting_policy as rules
from ..meeting_forms import MOST_ITEMS, AgendaForms, AttendanceForm, CancelForm, MeetingForm, stored_agenda
from ..models import Card, Meeting
from .network import crumbs, found


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    """A new one, on the site at once; all members are invited."""
    user, network = cast("User", request.user), found(slug)
    if not rules.can_announce(user, network):
        raise PermissionDenied
    data = sent(request)
    form, agenda = MeetingForm(data, network), _agenda(data)
    once = once_of((data or QueryDict()).get("once", ""))
    context = {
        "network": network,
        "form": form,
        "agenda": agenda,
        "once": once,
        "crumbs": _steps(network, _("New meeting")),
    }
    if not _is_whole(request, form, agenda):
        return render(request, "networks/announce.html", context)
    made = announcing.announce(
        network, user, once, current_language().code, form.values(), agenda.rows(), form.cleaned_data["others"],
        is_inside=bool(form.is_for_members),
    )  # fmt: skip
    messages.success(request, _("The meeting is announced, and the members are invited."))
    return redirect(made)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def change_meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Other words, another day. What was saved in another window meanwhile is not written over."""
    user, one = _acting(request, slug, number, rules.can_change)
    data = sent(request)
    form, agenda = MeetingForm(data, one.network, one), _agenda(data, one)
    version = (data or QueryDict()).get("version", str(one.version))
    context: dict[str, Any] = {
        "meeting": one,
        "network": one.network,
        "form": form,
        "agenda": agenda,
        "version": version,
    }
    context["crumbs"] = below(one, _("Edit"))
    if not _is_whole(request, form, agenda):
        return render(request, "networks/change_meeting.html", context)
    values, others = form.values(), form.cleaned_data["others"]
    try:
        announcing.change(one, user, number_in(version), values, agenda.rows(), others, is_inside=form.is_for_members)
    except editing.Changed:
        context |= {"version": one.version, "stored": one}
        return render(request, "networks/change_meeting.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect(one)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def cancel_meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Not held, with a reason that all who are invited read."""
    user, one = _acting(request, slug, number, rules.can_cancel)
    form = CancelForm(sent(request))
    if request.method == "POST" and form.is_valid():
        announcing.cancel(one, user, form.cleaned_data["why"])
        messages.success(request, _("The meeting is cancelled. Those who were invited are told."))
        return redirect(one)
    context = {"meeting": one, "form": form, "crumbs": below(one, _("Cancel the meeting"))}
    return render(request, "networks/cancel_meeting.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def attendance(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who was there: those who said so are ticked at first."""
    user, one = _acting(request, slug, number, rules.can_keep_attendance)
    known = announcing.members_by_number(one)
    form = AttendanceForm(sent(request), initial=None if request.method == "POST" else _attended(one))
    form.fields["people"].choices = [(number, person.profile.display_name) for number, person in known.items()]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        announcing.keep_attendance(one, user, form.cleaned_data["people"], form.cleaned_data["guests"])
        messages.success(request, _("Saved."))
        return redirect(one)
    context = {"meeting": one, "form": form, "rows": _rows(form, one), "crumbs": below(one, _("Who was there"))}
    return render(request, "networks/attendance.html", context)


@require_POST
@login_required
def withdraw_meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Off the site, for good after 30 days; not once it has conclusions."""
    user, one = _acting(request, slug, number)
    if one.conclusions.exists():
        raise PermissionDenied
    moves.withdraw(one, user)
    messages.success(request, _("Withdrawn. You can bring it back for 30 days."))
    return redirect(one)


@require_POST
@login_required
def bring_back_meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """As it was before it was withdrawn."""
    user, one = _acting(request, slug, number)
    moves.bring_back(one, user)
    messages.success(request, _("It is back."))
    return redirect(one)


def below(one: Meeting, title: str) -> list[tuple[str, str | None]]:
    """The way to a page below a meeting."""
    return [*_steps(one.network, one.title)[:-1], (one.title, one.get_absolute_url()), (title, None)]


def _steps(network: Any, title: str) -> list[tuple[str, str | None]]:
    meetings = (_("Meetings"), reverse("networks:meetings", args=[network.slug]))
    return crumbs((network.name, network.get_absolute_url()), meetings, (title, None))


def _acting(request: HttpRequest, slug: str, number: int, may: Any = None) -> tuple[User, Meeting]:
    """Who acts on which meeting: 404 for what one may not know of, 403 for what one may not do."""
    user = cast("User", request.user)
    one = meeting_readings.read(number, user)
    if one.network.slug != slug:
        raise Http404
    if may is not None and not may(user, one):
        raise PermissionDenied
    return user, one


def _agenda(data: QueryDict | None, one: Meeting | None = None) -> Any:
    """The rows of the form, one more where that was asked for."""
    if data is None:
        return AgendaForms(initial=stored_agenda(one) if one else None, prefix="agenda")
    if "add_item" in data:
        data = data.copy()
        total = number_in(data.get("agenda-TOTAL_FORMS", "")) or 0
        data["agenda-TOTAL_FORMS"] = str(min(total + 1, MOST_ITEMS))
    return AgendaForms(data, prefix="agenda")


def _is_whole(request: HttpRequest, form: MeetingForm, agenda: Any) -> bool:
    """Whether it can be stored; what was brought back after signing in, or gets one more row, is not judged."""
    if request.method != "POST" or "add_item" in request.POST:
        form.errors.clear()
        return False
    return all([form.is_valid(), agenda.is_valid()])


def _attended(one: Meeting) -> dict[str, Any]:
    """Who stands there already; at first those who said that they come."""
    rows = one.attendees.select_related("municipality")
    if one.attended is None:
        return {"people": list(one.answers.filter(says="yes").values_list("person", flat=True)), "guests": ""}
    letters = {"f": ", ž", "m": ", m", "": ""}
    guests = [
        f"{row.name}{f', {where}' if (where := row.municipality.name if row.municipality else row.comes_from) else ''}"
        f"{letters[row.gender]}"
        for row in rows
        if row.person_id is None and row.name
    ]
    return {"people": [row.person_id for row in rows if row.person_id], "guests": "\n".join(guests)}


def _rows(form: AttendanceForm, one: Meeting) -> list[tuple[Any, str]]:
    """Each tick with what tells people of the same name apart."""
    cards = Card.objects.filter(network__in=rules.holders_of(one)).select_related("municipality")
    towns = {card.person_id: card.municipality.name for card in cards if card.municipality}
    return [(box, towns.get(int(box.data["value"]), "")) for box in form["people"]]
