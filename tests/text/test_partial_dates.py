"""Days of which it is not said whether they were known as days."""

from datetime import date

import pytest
from django.utils.translation import override

from text.partial_dates import since


@pytest.mark.parametrize(
    ("day", "bs", "en"),
    [
        (date(2024, 1, 1), "2024.", "2024"),
        (date(2024, 3, 1), "3. 2024.", "March 2024"),
        (date(2024, 3, 5), "5. 3. 2024.", "5 Mar 2024"),
        (date(2024, 1, 31), "31. 1. 2024.", "31 Jan 2024"),
    ],
)
def test_a_first_day_is_no_more_exact_than_it_may_be_known(day, bs, en):
    for language, words in (("bs", bs), ("sr-latn", bs), ("en", en)):
        with override(language):
            assert since(day) == words
