"""Documents beside an entry: kept as they were sent, offered for download, never shown on our pages."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from register.models.fields import LineField

from .audit import audit
from .entries import Entry
from .files import DocumentQuerySet

MOST = 8
"""So many for one entry."""
TEXTUAL = ("pdf", "docx", "odt")
"""The kinds whose text is read, and found."""


class Attachment(models.Model):
    """One file. What it is was judged by its content (`content.files.documents`), its name is for people."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        XLSX = "xlsx", "XLSX"
        ODT = "odt", "ODT"
        PICTURE = "picture", _("picture")

    class Reading(models.TextChoices):
        """What came of reading its text (`content.files.texts`), as lists of files say it."""

        READ = "read", ""
        CUT = "cut", _("only its beginning can be searched")
        SCANNED = "scanned", _("scanned: its text cannot be searched")
        ENCRYPTED = "encrypted", _("locked with a password")
        BROKEN = "broken", _("its text cannot be read")
        TOO_LARGE = "too_large", _("too large to be searched")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments", verbose_name=_("entry"))
    name = LineField(_("name of the file"), max_length=120)
    title = LineField(_("what it is"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    content_type = models.CharField(_("type"), max_length=100)
    path = models.CharField(_("file"), max_length=60, unique=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    added = models.DateTimeField(_("added"), auto_now_add=True)
    # Added to what is published by somebody whose changes a moderator looks at first.
    waits = models.BooleanField(_("waits for review"), default=False, editable=False)
    # Empty while it waits to be read (`FileText`), and of files that have no text.
    reading = models.CharField(_("text"), max_length=9, choices=Reading, blank=True, default="", editable=False)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    pages_read = models.PositiveIntegerField(_("pages read"), null=True, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["pdf", "docx", "xlsx", "odt", "picture"]), name="attachment_kind"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_has_content"),
            models.CheckConstraint(condition=~Q(name=""), name="attachment_has_name"),
            models.CheckConstraint(
                condition=Q(reading="", page_count=None)
                | Q(reading__in=["read", "cut", "scanned", "encrypted", "broken", "too_large"], kind__in=TEXTUAL),
                name="attachment_reading",
            ),
            models.CheckConstraint(condition=Q(pages_read=None) | Q(reading="cut"), name="attachment_read_in_part"),
            # The same file twice below one entry is a slip.
            models.UniqueConstraint(fields=["entry", "sha256"], name="attachment_once"),
        )
        triggers = (
            audit("path", "sha256", "reading", "page_count", "pages_read"),
            pgtrigger.Trigger(
                name="text_waits",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind__in=TEXTUAL),
                func="INSERT INTO content_filetext (attachment_id) VALUES (NEW.id); RETURN NULL;",
            ),
        )

    def __str__(self) -> str:
        return str(self.title or self.name)

    def get_absolute_url(self) -> str:
        return reverse("content:attachment", args=[self.pk])

    @property
    def in_words(self) -> str:
        """What readers should know of its text, if anything: mostly it is simply found."""
        if self.pages_read:
            return str(_("searchable up to page %(page)s") % {"page": self.pages_read})
        return str(self.get_reading_display())
