"""Search that forgives: one folded form for everything that people write for the same word, and room for one slip.

Three forms of a text, each with an SQL twin of the same name (`text_plain`, `text_fold`; migration 0001):

- `plain`: ASCII small letters and digits in words parted by one space. Cyrillic becomes Latin, marks fall off,
  đ, ђ and dj are `dj`, dž and џ are `dz`.
- `fold`: plain, and further blind to what differs between the standards: `ije` and `je` after a consonant become `e`
  (mlijeko = mleko, savjet = savet), `opcin…` becomes `opstin…`. Only inside a word: endings such as `Marije` stay.
  Names that differ in nothing else fold together (Bijela, Bela); no two of the register do. It would be a matter of
  rank, since an exact name goes first.
- words for the index, `search_keys` below.

**đ written as d.** Many people type `gradani` for `građani`. The folded form keeps `dj`, so that it stays readable and
slugs agree with it, and the keys of a word that holds `dj` stand in the index once more with `d` alone.

**How a query is built.** A row has a generated column `search_keys = text_search_keys(name)` with a GIN index.
For each word that was typed, `query_keys(word)` gives the key of the beginning of a word, and the keys of a slip:

    rows = Model.objects.all()
    for word in plain(query).split():
        prefix, slips = query_keys(word)
        found = Q(search_keys__contains=[prefix])
        if slips:
            found |= Q(search_keys__overlap=slips) & Q(HasSlip("name", Value(word)))
        rows = rows.filter(found)

`HasSlip` (`text.functions`, SQL `text_has_slip`) looks at the candidates once more, because sharing a slip key is
necessary, not sufficient. Give the words of `plain`, not of `fold`: a slip inside `ije` must not be folded away.
Order: `sort_key` equal to that of the query first, then `fold` equal, then rows that match by beginnings, then slips.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from text.alphabet import INVISIBLE, ascii_table

_PLAIN = str.maketrans(ascii_table() | dict.fromkeys(INVISIBLE, ""))
_WORD = re.compile("[a-z0-9]+")
_FOLDS = (
    (re.compile("(?<=[bcdfghklmnprstvz])ije(?=[a-z])"), "e"),
    (re.compile("(?<=[bcdlmnprstvz])je(?=[a-z])"), "e"),
    (re.compile("(?<![a-z0-9])opcin"), "opstin"),
)
_NARROW = (("dj", "d"), ("lj", "l"), ("nj", "n"), ("dz", "z"))

KEY_LENGTH = 32
"""Letters of a word that count for the index; more would let one absurd word fill it."""


def plain(text: str) -> str:
    """ASCII words of small letters and digits, parted by single spaces. SQL: `text_plain`."""
    return " ".join(_WORD.findall(text.translate(_PLAIN)))


def fold(text: str) -> str:
    """The form in which texts are compared for search. SQL: `text_fold`."""
    folded = plain(text)
    for pattern, spelt in _FOLDS:
        folded = pattern.sub(spelt, folded)
    return folded


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return fold(text).split()


def _narrow(word: str) -> str:
    """One letter for each of đ lj nj dž, so that a slip in one of them is still one slip."""
    for digraph, letter in _NARROW:
        word = word.replace(digraph, letter)
    return word


def _shapes(text: str) -> set[str]:
    """Every word of the text as it is written and as it is folded."""
    return {word[:KEY_LENGTH] for word in f"{plain(text)} {fold(text)}".split()}


@lru_cache(maxsize=4096)
def _slip_shapes(text: str) -> frozenset[str]:
    """The shapes in which slips are looked for: numbers have none, short words too many neighbours."""
    shapes = _shapes(text)
    shapes |= {_narrow(shape) for shape in shapes}
    return frozenset(shape for shape in shapes if shape.isalpha())


def _deletions(word: str) -> set[str]:
    """The word, and the word without each one of its letters."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def search_keys(text: str) -> list[str]:
    """The keys under which a text is found, sorted. SQL: `text_search_keys`.

    `p:` and each beginning of two letters or more (a word of one letter as it is); `d:` and each word of four letters
    or more, whole and with one letter left out. Words one slip apart always share a `d:` key.
    """
    shapes = _shapes(text)
    shapes |= {shape.replace("dj", "d") for shape in shapes}
    keys = {f"p:{shape[:n]}" for shape in shapes for n in range(min(2, len(shape)), len(shape) + 1)}
    keys |= {f"d:{key}" for shape in _slip_shapes(text) if len(shape) >= 4 for key in _deletions(shape)}
    return sorted(keys)


@lru_cache(maxsize=1024)
def query_keys(word: str) -> tuple[str, list[str]]:
    """For one word as typed: the key of words that begin with it, and the keys that a word one slip apart may have.

    Five letters or more forgive any slip. Four forgive a missing one (`Tzla`), because the word that was meant has
    five; fewer forgive none, and the second part is empty.
    """
    typed = plain(word)
    slips: AbstractSet[str] = frozenset()
    if len(typed) >= 5:
        slips = {key for shape in _slip_shapes(word) if len(shape) >= 4 for key in _deletions(shape)}
    elif len(typed) == 4:
        slips = _slip_shapes(word)
    return f"p:{fold(word)[:KEY_LENGTH]}", sorted(f"d:{key}" for key in slips)


def one_slip(a: str, b: str) -> bool:
    """Equal, or apart by one wrong, missing, extra or swapped letter. SQL: `text_one_slip`."""
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < len(a) and i < len(b) and a[i] == b[i]:
        i += 1
    swapped = a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
    return a[i + 1 :] == b[i + 1 :] or a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :] or swapped


def has_slip(text: str, word: str) -> bool:
    """True where some word of `text` is `word`, give or take one slip. SQL: `text_has_slip`."""
    return any(one_slip(a, b) for a in _slip_shapes(text) for b in _slip_shapes(word))
