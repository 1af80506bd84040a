"""Asking: the question alone, whoever asked the same before, then the rest; corrections; the list of one's own."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from comments.limits import may_write
from content.drafts import Kept, asked_to_sign_in
from content.policy import can_edit
from register.models import Organisation
from text.languages import current as current_language
from ui.once import once_of

from .. import actions, look
from ..forms import QuestionForm, TitleForm
from ..models import Answer, Question
from ..policy import can_ask_inside
from ..rows import drawn_rows
from ..similar import similar_to
from ..sources import similar_to as standing_answers_to
from .saving import saved, waiting_of

GOES_ON, INSIDE = "dalje", "unutar"
TOO_MANY = gettext_lazy(
    "You have written a lot within an hour. Wait a while and send it again: your text is still here."
)


def _crumbs(title: str) -> list[tuple[str, str | None]]:
    return [(_("Questions"), reverse("forums:index")), (title, None)]


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Nothing but the question, for visitors too; then what was asked before; then the details, for who has signed in."""
    inside = request.POST.get(INSIDE) or request.GET.get(INSIDE, "")
    asks_only = request.method == "GET" and GOES_ON not in request.GET and "nacrt" not in request.GET
    if inside and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _title(request, inside) if asks_only else _details(request)


def _inside(user: User, slug: str) -> Organisation | None:
    """The network whose members alone are asked; 404 for one that the person does not belong to."""
    organisation = get_object_or_404(Organisation, slug=slug) if slug else None
    if organisation is not None and not can_ask_inside(user, organisation):
        raise Http404
    return organisation


def _title(request: HttpRequest, slug: str) -> HttpResponse:
    inside = _inside(cast("User", request.user), slug)
    form = TitleForm(request.GET if "naslov" in request.GET else None)
    context: dict[str, Any] = {"form": form, "inside": inside, "crumbs": _crumbs(_("Ask a question"))}
    if form.is_valid():
        now, title = look.current(), form.cleaned_data["naslov"]
        going_on = f"{request.path}?{urlencode({'naslov': title, GOES_ON: 1} | ({INSIDE: slug} if slug else {}))}"
        standings, threads = standing_answers_to(title, now)
        similar = [row for row in similar_to(title, now) if row[0] not in threads]  # what came of them says it all
        if not similar and not standings:
            return redirect(going_on)
        context |= {"similar": drawn_rows(similar, now), "going_on": going_on, "typed": title, "standings": standings}
    elif request.user.is_authenticated:
        context["kept"] = Kept(request)
    return render(request, "forums/title.html", context)


@asked_to_sign_in
def _details(request: HttpRequest) -> HttpResponse:
    user, kept = cast("User", request.user), Kept(request)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("forums:create")
    data = request.POST or kept.restored
    inside = _inside(user, (data or request.GET).get(INSIDE, ""))
    form = QuestionForm(data, user=user, title=request.GET.get("naslov", ""))
    once = once_of((data or QueryDict()).get("once", ""))
    context = {"form": form, "kept": kept, "once": once, "inside": inside, "crumbs": _crumbs(_("Ask a question"))}
    if request.method == "GET" or "find_places" in request.POST or not form.is_valid():
        if request.method == "GET" or "find_places" in request.POST:
            form.errors.clear()  # what was brought back or is still being typed is not judged
        return render(request, "forums/create.html", context)
    if "preview" in request.POST:
        return render(request, "forums/create.html", context | {"preview": form.cleaned_data})
    if not may_write(request, user):
        form.add_error(None, TOO_MANY)
        return render(request, "forums/create.html", context, status=429)
    question = actions.ask(user, once, current_language().code, form.values(), form.lists(), inside)
    kept.drop()
    look.forget()
    if question.is_published:
        messages.success(request, _("Your question is published. We tell you as soon as somebody answers."))
    else:
        messages.success(request, _("Your question waits for review. The answer comes within 2 working days at most."))
    return redirect(question)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Correct what one asked. What was saved in another window meanwhile is shown beside what was typed."""
    user, kept = cast("User", request.user), Kept(request)
    question = get_object_or_404(Question.objects.visible_to(user), pk=number)
    if not can_edit(user, question):
        raise PermissionDenied
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("forums:edit", number)
    waiting = waiting_of(request, question, kept)
    form = QuestionForm(request.POST or kept.restored or waiting, user=user, question=question)
    context = {"form": form, "kept": kept, "waiting": waiting, "crumbs": _crumbs(question.title)}
    if request.method == "GET" or "find_places" in request.POST:
        form.errors.clear()
    return saved(request, question, form, context)


@require_GET
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What one asked and answered, and what one follows."""
    user = cast("User", request.user)
    from_me = Question.objects.filter(author=user).order_by("-edited", "-pk")
    answers = Answer.objects.visible_to(user).filter(author=user).select_related("about").order_by("-edited", "-pk")
    followed = Question.objects.published().visible_to(user).filter(follow_marks__user=user)
    others = [
        (_("Answers"), [(one.about.title, one.get_absolute_url()) for one in answers]),
        (_("Followed"), [(one.title, one.get_absolute_url()) for one in followed.order_by("-follow_marks__since")]),
    ]
    context = {"questions": from_me, "others": others, "crumbs": _crumbs(_("My questions"))}
    return render(request, "forums/mine.html", context)
