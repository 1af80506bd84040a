"""Who is looking at what waits, so that two moderators do not do the same work."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from content.held import hold
from content.models import Entry

LASTS = timedelta(minutes=15)


class LookQuerySet(models.QuerySet["Look"]):
    def current(self) -> LookQuerySet:
        """Those that have not run out."""
        return self.filter(until__gt=timezone.now())

    def take(self, entry: Entry, user: User) -> Look:
        """The look at this entry: `user`'s own from now on, unless somebody else's still lasts."""
        with transaction.atomic():
            hold(entry.pk)
            look = self.filter(entry=entry).first()
            if look is not None and look.user_id != user.pk and look.until > timezone.now():
                return look
            look, _made = self.update_or_create(entry=entry, defaults={"user": user, "until": timezone.now() + LASTS})
        return look


class Look(models.Model):
    """One moderator at one entry, for a quarter of an hour. It warns the others and forbids nothing."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="look", verbose_name=_("entry"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    until = models.DateTimeField(_("until"))

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.user_id}"
