"""Jurisdictions and their words in Django admin: few rows, and some fields that are set once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from register.models import Canton, Entity, LegalStatus, MunicipalityType

from .base import RegisterAdmin

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
