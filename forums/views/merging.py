"""Putting answers below another question: all of a question that asks the same, or one that belongs elsewhere."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from content.held import Gone

from .. import look, merging
from ..forms import MoveForm, OtherQuestionForm
from ..models import Answer, Question
from ..policy import can_merge, can_move

CHANGED = gettext_lazy("One of the two was closed or taken away meanwhile.")


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def merge(request: HttpRequest, number: int) -> HttpResponse:
    """All answers of a question come below another that asks the same; it is closed and leads there."""
    user = cast("User", request.user)
    question = get_object_or_404(Question.objects.visible_to(user), pk=number)
    if not can_merge(user, question):
        raise PermissionDenied
    form = OtherQuestionForm(sent(request), user=user, question=question)
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        try:
            merging.merge(question, user, other)
        except Gone:
            form.add_error("other", CHANGED)
        else:
            look.forget()
            messages.success(request, _("The answers are here now. The other question is closed and leads here."))
            return redirect(other)
    return _page(request, "forums/merge.html", form, question, _("Merge with another question"))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def move(request: HttpRequest, number: int) -> HttpResponse:
    """One answer comes below the question where it belongs."""
    user = cast("User", request.user)
    rows = Answer.objects.visible_to(user).select_related("about", "root", "parent")
    answer = get_object_or_404(rows, pk=number)
    if not can_move(user, answer):
        raise PermissionDenied
    form = MoveForm(sent(request), user=user, question=answer.about)
    if request.method == "POST" and form.is_valid():
        try:
            merging.move(answer, user, form.cleaned_data["other"])
        except Gone:
            form.add_error("other", CHANGED)
        else:
            look.forget()
            messages.success(request, _("The answer is here now."))
            return redirect(Answer.objects.select_related("about").get(pk=number))
    return _page(request, "forums/move.html", form, answer.about, _("Move the answer"), answer=answer)


def _page(
    request: HttpRequest, template: str, form: OtherQuestionForm, question: Question, title: str, **more: Any
) -> HttpResponse:
    crumbs = [(_("Questions"), reverse("forums:index")), (question.title, question.get_absolute_url()), (title, None)]
    context = {"form": form, "question": question, "crumbs": crumbs} | more
    return render(request, template, context)
