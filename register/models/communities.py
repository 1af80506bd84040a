"""Local communities (mjesne zajednice, MZ): what they are."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from text.sort import sort_key

from .addresses import former_addresses
from .base import PARTIAL_DATE, PLAIN_ADDRESS, SLUG, Joined, TextFunction, not_to_come, refusal, tracked
from .fields import LineField, LinkField, PlainTextField
from .jurisdictions import LegalStatus
from .municipalities import Municipality
from .names import has_letter, names_are_seen, names_differ, one_script, sort_key_of

MOVES_TO = """
    OLD.municipality_id IS DISTINCT FROM NEW.municipality_id
        AND (SELECT {} FROM register_municipality WHERE id = NEW.municipality_id FOR SHARE)
"""
"""The municipality stays as it was read until all is saved: one that changes meanwhile waits, and finds the new one in it."""


class CommunityQuerySet(models.QuerySet["Community"]):
    def in_order(self) -> CommunityQuerySet:
        """By the Bosnian alphabet; namesakes by municipality."""
        return self.order_by("sort_key", "municipality__sort_key", "pk")

    def with_places(self) -> CommunityQuerySet:
        """With municipality, its type, entity and canton, which every label needs."""
        return self.select_related("municipality__type", "municipality__entity", "municipality__canton")

    def open(self) -> CommunityQuerySet:
        """Those that exist today: neither closed nor merged into another."""
        return self.filter(closed_on=None)

    def named(self, name: str, qualifier: str = "") -> CommunityQuerySet:
        """Those whose name people would read as this one; in a municipality there is at most one."""
        rows = self.alias(qualifier_key=sort_key_of("qualifier"))
        return rows.filter(sort_key=sort_key(name), qualifier_key=sort_key(qualifier))

    def unconfirmed(self) -> CommunityQuerySet:
        """Weak evidence that no coordinator has confirmed yet: the page says "nepotvrđeno"."""
        return self.filter(evidence=Community.Evidence.WEAK, confirmed_on=None)


@tracked(derived=["sort_key", "search_keys", "updated"])
class Community(models.Model):
    """A local community (mjesna zajednica, MZ) of one municipality."""

    class Kind(models.TextChoices):
        URBAN = "gradska", _("urban")
        SUBURBAN = "prigradska", _("suburban")
        RURAL = "seoska", _("rural")
        MIXED = "mjesovita", _("mixed")

    class Evidence(models.TextChoices):
        STRONG = "jako", _("the source calls it a local community")
        WEAK = "slabo", _("the source does not call it a local community")

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="communities", verbose_name=_("municipality")
    )
    name = LineField(_("name"), max_length=120, validators=[has_letter, one_script])
    qualifier = LineField(
        _("told apart by"),
        max_length=60,
        blank=True,
        validators=[one_script],
        help_text=_("Shown in brackets where two local communities of one municipality share a name."),
    )
    slug = models.SlugField(_("address"), max_length=120)
    kind = LineField(_("kind of settlement"), max_length=12, choices=Kind, blank=True)
    legal_status = models.ForeignKey(
        LegalStatus, models.PROTECT, related_name="communities", verbose_name=_("legal status"), null=True, blank=True
    )
    former_names = PlainTextField(_("former names"), blank=True, help_text=_("One in a line."))
    settlements = PlainTextField(_("settlements"), blank=True, help_text=_("Separated by commas."))
    evidence = LineField(_("evidence"), max_length=5, choices=Evidence, default=Evidence.STRONG)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, validators=[not_to_come])
    source_url = LinkField(_("link to the source"), max_length=500, blank=True)
    source_date = LineField(
        _("date of the source"),
        max_length=10,
        blank=True,
        validators=[not_to_come],
        help_text=_("A year, or year-month-day: 2016 or 2016-03-31."),
    )
    notes = PlainTextField(_("notes"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, validators=[not_to_come])
    closing_source = LineField(
        _("source of the closing"),
        max_length=500,
        blank=True,
        help_text=_("The decision, with a link where there is one."),
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", verbose_name=_("merged into"), null=True, blank=True
    )
    updated = models.DateTimeField(_("last change"), auto_now=True)
    sort_key = models.GeneratedField(
        expression=sort_key_of("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    search_keys = models.GeneratedField(
        expression=TextFunction(
            "text_search_keys",
            Joined("name", "former_names", "settlements"),
            output_field=ArrayField(models.TextField()),
        ),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("local community")
        verbose_name_plural = _("local communities")
        ordering = ("sort_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "slug"],
                deferrable=models.Deferrable.IMMEDIATE,  # two may swap their addresses in one statement
                name="community_slug_in_municipality",
                violation_error_message=_("Another local community of this municipality has this address."),
            ),
            names_differ(
                "community_names_differ",
                "municipality",
                message=_("Another local community of this municipality has this name: say what tells them apart."),
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG), name="community_slug_is_plain", violation_error_message=PLAIN_ADDRESS
            ),
            *names_are_seen("community"),
            models.CheckConstraint(
                condition=Q(source_date="") | Q(source_date__regex=PARTIAL_DATE),
                name="community_source_date",
                violation_error_message=_("Write a year, year-month or year-month-day: 2016, 2016-03 or 2016-03-31."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closing_source="") | Q(closed_on__isnull=False) & ~Q(closing_source=""),
                name="community_closed_says_why",
                violation_error_message=_(
                    "A closed local community needs the day and the source, an open one neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(closed_on__isnull=False) & ~Q(merged_into=F("id")),
                name="community_merged_is_closed",
                violation_error_message=_("Only a closed local community is merged, and into another one."),
            ),
        )
        indexes = (
            GinIndex(fields=["search_keys"], name="community_search"),
            models.Index(fields=["sort_key", "id"], name="community_order"),
            models.Index(  # holds all that is needed to list the open ones in order, and to count them
                fields=["municipality", "sort_key", "id"], condition=Q(closed_on=None), name="community_in_municipality"
            ),
        )
        triggers = (
            refusal(
                "community_status_fits",
                "this legal status is of another jurisdiction",
                """
                (OLD.legal_status_id, OLD.municipality_id) IS DISTINCT FROM (NEW.legal_status_id, NEW.municipality_id)
                    AND (SELECT entity_id FROM register_legalstatus WHERE id = NEW.legal_status_id)
                        <> (SELECT entity_id FROM register_municipality WHERE id = NEW.municipality_id FOR SHARE)
                """,
            ),
            refusal(
                "community_municipality_has_communities",
                "this municipality is marked as one without local communities",
                MOVES_TO.format("without_communities"),
            ),
            refusal(
                "community_in_no_city",
                "a city made of several municipalities has no local communities of its own",
                MOVES_TO.format("is_umbrella"),
            ),
            refusal(
                "community_merges_into_open",
                "the other local community is closed itself",
                """
                OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id
                    AND EXISTS (
                        SELECT FROM register_community WHERE id = NEW.merged_into_id AND closed_on IS NOT NULL)
                """,
                on=pgtrigger.Update,  # an import may bring one whose other was closed later
            ),
            *former_addresses("community"),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("communities:detail", args=[self.municipality.slug, self.slug])

    def clean(self) -> None:
        """The rules of the triggers, as sentences beside the fields."""
        municipality = Municipality.objects.filter(pk=self.municipality_id).first()
        if municipality is None:
            return
        if municipality.former_slugs.filter(slug=self.slug).exclude(community=None).exclude(community=self.pk).exists():
            raise ValidationError({"slug": _("This address leads to another local community, which had it before.")})
        if self.legal_status and self.legal_status.entity_id != municipality.entity_id:
            raise ValidationError({"legal_status": _("This legal status is of another jurisdiction.")})
        if self.merged_into and self.merged_into.closed_on:
            raise ValidationError({"merged_into": _("This local community is closed itself.")})
        if municipality.without_communities:
            raise ValidationError({"municipality": _("This municipality is marked as one without local communities.")})
        if municipality.is_umbrella:
            text = _("This is a city made of several municipalities: choose one of them.")
            raise ValidationError({"municipality": text})

    @property
    def label(self) -> str:
        """The name, told apart where the municipality has another MZ of the same name: "Lipnica (Gornja)"."""
        return f"{self.name} ({self.qualifier})" if self.qualifier else self.name

    @property
    def is_unconfirmed(self) -> bool:
        """True while the evidence is weak and nobody has confirmed it."""
        return self.evidence == self.Evidence.WEAK and self.confirmed_on is None

    @property
    def source_year(self) -> int | None:
        """The year of the source, where it is known."""
        return int(self.source_date[:4]) if self.source_date else None

    @property
    def kind_label(self) -> str:
        """The kind of settlement in words, empty where it is not known. Django's own way hashes every choice, translated."""
        return str(self.Kind(self.kind).label) if self.kind else ""

    @property
    def settlement_list(self) -> list[str]:
        """The settlements it covers, as the source names them."""
        return [name.strip() for name in self.settlements.split(",") if name.strip()]

    @property
    def former_name_list(self) -> list[str]:
        """Former names, in the order in which they were written."""
        return [name.strip() for name in self.former_names.splitlines() if name.strip()]
