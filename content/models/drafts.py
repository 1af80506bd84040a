"""What somebody is typing, kept until it is saved: a lost session, a closed tab or an empty battery loses no text."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 100_000
KEPT_DAYS = 30
MOST = 100  # of one person; nobody begins so many forms, a program does


class Draft(models.Model):
    """One form of one person, as it was typed. Nobody else ever sees it, and it is not part of any history."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", verbose_name=_("who"))
    form = models.CharField(_("form"), max_length=100)
    values = models.JSONField(_("what was typed"))
    version = models.PositiveIntegerField(_("version"), default=1)
    saved = models.DateTimeField(_("saved"), auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = (models.UniqueConstraint(fields=["user", "form"], name="draft_once"),)
        indexes = (models.Index(fields=["saved"], name="draft_by_age"),)

    def __str__(self) -> str:
        return self.form

    @property
    def typed(self) -> dict[str, Any]:
        """By the name of the field, as a form is given it."""
        return dict(self.values)
