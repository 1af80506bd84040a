"""The languages of the site: what Django and HTML call them, what they call themselves, in which script they are."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import get_language

Script = Literal["Latn", "Cyrl"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface."""

    code: str
    """As in Django and in the address: `sr-latn`."""
    tag: str
    """As in `<html lang>` and `hreflang`: `sr-Latn`."""
    label: str
    """Its own name in its own script, which is never converted."""
    script: Script


LANGUAGES: tuple[Language, ...] = (
    Language("bs", "bs", "bosanski", "Latn"),
    Language("hr", "hr", "hrvatski", "Latn"),
    Language("sr-latn", "sr-Latn", "srpski", "Latn"),
    Language("sr", "sr-Cyrl", "српски", "Cyrl"),
    Language("en", "en", "English", "Latn"),
)
DEFAULT = LANGUAGES[0]
_BY_CODE = {language.code: language for language in LANGUAGES}


def find(code: str | None) -> Language:
    """The language that Django calls `code`; the default one for anything that is not ours."""
    return _BY_CODE.get((code or "").lower(), DEFAULT)


def current() -> Language:
    """The language that is active in this thread."""
    return find(get_language())


def html_tag(code: str | None) -> str:
    """What stands in `<html lang>` for a language code: `sr` gives `sr-Cyrl`."""
    return find(code).tag


def script_of(code: str | None) -> Script:
    """The script of a language code: `Cyrl` for Serbian, `Latn` for the others."""
    return find(code).script
