"""Photos and files beside a question: added one by one, put in order by buttons, taken away."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from content.drafts import asked_to_sign_in, sent
from content.models.attachments import MOST as MOST_FILES
from content.models.photos import MOST
from content.policy import can_edit
from content.uploads import AttachmentForm, PhotoForm
from moderation import attaching, picturing, uploading

from ..models import Question


def _own(request: HttpRequest, number: int) -> tuple[Question, User]:
    """The question and whoever asked it: 404 for what one may not know of, 403 for what somebody else asked."""
    user = cast("User", request.user)
    question = get_object_or_404(Question.objects.visible_to(user), pk=number)
    if not can_edit(user, question):
        raise PermissionDenied
    return question, user


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def photos(request: HttpRequest, number: int) -> HttpResponse:
    """What there is, and forms for one more photo and one more file. What is refused says why, and the words stay."""
    question, user = _own(request, number)
    form = PhotoForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and (added := uploading.add_photo(question, user, form)):
        messages.success(request, uploading.WAITS if added.waits else _("The photo is saved."))
        return redirect("forums:photos", number)
    return _page(request, question, form, AttachmentForm(prefix="a"))


def _page(request: HttpRequest, question: Question, form: PhotoForm, file_form: AttachmentForm) -> HttpResponse:
    photos, attachments = question.photos.all(), question.attachments.all()
    context = {
        "entry": question,
        "form": form,
        "photos": photos,
        "full": len(photos) >= MOST,
        "file_form": file_form,
        "attachments": attachments,
        "files_full": len(attachments) >= MOST_FILES,
        "crumbs": [
            (_("Questions"), reverse("forums:index")),
            (question.title, question.get_absolute_url()),
            (_("Photos and files"), None),
        ],
    }
    no_space = form.has_no_space or file_form.has_no_space
    return render(request, "forums/photos.html", context, status=HTTPStatus.INSUFFICIENT_STORAGE if no_space else 200)


@require_POST
@login_required
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """One more file, to be downloaded by readers."""
    question, user = _own(request, number)
    form = AttachmentForm(request.POST, request.FILES, prefix="a")
    if form.is_valid() and (added := uploading.attach(question, user, form)):
        messages.success(request, uploading.WAITS if added.waits else _("The file is saved."))
        return redirect("forums:photos", number)
    return _page(request, question, PhotoForm(), form)


@require_POST
@login_required
def detach(request: HttpRequest, number: int, attachment: int) -> HttpResponse:
    """Take a file away."""
    question, user = _own(request, number)
    if attaching.detach(question, user, attachment):
        messages.success(request, _("The file is taken away."))
    return redirect("forums:photos", number)


@require_POST
@login_required
def remove_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """Take one away."""
    question, user = _own(request, number)
    if picturing.remove_photo(question, user, photo):
        messages.success(request, _("The photo is taken away."))
    return redirect("forums:photos", number)


@require_POST
@login_required
def move_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """One place further to the front."""
    question, user = _own(request, number)
    picturing.move_photo(question, user, photo)
    return redirect("forums:photos", number)
