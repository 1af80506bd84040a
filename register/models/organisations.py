"""Associations, networks and ministries that the register names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import PLAIN_ADDRESS, SLUG, tracked
from .fields import LineField, LinkField
from .jurisdictions import Entity


@tracked()
class Organisation(models.Model):
    """A body that works with local communities: an association of municipalities, a network or a ministry."""

    class Kind(models.TextChoices):
        ASSOCIATION = "savez", _("association")
        NETWORK = "mreza", _("network")
        MINISTRY = "ministarstvo", _("ministry")
        DONOR = "donator", _("donor")
        AGENCY = "agencija", _("agency")

    name = LineField(_("name"), max_length=200, unique=True)
    abbreviation = LineField(_("abbreviation"), max_length=20, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    entity = models.ForeignKey(
        Entity, models.PROTECT, related_name="organisations", verbose_name=_("entity"), null=True, blank=True
    )
    url = LinkField(_("web page"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG), name="organisation_slug_is_plain", violation_error_message=PLAIN_ADDRESS
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_name"),
        )

    def __str__(self) -> str:
        return str(self.name)
