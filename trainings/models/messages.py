"""What an organiser writes to those who signed up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.models.fields import PlainTextField

from .signups import Registration, RegistrationQuerySet, SignUp

LONGEST = 2_000  # letters


class Message(models.Model):
    """One message to many. It is kept, so that whoever comes later can read it too."""

    class To(models.TextChoices):
        COMING = "coming", pgettext_lazy("to whom", "everyone who is signed up")
        WAITING = "waiting", pgettext_lazy("to whom", "everyone who waits for a seat")
        CAME = "came", pgettext_lazy("to whom", "everyone who was there")
        MISSED = "missed", pgettext_lazy("to whom", "everyone who had a seat and was not there")

    sign_up = models.ForeignKey(
        SignUp, models.CASCADE, related_name="messages", verbose_name=pgettext_lazy("for a training", "sign-up")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("by whom"), null=True, blank=True
    )
    to = models.CharField(_("to whom"), max_length=8, choices=To)
    text = PlainTextField(_("text"), max_length=LONGEST)
    sent = models.DateTimeField(_("sent"), default=timezone.now)
    number = models.PositiveSmallIntegerField(_("people"), default=0)
    # The key of the form: pressed twice it is one message.
    once = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("-sent",)
        constraints = (
            models.UniqueConstraint(fields=["sign_up", "once"], name="training_message_once"),
            models.CheckConstraint(condition=~Q(text=""), name="training_message_says_something"),
            models.CheckConstraint(
                condition=Q(to__in=["coming", "waiting", "came", "missed"]), name="training_message_to"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sign_up_id}: {self.sent:%Y-%m-%d}"

    @classmethod
    def group(cls, to: str) -> RegistrationQuerySet:
        """Whom it reaches, of all trainings. Who was there is known once attendance was taken."""
        rows = Registration.objects.alive()
        if to == cls.To.CAME:
            return rows.came()
        if to == cls.To.MISSED:
            return rows.missed()
        return rows.filter(state=Registration.State.CONFIRMED if to == cls.To.COMING else Registration.State.WAITING)

    @classmethod
    def groups_of(cls, registration: Registration) -> list[str]:
        """To which groups somebody belongs now; one query."""
        own = {to: Exists(cls.group(to).filter(pk=registration.pk)) for to in cls.To.values}
        found = Registration.objects.filter(pk=registration.pk).values_list(*own.values()).first() or ()
        return [to for to, belongs in zip(own, found, strict=False) if belongs]
