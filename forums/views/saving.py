"""Saving a correction of a question or an answer."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from content.drafts import Kept
from moderation import actions as moves
from moderation.proposals import open_on, propose
from ui.numbers import number_in

from .. import actions, look
from ..models import Answer, Question, Standing
from ..proposed import FORM, as_typed

TEMPLATE = "forums/edit.html"


def waiting_of(request: HttpRequest, entry: Question | Answer | Standing, kept: Kept) -> QueryDict | None:
    """What its author proposed and nobody has decided on, where the form is opened."""
    if request.method != "GET" or kept.restored is not None or not entry.is_published:
        return None
    proposal = open_on(entry)
    typed = proposal.part(FORM) if proposal else None
    return as_typed(typed) if typed else None


def saved(
    request: HttpRequest,
    entry: Question | Answer | Standing,
    form: Any,
    context: dict[str, Any],
    template: str = TEMPLATE,
) -> HttpResponse:
    """The form, or what became of it. What was saved in another window meanwhile is shown beside what was typed."""
    user, kept = cast("User", request.user), context["kept"]
    version = (request.POST or kept.restored or QueryDict()).get("version", str(entry.version))
    context |= {"entry": entry, "version": version}
    if request.method == "GET" or "find_places" in request.POST or not form.is_valid():
        return render(request, template, context)
    try:
        if form.cleaned_data.get("is_unnamed"):
            actions.unname(cast("Question", entry), user)
        seen = number_in(version)
        actions.correct(entry, user, seen, form.values(), form.lists())
    except actions.Changed:
        return render(request, template, context | {"version": entry.version, "stored": entry}, status=409)
    except moves.NeedsReview:
        propose(entry, user, FORM, {name: request.POST.getlist(name) for name in form.fields})
        kept.drop()
        messages.success(request, _("Your change waits for review. Until then readers see the approved text."))
        return redirect(entry)
    if entry.status in {entry.Status.DRAFT, entry.Status.RETURNED}:
        moves.submit(entry, user)
    kept.drop()
    look.forget()
    messages.success(request, _("Saved."))
    return redirect(entry)
