"""Leaving, and taking along: an account that is about to be erased, and the copy of all that is stored about somebody."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register.models.base import refusal

UNDOABLE = timedelta(days=14)
"""So long an account can be kept after all."""
FETCHABLE = timedelta(hours=24)
"""So long the copy of one's data lies ready."""


class DeletionQuerySet(models.QuerySet["Deletion"]):
    def due(self) -> DeletionQuerySet:
        """Those whose last day has passed, the oldest first."""
        return self.filter(due__lte=timezone.now()).order_by("due", "pk")


class Deletion(models.Model):
    """Somebody wants to leave. Until `due` it can be undone; then the account is erased, and this row with it."""

    class Entries(models.TextChoices):
        KEEP = "keep", _("What I published stays, without my name")
        REMOVE = "remove", _("What I published is removed too")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="deletion", verbose_name=_("user")
    )
    entries = models.CharField(_("what was published"), max_length=6, choices=Entries, default=Entries.KEEP)
    asked = models.DateTimeField(_("asked"), default=timezone.now)
    due = models.DateTimeField(_("will be erased on"))
    # An account that was closed before comes back closed.
    was_active = models.BooleanField(_("could sign in before"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("begun by an administrator"),
        null=True,
        blank=True,
    )

    objects = DeletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("deletion of an account")
        verbose_name_plural = _("deletions of accounts")
        constraints = (
            models.CheckConstraint(condition=Q(entries__in=["keep", "remove"]), name="deletion_entries"),
            models.CheckConstraint(condition=Q(due__gte=F("asked") + UNDOABLE), name="deletion_can_be_undone_for_long"),
        )
        indexes = (models.Index(fields=["due"], name="deletion_due"),)
        triggers = (
            refusal(
                "deletion_closes_the_account",
                "whoever leaves does not sign in meanwhile",
                "(SELECT is_active FROM accounts_user WHERE id = NEW.user_id)",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.due:%Y-%m-%d}"


class Export(models.Model):
    """The copy of all that is stored about one person: asked for, made by the worker, fetched once, gone.

    One row for each person, the newest; the file is named only as long as it is there.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="export", verbose_name=_("user"))
    asked = models.DateTimeField(_("asked"), default=timezone.now)
    ready = models.DateTimeField(_("ready"), null=True, blank=True)
    expires = models.DateTimeField(_("can be fetched until"), null=True, blank=True)
    fetched = models.DateTimeField(_("fetched"), null=True, blank=True)
    path = models.CharField(_("file"), max_length=60, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)

    class Meta:
        verbose_name = _("copy of personal data")
        verbose_name_plural = _("copies of personal data")
        constraints = (
            models.CheckConstraint(
                condition=Q(ready=None, expires=None, fetched=None, path="") | Q(ready__isnull=False),
                name="export_is_ready_first",
            ),
            models.CheckConstraint(
                condition=Q(ready=None)
                | Q(expires__isnull=False, expires__gt=F("ready"), expires__lte=F("ready") + FETCHABLE),
                name="export_expires_within_a_day",
            ),
            models.CheckConstraint(condition=Q(fetched=None) | Q(fetched__lte=F("expires")), name="export_in_time"),
            models.UniqueConstraint(fields=["path"], condition=~Q(path=""), name="export_path_once"),
        )
        indexes = (models.Index(fields=["asked"], name="export_queue", condition=Q(ready=None)),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.asked:%Y-%m-%d}"

    @property
    def is_waiting(self) -> bool:
        """Not made yet."""
        return self.ready is None

    @property
    def is_fetchable(self) -> bool:
        """Lies ready, was not fetched, and its day has not passed."""
        return bool(self.path) and self.fetched is None and self.expires is not None and timezone.now() < self.expires
