"""Where an entry happened, or whom it concerns."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models import Community, Municipality
from register.models.base import refusal
from register.models.fields import LineField

from .entries import Entry


class EntryPlace(models.Model):
    """A municipality, and within it a community: from the register, or by the name that a source gives it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="places", verbose_name=_("entry"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="entry_places", verbose_name=_("municipality")
    )
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="entry_places", verbose_name=_("local community"), null=True, blank=True
    )
    name = LineField(_("name in the source"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["entry", "municipality", "community", "name"], nulls_distinct=False, name="entry_place_once"
            ),
            models.CheckConstraint(condition=Q(community=None) | Q(name=""), name="entry_place_is_named_once"),
        )
        indexes = (models.Index(fields=["community", "entry"], name="entry_of_community"),)
        triggers = (
            refusal(
                "entry_place_fits",
                "this local community is in another municipality",
                """
                NEW.community_id IS NOT NULL AND NEW.municipality_id IS DISTINCT FROM
                    (SELECT municipality_id FROM register_community WHERE id = NEW.community_id)
                """,
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The community as people call it; the municipality where no community is known."""
        if self.community:
            return f"MZ {self.community.label}"
        return f"MZ {self.name}" if self.name else self.municipality.label
