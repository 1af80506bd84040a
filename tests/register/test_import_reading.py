"""Files that are not what they should be: each fault is named where it is, and the rows beside it are read."""

import pytest

from tests.register.sheets import as_file, community, problems, row_of

pytestmark = pytest.mark.usefixtures("in_english", "small_register")
FILE = "local_communities.csv"
POPULATION = "column population: “x” is not a number"
WINDOWS = "the file is in Windows-1250, not in UTF-8: save it as CSV in UTF-8"


def named(*places):
    return [f"{FILE}, line {place}" for place in places]


def bad(slug="lijeva"):
    """A row whose fault must be found whatever stands above it."""
    return community(slug=slug, name_lat="Lijeva", population="x")


def test_missing_extra_and_double_columns():
    row = community()
    del row["population"]
    row["stanovnika"] = "5"
    found = problems(as_file(row).replace(b",notes,", b",notes,notes,", 1))
    assert found == named(
        "1, column notes: this column is there twice",
        "1, column population: this column is missing",
        "1, column stanovnika: the register has no such column",
    )


def test_line_is_that_of_the_file_also_after_cells_of_several_lines():
    found = problems(as_file(community(notes="jedan\ndva\ntri"), bad()))
    assert found == named(f"5, {POPULATION}")


def test_empty_file():
    assert len(problems(b"")) > 5


# -- cells that are not there ------------------------------------------------------------------------------------------


def test_too_few_cells():
    found = problems(as_file(community(), bad()) + b"tesanj,druga\n")
    assert found == named(f"3, {POPULATION}", "4, column name_lat: 2 cells where the header has 22")


def test_too_many_cells():
    content = as_file(community(), bad()).replace(b"Mahala,", b"Mahala,,,", 1)
    assert problems(content) == named("2, column 23: 24 cells where the header has 22", f"3, {POPULATION}")


# -- letters -----------------------------------------------------------------------------------------------------------


def test_nul_is_named_in_each_cell():
    rows = [community(name_lat="a\0b", notes="\0"), bad(), community(slug="c\0")]
    assert problems(as_file(*rows)) == named(
        "2, column name_lat: it holds a NUL character",
        "2, column notes: it holds a NUL character",
        f"3, {POPULATION}",
        "4, column slug: it holds a NUL character",
    )


def test_nul_in_the_header():
    content = as_file(community()).replace(b"name_lat", b"name\0_lat", 1)
    assert problems(content) == named("1, column 3: it holds a NUL character")


def test_windows_is_said_once():
    content = as_file(community(name_lat="Žepče", notes="Šćđ"), bad(), community(slug="c", name_lat="Šije"))
    assert problems(content.decode().encode("cp1250")) == named(f"2, column name_lat: {WINDOWS}", f"3, {POPULATION}")


def test_an_encoding_is_named_only_as_far_as_it_is_known():
    content = as_file(bad(), community(name_lat="Tuzla", name_cyr="Тузла")).decode().encode("cp1251")
    reason = "the file is in an older encoding of Cyrillic, not in UTF-8: save it as CSV in UTF-8"
    assert problems(content) == named(f"2, {POPULATION}", f"3, column name_cyr: {reason}")


def test_cyrillic_in_utf_8_says_nothing_about_a_stray_byte():
    content = as_file(bad(), community(name_cyr="Тузла", notes="a?b")).replace(b"a?b", b"a\xffb")
    reason = "the file is not in UTF-8: save it as CSV in UTF-8"
    assert problems(content) == named(f"2, {POPULATION}", f"3, column notes: {reason}")


def test_stray_byte():
    content = as_file(bad(), community(notes="a?b")).replace(b"a?b", b"a\xffb")
    reason = "the file is not in UTF-8: save it as CSV in UTF-8"
    assert problems(content) == named(f"2, {POPULATION}", f"3, column notes: {reason}")


def test_stray_byte_in_the_header():
    content = as_file(community()).replace(b"name_lat", b"n\xe6me_lat", 1)
    assert problems(content) == named(f"1, column 3: {WINDOWS}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_cannot_be_read_at_all(encoding):
    content = as_file(community(name_lat="Žepče")).decode().encode(encoding)
    assert problems(content) == named("1: the file is in UTF-16: save it as CSV in UTF-8")


# -- quotes ------------------------------------------------------------------------------------------------------------


def test_text_after_a_closing_quote():
    content = as_file(community(name_lat="X"), bad()).replace(b",X,", b',"X"Y,', 1)
    reason = "this is not CSV (',' expected after '\"')"
    assert problems(content) == named(f"2, column name_lat: {reason}", f"3, {POPULATION}")


def test_quote_that_nobody_closes():
    content = as_file(community(notes="X"), bad()).replace(b",X,", b',"X,', 1)
    assert problems(content) == named("2, column notes: this is not CSV (unexpected end of data)", f"3, {POPULATION}")


def test_quote_that_a_later_row_seems_to_close():
    content = as_file(community(name_lat="X"), bad(), community(slug="c", notes="a, b")).replace(b",X,", b',"X,', 1)
    first, *others = problems(content)
    assert first.startswith(f"{FILE}, line 2, column name_lat: this is not CSV")
    assert others == named(f"3, {POPULATION}")


def test_broken_row_of_several_lines():
    content = as_file(community(settlements="a\nb", notes="X"), bad()).replace(b",X,", b',"X"Y,', 1)
    first, *others = problems(content)
    assert first.startswith(f"{FILE}, line 2, column notes: this is not CSV")
    assert others == named(f"4, {POPULATION}")


def test_broken_header():
    content = as_file(community()).replace(b"name_lat", b'"name"_lat', 1)
    assert problems(content)[0].startswith(f"{FILE}, line 1, column 3: this is not CSV")


# -- what only looks like a value --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("name_lat", "\x01", "must not be empty"),
        ("population", "1" * 40, f"{'1' * 40} is too large"),
        ("source_url", "https://[a", "“https://[a” is not a web address (it begins with http:// or https://)"),
        ("source_date", "2999", "“2999” lies in the future"),
        ("source_date", "2999-01", "“2999-01” lies in the future"),
        ("confirmed_on", "2999-01-01", "“2999-01-01” lies in the future"),
        ("closed_on", "1. 1. 2999.", "“2999-01-01” lies in the future"),
    ],
)
def test_wrong_cell(column, text, reason):
    row = community(closing_source="Odluka" if column == "closed_on" else "", population="5") | {column: text}
    assert problems(as_file(row)) == named(f"2, column {column}: {reason}")


def test_contact_of_nothing_but_a_control_character():
    row = row_of("contacts.csv", municipality_slug="tesanj", community_slug="jelah", kind="telefon", value="\x7f")
    found = problems(as_file(row | {"visibility": "javno"}), "contacts.csv")
    assert found == ["contacts.csv, line 2, column value: must not be empty"]
