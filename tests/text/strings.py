"""Strings that look for trouble: both scripts, all cases, composed and decomposed, other alphabets, signs, emoji."""

import random

from hypothesis import strategies as st

from text.alphabet import INVISIBLE, ascii_table
from text.fold import KEY_LENGTH

ALPHABET = "a b c č ć d dž đ e f g h i j k l lj m n nj o p r s š t u v z ž"
LETTERS = ALPHABET.split()
DECOMPOSED = "c\u030c C\u0301 z\u030c S\u030c s\u0301 e\u0301 ſ\u030c k\u0301 d\u030c"
CLUSTERS = "ije je ijeje dje đe lje nje opcin općin Општин dž ǅ lj nj LJ Nj"
NUMBERS = "0 1 2 10 007 123456 1234567 ٣ ²"
STRANGERS = "😀 İ ı ß ẞ ﬁ Ω 漢 ѓ я Й Ʞ \u212a"
TROUBLE = (
    *ascii_table(),
    *INVISIBLE[:8],
    *DECOMPOSED.split(),
    *CLUSTERS.split(),
    *[" ", " ", " ", "  ", "\u00a0", "\t", "\n", "-", "–", ".", "~", "'", "’", "%", "\\", "_", "&nbsp;"],
    *NUMBERS.split(),
    *STRANGERS.split(),
    "a" * (KEY_LENGTH - 1),
    "bije" * (KEY_LENGTH // 3),
)


def troublesome(count, seed):
    """So many strings made of pieces of TROUBLE and of ordinary letters; the same ones for the same seed."""
    rng = random.Random(seed)  # noqa: S311
    pieces = [*TROUBLE, *"ijedlnbrsva" * 10]
    return ["".join(rng.choices(pieces, k=rng.randint(0, 20))) for _ in range(count)]


def _cased(parts):
    """Small, with a capital (Nj), and in capitals (NJ), but for a word of one letter, which has only one kind of those."""
    small = "".join(parts)
    first = parts[0].capitalize() + "".join(parts[1:])
    return [small, first] if small in LETTERS else [small, first, small.upper()]


words = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=12).map(_cased).flatmap(st.sampled_from)
"""Words of our alphabet, as people capitalise them."""
