"""The text inside attached files: what waits to be read, the words of each file, and its parts with their pages.

A trigger makes the row of a file that has a text (`attachments.TEXTUAL`), so that none can be forgotten; the row is the
queue. What came of reading is said by the attachment itself, as lists show it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from register.models.base import TextFunction

from .attachments import Attachment

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

LEASE = timedelta(minutes=3)
"""Longer than reading one file may take (`content.files.texts.extracting.LIMITS`) and storing what it says."""


class FileTextQuerySet(models.QuerySet["FileText"]):
    def due(self) -> Self:
        """Those to read now: waiting ones, and ones whose worker has gone silent."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=timezone.now()), is_due=True)

    def lease_next(self) -> FileText | None:
        """Take one file for this worker alone. Others pass over it: locked now, leased afterwards."""
        with transaction.atomic():
            text = self.due().order_by("tries", "pk").select_for_update(skip_locked=True).first()
            if text is not None:
                text.tries += 1
                text.leased_until = timezone.now() + LEASE
                text.save(update_fields=["tries", "leased_until"])
        return text

    def read_again(self) -> int:
        """Let these wait once more; what was read stays until then. How many there are."""
        return self.update(is_due=True, tries=0, leased_until=None)


class FileText(models.Model):
    """One file that has a text: whether it waits to be read, and the words that were found in it."""

    attachment = models.OneToOneField(Attachment, models.CASCADE, primary_key=True, related_name="text")
    is_due = models.BooleanField(default=True, db_default=True)
    # Before each attempt, as it may be the last thing that a worker does.
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    leased_until = models.DateTimeField(null=True)
    # Of all parts, bounded: `content_file_words` in migration 0023.
    words = SearchVectorField(null=True)

    objects = FileTextQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(is_due=True) | Q(leased_until=None), name="filetext_leased_is_due"),
        )
        indexes = (models.Index(fields=["tries", "attachment"], name="filetext_due", condition=Q(is_due=True)),)

    def __str__(self) -> str:
        return f"text of file {self.pk}"


class FilePartQuerySet(models.QuerySet["FilePart"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Of files that stand below their entries, and that this person may download."""
        return self.filter(attachment__in=Attachment.objects.shown().visible_to(user))


class FilePart(models.Model):
    """A part of the text, mostly a page. A file without pages has parts all the same."""

    attachment = models.ForeignKey(
        Attachment,
        models.CASCADE,
        related_name="parts",
        db_index=False,  # the constraint below begins with it
    )
    place = models.PositiveSmallIntegerField()
    page = models.PositiveSmallIntegerField(null=True)
    text = models.TextField()
    search = models.GeneratedField(
        expression=TextFunction("content_file_vector", F("text"), output_field=SearchVectorField()),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = FilePartQuerySet.as_manager()

    class Meta:
        ordering = ("attachment", "place")
        constraints = (
            models.UniqueConstraint(fields=["attachment", "place"], name="filepart_place_once"),
            models.CheckConstraint(condition=Q(page=None) | Q(page__gt=0), name="filepart_page"),
            models.CheckConstraint(condition=~Q(text=""), name="filepart_has_text"),
        )

    def __str__(self) -> str:
        return f"part {self.place} of file {self.attachment_id}"
