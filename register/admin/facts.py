"""Figures, indicators and organisations in Django admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import F, TextField
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy

from register.models import Figure, Indicator, Organisation
from register.models.base import TextFunction

from .base import AddressForm, RegisterAdmin

BY_NAME = TextFunction("text_sort_key", F("name"), output_field=TextField())
WORDS = ("name_bs", "name_hr", "name_sr", "name_en")


@admin.register(Figure)
class FigureAdmin(RegisterAdmin):
    list_display = ("indicator", "amount", "of_year", "municipality", "community", "source", "confirmed_on")
    list_filter = ("indicator", "year", ("confirmed_on", admin.EmptyFieldListFilter))
    list_select_related = ("indicator", "municipality__type", "community")
    search_in = ("source", "note", "indicator__name_bs")
    search_keys_in = (
        "municipality__search_keys",
        "community__search_keys",
        "community__municipality__search_keys",
    )
    autocomplete_fields = ("municipality", "community", "indicator")
    ordering = ("indicator__position", "-year", "pk")

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def amount(self, figure: Figure) -> str:
        """Without decimals that say nothing."""
        return str(floatformat(figure.value, "-2g"))

    @admin.display(description=gettext_lazy("year"), ordering="year", empty_value="–")
    def of_year(self, figure: Figure) -> str:
        """A year has no thousands separator."""
        return str(figure.year or "")


@admin.register(Indicator)
class IndicatorAdmin(RegisterAdmin):
    list_display = ("name", "short", "group", "unit", "for_municipalities", "for_communities", "expected", "position")
    list_filter = ("group", "unit", "for_municipalities", "for_communities", "expected")
    search_in = ("code", *WORDS)


@admin.register(Organisation)
class OrganisationAdmin(RegisterAdmin):
    form = AddressForm
    list_display = ("by_name", "abbreviation", "kind", "entity")
    ordering = (BY_NAME,)
    list_filter = ("kind", "entity")
    list_select_related = ("entity",)
    search_in = ("name", "abbreviation")

    @admin.display(description=gettext_lazy("name"), ordering=BY_NAME)
    def by_name(self, obj: Organisation) -> str:
        """In the order of our alphabet."""
        return str(obj)
