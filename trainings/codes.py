"""The code of a certificate: 28 letters and digits that nobody guesses, in groups that one can read out and copy by hand.

Letters that look like another one, in either script, are left out: 24 signs ** 28 is more than 2 ** 128. Most of the letters
that remain look the same in Cyrillic, so whoever types from paper need not think of the keyboard.
"""

from __future__ import annotations

import re
import secrets

SIGNS = "23456789ACDEFHJKMNPRTWXY"
LENGTH = 28
GROUP = 4
CODE = re.compile(f"[{SIGNS}]{{{LENGTH}}}")
# By their shape, as they are copied from paper; Д and Ф, which look like nothing here, by their sound.
CYRILLIC = str.maketrans("АСЕНЈКМРТХУДФ", "ACEHJKMPTXYDF")


def new_code() -> str:
    """Of a new certificate, from the system's source of randomness."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it stands on paper: `ACDE-2345-…`."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def normal(typed: str) -> str:
    """The code that somebody typed, however they parted and wrote it; empty where it cannot be one."""
    bare = re.sub(r"[\s\-–—−.]+", "", typed[:200]).upper().translate(CYRILLIC)
    return bare if CODE.fullmatch(bare) else ""
