"""The desk: the queue, one entry with everything that a decision needs, the moves. Beside it reports and counts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import select_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.policy import is_moderator
from accounts.readers import reader
from content.drafts import asked_to_sign_in_at, sent
from content.models import Entry
from ui.numbers import number_in
from ui.once import once_of

from . import actions, proposals
from .figures import by_year
from .forms import PassOnForm, ReasonForm, ReportForm
from .limits import may_report
from .models import Look
from .policy import can_decide, can_moderate, can_report, can_uphold
from .queue import SORTS, Queue, history_of

PER_PAGE = 20
MOVES = {
    "objava": "publish",
    "vracanje": "return",
    "skrivanje": "hide",
    "provjera": "uphold",
    "povratak": "restore",
    "ostaje": "keep",
}
at_the_desk = asked_to_sign_in_at("moderation:entry")
QUIET = {"keep", "uphold"}  # the author is not told: for readers nothing changes


def _moderator(request: HttpRequest) -> User | HttpResponse:
    """Who sits at the desk. A visitor signs in, a member finds nothing here, staff may need the second factor first."""
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not is_moderator(user):
        raise Http404
    if not can_moderate(user):
        messages.warning(request, _("Set up two-step sign-in first; then the desk opens."))
        return redirect("mfa_index")
    return user


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first."""
    if isinstance(user := _moderator(request), HttpResponse):
        return user
    waiting = Queue(user)
    sort = request.GET.get("vrsta", "")
    sort = sort if sort in SORTS else ""
    page = Paginator(waiting.rows(sort), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "sort": sort, "counts": waiting.counts, "total": sum(waiting.counts.values())}
    return render(request, "moderation/queue.html", context)


def _entry(user: User, number: int) -> Entry:
    rows = Entry.objects.visible_to(user).select_related("author__profile", "root")
    return get_object_or_404(rows, pk=number)


@require_GET
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry as readers see it, its author in counts, what was reported and decided, and the moves."""
    if isinstance(user := _moderator(request), HttpResponse):
        return user
    one = _entry(user, number)
    typed: Any = sent(request) or {}
    uses = {"return_form": "return", "decline_form": "return", "hide_form": "hide"}
    forms: Any = {name: ReasonForm(use, one.author, typed) for name, use in uses.items() if f"{use}-words" in typed}
    return _page(request, user, one, **forms)


def _page(request: HttpRequest, user: User, one: Entry, status: int = 200, **forms: Any) -> HttpResponse:
    child = getattr(one, one.kind, one)
    body = select_template([f"content/bodies/{one.kind}.html", "moderation/body.html"])
    decisions = list(one.decisions.select_related("by__profile", "reason"))
    look = Look.objects.current().filter(entry=one).select_related("user__profile").first()
    context = {
        "entry": one,
        one.kind: child,
        "body_template": body.template.name,
        "places": one.places.select_related("municipality__type", "community"),
        "themes": one.themes.all(),
        "address": child.get_absolute_url() if hasattr(child, "get_absolute_url") else "",
        "mandates": one.author.active_mandates if one.author else (),
        "history": history_of(one.author),
        "reports": one.reports.filter(decision=None).select_related("reason"),
        "decisions": decisions,
        "may_uphold": can_uphold(user, decisions[0] if decisions else None),
        "look": look if look and look.user_id != user.pk else None,
        "mine": look is not None and look.user_id == user.pk,
        "may_decide": can_decide(user, one),
        "return_form": ReasonForm("return", one.author),
        "hide_form": ReasonForm("hide", one.author),
        "pass_form": PassOnForm(user),
        "proposal": (proposal := proposals.open_on(one)),
        "changes": proposals.changes_of(proposal) if proposal else (),
        "decline_form": ReasonForm("return", one.author),
        "crumbs": [(_("Moderation"), reverse("moderation:queue")), (str(one), None)],
    }
    return render(request, "moderation/entry.html", context | forms, status=status)


@require_POST
def take_look(request: HttpRequest, number: int) -> HttpResponse:
    """From the queue: say that one looks at it, and open it."""
    if isinstance(user := _moderator(request), HttpResponse):
        return user
    one = _entry(user, number)
    if can_decide(user, one):
        Look.objects.take(one, user)
    return redirect("moderation:entry", number)


@require_POST
@at_the_desk
def pass_on(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody else should look: they are told, and the entry is theirs for the time being."""
    if isinstance(user := _moderator(request), HttpResponse):
        return user
    one, form = _entry(user, number), PassOnForm(user, request.POST)
    if not form.is_valid():
        return _page(request, user, one, pass_form=form)
    actions.pass_on(one, user, form.cleaned_data["to"])
    messages.success(request, _("Passed on."))
    return redirect("moderation:queue")


@require_POST
@at_the_desk
def decide(request: HttpRequest, number: int, move: str) -> HttpResponse:
    """One of the moves. What needs a reason says so and keeps what was typed; who comes second sees the first decision."""
    if isinstance(user := _moderator(request), HttpResponse):
        return user
    if move not in MOVES:
        raise Http404
    one, name = _entry(user, number), MOVES[move]
    if not can_decide(user, one):
        raise PermissionDenied
    try:
        if name in {"return", "hide"}:
            form = ReasonForm(name, one.author, request.POST)
            if not form.is_valid():
                bound: dict[str, Any] = {f"{name}_form": form}
                return _page(request, user, one, **bound)
            act = actions.send_back if name == "return" else actions.hide
            act(one, user, form.text(), form.cleaned_data.get("reason"))
        elif name == "publish":
            version = request.POST.get("version", "")
            actions.publish(one, user, version=number_in(version))
        else:
            getattr(actions, name)(one, user)
    except actions.Overtaken as overtaken:
        words = request.POST.get("return-words") or request.POST.get("hide-words") or ""
        return _page(request, user, _entry(user, number), 409, overtaken=overtaken, kept_words=words)
    messages.success(request, _("Done.") if name in QUIET else _("Done. The author is told."))
    return redirect("moderation:queue")


@require_POST
@at_the_desk
def answer(request: HttpRequest, number: int, proposal: int, move: str) -> HttpResponse:
    """A proposed change is taken over, or declined with a reason that its author reads."""
    if isinstance(user := _moderator(request), HttpResponse):
        return user
    one = _entry(user, number)
    get_object_or_404(one.proposals, pk=proposal)
    if not can_decide(user, one):
        raise PermissionDenied
    form = ReasonForm("return", one.author, request.POST)
    try:
        if move == "prihvatanje":
            proposals.accept(one, user, proposal)
        elif move != "odbijanje":
            raise Http404
        elif not form.is_valid():
            return _page(request, user, one, decline_form=form)
        else:
            proposals.decline(one, user, proposal, form.text(), form.cleaned_data.get("reason"))
    except actions.Overtaken as overtaken:
        kept = request.POST.get("return-words", "")
        return _page(request, user, _entry(user, number), 409, overtaken=overtaken, kept_words=kept)
    messages.success(request, _("Done. The author is told."))
    return redirect("moderation:queue")


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """By anyone, on anything that stands on the site for them."""
    user = reader(request)
    one = get_object_or_404(Entry.objects.visible_to(user).select_related("root"), pk=number)
    if not can_report(user, one):
        raise PermissionDenied
    form = ReportForm(request.POST or None)
    context = {"form": form, "entry": one, "done": False}
    if request.method == "POST" and form.is_valid():
        if not may_report(request):
            form.add_error(
                None, _("Many reports came from here within an hour. Wait a while: your words are still here.")
            )
            return render(request, "moderation/report.html", context, status=429)
        data = form.cleaned_data
        actions.report(one, user, data["reason"], data["words"], once_of(data["once"]))
        context["done"] = True
    return render(request, "moderation/report.html", context)


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """What was decided, year by year, for everyone."""
    crumbs = [(_("Rules"), reverse("rules")), (_("Decisions in numbers"), None)]
    return render(request, "moderation/counts.html", {"years": by_year(), "crumbs": crumbs})
