"""What people write, as HTML: paragraphs, lists and links, recognised in plain text. The one function for pages and previews.

Texts are stored as they were written. Everything is escaped first, and nh3 has the last word about what comes out, so
that nothing a person types can be more than the few elements named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from text.mentions import called

Names = tuple[tuple[str, str], ...]
"""Pages of people whom a text names, by the name as `text.mentions` compares it."""

TAGS = {"p", "br", "ul", "ol", "li", "a"}
ATTRIBUTES = {"a": {"href", "rel", "translate"}, "ol": {"start"}}
SCHEMES = {"http", "https"}
REL = "nofollow ugc noopener"
SHOWN = 50
"""So many letters of a long address are shown."""

BULLET = re.compile(r"^\s*[-*•–]\s+(?P<text>.+)$")
NUMBER = re.compile(r"^\s*(?P<number>\d{1,3})[.)]\s+(?P<text>.+)$")
# Blanks, quotes and angle brackets end an address; so do the marks that end the sentence around it.
LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)
SENTENCE_END = ".,;:!?…"
LEAST_LIST = 2
"""One line that begins with a number may be a date; two lines are a list."""


@lru_cache(maxsize=512)
def written(text: str, names: Names = ()) -> SafeString:
    """`text` as safe HTML. An empty line begins a paragraph; lines with dashes or numbers are lists; addresses are links.

    So is `@Ime Prezime` where the name is among `names`, as it was typed.
    """
    html = "".join(_blocks(text.replace("\r\n", "\n").replace("\r", "\n"), dict(names)))
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None))  # noqa: S308


def _blocks(text: str, names: dict[str, str]) -> Iterator[str]:
    for kind, group in groupby(text.split("\n"), key=_kind):
        lines = list(group)
        if kind == "bullet" and len(lines) >= LEAST_LIST:
            yield f"<ul>{''.join(_item(line, names) for line in lines)}</ul>"
        elif kind == "number" and len(lines) >= LEAST_LIST:
            items = "".join(_item(line, names) for line in lines)
            yield f'<ol start="{int(lines[0].split(".")[0].split(")")[0])}">{items}</ol>'
        elif kind != "blank":
            yield f"<p>{'<br>'.join(_linked(line.strip(), names) for line in lines)}</p>"


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if BULLET.match(line):
        return "bullet"
    return "number" if NUMBER.match(line) else "text"


def _item(line: str, names: dict[str, str]) -> str:
    match = BULLET.match(line) or NUMBER.match(line)
    return f"<li>{_linked(match['text'].strip(), names)}</li>" if match else ""


def _linked(line: str, names: dict[str, str]) -> str:
    """Escaped, with its addresses and the people it names as links."""
    parts, end = [], 0
    for match in LINK.finditer(line):
        address = _without_end(match[0])
        parts += [_named(line[end : match.start()], names), _link(address)]
        end = match.start() + len(address)
    return "".join([*parts, _named(line[end:], names)])


def _named(words: str, names: dict[str, str]) -> str:
    """Escaped, with the people it names as links."""
    parts, end = [], 0
    for start, beginnings in called(words) if names else ():
        if start >= end and (one := next((one for one in beginnings if one.name in names), None)):
            link = f'<a href="{escape(names[one.name])}">{escape(words[start : one.end])}</a>'
            parts += [escape(words[end:start]), link]
            end = one.end
    return "".join([*parts, escape(words[end:])])


def _without_end(address: str) -> str:
    """Without what belongs to the sentence: its full stop, and a bracket that the address did not open."""
    while address and (address[-1] in SENTENCE_END or (address[-1] == ")" and address.count(")") > address.count("("))):
        address = address[:-1]
    return address


def _link(address: str) -> str:
    href = address if "://" in address else f"https://{address}"
    shown = re.sub(r"^https?://(www\.)?", "", address, flags=re.IGNORECASE).rstrip("/") or address
    shown = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
    return f'<a href="{escape(href)}" rel="{REL}" translate="no">{escape(shown)}</a>'
