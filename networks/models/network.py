"""A network, and what it means to do in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate
from content.models.audit import audit
from register.models import Organisation
from register.models.base import refusal, tracked
from register.models.fields import LineField, LinkField, PlainTextField
from register.models.names import sort_key_of

if TYPE_CHECKING:
    from accounts.models.mandates import MandateQuerySet

YEARS = (2000, 2100)
PURPOSE = 3000


class NetworkQuerySet(models.QuerySet["Network"]):
    def in_order(self) -> NetworkQuerySet:
        """By the alphabet."""
        return self.select_related("organisation__entity", "association").order_by(
            sort_key_of("organisation__name"), "pk"
        )

    def with_size(self) -> NetworkQuerySet:
        """With `size`: how many belong to it today."""
        held = Mandate.objects.active().filter(organisation=OuterRef("pk")).order_by().values("organisation")
        counted = held.annotate(number=Count("user", distinct=True)).values("number")
        return self.annotate(size=Coalesce(Subquery(counted), 0))


@tracked()
class Network(models.Model):
    """What the register does not know of an organisation that is a network: what for, who belongs to it and how."""

    class Joining(models.TextChoices):
        OPEN = "open", _("whoever wants to may join")
        REQUEST = "request", _("its coordinator answers requests")
        INVITATION = "invitation", _("by invitation alone")

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, primary_key=True, related_name="network", verbose_name=_("organisation")
    )
    association = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="networks",
        verbose_name=_("association"),
        limit_choices_to={"kind": Organisation.Kind.ASSOCIATION},
        null=True,
        blank=True,
    )
    purpose = PlainTextField(_("what for"), blank=True)
    area = LineField(_("area"), max_length=120, blank=True, help_text=_("For example: all of Republika Srpska."))
    joining = models.CharField(
        _("how one joins"), max_length=10, choices=Joining, default=Joining.REQUEST, db_default=Joining.REQUEST
    )
    source = LineField(_("source"), max_length=300, blank=True)
    source_url = LinkField(_("link to the source"), max_length=500, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = (
            models.CheckConstraint(condition=Q(joining__in=["open", "request", "invitation"]), name="network_joining"),
        )
        triggers = (
            refusal(
                "network_is_a_network",
                "the organisation is of another kind",
                "(SELECT kind FROM register_organisation WHERE id = NEW.organisation_id) <> 'mreza'",
            ),
            refusal(
                "network_of_an_association",
                "that organisation is no association",
                "(SELECT kind FROM register_organisation WHERE id = NEW.association_id) <> 'savez'",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networks:detail", args=[self.slug])

    @property
    def name(self) -> str:
        return str(self.organisation.name)

    @property
    def slug(self) -> str:
        """That of the organisation, which keeps it."""
        return str(self.organisation.slug)

    def mandates(self) -> MandateQuerySet:
        """Of those who belong to it today, its coordinators among them."""
        return Mandate.objects.active().filter(organisation=self.pk)


class Topic(models.Model):
    """One line of the yearly programme of work."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="topics", verbose_name=_("network"))
    year = models.PositiveSmallIntegerField(_("year"))
    position = models.PositiveSmallIntegerField(_("place in the list"))
    title = LineField(_("topic"), max_length=160)
    planned = LineField(_("when"), max_length=60, blank=True, help_text=_("As one says it: March, in autumn."))

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = (F("year").desc(), "position")
        constraints = (
            models.UniqueConstraint(fields=["network", "year", "position"], name="topic_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="topic_has_title"),
            models.CheckConstraint(condition=Q(year__gte=YEARS[0], year__lte=YEARS[1]), name="topic_of_a_year"),
        )
        triggers = (audit(),)

    def __str__(self) -> str:
        return f"{self.year}: {self.title}"
