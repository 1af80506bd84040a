"""Who has read which lesson."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .lesson import Lesson


class Reading(models.Model):
    """One person says of one lesson that it is read. Nobody else sees it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="lessons_read", verbose_name=_("person")
    )
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="readings", verbose_name=_("lesson"))
    # Of the lesson, as it was read: what changed since is said.
    version = models.PositiveIntegerField(_("version"))
    read = models.DateTimeField(_("read on"), default=timezone.now)

    class Meta:
        verbose_name = _("read lesson")
        verbose_name_plural = _("read lessons")
        constraints = (
            models.UniqueConstraint(fields=["person", "lesson"], name="reading_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="reading_of_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} → {self.lesson_id}"
