"""Who was there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.models.audit import audit
from register.models.base import refusal
from register.models.fields import LineField

from .certificates import still_earned
from .signups import Registration
from .training import Session


class Attendance(models.Model):
    """That somebody was at a session, or after all was not. Of several ticks the last counts, whichever arrives when.

    Whoever has no row was not ticked. A session with attendance cannot be taken out of its training.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="attendances", verbose_name=_("registration")
    )
    session = models.ForeignKey(
        Session, models.RESTRICT, related_name="attendances", verbose_name=pgettext_lazy("of a training", "session")
    )
    came = models.BooleanField(pgettext_lazy("to a session", "came"))
    # As the device in the hall says it, which may send it hours later; never later than it arrived.
    ticked = models.DateTimeField(_("ticked"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("by whom"), null=True, blank=True
    )
    reason = LineField(_("reason of the correction"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (
            models.UniqueConstraint(fields=["registration", "session"], name="attendance_once_a_session"),
            models.CheckConstraint(condition=~Q(reason__regex=r"^\s+$"), name="attendance_reason_says_something"),
        )
        indexes = (models.Index(fields=["session", "registration"], name="attendance_of", condition=Q(came=True)),)
        triggers = (
            refusal(
                "attendance_of_its_training",
                "the session is one of another training",
                "(SELECT training_id FROM trainings_session WHERE id = NEW.session_id)"
                " <> (SELECT sign_up_id FROM trainings_registration WHERE id = NEW.registration_id)",
            ),
            still_earned(),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.registration_id} / {self.session_id}: {self.came}"
