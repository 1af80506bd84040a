"""Themes in Django admin: the short list that every room chooses from."""

from __future__ import annotations

from django.contrib import admin

from register.admin.base import RegisterAdmin
from register.admin.reference import WORDS

from .models import Theme


@admin.register(Theme)
class ThemeAdmin(RegisterAdmin):
    list_display = ("name", "position", "slug")
    search_in = ("slug", *WORDS)
