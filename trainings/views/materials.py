"""Materials of a training: reading one; adding, changing, ordering and taking them away."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from content.drafts import asked_to_sign_in, sent
from content.files.refusals import Refused
from moderation import attaching
from ui.numbers import number_in
from ui.once import once_of

from .. import materials as moves
from ..actions import Changed
from ..material_form import MaterialForm
from ..models import Material, Training
from ..models.materials import MOST
from ..policy import can_manage_materials


def _crumbs(training: Training, *steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Trainings"), reverse("trainings:index")), (training.title, training.get_absolute_url()), *steps]


@require_safe
def material(request: HttpRequest, number: int, which: int) -> HttpResponse:
    """The page of one, for whoever sees the training."""
    user = reader(request)
    training = get_object_or_404(Training.objects.visible_to(user), pk=number)
    found = get_object_or_404(training.materials.select_related("document"), pk=which)
    context = {
        "training": training,
        "material": found,
        "may_manage": can_manage_materials(user, training),
        "crumbs": _crumbs(training, (found.title, None)),
    }
    return render(request, "trainings/material.html", context)


@require_safe
@login_required
def materials(request: HttpRequest, number: int) -> HttpResponse:
    """All of a training, with what one may do with each."""
    training, _user = _managed(request, number)
    rows = list(training.materials.select_related("document"))
    groups = [(when.label, [one for one in rows if one.when == when]) for when in Material.When]
    context = {
        "training": training,
        "groups": [group for group in groups if group[1]],
        "is_full": len(rows) >= MOST,
        "crumbs": _crumbs(training, (_("Materials"), None)),
    }
    return render(request, "trainings/materials.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def add_material(request: HttpRequest, number: int) -> HttpResponse:
    """One more: before the training to prepare, afterwards to look something up."""
    training, user = _managed(request, number)
    data = sent(request)
    when = Material.When.AFTER if training.state(timezone.now()) == Training.State.FINISHED else Material.When.BEFORE
    form = MaterialForm(data, request.FILES or None, when=when)
    once = once_of((data or QueryDict()).get("once", ""))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if _is_stored(form, lambda: moves.add(training, user, once, form.values(), file)):
            messages.success(request, _("The material is added."))
            return redirect("trainings:materials", number)
    crumbs = _crumbs(training, (_("Materials"), reverse("trainings:materials", args=[number])), (_("A new one"), None))
    return _form(request, form, {"training": training, "once": once, "crumbs": crumbs})


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit_material(request: HttpRequest, number: int, which: int) -> HttpResponse:
    """Change one. What was saved in another window meanwhile is not written over."""
    training, user = _managed(request, number)
    found, data = _one(training, which), sent(request)
    form = MaterialForm(data, request.FILES or None, material=found)
    version = (data or QueryDict()).get("version", str(found.version))
    crumbs = _crumbs(training, (found.title, found.get_absolute_url()), (_("Edit"), None))
    context = {"training": training, "material": found, "version": version, "crumbs": crumbs}
    if request.method == "POST" and form.is_valid():
        seen = number_in(version)
        told, file = form.cleaned_data, form.cleaned_data["file"]
        without = bool(told.get("is_without"))
        try:
            if _is_stored(form, lambda: moves.change(found, user, seen, form.values(), file, is_without=without)):
                messages.success(request, _("Saved."))
                return redirect(found)
        except Changed:
            found.refresh_from_db()
            return _form(request, form, context | {"version": found.version, "stored": found}, HTTPStatus.CONFLICT)
    return _form(request, form, context)


@require_http_methods(["GET", "POST"])
@login_required
def remove_material(request: HttpRequest, number: int, which: int) -> HttpResponse:
    """Take one away with its file, asked once."""
    training, user = _managed(request, number)
    found = _one(training, which)
    if request.method == "POST":
        moves.remove(found, user)
        messages.success(request, _("The material is taken away."))
        return redirect("trainings:materials", number)
    crumbs = _crumbs(training, (found.title, found.get_absolute_url()), (_("Take away"), None))
    return render(
        request, "trainings/remove_material.html", {"training": training, "material": found, "crumbs": crumbs}
    )


@require_POST
@login_required
def move_material(request: HttpRequest, number: int, which: int) -> HttpResponse:
    """One place up."""
    training, user = _managed(request, number)
    moves.move(_one(training, which), user)
    return redirect("trainings:materials", number)


def _managed(request: HttpRequest, number: int) -> tuple[Training, User]:
    """The training and who manages its materials: 404 for what one may not know of, 403 for what one may not change."""
    user = cast("User", request.user)
    training = get_object_or_404(Training.objects.visible_to(user), pk=number)
    if not can_manage_materials(user, training):
        raise PermissionDenied
    return training, user


def _one(training: Training, which: int) -> Material:
    return get_object_or_404(training.materials.select_related("document"), pk=which)


def _is_stored(form: MaterialForm, move: Callable[[], object]) -> bool:
    """Make the move; False where it is refused, and the form says why."""
    try:
        move()
    except Refused as refused:
        form.refuse(refused)
    except attaching.Full:
        form.add_error("file", _("There are eight files already. Take one away first."))
    except moves.Taken:
        form.add_error("file", _("This file stands beside another material of this training."))
    except moves.Full:
        form.add_error(None, _("There are twelve materials already. Take one away first."))
    return form.is_valid()


def _form(
    request: HttpRequest, form: MaterialForm, context: dict[str, Any], status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    status = HTTPStatus.INSUFFICIENT_STORAGE if form.has_no_space else status
    return render(request, "trainings/material_form.html", context | {"form": form}, status=status)
