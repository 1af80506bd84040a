"""Proposing a training: the subject alone, whoever wants the same already, then the rest; corrections before it stands."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.readers import reader
from comments.limits import may_write
from content.drafts import asked_to_sign_in, sent
from text.languages import current as current_language
from ui.once import once_of

from .. import look, policy
from .. import wishes as moves
from ..wish_forms import TitleForm, WishForm
from ..wish_rows import similar_to
from .wishes import crumbs_of, found_wish, sign_in_url

GOES_ON = "dalje"
TOO_MANY = gettext_lazy(
    "You have written a lot within an hour. Wait a while and send it again: your text is still here."
)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Nothing but the subject, for visitors too; then what others want already; then the details, for who has signed in."""
    asks_only = request.method == "GET" and not {GOES_ON, "nacrt"} & request.GET.keys()
    return _title(request) if asks_only else _details(request)


def _title(request: HttpRequest) -> HttpResponse:
    form = TitleForm(request.GET if "naslov" in request.GET else None)
    context: dict[str, Any] = {"form": form, "crumbs": crumbs_of((_("Propose a training"), None))}
    if form.is_valid():
        title = form.cleaned_data["naslov"]
        going_on = f"{request.path}?{urlencode({'naslov': title, GOES_ON: 1})}"
        similar = similar_to(title, reader(request), look.current())
        if not similar:
            return redirect(going_on)
        context |= {"rows": similar, "going_on": going_on, "typed": title}
        context["sign_in_url"] = sign_in_url(request.get_full_path())
    return render(request, "trainings/wish_title.html", context)


@asked_to_sign_in
def _details(request: HttpRequest) -> HttpResponse:
    user, data = cast("User", request.user), sent(request)
    form = WishForm(data, user=user, title=request.GET.get("naslov", ""))
    once = once_of((data or QueryDict()).get("once", ""))
    context = {"form": form, "once": once, "crumbs": crumbs_of((_("Propose a training"), None))}
    if not _is_whole(request, form):
        return render(request, "trainings/wish_create.html", context)
    if not may_write(request, user):
        form.add_error(None, TOO_MANY)
        return render(request, "trainings/wish_create.html", context, status=429)
    wish = moves.propose(user, once, current_language().code, form.values(), form.lists())
    messages.success(request, _told(is_published=wish.is_published))
    return redirect(wish)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_wish(request: HttpRequest, number: int) -> HttpResponse:
    """Correct what does not stand on the site yet, and send it again."""
    wish, user = found_wish(request, number)
    if not policy.can_change_wish(user, wish):
        raise PermissionDenied
    form = WishForm(sent(request), user=user, wish=wish)
    context = {
        "form": form,
        "wish": wish,
        "crumbs": crumbs_of((wish.title, wish.get_absolute_url()), (_("Edit"), None)),
    }
    if not _is_whole(request, form):
        return render(request, "trainings/wish_edit.html", context)
    moves.correct(wish, user, form.values(), form.lists())
    wish.refresh_from_db()
    messages.success(request, _told(is_published=wish.is_published))
    return redirect(wish)


def _is_whole(request: HttpRequest, form: WishForm) -> bool:
    """Whether it can be stored; while somebody still looks for the place, nothing is judged."""
    if request.method != "POST" or "find_places" in request.POST:
        form.errors.clear()
        return False
    return form.is_valid()


def _told(*, is_published: bool) -> str:
    if is_published:
        return _("Your wish is published. We tell you as soon as a training on it is announced.")
    return _("Your wish waits for review. The answer comes within 2 working days at most.")
