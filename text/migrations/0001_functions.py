"""SQL twins of `text.fold` and `text.sort`, and the extensions that the site's indexes use.

The letters are a frozen copy of `text.alphabet`: a migration must do the same tomorrow as today. Whoever changes the
Python writes a further migration with the new copy; `tests/text/test_sql.py` fails until both agree again.

The bodies are SQL-standard ones, bound when they are created: a generated column that calls them survives a restore,
which runs with an empty search_path. `translate()` changes case and marks alike, because `lower()` follows the
database's locale. A letter that is spelt with several signs first becomes a capital, which nothing else is by then.
"""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

PLAIN = {
    "a": "AaÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎАа",
    "b": "BbБб",
    "c": "CcÇçĆćĈĉĊċČčЋЌЦЧцчћќ",
    "d": "DdĎďДд",
    "e": "EeÈÉÊËèéêëĒēĔĕĖėĘęĚěЀЁЄЕЭеэѐёє",
    "f": "FfФф",
    "g": "GgĜĝĞğĠġĢģǦǧГгҐґ",
    "h": "HhĤĥĦħХх",
    "i": "IiÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐІЍИЫиыіѝ",
    "j": "JjĴĵЈЙйј",
    "k": "KkĶķǨǩКк",
    "l": "LlĹĺĻļĽľĿŀŁłЛл",
    "m": "MmМм",
    "n": "NnÑñŃńŅņŇňŉНн",
    "o": "OoÒÓÔÕÖØòóôõöøŌōŎŏŐőǑǒОо",
    "p": "PpПп",
    "q": "Qq",
    "r": "RrŔŕŖŗŘřРр",
    "s": "SsßŚśŜŝŞşŠšȘșСШсшẞ",
    "t": "TtŢţŤťŦŧȚțТт",
    "u": "UuÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųǓǔЎУуў",
    "v": "VvВв",
    "w": "WwŴŵ",
    "x": "Xx",
    "y": "YyÝýÿŶŷŸ",
    "z": "ZzŹźŻżŽžƵƶЖЗжз",
    "ae": "Ææ",
    "dj": "ÐðĐđЂЃђѓ",
    "dz": "ǄǅǆЅЏѕџ",
    "ja": "Яя",
    "ji": "Її",
    "ju": "Юю",
    "lj": "ǇǈǉЉљ",
    "nj": "ǊǋǌЊњ",
    "oe": "Œœ",
    "sc": "Щщ",
    "th": "Þþ",
}
SORTED = {
    "c~": "ČčЧч",
    "c~~": "ĆćЋћ",
    "d~": "ǄǅǆЏџ",
    "d~~": "ÐðĐđЂђ",
    "l~": "ǇǈǉЉљ",
    "n~": "ǊǋǌЊњ",
    "s~": "ŠšШш",
    "z~": "ŽžЖж",
}
VANISHING = "ЪЬъь\u00ad\u2060\ufeff" + "".join(map(chr, [*range(0x300, 0x370), *range(0x200B, 0x2010)]))
COMPOSED = {
    "č": ("c\u030c", "C\u030c"),
    "ć": ("c\u0301", "C\u0301"),
    "š": ("s\u030c", "S\u030c"),
    "ž": ("z\u030c", "Z\u030c"),
}


def spelt(letters: dict[str, str], text: str) -> str:
    """SQL that spells `text` with the table `letters` and puts one space wherever something else stood."""
    placeholders = dict(zip([each for each in letters if len(each) > 1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False))
    # sorted, because translate() looks a sign up from the left: ASCII is what it mostly meets
    pairs = sorted((sign, placeholders.get(each, each)) for each, several in letters.items() for sign in several)
    signs, spelling = ("".join(column) for column in zip(*pairs, strict=True))
    sql = f"translate({text}, '{signs}{VANISHING}', '{spelling}')"
    sql = f"btrim(regexp_replace({sql}, '[^a-zA-Z0-9]+' COLLATE \"C\", ' ', 'g'), ' ')"
    for each, placeholder in placeholders.items():
        sql = f"replace({sql}, '{placeholder}', '{each}')"
    return sql


def composed(text: str) -> str:
    """SQL that joins a letter and its combining mark, for the letters that sort apart."""
    for letter, several in COMPOSED.items():
        for pair in several:
            text = f"replace({text}, '{pair}', '{letter}')"
    return text


def sort_letters() -> dict[str, str]:
    """PLAIN, without the signs that SORTED spells otherwise."""
    moved = "".join(SORTED.values())
    return {each: "".join(sign for sign in signs if sign not in moved) for each, signs in PLAIN.items()} | SORTED


def function(signature: str, returns: str, body: str) -> migrations.RunSQL:
    """An operation that makes a pure function of the form that indexes and generated columns may call."""
    return migrations.RunSQL(
        f"CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN {body}",
        f"DROP FUNCTION {signature}",
    )


FOLD = """
    regexp_replace(
        regexp_replace(
            regexp_replace(text_plain(t), '(?<=[bcdfghklmnprstvz])ije(?=[a-z])', 'e', 'g'),
            '(?<=[bcdlmnprstvz])je(?=[a-z])', 'e', 'g'),
        '(?<![a-z0-9])opcin', 'opstin', 'g')
"""

SORT_KEY = f"""
    regexp_replace(
        regexp_replace(
            replace(replace(replace({spelt(sort_letters(), composed("t"))}, 'dz~', 'd~'), 'lj', 'l~'), 'nj', 'n~'),
            '([0-9]+)', '000000\\1', 'g'),
        '0*([0-9]{{6,}})', '\\1', 'g')
"""

SHAPES = """
    ARRAY(SELECT DISTINCT left(word, 32)
          FROM unnest(string_to_array(text_plain(t) || ' ' || text_fold(t), ' ')) AS word
          WHERE word <> '')
"""

SLIP_SHAPES = """
    ARRAY(SELECT DISTINCT each
          FROM unnest(shapes) AS shape,
               unnest(ARRAY[shape, replace(replace(replace(replace(shape, 'dj', 'd'), 'lj', 'l'), 'nj', 'n'), 'dz', 'z')])
                   AS each
          WHERE each !~ '[0-9]')
"""

SEARCH_KEYS = """
    ARRAY(
        WITH words AS MATERIALIZED (SELECT text_shapes(t) AS shapes),
             slips AS MATERIALIZED (
                 SELECT shape FROM words, unnest(text_slip_shapes(shapes)) AS shape WHERE length(shape) >= 4)
        SELECT 'p:' || left(each, n)
        FROM words,
             unnest(shapes) AS shape,
             unnest(ARRAY[shape, replace(shape, 'dj', 'd')]) AS each,
             generate_series(least(2, length(each)), length(each)) AS n
        UNION
        SELECT 'd:' || shape FROM slips
        UNION
        SELECT 'd:' || left(shape, n - 1) || substr(shape, n + 1) FROM slips, generate_series(1, length(shape)) AS n
        ORDER BY 1)
"""

# The letters before place n are the same; then one is wrong, or missing on one side, or two are swapped.
ONE_SLIP = """
    EXISTS (
        SELECT FROM generate_series(0, greatest(length(a), length(b))) AS n
        WHERE left(a, n) = left(b, n)
          AND (substr(a, n + 2) = substr(b, n + 2)
               OR substr(a, n + 2) = substr(b, n + 1)
               OR substr(a, n + 1) = substr(b, n + 2)
               OR (substr(a, n + 1, 1) = substr(b, n + 2, 1)
                   AND substr(a, n + 2, 1) = substr(b, n + 1, 1)
                   AND substr(a, n + 3) = substr(b, n + 3))))
"""

HAS_SLIP = """
    EXISTS (
        SELECT FROM unnest(text_slip_shapes(text_shapes(t))) AS a, unnest(text_slip_shapes(text_shapes(word))) AS b
        WHERE text_one_slip(a, b))
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        function("text_plain(t text)", "text", spelt(PLAIN, "t")),
        function("text_fold(t text)", "text", FOLD),
        function("text_sort_key(t text)", "text", SORT_KEY),
        function("text_shapes(t text)", "text[]", SHAPES),
        function("text_slip_shapes(shapes text[])", "text[]", SLIP_SHAPES),
        function("text_search_keys(t text)", "text[]", SEARCH_KEYS),
        function("text_one_slip(a text, b text)", "boolean", ONE_SLIP),
        function("text_has_slip(t text, word text)", "boolean", HAS_SLIP),
    ]
