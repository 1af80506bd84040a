"""Versions of a document, what touches it, who adopted it, what rests on it: one form each, and taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from content.drafts import asked_to_sign_in
from content.models import Entry
from ui.once import once_of

from .. import policy, touching, versions
from ..forms import AdoptedForm, RestForm, TouchForm, VersionForm
from ..models import Adopted, Document, Resting, Touch
from .document import way
from .writing import found, is_whole


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def add_version(request: HttpRequest, number: int) -> HttpResponse:
    """Another version of the text, with a word on what changed."""
    document, user = found(request, number, policy.can_change)
    form = VersionForm(request.POST or None, document=document)
    once = once_of(request.POST.get("once", ""))
    if is_whole(request, form):
        versions.add(document, user, once, form.cleaned_data)
        messages.success(request, _("The version is added."))
        return redirect(f"{document.get_absolute_url()}#verzije")
    context = {"document": document, "form": form, "once": once, "crumbs": way(document, (_("New version"), None))}
    return render(request, "library/add_version.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def correct_version(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """The newest one in other words; an earlier one stays as it was."""
    document, user = found(request, number, policy.can_change)
    one = get_object_or_404(document.versions, number=version)
    if document.versions.filter(number__gt=version).exists():
        raise PermissionDenied
    form = VersionForm(request.POST or None, document=document, version=one)
    context = {"document": document, "version": one, "form": form, "crumbs": way(document, (_("Correct it"), None))}
    if not is_whole(request, form):
        return render(request, "library/correct_version.html", context)
    try:
        versions.correct(one, user, form.cleaned_data)
    except versions.Superseded:
        return render(request, "library/correct_version.html", context | {"is_superseded": True}, status=409)
    messages.success(request, _("Saved."))
    return redirect(f"{document.get_absolute_url()}#verzije")


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def touch(request: HttpRequest, number: int) -> HttpResponse:
    """By which act it is changed, repealed or carried out; the register follows."""
    document, user = found(request, number, policy.can_change)
    form = TouchForm(request.POST or None)
    if is_whole(request, form):
        later = Document.objects.published().visible_to(user).filter(pk=form.cleaned_data["later"]).first()
        if later is None or later.pk == document.pk or not (later.is_binding and document.is_binding):
            form.add_error("later", _("There is no other act at this address."))
        elif _written(
            form, lambda: touching.touch(later, document, user, form.cleaned_data["how"], form.cleaned_data["note"])
        ):
            messages.success(request, _("It is written down. What rests on the act is asked to be checked."))
            return redirect(f"{document.get_absolute_url()}#veze")
    context = {"document": document, "form": form, "crumbs": way(document, (_("Link between acts"), None))}
    return render(request, "library/touch.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def adopted(request: HttpRequest, number: int) -> HttpResponse:
    """Which municipality adopted the model."""
    document, user = found(request, number)
    own = policy.can_tell_of_adoption(user, document)
    if own is None:
        raise PermissionDenied
    form = AdoptedForm(request.POST or None, own=own)
    if is_whole(request, form):
        values = dict(form.cleaned_data)
        town = values.pop("municipality")
        if _written(form, lambda: touching.adopt(document, town, user, values), "municipality"):
            messages.success(request, _("It is written down."))
            return redirect(f"{document.get_absolute_url()}#usvojili")
    context = {"document": document, "form": form, "crumbs": way(document, (_("Who adopted it"), None))}
    return render(request, "library/adopted.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def rest(request: HttpRequest, number: int) -> HttpResponse:
    """A practice, a training or a lesson that rests on it: said by its author, or by whoever keeps the document."""
    document, user = found(request, number)
    if not document.is_published:
        raise PermissionDenied
    form = RestForm(request.POST or None)
    if is_whole(request, form):
        entry = Entry.objects.visible_to(user).published().filter(pk=form.cleaned_data["entry"]).first()
        if entry is None or entry.kind in (*Entry.BELOW, Entry.Kind.DOCUMENT):
            form.add_error("entry", _("There is no such page on the platform."))
        elif not policy.can_say_it_rests(user, document, entry):
            form.add_error("entry", _("Its author can say so, or the editors of the library."))
        elif _written(form, lambda: touching.rest(document, entry, user), "entry"):
            messages.success(request, _("It is written down."))
            return redirect(f"{document.get_absolute_url()}#pociva")
    context = {"document": document, "form": form, "crumbs": way(document, (_("What rests on it"), None))}
    return render(request, "library/rest.html", context)


def _written(form: Any, move: Any, field: str = "later") -> bool:
    """Whether it could be written down; what stands there already is an error of the field."""
    try:
        move()
    except touching.Twice:
        form.add_error(field, _("That is written down already."))
        return False
    return True


@require_POST
@login_required
def untouch(request: HttpRequest, number: int, link: int) -> HttpResponse:
    """The link between two acts was a slip."""
    document, user = found(request, number, policy.can_change)
    one = get_object_or_404(Touch.objects.select_related("earlier"), pk=link, earlier=document.pk)
    touching.untouch(one, user)
    return _taken_back(request, document, "veze")


@require_POST
@login_required
def unadopt(request: HttpRequest, number: int, link: int) -> HttpResponse:
    """It was not adopted there."""
    document, user = found(request, number)
    one = get_object_or_404(Adopted.objects.select_related("model", "municipality"), pk=link, model=document.pk)
    touching.unadopt(one, user)
    return _taken_back(request, document, "usvojili")


@require_POST
@login_required
def unrest(request: HttpRequest, number: int, link: int) -> HttpResponse:
    """It does not rest on it."""
    document, user = found(request, number)
    one = get_object_or_404(Resting.objects.select_related("document", "entry"), pk=link, document=document.pk)
    touching.unrest(one, user)
    return _taken_back(request, document, "pociva")


def _taken_back(request: HttpRequest, document: Document, where: str) -> HttpResponse:
    messages.success(request, _("It is taken back."))
    return redirect(f"{document.get_absolute_url()}#{where}")
