"""What people thought of a training, without knowing who thought it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.models.fields import PlainTextField

from .signups import SignUp

LEAST = 5
"""So many people answer before anybody sees what they answered."""
BEST = 5
"""The best mark; 1 is the worst."""
LONGEST = 1_000  # letters


class Feedback(models.Model):
    """One person's answers, which lead to nobody: no registration, no time, a number by chance, no audit (that names who
    wrote). How they are stored and shown so that order and differences tell nothing either: `trainings.feedback`.
    """

    MARKS = ("useful", "clear", "organised")
    TEXTS = ("best", "better")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sign_up = models.ForeignKey(
        SignUp, models.CASCADE, related_name="feedback", verbose_name=pgettext_lazy("for a training", "sign-up")
    )
    useful = models.PositiveSmallIntegerField(_("Was it useful to you?"))
    clear = models.PositiveSmallIntegerField(_("Was it easy to follow?"))
    organised = models.PositiveSmallIntegerField(_("Was it well organised?"))
    best = PlainTextField(_("What was best?"), max_length=LONGEST, blank=True)
    better = PlainTextField(_("What should be better next time?"), max_length=LONGEST, blank=True)
    is_shown = models.BooleanField(_("the organiser sees it"), default=False, editable=False)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(useful__range=(1, BEST), clear__range=(1, BEST), organised__range=(1, BEST)),
                name="feedback_marks",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sign_up_id}: {self.useful}/{self.clear}/{self.organised}"
