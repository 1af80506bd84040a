"""What people say of answers: it was useful, it helped, experts stand behind it, it still holds; and following a question."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from content.actions import follow as follow_entry
from content.actions import mark_useful

from .. import actions, look
from ..models import Answer, Question


def _found(request: HttpRequest, number: int) -> tuple[Answer, User, bool]:
    """The answer, the reader, and what the button says: on unless it says off. So a double click sets, and never undoes."""
    user = cast("User", request.user)
    rows = Answer.objects.visible_to(user).select_related("about", "root", "parent")
    return get_object_or_404(rows, pk=number), user, request.POST.get("on") != "0"


@require_POST
@login_required
def useful(request: HttpRequest, number: int) -> HttpResponse:
    """Was it useful? Yes, or no longer."""
    answer, user, on = _found(request, number)
    mark_useful(answer, user, on)
    return redirect(answer)


@require_POST
@login_required
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever asked says that this one helped, or no longer."""
    answer, user, on = _found(request, number)
    if actions.accept(answer, user, on):
        look.forget()
        messages.success(request, _("Marked as the answer that helped.") if on else _("The mark is taken away."))
    return redirect(answer)


@require_POST
@login_required
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """An expert service stands behind it, or no longer."""
    answer, user, on = _found(request, number)
    if actions.confirm(answer, user, on):
        look.forget()
        messages.success(request, _("Confirmed in the name of the service.") if on else _("No longer confirmed."))
    return redirect(answer)


@require_POST
@login_required
def check(request: HttpRequest, number: int) -> HttpResponse:
    """It still holds, though an act behind it was changed."""
    answer, user, _on = _found(request, number)
    if actions.check(answer, user):
        messages.success(request, _("Thank you. The warning is taken away."))
    return redirect(answer)


@require_POST
@login_required
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Be told when somebody answers, or no longer."""
    user = cast("User", request.user)
    question = get_object_or_404(Question.objects.visible_to(user), pk=number)
    follow_entry(question, user, request.POST.get("on") != "0")
    return redirect(f"{question.get_absolute_url()}#pracenje")
