"""Trainings that people want: the list, one wish, "I want it too", taking one's own off and bringing it back."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from content.actions import mark_useful
from content.policy import can_bring_back, can_withdraw
from moderation import actions as moves
from moderation.policy import can_report
from ui.paging import PER_PAGE, number_of

from .. import look
from ..filters import chosen_of
from ..models import Wish
from ..policy import can_answer_wish, can_change_wish, can_reopen_wish, sees_demand
from ..wish_rows import ANSWERED, SELECTS, address, choices, drawn, rows_for, shown


def crumbs_of(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Below trainings and wishes."""
    return [(_("Trainings"), reverse("trainings:index")), (_("Wishes"), reverse("trainings:wishes")), *steps]


def sign_in_url(page: str) -> str:
    """Where a visitor signs in and then is back."""
    return f"{reverse('account_login')}?{urlencode({'next': page})}"


@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """What people want and nobody has announced yet, the most wanted first; or what became a training."""
    now, user = look.current(), reader(request)
    known = now.rendered("choices of wishes", lambda: choices(now))
    chosen = chosen_of(request.GET, known)
    if chosen is None:
        raise Http404
    pages: Paginator[Any] = Paginator(shown(rows_for(chosen, user, now), user), PER_PAGE)
    number = number_of(request.GET.get("page"))
    if number > pages.num_pages:
        raise Http404
    page, base, is_answered = pages.page(number), reverse("trainings:wishes"), chosen.get("stanje") == ANSWERED
    labels = {"tema": _("Theme"), "mjesto": _("Place")}
    context = {
        "rows": drawn(page.object_list, user, now),
        "page": page,
        "chosen": chosen,
        "is_answered": is_answered,
        "chips": [(dict(known[one])[chosen[one]], address(base, chosen, one)) for one in SELECTS if one in chosen],
        "tabs": [
            (pgettext("wishes", "Open"), address(base, chosen, "stanje"), not is_answered),
            (pgettext("wishes", "Answered"), address(base, chosen, stanje=ANSWERED), is_answered),
        ],
        "selects": [
            {"name": one, "label": labels[one], "options": known[one], "chosen": chosen.get(one, "")} for one in SELECTS
        ],
        "waiting": _waiting(user) if number == 1 and not chosen else [],
        "may_see_demand": sees_demand(user),
        "here": request.GET.urlencode(),
        "sign_in_url": sign_in_url(request.get_full_path()),
        "crumbs": [*crumbs_of()[:1], (_("Wishes"), None)],
    }
    return render(request, "trainings/wishes.html", context)


def _waiting(user: Any) -> Any:
    """What one has proposed and nobody else sees yet."""
    if not isinstance(user, User):
        return []
    rows = Wish.objects.filter(author=user, withdrawn=None, status__in=["draft", "pending", "returned"])
    return rows.only("pk", "title", "status").order_by("-edited", "-pk")


@require_safe
def wish(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """Who wants what, why, how many others do, what came of it. A wrong slug leads to the right one."""
    user, now = reader(request), look.current()
    rows = shown(Wish.objects.visible_to(user), user).select_related("author__profile", "answered_by")
    found = get_object_or_404(rows, pk=number)
    if found.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(found.get_absolute_url() + (f"?{query}" if query else ""))
    author = found.author if found.author and found.author.is_active else None
    opens = author is not None and (
        author.profile.for_everyone or (isinstance(user, User) and author.profile.for_members)
    )
    decision = None if found.is_published else found.decisions.order_by("-pk").first()
    context = {
        "wish": found,
        "row": drawn([found], user, now)[0],
        "places": [(one, now.municipality(one.municipality_id)) for one in found.shown_places],
        "name": author.profile.display_name if author else "",
        "author_url": author.profile.get_absolute_url() if opens and author else "",
        "decision": decision,
        "may_report": can_report(user, found),
        "may_change": can_change_wish(user, found),
        "may_withdraw": can_withdraw(user, found),
        "may_bring_back": can_bring_back(user, found),
        "may_answer": can_answer_wish(user, found),
        "may_reopen": can_reopen_wish(user, found),
        "sign_in_url": sign_in_url(request.path),
        "crumbs": crumbs_of((found.title, None)),
    }
    return render(request, "trainings/wish.html", context)


def found_wish(request: HttpRequest, number: int) -> tuple[Wish, User]:
    """As far as this person may read it."""
    user = cast("User", request.user)
    return get_object_or_404(Wish.objects.visible_to(user).select_related("answered_by"), pk=number), user


@require_POST
@login_required
def want(request: HttpRequest, number: int) -> HttpResponse:
    """I want it too, or no longer: on unless the button says off. From the list one comes back to the list."""
    found, user = found_wish(request, number)
    mark_useful(found, user, request.POST.get("on") != "0")
    if "lista" not in request.POST:
        return redirect(f"{found.get_absolute_url()}#zelim")
    asked = QueryDict(request.POST["lista"][:300]).dict()
    kept = {name: str(asked[name]) for name in ("stanje", *SELECTS, "page") if name in asked}
    return redirect(f"{address(reverse('trainings:wishes'), kept)}#zelja-{number}")


@require_POST
@login_required
def withdraw_wish(request: HttpRequest, number: int) -> HttpResponse:
    """Off the site, for good after 30 days."""
    found, user = found_wish(request, number)
    moves.withdraw(found, user)
    messages.success(request, _("Withdrawn. You can bring it back for 30 days."))
    return redirect(found)


@require_POST
@login_required
def bring_back_wish(request: HttpRequest, number: int) -> HttpResponse:
    """As it was before it was withdrawn."""
    found, user = found_wish(request, number)
    moves.bring_back(found, user)
    messages.success(request, _("It is back."))
    return redirect(found)
