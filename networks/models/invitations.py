"""Invitations to join a network: each for one address and one network, used once, for some days."""

from __future__ import annotations

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models.audit import audit
from register.models.base import refusal
from register.models.fields import PlainTextField

from .network import Network

LASTS = timedelta(days=14)

# Used by the person whose confirmed address it was sent to, and by nobody else, as long as it lasts.
USED = """
    NEW.state = 'used' AND (now() > NEW.expires OR NOT EXISTS (
        SELECT FROM account_emailaddress
            WHERE user_id = NEW.used_by_id AND verified AND lower(email) = NEW.address))
"""


def in_two_weeks() -> datetime:
    return timezone.now() + LASTS


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Those that can still be used."""
        return self.filter(state=Invitation.State.OPEN, expires__gt=timezone.now())


class Invitation(models.Model):
    """The address in its mail is made of its number and signed (`networks.links`)."""

    class State(models.TextChoices):
        OPEN = "open", _("sent")
        USED = "used", _("used")
        WITHDRAWN = "withdrawn", _("withdrawn")

    network = models.ForeignKey(Network, models.CASCADE, related_name="invitations", verbose_name=_("network"))
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language of the mail"), max_length=8, default="bs")
    words = PlainTextField(_("message"), blank=True)
    # An act of office; the invitation stays without the name.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("sent by"), null=True
    )
    made = models.DateTimeField(_("sent on"), default=timezone.now)
    expires = models.DateTimeField(_("can be used until"), default=in_two_weeks)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN, db_default=State.OPEN)
    ended = models.DateTimeField(_("ended on"), null=True, editable=False)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("used by"), null=True
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = (F("made").desc(), F("pk").desc())
        constraints = (
            models.UniqueConstraint(
                fields=["network", "address"], condition=Q(state="open"), name="invitation_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended=None) | (~Q(state="open") & Q(ended__isnull=False)),
                name="invitation_ended_on_a_day",
            ),
            models.CheckConstraint(condition=Q(state="used") | Q(used_by=None), name="invitation_used_by_somebody"),
            models.CheckConstraint(condition=Q(expires__gt=F("made")), name="invitation_lasts"),
            models.CheckConstraint(condition=Q(address=Lower("address")), name="invitation_address_is_small"),
        )
        triggers = (
            refusal(
                "invitation_ends_once",
                "what was used or withdrawn stays so, for whom and for which network it was stays too",
                "OLD.state <> 'open' AND NEW.state IS DISTINCT FROM OLD.state"
                " OR (NEW.network_id, NEW.address, NEW.expires) IS DISTINCT FROM (OLD.network_id, OLD.address, OLD.expires)",
                on=pgtrigger.Update,
            ),
            refusal(
                "invitation_is_of_its_address",
                "it is used in time, by the person whose confirmed address it was sent to",
                USED,
                on=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
            ),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.network_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """The twin of the queryset's `open`."""
        return self.state == self.State.OPEN and timezone.now() < self.expires
