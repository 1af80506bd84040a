"""Networks in Django admin: an administrator founds one for an organisation of the register, and appoints who answers for it."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy

from register.admin.base import RegisterAdmin

from .models import Network


@admin.register(Network)
class NetworkAdmin(RegisterAdmin):
    """Who coordinates one is a mandate: editor of its organisation."""

    list_display = ("by_name", "association", "area", "joining")
    list_select_related = ("organisation", "association")
    ordering = ("organisation__name",)
    search_in = ("organisation__name", "area")

    @admin.display(description=gettext_lazy("name"), ordering="organisation__name")
    def by_name(self, obj: Network) -> str:
        """That of its organisation."""
        return obj.name
