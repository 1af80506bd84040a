"""Meetings of a network, and one of them: for everyone who may read it, and for those who are invited."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from content.drafts import asked_to_sign_in
from content.policy import can_bring_back, can_withdraw
from moderation.policy import can_report
from ui.kept import kept_render
from ui.paging import PER_PAGE, number_of

from .. import announcing, concluding, meeting_readings, minuting, policy
from .. import meeting_policy as rules
from ..calendars import calendar_of
from ..meeting_forms import ComingForm
from ..models import Coming, Meeting
from ..rows import when
from .network import crumbs, found


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Those to come, then those that were."""
    user, network = reader(request), found(slug)
    rows, number = meeting_readings.past(network, user), number_of(request.GET.get("page"))
    pages: Paginator[Any] = Paginator(rows, PER_PAGE)
    if number > pages.num_pages:
        raise Http404
    page = pages.page(number)
    context = {
        "network": network,
        "to_come": meeting_readings.to_come(network, user) if number == 1 else [],
        "page": page,
        "past": [meeting_readings.row_of(one) for one in page.object_list],
        "may_announce": rules.can_announce(user, network),
        "crumbs": crumbs((network.name, network.get_absolute_url()), (_("Meetings"), None)),
    }
    return kept_render(request, "networks/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, slug: str, number: int, title: str) -> HttpResponse:
    """When and where, on what, what was concluded. A wrong word in the address leads to the right one."""
    user = reader(request)
    one = meeting_readings.read(number, user)
    if (one.network.slug, one.slug) != (slug, title):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(one.get_absolute_url() + (f"?{query}" if query else ""))
    context = _shown(one) | _rights(user, one) | concluding.shown(one, user) | {"minutes": minuting.shown(one, user)}
    context["sign_in_url"] = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    if context["takes_part"]:
        context["answers"] = meeting_readings.answers_of(one, cast("User", user))
        context["choices"] = Coming.Says.choices
        said = context["answers"]
        context["inner"] = not one.is_over or bool(said.yes or said.maybe or said.no)
    return kept_render(request, "networks/meeting.html", context)


def _shown(one: Meeting) -> dict[str, Any]:
    """What it shows to everyone who may read it."""
    network = one.network
    meetings = reverse("networks:meetings", args=[network.slug])
    return {
        "meeting": one,
        "network": network,
        "when": when(one),
        "is_over": one.is_over,
        "agenda": list(one.agenda.all()),
        "others": list(one.others.all()),
        "attendance": meeting_readings.attendance_of(one),
        "crumbs": crumbs((network.name, network.get_absolute_url()), (_("Meetings"), meetings), (one.title, None)),
    }


def _rights(user: User | AnonymousUser, one: Meeting) -> dict[str, bool]:
    """What the reader may do here."""
    return {
        "takes_part": rules.takes_part(user, one),
        "leads": rules.leads(user, one),
        "may_answer": rules.can_answer(user, one),
        "may_change": rules.can_change(user, one),
        "may_cancel": rules.can_cancel(user, one),
        "may_keep_attendance": rules.can_keep_attendance(user, one),
        "may_withdraw": one.is_published and can_withdraw(user, one) and not one.conclusions.exists(),
        "may_bring_back": can_bring_back(user, one),
        "may_report": can_report(user, one),
    }


@require_safe
def meeting_by_number(request: HttpRequest, number: int, title: str) -> HttpResponse:  # noqa: ARG001 - for people
    """For notices and results of the search, which know no more than the number: leads to the page."""
    return redirect(meeting_readings.read(number, reader(request)))


@require_safe
def meeting_calendar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The meeting for one's calendar, with the link for those who take part."""
    user = reader(request)
    one = meeting_readings.read(number, user)
    if one.network.slug != slug or one.day is None:
        raise Http404
    return _file(calendar_of([one], one.title, is_own=rules.takes_part(user, one)), "sastanak.ics")


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - programs are nobody
    """All that everyone may know of, for programs that ask again and again."""
    network = found(slug)
    rows = Meeting.objects.published().visible_to(AnonymousUser()).of(network).exclude(day=None)
    return _file(
        calendar_of(rows.select_related("network__organisation").order_by("-day")[:200], network.name), "mreza.ics"
    )


def _file(body: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


@require_POST
@asked_to_sign_in
def come(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The answer to the invitation, with one press."""
    user = cast("User", request.user)
    one = meeting_readings.read(number, user)
    form = ComingForm(request.POST)
    if one.network.slug != slug or not form.is_valid():
        raise Http404
    if one.is_over and policy.is_member(user, one.network):
        messages.warning(request, _("The meeting has been."))
        return redirect(one)
    if not rules.can_answer(user, one):
        raise PermissionDenied
    announcing.come(one, user, form.cleaned_data["says"], form.cleaned_data["note"])
    messages.success(request, _("Your answer is kept. You can change it until the meeting begins."))
    return redirect(one)
