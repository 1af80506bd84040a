"""A photo or a file from its form to what somebody wrote; what is refused is said beside the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.files.refusals import Refused

from . import attaching, picturing

if TYPE_CHECKING:
    from accounts.models import User
    from content.models import Attachment, Entry, Photo
    from content.uploads import AttachmentForm, PhotoForm

WAITS = gettext_lazy("Sent. Readers see it as soon as a moderator has looked at it.")


def add_photo(entry: Entry, user: User, form: PhotoForm) -> Photo | None:
    """The photo of a valid form; None where it is refused, and the form says why."""
    data = form.cleaned_data
    try:
        return picturing.add_photo(entry, user, data["file"], data["alt"], data["people"])
    except Refused as refused:
        form.refuse(refused)
    except picturing.Full:
        form.add_error("file", _("There are twelve photos already. Take one away first."))
    return None


def attach(entry: Entry, user: User, form: AttachmentForm) -> Attachment | None:
    """The file of a valid form; None where it is refused, and the form says why."""
    file = form.cleaned_data["file"]
    try:
        return attaching.attach(entry, user, file, file.name or "", form.cleaned_data["title"])
    except Refused as refused:
        form.refuse(refused)
    except attaching.Full:
        form.add_error("file", _("There are eight files already. Take one away first."))
    return None
