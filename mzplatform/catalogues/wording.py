"""Words that must not appear in a catalogue, rule by rule, so that a finding can say which rule it breaks.

The stems grow when a reader finds a slip that they let through. They serve twice: our own catalogues must be free of
them, and a message of an installed package that contains one has to be said again in our own words.
"""

import re
from collections.abc import Iterator


def words(*stems: str) -> re.Pattern[str]:
    """A pattern for whole words that begin with one of the stems (each a small pattern of its own)."""
    return re.compile(r"\b(?:" + "|".join(stems) + r")\b", re.IGNORECASE)


EKAVIAN = words(
    # time
    r"ponedelj\w*|sre|sred[aeuio]|sredom|nedelj\w*|mesec\w*|vreme|uvek|zauvek|vek\w*|pre|posle|zastarev\w*",
    # place and order
    r"gde\w*|negde|nigde|svugde|ovde|onde|mest(?:o|a|u|om|ima)|umesto|(?:na|pre|s)me[sš]t\w*|mesn\w+|lev[aeiou]|levo",
    r"(?:na|re|u)?sled\w*|dosled\w*|redosled\w*|posled\w*|(?:pro|na)sle[dđ]\w*|usmer\w*|preusmer\w*|smer\w*",
    # change, success, request, check
    r"(?:iz|pro|za|pri|raz)men(?:a|e|i|u|om|ama|it\w*|il\w*|jen\w*|juj\w*|jiv\w*)|izmeni\w*|promeni\w*",
    r"(?:ne)?us?pe(?:h\w*|l[aoi]\w*|o|šn\w*|va\w*)|nesuspel\w*|zahtev\w*|(?:raz)?reš(?:en\w*|i|it\w*|av\w*)",
    r"(?:pro|o|po|u)?ver(?:a|e|i|u|om|en\w*|av\w*|it\w*|il\w*|uj\w*|ov\w*|lj?iv\w*)",
    # knowing and telling
    r"obave[sš]t\w*|izvešt\w*|savet\w*|vest|vesti|svest\w*|razume\w*|vide(?:ti|l\w*|o)|reč|reč[ijm]\w*",
    r"(?:o|za)?bele[žš][nk]?\w*|(?:iz)?hte(?:l\w*|o|ti)|žele(?:t\w*|l\w*|o)|sme|smete|smeju|prim(?:er)\w*",
    # amount and part
    r"(?:ne)?vredn\w*|dve|obe|dvesta|ceo|cel[aeiou]|celog\w*|celin\w*|deo|del(?:a|u|om|ov\w*|ić\w*|imič\w*)",
    r"(?:do|po|raz|o|u)del(?:i|a|e|u|en\w*|j\w+|it\w*)|mer(?:a|e|u|i|ilo|enj\w*|ama)|(?:u|pro|o)?cen(?:a|e|u|it\w*|jen\w*)",
    # the rest
    r"bezbed\w*|bezbedonos\w*|svež\w*|osvež\w*|zvezd\w*|zvezdic\w*|čovek\w*|lep[aeiou]?|ulepš\w*|lepš\w*|bel[aeiou]|beo",
    r"svetl\w*|cvet\w*|sneg\w*|dete|sused\w*|pobed\w*|telo|reka|mleko|hleb",
)
"""Serbian of Serbia; all three standards here are ijekavian."""

FALSE_IJEKAVIAN = words(
    # short in the oblique cases and in what is derived: vrijeme, but vremena, međuvremenu
    r"\w*vrijemen\w*|dijetet\w*|dijec[aeiou]\w*|tijelesn\w*",
    # short everywhere; the noun izmjena, but the verb izmijeni
    r"(?:iz|pro|pri|raz|za)mijen(?:a|u|om|ama)|pri?mijer\w*|mijest[oauim]\w*|sijedni[cš]\w*|savijet\w*|smijernic\w*",
)
"""A long jat where the short one belongs."""

FAMILIAR = re.compile(
    # verb forms that are nothing but the familiar imperative
    r"\b(?:klikni|pošalji|unesi|upiši|izaberi|odaberi|pogledaj|pretraži|sačuvaj|spremi|obriši|izbriši|dodaj|preuzmi|"
    r"pokreni|sakrij|prikaži|deaktiviraj|kreni|resetuj|resetiraj|pređi|prijeđi|veruj|vjeruj|zahtevaj|zahtijevaj|"
    # the second person itself
    r"tvoj\w*|tebi|tebe|ćeš|(?!(?:na|va|ba|ta)š\b|jo[šs])[a-zčćžšđ]{2,}(?:eš|aš|iš))\b"
    # forms that may also be the third person inside a sentence, but not at its beginning
    r"|^(?:izmijeni|izmeni|promijeni|promeni|ukloni|poništi|uključi|isključi|onemogući|omogući|odjavi|prijavi|otvori|"
    r"zatvori|provjeri|proveri|potvrdi|osvježi|osveži|postavi|zapamti|ispravi|primijeni|primeni|briši|ponovi)\b",
    re.IGNORECASE,
)
"""Familiar address; the site says Vi."""

SMALL_YOU = re.compile(r"\b(?:vi|vas|vam|vama|vaš\w*)\b")
"""The polite pronoun without its capital."""

MASCULINE_ONLY = re.compile(
    r"\b(?:korisnik|koordinator|moderator|administrator|urednik|član|učesnik|sudionik|autor|predsjednik|sekretar|tajnik|"
    r"vijećnik|odbornik|posjetitelj|posjetilac|čitatelj|čitalac)\b(?!/)"
    r"|\bje (?:dodao|napisao|odgovorio|promijenio|izmijenio|obrisao|poslao|potvrdio|objavio|sačuvao|spremio|prijavio)\b"
    r"|\bsiguran\b(?!/)|\bbudite prvi\b"
    # readers, receivers, practitioners: in the plural too, and in any case
    r"|\b(?:čita(?:lac|oc\w*)|prima(?:lac|oc\w*)|(?:čitatelj|primatelj)(?!ic|ev)\w*|praktičar(?!k)\w*)\b(?!/)",
    re.IGNORECASE,
)
"""A role or a named person spoken of as a man only."""

NOT_BOSNIAN = words(
    r"tisuć\w*|tjed(?:an|n\w*)|točk\w*|netočn\w*|točn\w*|tko|netko|nitko|tijekom|europ\w*|suradn\w*|uvjet\w*|sustav\w*|tajni[kc]\w*",
    r"zapork\w*|siječ(?:anj|nja|nju)|veljač\w*|ožuj(?:ak|k\w*)|svib(?:anj|nj\w*)|lip(?:anj|nj\w*)|srp(?:anj|nj\w*)|kolovoz\w*|ruj(?:an|n\w*)|listopad\w*|studen(?:i|og\w*)|prosin(?:ac|c\w*)",
    r"imejl\w*|e?-?mejl\w*|opštin\w*|uopšten\w*|prop?račun\w*|izvješć\w*",
)
NOT_CROATIAN = words(
    r"hiljad\w*|sedmi(?:c|čn)\w*|tačk\w*|(?:ne)?tačn\w*|ko|neko|niko|svako|šta|tokom|evrop\w*|saradn\w*|uslov\w*|sistem\w*|opšt\w*|uopšt\w*",
    r"obavještenj\w*|izvještaj\w*|tabel\w*|spis(?:ak|k\w*)|sačuva\w*|ponovo|lični\w*|lič(?:an|n[aeou]\w*)|budžet\w*|učesn\w*|učešć\w*|prisustv\w*|inostran\w*",
    r"januar\w*|februar\w*|mart\w*|april\w*|maj|juni?|juli?|avgust\w*|august\w*|septemb\w*|oktob\w*|novemb\w*|decemb\w*",
    r"fajl\w*|link(?:a|u|om|ov\w*)?|filter\w*|imejl\w*|e?-?mejl\w*|kancelarij\w*",
    r"primalac|domaćinstv\w*|(?:pravn|fizičk)\w+ lic\w+|koris[ti]+ova\w*|takođe|nalog\w*|slijedeć\w*|vijest\b(?!i)",
)
NOT_SERBIAN = words(
    r"tisuć\w*|tjed(?:an|n\w*)|točk\w*|(?:ne)?točn\w*|tko|netko|nitko|svatko|tijekom|europ\w*|suradn\w*|uvjet\w*|sustav\w*|općin\w*|opć\w*|općenit\w*",
    r"obavijest\w*|izvješć\w*|zaporka|osobn\w*|proračun\w*|tajni[kc]\w*|vijeć\w*|tablic\w*|poveznic\w*",
    r"siječ(?:anj|nja|nju)|veljač\w*|ožuj(?:ak|k\w*)|svib(?:anj|nj\w*)|lip(?:anj|nj\w*)|srp(?:anj|nj\w*)|kolovoz\w*|ruj(?:an|n\w*)|listopad\w*|studen(?:i|og\w*)|prosin(?:ac|c\w*)",
    r"imejl\w*|e?-?mejl\w*|korištenj\w*|žup(?:an)?ij\w*",
)

COMMON = {
    "ekavian": EKAVIAN,
    "false ijekavian": FALSE_IJEKAVIAN,
    "familiar address": FAMILIAR,
    "Vi without a capital": SMALL_YOU,
    "masculine only": MASCULINE_ONLY,
}
RULES: dict[str, dict[str, re.Pattern[str]]] = {
    "bs": {**COMMON, "not Bosnian": NOT_BOSNIAN},
    "hr": {**COMMON, "not Croatian": NOT_CROATIAN},
    "sr_Latn": {**COMMON, "not Serbian": NOT_SERBIAN},
}

NOT_WORDS = re.compile(r"%\(\w+\)[sdr]|\{\w*\}|<[^>]+>|https?://\S+|&\w+;")
"""Placeholders, markup and addresses: their letters are not language."""


def slips(text: str, locale: str) -> Iterator[tuple[str, str]]:
    """Each word of `text` that breaks a rule of `locale`, with the name of the rule."""
    plain = NOT_WORDS.sub(" ", text)
    for rule, pattern in RULES[locale].items():
        for match in pattern.finditer(plain):
            yield rule, match.group()
