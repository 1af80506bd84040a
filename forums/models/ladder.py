"""The ladder for questions that nobody answers: when it climbs, and whom it has asked. And who knows about which theme."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import Theme
from register.models import Organisation
from register.models.base import tracked

from .questions import Question


@tracked()
class Patience(models.Model):
    """After how many days without an answer each step is taken. One row, kept in the administration."""

    neighbours = models.PositiveSmallIntegerField(_("days until coordinators and people who know the theme"), default=3)
    network = models.PositiveSmallIntegerField(_("days until the network"), default=7)
    service = models.PositiveSmallIntegerField(_("days until the expert service"), default=14)
    deadline = models.PositiveSmallIntegerField(_("days that the expert service has"), default=7)
    most = models.PositiveSmallIntegerField(_("people asked in one step"), default=30)

    class Meta:
        verbose_name = _("patience with unanswered questions")
        verbose_name_plural = _("patience with unanswered questions")
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="patience_once"),
            models.CheckConstraint(
                condition=Q(neighbours__gte=1, network__gt=F("neighbours"), service__gt=F("network"), deadline__gte=1),
                name="patience_climbs",
                violation_error_message=_("Each step needs more days than the one before."),
            ),
            models.CheckConstraint(condition=Q(most__gte=1, most__lte=200), name="patience_asks_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.neighbours}, {self.network}, {self.service}"

    @classmethod
    def current(cls) -> Patience:
        """As it stands, or as it is while nobody has changed it."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Forwarding(models.Model):
    """One step that was taken for one question: when, how many people were asked, until when an answer is due."""

    class Step(models.IntegerChoices):
        NEIGHBOURS = 1, _("passed on to coordinators and people who know the theme")
        NETWORK = 2, _("passed on to the network")
        SERVICE = 3, _("passed on to the expert service")

    question = models.ForeignKey(Question, models.CASCADE, related_name="forwardings", verbose_name=_("question"))
    step = models.PositiveSmallIntegerField(_("step"), choices=Step)
    at = models.DateTimeField(_("when"), default=timezone.now)
    asked = models.PositiveSmallIntegerField(_("people asked"), default=0)
    organisations = models.ManyToManyField(Organisation, related_name="+", verbose_name=_("organisations"), blank=True)
    due = models.DateField(_("answer due by"), null=True, blank=True)

    class Meta:
        verbose_name = _("forwarded question")
        verbose_name_plural = _("forwarded questions")
        ordering = ("step",)
        constraints = (
            models.UniqueConstraint(fields=["question", "step"], name="forwarded_once"),
            models.CheckConstraint(condition=Q(step__in=[1, 2, 3]), name="forwarding_step"),
            models.CheckConstraint(condition=Q(step=3) | Q(due=None), name="forwarding_due_of_the_service"),
        )
        triggers = (pgtrigger.Protect(name="forwarding_is_kept", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return f"{self.question_id}: {self.get_step_display()}"


class Knowledge(models.Model):
    """Somebody says that they know about a theme, and may be asked."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="known_themes", verbose_name=_("user")
    )
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+", verbose_name=_("theme"))
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("theme that somebody knows about")
        verbose_name_plural = _("themes that people know about")
        constraints = (models.UniqueConstraint(fields=["user", "theme"], name="knowledge_once"),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.theme_id}"
