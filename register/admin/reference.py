"""Jurisdictions and their words in Django admin: few rows, and some fields that are set once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from register.models import Canton, Entity, LegalAct, LegalStatus, MunicipalityType

from .base import AddressForm, RegisterAdmin

WORDS = ("name_bs", "name_hr", "name_sr", "name_en")


class SetOnceAdmin(RegisterAdmin):
    """Fields that other rows lean on are written when the row is made, and never again (a trigger holds it)."""

    set_once: ClassVar[tuple[str, ...]] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        del request
        return self.set_once if obj else ()


@admin.register(Entity)
class EntityAdmin(SetOnceAdmin):
    list_display = ("name", "short", "address", "has_cantons")
    search_in = ("code", *WORDS)
    set_once = ("has_cantons",)


@admin.register(Canton)
class CantonAdmin(SetOnceAdmin):
    list_display = ("name", "number", "short", "seat")
    search_in = ("code", "seat", *WORDS)
    set_once = ("entity",)


@admin.register(MunicipalityType)
class MunicipalityTypeAdmin(RegisterAdmin):
    list_display = ("name", "short")
    search_in = ("code", *WORDS)


@admin.register(LegalStatus)
class LegalStatusAdmin(SetOnceAdmin):
    list_display = ("name", "entity", "basis")
    list_filter = ("entity",)
    list_select_related = ("entity",)
    search_in = ("code", "basis", *WORDS)
    set_once = ("entity",)


@admin.register(LegalAct)
class LegalActAdmin(RegisterAdmin):
    form = AddressForm
    list_display = ("title", "kind", "holds_in", "gazette", "of_year", "state")
    list_filter = ("kind", "state", "entity", "canton")
    list_select_related = ("entity", "canton", "municipality__type")
    search_in = ("title", "gazette", "meaning")
    search_keys_in = ("municipality__search_keys",)
    autocomplete_fields = ("municipality",)

    @admin.display(description=gettext_lazy("holds in"))
    def holds_in(self, act: LegalAct) -> str:
        """The country, an entity, a canton or a municipality."""
        return act.place_label

    @admin.display(description=gettext_lazy("year"), ordering="year", empty_value="–")
    def of_year(self, act: LegalAct) -> str:
        """A year has no thousands separator."""
        return str(act.year or "")
