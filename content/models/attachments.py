"""Documents beside an entry: kept as they were sent, offered for download, never shown on our pages."""

from __future__ import annotations

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


class Attachment(models.Model):
    """One file. What it is was judged by its content (`content.files.documents`), its name is for people."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        XLSX = "xlsx", "XLSX"
        ODT = "odt", "ODT"
        PICTURE = "picture", _("picture")

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
            # The same file twice below one entry is a slip.
            models.UniqueConstraint(fields=["entry", "sha256"], name="attachment_once"),
        )
        triggers = (audit("path", "sha256"),)

    def __str__(self) -> str:
        return str(self.title or self.name)

    def get_absolute_url(self) -> str:
        return reverse("content:attachment", args=[self.pk])
