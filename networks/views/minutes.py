"""The minutes of a meeting: read, written, said something of, adopted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from comments.limits import may_write
from content.drafts import Kept, asked_to_sign_in, sent
from ui.numbers import number_in
from ui.once import once_of

from .. import minutes_policy, minuting
from ..meeting_policy import leads
from ..minutes_forms import AdoptForm, AnswerForm, MinutesForm, RemarkForm
from ..models import Meeting, Minutes, Remark
from .network import crumbs

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@never_cache  # who may read it changes from one moment to the next
@require_safe
def minutes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The versions that the reader may read, and what comes next. A visitor who may read none is asked to sign in."""
    user = reader(request)
    meeting = met(user, slug, number)
    versions = minutes_policy.readable(user, meeting)
    if not versions and not minutes_policy.can_write(user, meeting):
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    return _drawn(request, user, meeting, versions, RemarkForm())


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def write_minutes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text, kept while somebody types. What another window saved meanwhile is shown beside what was typed."""
    user, meeting = written_by(request, slug, number)
    last, kept = minuting.last_of(meeting), Kept(request)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect(request.path)
    data = request.POST or kept.restored
    form = MinutesForm(data, meeting, last)
    version = (data or QueryDict()).get("version", str(last.version if last else 0))
    context: dict[str, Any] = {"meeting": meeting, "form": form, "kept": kept, "version": version, "last": last}
    context |= {"url": _address(meeting), "crumbs": _below(meeting, _("Write the minutes"))}
    if request.method == "GET":
        form.errors.clear()  # what was brought back is not judged
    if request.method == "GET" or not form.is_valid():
        return render(request, "networks/write_minutes.html", context)
    try:
        values = form.cleaned_data
        minuting.write(meeting, user, values["text"], number_in(version), values.get("reason", ""))
    except minuting.Changed:
        stored = minuting.last_of(meeting)
        context |= {"version": stored.version if stored else 0, "stored": stored, "last": stored}
        context["form"] = MinutesForm(data, meeting, stored)
        return render(request, "networks/write_minutes.html", context, status=409)
    kept.drop()
    messages.success(request, _("Saved."))
    return redirect(context["url"])


@require_POST
@login_required
def open_minutes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Those who were there are asked to read it."""
    user, meeting = written_by(request, slug, number)
    try:
        minuting.open_to_remarks(meeting, user)
    except minuting.NotYet as error:
        return _too_early(request, user, meeting, str(error))
    except minuting.Settled:
        messages.warning(request, _("They were opened in the meantime."))
    else:
        messages.success(request, _("Those who were there are told. They have seven days."))
    return redirect(_address(meeting))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def remark(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What somebody who was there says. Seen by GET after signing in again, with what was typed."""
    user, meeting, versions = known_to(request, slug, number)
    if not versions or not minutes_policy.was_there(user, meeting):
        raise PermissionDenied
    form = RemarkForm(sent(request))
    if request.method == "GET":
        form.errors.clear()
    if request.method == "GET" or not form.is_valid():
        return _drawn(request, user, meeting, versions, form)
    if not may_write(request, user):
        form.add_error(None, _("You have written many within an hour. Wait a little before the next one."))
        return _drawn(request, user, meeting, versions, form, status=429)
    try:
        minuting.remark(versions[-1], user, form.cleaned_data["text"], once_of(request.POST.get("once", "")))
    except minuting.Closed:
        return _drawn(request, user, meeting, versions, form, status=409, is_late=True)
    messages.success(request, _("Your remark stands below the minutes. The coordinator answers it."))
    return redirect(_address(meeting))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def answer_remark(request: HttpRequest, slug: str, number: int, remark: int) -> HttpResponse:
    """Taken over or not, and why; once."""
    user, meeting = written_by(request, slug, number)
    rows = Remark.objects.select_related("minutes", "person__profile").filter(minutes__meeting=meeting)
    asked = get_object_or_404(rows, pk=remark)
    asked.minutes.meeting = meeting
    form = AnswerForm(sent(request))
    if request.method == "GET":
        form.errors.clear()
    is_settled = asked.answered is not None
    if not is_settled and request.method == "POST" and form.is_valid():
        try:
            minuting.answer(asked, user, form.cleaned_data["words"], is_taken=form.cleaned_data["is_taken"] == "yes")
        except minuting.Settled:
            is_settled = True
        else:
            messages.success(request, _("Done. The person is told."))
            return redirect(_address(meeting))
    if is_settled:
        messages.warning(request, _("It was answered in the meantime."))
        return redirect(_address(meeting))
    context = {"meeting": meeting, "asked": asked, "form": form, "url": _address(meeting)}
    context["crumbs"] = _below(meeting, _("Answer the remark"))
    return render(request, "networks/answer_remark.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def adopt_minutes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asked once, with the text that is adopted: it never changes after that."""
    user, meeting = written_by(request, slug, number)
    data, before, status = sent(request), _adopted_before(meeting), 200
    form = AdoptForm(data, initial={"is_public": before is not None and before.is_public})
    context: dict[str, Any] = {"meeting": meeting, "form": form, "url": _address(meeting)}
    context["crumbs"] = _below(meeting, _("Adopt the minutes"))
    if request.method == "POST" and form.is_valid():
        try:
            seen = number_in(request.POST.get("version", ""))
            minuting.adopt(meeting, user, is_public=form.cleaned_data["is_public"], version=seen)
        except minuting.Settled:
            messages.warning(request, _("They were adopted in the meantime."))
            return redirect(_address(meeting))
        except minuting.NotYet:
            status = 409  # the page says why
        except minuting.Changed:
            context["is_changed"], status = True, 409
        else:
            messages.success(request, _("The minutes are adopted. Those who were there are told."))
            return redirect(_address(meeting))
    last = minuting.last_of(meeting)
    context |= {"last": last, "why": minuting.why_not_adopt(last)}
    return render(request, "networks/adopt_minutes.html", context, status=status)


@require_POST
@login_required
def publish_minutes(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    """Whether everyone may read an adopted version: `is_public` is sent, or not."""
    user, meeting = written_by(request, slug, number)
    one = get_object_or_404(Minutes, meeting=meeting, number=version)
    is_public = request.POST.get("is_public") == "1"
    try:
        minuting.publish(one, user, is_public=is_public)
    except minuting.NotYet as error:
        return _too_early(request, user, meeting, str(error))
    text = _("Everyone may read it now.") if is_public else _("Members and those who were there read it now.")
    messages.success(request, text)
    return redirect(_address(meeting))


# -- what these views share ----------------------------------------------------------------------------------------------


def met(user: User | AnonymousUser, slug: str, number: int) -> Meeting:
    """The meeting of that address; 404 where this reader does not see one."""
    rows = Meeting.objects.visible_to(user).select_related("network__organisation")
    return get_object_or_404(rows, pk=number, network__organisation__slug=slug)


def known_to(request: HttpRequest, slug: str, number: int) -> tuple[User, Meeting, list[Minutes]]:
    """Who acts, on which meeting, and what they may read of its minutes; 404 for whoever may not know of them."""
    user = cast("User", reader(request))
    meeting = met(user, slug, number)
    versions = minutes_policy.readable(user, meeting)
    if not versions and not minutes_policy.can_write(user, meeting):
        raise Http404
    return user, meeting, versions


def written_by(request: HttpRequest, slug: str, number: int) -> tuple[User, Meeting]:
    """Who keeps the minutes, of which meeting; 403 for whoever reads them and may not."""
    user, meeting, _versions = known_to(request, slug, number)
    if not minutes_policy.can_write(user, meeting):
        raise PermissionDenied
    return user, meeting


def _drawn(
    request: HttpRequest,
    user: User | AnonymousUser,
    meeting: Meeting,
    versions: list[Minutes],
    form: RemarkForm,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    """The page of the minutes, the latest version first; remarks for the coordinators and those who were there."""
    last = versions[-1] if versions else None
    keeps, came = leads(user, meeting), minutes_policy.was_there(user, meeting)
    remarks = _remarks(versions) if keeps or came else {}
    context: dict[str, Any] = {
        "meeting": meeting,
        "versions": [(one, remarks.get(one.pk, [])) for one in reversed(versions)],
        "last": last,
        "may_write": keeps and meeting.cancelled is None,
        "may_remark": came and last is not None and last.takes_remarks,
        "form": form,
        "once": once_of(request.POST.get("once", "")),
        "crumbs": _below(meeting, pgettext("of a meeting", "Minutes"), is_page=True),
    }
    if context["may_write"] and last is not None and last.state != last.State.ADOPTED:
        is_draft = last.state == last.State.DRAFT
        context["why"] = minuting.why_not_open(meeting) if is_draft else minuting.why_not_adopt(last)
    return render(request, "networks/minutes.html", context | said, status=status)


def _too_early(request: HttpRequest, user: User, meeting: Meeting, why: str) -> HttpResponse:
    """The page of the minutes, with what has to happen first."""
    versions = minutes_policy.readable(user, meeting)
    return _drawn(request, user, meeting, versions, RemarkForm(), status=409, refusal=why)


def _remarks(versions: list[Minutes]) -> dict[int, list[Remark]]:
    found: dict[int, list[Remark]] = defaultdict(list)
    for one in Remark.objects.filter(minutes__in=versions).select_related("person__profile"):
        found[one.minutes_id].append(one)
    return found


def _adopted_before(meeting: Meeting) -> Minutes | None:
    """The version that a correction takes the place of."""
    return meeting.minutes_versions.filter(state=Minutes.State.ADOPTED).order_by("-number").first()


def _address(meeting: Meeting) -> str:
    return reverse("networks:minutes", args=[meeting.network.slug, meeting.pk])


def _below(meeting: Meeting, title: str, *, is_page: bool = False) -> list[tuple[str, str | None]]:
    """The way to the page of the minutes, or to one below it."""
    network = meeting.network
    steps: list[tuple[str, str | None]] = [
        (network.name, network.get_absolute_url()),
        (meeting.title, meeting.get_absolute_url()),
    ]
    if not is_page:
        steps.append((pgettext("of a meeting", "Minutes"), _address(meeting)))
    return crumbs(*steps, (title, None))
