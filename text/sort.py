"""Order by the Bosnian alphabet: a b c č ć d dž đ e … l lj m n nj … ž, with q w x y where the world has them.

PostgreSQL here has no ICU, so names carry a key that is compared byte by byte (`COLLATE "C"`).
A key is readable: small ASCII letters, where a letter that follows another has `~` behind it (č is `c~`, ć is `c~~`),
words parted by one space, numbers filled with zeros, so that `Centar 2` stands before `Centar 10`. Case and script do
not count. Cyrillic н+ј (инјекција) sorts as nj, since in Latin nobody can tell it from њ. SQL: `text_sort_key`.
"""

import re

from text.alphabet import DIGRAPH_SIGNS, INVISIBLE, SCRIPTS, ascii_table, both_cases

_LETTERS = {"č": "c~", "ć": "c~~", "dž": "d~", "đ": "d~~", "lj": "l~", "nj": "n~", "š": "s~", "ž": "z~"}
_COMPOSED = (("[cC]\u030c", "č"), ("[cC]\u0301", "ć"), ("[sS]\u030c", "š"), ("[zZ]\u030c", "ž"))


def _table() -> dict[str, str]:
    """Every sign and what it adds to a key; the parts of digraphs and decomposed letters are joined before."""
    table = ascii_table() | dict.fromkeys(INVISIBLE, "")
    cyrillic = dict(SCRIPTS)
    signs = [(latin, latin) for latin in _LETTERS if len(latin) == 1]
    signs += [("ð", "đ")]
    signs += [(cyrillic[latin], latin) for latin in _LETTERS]
    signs += [(sign, latin) for latin, several in DIGRAPH_SIGNS.items() for sign in several]
    for sign, latin in signs:
        table |= dict.fromkeys(both_cases(sign), _LETTERS[latin])
    return table | {"~": " "}


_TABLE = str.maketrans(_table())
_COMPOSE = [(re.compile(written), letter) for written, letter in _COMPOSED]
_DIGRAPHS = (("dz~", "d~"), ("lj", "l~"), ("nj", "n~"))
_OTHER = re.compile("[^a-z0-9~]+")
_NUMBER = re.compile("[0-9]+")
_FILLED = re.compile("0*([0-9]{6,})")


def sort_key(text: str) -> str:
    """What `text` is sorted by."""
    for written, letter in _COMPOSE:
        text = written.sub(letter, text)
    key = _OTHER.sub(" ", text.translate(_TABLE)).strip(" ")
    for pair, letter in _DIGRAPHS:
        key = key.replace(pair, letter)
    return _FILLED.sub(r"\1", _NUMBER.sub(r"000000\g<0>", key))
