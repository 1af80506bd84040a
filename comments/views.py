"""Writing a comment, correcting it, taking it off the site and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import Kept, asked_to_sign_in
from content.held import Gone
from content.models import Entry
from content.policy import can_comment, can_edit, is_author, is_closed
from moderation import actions as moves
from moderation.proposals import propose
from notifications.wording import address_of
from text.languages import current as current_language

from . import actions
from .forms import CommentForm, CorrectionForm
from .limits import may_write
from .proposed import FORM

ASKING = "pitanje"
CLOSED = gettext_lazy("Nobody can answer it any more. Your text is still here; copy it if you need it.")
TOO_MANY = gettext_lazy(
    "You have written a lot within an hour. Wait a while and send it again: your text is still here."
)


def _found(request: HttpRequest, number: int, *kinds: str) -> tuple[Entry, User]:
    user = cast("User", request.user)
    rows = Entry.objects.visible_to(user).select_related("root", "parent__root", "author__profile")
    return get_object_or_404(rows.filter(kind__in=kinds) if kinds else rows, pk=number), user


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def create(request: HttpRequest, number: int) -> HttpResponse:
    """A comment on an entry or a reply to a comment; what it will look like can be seen first."""
    below, user = _found(request, number)
    if not can_comment(user, below) and not (request.method == "POST" and is_closed(below)):
        raise PermissionDenied
    kept = Kept(request, f"{ASKING}=1" if is_asking(request, user, below) else "")
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect(request.path + kept.query)
    form = CommentForm(request.POST or None, initial=_typed(kept))
    preview = "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not preview:
        if not may_write(request, user):
            form.add_error(None, TOO_MANY)
            return _page(request, "comments/create.html", form, below, False, kept=kept, status=429)
        words, once = form.cleaned_data["body"], form.cleaned_data["once"] or uuid4()
        try:
            comment = actions.write(below, user, words, once, current_language().code)
        except Gone:
            told = _("What you wrote about has just been removed. Your text is still here; copy it if you need it.")
            form.add_error(None, told)
            return _page(request, "comments/create.html", form, below, False, kept=kept)
        except actions.Closed:
            form.add_error(None, CLOSED)
            return _page(request, "comments/create.html", form, below, False, kept=kept, status=409)
        kept.drop()
        if not comment.is_published:
            messages.success(request, _("Your comment waits for review. Only you see it until then."))
        return redirect(address_of(comment))
    return _page(request, "comments/create.html", form, below, preview, kept=kept)


def _typed(kept: Kept) -> dict[str, str]:
    """What is brought back."""
    typed: Mapping[str, Any] = kept.restored or {}
    return {name: str(typed[name]) for name in ("body", "once", "version") if name in typed}


def _page(
    request: HttpRequest, template: str, form: CommentForm, about: Entry, preview: bool, **more: object
) -> HttpResponse:
    """The form on a page of its own, below what it is about."""
    shown = form.cleaned_data.get("body", "") if preview and form.is_valid() else ""
    context = {"form": form, "about": about, "top": about.root or about, "preview": shown, "address": address_of(about)}
    context["asking"] = is_asking(request, cast("User", request.user), about)
    status = cast("int", more.pop("status", 409 if more.get("stored") is not None else 200))
    return render(request, template, context | more, status=status)


def is_asking(request: HttpRequest, user: User, about: Entry) -> bool:
    """Whether the page says "to the author": asked for, and there is one, of the practice itself, and somebody else."""
    has_author = about.root_id is None and about.author_id is not None and not is_author(user, about)
    return ASKING in request.GET and has_author


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Correct what one wrote. What was saved in another window meanwhile is shown beside what was typed."""
    comment, user = _found(request, number, Entry.Kind.COMMENT)
    if not can_edit(user, comment):
        raise PermissionDenied
    kept = Kept(request)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("comments:edit", number)
    stored = {"body": comment.body, "version": comment.version}
    form = CorrectionForm(request.POST or None, initial=stored | _typed(kept))
    preview = "preview" in request.POST
    if request.method == "GET" or preview or not form.is_valid():
        return _page(request, "comments/edit.html", form, comment, preview, kept=kept)
    try:
        actions.correct(comment, user, form.cleaned_data["body"], form.cleaned_data["version"])
    except actions.Changed:
        form.data = {**request.POST.dict(), "version": str(comment.version)}
        return _page(request, "comments/edit.html", form, comment, False, kept=kept, stored=comment.body)
    except moves.NeedsReview:
        propose(comment, user, FORM, {"body": [form.cleaned_data["body"]]})
        messages.success(request, _("Your change waits for review. Until then readers see the approved text."))
    kept.drop()
    return redirect(address_of(comment))


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Off the site, for good after 30 days."""
    comment, user = _found(request, number, Entry.Kind.COMMENT)
    moves.withdraw(comment, user)
    messages.success(request, _("Withdrawn. You can bring it back for 30 days."))
    return redirect(address_of(comment))


@require_POST
@login_required
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """As it was before it was withdrawn."""
    comment, user = _found(request, number, Entry.Kind.COMMENT)
    moves.bring_back(comment, user)
    messages.success(request, _("It is back."))
    return redirect(address_of(comment))
