"""What an editor fills in for a document, a version of it, what touches it; a coordinator for an adopted model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.policy import holders_of
from content.models import Attachment, Theme
from register.models import Canton, Entity, LegalAct, Municipality, Organisation
from register.models.fields import LinkField
from register.scoping import COUNTRY, scope_of, value_of
from ui.partial_dates import PartialDateField
from ui.texts import LineField, TextField

from .models import Document, Touch, Version
from .models.acts import MOST_LETTERS

if TYPE_CHECKING:
    from accounts.models import User

MOST_THEMES = 3
PLAIN = ("title", "type", "lead", "body", "issuer", "gazette", "year", "issued", "video_url", "source", "source_url")
LENGTH = re.compile(r"^(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)$")
FIRST_NAME = gettext_lazy("Basic text")
AUDIENCES = [
    (Document.Audience.PUBLIC, gettext_lazy("everyone")),
    (Document.Audience.ORGANISATION, gettext_lazy("members of the network alone")),
]


class DocumentForm(forms.Form):
    """What it is, what it says in plain words, then the facts."""

    type = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=[("", "—"), *Document.Type.choices],
        error_messages={"required": gettext_lazy("Say what it is.")},
    )  # fmt: skip
    title = LineField(
        120, required=True, label=gettext_lazy("Title"), error_messages={"required": gettext_lazy("Write the title.")}
    )
    lead = LineField(
        300, label=gettext_lazy("In one sentence"), help_text=gettext_lazy("It stands in the list below the title.")
    )
    body = TextField(
        10,
        limit=6_000,
        label=gettext_lazy("What does it say, in plain words?"),
        help_text=gettext_lazy("So that nobody must download it to know. Of a video: what one sees and hears in it."),
    )
    text = TextField(
        12,
        limit=MOST_LETTERS,
        label=gettext_lazy("The text itself"),
        help_text=gettext_lazy("Read on a phone, it beats every file. You can add it later, and files after saving."),
    )
    video_url = LinkField(max_length=500, blank=True).formfield(label=gettext_lazy("Link to the video"))
    length = forms.CharField(
        label=gettext_lazy("Length of the video"),
        required=False,
        max_length=8,
        help_text=gettext_lazy("Minutes and seconds, for example 4:05."),
    )
    issuer = LineField(200, label=gettext_lazy("Who issued it?"))
    gazette = LineField(
        200,
        label=gettext_lazy("Official gazette"),
        help_text=gettext_lazy("Name and number, for example: Službeni glasnik RS 97/16."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=1945, max_value=2100
    )  # fmt: skip
    issued = PartialDateField(label=gettext_lazy("Day of issue"))
    scope = forms.ChoiceField(label=gettext_lazy("Where does it hold?"))
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("One to three themes."),
    )
    source = LineField(300, label=gettext_lazy("Where is it from?"))
    source_url = LinkField(max_length=500, blank=True).formfield(label=gettext_lazy("Link to the source"))
    kept_for = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("For whom do you keep it?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Say for whom you keep it.")},
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who reads it?"), choices=AUDIENCES, widget=forms.RadioSelect, initial="public"
    )

    def __init__(
        self, data: Any = None, *, user: User, document: Document | None = None, is_draft: bool = False
    ) -> None:
        """Of a document that stands, or of a new one. What is only kept as a draft needs no more than its title."""
        held = holders_of(user)
        first = {"kept_for": held[0].pk if held else None, "scope": COUNTRY}
        super().__init__(data, initial=_stored(document) if document else first)
        fields: Any = self.fields
        fields["kept_for"].queryset = Organisation.objects.filter(pk__in=[one.pk for one in held]).order_by("name")
        fields["themes"].queryset = Theme.objects.all()
        fields["scope"].choices = _scopes()
        fields["body"].required = not is_draft
        fields["body"].error_messages["required"] = _("Say in plain words what it says.")
        if not any(one.kind == Organisation.Kind.NETWORK for one in held):
            del fields["audience"]
        if document is not None:
            del fields["text"]
            if document.act_id:  # what rests on it as an act does not become a brochure
                fields["type"].choices = [one for one in Document.Type.choices if one[0] in Document.OF_THE_REGISTER]
            else:
                fields["type"].choices = [
                    one for one in Document.Type.choices if one[0] not in Document.OF_THE_REGISTER
                ]
            if document.published is not None:
                fields.pop("audience", None)
                del fields["kept_for"]

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Choose at most three themes."))
        return themes

    def clean_length(self) -> int | None:
        typed = self.cleaned_data["length"].strip()
        if not typed:
            return None
        if not (match := LENGTH.match(typed)):
            raise ValidationError(_("Write minutes and seconds, for example 4:05."))
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + seconds or None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_video = data.get("type") == Document.Type.VIDEO
        if is_video and not data.get("video_url") and "video_url" not in self.errors:
            self.add_error("video_url", _("Write where the video is."))
        if not is_video and data.get("video_url"):
            self.add_error("video_url", _("Only a video has this link."))
        kept_for = data.get("kept_for")
        if data.get("audience") == Document.Audience.ORGANISATION and kept_for and not _is_network(kept_for):
            self.add_error("audience", _("Only a network has members who read alone."))
        return data

    def values(self) -> dict[str, Any]:
        """Columns of the document."""
        data = self.cleaned_data
        return (
            {name: data[name] for name in PLAIN}
            | scope_of(data["scope"])
            | {
                "seconds": data["length"] if data["type"] == Document.Type.VIDEO else None,
                "kept_for": data.get("kept_for"),
                "audience": data.get("audience") or Document.Audience.PUBLIC,
            }
        )


def _is_network(organisation: Organisation) -> bool:
    return bool(organisation.kind == Organisation.Kind.NETWORK)


def _scopes() -> list[Any]:
    towns = Municipality.objects.with_places().in_order()
    return [
        (COUNTRY, _("All of Bosnia and Herzegovina")),
        (_("Entities and the district"), [(f"e{one.pk}", one.name) for one in Entity.objects.order_by("position")]),
        (_("Cantons"), [(f"k{one.pk}", one.name) for one in Canton.objects.order_by("number")]),
        (_("Municipalities and cities"), [(f"m{one.pk}", one.full_name) for one in towns]),
    ]


def _stored(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in (*PLAIN, "audience")} | {
        "scope": value_of(document),
        "length": document.length,
        "kept_for": document.kept_for_id,
        "themes": list(document.themes.values_list("pk", flat=True)),
    }


class StateForm(forms.Form):
    """What the register is to say of an act."""

    state = forms.ChoiceField(
        label=gettext_lazy("Is it in force?"),
        widget=forms.RadioSelect,
        choices=[one for one in LegalAct.State.choices if one[0] != LegalAct.State.NO_ACT],
    )
    note = LineField(
        300, label=gettext_lazy("In a few words"), help_text=gettext_lazy("For example: repealed by the law of 2026.")
    )

    def __init__(self, data: Any = None, *, document: Document) -> None:
        assert document.act is not None  # noqa: S101 - the view asks first
        super().__init__(data, initial={"state": document.act.state, "note": document.act.note})


class VersionForm(forms.Form):
    """Another version, or the newest one in other words."""

    name = LineField(
        120,
        required=True,
        label=gettext_lazy("Name of the version"),
        help_text=gettext_lazy("For example: basic text, with changes 36/19."),
        error_messages={"required": gettext_lazy("Give the version a name.")},
    )
    holds_from = PartialDateField(label=gettext_lazy("In force from"), may_come=True)
    changed = TextField(
        4,
        limit=2_000,
        label=gettext_lazy("What changed, in plain words?"),
        help_text=gettext_lazy("Whoever follows the document is told."),
    )
    text = TextField(
        24,
        limit=MOST_LETTERS,
        label=gettext_lazy("Text"),
        help_text=gettext_lazy(
            "A line with nothing but the number of an article begins it, and a link can lead there."
        ),
    )
    file = forms.ModelChoiceField(
        Attachment.objects.none(), label=gettext_lazy("File"), required=False, empty_label=gettext_lazy("no file"),
        help_text=gettext_lazy("One of those that were added to the document."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, document: Document, version: Version | None = None) -> None:
        names = ("name", "holds_from", "changed", "text")
        stored = {name: getattr(version, name) for name in names} | {"file": version.file_id} if version else {}
        first = {} if document.versions.exists() else {"name": FIRST_NAME}
        super().__init__(data, initial=stored or first)
        fields: Any = self.fields
        fields["file"].queryset = document.attachments.shown()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("text") and not data.get("file") and "text" not in self.errors:
            self.add_error("text", _("Paste the text, or choose a file."))
        return data


class AnotherField(forms.CharField):
    """Another document by its address or its number; becomes the number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Copy the address of its page."))
        super().__init__(max_length=500, **kwargs)

    def clean(self, value: Any) -> int:
        typed = str(super().clean(value)).strip()
        match = re.search(r"(?:^|/)(\d{1,12})(?:-|/|$)", typed)
        if match is None:
            raise ValidationError(_("Write the address of its page."))
        return int(match[1])


class TouchForm(forms.Form):
    """Which act touched this one, and how."""

    later = AnotherField(label=gettext_lazy("By which act?"))
    how = forms.ChoiceField(label=gettext_lazy("What does it do?"), choices=Touch.How, widget=forms.RadioSelect)
    note = LineField(200, label=gettext_lazy("In a few words"))


class RestForm(forms.Form):
    """What rests on this document."""

    entry = AnotherField(label=gettext_lazy("Which practice, training or lesson?"))


class AdoptedForm(forms.Form):
    """Who adopted a model."""

    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=gettext_lazy("Municipality or city"))
    day = PartialDateField(label=pgettext_lazy("a model was", "Adopted on"))
    source_url = LinkField(max_length=500, blank=True).formfield(label=gettext_lazy("Link to their decision"))
    note = LineField(200, label=gettext_lazy("In a few words"))

    def __init__(self, data: Any = None, *, own: list[Municipality]) -> None:
        """Of their `own` municipalities; without any, of all."""
        super().__init__(data)
        rows = Municipality.objects.with_places().in_order()
        fields: Any = self.fields
        fields["municipality"].queryset = rows.filter(pk__in=[one.pk for one in own]) if own else rows
        fields["municipality"].label_from_instance = lambda one: one.full_name
        if len(own) == 1:
            self.initial["municipality"] = own[0].pk
