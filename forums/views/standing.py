"""Standing answers: the list, one of them, making one of a thread, keeping it true."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from comments.limits import may_write
from content.actions import mark_useful
from content.drafts import Kept, asked_to_sign_in
from content.held import Gone
from content.policy import can_bring_back, can_edit, can_mark_useful, can_withdraw
from moderation.policy import can_report
from text.languages import current as current_language
from ui.once import once_of

from .. import actions, look, policy
from ..models import Question, Standing
from ..sources import acts_of, by_theme, read, sources_of, thread_of
from ..standing_form import StandingForm
from .asking import TOO_MANY
from .saving import saved, waiting_of


def _crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    first = [(_("Questions"), reverse("forums:index")), (_("Frequent questions"), reverse("forums:standings"))]
    return [*first, *steps]


@require_safe
def standings(request: HttpRequest) -> HttpResponse:
    """All of them, by theme."""
    groups = by_theme(reader(request), look.current())
    crumbs = [(_("Questions"), reverse("forums:index")), (_("Frequent questions"), None)]
    return render(request, "forums/standings.html", {"groups": groups, "crumbs": crumbs})


@require_safe
def standing(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """The question, the answer, where it holds, its sources. A wrong slug leads to the right one."""
    user = reader(request)
    one = read(number, user)
    if one.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(one.get_absolute_url() + (f"?{query}" if query else ""))
    acts, now = acts_of(one), look.current()
    context = {
        "standing": one,
        "themes": [theme for theme in now.themes if theme.pk in one.shown_themes],
        "where": now.place_label(one),
        "acts": acts,
        "doubted_acts": [act for act in acts if act.state],
        "thread": thread_of(one),
        "sources": sources_of(one, user, now),
        "decision": None if one.is_published else one.decisions.order_by("-pk").first(),
        "may_check": policy.can_check_standing(user, one),
        "may_edit": can_edit(user, one),
        "may_withdraw": can_withdraw(user, one),
        "may_bring_back": can_bring_back(user, one),
        "may_vote": can_mark_useful(user, one),
        "may_report": can_report(user, one),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "crumbs": _crumbs((one.title, None)),
    }
    return render(request, "forums/standing.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def make_standing(request: HttpRequest, number: int) -> HttpResponse:
    """Of a thread; it begins with what helped and what experts confirmed."""
    user, kept = cast("User", request.user), Kept(request)
    thread = get_object_or_404(Question.objects.visible_to(user), pk=number)
    if not policy.can_make_standing(user, thread):
        raise PermissionDenied
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("forums:make_standing", number)
    data = request.POST or kept.restored
    form = StandingForm(data, user=user, thread=thread)
    context = {
        "form": form,
        "kept": kept,
        "thread": thread,
        "once": once_of((data or QueryDict()).get("once", "")),
        "others": Standing.objects.published()
        .visible_to(user)
        .filter(thread=thread)
        .select_related("entity", "canton", "municipality__type"),
        "crumbs": _crumbs((thread.title, thread.get_absolute_url()), (_("Standing answer"), None)),
    }
    return _made(request, user, thread, form, context)


def _made(
    request: HttpRequest, user: User, thread: Question, form: StandingForm, context: dict[str, Any]
) -> HttpResponse:
    """The form, what it will look like, or the page that was made."""
    template = "forums/make_standing.html"
    if request.method == "GET":
        form.errors.clear()  # what was brought back is not judged
    if request.method == "GET" or not form.is_valid():
        return render(request, template, context)
    if "preview" in request.POST:
        return render(request, template, context | {"preview": form.cleaned_data})
    if not may_write(request, user):
        form.add_error(None, TOO_MANY)
        return render(request, template, context, status=429)
    try:
        language = current_language().code
        made = actions.make_standing(thread, user, context["once"], language, form.values(), form.lists())
    except Gone:
        return render(request, template, context | {"gone": True}, status=409)
    context["kept"].drop()
    look.forget()
    messages.success(request, _("The standing answer is published. Its thread leads to it."))
    return redirect(made)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_standing(request: HttpRequest, number: int) -> HttpResponse:
    """Correct it. What was saved in another window meanwhile is shown beside what was typed."""
    user, kept = cast("User", request.user), Kept(request)
    one = get_object_or_404(Standing.objects.visible_to(user).select_related("thread", "edited_for"), pk=number)
    if not can_edit(user, one):
        raise PermissionDenied
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("forums:edit_standing", number)
    waiting = waiting_of(request, one, kept)
    form = StandingForm(request.POST or kept.restored or waiting, user=user, thread=one.thread, standing=one)
    context = {"form": form, "kept": kept, "waiting": waiting}
    context["crumbs"] = _crumbs((one.title, one.get_absolute_url()), (_("Edit"), None))
    if request.method == "GET":
        form.errors.clear()
    return saved(request, one, form, context, "forums/edit_standing.html")


def _found(request: HttpRequest, number: int) -> tuple[Standing, User]:
    user = cast("User", request.user)
    return get_object_or_404(Standing.objects.visible_to(user), pk=number), user


@require_POST
@login_required
def check_standing(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody who edits it looked: it still holds."""
    one, user = _found(request, number)
    if actions.check_standing(one, user):
        messages.success(request, _("Thank you. The page says that it was checked today."))
    return redirect(one)


@require_POST
@login_required
def useful_standing(request: HttpRequest, number: int) -> HttpResponse:
    """Was it useful? Yes, or no longer."""
    one, user = _found(request, number)
    mark_useful(one, user, request.POST.get("on") != "0")
    return redirect(one)
