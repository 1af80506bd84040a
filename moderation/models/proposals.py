"""Changes of published texts that wait for a moderator, while readers see the approved version."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import Entry

from .decisions import Decision


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> ProposalQuerySet:
        """Not decided yet."""
        return self.filter(decision=None)


class Proposal(models.Model):
    """What an author typed into the forms of a published entry: `{form: {field: [text, …]}}`, judged when it is taken over."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="proposals", verbose_name=_("entry"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposals", verbose_name=_("proposed by")
    )
    typed = models.JSONField(_("what was typed"))
    base = models.PositiveIntegerField(_("version that it changes"))
    since = models.DateTimeField(_("since"), default=timezone.now)
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="proposals", null=True, blank=True, verbose_name=_("answered by")
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ("since", "pk")
        constraints = (models.UniqueConstraint(fields=["entry"], condition=Q(decision=None), name="proposal_one_open"),)
        indexes = (models.Index(fields=["since"], name="proposal_queue", condition=Q(decision=None)),)

    def __str__(self) -> str:
        return str(self.entry)

    def part(self, form: str) -> dict[str, Any] | None:
        """What was typed into one form of it."""
        return dict(self.typed).get(form)
