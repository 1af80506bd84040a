"""What the organiser asks those who sign up, and what they answer."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.models.audit import audit
from register.models.base import refusal
from register.models.fields import LineField

from .signups import Registration, SignUp

MOST = 8
MOST_CHOICES = 8
YES_NO = (("yes", pgettext_lazy("answer", "yes")), ("no", pgettext_lazy("answer", "no")))


class Question(models.Model):
    """One question. What was asked stays as it is once somebody has answered it."""

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("kind of a question", "a text")
        CHOICE = "choice", pgettext_lazy("kind of a question", "one of several answers")
        YES_NO = "yes_no", pgettext_lazy("kind of a question", "yes or no")

    class Shown(models.TextChoices):
        ORGANISERS = "organisers", pgettext_lazy("who sees the answer", "the organisers")
        TRAINERS = "trainers", pgettext_lazy("who sees the answer", "also the trainers, on the printed list")

    sign_up = models.ForeignKey(
        SignUp, models.CASCADE, related_name="questions", verbose_name=pgettext_lazy("for a training", "sign-up")
    )
    position = models.PositiveSmallIntegerField(_("place in lists"))
    text = LineField(pgettext_lazy("to an applicant", "question"), max_length=200)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.TEXT)
    choices = ArrayField(LineField(max_length=100), verbose_name=_("answers to choose from"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    shown = models.CharField(_("who sees the answers"), max_length=10, choices=Shown, default=Shown.ORGANISERS)

    class Meta:
        verbose_name = pgettext_lazy("to an applicant", "question")
        verbose_name_plural = pgettext_lazy("to applicants", "questions")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["sign_up", "position"], deferrable=models.Deferrable.DEFERRED, name="training_question_position"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="training_question_asks"),
            models.CheckConstraint(condition=Q(kind__in=["text", "choice", "yes_no"]), name="training_question_kind"),
            models.CheckConstraint(condition=Q(shown__in=["organisers", "trainers"]), name="training_question_shown"),
            models.CheckConstraint(
                condition=Q(kind="choice", choices__len__gte=2) | (~Q(kind="choice") & Q(choices=[])),
                name="training_question_choices",
            ),
        )
        triggers = (audit(),)

    def __str__(self) -> str:
        return str(self.text)


class Answer(models.Model):
    """What one person answered."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    question = models.ForeignKey(
        Question,
        models.RESTRICT,
        related_name="answers",
        verbose_name=pgettext_lazy("to an applicant", "question"),
    )
    text = LineField(pgettext_lazy("of an applicant", "answer"), max_length=500)

    class Meta:
        verbose_name = pgettext_lazy("of an applicant", "answer")
        verbose_name_plural = pgettext_lazy("of applicants", "answers")
        constraints = (
            models.UniqueConstraint(fields=["registration", "question"], name="training_answer_once"),
            models.CheckConstraint(condition=~Q(text=""), name="training_answer_says_something"),
        )
        triggers = (
            refusal(
                "training_answer_of_its_training",
                "the question belongs to another training",
                "(SELECT sign_up_id FROM trainings_question WHERE id = NEW.question_id) <> "
                "(SELECT sign_up_id FROM trainings_registration WHERE id = NEW.registration_id)",
            ),
            audit(),
        )

    def __str__(self) -> str:
        return str(self.text)

    @property
    def said(self) -> str:
        """In the reader's language where it was a yes or a no."""
        return str(dict(YES_NO).get(self.text, self.text) if self.question.kind == Question.Kind.YES_NO else self.text)
