"""The row of an entry, held while something is done with it."""

from __future__ import annotations

from django.http import Http404

from .models import Entry


class Gone(Http404):
    """What somebody acts on is no more. Where a view has nothing better to say, the reader is told that it is not there."""


def hold(number: int, *, no_key: bool = False) -> Entry:
    """The entry as it is now, for us alone until the transaction ends. Raises Gone.

    With `no_key`, others may point at it meanwhile: a comment, a mark.
    """
    entry = Entry.objects.select_for_update(of=("self",), no_key=no_key).filter(pk=number).first()
    if entry is None:
        raise Gone
    return entry
