"""Minutes of a meeting: written, open for seven days to remarks of those who were there, adopted; a correction is another
version.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.models.audit import audit
from register.models.base import refusal
from register.models.fields import LineField, PlainTextField

from .meetings import Meeting

OPEN_FOR = timedelta(days=7)
DAYS = "interval '7 days'"
"""The same, for the database."""


class Minutes(models.Model):
    """One version of the minutes. What was adopted does not change."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("of minutes", "being written")
        OPEN = "open", pgettext_lazy("of minutes", "open to remarks")
        ADOPTED = "adopted", pgettext_lazy("of minutes", "adopted")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="minutes_versions", verbose_name=_("meeting"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    text = PlainTextField(_("text"))
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.DRAFT, db_default=State.DRAFT)
    # Of a later version: what it corrects.
    reason = LineField(_("what is corrected"), max_length=300, blank=True)
    written = models.DateTimeField(_("last written on"), default=timezone.now)
    opened = models.DateTimeField(_("open to remarks since"), null=True, editable=False)
    adopted = models.DateTimeField(_("adopted on"), null=True, editable=False)
    # An act of office; the minutes stay without the name.
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("adopted by"), null=True
    )
    is_public = models.BooleanField(_("everyone may read it"), default=False)
    # For two people who write at the same moment.
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("of a meeting", "minutes")
        verbose_name_plural = pgettext_lazy("of a meeting", "minutes")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_once"),
            models.CheckConstraint(
                condition=Q(state="draft", opened=None, adopted=None)
                | Q(state="open", opened__isnull=False, adopted=None)
                | Q(state="adopted", opened__isnull=False, adopted__isnull=False),
                name="minutes_days_of_their_state",
            ),
            models.CheckConstraint(
                condition=Q(adopted=None) | Q(adopted__gte=F("opened") + OPEN_FOR), name="minutes_open_for_seven_days"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="minutes_correction_says_why"),
            models.CheckConstraint(
                condition=Q(state="adopted") | Q(is_public=False), name="minutes_public_once_adopted"
            ),
        )
        triggers = (
            pgtrigger.FSM(name="minutes_moves", field="state", transitions=[("draft", "open"), ("open", "adopted")]),
            refusal(
                "minutes_adopted_stay",
                "adopted minutes do not change, a correction is another version",
                "to_jsonb(NEW) - 'adopted_by_id' - 'is_public' IS DISTINCT FROM to_jsonb(OLD) - 'adopted_by_id' - 'is_public'"
                " OR NEW.adopted_by_id IS NOT NULL AND NEW.adopted_by_id IS DISTINCT FROM OLD.adopted_by_id",
                on=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state = 'adopted'"),
            ),
            refusal(
                "minutes_adopted_with_all_remarks_answered",
                "each remark is taken over or answered before",
                "EXISTS (SELECT FROM networks_remark WHERE minutes_id = NEW.id AND answered IS NULL)",
                on=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state = 'open' AND NEW.state = 'adopted'"),
            ),
            refusal(
                "minutes_follow_adopted_ones",
                "a correction corrects what was adopted",
                "NOT EXISTS (SELECT FROM networks_minutes WHERE meeting_id = NEW.meeting_id AND number = NEW.number - 1"
                " AND state = 'adopted')",
                on=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.number > 1"),
            ),
            pgtrigger.Protect(
                name="minutes_adopted_are_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state = 'adopted'"),
            ),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id}, {self.number}: {self.state}"

    @property
    def closes(self) -> datetime | None:
        """Until when remarks are taken."""
        return self.opened + OPEN_FOR if self.opened else None

    @property
    def takes_remarks(self) -> bool:
        """Whether somebody who was there may still say something."""
        return self.state == self.State.OPEN and self.closes is not None and timezone.now() < self.closes


class Remark(models.Model):
    """What somebody who was there says of the minutes, and what became of it."""

    minutes = models.ForeignKey(
        Minutes, models.CASCADE, related_name="remarks", verbose_name=pgettext_lazy("of a meeting", "minutes")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="remarks", verbose_name=_("person"), null=True
    )
    text = PlainTextField(_("remark"))
    made = models.DateTimeField(_("made on"), default=timezone.now)
    answered = models.DateTimeField(_("answered on"), null=True, editable=False)
    is_taken = models.BooleanField(_("taken over"), null=True)
    answer = PlainTextField(_("answer"), blank=True)
    once = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("remark on minutes")
        verbose_name_plural = _("remarks on minutes")
        ordering = ("made", "pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "once"], name="remark_sent_once"),
            models.CheckConstraint(
                condition=Q(answered=None, is_taken=None) | Q(answered__isnull=False, is_taken__isnull=False),
                name="remark_answered_whole",
            ),
            models.CheckConstraint(condition=~Q(is_taken=False) | ~Q(answer=""), name="remark_not_taken_says_why"),
        )
        triggers = (
            refusal(
                "remark_of_somebody_who_was_there",
                "only who was there says something, within seven days",
                f"""
                NOT EXISTS (
                    SELECT FROM networks_minutes m JOIN networks_attendee a ON a.meeting_id = m.meeting_id
                        WHERE m.id = NEW.minutes_id AND a.person_id = NEW.person_id AND m.state = 'open'
                            AND now() < m.opened + {DAYS})
                """,
                on=pgtrigger.Insert,
            ),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.pk}"
