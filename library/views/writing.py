"""Keeping documents: a draft, published, changed, dropped; taken off the site and brought back; the state of an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import Kept, asked_to_sign_in
from moderation import actions as moves
from text.languages import current as current_language
from ui.numbers import number_in
from ui.once import once_of

from .. import actions, policy, versions
from ..forms import FIRST_NAME, DocumentForm, StateForm
from ..models import Document
from .document import way


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def create(request: HttpRequest) -> HttpResponse:
    """A new one, published or kept as a draft, with its text where that was pasted."""
    user, kept = cast("User", request.user), Kept(request)
    if not policy.can_keep(user):
        raise PermissionDenied
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("library:create")
    data, is_draft = request.POST or kept.restored, "draft" in request.POST
    form = DocumentForm(data, user=user, is_draft=is_draft)
    context: dict[str, Any] = {"form": form, "kept": kept, "once": once_of((data or QueryDict()).get("once", ""))}
    context["crumbs"] = [(_("Library"), reverse("library:index")), (_("New document"), None)]
    if not is_whole(request, form):
        return render(request, "library/create.html", context)
    make = actions.begin if is_draft else actions.publish
    made = make(user, context["once"], current_language().code, form.values(), form.cleaned_data["themes"])
    if text := form.cleaned_data["text"]:
        versions.add(made, user, context["once"], {"name": str(FIRST_NAME), "text": text})
    kept.drop()
    messages.success(
        request, _("The draft is saved. Only you see it.") if is_draft else _("The document is published.")
    )
    return redirect(made)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change it, or publish what was a draft. What was saved in another window meanwhile is not written over."""
    document, user = found(request, number, policy.can_change)
    kept = Kept(request)
    if "drop_draft" in request.POST:
        kept.drop()
        return redirect("library:edit", number)
    data, is_published = request.POST or kept.restored, "publish" in request.POST
    form = DocumentForm(data, user=user, document=document, is_draft=not document.is_published and not is_published)
    version = (data or QueryDict()).get("version", str(document.version))
    context: dict[str, Any] = {"form": form, "document": document, "kept": kept, "version": version}
    context["crumbs"] = way(document, (_("Edit"), None))
    if not is_whole(request, form):
        return render(request, "library/edit.html", context)
    try:
        themes = form.cleaned_data["themes"]
        actions.change(document, user, number_in(version), form.values(), themes, is_published=is_published)
    except actions.Changed:
        context |= {"version": document.version, "stored": document}
        return render(request, "library/edit.html", context, status=409)
    kept.drop()
    messages.success(request, _("The document is published.") if is_published else _("Saved."))
    return redirect(document)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Throw a draft away, asked once."""
    document, user = found(request, number, policy.can_drop)
    if request.method == "POST":
        actions.drop(document, user)
        messages.success(request, _("The draft is deleted."))
        return redirect("library:index")
    context = {"document": document, "crumbs": way(document, (_("Delete the draft"), None))}
    return render(request, "library/drop.html", context)


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def state(request: HttpRequest, number: int) -> HttpResponse:
    """Of an act: in force, changed, repealed. What rests on it is to be checked again."""
    document, user = found(request, number, policy.can_change)
    if not document.is_binding:
        raise PermissionDenied
    form = StateForm(request.POST or None, document=document)
    if is_whole(request, form):
        actions.change_state(document, user, form.cleaned_data["state"], form.cleaned_data["note"])
        messages.success(request, _("The state of the act is written down. What rests on it is asked to be checked."))
        return redirect(document)
    context = {"document": document, "form": form, "crumbs": way(document, (_("State of the act"), None))}
    return render(request, "library/state.html", context)


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Off the site, for good after 30 days."""
    document, user = found(request, number)
    moves.withdraw(document, user)
    messages.success(request, _("Withdrawn. You can bring it back for 30 days."))
    return redirect(document)


@require_POST
@login_required
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """As it was before it was withdrawn."""
    document, user = found(request, number)
    moves.bring_back(document, user)
    messages.success(request, _("It is back."))
    return redirect(document)


def found(
    request: HttpRequest, number: int, may: Callable[[User, Document], bool] | None = None
) -> tuple[Document, User]:
    """The document and who acts on it: 404 for what one may not know of, 403 for what one may not do."""
    user = cast("User", request.user)
    document = get_object_or_404(Document.objects.visible_to(user).select_related("act"), pk=number)
    if may is not None and not may(user, document):
        raise PermissionDenied
    return document, user


def is_whole(request: HttpRequest, form: Any) -> bool:
    """Whether it can be stored; what was brought back after signing in is not judged."""
    if request.method != "POST":
        form.errors.clear()
        return False
    return bool(form.is_valid())
