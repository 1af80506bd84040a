"""The script of a whole HTML document, changed in its text and in the attributes that people read, nowhere else.

A tokenizer, not a parser: tags out are tags in, byte for byte, however broken the document is. Text and tags repeat
from page to page, so both are remembered, and a page that was seen before costs a split and a join. Tags that follow
each other make one run.

Left alone: comments, `script style textarea code pre kbd samp`, whatever has `translate="no"` (until a nested
`translate="yes"`), whatever has a `lang` that is not ours, an `option` whose text is its value, and every attribute
but those in `READ`. Known limit: an element that a document forgets to close is closed for us only by its own end tag.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString

from text.languages import Script
from text.script.letters import to_cyrillic, to_latin

# The attributes of a tag as the HTML standard reads them; the first line is the usual case, the second all others.
# Possessive throughout, so that nothing is read twice and broken markup costs no more than sound markup.
_ATTRIBUTES = (
    r"""[^>"'=]*+(?:="[^"]*+"[^>"'=]*+)*+"""
    r"""(?:>|(?:[^\s/>=]++|[\s/]++|=(?:\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+))?+)*+(?:>|\Z))"""
)
_RAW = "|".join(
    rf"(?i:{name})(?=[\s/>]){_ATTRIBUTES}.*?(?:</(?i:{name})(?=[\s/>])[^>]*+(?:>|\Z)|\Z)"
    for name in ("script", "style", "textarea", "iframe", "noembed", "noframes", "xmp")
)
_COMMENT = r"!--(?:>|->|.*?(?:--!?>|\Z))|[!?/][^>]*+(?:>|\Z)"
_MARKUP = rf"<(?:(?=[sS][cCtT]|[tT][eE]|[iI][fF]|[nN][oO]|[xX][mM])(?:{_RAW})|/?[a-zA-Z]{_ATTRIBUTES}|{_COMMENT})\s*+"
_RUN = re.compile(f"((?:{_MARKUP})++)", re.DOTALL)
_ONE = re.compile(_MARKUP, re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")
_HEAD = re.compile(f"<[a-zA-Z]{_ATTRIBUTES}", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:(\s*+=\s*+)("[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+))?""")
_SPEAKING = re.compile(
    r"""<(?:option|code|pre|kbd|samp|meta)(?=[\s/>])|[\s"'/](?:translate|lang|alt|title|aria-|placeholder|label|summary)""",
    re.IGNORECASE,
)

READ = frozenset(
    {"alt", "title", "placeholder", "label", "summary"}
    | {f"aria-{name}" for name in ("label", "description", "roledescription", "placeholder", "valuetext")}
)
"""Attributes that people read or hear."""
READ_META = frozenset(
    {"description", "og:site_name"}
    | {f"{prefix}:{name}" for prefix in ("og", "twitter") for name in ("title", "description", "image:alt")}
)
"""Values of `name` or `property` that make the `content` of a `<meta>` human text."""
KEPT_ELEMENTS = frozenset({"code", "pre", "kbd", "samp"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_INLINE_END = re.compile(r"</(?:a|abbr|b|bdi|em|i|mark|small|span|strong|u)\s*+>[^\S\n]*+\Z", re.IGNORECASE)
_STOPS = frozenset(".!?…:")
_OURS = re.compile(r"(?:bs|hr|sr|sh|cnr)(?:-.*)?", re.IGNORECASE)
_ENDS_OPTION = {("", "option"), ("", "optgroup"), ("/", "optgroup"), ("/", "select"), ("/", "datalist")}


_Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Tag:
    """One piece of markup, and what it says about the conversion of itself and of what it encloses."""

    markup: str
    converted: str
    slash: str
    name: str
    translate: bool | None = None
    """None: as around it."""
    ours: bool | None = None
    """Whether its language is one of ours; None: as around it."""
    alone: bool = False
    """It encloses nothing that is converted apart from it."""


@dataclass(slots=True)
class _Frame:
    """An open element inside which another rule holds than around it."""

    name: str
    translate: bool
    ours: bool
    depth: int = 1

    @property
    def converting(self) -> bool:
        return self.translate and self.ours


class _Converter:
    """One direction, with what it remembers: short pieces and long ones apart, so that a few cannot fill the memory."""

    def __init__(self, script: Script) -> None:
        self.script = script
        change = to_cyrillic if script == "Cyrl" else to_latin
        self.text, self.long_text = lru_cache(8192)(change), lru_cache(128)(change)
        self.run, self.long_run = lru_cache(4096)(self._run), lru_cache(64)(self._run)
        self.tag = lru_cache(4096)(self._tag)
        self.part = lru_cache(64)(self._convert)

    def convert(self, html: str) -> str:
        """The whole document; parts that were marked as `still` from memory."""
        pieces = html.split(STILL)
        if len(pieces) == 1 or len(pieces) % 2 == 0:  # no mark, or one without its other half
            return self._convert(html)
        around = self._convert(STILL.join(pieces[::2])).split(STILL)
        pieces[::2], pieces[1::2] = around, map(self._marked, pieces[1::2])
        return "".join(pieces)

    def _marked(self, piece: str) -> str:
        return piece[len(SETTLED) :] if piece.startswith(SETTLED) else self.part(piece)

    def _convert(self, html: str) -> str:
        """All of it anew. `parts` are text, run of markup, text, run, … text."""
        parts = _RUN.split(html)
        text = self.text
        frames: list[_Frame] = []
        converting = True
        run = ""
        for at in range(0, len(parts), 2):
            if at:
                run = parts[at - 1]
                if frames:
                    parts[at - 1] = self._walk(frames, run)
                    converting = not frames or frames[-1].converting
                elif found := self.run(run) if len(run) < _SHORT else self.long_run(run):
                    parts[at - 1], opened = found
                    frames = [_Frame(*each) for each in opened]
                    converting = not frames or frames[-1].converting
            words = parts[at]
            if words and converting:
                if "I" in words and _INLINE_END.search(run) and parts[at - 2][-1:] not in _STOPS:
                    parts[at] = text("0 " + words)[2:]  # the sentence goes on after a link: a numeral may stand here
                else:
                    parts[at] = text(words) if len(words) < _SHORT else self.long_text(words)
        return "".join(parts)

    def _run(self, run: str) -> tuple[str, tuple[tuple[str, bool, bool, int], ...]] | None:
        """A run that stands where everything is converted: itself converted, and what it leaves open.

        None where no tag of it says anything, which is the usual case.
        """
        if not _SPEAKING.search(run):
            return None
        frames: list[_Frame] = []
        converted = self._walk(frames, run)
        return converted, tuple((frame.name, frame.translate, frame.ours, frame.depth) for frame in frames)

    def _walk(self, frames: list[_Frame], run: str) -> str:
        """Follows tag after tag of a run, and gives the run with the attributes converted that are to be."""
        tags = [self.tag(markup) if len(markup) < _SHORT else self._tag(markup) for markup in _ONE.findall(run)]
        return "".join([tag.converted if _follow(frames, tag) else tag.markup for tag in tags])

    def _tag(self, markup: str) -> _Tag:
        match = _NAME.match(markup)
        slash, name = (match[1], match[2].lower()) if match else ("", "")
        head = _HEAD.match(markup)
        if not head or not head[0].rstrip().endswith(">"):
            return _Tag(markup, markup, slash, name, alone=not name)
        attributes = [*_ATTRIBUTE.finditer(head[0], len(name) + 1)]
        found = {each[1].lower(): (each[3] or "").strip("\"'") for each in reversed(attributes)}
        itself = head[0].endswith("/>") and not (attributes and attributes[-1].end() == len(head[0]) - 1)
        return _Tag(
            markup,
            self._converted(head[0], name, found) + markup[head.end() :],
            slash,
            name,
            translate=_translate(name, found),
            ours=self._ours(name, found),
            alone=itself or name in _VOID or bool(markup[head.end() :].strip()),
        )

    def _ours(self, name: str, found: dict[str, str]) -> bool | None:
        """English pages are Latin: English counts as ours there. The language of the document never excludes it all."""
        tag = found.get("lang", "").lower()
        if not tag or name == "html":
            return None
        return bool(_OURS.fullmatch(tag)) or (self.script == "Latn" and tag.split("-")[0] == "en")

    def _converted(self, head: str, name: str, found: dict[str, str]) -> str:
        content = name == "meta" and READ_META & {found.get("name", "").lower(), found.get("property", "").lower()}

        def converted(match: re.Match[str]) -> str:
            key, equals, value = match.groups()
            human = key.lower() in READ or (content and key.lower() == "content")
            return f"{key}{equals}{self.text(value)}" if human and value else match[0]

        return head[: len(name) + 1] + _ATTRIBUTE.sub(converted, head[len(name) + 1 :])


def _translate(name: str, found: dict[str, str]) -> bool | None:
    if name == "option" and "value" not in found:
        return False
    said = {"no": False, "yes": True, "": True}.get(found["translate"].lower()) if "translate" in found else None
    return False if said is None and name in KEPT_ELEMENTS else said


def _follow(frames: list[_Frame], tag: _Tag) -> bool:
    """Opens and closes frames as the tag says; true where the tag's own attributes are to be converted."""
    if frames and frames[-1].name == "option" and (tag.slash, tag.name) in _ENDS_OPTION:
        frames.pop()
    around = frames[-1] if frames else None
    if tag.slash:
        if around and around.name == tag.name:
            around.depth -= 1
            if not around.depth:
                frames.pop()
        return False
    translate = tag.translate if tag.translate is not None else around is None or around.translate
    ours = tag.ours if tag.ours is not None else around is None or around.ours
    if not tag.alone:
        if tag.translate is not None or tag.ours is not None:
            frames.append(_Frame(tag.name, translate, ours))
        elif around and around.name == tag.name:
            around.depth += 1
    return translate and ours


_SHORT = 1500
STILL = "<!--still-->"
"""Stands around what `still` was given; gone from the page that goes out."""
SETTLED = "<!--settled-->"
"""Follows it where nothing is left to convert."""
_CONVERTERS: dict[Script, _Converter] = {"Cyrl": _Converter("Cyrl"), "Latn": _Converter("Latn")}


def still(html: str) -> SafeString:
    """A part of a page that is drawn once and stands in many pages, marked so that it is also converted only once.

    It must be whole: every element that it opens it closes, and it stands where text is converted.
    """
    return SafeString(f"{STILL}{html.replace(STILL, '')}{STILL}")  # one inside another would be read as two


def convert_html(html: str, script: Script) -> str:
    """`html` with its readable text in `script`."""
    return _CONVERTERS[script].convert(html)


def settled(html: str, script: Script) -> SafeString:
    """The same, for pages in one script: on Cyrillic ones it is converted here and now, and never looked at again."""
    if script == "Latn":
        return SafeString(html)
    return SafeString(f"{STILL}{SETTLED}{convert_html(html, script).replace(STILL, '')}{STILL}")
