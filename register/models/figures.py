"""Numbers with their year and source, so that no page ever shows a number that cannot say where it comes from."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Named, not_to_come, refusal, tracked
from .communities import Community
from .fields import LineField, LinkField
from .municipalities import Municipality


@tracked()
class Indicator(Named):
    """What a figure counts or measures, and in which unit."""

    class Unit(models.TextChoices):
        COUNT = "broj", _("number")
        PEOPLE = "osoba", _("people")
        SQUARE_KM = "km2", "km²"
        SQUARE_M = "m2", "m²"
        KM = "KM", "KM"
        PERCENT = "posto", "%"
        YES_NO = "da-ne", _("yes or no")

    class Group(models.TextChoices):
        POPULATION = "stanovnistvo", _("Population")
        PEOPLE = "ljudi", _("Council")
        TERRITORY = "podrucje", _("Territory")
        CAPACITY = "prostor", _("Premises")
        LIFE = "zivot", _("Infrastructure and life")
        MONEY = "novac", _("Money")
        ACTIVITY = "rad", _("Work of the council")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    group = models.CharField(_("group"), max_length=12, choices=Group)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    for_municipalities = models.BooleanField(_("used for municipalities"), default=False)
    for_communities = models.BooleanField(_("used for local communities"), default=True)
    expected = models.BooleanField(
        _("counts as missing"), default=False, help_text=_("A profile without it says that it is missing.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("position", "code")


LARGEST = {Indicator.Unit.YES_NO.value: Decimal(1), Indicator.Unit.PERCENT.value: Decimal(100)}


FIRST_YEAR = 1850


def year_that_was(year: int) -> None:
    """For forms: nobody counted in a year to come. The database keeps to a wider range, since its clock goes on."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise ValidationError(_("The year lies between 1850 and today."))


class FigureQuerySet(models.QuerySet["Figure"]):
    def newest_first(self) -> FigureQuerySet:
        """By indicator, the newest year first; figures of an unknown year last."""
        return self.order_by("indicator__position", "indicator__code", models.F("year").desc(nulls_last=True), "pk")

    def latest(self) -> FigureQuerySet:  # type: ignore[override]
        """One figure for each subject and indicator: the newest."""
        return (
            self.select_related("indicator")
            .order_by("community_id", "municipality_id", "indicator_id", models.F("year").desc(nulls_last=True), "pk")
            .distinct("community_id", "municipality_id", "indicator_id")
        )


@tracked()
class Figure(models.Model):
    """One number about one municipality or one local community, for one year, from one source."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="figures", verbose_name=_("municipality"), null=True, blank=True
    )
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="figures", verbose_name=_("local community"), null=True, blank=True
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures", verbose_name=_("indicator"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[year_that_was],
        help_text=_("Leave empty only where the source does not say."),
    )
    source = LineField(_("source"), max_length=300)
    source_url = LinkField(_("link to the source"), max_length=500, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, validators=[not_to_come])
    note = LineField(_("note"), max_length=400, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = (
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, community=None) | Q(municipality=None, community__isnull=False),
                name="figure_has_one_subject",
                violation_error_message=_("A figure is about a municipality or about a local community, not both."),
            ),
            models.UniqueConstraint(
                fields=["municipality", "community", "indicator", "year"],
                nulls_distinct=False,
                name="figure_once_a_year",
                violation_error_message=_("There is a figure of this indicator for this year already."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="figure_not_negative",
                violation_error_message=_("A figure is not less than zero."),
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(FIRST_YEAR, 2100)),
                name="figure_year",
                violation_error_message=_("The year lies between 1850 and 2100."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="figure_names_source"),
        )
        indexes = (
            models.Index(fields=["indicator", "year"], name="figure_series"),
            models.Index(fields=["indicator", "value"], name="figure_by_size"),  # places of a similar size
        )
        triggers = (
            refusal(
                "figure_fits_indicator",
                "this indicator is for other places, for fewer decimals or for another range",
                """
                NOT EXISTS (
                    SELECT FROM register_indicator i
                    WHERE i.id = NEW.indicator_id
                      AND CASE WHEN NEW.community_id IS NULL THEN i.for_municipalities ELSE i.for_communities END
                      AND NEW.value = round(NEW.value, i.decimals)
                      AND NEW.value <= CASE i.unit WHEN 'da-ne' THEN 1 WHEN 'posto' THEN 100 ELSE NEW.value END)
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value.normalize():f}"

    def clean(self) -> None:
        """The rules of the trigger, as sentences beside the fields."""
        indicator = Indicator.objects.filter(pk=self.indicator_id).first()
        if indicator is None or self.value is None:
            return
        suits = {Community: indicator.for_communities, Municipality: indicator.for_municipalities}
        subject = Community if self.community_id else Municipality if self.municipality_id else None
        if subject and not suits[subject]:
            raise ValidationError({"indicator": _("This indicator is not for such a place.")})
        if self.value != round(self.value, indicator.decimals):
            raise ValidationError({"value": _("Too many decimals for this indicator.")})
        if self.value > LARGEST.get(indicator.unit, self.value):
            raise ValidationError({"value": _("Too large for this indicator.")})

    @property
    def subject(self) -> Municipality | Community:
        """The municipality or community that the figure is about."""
        subject = self.community or self.municipality
        assert subject is not None, "figure_has_one_subject"  # noqa: S101 - the database holds it
        return subject
