"""Municipalities and local communities in Django admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from register.models import Boundary, Community, Contact, Figure, FormerSlug, Indicator, Municipality
from register.models.figures import FigureQuerySet

from .base import AddressForm, ReadOnlyAdmin, RegisterAdmin
from .widgets import TableInline


class ContactInline(TableInline):
    model = Contact
    extra = 0


class FigureInline(TableInline):
    """Figures about the place, with the indicators that suit it."""

    model = Figure
    extra = 0
    fields = ("indicator", "value", "year", "source", "source_url", "confirmed_on", "note")
    suits: ClassVar[dict[str, bool]] = {}

    def get_queryset(self, request: HttpRequest) -> FigureQuerySet:
        rows: FigureQuerySet = super().get_queryset(request).select_related("indicator")  # type: ignore[assignment]
        return rows.newest_first()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "indicator":
            kwargs["queryset"] = Indicator.objects.filter(**self.suits)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MunicipalityFigureInline(FigureInline):
    suits: ClassVar[dict[str, bool]] = {"for_municipalities": True}


class CommunityFigureInline(FigureInline):
    suits: ClassVar[dict[str, bool]] = {"for_communities": True}


class CommunityForm(AddressForm):
    """The address is unique in its municipality."""

    def taken(self, cleaned: dict[str, Any]) -> set[str]:
        municipality: Municipality | None = cleaned.get("municipality")
        return municipality.taken_slugs() if municipality else set()


class MunicipalityForm(AddressForm):
    """Addresses that a municipality once had are taken too."""

    def taken(self, cleaned: dict[str, Any]) -> set[str]:
        former = FormerSlug.objects.filter(community=None)
        return super().taken(cleaned) | set(former.values_list("slug", flat=True))


@admin.register(Municipality)
class MunicipalityAdmin(RegisterAdmin):
    form = MunicipalityForm
    list_display = ("by_name", "qualifier", "type", "entity", "canton", "list_complete", "address")
    list_filter = ("entity", "canton", "type", "list_complete", "without_communities", "is_umbrella", "type_confirmed")
    list_select_related = ("type", "entity", "canton")
    search_keys_in = ("search_keys",)
    autocomplete_fields = ("canton", "umbrella")
    inlines = (MunicipalityFigureInline,)
    history_includes = (("Figure", "municipality"),)
    fieldsets = (
        (None, {"fields": ("name", "qualifier", "slug", "type", "type_confirmed", "entity", "canton", "seat")}),
        (_("Place"), {"fields": ("latitude", "longitude", "point_source", "postal_code", "postal_source")}),
        (_("City made of several municipalities"), {"fields": ("is_umbrella", "umbrella")}),
        (_("Local communities"), {"fields": ("list_complete", "without_communities", "notes")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Municipality]:
        return super().get_queryset(request).select_related("type", "entity", "canton")


class MunicipalityFilter(admin.RelatedFieldListFilter):
    """Municipalities by name in the order of the alphabet."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        del field, request, model_admin
        return [(row.pk, row.full_name) for row in Municipality.objects.in_order().with_places()]


@admin.register(Community)
class CommunityAdmin(RegisterAdmin):
    form = CommunityForm
    list_display = ("by_name", "qualifier", "municipality", "kind", "evidence", "confirmed_on", "source_date")
    list_filter = (
        "municipality__entity",
        "municipality__canton",
        "kind",
        "evidence",
        ("confirmed_on", admin.EmptyFieldListFilter),
        ("closed_on", admin.EmptyFieldListFilter),
        "legal_status",
        ("municipality", MunicipalityFilter),
    )
    list_select_related = ("municipality__type",)
    search_keys_in = ("search_keys", "municipality__search_keys")
    autocomplete_fields = ("municipality", "legal_status", "merged_into")
    inlines = (ContactInline, CommunityFigureInline)
    readonly_fields = ("updated",)
    history_includes = (("Contact", "community"), ("Figure", "community"))
    fieldsets = (
        (None, {"fields": ("municipality", "name", "qualifier", "slug", "kind", "legal_status")}),
        (_("Area and names"), {"fields": ("former_names", "settlements")}),
        (
            _("Where this comes from"),
            {"fields": ("source_url", "source_date", "evidence", "confirmed_on", "notes", "updated")},
        ),
        (_("If it is no more"), {"fields": ("closed_on", "closing_source", "merged_into")}),
    )


@admin.register(Contact)
class ContactAdmin(RegisterAdmin):
    list_display = ("value", "kind", "community", "visibility")
    list_filter = ("kind", "visibility", "community__municipality__entity")
    list_select_related = ("community__municipality__type",)
    search_in = ("value",)
    search_keys_in = ("community__search_keys", "community__municipality__search_keys")
    autocomplete_fields = ("community",)


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    list_display = ("address", "municipality", "community", "until")
    list_select_related = ("municipality__type", "community")
    search_in = ("slug",)
    search_keys_in = ("municipality__search_keys", "community__search_keys")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting a municipality or community takes its former addresses along; alone they stay."""
        del obj
        return not (request.resolver_match and "formerslug" in (request.resolver_match.url_name or ""))


@admin.register(Boundary)
class BoundaryAdmin(ReadOnlyAdmin):
    list_display = ("municipality", "source")
    list_select_related = ("municipality__type",)
    search_in = ("source",)
    search_keys_in = ("municipality__search_keys",)
    fields = ("municipality", "source")
