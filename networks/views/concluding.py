"""The desk of a conclusion: adopting one, changing it, sending it, what came back, and that nothing came."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from content.files.refusals import Refused
from moderation import attaching
from text.languages import current as current_language
from ui.numbers import number_in
from ui.once import once_of

from .. import concluding
from ..conclusion_forms import ConclusionForm, ReplyForm, SendForm
from ..conclusions_policy import can_conclude, can_keep, can_word
from ..models import Conclusion, Meeting
from .conclusion import found_conclusion, way
from .network import crumbs, found


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def conclude(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One more conclusion of a meeting."""
    user, network = cast("User", request.user), found(slug)
    meetings = Meeting.objects.of(network).visible_to(user).select_related("network__organisation")
    meeting = get_object_or_404(meetings, pk=number)
    if not can_conclude(user, meeting):
        raise PermissionDenied
    data = sent(request)
    form, once = ConclusionForm(data, meeting, user), once_of((data or QueryDict()).get("once", ""))
    if request.method == "POST" and form.is_valid():
        language = current_language().code
        made = concluding.conclude(meeting, user, once, language, form.values(), form.themes_chosen())
        messages.success(request, _("Conclusion %(number)s stands on the site.") % {"number": made.number})
        return redirect(made)
    steps = ((network.name, network.get_absolute_url()), (meeting.title, meeting.get_absolute_url()))
    context = {"form": form, "once": once, "meeting": meeting, "cancel_url": meeting.get_absolute_url()}
    context["crumbs"] = crumbs(*steps, (_("New conclusion"), None))
    return render(request, "networks/conclude.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """What was saved in another window meanwhile is not written over."""
    user, one = _kept(request, number)
    data = sent(request)
    form = ConclusionForm(data, one.adopted_at, user, one)
    version = (data or QueryDict()).get("version", str(concluding.seen(one)))
    context: dict[str, Any] = {"conclusion": one, "version": version, "may_word": can_word(user, one)}
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            concluding.change(one, user, number_in(version), form.values(), form.themes_chosen())
        except concluding.Changed:
            one = found_conclusion(number, user)
            context |= {"conclusion": one, "version": str(concluding.seen(one)), "stored": one}
            status = HTTPStatus.CONFLICT
        except concluding.NotTheirs:
            form.add_error(None, _("Only whoever wrote the conclusion, or a moderator, may change its words."))
            status = HTTPStatus.FORBIDDEN
        else:
            messages.success(request, _("Saved."))
            return redirect(one)
    context |= {"form": form, "crumbs": way(one, (_("Edit"), None))}
    return render(request, "networks/edit_conclusion.html", context, status=status)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def send_conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """It went out; from then on its words stay."""
    user, one = _kept(request, number)
    form, status = SendForm(sent(request), one), HTTPStatus.OK
    if one.sent is not None:
        messages.warning(request, _("It is sent already."))
        return redirect(one)
    if request.method == "POST" and form.is_valid():
        try:
            concluding.send(one, user, form.cleaned_data["day"])
        except concluding.Changed:
            form.add_error(None, _("Somebody changed the conclusion in the meantime. Look at it and try again."))
            status = HTTPStatus.CONFLICT
        else:
            messages.success(request, _("Written down: it is sent."))
            return redirect(one)
    context = {"conclusion": one, "form": form, "crumbs": way(one, (_("Sent"), None))}
    return render(request, "networks/send_conclusion.html", context, status=status)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def reply_conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """What came back, with its letter."""
    user, one = _kept(request, number)
    if one.sent is None:
        messages.warning(request, _("It is not sent yet: nobody can have answered."))
        return redirect(one)
    data = sent(request)
    form, once = ReplyForm(data, request.FILES or None, one), once_of((data or QueryDict()).get("once", ""))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if _is_stored(form, lambda: concluding.write_down_reply(one, user, once, form.values(), file)):
            messages.success(request, _("The answer is written down. Members and followers are told."))
            return redirect(one)
    status = HTTPStatus.INSUFFICIENT_STORAGE if form.has_no_space else HTTPStatus.OK
    context = {"conclusion": one, "form": form, "once": once, "crumbs": way(one, (_("Write down an answer"), None))}
    return render(request, "networks/reply_conclusion.html", context, status=status)


@require_POST
@asked_to_sign_in
def give_up_conclusion(request: HttpRequest, number: int) -> HttpResponse:
    """Nothing came by the deadline."""
    user, one = _kept(request, number)
    try:
        is_new = concluding.give_up(one, user)
    except concluding.TooEarly:
        messages.warning(request, _("That can be said once its deadline has passed."))
    else:
        words = (
            _("Written down: no answer came.") if is_new else _("That was written down in the meantime, or an answer.")
        )
        messages.add_message(request, messages.SUCCESS if is_new else messages.WARNING, words)
    return redirect(one)


def _kept(request: HttpRequest, number: int) -> tuple[User, Conclusion]:
    """Who writes and of what: 404 for what one may not know of, 403 for what one may not change."""
    user = cast("User", request.user)
    one = found_conclusion(number, user)
    if not can_keep(user, one):
        raise PermissionDenied
    return user, one


def _is_stored(form: ReplyForm, move: Callable[[], object]) -> bool:
    """Make the move; False where it is refused, and the form says why."""
    try:
        move()
    except Refused as refused:
        form.refuse(refused)
    except attaching.Full:
        form.add_error("file", _("There are eight files already. Write down the answer without this one."))
    except concluding.Changed:
        form.add_error(None, _("Somebody changed the conclusion in the meantime. Look at it and try again."))
    return form.is_valid()
