"""Parts of addresses."""

from django.urls import register_converter


class Number:
    """A positive number that fits into a bigint, written as we write it: no sign, no leading zero, ASCII digits."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Number, "number")
