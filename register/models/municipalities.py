"""Units of local self-government (JLS) and their borders."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from text.languages import current

from .addresses import FormerSlug, former_addresses
from .base import PLAIN_ADDRESS, SLUG, Joined, TextFunction, refusal, tracked
from .fields import LineField, PlainTextField
from .jurisdictions import Canton, Entity, MunicipalityType
from .names import has_letter, names_are_seen, names_differ, one_script, sort_key_of


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def in_order(self) -> MunicipalityQuerySet:
        """By the Bosnian alphabet."""
        return self.order_by("sort_key", "pk")

    def base_units(self) -> MunicipalityQuerySet:
        """Without the umbrella cities, whose figures repeat those of their parts."""
        return self.filter(is_umbrella=False)

    def with_places(self) -> MunicipalityQuerySet:
        """With type, entity and canton, which every label needs."""
        return self.select_related("type", "entity", "canton")


@tracked(derived=["sort_key", "search_keys"])
class Municipality(models.Model):
    """A unit of local self-government (JLS). Figures about it are rows of `Figure`."""

    name = LineField(_("name"), max_length=120, validators=[has_letter, one_script])
    qualifier = LineField(
        _("told apart by"),
        max_length=40,
        blank=True,
        validators=[one_script],
        help_text=_("Shown in brackets where two municipalities share a name."),
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    type = models.ForeignKey(MunicipalityType, models.PROTECT, related_name="municipalities", verbose_name=_("type"))
    type_confirmed = models.BooleanField(_("type seen in a source"), default=True)
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="municipalities", verbose_name=_("entity"))
    canton = models.ForeignKey(
        Canton, models.PROTECT, related_name="municipalities", verbose_name=_("canton"), null=True, blank=True
    )
    seat = LineField(_("seat"), max_length=80)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    point_source = LineField(_("source of the point"), max_length=120, blank=True)
    postal_code = LineField(_("postal code"), max_length=5, blank=True)
    postal_source = LineField(_("source of the postal code"), max_length=120, blank=True)
    is_umbrella = models.BooleanField(_("city made of several municipalities"), default=False)
    umbrella = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", verbose_name=_("part of the city"), null=True, blank=True
    )
    list_complete = models.BooleanField(_("its list of local communities is complete"), default=False)
    without_communities = models.BooleanField(
        _("has no local communities"), default=False, help_text=_("Only where a source says so; name it in the notes.")
    )
    notes = PlainTextField(_("notes"), blank=True)
    sort_key = models.GeneratedField(
        expression=sort_key_of("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    search_keys = models.GeneratedField(
        expression=TextFunction(
            "text_search_keys", Joined("name", "seat"), output_field=ArrayField(models.TextField())
        ),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ("sort_key", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG),
                name="municipality_slug_is_plain",
                violation_error_message=PLAIN_ADDRESS,
            ),
            *names_are_seen("municipality"),
            names_differ(
                "municipality_names_differ",
                message=_("Another municipality has this name: say what tells them apart."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False, longitude__isnull=False, latitude__range=(42, 46), longitude__range=(15, 20)
                ),
                name="municipality_point_in_country",
                violation_error_message=_("This point is not in Bosnia and Herzegovina."),
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=r"^[78][0-9]{4}$"),
                name="municipality_postal_code",
                violation_error_message=_("A postal code has five digits and begins with 7 or 8."),
            ),
            models.CheckConstraint(
                condition=Q(umbrella=None) | (Q(is_umbrella=False) & ~Q(umbrella=F("id"))),
                name="umbrella_is_one_level",
                violation_error_message=_("Only a city made of several municipalities has parts."),
            ),
            models.CheckConstraint(
                condition=Q(without_communities=False) | ~Q(notes=""),
                name="municipality_without_communities_says_why",
                violation_error_message=_("Say in the notes which source says that it has no local communities."),
            ),
        )
        indexes = (GinIndex(fields=["search_keys"], name="municipality_search"),)
        triggers = (
            refusal(
                "municipality_canton_fits",
                "canton and entity do not agree",
                """
                (SELECT has_cantons FROM register_entity WHERE id = NEW.entity_id)
                    IS DISTINCT FROM (NEW.canton_id IS NOT NULL)
                OR NEW.entity_id <> (SELECT entity_id FROM register_canton WHERE id = NEW.canton_id)
                """,
            ),
            refusal(
                "municipality_part_of_city",
                "only a city made of several municipalities has parts",
                """
                OLD.umbrella_id IS DISTINCT FROM NEW.umbrella_id
                    AND NOT (SELECT is_umbrella FROM register_municipality WHERE id = NEW.umbrella_id FOR SHARE)
                OR NOT NEW.is_umbrella AND EXISTS (SELECT FROM register_municipality WHERE umbrella_id = NEW.id)
                """,
            ),
            refusal(
                "municipality_without_communities_has_none",
                "it has local communities in the register",
                "NEW.without_communities AND EXISTS (SELECT FROM register_community WHERE municipality_id = NEW.id)",
            ),
            refusal(
                "municipality_city_has_no_communities",
                "it has local communities in the register",
                "NEW.is_umbrella AND EXISTS (SELECT FROM register_community WHERE municipality_id = NEW.id)",
            ),
            refusal(
                "municipality_entity_suits_statuses",
                "a local community has a legal status of the present entity",
                """
                NEW.entity_id <> OLD.entity_id AND EXISTS (
                    SELECT FROM register_community c JOIN register_legalstatus s ON s.id = c.legal_status_id
                    WHERE c.municipality_id = NEW.id AND s.entity_id <> NEW.entity_id)
                """,
                on=pgtrigger.Update,
            ),
            *former_addresses("municipality"),
        )

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("communities:municipality", args=[self.slug])

    def taken_slugs(self, *, but: int = 0) -> set[str]:
        """What no local community here may be called, except the one with this number: others are, or once were."""
        others, former = self.communities.exclude(pk=but), self.former_slugs.exclude(community=None)
        return {*others.values_list("slug", flat=True), *former.exclude(community=but).values_list("slug", flat=True)}

    def clean(self) -> None:
        """The rules of the triggers, as sentences beside the fields."""
        errors: dict[str, Any] = {}
        if FormerSlug.objects.filter(community=None, slug=self.slug).exclude(municipality=self.pk).exists():
            errors["slug"] = _("This address leads to another municipality, which had it before.")
        entity, canton = Entity.objects.filter(pk=self.entity_id).first(), self.canton
        if entity and entity.has_cantons != (canton is not None):
            errors["canton"] = (
                _("Say in which canton it lies.") if entity.has_cantons else _("This entity has no cantons.")
            )
        elif entity and canton and canton.entity_id != entity.pk:
            errors["canton"] = _("This canton is in another entity.")
        if self.umbrella and not self.umbrella.is_umbrella:
            errors["umbrella"] = _("Only a city made of several municipalities has parts.")
        if self.pk and not self.is_umbrella and self.parts.exists():
            errors["is_umbrella"] = _("It still has parts.")
        for name in ("is_umbrella", "without_communities"):
            if self.pk and getattr(self, name) and self.communities.exists():
                errors[name] = _("It has local communities in the register.")
        if (
            self.pk
            and self.communities.exclude(legal_status=None).exclude(legal_status__entity=self.entity_id).exists()
        ):
            errors["entity"] = _("One of its local communities has a legal status of another entity.")
        if errors:
            raise ValidationError(errors)

    @property
    def full_name(self) -> str:
        """The official name in the current language: "Grad Bihać", "City of Bihać".

        A district carries its type in its name; in English it is called as its entity, which it is alone.
        """
        english = current().code == "en"
        if self.type.code == "distrikt":
            return self.entity.name if english else self.label
        return f"{self.type.name}{' of' if english else ''} {self.label}"

    @property
    def label(self) -> str:
        """The bare name, told apart where another municipality has the same: "Trnovo (RS)"."""
        return f"{self.name} ({self.qualifier})" if self.qualifier else self.name


@tracked(secret=["geometry"])
class Boundary(models.Model):
    """The border of a municipality, loaded from a GeoJSON file that is not part of the project."""

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="boundary", verbose_name=_("municipality")
    )
    geometry = models.JSONField(_("geometry (GeoJSON)"))
    source = LineField(_("source and licence"), max_length=300)

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return f"{self.municipality}: {self.source}"
