"""English for readers in Europe: 24 November 2026, 18:00, 1,234.5; a day stands before its month when it is typed."""

from text.formats.ours import DATE_INPUT_FORMATS as _DATES
from text.formats.ours import TIME_INPUT_FORMATS as TIME_INPUT_FORMATS  # noqa: PLC0414

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
FIRST_DAY_OF_WEEK = 1

DATE_INPUT_FORMATS = ["%d %B %Y", "%d %b %Y", *_DATES]
DATETIME_INPUT_FORMATS = [
    *(
        f"{date}{comma} {time}"
        for date in DATE_INPUT_FORMATS
        for comma in ("", ",")
        for time in ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f")
    ),
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
]

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
