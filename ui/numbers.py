"""Numbers as they come in addresses and forms."""

SMALL, ROW = 9, 18
"""How many digits surely fit into an integer of PostgreSQL, and into the number of a row."""


def number_in(text: str, digits: int = SMALL) -> int | None:
    """The whole number that a text is, in plain digits; None for everything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
