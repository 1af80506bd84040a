"""Display names: cleaned, checked, and compared by how they look.

A name is stored in NFC, without characters that cannot be seen or that turn the direction of writing around.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from text.script import to_latin

MAX_LENGTH = 80

# The same ranges stand in the CHECK `profile_name_is_plain`: control characters, soft hyphen, zero-width characters,
# marks and overrides of direction, line separators, the byte order mark.
UNSEEN = r"\u0001-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
UNSEEN_CHARACTERS = re.compile(f"[\x00{UNSEEN}]")

# Letters that look like a Latin one.
LOOKS_LIKE = str.maketrans("авекмнорстухјіѕԁԛԝӏ0135", "abekmhopctyxjisdqwloles")


def tidy(name: str) -> str:
    """NFC, without unseen characters, one space between words."""
    return " ".join(UNSEEN_CHARACTERS.sub("", unicodedata.normalize("NFC", name)).split())


def validate(name: str) -> None:
    """Refuse what no tidying can mend: angle brackets, and a name that is too long or has no letter."""
    if "<" in name or ">" in name:
        raise ValidationError(_("A name cannot contain < or >."), code="brackets")
    if len(name) > MAX_LENGTH:
        raise ValidationError(_("A name can have at most %(limit)d characters."), params={"limit": MAX_LENGTH})
    if name and not any(character.isalpha() for character in name):
        raise ValidationError(_("Enter a name with at least one letter."), code="letters")


def skeletons(name: str) -> set[str]:
    """What a reader sees at a glance, as it is written and as pages in the other script show it.

    Two names with a skeleton in common can be taken for each other.
    """
    return {_skeleton(name), _skeleton(to_latin(tidy(name)))}


def _skeleton(name: str) -> str:
    plain = unicodedata.normalize("NFKD", tidy(name)).casefold().replace("đ", "d")
    letters = (character for character in plain if character.isalnum())
    return "".join(letters).translate(LOOKS_LIKE)
