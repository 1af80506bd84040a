"""Announcing a training, keeping it as a draft before, changing it, cancelling it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from text.languages import current as current_language
from ui.numbers import ROW, number_in
from ui.once import once_of

from .. import actions, policy
from ..forms import MOST_DAYS, CancelForm, SessionForms, TrainingForm, stored_sessions
from ..models import Training, Wish

T = TypeVar("T", Training, Wish)
DAYS = "dan"
"""The prefix of the rows for days."""


def _crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Trainings"), reverse("trainings:index")), *steps]


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def create(request: HttpRequest) -> HttpResponse:
    """A new one, announced or kept as a draft: from nothing, as a copy of an old one (`?od=5`) but for its days, or of a
    wish (`?zelja=5`).
    """
    user = cast("User", request.user)
    if not policy.can_announce(user):
        raise PermissionDenied
    data, old, is_draft = sent(request), _named(request, "od", Training), "draft" in request.POST
    wish = _named(request, "zelja", Wish)
    form = TrainingForm(data, user=user, copied=old, wish=wish, is_draft=is_draft)
    days = _days(data, [{}])
    context = {"form": form, "days": days, "once": once_of((data or QueryDict()).get("once", ""))}
    context["crumbs"] = _crumbs((_("New training"), None))
    if not _is_whole(request, form, days, is_draft=is_draft):
        return render(request, "trainings/create.html", context)
    make = actions.begin if is_draft else actions.announce
    made = make(user, context["once"], current_language().code, form.values(), _lists(form, days))
    messages.success(request, _told(is_draft=is_draft, is_announced=not is_draft))
    if wish is not None and not is_draft and policy.can_answer_wish(user, wish):
        return redirect(f"{reverse('trainings:answer_wish', args=[wish.pk])}?obuka={made.pk}")
    if old is not None and not is_draft and policy.rules_to_copy(user).filter(pk=old.pk).exists():
        return redirect(f"{reverse('trainings:rules', args=[made.pk])}?od={old.pk}")
    return redirect(made)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change it, or announce what was a draft. What was saved in another window meanwhile is not written over."""
    training, user = _found(request, number, policy.can_change)
    data, is_announced = sent(request), "announce" in request.POST
    is_draft = not training.is_published and not is_announced
    form = TrainingForm(data, user=user, training=training, is_draft=is_draft)
    days = _days(data, stored_sessions(training) or [{}])
    version = (data or QueryDict()).get("version", str(training.version))
    context = {"form": form, "days": days, "training": training, "version": version}
    context["crumbs"] = _crumbs((training.title, training.get_absolute_url()), (_("Edit"), None))
    if not _is_whole(request, form, days, is_draft=is_draft):
        return render(request, "trainings/edit.html", context)
    try:
        seen = number_in(version)
        actions.change(training, user, seen, form.values(), _lists(form, days), is_announced=is_announced)
    except actions.Attended as error:
        days.keep(error.sessions)
        return render(request, "trainings/edit.html", context)
    except actions.Changed:
        return render(
            request, "trainings/edit.html", context | {"version": training.version, "stored": training}, status=409
        )
    messages.success(request, _told(is_draft=is_draft, is_announced=is_announced))
    return redirect(training)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """It does not take place, and why."""
    training, user = _found(request, number, policy.can_cancel)
    form = CancelForm(sent(request))
    if request.method == "POST" and form.is_valid():
        actions.cancel(training, user, form.cleaned_data["why"])
        messages.success(request, _("The training is cancelled. Its page and calendars say so."))
        return redirect(training)
    crumbs = _crumbs((training.title, training.get_absolute_url()), (_("Cancel it"), None))
    return render(request, "trainings/cancel.html", {"form": form, "training": training, "crumbs": crumbs})


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Throw a draft away, asked once."""
    training, user = _found(request, number, policy.can_drop)
    if request.method == "POST":
        actions.drop(training, user)
        messages.success(request, _("The draft is deleted."))
        return redirect("trainings:index")
    crumbs = _crumbs((training.title, training.get_absolute_url()), (_("Delete the draft"), None))
    return render(request, "trainings/drop.html", {"training": training, "crumbs": crumbs})


def _told(*, is_draft: bool, is_announced: bool) -> str:
    if is_announced:
        return _("The training is announced.")
    return _("The draft is saved. Only you see it.") if is_draft else _("Saved. Calendars take the change over.")


def _found(request: HttpRequest, number: int, may: Callable[[User, Training], bool]) -> tuple[Training, User]:
    user = cast("User", request.user)
    training = get_object_or_404(Training.objects.visible_to(user), pk=number)
    if not may(user, training):
        raise PermissionDenied
    return training, user


def _named(request: HttpRequest, name: str, model: type[T]) -> T | None:
    """What the new one begins as."""
    if (number := number_in(request.GET.get(name, ""), ROW)) is None:
        return None
    rows: Any = model._default_manager
    found: T | None = rows.visible_to(request.user).filter(pk=number).first()
    return found


def _days(data: QueryDict | None, initial: list[dict[str, Any]]) -> Any:
    """The rows for days; with "One more day" there is one more."""
    if data is None:
        return SessionForms(initial=initial, prefix=DAYS)
    if "add_day" in data:
        data = data.copy()
        total = data.get(f"{DAYS}-TOTAL_FORMS", "")
        number = number_in(total) or 0
        data[f"{DAYS}-TOTAL_FORMS"] = str(min(number + 1, MOST_DAYS))
    return SessionForms(data, prefix=DAYS)


def _is_whole(request: HttpRequest, form: TrainingForm, days: Any, *, is_draft: bool) -> bool:
    """Whether it can be stored; while somebody still adds days or looks for the place, nothing is judged."""
    if request.method != "POST" or {"add_day", "find_places"} & request.POST.keys():
        form.errors.clear()
        for one in days.forms:
            one.errors.clear()
        return False
    are_good = [form.is_valid(), days.is_valid()]
    if all(are_good) and not is_draft and not days.filled and not form.cleaned_data["day_note"]:
        form.add_error("day_note", _("Say when it takes place, or that the day is not known."))
        return False
    return all(are_good)


def _lists(form: TrainingForm, days: Any) -> dict[str, Any]:
    return form.lists() | {"sessions": days.rows()}
