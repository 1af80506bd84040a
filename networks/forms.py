"""What people fill in who join a network, and those who answer for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from register.models import Municipality
from register.models.fields import tidy_line
from ui.texts import LineField, TextField

from .models import Card, Network, Topic
from .models.members import SKILLS, WORDS
from .models.network import PURPOSE, YEARS

if TYPE_CHECKING:
    from accounts.models import User

MOST_ADDRESSES = 60
MOST_TOPICS = 24
LISTED = 5  # addresses that a message names
WHY = gettext_lazy("Write why: the person reads it.")


class CardForm(forms.Form):
    """What a member says of themselves; of somebody who asks to join also why."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), required=False, label=gettext_lazy("Municipality"),
        empty_label=gettext_lazy("Not said"),
    )  # fmt: skip
    function = LineField(
        120, label=gettext_lazy("What do you do there?"),
        help_text=gettext_lazy("For example: coordinator for local communities."),
    )  # fmt: skip
    skills = TextField(
        3, limit=SKILLS, label=gettext_lazy("What do you know that others may ask you about?"),
        help_text=gettext_lazy("For example: property of local communities, forums, statutes. Members search it."),
    )  # fmt: skip
    words = TextField(3, limit=WORDS, label=gettext_lazy("A word to the coordinator"))
    shows_name = forms.BooleanField(
        required=False, label=gettext_lazy("My name may stand on the public page of the network"),
        help_text=gettext_lazy("Members see it in any case. You can change this at any time."),
    )  # fmt: skip

    def __init__(self, data: Any, network: Network, user: User, *, asks: bool = False) -> None:
        held = Card.objects.filter(network=network, person=user).first()
        names = [m.name_since for m in user.active_mandates if m.organisation_id == network.pk]
        stored = {
            "municipality": held.municipality_id if held else user.profile.municipality_id,
            "function": held.function if held else "",
            "skills": held.skills if held else "",
            "shows_name": any(names),
        }
        super().__init__(data, initial=stored)
        places = Municipality.objects.base_units().select_related("type", "entity").in_order()
        self.fields["municipality"].queryset = places  # type: ignore[attr-defined]
        if not asks:
            del self.fields["words"]

    def card(self) -> dict[str, Any]:
        """Columns of the card."""
        return {name: self.cleaned_data[name] for name in ("municipality", "function", "skills")}


class ReasonForm(forms.Form):
    """Why somebody is not taken in, or taken off the list."""

    reason = TextField(3, limit=WORDS, required=True, label=gettext_lazy("Why?"), error_messages={"required": WHY})


class InviteForm(forms.Form):
    """To whom invitations go: addresses as they are copied from a letter or a table."""

    addresses = TextField(
        5, limit=MOST_ADDRESSES * 80, required=True, label=gettext_lazy("E-mail addresses"),
        help_text=gettext_lazy("One below the other, or with commas between them."),
        error_messages={"required": gettext_lazy("Write at least one address.")},
    )  # fmt: skip
    words = TextField(
        4, limit=WORDS, label=gettext_lazy("A word of yours"),
        help_text=gettext_lazy("It stands in the mail, with your name and what the network is for."),
    )  # fmt: skip

    def clean_addresses(self) -> list[str]:
        found = [one.strip(".<>()\"'").lower() for one in re.split(r"[\s,;]+", self.cleaned_data["addresses"])]
        found = list(dict.fromkeys(one for one in found if "@" in one or one.count(".") > 0))
        wrong = [one for one in found if not _is_address(one)]
        if wrong or not found:
            text = _("This is no e-mail address: %(words)s.")
            raise ValidationError(text % {"words": ", ".join(wrong[:LISTED]) or self.cleaned_data["addresses"][:80]})
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("Send at most %(number)s invitations at once.") % {"number": MOST_ADDRESSES})
        return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


class NetworkForm(forms.Form):
    """What the page of a network says, and how one joins."""

    purpose = TextField(
        8, limit=PURPOSE, label=gettext_lazy("What is the network for?"),
        help_text=gettext_lazy("Who meets here, on what, and what comes of it."),
    )  # fmt: skip
    area = LineField(120, label=gettext_lazy("Area"), help_text=gettext_lazy("For example: all of Republika Srpska."))
    joining = forms.ChoiceField(
        choices=Network.Joining.choices, widget=forms.RadioSelect, label=gettext_lazy("How does one join?")
    )

    def __init__(self, data: Any, network: Network) -> None:
        super().__init__(data, initial={name: getattr(network, name) for name in self.base_fields})


class ProgrammeForm(forms.Form):
    """The topics of a year, one on each line: `March: property of local communities`."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"), min_value=YEARS[0], max_value=YEARS[1],
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Write a year, for example 2027.")
        ),
    )  # fmt: skip
    topics = TextField(
        10, limit=MOST_TOPICS * 240, label=gettext_lazy("Topics"),
        help_text=gettext_lazy("Each on its own line, the time first: “March: property of local communities”."),
    )  # fmt: skip

    def __init__(self, data: Any, network: Network, year: int | None = None) -> None:
        year = year or timezone.localdate().year
        rows = network.topics.filter(year=year)
        text = "\n".join(f"{one.planned}: {one.title}" if one.planned else one.title for one in rows)
        super().__init__(data, initial={"year": year, "topics": text})

    def clean_topics(self) -> list[tuple[str, str]]:
        rows = [_topic(line) for line in self.cleaned_data["topics"].splitlines() if line.strip(" -–•\t")]
        if len(rows) > MOST_TOPICS:
            raise ValidationError(_("Write at most %(number)s topics.") % {"number": MOST_TOPICS})
        longest = Topic._meta.get_field("title").max_length or 0
        if long := [title for _planned, title in rows if len(title) > longest]:
            text = ngettext(
                "A topic may have %(number)s character: “%(topic)s …”",
                "A topic may have %(number)s characters: “%(topic)s …”",
                longest,
            )
            raise ValidationError(text % {"number": longest, "topic": long[0][:60]})
        return rows


def _topic(line: str) -> tuple[str, str]:
    """When, and what. A colon far into the line belongs to the topic."""
    planned, colon, title = line.strip(" -–•\t").partition(":")
    if colon and title.strip() and len(planned) <= 60 and len(planned.split()) <= 4:
        return tidy_line(planned), tidy_line(title)
    return "", tidy_line(line.strip(" -–•\t"))
