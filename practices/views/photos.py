"""Photos of a practice or an adoption, files of a practice: added one by one, put in order by buttons, taken away."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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

from ..models import Adoption, Practice
from ..writing.steps import LAST, PHOTOS, progress_of
from .writing import own


def _own(request: HttpRequest, number: int) -> tuple[Practice | Adoption, User]:
    """What may have photos, and its author: 404 for what one may not know of, 403 for what somebody else wrote."""
    user = cast("User", request.user)
    entry: Practice | Adoption | None = (
        Practice.objects.visible_to(user).filter(pk=number).first()
        or Adoption.objects.visible_to(user).select_related("root", "community").filter(pk=number).first()
    )
    if entry is None:
        raise Http404
    if not can_edit(user, entry):
        raise PermissionDenied
    return entry, user


@require_http_methods(["GET", "POST"])
@asked_to_sign_in
def photos(request: HttpRequest, number: int) -> HttpResponse:
    """The photos (and files) there are, and a form for one more. What is refused says why, and the words stay."""
    entry, user = _own(request, number)
    form = PhotoForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and (added := uploading.add_photo(entry, user, form)):
        messages.success(request, uploading.WAITS if added.waits else _("The photo is saved."))
        return redirect("practices:photos", number)
    return _page(request, entry, form, AttachmentForm(prefix="a"))


def _page(request: HttpRequest, entry: Practice | Adoption, form: PhotoForm, file_form: AttachmentForm) -> HttpResponse:
    photos = entry.photos.all()
    context = {"entry": entry, "form": form, "photos": photos, "full": len(photos) >= MOST}
    status = HTTPStatus.INSUFFICIENT_STORAGE if form.has_no_space or file_form.has_no_space else HTTPStatus.OK
    if isinstance(entry, Adoption):
        return render(request, "practices/adoption_photos.html", context | _of_adoption(entry), status=status)
    return render(request, "practices/photos.html", context | _of_practice(entry, file_form), status=status)


def _of_adoption(adoption: Adoption) -> dict[str, Any]:
    """What the page says beside photos."""
    edit_url = reverse("practices:edit_adoption", args=[adoption.pk])
    crumbs = [(_("Practices"), reverse("practices:index")), (adoption.title, adoption.get_absolute_url())]
    return {"adoption": adoption, "crumbs": [*crumbs, (_("We took it over too"), edit_url), (_("Photos"), None)]}


def _of_practice(practice: Practice, file_form: AttachmentForm) -> dict[str, Any]:
    """What the step says beside photos."""
    return {
        "file_form": file_form,
        "practice": practice,
        "attachments": practice.attachments.all(),
        "files_full": practice.attachments.count() >= MOST_FILES,
        "step": PHOTOS,
        "last": LAST,
        "progress": progress_of(practice, PHOTOS),
        "check_url": reverse("practices:check", args=[practice.pk]),
        "crumbs": [
            (_("Practices"), reverse("practices:index")),
            (_("My practices"), reverse("practices:mine")),
            (practice.title, None),
        ],
    }


@require_POST
@login_required
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """One more file, to be downloaded by readers."""
    practice, user = own(request, number)
    form = AttachmentForm(request.POST, request.FILES, prefix="a")
    if form.is_valid() and (added := uploading.attach(practice, user, form)):
        messages.success(request, uploading.WAITS if added.waits else _("The file is saved."))
        return redirect("practices:photos", number)
    return _page(request, practice, PhotoForm(), form)


@require_POST
@login_required
def detach(request: HttpRequest, number: int, attachment: int) -> HttpResponse:
    """Take a file away."""
    practice, user = own(request, number)
    if attaching.detach(practice, user, attachment):
        messages.success(request, _("The file is taken away."))
    return redirect("practices:photos", number)


@require_POST
@login_required
def remove_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """Take one away."""
    entry, user = _own(request, number)
    if picturing.remove_photo(entry, user, photo):
        messages.success(request, _("The photo is taken away."))
    return redirect("practices:photos", number)


@require_POST
@login_required
def move_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """One place further to the front."""
    entry, user = _own(request, number)
    picturing.move_photo(entry, user, photo)
    return redirect("practices:photos", number)
