"""Closing a question, with a reason for everyone to read, and opening it again."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from content.held import Gone

from .. import actions, look
from ..forms import NOT_FOUND, CloseForm
from ..models import Question
from ..policy import can_close


def _found(request: HttpRequest, number: int) -> tuple[Question, User]:
    user = cast("User", request.user)
    question = get_object_or_404(Question.objects.visible_to(user), pk=number)
    if not can_close(user, question):
        raise PermissionDenied
    return question, user


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Nobody answers it any more; what stands there stays."""
    question, user = _found(request, number)
    if question.is_closed:
        return _closed_already(request, question)
    form = CloseForm(sent(request), user=user, question=question)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if not actions.close(question, user, data["why"], data["words"], data["same"]):
                return _closed_already(request, _found(request, number)[0])
            look.forget()
            messages.success(request, _("Closed. Everyone reads why."))
            return redirect(question)
        except Gone:
            _found(request, number)  # or it is this one that is not there
            form.add_error("same", NOT_FOUND)
    crumbs = [(_("Questions"), reverse("forums:index")), (question.title, question.get_absolute_url())]
    context = {"form": form, "question": question, "crumbs": [*crumbs, (_("Close the question"), None)]}
    return render(request, "forums/close.html", context)


def _closed_already(request: HttpRequest, question: Question) -> HttpResponse:
    """Somebody was faster, or the button was pressed twice; the page says why."""
    day = date_format(localtime(question.closed_on), "SHORT_DATE_FORMAT")
    told = _("Closed on %(day)s.") % {"day": day}
    if question.closed_by:
        name = question.closed_by.profile.display_name
        told = _("Closed on %(day)s, %(name)s (moderator).") % {"day": day, "name": name}
    messages.info(request, " ".join([_("The question is closed already."), told]))
    return redirect(question)


@require_POST
@login_required
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """It can be answered again."""
    question, user = _found(request, number)
    if actions.reopen(question, user):
        look.forget()
        messages.success(request, _("It is open again."))
    return redirect(question)
