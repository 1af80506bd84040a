"""Words from one script into the other. Every word is worked out once and remembered; pages repeat themselves."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from text.alphabet import SCRIPTS
from text.languages import Script
from text.script.spelling import KEPT_PHRASE, KEPT_WORDS, LONE, NAME, PROTECTED, ROMAN, SEAM, is_letter

_DIGRAPHS = {
    written: sign if latin[0] == written[0] else sign.upper()
    for latin, sign in SCRIPTS
    if len(latin) == 2
    for written in (latin, latin.capitalize(), latin.upper())
}
_DIGRAPHS |= {"ǆ": "џ", "ǅ": "Џ", "Ǆ": "Џ", "ǉ": "љ", "ǈ": "Љ", "Ǉ": "Љ", "ǌ": "њ", "ǋ": "Њ", "Ǌ": "Њ"}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_TO_CYRILLIC = {ord(latin): sign for latin, sign in SCRIPTS if len(latin) == 1}
_TO_CYRILLIC |= {ord(latin.upper()): sign.upper() for latin, sign in SCRIPTS if len(latin) == 1}
_TO_LATIN = {ord(sign): latin for latin, sign in SCRIPTS}
_TO_LATIN |= {ord(sign.upper()): latin.capitalize() for latin, sign in SCRIPTS}

_LATIN_LETTER = re.compile("[a-zčćžšđA-ZČĆŽŠĐǄ-ǌ]")
_CYRILLIC_LETTER = re.compile("[Ѐ-ӿ]")
_FOREIGN_LETTER = re.compile(r"[^\Wa-zčćžšđA-ZČĆŽŠĐǄ-ǌЀ-ӿ]|[qwxyQWXY]")
_PIECE = re.compile(r"\S+")
_SPECIAL = re.compile(r"[&@{%]|/|\.\w")
_WORD = re.compile(r"[^\W\d_¹²³]+(?:[\u0300-\u036f]+[^\W\d_¹²³]*)*")
_CAPITAL_DIGRAPH = re.compile("[ЉЊЏ]")
_LONG = 200


def to_cyrillic(text: str) -> str:
    """Latin letters of our languages become Cyrillic; everything else stays (see `spelling.py` for what else)."""
    if not _LATIN_LETTER.search(text):
        return text
    if "I" in text or "V" in text:
        text = LONE.sub(_lone, text)
    if KEPT_PHRASE.search(text):
        return _around(KEPT_PHRASE, text, _pieces)
    return _pieces(text)


def to_latin(text: str) -> str:
    """Cyrillic letters of our languages become Latin; addresses and the letters of other alphabets stay."""
    if not _CYRILLIC_LETTER.search(text):
        return text
    if _SPECIAL.search(text):
        return _around(PROTECTED, text, _letters_to_latin)
    return _letters_to_latin(text)


def convert(text: str, script: Script) -> str:
    """Plain text in the script that a reader wants: for mails, PDF, calendar files."""
    return to_cyrillic(text) if script == "Cyrl" else to_latin(text)


def _around(kept: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """`text` changed everywhere but where `kept` matches."""
    parts, end = [], 0
    for match in kept.finditer(text):
        parts += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, change(text[end:])])


def _lone(match: re.Match[str]) -> str:
    """What is around it is looked at in Latin, so that a text that was converted before comes out the same."""
    text, start, end, capital = match.string, match.start(), match.end(), match[0]
    before, after = map(_letters_to_latin, (text[max(0, start - 60) : start], text[end : end + 80]))
    return capital.translate(_TO_CYRILLIC) if is_letter(capital, before, after) else capital


def _pieces(text: str) -> str:
    return _PIECE.sub(lambda match: _piece(match[0]) if len(match[0]) < _LONG else _piece.__wrapped__(match[0]), text)


@lru_cache(maxsize=16384)
def _piece(piece: str) -> str:
    """What stands between two spaces: a word with its punctuation, or something that a machine reads."""
    if _SPECIAL.search(piece):
        return _around(PROTECTED, piece, _words)
    return _words(piece)


def _words(piece: str) -> str:
    return _WORD.sub(lambda match: _word(match[0]), piece)


def _word(word: str) -> str:
    """One word. A letter that is not ours makes it foreign, and foreign words are not respelt."""
    composed = unicodedata.normalize("NFC", word).replace("Ð", "Đ").replace("ð", "đ")
    if _FOREIGN_LETTER.search(composed) or composed in KEPT_WORDS:
        return word
    if ROMAN.fullmatch(composed) or NAME.fullmatch(composed):
        return word
    small = composed.lower()
    ends = [*(match.start() for match in SEAM.finditer(small)), len(composed)]
    parts, start = [], 0
    for end in ends:
        part = _DIGRAPH.sub(lambda match: _DIGRAPHS[match[0]], composed[start:end])
        parts.append(part.translate(_TO_CYRILLIC))
        start = end
    return "".join(parts)


def _letters_to_latin(text: str) -> str:
    return _CAPITAL_DIGRAPH.sub(_capital_digraph, text).translate(_TO_LATIN)


def _capital_digraph(match: re.Match[str]) -> str:
    """Љ is LJ among capitals (ЉУБИЊЕ, КОЊ) and Lj otherwise (Љубиње, Љ.)."""
    text, at = match.string, match.start()
    after, before = text[at + 1 : at + 2], text[at - 1 : at] if at else ""
    latin = _TO_LATIN[ord(match[0])]
    among_capitals = after.isupper() or (before.isupper() and not after.isalpha())
    return latin.upper() if among_capitals else latin
