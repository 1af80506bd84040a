"""Forms that add one photo or one file to what somebody wrote."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.texts import LineField

from .files.refusals import Refused
from .models import Photo


class UploadForm(forms.Form):
    """Of one file, which may be refused only when it is looked at."""

    has_no_space = False

    def refuse(self, refused: Refused) -> None:
        """Say why beside the field."""
        self.has_no_space = refused.reason == "no_space"
        self.add_error("file", str(refused.sentence))


class PhotoForm(UploadForm):
    """One photo with words for who cannot see it, and the consent of the people in it."""

    file = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, up to 12 MB. Place and owner, which phones write into photos, are removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Choose a photo."),
            "empty": _("The photo has no content. Choose it once more, or send the text without it."),
        },
    )
    alt = LineField(
        160,
        required=True,
        label=_("What can be seen?"),
        help_text=_("For those who cannot see it, for example: six people pour concrete for a lamp post."),
        error_messages={"required": _("Write in a few words what can be seen.")},
    )
    people = forms.ChoiceField(
        label=_("People in the photo"),
        choices=Photo.People,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the people in the photo have agreed.")},
    )


class AttachmentForm(UploadForm):
    """One file, and what it is."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, DOCX, XLSX or ODT, up to 12 MB: a decision, a plan, a bill of quantities."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.odt"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file has no content. Choose it once more, or send the text without it."),
        },
    )
    title = LineField(120, label=_("What is it?"), help_text=_("For example: the decision of the council."))
