"""Writing a lesson: a draft, published, changed; thrown away as a draft, taken off the site and brought back after that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from moderation import actions as moves
from text.languages import current as current_language
from ui.numbers import number_in
from ui.once import once_of

from .. import actions, policy
from ..forms import LessonForm
from ..models import Lesson
from .lesson import crumbs


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def create(request: HttpRequest) -> HttpResponse:
    """A new one, published or kept as a draft."""
    user = cast("User", request.user)
    if not policy.can_write(user):
        raise PermissionDenied
    data, is_draft = sent(request), "draft" in request.POST
    form = LessonForm(data, user=user, is_draft=is_draft)
    context: dict[str, Any] = {"form": form, "once": once_of((data or QueryDict()).get("once", ""))}
    context["crumbs"] = crumbs((_("New lesson"), None))
    if not _is_whole(request, form):
        return render(request, "lessons/create.html", context)
    make = actions.begin if is_draft else actions.publish
    made = make(user, context["once"], current_language().code, form.values(), form.cleaned_data["themes"])
    messages.success(request, _told(is_draft=is_draft, is_published=not is_draft))
    return redirect(made)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change it, or publish what was a draft. What was saved in another window meanwhile is not written over."""
    lesson, user = found(request, number, policy.can_change)
    data, is_published = sent(request), "publish" in request.POST
    is_draft = not lesson.is_published and not is_published
    form = LessonForm(data, user=user, lesson=lesson, is_draft=is_draft)
    version = (data or QueryDict()).get("version", str(lesson.version))
    context: dict[str, Any] = {"form": form, "lesson": lesson, "version": version}
    context["crumbs"] = crumbs((lesson.title, lesson.get_absolute_url()), (_("Edit"), None))
    if not _is_whole(request, form):
        return render(request, "lessons/edit.html", context)
    try:
        seen = number_in(version)
        themes = form.cleaned_data["themes"]
        actions.change(lesson, user, seen, form.values(), themes, is_published=is_published)
    except actions.Changed:
        context |= {"version": lesson.version, "stored": lesson}
        return render(request, "lessons/edit.html", context, status=409)
    messages.success(request, _told(is_draft=is_draft, is_published=is_published))
    return redirect(lesson)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Throw a draft away, asked once."""
    lesson, user = found(request, number, policy.can_drop)
    if request.method == "POST":
        actions.drop(lesson, user)
        messages.success(request, _("The draft is deleted."))
        return redirect("lessons:index")
    steps = crumbs((lesson.title, lesson.get_absolute_url()), (_("Delete the draft"), None))
    return render(request, "lessons/drop.html", {"lesson": lesson, "crumbs": steps})


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Off the site, for good after 30 days."""
    lesson, user = found(request, number)
    moves.withdraw(lesson, user)
    messages.success(request, _("Withdrawn. You can bring it back for 30 days."))
    return redirect(lesson)


@require_POST
@login_required
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """As it was before it was withdrawn."""
    lesson, user = found(request, number)
    moves.bring_back(lesson, user)
    messages.success(request, _("It is back."))
    return redirect(lesson)


def found(request: HttpRequest, number: int, may: Callable[[User, Lesson], bool] | None = None) -> tuple[Lesson, User]:
    """The lesson and who acts on it: 404 for what one may not know of, 403 for what one may not do."""
    user = cast("User", request.user)
    lesson = get_object_or_404(Lesson.objects.visible_to(user), pk=number)
    if may is not None and not may(user, lesson):
        raise PermissionDenied
    return lesson, user


def _told(*, is_draft: bool, is_published: bool) -> str:
    if is_published:
        return _("The lesson is published.")
    return _("The draft is saved. Only you see it.") if is_draft else _("Saved.")


def _is_whole(request: HttpRequest, form: LessonForm) -> bool:
    """Whether it can be stored; what was brought back after signing in is not judged."""
    if request.method != "POST":
        form.errors.clear()
        return False
    return form.is_valid()
