"""The outbox: a row for every mail that is to leave. The row is the queue: there is no other."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .notices import Notification

LEASE = timedelta(minutes=2)  # longer than any delivery may take (EMAIL_TIMEOUT)
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=24)
MOST_ATTEMPTS = 12  # the last one about six days after the first
KEPT = timedelta(days=30)


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 1, 4, 16, 64 minutes … 24 hours."""
    factor: int = 4 ** min(attempts - 1, MOST_ATTEMPTS)
    return min(FIRST_DELAY * factor, LONGEST_DELAY)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime | None = None) -> OutgoingMailQuerySet:
        """Those to send now: waiting ones whose time has come, and ones whose worker has gone silent."""
        now = now or timezone.now()
        waiting = Q(status__in=[OutgoingMail.Status.QUEUED, OutgoingMail.Status.FAILED], next_try__lte=now)
        abandoned = Q(status=OutgoingMail.Status.SENDING, leased_until__lt=now)
        return self.filter(waiting | abandoned)

    def lease_next(self) -> OutgoingMail | None:
        """Take one mail for this worker alone. Others pass over it: locked now, leased afterwards."""
        with transaction.atomic():
            mail = self.due().order_by("next_try", "created").select_for_update(skip_locked=True).first()
            if mail is not None:
                mail.status = OutgoingMail.Status.SENDING
                mail.attempts += 1
                mail.leased_until = timezone.now() + LEASE
                mail.save(update_fields=["status", "attempts", "leased_until"])
        return mail

    def forgettable(self) -> OutgoingMailQuerySet:
        """Done for so long that nobody will ask any more."""
        done = [OutgoingMail.Status.SENT, OutgoingMail.Status.GIVEN_UP, OutgoingMail.Status.SKIPPED]
        return self.filter(status__in=done, created__lt=timezone.now() - KEPT)


class OutgoingMail(models.Model):
    """One mail to one address: an event with its facts, put into words at sending; or words as given."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed, will be tried again")
        GIVEN_UP = "given_up", _("given up")
        SKIPPED = "skipped", _("not sent, as it is of no concern any more")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # and the Message-ID
    recipient = models.EmailField(_("recipient"))
    # A mail about an account goes with the account; an erased person is written to no more.
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader"), null=True, blank=True
    )
    # What it tells, if it tells one thing that happened; asked again before it leaves. Never two mails about one.
    notification = models.OneToOneField(
        Notification, models.CASCADE, related_name="mail", verbose_name=_("notification"), null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=8, default="bs")  # for a recipient without an account
    event = models.CharField(_("event"), max_length=40, blank=True)
    context = models.JSONField(_("facts"), default=dict, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField("HTML", blank=True)
    created = models.DateTimeField(_("created"), default=timezone.now)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try = models.DateTimeField(_("next attempt"), default=timezone.now)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    sent = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ("-created",)
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sending", "sent", "failed", "given_up", "skipped"]),
                name="mail_status",
            ),
            models.CheckConstraint(
                condition=Q(status="sending", leased_until__isnull=False)
                | (~Q(status="sending") & Q(leased_until=None)),
                name="mail_is_leased_while_sending",
            ),
            models.CheckConstraint(
                condition=Q(status="sent", sent__isnull=False) | (~Q(status="sent") & Q(sent=None)),
                name="mail_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(event="") & ~Q(subject="") | ~Q(event="") & Q(subject="", text="", html=""),
                name="mail_is_event_or_words",
            ),
            models.CheckConstraint(
                condition=Q(notification=None) | (Q(reader__isnull=False) & ~Q(event="")),
                name="mail_about_something_has_reader",
            ),
            models.CheckConstraint(condition=~Q(subject__regex=r"[\r\n]"), name="mail_subject_is_one_line"),
            models.CheckConstraint(condition=~Q(recipient__regex=r"[\s,;<>]"), name="mail_has_one_recipient"),
        )
        indexes = (
            models.Index(
                fields=["next_try", "created"],
                name="mail_queue",
                condition=Q(status__in=["queued", "failed", "sending"]),
            ),
        )

    def __str__(self) -> str:
        return self.event or self.subject

    # What became of an attempt. Each answers only for the attempt that asks: a worker that lost its lease
    # (paused for minutes, say) must not overwrite what the next one did.

    def _finish(self, **values: object) -> bool:
        mine = OutgoingMail.objects.filter(pk=self.pk, status=self.Status.SENDING, attempts=self.attempts)
        return bool(mine.update(leased_until=None, **values))

    def mark_sent(self) -> bool:
        """Gone; the facts, which may hold a code or a key, go too."""
        return self._finish(status=self.Status.SENT, sent=timezone.now(), context={}, text="", html="", last_error="")

    def mark_failed(self, error: str) -> bool:
        """Wait and try again; after the last attempt give up."""
        if self.attempts >= MOST_ATTEMPTS:
            return self.mark_given_up(error)
        return self._finish(
            status=self.Status.FAILED, next_try=timezone.now() + delay_after(self.attempts), last_error=error[:300]
        )

    def mark_given_up(self, error: str) -> bool:
        """Never try again."""
        return self._finish(status=self.Status.GIVEN_UP, context={}, text="", html="", last_error=error[:300])

    def mark_skipped(self, reason: str) -> bool:
        """Written in good order, and meanwhile no longer this reader's business."""
        return self._finish(status=self.Status.SKIPPED, context={}, text="", html="", last_error=reason[:300])
