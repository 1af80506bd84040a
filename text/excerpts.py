"""The beginning of a text, for lists."""

EXCERPT = 150  # characters
READ = EXCERPT + 1  # of a text that is cut to one


def excerpt(text: str) -> str:
    """The beginning of a text, of whole words as far as there are any."""
    if len(text) <= EXCERPT:
        return text
    beginning, _space, rest = text[: EXCERPT - 1].rpartition(" ")
    return f"{(beginning or rest).rstrip(' ,;:–')}…"
