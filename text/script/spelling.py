"""What the letters alone do not tell: pairs that are two letters, words that stay Latin, and capitals that stand alone.

This is the file to edit when a word comes out wrong; add the word to `tests/text/test_script.py` too.
"""

import re

_SPLIT_ANYWHERE = """
    in|jekc in|jekt in|jicir in|junkc in|junkt kon|jekt kon|jug kon|junk van|jezi pan|jezi pan|jevrop
    nad|žandar nad|žanr nad|žbuk nad|ždr nad|žet nad|živ nad|žnj nad|žup
    pod|žandar pod|žanr pod|žbuk pod|žeć pod|žeg pod|žep pod|žig pod|žiž pod|žnj pod|žup
    pred|žetv pred|život pred|žup
"""
"""Stems in which nj or dž is two letters on both sides of a seam, wherever in a word they stand.

Written out, because nad- and pod- alone would spoil nadžak, Nadžida, Podžić.
"""

_SPLIT_AT_START = "an|jon tan|jug od|žal od|žderat od|živ od|žvak od|žubor"
"""Stems that count at the beginning of a word only: not kanjon, Odžak, odžačar, Hodžić."""


def _seams(stems: str, start: str = "") -> list[str]:
    return [f"(?<={start}{before})(?={after})" for before, after in (stem.split("|") for stem in stems.split())]


SEAM = re.compile("|".join([*_seams(_SPLIT_ANYWHERE), *_seams(_SPLIT_AT_START, "^")]))
"""Finds the place between the two letters, in a word of small letters."""

_NAMES = """
    Aegis Android Apple Bitter Bluetooth Canva Chrome Chromium Django Dropbox Edge Facebook Firefox GeoJSON GeoNames GitHub Gmail
    Google Instagram iPad iPhone JavaScript LinkedIn Messenger Microsoft OneDrive OpenStreetMap Outlook PostgreSQL
    Safari Skype Teams TikTok Viber WebAuthn WhatsApp Windows Zoom geoBoundaries
"""
KEPT_NAMES = tuple(_NAMES.split())
NAME = re.compile(rf"(?:{'|'.join(KEPT_NAMES)})(?:a|u|e|om|em|i|ov\w*|ev\w*)?")
"""Names that stay as their owners write them, with our case endings too (Facebooku)."""

_WORDS = """
    API CSS CSV DOC DOCX GDPR GPS HEIC HTML HTTP HTTPS ICS ID IP IPv JPEG JPG JSON MIT NFC ODS ODT OFL PDF PIN PNG PPT
    PPTX QR RSS SMTP SQL SVG TOTP TXT UNDP URL USB UTF WCAG WEBP XLS XLSX XML ZIP
    KB kB MB GB TB PB Ctrl Alt Shift Enter Esc Tab Fi cookie cookies online offline web
"""
KEPT_WORDS = frozenset(_WORDS.split())
"""File types, units of data, keys and technical words that Cyrillic text writes in Latin; `Fi` is the end of Wi-Fi."""

KEPT_PHRASE = re.compile(
    r"\bCC (?:BY|0)(?:-(?:SA|NC|ND))*\b"
    r"|\bADM[0-5]\b|°[CF]\b|(?<=[0-9])h\b|(?<=[0-9] )h\b|\bEN (?=[0-9])|(?<=\bCtrl [iи] )P\b"
    r"|\b(?:Creative Commons|Natural Earth|Source Sans|axe-core|Google Authenticator|Open Data Commons)\b"
)
"""Names of more than one word."""

PROTECTED = re.compile(
    r"""
      &(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});             # character references
    | (?:(?<!\w)[A-Za-z][A-Za-z0-9+.-]{1,20}://|(?<!\w)(?:www\.|mailto:|tel:))[^\s<>"'„“”«»]+
    | (?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}                   # e-mail
    | (?<!\w)@\w[\w.]{0,63}                                                           # a handle
    | (?<![\w/-])(?=[\w/-]{0,120}(?:\w_\w|[a-z][0-9]+[a-z]))[\w/-]{1,120}               # an identifier: org/l10n_data
    | %\(\w+\)[-+0\#]?[0-9.]*[a-zA-Z] | %[sdr](?!\w) | \{\{?[^{}\s]{0,80}\}\}?            # placeholders
    | (?<![\w.-])[\w.-]{0,120}\.
        (?i:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|txt|rtf|jpe?g|png|gif|webp|svg|avif|heic|mp[34]|zip|ics|html?|xml|(?:geo)?json)
        (?!\w)
    | (?<![\w.-])(?:
          (?:[a-z0-9-]{1,63}\.){1,5}(?:ba|com|org|net|eu|int|gov|edu|info|hr|rs)
        | (?!(?:dipl|dr|mr|mag|prof|akad|inz|ing|npr|itd|tzv|god|ul|br|st|sv|str|tel|mob|fax)\.)         # no typos: dr.med
          [a-z][a-z0-9-]{1,62}\.(?:[a-z][a-z0-9-]{1,62}\.){0,4}[a-z]{4,24}                # a site by its name: cs.wikipedia
      )(?!\w)(?:/[^\s<>"'„“”«»]*)?
    """,
    re.VERBOSE,
)
"""Pieces without white space that a machine reads; they stay letter by letter."""

ROMAN = re.compile(r"(?=[IVX]+$|[IVXLCDM]{4,}$)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
"""Roman numerals in capitals. C, D, L and M make one only in company: MI, DI, LIM are words."""

# -- a capital alone: numeral (Krupa I), initial (I. L. Ribar), or the word "and" (I mi smo tu) ------------------------

LONE = re.compile(r"(?<![\w'’.-])[IV](?![\w'’-])")

_SPACE_REFERENCE = re.compile(r"&nbsp;|&#160;|&#xa0;", re.IGNORECASE)
_QUOTE_REFERENCE = re.compile(
    r"&(?:quot|ldquo|rdquo|bdquo|laquo|raquo|lsquo|rsquo|sbquo|#34|#39|#x22|#x27);", re.IGNORECASE
)
_NEXT_WORD = re.compile(r"(,?)\s+[„“”\"'«»(]*([^\W\d_]+)(?:\s+([^\W\d_]+))?")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s+$")
_SENTENCE_BEGINS = re.compile(
    r"""
      ^\s*$                                        # the text begins
    | [.!?…]["'”“’»)\]]*\s+$ | [:;]\s+$ | \n\s*\n\s*$   # the last sentence, or paragraph, has ended
    | (?:^|\s)[-–—•*·]\s+$                         # dialogue, an item of a list
    | (?:^|[\s(\[])["'„“”‚‘«»(\[]+$                # a quotation or a bracket opens
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"(?<!\w)(?:br|čl|st|tač|toč|str|sv|knj|odj|pogl|gl|tab)\.\s+$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:razred|stepen|stupanj|stupnj|kategorij|faz[aeuio]|krug|kol[oau]$|smjen|sprat|kat(?:a|u|om)?$|ciklus"
    r"|lig[aeiu]|klas[aeiu]|polugodišt|kvartal|tromjeseč)",
    re.IGNORECASE,
)
"""What is counted in Roman numerals that stand before it: I razred, I faza."""
_COUNTED_AS_HEADING = re.compile(r"(?:dio|dijel|grup|zon|red|nivo|razin|gimnazij)", re.IGNORECASE)
"""The same, but only where nothing follows: `I dio` is a heading, `I dio građana smatra …` is a sentence."""


_INITIAL = r"(?:Dž|Lj|Nj|[A-ZČĆŽŠĐ])"
_NAME_FOLLOWS = re.compile(rf"\.\s+{_INITIAL}")
_INITIAL_FOLLOWS = re.compile(rf"\.\s+(?![IVX]){_INITIAL}\.")
_NAME_BEGAN = re.compile(
    rf"(?<!\w)(?:{_INITIAL}\.|(?i:(?:dr|mr|mag|sc|med|prof|doc|akad|ing|inž|gđa|gosp|fra|don|ul)\.?"
    r"|(?:ulic|trg|škol|gospo|doktor|profesor|direktor|načelni|predsje?dni)\w*))\s+$"
)
"""Before a surname: another initial, a title or an office, a street or a school that bears the name."""


def is_letter(capital: str, before: str, after: str) -> bool:
    """True where a lone capital I or V between these (in Latin) is a letter of ours, false where it is a numeral."""
    if "&" in before or "&" in after:
        before, after = (_QUOTE_REFERENCE.sub('"', _SPACE_REFERENCE.sub(" ", part)) for part in (before, after))
    return _is_initial(before, after) or (capital == "I" and _is_and(before, after))


def _is_initial(before: str, after: str) -> bool:
    """Whether it is the initial of a name: Dr. I. Kovač, Ulica I. L. Ribara.

    After any other word it is a numeral, though a capital follows: forty local communities end in I, and the next
    sentence begins (MZ Centar I. Predsjednik …), and so it is with kings (Petar I. Karađorđević).
    """
    in_name = _NAME_FOLLOWS.match(after) and _NAME_BEGAN.search(before)
    return bool(in_name or _INITIAL_FOLLOWS.match(after))


def _is_and(before: str, after: str) -> bool:
    """Whether a lone capital I is the conjunction.

    It is where a sentence begins and a word follows that is not counted, and between two words that are all capitals
    (VODA I KANALIZACIJA). After any other word it is the numeral of a name: Krupa I i Zalug, Selo I.
    """
    following = _NEXT_WORD.match(after)
    if not following:
        return False
    comma, word, second = following.groups("")
    joined = word.lower() in {"i", "ili", "do", "te"} and _is_roman(second)
    preceding = _LAST_WORD.search(before)
    previous = preceding[1] if preceding else ""
    if _is_roman(word) or joined:
        return _is_roman(previous) and not comma and not joined and previous != "I"
    if _SENTENCE_BEGINS.search(before):
        return not _ABBREVIATION.search(before) and (bool(comma) or not _is_counted(word, second))
    if comma:
        return False
    return _is_roman(previous) or (_is_shouted(previous) and _is_shouted(word))


def _is_counted(word: str, second: str) -> bool:
    if word.lower().startswith("svjetsk"):
        return second.lower().startswith("rat")
    return bool(_COUNTED.match(word) or (not second and _COUNTED_AS_HEADING.match(word)))


def _is_roman(word: str) -> bool:
    return bool(word) and ROMAN.fullmatch(word) is not None


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()
