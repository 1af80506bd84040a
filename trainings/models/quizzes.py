"""A short quiz: of a training before and after it, of a lesson by itself; what is asked, and how people answered."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.models import Entry
from content.models.audit import audit
from register.models.base import refusal
from register.models.fields import LineField, PlainTextField

from .signups import Registration

MOST = 15
LEAST_CHOICES, MOST_CHOICES = 2, 6

# At the end of the transaction: a whole quiz goes with its entry, and there the order of the rows is Django's.
STAYS = """
    IF EXISTS (SELECT FROM trainings_quiz WHERE entry_id = OLD.quiz_id)
            AND EXISTS (SELECT FROM trainings_quiztry WHERE quiz_id = OLD.quiz_id) THEN
        RAISE EXCEPTION 'quiz_question_stays: somebody has answered it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quiz_question_stays';
    END IF;
    RETURN NULL;
"""


class Quiz(models.Model):
    """What is asked, and how much of it one has to know. Once somebody has tried, all of it stays as it is."""

    entry = models.OneToOneField(
        Entry, models.CASCADE, primary_key=True, related_name="quiz", verbose_name=_("training or lesson")
    )
    pass_percent = models.PositiveSmallIntegerField(_("right answers to pass, in percent"), default=60)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = (
            models.CheckConstraint(condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="quiz_pass_percent"),
        )
        triggers = (
            refusal(
                "quiz_of_a_training_or_a_lesson",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_id) NOT IN ('training', 'lesson')",
            ),
            refusal(
                "quiz_stays",
                "somebody has answered it",
                "EXISTS (SELECT FROM trainings_quiztry WHERE quiz_id = NEW.entry_id)",
                on=pgtrigger.Update,
            ),
            audit("version", key="entry_id"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.pass_percent} %"

    @property
    def is_answered(self) -> bool:
        """Whether somebody has tried, so that what is asked stays; asks the database."""
        return not self._state.adding and self.tries.exists()


class QuizQuestion(models.Model):
    """One question with its answers, of which one or more are right: their places in `choices`, from 1."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="questions", verbose_name=_("quiz"))
    position = models.PositiveSmallIntegerField(_("place in lists"))
    text = LineField(pgettext_lazy("of a quiz", "question"), max_length=300)
    choices = ArrayField(LineField(max_length=200), verbose_name=_("answers to choose from"))
    right = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("right answers"))
    explanation = PlainTextField(_("explanation"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of a quiz", "question")
        verbose_name_plural = pgettext_lazy("of a quiz", "questions")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["quiz", "position"], deferrable=models.Deferrable.DEFERRED, name="quiz_question_position"
            ),
            # With the places taken once each, it is what limits how many there are.
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST), name="quiz_question_among_so_many"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="quiz_question_asks"),
            models.CheckConstraint(
                condition=Q(choices__len__gte=LEAST_CHOICES, choices__len__lte=MOST_CHOICES),
                name="quiz_question_choices",
            ),
            models.CheckConstraint(condition=Q(right__len__gte=1), name="quiz_question_has_a_right_answer"),
        )
        triggers = (
            refusal(
                "quiz_question_choices_differ",
                "an answer is empty, or stands there twice",
                "(SELECT count(DISTINCT btrim(one)) FILTER (WHERE btrim(one) <> '') FROM unnest(NEW.choices) AS one)"
                " <> cardinality(NEW.choices)",
            ),
            refusal(
                "quiz_question_right_among_the_choices",
                "a right answer is none of those to choose from",
                '(SELECT count(DISTINCT one) FILTER (WHERE one BETWEEN 1 AND cardinality(NEW.choices)) FROM unnest(NEW."right")'
                ' AS one) <> cardinality(NEW."right")',
            ),
            refusal(
                "quiz_question_stays_as_it_is",
                "somebody has answered it",
                "EXISTS (SELECT FROM trainings_quiztry WHERE quiz_id = NEW.quiz_id)",
            ),
            pgtrigger.Trigger(
                name="quiz_question_stays",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=STAYS,
            ),
            audit(),
        )

    def __str__(self) -> str:
        return str(self.text)

    @property
    def is_several(self) -> bool:
        """Whether more than one answer is right, which is said where it is asked."""
        return len(self.right) > 1


class QuizTry(models.Model):
    """How somebody answered at a time: whoever signed up for a training, before or after it; a person on a lesson.

    `answers` has a list of places for each question, in the order of the questions. A try never changes.
    """

    class When(models.TextChoices):
        BEFORE = "before", pgettext_lazy("of a quiz", "before the training")
        AFTER = "after", pgettext_lazy("of a quiz", "after the training")
        ALONE = "alone", pgettext_lazy("of a quiz", "on a lesson")

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="tries", verbose_name=_("quiz"))
    registration = models.ForeignKey(
        Registration,
        models.CASCADE,
        related_name="quiz_tries",
        verbose_name=_("registration"),
        null=True,
        blank=True,
    )
    # On a lesson alone; for a training it is that of the registration, which stays without it as a number.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="quiz_tries",
        verbose_name=_("person"),
        null=True,
        blank=True,
    )
    when = models.CharField(pgettext_lazy("of a quiz", "when"), max_length=6, choices=When)
    answers = models.JSONField(_("answers"))
    right = models.PositiveSmallIntegerField(_("right answers"))
    total = models.PositiveSmallIntegerField(pgettext_lazy("of a quiz", "questions"))
    passed = models.BooleanField(pgettext_lazy("of a quiz", "passed"), default=False)
    made = models.DateTimeField(_("when"), default=timezone.now)
    # The form carries it: the same form sent twice is one try.
    once = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("answered quiz")
        verbose_name_plural = _("answered quizzes")
        ordering = ("made", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(when__in=["before", "after", "alone"]), name="quiz_try_when"),
            models.CheckConstraint(
                condition=Q(when="alone", registration=None, person__isnull=False)
                | (~Q(when="alone") & Q(registration__isnull=False, person=None)),
                name="quiz_try_of_somebody",
            ),
            models.CheckConstraint(condition=Q(total__gte=1, right__lte=F("total")), name="quiz_try_right_of_total"),
            models.CheckConstraint(condition=~Q(when="before") | Q(passed=False), name="quiz_try_passed_afterwards"),
            models.UniqueConstraint(fields=["registration"], condition=Q(when="before"), name="quiz_try_before_once"),
            models.UniqueConstraint(fields=["registration", "once"], name="quiz_try_sent_once"),
            models.UniqueConstraint(fields=["person", "quiz", "once"], name="quiz_try_alone_sent_once"),
        )
        indexes = (
            models.Index(fields=["registration"], name="quiz_try_passed", condition=Q(when="after", passed=True)),
        )
        triggers = (
            pgtrigger.Protect(name="quiz_try_never_changes", operation=pgtrigger.Update),
            refusal(
                "quiz_try_of_its_training",
                "the registration is for another training",
                "(SELECT sign_up_id FROM trainings_registration WHERE id = NEW.registration_id) <> NEW.quiz_id",
                condition=pgtrigger.Q(new__registration__isnull=False),
            ),
            refusal(
                "quiz_try_answers_all",
                "there is not one list of answers for each question",
                "jsonb_typeof(NEW.answers) <> 'array' OR jsonb_array_length(NEW.answers) <> NEW.total"
                " OR NEW.total <> (SELECT count(*) FROM trainings_quizquestion WHERE quiz_id = NEW.quiz_id)",
            ),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.quiz_id}: {self.right}/{self.total}"


class QuizInvitation(models.Model):
    """That somebody was told of the quiz that their certificate needs: they are told once."""

    registration = models.OneToOneField(
        Registration,
        models.CASCADE,
        primary_key=True,
        related_name="quiz_invitation",
        verbose_name=_("registration"),
    )
    sent = models.DateTimeField(pgettext_lazy("of an invitation", "sent"), default=timezone.now)

    class Meta:
        verbose_name = _("invitation to a quiz")
        verbose_name_plural = _("invitations to quizzes")
        triggers = (audit(key="registration_id"),)

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.sent:%Y-%m-%d}"
