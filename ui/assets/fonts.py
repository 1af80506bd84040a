"""Bitter and Source Sans 3 as small WOFF2 files: one for Latin, one for Cyrillic, of each.

The two scripts are families of their own ("Bitter", "Bitter Cyrillic"; css/tokens.css says which comes first), because
digits and punctuation are in both files: with one family the browser would load the second file for a full stop. For the
same reason the second place belongs to a family of the same file ("Bitter Cyrillic letters") that claims only what the
first does not have: while the first is late, a full stop must not fetch the other script.
A few letters cross over so that the script switch ("Ћирилица" on a Latin page, "Latinica" on a Cyrillic one) and the
odd Latin word on a Cyrillic page do not load a second file.

Bitter leaves `locl` out: its Serbian forms put cursive г д п т into upright headlines. Source Sans 3 keeps it: б is right.
"""

from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from ui.assets.build import package_files

COMMON = set(range(0x20, 0x40)) | set(range(0x5B, 0x61)) | {ord(c) for c in "{|}~@\u00a0§©«»°²³·×–—‘’‚“”„•…€←→−"}
BASIC_LATIN = set(range(0x41, 0x5B)) | set(range(0x61, 0x7B))
OUR_LATIN = {ord(c) for c in "ČĆĐŠŽčćđšž"}
OTHER_LATIN = {ord(c) for c in "ÄÅÇÉÖØÜßáàâäåçéèêëíîñóôöøúü"}  # names of people and donors
CYRILLIC = {ord(c) for c in "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШабвгдђежзијклљмнњопрстћуфхцчџш"}
IN_LATIN_TEXT = {ord(c) for c in "ЋирилцапскРогт"}  # the switch (Ћирилица, српски) and the example Рогатица


@dataclass(frozen=True)
class StandIn:
    """A system font for the time until ours is there: its names, for which weights, and its advance widths."""

    names: tuple[str, ...]
    weights: str
    widths: tuple[int, ...]


DISPLAY = "optional"  # a page never moves under the reader; layout/head.html asks for the two files early
LETTERS = "abcdefghijklmnopqrstuvwxyz "
# advance widths of LETTERS per 1000, from the published metrics of each font (Arial = Helvetica)
# fmt: off
ARIAL = StandIn(("Arial", "ArialMT", "Liberation Sans"), "400", (
    556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833,
    556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 278))
ARIAL_BOLD = StandIn(("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), "600 700", (
    556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889,
    611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 278))
ROBOTO = StandIn(("Roboto", "Roboto Regular", "Roboto-Regular"), "400", (
    544, 561, 523, 564, 530, 347, 561, 551, 243, 239, 507, 243, 877,
    552, 570, 561, 568, 338, 516, 327, 551, 484, 751, 496, 473, 496, 248))
ROBOTO_BOLD = StandIn(("Roboto Bold", "Roboto-Bold"), "600 700", ROBOTO.widths)
DEJAVU = StandIn(("DejaVu Sans",), "400", (
    613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974,
    634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 318))
DEJAVU_BOLD = StandIn(("DejaVu Sans Bold",), "600 700", (
    675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042,
    712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 348))
TIMES_BOLD = StandIn(("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), "600 800", (
    500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833,
    556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 250))
DEJAVU_SERIF_BOLD = StandIn(("DejaVu Serif Bold",), "600 800", (
    648, 699, 609, 699, 636, 430, 699, 727, 380, 362, 693, 380, 1058,
    727, 667, 699, 699, 527, 563, 462, 727, 581, 861, 596, 581, 568, 348))
# fmt: on


@dataclass(frozen=True)
class Family:
    """What of a font is kept, and the metrics of the system font that stands in for it until it is there."""

    name: str
    slug: str
    package: str
    weights: tuple[int, int]
    features: tuple[str, ...]
    latin: frozenset[int]
    cyrillic: frozenset[int]
    stand_ins: tuple[tuple[StandIn, ...], ...]
    """By platform, the likeliest first; each with the weights that it has."""


SAMPLE = "mjesto gdje mjesne zajednice uce jedna od druge pronadite sta je uspjelo u drugom mjestu"

FAMILIES = (
    Family(
        name="Bitter",
        slug="bitter",
        package="fontpkg_bitter",
        weights=(600, 800),
        features=("kern", "liga", "mark", "ccmp"),
        latin=frozenset(COMMON | BASIC_LATIN | OUR_LATIN),
        cyrillic=frozenset(COMMON | CYRILLIC),
        stand_ins=((TIMES_BOLD,), (DEJAVU_SERIF_BOLD,)),
    ),
    Family(
        name="Source Sans 3",
        slug="source-sans-3",
        package="fontpkg_source_sans_3",
        weights=(400, 700),
        features=("kern", "liga", "tnum", "locl", "mark", "ccmp"),
        latin=frozenset(COMMON | BASIC_LATIN | OUR_LATIN | OTHER_LATIN | IN_LATIN_TEXT),
        cyrillic=frozenset(COMMON | CYRILLIC | BASIC_LATIN),
        stand_ins=((ARIAL, ARIAL_BOLD), (ROBOTO, ROBOTO_BOLD), (DEJAVU, DEJAVU_BOLD)),
    ),
)


def build(target: Path) -> None:
    """Write four WOFF2 files and `fonts.css` (beside the target: it goes into the one style sheet)."""
    faces = []
    for family in FAMILIES:
        source = upright(family.package)
        for script, characters in (("latin", family.latin), ("cyrillic", family.cyrillic)):
            path = target / "fonts" / f"{family.slug}-{script}.woff2"
            subset(source, family, characters).save(path)
            name = family.name if script == "latin" else f"{family.name} Cyrillic"
            others = family.cyrillic if script == "latin" else family.latin
            faces.append(face(name, family, path.name, characters))
            faces.append(face(f"{name} letters", family, path.name, characters - others))
        for number, platform in enumerate(family.stand_ins, start=1):
            faces += [stand_in_face(source, family, number, stand_in) for stand_in in platform]
    (target.parent / "fonts.css").write_text("\n".join(faces) + "\n")


def upright(package: str) -> Path:
    """The variable font of the package that is not italic."""
    return next(path for path in package_files(package) if path.suffix == ".ttf" and "Italic" not in path.name)


def subset(
    source: Path, family: Family, characters: frozenset[int], weights: tuple[int, int] | int | None = None
) -> TTFont:
    """The font with only the weights, characters and features that the site uses."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = list(family.features)
    options.hinting = False
    options.name_IDs = [1, 2]
    options.drop_tables += ["DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters & font.getBestCmap().keys())
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": weights or family.weights}, inplace=True)
    font.flavor = "woff2"
    return font


def face(name: str, family: Family, file: str, characters: frozenset[int]) -> str:
    """The `@font-face` rule of one file."""
    low, high = family.weights
    return (
        f'@font-face {{ font-family: "{name}"; src: url("../fonts/{file}") format("woff2"); '
        f"font-weight: {low} {high}; font-display: {DISPLAY}; unicode-range: {unicode_range(characters)}; }}"
    )


def unicode_range(characters: frozenset[int]) -> str:
    """The characters as CSS ranges, e.g. `U+20-7E,U+10C-10D`."""
    ranges: list[list[int]] = []
    for code in sorted(characters):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in ranges)


def stand_in_face(source: Path, family: Family, number: int, stand_in: StandIn) -> str:
    """A system font stretched to the measure of ours, so that little moves when ours arrives."""
    weight = int(stand_in.weights.split()[-1])
    font = subset(source, family, frozenset(map(ord, SAMPLE)), min(max(weight, family.weights[0]), 700))
    scale = font["head"].unitsPerEm
    widths, names = font["hmtx"], font.getBestCmap()
    ours = sum(widths[names[ord(letter)]][0] for letter in SAMPLE) / scale
    theirs = sum(stand_in.widths[LETTERS.index(letter)] for letter in SAMPLE) / 1000
    ratio = ours / theirs
    metrics = font["hhea"]
    ascent, descent, gap = (value / scale / ratio for value in (metrics.ascent, -metrics.descent, metrics.lineGap))
    local = ", ".join(f'local("{name}")' for name in stand_in.names)
    return (
        f'@font-face {{ font-family: "{family.name} fallback {number}"; src: {local}; '
        f"font-weight: {stand_in.weights}; size-adjust: {ratio:.1%}; "
        f"ascent-override: {ascent:.1%}; descent-override: {descent:.1%}; line-gap-override: {gap:.1%}; }}"
    )
