"""Writing a news article: a draft, proposed or published, changed; dropped, taken off the site and brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import Kept, asked_to_sign_in
from moderation import actions as moves
from text.languages import current as current_language
from ui.numbers import number_in
from ui.once import once_of

from .. import actions, look, policy
from ..forms import NewsForm
from ..models import News
from .articles import crumbs


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def create(request: HttpRequest) -> HttpResponse:
    """A new one: published, proposed, or kept as a draft."""
    user, kept = cast("User", request.user), Kept(request)
    if not policy.can_write(user):
        return render(request, "news/closed.html", {"crumbs": crumbs((_("New article"), None))}, status=403)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("news:create")
    data, is_draft = request.POST or kept.restored, "draft" in request.POST
    form = NewsForm(data, user=user, is_draft=is_draft)
    context: dict[str, Any] = {"form": form, "kept": kept, "once": once_of((data or QueryDict()).get("once", ""))}
    context["crumbs"] = crumbs((_("New article"), None))
    if not _is_whole(request, form):
        return render(request, "news/create.html", context)
    written = (user, context["once"], current_language().code, form.values(), form.lists())
    made = actions.begin(*written) if is_draft else actions.send(*written, form.at())
    return _done(request, kept, made)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change it, or send what was a draft. What was saved in another window meanwhile is not written over."""
    news, user = found(request, number, policy.can_change)
    kept = Kept(request)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("news:edit", number)
    data, is_sent = request.POST or kept.restored, "send" in request.POST
    form = NewsForm(data, user=user, news=news, is_draft=not news.is_published and not is_sent)
    version = (data or QueryDict()).get("version", str(news.version))
    context: dict[str, Any] = {"form": form, "news": news, "kept": kept, "version": version}
    context["crumbs"] = crumbs((news.title, news.get_absolute_url()), (_("Edit"), None))
    if not _is_whole(request, form):
        return render(request, "news/edit.html", context)
    try:
        at = form.at() if is_sent else None
        actions.change(news, user, number_in(version), form.values(), form.lists(), is_sent=is_sent, at=at)
    except actions.Changed:
        return render(request, "news/edit.html", context | {"version": news.version, "stored": news}, status=409)
    return _done(request, kept, news)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Throw a draft away, asked once."""
    news, user = found(request, number, policy.can_drop)
    if request.method == "POST":
        actions.drop(news, user)
        messages.success(request, _("The draft is deleted."))
        return redirect("news:index")
    steps = crumbs((news.title, news.get_absolute_url()), (_("Delete the draft"), None))
    return render(request, "news/drop.html", {"news": news, "crumbs": steps})


@require_POST
@login_required
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """What waits is a draft again, to be worked on."""
    news, user = found(request, number)
    moves.take_back(news, user)
    messages.success(request, _("It is a draft again. Only you see it."))
    return redirect(news)


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Off the site, for good after 30 days."""
    news, user = found(request, number)
    moves.withdraw(news, user)
    messages.success(request, _("Withdrawn. You can bring it back for 30 days."))
    return redirect(news)


@require_POST
@login_required
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """As it was before it was withdrawn."""
    news, user = found(request, number)
    moves.bring_back(news, user)
    messages.success(request, _("It is back."))
    return redirect(news)


def found(request: HttpRequest, number: int, may: Callable[[User, News], bool] | None = None) -> tuple[News, User]:
    """The article and who acts on it: 404 for what one may not know of, 403 for what one may not do."""
    user = cast("User", request.user)
    news = get_object_or_404(News.objects.visible_to(user), pk=number)
    if may is not None and not may(user, news):
        raise PermissionDenied
    return news, user


def _done(request: HttpRequest, kept: Kept, news: News) -> HttpResponse:
    """Back to its page, which says what became of it."""
    kept.drop()
    look.forget()
    news.refresh_from_db()
    messages.success(request, _told(news))
    return redirect(news)


def _told(news: News) -> str:
    if news.is_published:
        return _("Saved. It stands on the site.")
    if news.status == News.Status.PENDING:
        return _("Sent. The editors of the association are told, and you hear what they decide.")
    if news.scheduled:
        moment = date_format(localtime(news.scheduled), "SHORT_DATETIME_FORMAT")
        return _("Saved. It publishes itself: %(moment)s") % {"moment": moment}
    return _("The draft is saved. Only you see it.")


def _is_whole(request: HttpRequest, form: NewsForm) -> bool:
    """Whether it can be stored; what was brought back, or while somebody still looks for a place, is not judged."""
    if request.method != "POST" or "find_places" in request.POST:
        form.errors.clear()
        return False
    return form.is_valid()
