"""Moderation in Django admin: the ready reasons, what was decided and reported, and entries with the desk's own moves.

What needs words for the author is done at the desk, where they are written; the moves here are those that need none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from content.models import Entry
from register.admin.base import ReadOnlyAdmin, RegisterAdmin
from register.admin.reference import WORDS

from . import actions
from .models import Decision, Reason, Report


@admin.register(Reason)
class ReasonAdmin(RegisterAdmin):
    list_display = ("name", "use", "position")
    list_filter = ("use",)
    search_in = ("slug", *WORDS)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("at", "entry_id", "outcome", "kind", "by")
    list_filter = ("outcome", "kind")
    list_select_related = ("by__profile",)
    search_in = ("words",)
    fields = ("at", "entry_id", "version", "outcome", "kind", "by", "words")
    date_hierarchy = "at"


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("at", "entry_id", "reason", "decision")
    list_filter = ("reason",)
    list_select_related = ("reason", "decision")
    search_in = ("words",)
    fields = ("at", "entry_id", "reason", "words", "decision")
    date_hierarchy = "at"


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """Found here, read and decided on at the desk. Nobody sees the drafts of others."""

    list_display = ("label", "kind", "status", "author", "edited", "desk")
    list_filter = ("kind", "status")
    list_select_related = ("author__profile", "root")
    search_in = ("title",)
    fields = ("kind", "title", "status", "author", "audience", "created", "edited", "published", "withdrawn", "desk")
    date_hierarchy = "edited"
    actions = ("publish", "keep", "uphold")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(pk__in=Entry.objects.visible_to(request.user))

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def label(self, entry: Entry) -> str:
        return str(entry)

    @admin.display(description=gettext_lazy("the desk"))
    def desk(self, entry: Entry) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("moderation:entry", args=[entry.pk]), _("Look at it"))

    @admin.action(description=gettext_lazy("Publish what waits"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
        self._move(request, queryset, actions.publish)

    @admin.action(description=gettext_lazy("What was reported may stay"))
    def keep(self, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
        self._move(request, queryset, actions.keep)

    @admin.action(description=gettext_lazy("The hiding is right"))
    def uphold(self, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
        self._move(request, queryset, actions.uphold)

    def _move(self, request: HttpRequest, queryset: QuerySet[Entry], move: Callable[[Entry, User], Any]) -> None:
        """One by one, each by itself: what may not be decided or was decided by somebody else is left as it is."""
        done = 0
        for entry in queryset:
            try:
                done += move(entry, cast("User", request.user)) is not None
            except (PermissionDenied, actions.Overtaken):
                continue
        text = ngettext("%(number)s entry was decided on.", "%(number)s entries were decided on.", done)
        messages.info(request, text % {"number": done})
