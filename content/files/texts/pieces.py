"""Makes words of what a file gives: tidy, and in pieces that a page of results can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

PIECE = 4_000
"""Characters; of most files a page is one piece."""

HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐\u00ad][ \t]*\n\s*(?=[a-zčćžšđа-яђјљњћџ])")
"""Where a word was divided at the end of a line."""
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ue000-\uf8ff]")
"""Signs without a shape, and those that only one font knows, such as the dots of lists."""
SCANNER = re.compile(r"(?:scanned|skenirano)\s+(?:by|with|pomoću|sa)\s+camscanner", re.IGNORECASE)
"""What a phone writes below each picture of a page: no text of the document, and the page is as silent as the others."""
SIGN = re.compile(r"[^\W_]")


def tidied(text: str) -> str:
    """One line, divided words joined. Compatibility forms are resolved, as files hold „ﬁ“ in one sign and people type two."""
    text = text.encode("utf-8", "ignore").decode()  # some files name halves of signs
    text = unicodedata.normalize("NFKC", HYPHEN.sub("", text))
    return " ".join(SCANNER.sub(" ", UNSEEN.sub("", text)).split())


def pieces_of(text: str) -> Iterator[str]:
    """Of a tidy text, each of at most `PIECE` characters, parted between words where there are any. Without a letter: none."""
    while text:
        end = len(text)
        if end > PIECE:
            end = text.rfind(" ", 0, PIECE + 1)
            end = PIECE if end <= 0 else end
        piece, text = text[:end].strip(), text[end:].lstrip()
        if SIGN.search(piece):
            yield piece
