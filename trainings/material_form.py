"""What an editor fills in for a material: its page, and a document if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.uploads import UploadForm
from ui.texts import LineField, TextField

from .models import Material

if TYPE_CHECKING:
    from content.files.refusals import Refused

MOST_LETTERS = 12_000


class MaterialForm(UploadForm):
    """The text comes first and is required; a document goes with it."""

    when = forms.ChoiceField(
        label=gettext_lazy("When does one read it?"),
        choices=Material.When,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say when one reads it.")},
    )
    title = LineField(
        120, required=True, label=gettext_lazy("Title"), error_messages={"required": gettext_lazy("Write the title.")}
    )
    body = TextField(
        14,
        limit=MOST_LETTERS,
        required=True,
        label=gettext_lazy("Text"),
        help_text=gettext_lazy(
            "An empty line begins a paragraph, lines with a dash are a list. A link is enough as it is."
        ),
        error_messages={"required": gettext_lazy("Write what is in it: not everyone can open a file.")},
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("The same as a file, to print or fill in"),
        help_text=gettext_lazy("PDF, DOCX, XLSX or ODT, up to 12 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.odt"}),
        error_messages={
            "empty": gettext_lazy("The file has no content. Choose it once more, or send the text without it.")
        },
    )
    is_without = forms.BooleanField(required=False, label=gettext_lazy("Take the file away"))

    def __init__(
        self, data: Any = None, files: Any = None, *, material: Material | None = None, when: str | None = None
    ) -> None:
        """Of one that stands, or of a new one for that time."""
        stored = {name: getattr(material, name) for name in ("when", "title", "body")} if material else {"when": when}
        super().__init__(data, files, initial=stored)
        if material is None or material.document is None:
            del self.fields["is_without"]
        else:
            self.fields["file"].label = _("Another file instead")

    def values(self) -> dict[str, Any]:
        """Columns of the material."""
        return {name: self.cleaned_data[name] for name in ("when", "title", "body")}

    def refuse(self, refused: Refused) -> None:
        """As everywhere; but without room for the file the text is not stored either."""
        super().refuse(refused)
        if self.has_no_space:
            words = _("There is no room for the file on the server. Send the text without it, and the file tomorrow.")
            self.errors["file"] = self.error_class([words])
