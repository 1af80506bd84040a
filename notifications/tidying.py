"""What is thrown away: mail that left long ago, notifications that were read long ago, marks of old digests."""

from __future__ import annotations

from django.utils import timezone

from .models import Digest, Notification, OutgoingMail
from .models.notices import KEPT
from .schedule import Run


def tidy(run: Run) -> None:  # noqa: ARG001 - named in `TICKS`
    OutgoingMail.objects.forgettable().delete()
    Notification.objects.forgettable().delete()
    Digest.objects.filter(created__lt=timezone.now() - KEPT).delete()
