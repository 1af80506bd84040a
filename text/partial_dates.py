"""Dates of which only the year, or year and month, is known: `2016`, `2016-03`, `2016-03-31`."""

from datetime import date

from django.utils.formats import date_format


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
