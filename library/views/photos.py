"""Pictures and files of a document: added one by one, put in order by buttons, taken away."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from content.drafts import asked_to_sign_in, sent
from content.models.attachments import MOST as MOST_FILES
from content.models.photos import MOST
from content.uploads import AttachmentForm, PhotoForm
from moderation import attaching, picturing, uploading

from ..models import Document
from ..policy import can_illustrate
from .document import way
from .writing import found


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def photos(request: HttpRequest, number: int) -> HttpResponse:
    """The pictures and files there are, and a form for one more. What is refused says why, and the words stay."""
    document, user = found(request, number, can_illustrate)
    form = PhotoForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and (added := uploading.add_photo(document, user, form)):
        messages.success(request, uploading.WAITS if added.waits else _("The picture is saved."))
        return redirect("library:photos", number)
    return _page(request, document, form, AttachmentForm(prefix="a"))


def _page(request: HttpRequest, document: Document, form: PhotoForm, file_form: AttachmentForm) -> HttpResponse:
    pictures, files = document.photos.all(), document.attachments.all()
    context = {
        "entry": document,
        "form": form,
        "photos": pictures,
        "full": len(pictures) >= MOST,
        "file_form": file_form,
        "attachments": files,
        "files_full": len(files) >= MOST_FILES,
        "crumbs": way(document, (_("Pictures and files"), None)),
    }
    status = HTTPStatus.INSUFFICIENT_STORAGE if form.has_no_space or file_form.has_no_space else HTTPStatus.OK
    return render(request, "library/photos.html", context, status=status)


@require_POST
@login_required
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """One more file, to be downloaded by readers."""
    document, user = found(request, number, can_illustrate)
    form = AttachmentForm(request.POST, request.FILES, prefix="a")
    if form.is_valid() and (added := uploading.attach(document, user, form)):
        messages.success(request, uploading.WAITS if added.waits else _("The file is saved."))
        return redirect("library:photos", number)
    return _page(request, document, PhotoForm(), form)


@require_POST
@login_required
def detach(request: HttpRequest, number: int, attachment: int) -> HttpResponse:
    """Take a file away."""
    document, user = found(request, number, can_illustrate)
    if attaching.detach(document, user, attachment):
        messages.success(request, _("The file is taken away."))
    return redirect("library:photos", number)


@require_POST
@login_required
def remove_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """Take a picture away."""
    document, user = found(request, number, can_illustrate)
    if picturing.remove_photo(document, user, photo):
        messages.success(request, _("The picture is taken away."))
    return redirect("library:photos", number)


@require_POST
@login_required
def move_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """One place further to the front."""
    document, user = found(request, number, can_illustrate)
    picturing.move_photo(document, user, photo)
    return redirect("library:photos", number)
