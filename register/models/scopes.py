"""Where something holds: the whole country, an entity, a canton or one municipality."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .jurisdictions import Canton, Entity
from .municipalities import Municipality

TOO_WIDE = _("Choose an entity, a canton or a municipality, not several; none of them is all of BiH.")


class Scoped(models.Model):
    """What holds in an entity, in a canton, in one municipality, or, where none is named, in all of the country."""

    entity = models.ForeignKey(
        Entity, models.PROTECT, related_name="+", verbose_name=_("entity"), null=True, blank=True
    )
    canton = models.ForeignKey(
        Canton, models.PROTECT, related_name="+", verbose_name=_("canton"), null=True, blank=True
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality"), null=True, blank=True
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint] | tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(entity=None, canton=None)
                | Q(entity=None, municipality=None)
                | Q(canton=None, municipality=None),
                name="%(class)s_holds_in_one_place",
                violation_error_message=TOO_WIDE,
            ),
        )

    @property
    def place(self) -> Entity | Canton | Municipality | None:
        """Where it holds; None for all of the country."""
        return self.municipality or self.canton or self.entity

    @property
    def place_label(self) -> str:
        """Where it holds, in the language of the request."""
        place = self.place
        if place is None:
            return str(_("all of Bosnia and Herzegovina"))
        return place.full_name if isinstance(place, Municipality) else place.name

    @property
    def entities(self) -> set[int]:
        """The entity in which it holds; empty for all of the country."""
        place = self.place
        if place is None:
            return set()
        entity = place.pk if isinstance(place, Entity) else place.entity_id
        return {entity} if entity is not None else set()

    def holds_in(self, municipality: Municipality) -> bool:
        """Whether somebody there can rely on it."""
        if self.municipality_id:
            return self.municipality_id == municipality.pk
        if self.canton_id:
            return self.canton_id == municipality.canton_id
        return self.entity_id is None or self.entity_id == municipality.entity_id
