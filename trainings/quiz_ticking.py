"""What the worker does for quizzes: a line of `TICKS`. Killed in the middle, it begins again and repeats nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from content.held import hold

from .models import QuizInvitation, Registration, Training
from .quizzes import over, passed
from .telling import tell

if TYPE_CHECKING:
    from notifications.schedule import Run

NOT_LATER = timedelta(days=30)
"""After the training; who was there is perhaps written down days later."""


def invite_all(run: Run) -> None:
    """Those who came, once, where their certificate needs a quiz that they have not passed."""
    today = timezone.localdate()
    rows = Training.objects.published().filter(
        cancelled=None, sign_up__needs_quiz=True, quiz__isnull=False, ends__range=(today - NOT_LATER, today)
    )
    for training in rows:
        if not run.goes_on():
            return
        if over(training.sessions_shown) <= timezone.now():
            _invite(training)


def _invite(training: Training) -> None:
    with transaction.atomic():
        hold(training.pk)  # so that two workers do not invite the same people
        rows = Registration.objects.came().filter(
            ~passed(), sign_up=training.pk, state=Registration.State.CONFIRMED, quiz_invitation=None
        )
        invited = list(rows.select_related("sign_up__training", "person").order_by("pk"))
        QuizInvitation.objects.bulk_create(QuizInvitation(registration=one) for one in invited)
        tell(invited, "training_quiz")
