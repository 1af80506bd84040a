"""What somebody was told, and what they want by mail."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from ui.paging import count_up_to, page_of

from .. import actions
from ..forms import PreferencesForm
from ..models import MailConsent
from ..readings import Line


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Newest first. Looking at the list marks nothing as read: opening a page by mistake loses nothing."""
    user = cast("User", request.user)
    mine = user.notifications.readable_by(user)
    page = page_of(mine.with_subject().newest_first(), count_up_to(mine), request.GET.get("page"))
    context = {"page_obj": page, "lines": Line.all_of(page), "unread": mine.unread().count()}
    return render(request, "notifications/index.html", context)


@require_POST
@login_required
def mark_read(request: HttpRequest, number: int) -> HttpResponse:
    """One of one's own."""
    user = cast("User", request.user)
    notification = get_object_or_404(user.notifications.readable_by(user), pk=number)
    actions.mark_read(user, notification)
    return redirect("notifications:index")


@require_POST
@login_required
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """All that one has."""
    number = actions.mark_read(cast("User", request.user))
    text = ngettext(
        "%(number)d notification is marked as read.", "%(number)d notifications are marked as read.", number
    )
    messages.success(request, text % {"number": number})
    return redirect("notifications:index")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """For each kind: at once, once a day, once a week, never."""
    user = cast("User", request.user)
    form = PreferencesForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        actions.choose(user, form.cleaned_data, MailConsent.How.FORM)
        messages.success(request, gettext("Your choice is saved."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})
