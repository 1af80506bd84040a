"""Reads the text of attached files, one after another: a line of `TICKS`, and `manage.py files_read`.

The file is read without a transaction; what it says is stored in one, with the entry held, as every change of an entry
is. Killed anywhere, it is as if the attempt had not been made, but for its number.
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import Protocol

from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import F, Func

from .files import store
from .files.texts.extracting import Extracted, extract
from .held import Gone, hold
from .models import Attachment, FilePart, FileText

logger = logging.getLogger(__name__)
MOST_TRIES = 3
BATCH = 100
TURN = 20.0  # seconds after which no further file is begun


class Run(Protocol):
    """As much of a line of the schedule as is needed here."""

    def goes_on(self) -> bool:
        """Asked between two files."""


def read_all(run: Run) -> None:
    """The files that wait, as many as one turn has time for: mail shall not wait for all that a site holds."""
    ends = monotonic() + TURN
    while run.goes_on() and read_next() and monotonic() < ends:
        pass


def read_next() -> bool:
    """One file; False where none waits."""
    text = FileText.objects.lease_next()
    if text is None:
        return False
    file = Attachment.objects.filter(pk=text.pk).first()
    if file is not None:  # taken away meanwhile
        keep(text, file, _extracted(text, file))
    return True


def _extracted(text: FileText, file: Attachment) -> Extracted:
    """One that ended the worker with itself, again and again, is not asked for any more."""
    if text.tries > MOST_TRIES:
        logger.error("attachment %s: given up after %s attempts to read its text", file.pk, MOST_TRIES)
        return Extracted("broken")
    try:
        with store.open_for_reading(file.path) as content:
            return extract(content, file.kind)
    except FileNotFoundError:
        logger.error("attachment %s: the file %s is gone", file.pk, file.path)
        return Extracted("broken")


def keep(text: FileText, file: Attachment, found: Extracted) -> bool:
    """Store what was found instead of what there was. False where the file is gone, or another worker has taken over."""
    with transaction.atomic():
        try:
            hold(file.entry_id, no_key=True)
        except Gone:
            return False
        mine = FileText.objects.filter(pk=text.pk, is_due=True, leased_until=text.leased_until)
        if not mine.select_for_update().exists():
            return False
        FilePart.objects.filter(attachment=file).delete()
        FilePart.objects.bulk_create(
            [
                FilePart(attachment=file, place=place, page=page, text=said)
                for place, (page, said) in enumerate(found.pieces, 1)
            ],
            BATCH,
        )
        Attachment.objects.filter(pk=file.pk).update(
            reading=found.state, page_count=found.page_count, pages_read=found.pages_read
        )
        words = Func(F("pk"), function="content_file_words", output_field=SearchVectorField())
        mine.update(is_due=False, tries=0, leased_until=None, words=words)
    return True
