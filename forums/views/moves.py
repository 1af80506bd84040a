"""Taking a question, an answer or a standing answer off the site, and bringing it back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from moderation import actions as moves

from .. import look
from ..models import Answer, Question, Standing


def _found(request: HttpRequest, number: int) -> tuple[Question | Answer | Standing, User]:
    user = cast("User", request.user)
    entry: Question | Answer | Standing | None = (
        Question.objects.visible_to(user).filter(pk=number).first()
        or Answer.objects.visible_to(user).select_related("about", "root").filter(pk=number).first()
        or Standing.objects.visible_to(user).filter(pk=number).first()
    )
    if entry is None:
        raise Http404
    return entry, user


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Off the site, for good after 30 days."""
    entry, user = _found(request, number)
    moves.withdraw(entry, user)
    look.forget()
    messages.success(request, _("Withdrawn. You can bring it back for 30 days."))
    return redirect(entry)


@require_POST
@login_required
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """As it was before it was withdrawn."""
    entry, user = _found(request, number)
    moves.bring_back(entry, user)
    look.forget()
    messages.success(request, _("It is back."))
    return redirect(entry)
