"""A calendar of one's own: its address is known to whoever asked for it, until they ask for another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Feed(models.Model):
    """The address holds the number of the person and this `serial`, signed; the next serial is another address."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="training_feed",
        verbose_name=_("person"),
    )
    serial = models.PositiveIntegerField(_("which address in turn"), default=1)
    is_on = models.BooleanField(_("works"), default=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar of one's own")
        verbose_name_plural = _("calendars of one's own")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.serial}"
