"""Why a file was not taken: one word for programs, one sentence for people that says what to do next."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Reason = Literal[
    "animated",
    "archive_bomb",
    "broken",
    "empty",
    "macros",
    "no_space",
    "not_a_document",
    "not_a_picture",
    "too_big",
    "too_many_pixels",
]


class Subject(Enum):
    """What the sentence speaks of."""

    PHOTO = "photo"
    FILE = "file"


SENTENCES: dict[Subject, dict[Reason, _StrPromise]] = {
    Subject.PHOTO: {
        "animated": _("The picture moves. Choose one that stands still, or send the text without it."),
        "broken": _("The photo is damaged and cannot be opened. Choose another one, or send the text without it."),
        "empty": _("The photo has no content. Choose it once more, or send the text without it."),
        "no_space": _("The photo was not saved, the text was. There is no room on the server; try again tomorrow."),
        "not_a_picture": _("This is not a photo that we can show. Choose a JPEG, PNG or WebP picture."),
        "too_big": _("The photo is larger than 12 MB. Choose a smaller one, or send the text without it."),
        "too_many_pixels": _(
            "The photo has more than 40 million pixels. Choose a smaller one, or send the text without it."
        ),
    },
    Subject.FILE: {
        "archive_bomb": _("The file grows beyond measure when it is opened. Save it as PDF and attach that."),
        "broken": _("The file is damaged and cannot be opened. Save it once more, or send the text without it."),
        "empty": _("The file has no content. Choose it once more, or send the text without it."),
        "macros": _("The file contains macros, which can do harm. Save it without them, or as PDF, and attach that."),
        "no_space": _("The file was not saved, the text was. There is no room on the server; try again tomorrow."),
        "not_a_document": _("This is not a file that we take. Attach a PDF, DOCX, XLSX or ODT file, or a photo."),
        "too_big": _("The file is larger than 12 MB. Choose a smaller one, or send the text without it."),
    },
}


class Refused(ValueError):  # noqa: N818 - it is what happened; nothing went wrong
    """A file was not taken. `reason` is for tests and logs, `sentence` for the page, in the reader's language."""

    def __init__(self, reason: Reason, subject: Subject) -> None:
        super().__init__(f"{subject.value}: {reason}")
        self.reason: Reason = reason
        self.sentence = SENTENCES[subject][reason]
