"""What the worker does at its time, and when it last did. The schedule itself is `TICKS` in settings."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=2)
"""So long a worker may be silent before another takes its place."""


class TickQuerySet(models.QuerySet["Tick"]):
    def lease(self, name: str, moment: datetime) -> Tick | None:
        """Take what is due since `moment`, unless it is done or in another worker's hands.

        What is seen for the first time counts as done: a new site does not begin with the mails of this morning.
        """
        self.get_or_create(name=name, defaults={"done": moment})
        with transaction.atomic():
            tick = self.filter(name=name, done__lt=moment).select_for_update(skip_locked=True).first()
            if tick is None or not tick.is_free:
                return None
            tick.leased_until = timezone.now() + LEASE
            tick.save(update_fields=["leased_until"])
        return tick


class Tick(models.Model):
    """One line of the schedule."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    done = models.DateTimeField(_("done for"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)

    objects = TickQuerySet.as_manager()

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")

    def __str__(self) -> str:
        return self.name

    @property
    def is_free(self) -> bool:
        """In nobody's hands, or in those of a worker that has gone silent."""
        return self.leased_until is None or self.leased_until < timezone.now()

    # Each answers only for the lease that asks: who was silent for too long must not overwrite what the next one does.

    def _mine(self) -> TickQuerySet:
        return Tick.objects.filter(name=self.name, leased_until=self.leased_until)

    def renew(self) -> bool:
        """Still at work. False if another worker has taken over."""
        until = timezone.now() + LEASE
        held = bool(self._mine().update(leased_until=until))
        self.leased_until = until
        return held

    def release(self, done: datetime | None = None) -> None:
        """Give it back: done for that moment, or as it was."""
        self._mine().update(leased_until=None, **({"done": done} if done else {}))
