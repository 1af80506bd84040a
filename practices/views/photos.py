"""The photos and files of a practice: added one by one, in an order that buttons change, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from content.files.refusals import Refused
from content.models.attachments import MOST as MOST_FILES
from content.models.photos import MOST
from moderation import attaching
from moderation.actions import NeedsReview

from .. import actions
from ..writing.forms import AttachmentForm, PhotoForm
from ..writing.steps import LAST, PHOTOS, progress_of
from .writing import own

if TYPE_CHECKING:
    from accounts.models import User

    from ..models import Practice


@require_http_methods(["GET", "POST"])
@login_required
def photos(request: HttpRequest, number: int) -> HttpResponse:
    """The photos and files there are, and a form for one more. What is refused says why, and the words stay."""
    practice, user = own(request, number)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _add(practice, user, form):
        messages.success(request, _("The photo is saved."))
        return redirect("practices:photos", number)
    return _page(request, practice, form, AttachmentForm(prefix="a"))


def _page(request: HttpRequest, practice: Practice, form: PhotoForm, file_form: AttachmentForm) -> HttpResponse:
    context = {
        "form": form,
        "file_form": file_form,
        "practice": practice,
        "photos": practice.photos.all(),
        "full": practice.photos.count() >= MOST,
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
    return render(request, "practices/photos.html", context)


@require_POST
@login_required
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """One more file, to be downloaded by readers."""
    practice, user = own(request, number)
    form = AttachmentForm(request.POST, request.FILES, prefix="a")
    if form.is_valid() and _attach(practice, user, form):
        messages.success(request, _("The file is saved."))
        return redirect("practices:photos", number)
    return _page(request, practice, PhotoForm(), form)


def _attach(practice: Practice, user: User, form: AttachmentForm) -> bool:
    file = form.cleaned_data["file"]
    try:
        attaching.attach(practice, user, file, file.name or "", form.cleaned_data["title"])
    except Refused as refused:
        form.add_error("file", str(refused.sentence))
    except attaching.Full:
        form.add_error("file", _("There are eight files already. Take one away first."))
    except NeedsReview:
        form.add_error(None, _("This practice is published. Write to us what should change, and we will change it."))
    return form.is_valid()


@require_POST
@login_required
def detach(request: HttpRequest, number: int, attachment: int) -> HttpResponse:
    """Take a file away."""
    practice, user = own(request, number)
    if attaching.detach(practice, user, attachment):
        messages.success(request, _("The file is taken away."))
    return redirect("practices:photos", number)


def _add(practice: Practice, user: User, form: PhotoForm) -> bool:
    data = form.cleaned_data
    try:
        actions.add_photo(practice, user, data["file"], data["alt"], data["people"])
    except Refused as refused:
        form.add_error("file", str(refused.sentence))
    except actions.Full:
        form.add_error("file", _("There are twelve photos already. Take one away first."))
    except NeedsReview:
        form.add_error(None, _("This practice is published. Write to us what should change, and we will change it."))
    return form.is_valid()


@require_POST
@login_required
def remove_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """Take one away."""
    practice, user = own(request, number)
    if actions.remove_photo(practice, user, photo):
        messages.success(request, _("The photo is taken away."))
    return redirect("practices:photos", number)


@require_POST
@login_required
def move_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """One place further to the front."""
    practice, user = own(request, number)
    actions.move_photo(practice, user, photo)
    return redirect("practices:photos", number)
