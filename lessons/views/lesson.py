"""One lesson, and marking it as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from content.policy import can_bring_back, can_withdraw
from moderation.policy import can_report
from trainings import look
from ui.kept import kept_page, values_of
from ui.numbers import number_in

from .. import policy, progress, readings
from ..models import Lesson
from ..rows import minutes_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import AnonymousUser


@require_safe
def detail(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """The text with its pictures and files, its series, and whether it is read. A wrong slug leads to the right one."""
    user = reader(request)
    lesson = readings.read(number, user)
    if lesson.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(lesson.get_absolute_url() + (f"?{query}" if query else ""))
    now, rights = look.current(), _rights(user, lesson)
    near = {lesson.pk, *readings.numbers_in_series(lesson)}
    versions = progress.versions_read(user, near) if isinstance(user, User) else {}

    def context() -> dict[str, Any]:
        shown = _shown(lesson, now) | _in_series(lesson, versions) | _read(lesson, versions)
        return shown | rights | {"sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}"}

    return kept_page(request, "lessons/detail.html", (now.at, values_of(lesson), versions, rights), context)


def _shown(lesson: Lesson, now: look.Look) -> dict[str, Any]:
    """What it shows to everyone."""
    themes = {one.pk: one for one in now.themes}
    return {
        "lesson": lesson,
        "minutes": minutes_in_words(lesson.minutes),
        "layout": lesson.layout,
        "files": lesson.shown_files,
        "themes": [themes[one] for one in lesson.shown_themes if one in themes],
        "training": readings.training_of(lesson),
        "crumbs": crumbs((lesson.title, None)),
    }


def _in_series(lesson: Lesson, versions: Mapping[int, int]) -> dict[str, Any]:
    """Where it stands among the others, and how many of these are read."""
    series = readings.series_of(lesson, versions)
    before, after = readings.neighbours(lesson, series)
    return {"series": series, "before": before, "next": after, "read_in_series": sum(one.is_read for one in series)}


def _read(lesson: Lesson, versions: Mapping[int, int]) -> dict[str, Any]:
    version = versions.get(lesson.pk)
    return {"is_read": version is not None, "has_changed": version is not None and version < lesson.version}


def _rights(user: User | AnonymousUser, lesson: Lesson) -> dict[str, bool]:
    """What the reader may do here."""
    return {
        "may_change": policy.can_change(user, lesson),
        "may_illustrate": policy.can_illustrate(user, lesson),
        "may_drop": policy.can_drop(user, lesson),
        "may_withdraw": lesson.is_published and can_withdraw(user, lesson),
        "may_bring_back": can_bring_back(user, lesson),
        "may_mark": policy.can_mark_read(user, lesson),
        "may_report": can_report(user, lesson),
    }


def crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way from trainings to a page of this room."""
    return [(_("Trainings"), reverse("trainings:index")), (_("Lessons"), reverse("lessons:index")), *steps]


@require_POST
@login_required
def mark_read(request: HttpRequest, number: int) -> HttpResponse:
    """Read in the version that stood on the page, or (`on=0`) not read after all."""
    user = cast("User", request.user)
    lesson = get_object_or_404(Lesson.objects.visible_to(user), pk=number)
    is_read, version = request.POST.get("on") != "0", request.POST.get("version", "")
    seen = number_in(version) or lesson.version
    progress.mark(lesson, user, seen, is_read=is_read)
    return redirect(f"{lesson.get_absolute_url()}#procitano")
