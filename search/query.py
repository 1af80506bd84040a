"""What was typed, as conditions on documents.

Words are folded (`text.fold`), so that script, marks and spelling make no difference, and stemmed. Words that mean the
same count as one word. `"…"` is sought as it stands, `-word` must not occur. Words that questions are asked with say
nothing and are left out; "MZ" and the like fit nearly everything, so they count but are not required.

The conditions, from narrow to wide; a wider one is asked where the one before finds few (`search.finding`):

1. `all`: every word, or one that means the same;
2. `wide`, of one word or two: words with the same beginning too, and for a word that occurs nowhere those one slip apart;
3. `most`: two of the words at least, of two words one;
4. `any`: one of them.

Each is several tsqueries that must all hold. An index joins these far faster than it reads one tsquery of many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import log, prod

from register.models.fields import tidy_line
from text.fold import fold, words

from .stems import stems_of
from .words import LONGEST, Look, Shapes, Term, bases_of, term_of

LENGTH = 200  # characters
MOST_WORDS = 12
MOST_PAIRED = 6
RARE, FREQUENT = 20, 1_000  # documents
EVERYWHERE = 0.3  # of all documents, as they are counted: title, text and answers of one each for themselves
QUOTED = re.compile('["„“”«»]([^"„“”«»]*)["„“”«»]')
EXCLUDED = re.compile(r"(?<!\S)[-–−](?=\w)(\S+)")
WORD = re.compile(r"[^\W_]+")
SMALL = frozenset(
    words(
        "a ako ali bez bi bih bio biti bude čega čemu često čime će da de do dobijemo dobiti dok ga gdje hoće hoćemo "
        "hoću i ići ili im ima imamo imati iz ja je jedan jedna jedno jer još ju ka kad kada kakav kako kakva kakve "
        "kakvo ko kod koga koja koje koji kojim koju koliko kome li me mi mogu moguće moj moja moje moji mora moraju "
        "moram moramo može možemo možete na nad nam nama napravi napravimo napraviti nas naša naše našem naši naših "
        "našoj našu ne nego neka neki neko nema nemamo nešto netko nije nisu ništa o od on ona onda oni ono po pod "
        "pre pri prije rade radi radimo raditi s sa sad sada sam sama same sami samo se sme smeju smemo smije smijemo "
        "smiju smo ste su sva sve svi svoj svoju šta što ta taj tako te ti tko toga treba trebaju trebamo tu u uradi "
        "uradili uraditi uz već vi vrlo za zašto znači žele želi želim želimo "
        "the of and in is how to what who where"
    )
)
"""What is asked with, and small words; it does not say about what. Folded."""
ASKING = frozenset(
    words(
        "ko tko šta što kako gdje kada kad koliko koji koja koje čime čemu zašto može možemo mora smije da treba kome"
    )
)
"""What a question begins with."""
NOISE = (
    "mz",
    "mjesna zajednica",
    "mjesne zajednice",
    "mjesnu zajednicu",
    "mjesnoj zajednici",
    "mesna zajednica",
    "općina",
)
"""What people type beside a name, and what nearly every text has."""


@dataclass(frozen=True)
class Group:
    """One thing that was asked for: a word with all that mean the same."""

    typed: str  # folded
    term: Term  # the same
    same: tuple[Term, ...] = ()  # what else means that
    occurring: tuple[Term, ...] = ()  # of it that which texts have in these forms
    is_required: bool = True
    slips: tuple[str, ...] = ()  # stems that were perhaps meant
    meant: str = ""  # the likeliest of them, as people write it
    documents: int = 0  # in which the typed word occurs, or the one that was meant, as of last night

    @property
    def query(self) -> str:
        """A tsquery: one of the terms."""
        return "(" + " | ".join(map(_phrase, (self.term, *self.occurring))) + ")"

    @property
    def some(self) -> str:
        """One of the terms; of a rare word or a guessed one all of `wide`; of a frequent one it alone."""
        if self.slips:
            return self.wide
        if self.documents > FREQUENT:
            return self.exact
        return self.wide if self.documents < RARE and not self.same else self.query

    @property
    def wide(self) -> str:
        """The same with other endings, and with what was perhaps meant; a frequent word has enough without."""
        if self.documents > FREQUENT and not self.slips:
            return self.query
        return self._widened(self.term, *self.same)

    @property
    def named(self) -> str:
        """As `wide`, without what means the same."""
        return self._widened(self.term)

    def _widened(self, *terms: Term) -> str:
        return "(" + " | ".join([*map(_endings, terms), *(f"'{stem}'" for stem in self.slips)]) + ")"

    @property
    def exact(self) -> str:
        """A tsquery: what was typed."""
        return f"({_phrase(self.term)})"

    @property
    def title(self) -> str:
        """A tsquery: what was typed, in the title."""
        return _title(self.term)

    @property
    def marked(self) -> list[Term]:
        """What fits in a text, for highlights: each word that was typed; of what means the same several only together."""
        return [(shapes,) for shapes in (*self.term, *((stem,) for stem in self.slips))] + list(self.same)


def _phrase(term: Term) -> str:
    return " <-> ".join(map(_either, term))


def _endings(term: Term) -> str:
    """The word with other endings; of several the words, wherever they stand."""
    return "(" + " & ".join(_ending(shapes) if len(shapes[0]) > 3 else _either(shapes) for shapes in term) + ")"


def _ending(shapes: Shapes) -> str:
    beginning = _beginning(shapes[0])
    others = (f"'{stem}'" for stem in shapes if not stem.startswith(beginning))
    return "(" + " | ".join([f"'{beginning}':*", *others]) + ")"


def _either(shapes: Shapes, mark: str = "") -> str:
    return "(" + " | ".join(f"'{mark}{stem}'" for stem in shapes) + ")"


def _beginning(stem: str) -> str:
    """Of a long stem without its last letters, on which grammar works too; of what one does the doing: saziv(anje)."""
    if len(stem) > 6 and stem.endswith(("anj", "enj")):
        return stem[:-3]
    return stem[: -2 if len(stem) > 8 else -1 if len(stem) > 6 else None]


@dataclass(frozen=True)
class Query:
    """A query against one look at words."""

    typed: str
    look: Look
    groups: tuple[Group, ...] = ()
    phrases: tuple[Term, ...] = ()
    excluded: tuple[str, ...] = ()
    marks: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        """Whether there is anything that could be found."""
        return bool(self.groups or self.phrases)

    @property
    def is_question(self) -> bool:
        """Whether somebody asks, and would rather read an answer."""
        return "?" in self.typed or fold(self.typed).partition(" ")[0] in ASKING

    @property
    def required(self) -> list[Group]:
        return [group for group in self.groups if group.is_required] or list(self.groups)

    @property
    def all(self) -> list[str]:
        """Every word; first those that are fastest to look up, which spares the index most of the others."""
        return self._with(sorted((group.query for group in self.required), key=lambda asked: (asked.count("'"), asked)))

    @property
    def in_titles(self) -> str:
        """Every word in the title, or one that means the same."""
        return " & ".join(
            self._with(
                [f"({' | '.join(_title(term) for term in (group.term, *group.occurring))})" for group in self.required]
            )
        )

    @property
    def typed_in_titles(self) -> list[str]:
        """Every word in the title as it was typed."""
        return self._with([_title(group.term) for group in self.required])

    @property
    def wide(self) -> list[str]:
        """Every word in some form."""
        return self._with(sorted((group.wide for group in self.required), key=lambda asked: (asked.count("'"), asked)))

    @property
    def named(self) -> str:
        """Every word itself in some form, not only what means the same."""
        return " & ".join(self._with([group.named for group in self.required]))

    @property
    def most(self) -> list[str]:
        """Two of them, or the one of two; empty where that is nothing else than `wide`."""
        if len(self.required) < 2:
            return []
        rare = sorted(self.required, key=lambda one: one.documents)[:MOST_PAIRED]
        if len(rare) == 2:
            return self._with([f"({rare[0].wide} | {rare[1].wide})"])
        some = [group.some for group in rare]
        pairs = [f"({one} & ({' | '.join(some[place:])}))" for place, one in enumerate(some[:-1], 1)]
        return self._with([f"({' | '.join(pairs)})"])

    @property
    def any(self) -> list[str]:
        """One of them; empty where that is nothing else than `most`."""
        required = self.required
        return self._with([f"({' | '.join(group.wide for group in required)})"]) if len(required) > 2 else []

    @property
    def whole(self) -> str:
        """What a title is that is exactly this: without what stands beside a name."""
        return " ".join(group.typed for group in self.required)

    @property
    def meant(self) -> str:
        """The whole query with the words that were perhaps meant; empty where it is as it was typed."""
        meant = {group.typed: group.meant for group in self.groups if group.meant}

        def put_right(found: re.Match[str]) -> str:
            word = found.group()
            better = meant.get(fold(word), word)
            return better.capitalize() if word[0].isupper() else better

        return WORD.sub(put_right, self.typed) if meant else ""

    @property
    def is_everywhere(self) -> bool:
        """Whether so many documents have all words that one meets them at every step."""
        if not self.groups or self.phrases or self.excluded or self.marks:
            return False
        return prod(group.documents / (self.look.documents or 1) for group in self.required) > EVERYWHERE

    def weight(self, group: Group) -> float:
        """What a word says: the more, the fewer documents have it (inverse document frequency); less where it is guessed."""
        sure = 0.2 if not group.is_required else 0.6 if group.slips else 1.0
        return log(1 + self.look.documents / (1 + group.documents)) * sure

    @property
    def quoted(self) -> list[str]:
        """What is sought as it stands."""
        return [f"({_phrase(phrase)})" for phrase in self.phrases]

    def _with(self, conditions: list[str]) -> list[str]:
        conditions += self.quoted
        conditions += [f"'{mark}'" for mark in self.marks]
        if self.excluded:  # with one that must hold: an index cannot look up what is not there
            conditions[-1] = " & ".join([conditions[-1], *(f"!'{stem}'" for stem in self.excluded)])
        return conditions

    def marked(self, *marks: str) -> Query:
        """Only documents with these marks."""
        return replace(self, marks=(*self.marks, *marks))


def _title(term: Term) -> str:
    return "(" + " & ".join(_either(shapes, "t.") for shapes in term) + ")"


def parsed(typed: str, look: Look) -> Query:
    """Of what somebody typed; whatever it is, it is no error."""
    typed = tidy_line(typed[:LENGTH].replace("\x00", " "))
    rest, quoted = QUOTED.sub(" ", typed), QUOTED.findall(typed)
    excluded = [word for found in EXCLUDED.findall(rest) for word in fold(found).split()]
    wanted = fold(EXCLUDED.sub(" ", rest)).split()[:MOST_WORDS]
    phrases = [fold(one).split()[:MOST_WORDS] for one in quoted]
    every = dict.fromkeys([*wanted, *excluded, *(word for one in phrases for word in one)])
    stems = dict(zip(every, stems_of(every), strict=True))
    return Query(
        typed,
        look,
        tuple(_groups([word for word in wanted if word not in SMALL], stems, look)),
        tuple(term_of(stems[word] for word in one) for one in phrases if one),
        tuple(dict.fromkeys(stems[word] for word in excluded)),
    )


def _groups(wanted: list[str], stems: dict[str, str], look: Look) -> Iterator[Group]:
    """The words in their order; several that have a synonym together are one thing."""
    noise, seen, place = _noise(), set(), 0
    while place < len(wanted):
        for length in range(min(LONGEST, len(wanted) - place), 0, -1):
            part = wanted[place : place + length]
            term = term_of(stems[word] for word in part)
            if length == 1 or bases_of(term) in look.synonyms or term in noise:
                break
        place += length
        if term not in seen:
            seen.add(term)
            same = look.same_as(term)
            yield Group(" ".join(part), term, same, look.occurring_of(same), is_required=term not in noise)


def _noise() -> frozenset[Term]:
    return frozenset(term_of(stems_of(fold(one).split())) for one in NOISE)
