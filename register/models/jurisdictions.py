"""Jurisdictions and the words they use: entities, cantons, types of municipality, legal statuses of an MZ."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Named, refusal, tracked
from .fields import LineField, LinkField


@tracked()
class Entity(Named):
    """The Federation of BiH, Republika Srpska or the Brčko District: the jurisdiction that decides what an MZ is."""

    code = LineField(_("code"), max_length=8, unique=True)
    slug = models.SlugField(_("address"), max_length=8, unique=True)
    has_cantons = models.BooleanField(_("divided into cantons"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        ordering = ("position", "pk")
        triggers = (pgtrigger.ReadOnly(name="entity_keeps_cantons", fields=["has_cantons"]),)


@tracked()
class Canton(Named):
    """One of the ten cantons of the Federation."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="cantons", verbose_name=_("entity"))
    code = models.SlugField(_("code"), max_length=8, unique=True)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    seat = LineField(_("seat"), max_length=80)

    class Meta:
        verbose_name = _("canton")
        verbose_name_plural = _("cantons")
        ordering = ("number",)
        triggers = (
            pgtrigger.ReadOnly(name="canton_keeps_entity", fields=["entity"]),
            refusal(
                "canton_entity_has_cantons",
                "this entity has no cantons",
                "NOT (SELECT has_cantons FROM register_entity WHERE id = NEW.entity_id)",
                on=pgtrigger.Insert,
            ),
        )

    def clean(self) -> None:
        """The rule of the trigger, as a sentence beside the field."""
        entity = Entity.objects.filter(pk=self.entity_id).first()
        if entity is not None and not entity.has_cantons:
            raise ValidationError({"entity": _("This entity has no cantons.")})


@tracked()
class MunicipalityType(Named):
    """What a unit of local self-government officially is: općina, opština, grad, distrikt."""

    code = models.SlugField(_("code"), max_length=12, unique=True)

    class Meta:
        verbose_name = _("type of municipality")
        verbose_name_plural = _("types of municipalities")
        ordering = ("code",)


@tracked()
class LegalStatus(Named):
    """What an MZ may be in the law of one jurisdiction, with the act that says so."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="legal_statuses", verbose_name=_("entity"))
    code = models.SlugField(_("code"), max_length=40, unique=True)
    basis = LineField(_("legal basis"), max_length=300)
    basis_url = LinkField(_("link to the legal basis"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("legal status")
        verbose_name_plural = _("legal statuses")
        ordering = ("entity__position", "code")
        triggers = (pgtrigger.ReadOnly(name="legal_status_keeps_entity", fields=["entity"]),)
