"""The pages by which what somebody wrote gets pictures and files: added one by one, put in order by buttons, taken away.

A room names them `photos`, `attach`, `detach`, `remove_photo` and `move_photo` among its addresses, and has a template
`photos.html` that extends `content/illustrating.html`.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from content.drafts import asked_to_sign_in, sent
from content.models.attachments import MOST as MOST_FILES
from content.models.photos import MOST
from content.uploads import AttachmentForm, PhotoForm

from . import attaching, picturing, uploading

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from content.models import Entry

    View = Callable[..., HttpResponse]
    Found = Callable[[HttpRequest, int], tuple[Any, User]]
    Way = Callable[[Any], list[tuple[str, str | None]]]


class Pages(NamedTuple):
    """The views of one room."""

    photos: View
    attach: View
    detach: View
    remove_photo: View
    move_photo: View


def pages_of(room: str, found: Found, way: Way) -> Pages:
    """Of the entries that `found` gives with whoever acts on them: 404 for what one may not know of, 403 for what one may
    not illustrate. `way` leads to the entry.
    """

    def page(request: HttpRequest, entry: Entry, form: PhotoForm, file_form: AttachmentForm) -> HttpResponse:
        pictures, files = entry.photos.all(), entry.attachments.all()
        context = {
            "entry": entry,
            "room": room,
            "form": form,
            "photos": pictures,
            "full": len(pictures) >= MOST,
            "file_form": file_form,
            "attachments": files,
            "files_full": len(files) >= MOST_FILES,
            "crumbs": [*way(entry), (_("Pictures and files"), None)],
        }
        status = HTTPStatus.INSUFFICIENT_STORAGE if form.has_no_space or file_form.has_no_space else HTTPStatus.OK
        return render(request, f"{room}/photos.html", context, status=status)

    @require_http_methods(["GET", "POST"])
    @asked_to_sign_in
    def photos(request: HttpRequest, number: int) -> HttpResponse:
        """The pictures and files there are, and a form for one more. What is refused says why, and the words stay."""
        entry, user = found(request, number)
        form = PhotoForm(sent(request), request.FILES or None)
        if request.method == "POST" and form.is_valid() and (added := uploading.add_photo(entry, user, form)):
            messages.success(request, uploading.WAITS if added.waits else _("The picture is saved."))
            return redirect(f"{room}:photos", number)
        return page(request, entry, form, AttachmentForm(prefix="a"))

    @require_POST
    @login_required
    def attach(request: HttpRequest, number: int) -> HttpResponse:
        """One more file, to be downloaded by readers."""
        entry, user = found(request, number)
        form = AttachmentForm(request.POST, request.FILES, prefix="a")
        if form.is_valid() and (added := uploading.attach(entry, user, form)):
            messages.success(request, uploading.WAITS if added.waits else _("The file is saved."))
            return redirect(f"{room}:photos", number)
        return page(request, entry, PhotoForm(), form)

    @require_POST
    @login_required
    def detach(request: HttpRequest, number: int, attachment: int) -> HttpResponse:
        """Take a file away."""
        entry, user = found(request, number)
        if attaching.detach(entry, user, attachment):
            messages.success(request, _("The file is taken away."))
        return redirect(f"{room}:photos", number)

    @require_POST
    @login_required
    def remove_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
        """Take a picture away."""
        entry, user = found(request, number)
        if picturing.remove_photo(entry, user, photo):
            messages.success(request, _("The picture is taken away."))
        return redirect(f"{room}:photos", number)

    @require_POST
    @login_required
    def move_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
        """One place further to the front."""
        entry, user = found(request, number)
        picturing.move_photo(entry, user, photo)
        return redirect(f"{room}:photos", number)

    return Pages(photos, attach, detach, remove_photo, move_photo)
