"""What readers think should not stand on the site."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from register.models.fields import PlainTextField

from .decisions import Decision
from .reasons import Reason


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        """Not answered yet."""
        return self.filter(decision=None)


class Report(models.Model):
    """One report by a member or a visitor; a visitor leaves no trace but the words."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="reports", verbose_name=_("entry"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("reported by"),
    )
    reason = models.ForeignKey(Reason, models.PROTECT, related_name="+", verbose_name=_("reason"))
    words = PlainTextField(_("in their words"), max_length=2000, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    # The key of the form: a visitor's report sent twice is one. It is of the form alone and leads to nobody.
    once = models.UUIDField(null=True, blank=True, editable=False)
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="reports", null=True, blank=True, verbose_name=_("answered by")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("at", "pk")
        constraints = (
            # One person, one open report on an entry. Visitors are told apart by their forms alone.
            models.UniqueConstraint(
                fields=["entry", "by"], condition=Q(decision=None, by__isnull=False), name="report_once"
            ),
            models.UniqueConstraint(fields=["entry", "once"], name="report_sent_once"),
        )
        indexes = (models.Index(fields=["at"], name="report_queue", condition=Q(decision=None)),)

    def __str__(self) -> str:
        return f"{self.reason}: {self.entry_id}"
