"""Words that mean the same, for editors to add to; and what people sought in vain, for them to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from register.admin.base import RegisterAdmin

from . import words
from .models import Miss, Synonyms


@admin.register(Synonyms)
class SynonymsAdmin(RegisterAdmin):
    """Each row is one group."""

    list_display = ("words",)
    search_in = ("words",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        words.forget()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        words.forget()


@admin.register(Miss)
class MissAdmin(RegisterAdmin):
    """Read only: the site counts them."""

    list_display = ("words", "times", "day")
    search_in = ("words",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False
