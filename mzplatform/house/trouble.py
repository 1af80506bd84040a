"""The one kind of error that people at the command line are meant to see."""


class Trouble(Exception):  # noqa: N818 - it is a sentence for a person, not a fault of the program
    """One sentence that says what is wrong and what to do. Shown without a traceback; the exit status is 1."""
