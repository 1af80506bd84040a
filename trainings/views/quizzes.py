"""The quiz of a training: answering it, making it, and what it shows of the training."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from content.policy import can_see
from ui.once import once_of

from .. import links, policy, quizzes
from ..models import Quiz, Registration, SignUp
from ..quiz_forms import AnswersForm, NeededForm, QuizEdit
from ..quiz_totals import totals_of
from .signing import page_of, run_by

NOT_NOW = {
    "seat": gettext_lazy("The quiz is for those who have a seat."),
    "cancelled": gettext_lazy("This training is cancelled."),
    "during": gettext_lazy("The training is under way. You can answer when it is over."),
}
CHANGED = gettext_lazy("The questions changed while this page was open. Here they are as they stand now.")


@require_http_methods(["GET", "HEAD", "POST"])
@asked_to_sign_in
def own_quiz(request: HttpRequest, number: int) -> HttpResponse:
    """The quiz of a training that one signed up for. Others get a 404."""
    user = cast("User", request.user)
    mine = get_object_or_404(Registration.objects.of(user).select_related("sign_up__training"), pk=number)
    return _answer(request, mine, user)


@csrf_exempt  # as the page that leads here: whoever knows the key may do it, and visitors get no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def guest_quiz(request: HttpRequest, key: str) -> HttpResponse:
    """The same by the link of somebody without an account."""
    mine = links.of_guest(key)
    if mine is None:
        raise Http404
    response = _answer(request, mine, AnonymousUser())
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@asked_to_sign_in
def quiz(request: HttpRequest, number: int) -> HttpResponse:
    """For the organiser: what people knew before and after, and whether a certificate needs it. No names."""
    held, user = run_by(request, number)
    made, may_set = quizzes.quiz_of(number), policy.can_set_rules(user, held.training)
    form = NeededForm(sent(request), initial={"needs_quiz": held.needs_quiz})
    if request.method == "POST" and form.is_valid():
        quizzes.set_needed(held.training, user, form.cleaned_data["needs_quiz"])
        messages.success(request, _("Saved."))
        return redirect("trainings:quiz", number)
    more = {
        "quiz": made,
        "questions": list(made.questions.all()) if made else [],
        "needed": quizzes.needed(made) if made else 0,
        "totals": totals_of(made) if made else None,
        "may_set": may_set,
        "form": form,
    }
    return render(request, "trainings/quiz.html", page_of(held, _("Quiz"), **more))


@require_http_methods(["GET", "HEAD", "POST"])
@asked_to_sign_in
def edit_quiz(request: HttpRequest, number: int) -> HttpResponse:
    """The questions, as long as nobody has answered them."""
    held, user = run_by(request, number)
    if not policy.can_set_rules(user, held.training):
        raise Http404
    standing = quizzes.quiz_of(number)
    if standing is not None and standing.is_answered:
        return _stays(request, held)
    edit, status, changed = QuizEdit(sent(request), standing), 200, None
    if request.method == "POST" and edit.is_valid() and not edit.is_preview:
        try:
            made = quizzes.set_questions(held.training, user, *edit.values())
        except quizzes.Answered:
            return _stays(request, held)
        except quizzes.Changed:
            status, changed = 409, quizzes.quiz_of(number)
            edit.version = changed.version if changed else 0  # whoever saves again has read it
        else:
            messages.success(request, _("The quiz is saved.") if made else _("There is no quiz any more."))
            return redirect("trainings:quiz", number)
    more = _about(held) | {
        "edit": edit,
        "is_changed": status == 409,
        "changed": changed.questions.all() if changed else [],
    }
    return render(request, "trainings/quiz_edit.html", page_of(held, _("Quiz"), **more), status=status)


def _about(held: SignUp) -> dict[str, str]:
    """What the pages that make a quiz show of whose it is."""
    return {"subject": held.training.title, "back_url": reverse("trainings:quiz", args=[held.pk])}


def _stays(request: HttpRequest, held: SignUp) -> HttpResponse:
    """Somebody has answered: what is asked can be read, and is said to stay."""
    made = quizzes.quiz_of(held.pk)
    assert made is not None, "one with answers stays"  # noqa: S101
    lines = quizzes.lines_of(made, [one.right for one in made.questions.all()])
    status = 409 if request.method == "POST" else 200
    return render(
        request, "trainings/quiz_stays.html", page_of(held, _("Quiz"), lines=lines, **_about(held)), status=status
    )


def _answer(request: HttpRequest, mine: Registration, user: User | AnonymousUser) -> HttpResponse:
    training = mine.sign_up.training
    made = quizzes.quiz_of(training.pk)
    if made is None or not (training.is_published if mine.person_id is None else can_see(user, training)):
        raise Http404
    is_sent, status = request.method == "POST", 200
    data = sent(request) if user.is_authenticated else request.POST if is_sent else None
    form, once = AnswersForm(data, made), once_of((data or QueryDict()).get("once", ""))
    try:
        if form.is_of_others:
            raise quizzes.Changed
        if is_sent and form.is_valid():
            quizzes.answer(mine, form.given(), once)
            return redirect(request.path)
    except quizzes.NotNow:
        status = 409  # the page says why
    except quizzes.Changed:
        made = quizzes.quiz_of(training.pk) or made
        form, status = AnswersForm(None, made), 409
    stand = quizzes.stand_of(mine)
    again = stand.is_due and (stand.after is None or is_sent or "ponovo" in request.GET)
    more = {"form": form if again else None, "once": once, "changed": CHANGED if again and status == 409 else ""}
    context = page_of(mine.sign_up, _("Quiz"), **more, **_shown(mine, made, stand, again))
    return render(request, "trainings/quiz_answer.html", context, status=status)


def _shown(mine: Registration, made: Quiz, stand: quizzes.Stand, again: bool) -> dict[str, Any]:
    """What the page says beside the questions: the result, or why there is nothing to answer."""
    done = None if again else stand.after
    return {
        "stand": stand,
        "done": done,
        "lines": quizzes.lines_of(made, done.answers) if done else [],
        "refused": NOT_NOW.get(stand.why, "") if not done else "",
        "needed": quizzes.needed(made),
        "is_guest": mine.person_id is None,
        "own_url": links.own_url(mine),
    }
