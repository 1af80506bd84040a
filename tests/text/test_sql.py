"""The SQL functions do what the Python does, on 10,000 strings that look for trouble."""

import pytest
from django.db import connection
from django.db.models import Value

from register.models import Municipality
from tests.text.register import NAMES
from tests.text.strings import troublesome
from text.alphabet import INVISIBLE, ascii_table
from text.fold import fold, has_slip, one_slip, plain, search_keys
from text.functions import Fold, HasSlip
from text.sort import sort_key

pytestmark = pytest.mark.django_db

STRINGS = [*troublesome(10_000 - len(NAMES), seed=2026), *NAMES]
SIGNS = [*ascii_table(), *INVISIBLE, *map(chr, range(1, 0x2100))]


def in_sql(function, *columns):
    """`function` of each row of the columns, in their order."""
    names = [f"a{i}" for i in range(len(columns))]
    arrays = ", ".join(["%s::text[]"] * len(columns))
    query = f"SELECT {function}({', '.join(names)}) FROM unnest({arrays}) WITH ORDINALITY AS row({', '.join(names)}, n) ORDER BY n"  # noqa: S608, E501
    with connection.cursor() as cursor:
        cursor.execute(query, [list(column) for column in columns])
        return [row[0] for row in cursor.fetchall()]


def differences(inputs, found, expected):
    return [
        (ascii(each), sql, python) for each, sql, python in zip(inputs, found, expected, strict=True) if sql != python
    ]


@pytest.mark.parametrize(
    ("function", "twin"),
    [("text_plain", plain), ("text_fold", fold), ("text_sort_key", sort_key), ("text_search_keys", search_keys)],
)
def test_sql_and_python_agree(function, twin):
    assert differences(STRINGS, in_sql(function, STRINGS), map(twin, STRINGS)) == []


@pytest.mark.parametrize(("function", "twin"), [("text_plain", plain), ("text_sort_key", sort_key)])
def test_they_agree_on_every_single_sign(function, twin):
    around = [f"a{sign}b" for sign in SIGNS]
    assert differences(around, in_sql(function, around), map(twin, around)) == []


def test_they_agree_on_slips():
    words = [word for text in troublesome(500, seed=7) for word in plain(text).split()][:1000]
    words += [a + b + c for a in "ab" for b in ("", "a", "bc") for c in ("", "c", "cb", "bca")]
    firsts = [first for first in words[-15:] for _ in words]
    seconds = words * 15
    firsts = firsts[: len(seconds)]
    assert (
        differences(
            zip(firsts, seconds, strict=True), in_sql("text_one_slip", firsts, seconds), map(one_slip, firsts, seconds)
        )
        == []
    )


def test_they_agree_on_slips_within_a_text():
    texts, words = (
        STRINGS[-500:],
        [name.split()[0][::-1] if i % 3 else name.split()[0] for i, name in enumerate(NAMES[:500])],
    )
    assert (
        differences(zip(texts, words, strict=True), in_sql("text_has_slip", texts, words), map(has_slip, texts, words))
        == []
    )


def test_the_order_is_the_same():
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT name FROM unnest(%s::text[]) AS name ORDER BY text_sort_key(name) COLLATE "C", name COLLATE "C"',
            [NAMES],
        )
        assert [row[0] for row in cursor.fetchall()] == sorted(NAMES, key=lambda name: (sort_key(name), name))


def test_null_gives_null():
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_fold(NULL), text_sort_key(NULL), text_search_keys(NULL), text_one_slip('a', NULL)")
        assert cursor.fetchone() == (None, None, None, None)


def test_they_need_no_search_path():
    """As in a restore, which computes generated columns with an empty one."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = ''")
        cursor.execute(
            "SELECT public.text_search_keys('Žepče'), public.text_sort_key('Čapljina'), public.text_has_slip('Tuzla', 'Tulza')"
        )
        assert cursor.fetchone() == (search_keys("Žepče"), "c~apl~ina", True)


def test_indexes_may_use_them():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, provolatile, proparallel, proisstrict FROM pg_proc JOIN pg_language ON prolang = pg_language.oid"
            " WHERE proname LIKE 'text\\_%%' AND lanname = 'sql'"
        )
        found = {name: rest for name, *rest in cursor.fetchall()}
    assert {"text_fold", "text_sort_key", "text_search_keys", "text_one_slip", "text_has_slip"} <= set(found)
    assert all(rest == ["i", "s", True] for rest in found.values())


def test_queries_may_use_them(places):
    name = Municipality.objects.values_list("name", flat=True).first()
    found = Municipality.objects.alias(folded=Fold("name")).filter(
        HasSlip("name", Value(f"{name}x")), folded=fold(name)
    )
    assert name in found.values_list("name", flat=True)
