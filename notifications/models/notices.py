"""What one person is told, and the mails in which several of these things stand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import Entry, Subject
from content.visibility import organisations_of

from .kinds import Digested, Kind, Mail

if TYPE_CHECKING:
    from accounts.models import User

FACTS_LENGTH = 1000
KEPT = timedelta(days=180)
"""So long what was read stays in the list."""


class NotificationQuerySet(models.QuerySet["Notification"]):
    def readable_by(self, user: User) -> NotificationQuerySet:
        """What this person may still know of. The twin of `notifications.policy.may_read`."""
        about_nothing = Q(entry=None)
        own_decision = Q(kind=Kind.DECIDED, entry__author=user)
        belongs = ~Q(facts__has_key="inside") | Q(facts__inside__in=sorted(organisations_of(user)))
        seen = about_nothing | own_decision | Q(entry__in=Entry.objects.visible_to(user))
        return self.filter(seen, belongs, user=user)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read=None)

    def waiting_for(self, period: str) -> NotificationQuerySet:
        """To be put into the next mail of the day or the week: not read and not mailed by then."""
        return self.filter(plan=period, read=None, mailed=None)

    def newest_first(self) -> NotificationQuerySet:
        return self.order_by("-created", "-pk")

    def with_subject(self) -> NotificationQuerySet:
        """With all that a line about it shows."""
        return self.select_related("entry__root", "entry__parent", "actor__profile")

    def forgettable(self) -> NotificationQuerySet:
        """Read, and old."""
        return self.filter(read__isnull=False, created__lt=timezone.now() - KEPT)


class Notification(models.Model):
    """One thing that happened, for one person."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    # What is gone is no news.
    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="notifications", verbose_name=_("entry"), null=True, blank=True
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("by whom"), null=True, blank=True
    )
    # Ids, names of outcomes, short labels; what people wrote stays where it is and is looked up by who reads this.
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    created = models.DateTimeField(_("created"), default=timezone.now)
    read = models.DateTimeField(_("read"), null=True, blank=True)
    plan = models.CharField(_("by mail"), max_length=8, choices=Mail)
    mailed = models.DateTimeField(_("put into a mail"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="notification_kind"),
            models.CheckConstraint(condition=Q(plan__in=Mail.values), name="notification_plan"),
            models.CheckConstraint(
                condition=Q(read=None) | Q(read__gte=F("created")), name="notification_read_after_created"
            ),
            models.CheckConstraint(
                condition=~Q(plan="never") | Q(mailed=None), name="notification_never_mailed_where_not_wanted"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length(Cast("facts", models.TextField())), FACTS_LENGTH),
                name="notification_facts_are_few",
            ),
        )
        indexes = (
            models.Index(fields=["user", "-created", "-id"], name="notification_list"),
            models.Index(fields=["user"], name="notification_unread", condition=Q(read=None)),
            models.Index(
                fields=["plan", "user"],
                name="notification_waiting",
                condition=Q(plan__in=Digested.values, read=None, mailed=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.user_id}"

    def fact(self, name: str) -> Any:
        """One of the facts; empty where it was not given."""
        return self.facts.get(name, "")

    @property
    def interest(self) -> tuple[str, int] | None:
        """What the reader follows, where that is why they are told: its kind and number."""
        return next(((kind.value, number) for kind in Subject if (number := self.fact(kind.value))), None)


class Digest(models.Model):
    """That somebody's mail of a day or a week was put together. There is one, however many workers try."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    period = models.CharField(_("period"), max_length=6, choices=Digested)
    day = models.DateField(_("day"))
    created = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = (
            models.UniqueConstraint(fields=["user", "period", "day"], name="digest_once"),
            models.CheckConstraint(condition=Q(period__in=Digested.values), name="digest_period"),
        )

    def __str__(self) -> str:
        return f"{self.period} {self.day}: {self.user_id}"
