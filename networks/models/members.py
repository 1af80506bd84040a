"""What members say of themselves, and who asks to become one."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models.audit import audit
from register.models import Municipality
from register.models.base import TextFunction, refusal
from register.models.fields import LineField, PlainTextField

from .network import Network

SKILLS, WORDS = 600, 1000


class Card(models.Model):
    """What one person says of themselves to one network. It lasts longer than the mandate: who comes back finds it."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="cards", verbose_name=_("network"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_cards", verbose_name=_("person")
    )
    municipality = models.ForeignKey(
        Municipality, models.SET_NULL, related_name="+", verbose_name=_("municipality"), null=True, blank=True
    )
    function = LineField(_("what you do there"), max_length=120, blank=True)
    skills = PlainTextField(_("what you know"), blank=True)
    search = models.GeneratedField(
        expression=TextFunction(
            "content_search_vector",
            F("function"),
            Value(""),
            F("skills"),
            Value(""),
            output_field=SearchVectorField(),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("card of a member")
        verbose_name_plural = _("cards of members")
        constraints = (models.UniqueConstraint(fields=["network", "person"], name="card_once"),)
        triggers = (audit("search"),)

    def __str__(self) -> str:
        return f"{self.person_id} → {self.network_id}"


class JoinRequest(models.Model):
    """Somebody asks to become a member; the coordinator of the network answers, once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    network = models.ForeignKey(Network, models.CASCADE, related_name="requests", verbose_name=_("network"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_requests", verbose_name=_("person")
    )
    words = PlainTextField(_("why you want to join"), blank=True)
    # Consent that goes over to the mandate.
    shows_name = models.BooleanField(_("name on the public page"), default=False)
    made = models.DateTimeField(_("sent on"), default=timezone.now)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING, db_default=State.WAITING)
    answered = models.DateTimeField(_("answered on"), null=True, editable=False)
    # An act of office: whoever answered may leave, and the answer stays.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("answered by"), null=True
    )
    reason = PlainTextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ("made", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["network", "person"], condition=Q(state="waiting"), name="join_request_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered=None) | (~Q(state="waiting") & Q(answered__isnull=False)),
                name="join_request_answered_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="join_request_refused_says_why"),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("person")), name="join_request_answered_by_another"
            ),
        )
        triggers = (
            refusal(
                "join_request_is_answered_once",
                "what was answered is not answered again",
                "OLD.state <> 'waiting' AND NEW.state IS DISTINCT FROM OLD.state",
                on=pgtrigger.Update,
            ),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.person_id} → {self.network_id}: {self.state}"
