"""The patience with unanswered questions, in Django admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from register.admin.base import RegisterAdmin

from .models import Patience


@admin.register(Patience)
class PatienceAdmin(RegisterAdmin):
    """One row: it is changed, never added to."""

    list_display = ("neighbours", "network", "service", "deadline", "most")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Patience.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False
