"""Answering, and correcting an answer."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments.limits import may_write
from content.drafts import Kept, asked_to_sign_in
from content.held import Gone
from content.policy import can_edit
from text.languages import current as current_language
from ui.once import once_of

from .. import actions, look
from ..forms import AnswerForm
from ..models import Answer, Question
from ..policy import can_answer
from .asking import TOO_MANY
from .saving import saved, waiting_of


def _crumbs(question: Question, title: str) -> list[tuple[str, str | None]]:
    return [(_("Questions"), reverse("forums:index")), (question.title, question.get_absolute_url()), (title, None)]


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """An answer; what it will look like can be seen first."""
    user, kept = cast("User", request.user), Kept(request)
    question = get_object_or_404(Question.objects.visible_to(user), pk=number)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect(question)
    data = request.POST or kept.restored
    form = AnswerForm(data, user=user, question=question)
    once = once_of((data or QueryDict()).get("once", ""))
    context: dict[str, Any] = {"form": form, "kept": kept, "once": once, "question": question}
    context["crumbs"] = _crumbs(question, _("Your answer"))
    if question.is_closed:
        return render(request, "forums/answer.html", context | {"gone": True}, status=409)
    if not can_answer(user, question):
        raise PermissionDenied
    if request.method == "GET":
        form.errors.clear()  # what was brought back is not judged
    if request.method == "GET" or not form.is_valid():
        return render(request, "forums/answer.html", context)
    if "preview" in request.POST:
        return render(request, "forums/answer.html", context | {"preview": form.cleaned_data["body"]})
    if not may_write(request, user):
        form.add_error(None, TOO_MANY)
        return render(request, "forums/answer.html", context, status=429)
    try:
        made = actions.answer(question, user, once, current_language().code, form.values(), form.lists())
    except Gone:
        return render(request, "forums/answer.html", context | {"gone": True}, status=409)
    kept.drop()
    look.forget()
    if not made.is_published:
        messages.success(request, _("Your answer waits for review. Only you see it until then."))
    return redirect(made)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Correct what one answered."""
    user, kept = cast("User", request.user), Kept(request)
    one = get_object_or_404(Answer.objects.visible_to(user).select_related("about"), pk=number)
    if not can_edit(user, one):
        raise PermissionDenied
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("forums:edit_answer", number)
    waiting = waiting_of(request, one, kept)
    form = AnswerForm(request.POST or kept.restored or waiting, user=user, question=one.about, answer=one)
    context = {"form": form, "kept": kept, "waiting": waiting}
    context["crumbs"] = _crumbs(one.about, _("Edit your answer"))
    if request.method == "GET":
        form.errors.clear()
    return saved(request, one, form, context)
