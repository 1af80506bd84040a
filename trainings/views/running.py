"""For the organiser: how one signs up, who comes and who waits, adding and removing people, writing to them."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from ui.numbers import ROW, number_in
from ui.once import once_of

from .. import policy, registering
from ..lists import XLSX, People, table_of
from ..models import Registration, SignUp, Training
from ..models.questions import MOST
from ..signing_forms import GuestForm, MessageForm, QuestionForms, RemoveForm, RulesForm
from .signing import REFUSED, page_of, run_by

QUESTIONS = "pitanje"
"""The prefix of the rows for questions."""
MOST_OTHERS = 5
"""So many earlier trainings are offered to begin as."""


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def rules(request: HttpRequest, number: int) -> HttpResponse:
    """How many seats, until when, for whom, and what is asked; at first perhaps as for another training (`?od=5`)."""
    user = cast("User", request.user)
    training = get_object_or_404(Training.objects.visible_to(user), pk=number)
    if not policy.can_set_rules(user, training):
        raise PermissionDenied
    stored = SignUp.objects.filter(pk=number).first()
    old = None if stored else policy.rules_to_copy(user).filter(pk=_number(request.GET.get("od", ""))).first()
    held = stored or (old.again_for(training) if old else SignUp(training=training))
    data = sent(request)
    form = RulesForm(data, instance=held)
    rows = _questions(data, old or held)
    if request.method == "POST" and "end" in request.POST:
        return _ended(request, training, user)
    if request.method == "POST" and "add_question" not in request.POST and all([form.is_valid(), rows.is_valid()]):
        try:
            registering.set_rules(training, user, form.cleaned_data, rows.rows())
        except registering.TooFew:  # while the form was open
            held.refresh_from_db()
            form.add_error("seats", form.too_few())
        else:
            messages.success(request, _("Saved. This is how one signs up now."))
            return redirect("trainings:people", number)
    if "add_question" in request.POST:
        for one in (form, *rows.forms):
            one.errors.clear()
    is_answered = _is_answered(held)
    more = {"form": form, "rows": rows, "is_new": held._state.adding, "is_answered": is_answered}
    more["asked"] = list(held.questions.all()) if is_answered else []
    more["others"] = [] if stored or old else policy.rules_to_copy(user).select_related("training")[:MOST_OTHERS]
    return render(request, "trainings/rules.html", page_of(held, _("Sign-up"), **more))


@require_safe
@asked_to_sign_in
def people(request: HttpRequest, number: int) -> HttpResponse:
    """Who has a seat, who was offered one, who waits in which order, who is off the list."""
    held, user = run_by(request, number)
    more = {
        "people": People(held, is_told=policy.sees_needs(user, held.training)),
        "sent": held.messages.all()[:20],
        "results_url": reverse("trainings:results", args=[number]) if held.training.is_over else "",
        "may_set": policy.can_set_rules(user, held.training),
        "may_certify": policy.can_certify(user, held.training),
    }
    return render(request, "trainings/people.html", page_of(held, _("Who comes"), **more))


@require_safe
@asked_to_sign_in
def table(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a table for Excel."""
    held, user = run_by(request, number)
    body = table_of(People(held, is_told=policy.sees_needs(user, held.training)))
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="prijave-{number}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody without an account."""
    held, user = run_by(request, number)
    form = GuestForm(sent(request), held)
    if request.method == "POST" and "find_places" not in request.POST and form.is_valid():
        values = form.values()
        try:
            made = registering.add_guest(held.training, user, values, form.answers())
        except registering.Refused as error:
            form.add_error(None, REFUSED[str(error)])
        else:
            seated = _("%(name)s has a seat.") % {"name": made.name}
            messages.success(
                request, seated if made.holds_seat else _("%(name)s is on the waiting list.") % {"name": made.name}
            )
            return redirect("trainings:people", number)
    elif "find_places" in request.POST:
        form.errors.clear()
    return render(request, "trainings/add.html", page_of(held, _("Add a person"), form=form))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take somebody off the list, and say why."""
    user = cast("User", request.user)
    one = get_object_or_404(Registration.objects.select_related("sign_up__training"), pk=number)
    if not policy.can_run(user, one.sign_up.training):
        raise Http404
    form = RemoveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        registering.remove(one, user, form.cleaned_data["reason"])
        messages.success(request, _("%(name)s is off the list.") % {"name": one.name})
        return redirect("trainings:people", one.sign_up_id)
    return render(request, "trainings/remove.html", page_of(one.sign_up, _("Take off the list"), form=form, one=one))


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def write(request: HttpRequest, number: int) -> HttpResponse:
    """A message to all who come, to all who wait, to those who were there or to those who were not."""
    held, user = run_by(request, number)
    data = sent(request)
    form, once = MessageForm(data, held), once_of((data or QueryDict()).get("once", ""))
    if request.method == "POST" and form.is_valid():
        message = registering.write(held.training, user, once, form.cleaned_data["to"], form.cleaned_data["text"])
        text = ngettext("Sent to %(number)s person.", "Sent to %(number)s people.", message.number)
        messages.success(request, text % {"number": message.number})
        return redirect("trainings:people", number)
    return render(request, "trainings/write.html", page_of(held, _("Write to them"), form=form, once=once))


def _questions(data: QueryDict | None, held: SignUp) -> Any:
    """The rows for questions: those that stand, as long as they may be changed; with "One more question" there is one more."""
    if data is None:
        return QuestionForms(prefix=QUESTIONS, initial=[] if _is_answered(held) else _stored(held))
    if "add_question" in data:
        data = data.copy()
        total = data.get(f"{QUESTIONS}-TOTAL_FORMS", "")
        number = number_in(total) or 0
        data[f"{QUESTIONS}-TOTAL_FORMS"] = str(min(number + 1, MOST))
    return QuestionForms(data, prefix=QUESTIONS)


def _number(typed: str) -> int:
    """What stands in an address; no row has the number 0."""
    return number_in(typed, ROW) or 0


def _is_answered(held: SignUp) -> bool:
    """Whether somebody has signed up, so that what was asked stays."""
    return not held._state.adding and held.registrations.exists()


def _stored(held: SignUp) -> list[dict[str, Any]]:
    if held._state.adding:
        return []
    names = ("text", "kind", "is_required", "shown")
    rows = held.questions.all()
    return [{name: getattr(one, name) for name in names} | {"choices": "\n".join(one.choices)} for one in rows]


def _ended(request: HttpRequest, training: Training, user: User) -> HttpResponse:
    if registering.end_rules(training, user):
        messages.success(request, _("One does not sign up here any more."))
        return redirect(training)
    messages.warning(
        request, _("People have signed up already. End the sign-up by its last day, or cancel the training.")
    )
    return redirect("trainings:rules", training.pk)
