"""Pictures and files of a document: who may add them, and the way there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.illustrating import pages_of

from ..policy import can_illustrate
from .writing import found

photos, attach, detach, remove_photo, move_photo = pages_of(
    "library",
    lambda request, number: found(request, number, can_illustrate),
    lambda document: [(_("Library"), reverse("library:index")), (document.title, document.get_absolute_url())],
)
