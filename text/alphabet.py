"""The letters: how the two scripts correspond, and how every letter that we may meet is spelt in ASCII.

Written once here. The SQL functions of migration 0001 hold a frozen copy; `tests/text/test_sql.py` proves that both
agree.
"""

from collections.abc import Iterable

SCRIPTS: tuple[tuple[str, str], ...] = (
    *zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True),
    ("lj", "љ"),
    ("nj", "њ"),
    ("dž", "џ"),
)
"""Latin and Cyrillic, letter by letter."""

DIGRAPH_SIGNS: dict[str, str] = {"dž": "ǆǅ", "lj": "ǉǈ", "nj": "ǌǋ"}
"""The single-sign forms of our digraphs, which old files contain."""

OURS: dict[str, str] = {"c": "čć", "s": "š", "z": "ž", "dj": "đð"}
"""Our Latin letters beyond ASCII by their plain spelling; the Icelandic ð is a đ from a wrong key or code page."""

FOREIGN: dict[str, str] = {
    "a": "áàâäãåāăąǎ",
    "c": "ĉċç",
    "d": "ď",
    "e": "éèêëēĕėęě",
    "g": "ĝğġģǧ",
    "h": "ĥħ",
    "i": "íìîïĩīĭįǐ",
    "j": "ĵ",
    "k": "ķǩ",
    "l": "ĺļľŀł",
    "n": "ñńņňŉ",
    "o": "óòôöõøōŏőǒ",
    "r": "ŕŗř",
    "s": "śŝşșß",
    "t": "ţťŧț",
    "u": "úùûüũūŭůűųǔ",
    "w": "ŵ",
    "y": "ýÿŷ",
    "z": "źżƶ",
    "ae": "æ",
    "oe": "œ",
    "th": "þ",
}
"""Latin letters of other languages by their plain spelling. `ß` counts as one s, as its readers here would type it."""

FOREIGN_CYRILLIC: dict[str, str] = {
    "dj": "ѓ",
    "dz": "ѕ",
    "c": "ќ",
    "j": "й",
    "e": "ёэєѐ",
    "i": "ыіѝ",
    "g": "ґ",
    "u": "ў",
    "ja": "я",
    "ju": "ю",
    "ji": "ї",
    "sc": "щ",
    "": "ъь",
}
"""Letters of the neighbours' Cyrillic alphabets; they are searched and sorted, never converted on a page."""

INVISIBLE = (
    *map(chr, range(0x300, 0x370)),  # combining marks: a decomposed č is c + U+030C
    "\u00ad",  # soft hyphen
    *map(chr, range(0x200B, 0x2010)),  # zero-width space, joiners, direction marks
    "\u2060",
    "\ufeff",
)
"""Signs that nobody sees or types: they vanish, they do not part words."""

ODD_CASES = {"İ": "i", "ı": "i", "ẞ": "s"}
"""Capitals whose small letter, or the other way round, is not one sign, so that no case rule gives them."""


def both_cases(letters: Iterable[str]) -> set[str]:
    """The letters, small and capital, as far as the other case is a single sign."""
    found = set(letters)
    return found | {other for letter in found for other in (letter.upper(), letter.lower()) if len(other) == 1}


def ascii_table() -> dict[str, str]:
    """Every letter that we know, in both cases, and its small ASCII spelling (`Đ` → `dj`, `Ш` → `s`)."""
    spelling: dict[str, str] = {}

    def add(sign: str, spelt: str) -> None:
        for each in both_cases(sign):
            spelling[each] = spelt

    for letter in "abcdefghijklmnopqrstuvwxyz":
        add(letter, letter)
    for group in (FOREIGN, FOREIGN_CYRILLIC, OURS, DIGRAPH_SIGNS):
        for spelt, signs in group.items():
            for sign in signs:
                add(sign, spelt.replace("ž", "z"))
    for latin, cyrillic in SCRIPTS:
        add(cyrillic, "".join(spelling[letter] for letter in latin))
    return spelling | ODD_CASES
