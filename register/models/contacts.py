"""How local communities are reached, and what a phone number, an e-mail address and a web page look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import tracked
from .communities import Community
from .fields import LineField, LinkField


class Kind(models.TextChoices):
    ADDRESS = "adresa", _("address")
    PHONE = "telefon", _("phone")
    EMAIL = "e-posta", _("e-mail")
    WEB = "web", _("web page")
    HOURS = "vrijeme", _("office hours")


SIGN = (
    r"[^\s@,;:?&%<>()\"\\]+"  # of an e-mail address, without those by which a mailto: link would say more than to whom
)

SHAPES: Mapping[str, str] = {
    Kind.PHONE: r"^[ (]*\+?[ (]*([0-9][ +/().,-]*){3,}((lok(al)?|лок(ал)?|int|инт|ext)\.? *[0-9]{1,6})?$",
    Kind.EMAIL: rf"^{SIGN}@{SIGN}\.{SIGN}$",
    Kind.WEB: r"^https?://[^\s<>\"/]+\.[^\s<>\"]+$",
}
"""In the common language of Python and PostgreSQL; a kind that is not here may hold any line."""

STRICTER: Mapping[str, Callable[[str], None]] = {
    Kind.EMAIL: EmailValidator(),
    Kind.WEB: URLValidator(schemes=["http", "https"]),
}
"""What no expression says: how the name of a computer is built."""

WISHES: Mapping[str, Any] = {
    Kind.PHONE: _("Write a phone number in digits, for example 032 650 100 or 032 650 100 lok. 12."),
    Kind.EMAIL: _("Write a whole e-mail address, with @."),
    Kind.WEB: _("Write a whole address, for example https://www.tesanj.ba/mz."),
}


def has_shape(kind: str, value: str) -> bool:
    """True of what the database takes."""
    return kind not in SHAPES or bool(re.fullmatch(SHAPES[kind], value))


def must_suit(kind: str, value: str) -> None:
    """For whatever writes contacts: raises ValidationError with what to write instead."""
    try:
        if kind in STRICTER:
            STRICTER[kind](value)
    except ValidationError:
        raise ValidationError(WISHES[kind]) from None
    if not has_shape(kind, value):
        raise ValidationError(WISHES[kind])


@tracked(secret=["value"])
class Contact(models.Model):
    """How an MZ is reached, and who may see it. History holds that it changed, never the number itself."""

    Kind = Kind

    class Visibility(models.TextChoices):
        PUBLIC = "javno", _("everyone")
        MEMBERS = "clanovi", _("members")
        COORDINATORS = "koordinatori", _("coordinators")

    community = models.ForeignKey(Community, models.CASCADE, related_name="contacts", verbose_name=_("local community"))
    kind = LineField(_("kind"), max_length=10, choices=Kind)
    value = LineField(_("contact"), max_length=200)
    visibility = LineField(_("visible to"), max_length=12, choices=Visibility, default=Visibility.PUBLIC)
    source_url = LinkField(_("link to the source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["community", "kind", "value"],
                name="contact_once",
                violation_error_message=_("This contact is entered already."),
            ),
            models.CheckConstraint(condition=~Q(value=""), name="contact_has_value"),
            models.CheckConstraint(
                condition=Q(kind=Kind.PHONE, value__regex=SHAPES[Kind.PHONE])
                | Q(kind=Kind.EMAIL, value__regex=SHAPES[Kind.EMAIL])
                | Q(kind=Kind.WEB, value__regex=SHAPES[Kind.WEB])
                | ~Q(kind__in=[Kind.PHONE, Kind.EMAIL, Kind.WEB]),
                name="contact_suits_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self) -> None:
        """The rule of the kind, as a sentence beside the value."""
        try:
            must_suit(self.kind, self.value)
        except ValidationError as error:
            raise ValidationError({"value": error}) from None

    @property
    def link(self) -> str:
        """Where a tap on it leads; nothing where it is not what its kind says, so that no page need trust it."""
        if self.kind not in SHAPES or not has_shape(self.kind, self.value):
            return ""
        if self.kind == Kind.PHONE:
            whole = self.value.replace("(0)", "")  # +387 (0)32: the 0 is for callers from here
            first = re.split(r"[,;a-zа-я]| / |(?<=\d) ?\([\d ]+\)$", whole)[0]  # without a second one or an extension
            return "tel:" + re.sub("[^0-9+]", "", first)
        return f"mailto:{self.value}" if self.kind == Kind.EMAIL else self.value
