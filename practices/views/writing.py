"""Writing a practice: its first step, any step, checking, sending; and the list of one's own."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from content.drafts import Kept, asked_to_sign_in
from content.models import Entry
from content.policy import can_edit
from moderation import actions as moves
from moderation.proposals import open_on, propose
from text.languages import current as current_language
from ui.numbers import ROW, number_in
from ui.once import once_of

from .. import look
from ..actions import Changed, begin, save_step, seen
from ..models import Practice
from ..proposed import as_typed
from ..writing.forms import StepForm, wants_more
from ..writing.steps import BY_WORD, FIRST, LAST, Step, next_address, progress_of
from .practice import shown

BASE = "iz"


def own(request: HttpRequest, number: int) -> tuple[Practice, User]:
    """The practice and its author. What one may not know of is not there (404); what one sees but did not write is 403."""
    user = cast("User", request.user)
    practice = get_object_or_404(Practice.objects.visible_to(user), pk=number)
    if not can_edit(user, practice):
        raise PermissionDenied
    return practice, user


def _step(request: HttpRequest, template: str, step: Step, form: StepForm, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "step": step,
        "last": LAST,
        "practice": form.practice,
        "progress": progress_of(form.practice, step),
        "crumbs": [
            (_("Practices"), reverse("practices:index")),
            (_("My practices"), reverse("practices:mine")),
            (form.practice.title if form.practice else _("A new practice"), None),
        ],
    }
    return render(request, template, context | more, status=more.get("status", 200))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def create(request: HttpRequest) -> HttpResponse:
    """The first step of a new practice; from then on it is a draft."""
    user = cast("User", request.user)
    kept = Kept(request)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("practices:create")
    base = _base(request, user)
    form = _filled(FIRST.form(request.POST or kept.restored, practice=None, user=user), kept)
    if base is not None:
        form.initial["title"] = base.root.title if base.root else ""
    once = once_of((request.POST or kept.restored or QueryDict()).get("once", ""))
    if request.method == "POST" and form.is_valid():
        kept.drop()
        practice = begin(user, form, once, current_language().code, base)
        return redirect(next_address(practice, FIRST) if "next" in request.POST else reverse("practices:mine"))
    return _step(request, "practices/create.html", FIRST, form, kept=kept, once=once, base=base)


def _base(request: HttpRequest, user: User) -> Entry | None:
    """What one makes a practice of, `?iz=`: an answer of one's own, that others can read with one's name, which a practice has;
    or a training, of what one learned there.
    """
    if (number := number_in(request.POST.get(BASE) or request.GET.get(BASE, ""), ROW)) is None:
        return None
    rows = Entry.objects.published().visible_to(user).select_related("root")
    own = Q(author=user, kind=Entry.Kind.ANSWER, is_unnamed=False)
    return rows.filter(own | Q(kind=Entry.Kind.TRAINING), pk=number).first()


def _filled(form: StepForm, kept: Kept, waiting: QueryDict | None = None) -> StepForm:
    """What was brought back is not judged before it is sent."""
    if kept.restored is not None or waiting is not None:
        form.errors.clear()
    return form


def _waiting(practice: Practice, step: Step, kept: Kept) -> QueryDict | None:
    """What the author proposed for this step and nobody has decided on, where the form is opened."""
    if not practice.is_published or kept.restored is not None:
        return None
    proposal = open_on(practice)
    typed = proposal.part(step.word) if proposal else None
    return as_typed(typed) if typed else None


def _own(form: StepForm) -> set[str]:
    """The names in what was sent that belong to the form: not its token, its buttons, its key."""
    return set(form.data) - {"csrfmiddlewaretoken", "seen", "next", "later", "once"}


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit(request: HttpRequest, number: int, word: str) -> HttpResponse:
    """One step. What was saved by somebody else in between is shown beside what was typed."""
    if (step := BY_WORD.get(word)) is None:
        raise Http404
    practice, user = own(request, number)
    kept = Kept(request)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("practices:edit", number, word)
    waiting = _waiting(practice, step, kept)
    form = _filled(step.form(request.POST or kept.restored or waiting, practice=practice, user=user), kept, waiting)
    if request.method == "GET":
        token = seen(form) if kept.restored is None else kept.restored.get("seen", "")
        return _step(request, "practices/edit.html", step, form, kept=kept, seen=token, waiting=waiting)
    token = request.POST.get("seen", "")
    if wants_more(request.POST) or "find_places" in request.POST:
        form.errors.clear()  # rows or places were asked for: what is typed stays, nothing is judged or stored
        return _step(request, "practices/edit.html", step, form, kept=kept, seen=token)
    if not form.is_valid():
        return _step(request, "practices/edit.html", step, form, kept=kept, seen=token, status=200)
    try:
        save_step(practice, user, form, token, lambda now: step.form(None, practice=now, user=user))
    except Changed:
        stored = step.form(None, practice=practice, user=user)
        more = {"kept": kept, "seen": seen(stored), "stored": _differences(form, stored), "status": 409}
        return _step(request, "practices/edit.html", step, form, **more)
    except moves.NeedsReview:
        propose(practice, user, step.word, {name: request.POST.getlist(name) for name in _own(form)})
        kept.drop()
        messages.success(request, _("Your change waits for review. Until then readers see the approved text."))
        return redirect(practice)
    kept.drop()
    messages.success(request, _("Saved."))
    return redirect(
        next_address(practice, step) if "next" in request.POST else reverse("practices:check", args=[number])
    )


def _differences(form: StepForm, stored: StepForm) -> list[tuple[str, str]]:
    """Label and present text of each field that now holds something else than what was typed."""
    held = stored.stored()
    return [
        (str(stored.fields[name].label), str(held[name]))
        for name in form.columns
        if name in held and held[name] != form.cleaned_data.get(name)
    ]


@require_GET
@login_required
def check(request: HttpRequest, number: int) -> HttpResponse:
    """All of it as readers will see it, what is missing, and the button that sends it."""
    practice, user = own(request, number)
    practice = Practice.objects.with_lists().get(pk=number)
    context = shown(practice) | {
        "obstacles": practice.obstacles(),
        "progress": progress_of(practice, None),
        "last": LAST,
        "at_once": moves.grounds_of(user, practice) is not None,
        "mine_url": reverse("practices:mine"),
        "crumbs": [
            (_("Practices"), reverse("practices:index")),
            (_("My practices"), reverse("practices:mine")),
            (practice.title, None),
        ],
    }
    return render(request, "practices/check.html", context)


@require_POST
@login_required
def submit(request: HttpRequest, number: int) -> HttpResponse:
    """Send it: published at once, or waiting for a moderator."""
    practice, user = own(request, number)
    try:
        decision = moves.submit(practice, user)
    except moves.NotReady:
        return redirect("practices:check", number)
    look.forget()
    if decision:
        messages.success(request, _("Your practice is published. Thank you."))
    elif practice.status == Practice.Status.PENDING:
        messages.success(request, _("Your practice waits for review. The answer comes within 2 working days at most."))
    return redirect(practice)


@require_GET
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that one has written, the last touched first."""
    user = cast("User", request.user)
    practices = Practice.objects.filter(author=user).order_by("-edited", "-pk")
    context = {
        "practices": practices,
        "create_url": reverse("practices:create"),
        "saved_url": reverse("practices:saved"),
        "crumbs": [(_("Practices"), reverse("practices:index")), (_("My practices"), None)],
    }
    return render(request, "practices/mine.html", context)


@require_POST
@login_required
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """What waits becomes a draft again."""
    practice, user = own(request, number)
    if moves.take_back(practice, user):
        messages.success(request, _("It is a draft again. Change it and send it when it is ready."))
    return redirect("practices:check", number)


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Off the site, for good after 30 days."""
    user = cast("User", request.user)
    practice = get_object_or_404(Practice.objects.visible_to(user), pk=number)
    moves.withdraw(practice, user)
    look.forget()
    messages.success(request, _("Withdrawn. You can bring it back for 30 days."))
    return redirect("practices:mine")


@require_POST
@login_required
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """As it was before it was withdrawn."""
    user = cast("User", request.user)
    practice = get_object_or_404(Practice.objects.visible_to(user), pk=number)
    moves.bring_back(practice, user)
    look.forget()
    messages.success(request, _("It is back."))
    return redirect("practices:mine")
