"""Who wants which mail, and when they said so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .kinds import Kind, Mail

if TYPE_CHECKING:
    from accounts.models import User

DEFAULTS: dict[str, str] = {
    Kind.DECIDED: Mail.AT_ONCE,
    Kind.CLAIM: Mail.AT_ONCE,
    Kind.COMMENT: Mail.DAILY,
    Kind.REPLY: Mail.DAILY,
    Kind.MENTIONED: Mail.DAILY,
    Kind.ANSWER: Mail.AT_ONCE,
    Kind.HELPED: Mail.DAILY,
    Kind.QUESTION_WAITS: Mail.AT_ONCE,
    Kind.CHECK_ANSWER: Mail.AT_ONCE,
    Kind.ADOPTED: Mail.DAILY,
    Kind.ADOPTION_CONFIRM: Mail.AT_ONCE,
    Kind.TRAINING: Mail.AT_ONCE,
    Kind.NETWORK: Mail.DAILY,
    Kind.MEETING: Mail.AT_ONCE,
    Kind.FOLLOWED: Mail.WEEKLY,
    Kind.STILL_WORKS: Mail.AT_ONCE,
    Kind.MANDATE_ENDS: Mail.AT_ONCE,
    Kind.WAITING: Mail.DAILY,
}
"""For whoever has not chosen: at once what is about the person, together what is about the talk."""


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def of(self, user: User) -> dict[str, str]:
        """Every kind with the choice of this person, or the one that holds for all."""
        return DEFAULTS | dict(self.filter(user=user).values_list("kind", "mail"))

    def among(self, users: Iterable[int], kind: str) -> dict[int, str]:
        """Those of the people who chose for this kind, with what they chose."""
        return dict(self.filter(user__in=users, kind=kind).values_list("user", "mail"))


class Preference(models.Model):
    """What one person chose for one kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    mail = models.CharField(_("by mail"), max_length=8, choices=Mail)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = (
            models.UniqueConstraint(fields=["user", "kind"], name="preference_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="preference_kind"),
            models.CheckConstraint(condition=Q(mail__in=Mail.values), name="preference_mail"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} {self.mail}"


class MailConsent(models.Model):
    """That somebody chose which mail they want: who, what, when, how, and under which words. Never changed.

    A number instead of the person, so that it outlives the account and names nobody then.
    """

    append_only = True  # `manage.py grants` reads this

    class How(models.TextChoices):
        FORM = "form", _("on the page of the account")
        LINK = "link", _("by the link in a mail")
        ONE_CLICK = "one_click", _("by the button of the mail program")

    user_id = models.BigIntegerField(_("user"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    choice = models.CharField(_("by mail"), max_length=8, choices=Mail)
    at = models.DateTimeField(_("when"), default=timezone.now)
    how = models.CharField(_("how"), max_length=9, choices=How)
    # The day since which the page asks in these words (`notifications.actions.WORDS_SINCE`).
    words = models.DateField(_("words since"))

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="mail_consent_kind"),
            models.CheckConstraint(condition=Q(choice__in=Mail.values), name="mail_consent_choice"),
            models.CheckConstraint(condition=Q(how__in=["form", "link", "one_click"]), name="mail_consent_how"),
        )
        indexes = (models.Index(fields=["user_id", "-id"], name="mail_consent_of_user"),)
        triggers = (
            pgtrigger.Protect(name="mail_consent_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} {self.choice}"
