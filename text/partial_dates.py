"""Dates of which only the year, or year and month, is known: `2016`, `2016-03`, `2016-03-31`."""

from datetime import date, timedelta

from django.utils.formats import date_format

from .languages import current


def partial_date(value: str) -> str:
    """As people write it in the current language: "2016", "mart 2016.", "31. 3. 2016."; empty for an empty value."""
    if not value:
        return ""
    year, *rest = (int(part) for part in value.split("-"))
    if not rest:
        return str(year)
    if len(rest) == 1:
        return date_format(date(year, rest[0], 1), "YEAR_MONTH_FORMAT")
    return date_format(date(year, *rest), "DATE_FORMAT")


def since(day: date) -> str:
    """A first day, no more exact than it may be known: a year or a month that was said is kept as its first day.

    It is never false: what began on the first of January began in that year.
    """
    if day.day > 1:
        return date_format(day, "SHORT_DATE_FORMAT")
    of_year, of_month = ("Y", "F Y") if current().code == "en" else ("Y.", "n. Y.")
    return date_format(day, of_year if day.month == 1 else of_month)


def first_day(value: str) -> date | None:
    """The earliest day that it can mean; None for an empty value."""
    if not value:
        return None
    year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(value: str) -> date | None:
    """The latest day that it can mean; None for an empty value."""
    first = first_day(value)
    if first is None or value.count("-") == 2:
        return first
    year, month = (first.year, first.month) if "-" in value else (first.year, 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
