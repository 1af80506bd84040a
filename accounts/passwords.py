"""What makes a password too weak here: length, being like one's own address, being what people here choose."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from text.script import to_latin

MIN_LENGTH = 10
LOCAL_LIST = Path(__file__).with_name("common_passwords.txt")


class LengthValidator:
    """Ten characters or more, of any kind; nobody is made to use a digit or a capital letter."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002
        if len(password) < MIN_LENGTH:
            raise ValidationError(
                _("The password must have at least %(length)d characters. Spaces and our letters are allowed."),
                code="password_too_short",
                params={"length": MIN_LENGTH},
            )

    def get_help_text(self) -> str:
        return gettext("At least %(length)d characters. Spaces and our letters are allowed.") % {"length": MIN_LENGTH}


class LikeOwnAddressValidator:
    """Not the own e-mail address, nor most of it."""

    def validate(self, password: str, user: object = None) -> None:
        address = str(getattr(user, "email", "") or "").lower()
        name = address.partition("@")[0]
        given = password.lower()
        if address and (given in address or (len(name) >= 4 and name in given and len(given) - len(name) < 6)):
            raise ValidationError(_("The password is too much like your e-mail address."), code="password_too_similar")

    def get_help_text(self) -> str:
        return ""


@cache
def local_passwords() -> frozenset[str]:
    """The words of the list: plain ASCII, so that one line stands for every way of writing it."""
    lines = LOCAL_LIST.read_text(encoding="utf-8").split()
    return frozenset(line for line in lines if not line.startswith("#"))


def without_accents(password: str) -> str:
    """Latin lower case, `čćžšđ` as `cczsd`, no spaces: the form in which the list is kept."""
    plain = unicodedata.normalize("NFKD", to_latin(password).lower().replace("đ", "d"))
    return "".join(character for character in plain if not unicodedata.combining(character) and not character.isspace())


class LocalPasswordValidator(CommonPasswordValidator):
    """Not one that many choose: Django's list, and the words of people here, with or without digits or marks behind."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002
        plain = without_accents(password)
        stem = plain.rstrip("0123456789!?.,*-_@#$+")
        common = password.lower().strip() in self.passwords
        if common or plain in local_passwords() or (stem in local_passwords() and len(plain) - len(stem) <= 8):
            raise ValidationError(_("Many people use this password. Choose another one."), code="password_too_common")

    def get_help_text(self) -> str:
        return ""
