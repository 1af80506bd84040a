"""The key of a form that creates: the same form sent twice stores one thing."""

from uuid import UUID, uuid4


def once_of(sent: str) -> UUID:
    """The key that the form carried; a form that lost it gets a new one."""
    try:
        return UUID(sent)
    except ValueError:
        return uuid4()
