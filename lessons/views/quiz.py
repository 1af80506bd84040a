"""The quiz of a lesson: everyone may check themselves, and of who has signed in the tries are kept; making one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.readers import reader
from content.drafts import asked_to_sign_in, sent
from trainings import quizzes
from trainings.models import Quiz, QuizTry
from trainings.quiz_forms import AnswersForm, QuizEdit
from ui.once import once_of

from .. import actions, policy
from ..models import Lesson
from .lesson import crumbs
from .writing import found

ALONE = QuizTry.When.ALONE


@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, number: int) -> HttpResponse:
    """The questions, then what was right and why. Answers of a visitor stand in the address, so nothing is kept of them."""
    user = reader(request)
    lesson = get_object_or_404(Lesson.objects.visible_to(user), pk=number)
    made = quizzes.quiz_of(number)
    if made is None:
        raise Http404
    if policy.can_mark_read(user, lesson) and isinstance(user, User):
        return _of_member(request, user, lesson, made)
    is_sent = request.method != "POST" and bool(request.GET) and "ponovo" not in request.GET
    form = AnswersForm(request.GET if is_sent else None, made)
    if is_sent and form.is_of_others:
        return _page(request, lesson, made, AnswersForm(None, made), None, status=409, is_changed=True)
    done = quizzes.grade(made, form.given()) if is_sent and form.is_valid() else None
    return _page(request, lesson, made, None if done else form, done)


def _of_member(request: HttpRequest, user: User, lesson: Lesson, made: Quiz) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form, once = AnswersForm(data, made), once_of(request.POST.get("once", ""))
    last = made.tries.filter(person=user, when=ALONE).last()
    if data is None:
        again = last is None or "ponovo" in request.GET
        return _page(request, lesson, made, form if again else None, None if again else last, once=once)
    try:
        if form.is_of_others:
            raise quizzes.Changed
        if form.is_valid():
            quizzes.take(made, ALONE, form.given(), once, person=user)
            return redirect("lessons:quiz", lesson.pk)
    except quizzes.Changed:
        now = quizzes.quiz_of(lesson.pk) or made
        return _page(request, lesson, now, AnswersForm(None, now), None, once=once, status=409, is_changed=True)
    return _page(request, lesson, made, form, None, once=once)


def _page(
    request: HttpRequest,
    lesson: Lesson,
    made: Quiz,
    form: AnswersForm | None,
    done: quizzes.Grade | QuizTry | None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "lesson": lesson,
        "form": form,
        "done": done,
        "lines": quizzes.lines_of(made, done.answers) if done else [],
        "needed": quizzes.needed(made),
        "is_kept": isinstance(reader(request), User),
        "crumbs": crumbs((lesson.title, lesson.get_absolute_url()), (_("Quiz"), None)),
    }
    response = render(request, "lessons/quiz.html", context | more, status=status)
    response["Cache-Control"] = "private, no-store"  # answers stand in the address
    return response


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_quiz(request: HttpRequest, number: int) -> HttpResponse:
    """The questions, as long as nobody has answered them."""
    lesson, user = found(request, number, policy.can_change)
    standing = quizzes.quiz_of(number)
    if standing is not None and standing.is_answered:
        return _stays(request, lesson, standing)
    edit, status, changed = QuizEdit(sent(request), standing), 200, None
    if request.method == "POST" and edit.is_valid() and not edit.is_preview:
        try:
            made = actions.set_questions(lesson, user, *edit.values())
        except quizzes.Answered:
            return _stays(request, lesson, quizzes.quiz_of(number))
        except quizzes.Changed:
            status, changed = 409, quizzes.quiz_of(number)
            edit.version = changed.version if changed else 0  # whoever saves again has read it
        else:
            messages.success(request, _("The quiz is saved.") if made else _("There is no quiz any more."))
            return redirect(lesson)
    context = _about(lesson) | {
        "edit": edit,
        "is_changed": status == 409,
        "changed": changed.questions.all() if changed else [],
    }
    return render(request, "trainings/quiz_edit.html", context, status=status)


def _stays(request: HttpRequest, lesson: Lesson, made: Quiz | None) -> HttpResponse:
    """Somebody has answered: what is asked can be read, and is said to stay."""
    assert made is not None, "one with answers stays"  # noqa: S101
    lines = quizzes.lines_of(made, [one.right for one in made.questions.all()])
    status = 409 if request.method == "POST" else 200
    return render(request, "trainings/quiz_stays.html", _about(lesson) | {"lines": lines}, status=status)


def _about(lesson: Lesson) -> dict[str, Any]:
    """What the pages that make a quiz show of whose it is."""
    return {
        "subject": lesson.title,
        "back_url": lesson.get_absolute_url(),
        "is_alone": True,
        "crumbs": crumbs((lesson.title, lesson.get_absolute_url()), (_("Quiz"), None)),
    }
