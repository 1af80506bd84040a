"""The five languages, and how each writes and reads dates and numbers."""

import datetime

import pytest
from django import forms
from django.utils import formats, translation

from text.languages import DEFAULT, LANGUAGES, current, find, html_tag, script_of

OURS = ["bs", "hr", "sr-latn", "sr"]
DAY = datetime.date(2026, 11, 24)
MOMENT = datetime.datetime(2026, 11, 24, 18, 5)


def test_the_table():
    assert [language.code for language in LANGUAGES] == ["bs", "hr", "sr-latn", "sr", "en"]
    assert [language.tag for language in LANGUAGES] == ["bs", "hr", "sr-Latn", "sr-Cyrl", "en"]
    assert [language.label for language in LANGUAGES] == ["bosanski", "hrvatski", "srpski", "српски", "English"]
    assert [language.code for language in LANGUAGES if language.script == "Cyrl"] == ["sr"]


def test_helpers():
    assert html_tag("sr") == "sr-Cyrl"
    assert html_tag("SR-latn") == "sr-Latn"
    assert script_of("sr") == "Cyrl"
    assert script_of("en") == "Latn"
    assert find("de") is find(None) is DEFAULT


def test_current():
    for language in LANGUAGES:
        with translation.override(language.code):
            assert current() is language
    with translation.override(None):
        assert current() is DEFAULT


@pytest.mark.parametrize("code", OURS)
def test_ours(code):
    with translation.override(code):
        assert formats.date_format(DAY) == "24. 11. 2026."
        assert formats.date_format(DAY, "SHORT_DATE_FORMAT") == "24. 11. 2026."
        assert formats.date_format(MOMENT, "DATETIME_FORMAT") == "24. 11. 2026. 18:05"
        assert formats.time_format(MOMENT.time()) == "18:05"
        assert formats.number_format(1234.5, 1, force_grouping=True) == "1.234,5"
        assert formats.number_format(1234567, use_l10n=True, force_grouping=True) == "1.234.567"
        assert formats.sanitize_separators("1.234,5") == "1234.5"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_english():
    with translation.override("en"):
        assert formats.date_format(DAY) == "24 November 2026"
        assert formats.date_format(MOMENT, "DATETIME_FORMAT") == "24 November 2026, 18:05"
        assert formats.number_format(1234.5, 1, force_grouping=True) == "1,234.5"


@pytest.mark.parametrize("code", [*OURS, "en"])
@pytest.mark.parametrize("typed", ["24. 11. 2026.", "24.11.2026", "24.11.2026.", "24/11/2026", "2026-11-24"])
def test_dates_are_read_as_people_type_them(code, typed):
    with translation.override(code):
        assert forms.DateField(localize=True).clean(typed) == DAY


@pytest.mark.parametrize("code", [*OURS, "en"])
def test_what_is_written_can_be_read_again(code):
    with translation.override(code):
        written = formats.localize_input(MOMENT)
        assert forms.DateTimeField(localize=True).clean(written).replace(tzinfo=None) == MOMENT
