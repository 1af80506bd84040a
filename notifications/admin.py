"""The outbox in Django admin: what waits, what failed and why. Never what a mail says: it may hold a code or a link.
Beside it who chose which mail, and when: the log that is shown when somebody asks.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import MailConsent, OutgoingMail


class OnlyRead(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that nobody makes, changes or deletes by hand."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OnlyRead):
    list_display = ("created", "about", "masked_recipient", "status", "attempts", "next_try", "last_error")
    list_filter = ("status", "event", "created")
    date_hierarchy = "created"
    fields = (
        "id", "about", "masked_recipient", "language", "status",
        "created", "attempts", "next_try", "sent", "last_error",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description=_("about"))
    def about(self, mail: OutgoingMail) -> str:
        return mail.event or mail.subject

    @admin.display(description=_("recipient"))
    def masked_recipient(self, mail: OutgoingMail) -> str:
        """Enough to recognise an address that one knows: `a…@example.ba`."""
        name, _at, host = mail.recipient.partition("@")
        return f"{name[:1]}…@{host}"


@admin.register(MailConsent)
class MailConsentAdmin(OnlyRead):
    list_display = ("at", "user_id", "kind", "choice", "how", "words")
    list_filter = ("kind", "choice", "how")
    search_fields = ("=user_id",)
