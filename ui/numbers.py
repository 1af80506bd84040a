"""Numbers as they come in addresses and forms."""

LONGEST = 9  # digits: what fits into the columns that numbers are compared with


def number_in(text: str) -> int | None:
    """The whole number that a text is, in plain digits; None for everything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
