"""What is thrown away: texts nobody came back to, sessions that are over, old mail, notifications, marks of digests."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from content.models import Draft
from content.models.drafts import KEPT_DAYS

from .models import Digest, Notification, OutgoingMail
from .models.notices import KEPT
from .schedule import Run


def tidy(run: Run) -> None:  # noqa: ARG001 - named in `TICKS`
    Draft.objects.filter(saved__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    OutgoingMail.objects.forgettable().delete()
    Notification.objects.forgettable().delete()
    Digest.objects.filter(created__lt=timezone.now() - KEPT).delete()
