"""For editors: what was proposed, published or sent back; what stands above the list."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.policy import holders_of
from content.drafts import asked_to_sign_in, sent
from moderation.actions import Overtaken
from moderation.forms import ReasonForm
from ui.numbers import number_in

from .. import deciding, look, pinning, policy
from ..forms import PinForm
from ..models import News
from ..pinning import Full
from ..rows import row_of
from .articles import crumbs
from .writing import found


@require_safe
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """What was proposed to the organisations for which one edits, the oldest first; each is published with one press."""
    user = cast("User", request.user)
    if not holders_of(user):
        raise PermissionDenied
    now = look.current()
    rows = policy.waiting_for(user).select_related("author__profile").for_lists()
    listed = [(one, row_of(one, now)) for one in rows]
    return render(
        request, "news/waiting.html", {"rows": listed, "crumbs": crumbs((_("Waiting to be published"), None))}
    )


@require_POST
@login_required
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """It stands, if it still says what was read."""
    news, user = _proposed(request, number)
    version = number_in(request.POST.get("version", ""))
    try:
        deciding.publish(news, user, version)
    except Overtaken as overtaken:
        return _overtaken(request, overtaken)
    look.forget()
    messages.success(request, _("Published. Whoever proposed it is told."))
    return redirect("news:waiting")


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """Back to whoever proposed it, with a reason."""
    news, user = _proposed(request, number)
    form = ReasonForm("return", news.author, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            deciding.send_back(news, user, form.text(), form.cleaned_data.get("reason"))
        except Overtaken as overtaken:
            return _overtaken(request, overtaken)
        messages.success(request, _("Sent back. Whoever proposed it reads why."))
        return redirect("news:waiting")
    steps = crumbs((_("Waiting to be published"), None), (news.title, None))
    return render(request, "news/send_back.html", {"news": news, "form": form, "crumbs": steps})


def _proposed(request: HttpRequest, number: int) -> tuple[News, User]:
    """What was sent to an organisation for which one edits, also when somebody has decided on it meanwhile."""
    user = cast("User", request.user)
    held, begun = holders_of(user), [News.Status.DRAFT]
    news = get_object_or_404(News.objects.exclude(status__in=begun), published_for__in=held, pk=number)
    if news.author_id == user.pk:
        raise PermissionDenied
    return news, user


def _overtaken(request: HttpRequest, overtaken: Overtaken) -> HttpResponse:
    if overtaken.decision is None:
        messages.warning(request, _("It was changed or taken back meanwhile. Read it again before you decide."))
    else:
        messages.warning(request, _("Somebody has decided on it meanwhile."))
    return redirect("news:waiting")


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def pin(request: HttpRequest, number: int) -> HttpResponse:
    """Above the list until a day."""
    news, user = found(request, number, policy.can_pin)
    form = PinForm(sent(request), news=news)
    context: dict[str, Any] = {"news": news, "form": form}
    context["crumbs"] = crumbs((news.title, news.get_absolute_url()), (_("Above the list"), None))
    if request.method == "POST" and form.is_valid():
        try:
            pinning.pin(news, user, form.cleaned_data["until"])
        except Full:
            form.add_error(None, _("Three stand above the list already. Take one of them down first."))
        else:
            messages.success(request, _("It stands above the list."))
            return redirect(news)
    return render(request, "news/pin.html", context)


@require_POST
@login_required
def unpin(request: HttpRequest, number: int) -> HttpResponse:
    """In the list like all others."""
    news, user = found(request, number, policy.can_pin)
    pinning.unpin(news, user)
    messages.success(request, _("It stands in the list like all others."))
    return redirect(news)
