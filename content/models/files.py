"""What photos and attachments have in common: some of them wait, and nobody else is shown them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from content.visibility import waiting_files_visible_to

from .entries import Entry

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class FileQuerySet(models.QuerySet[Any]):
    def shown(self) -> Self:
        """What stands below its entry."""
        return self.filter(waits=False)

    def waiting(self) -> Self:
        """What a moderator looks at first."""
        return self.filter(waits=True)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """With their entry; what waits for whoever added it, and for moderators."""
        return self.filter(waiting_files_visible_to(user), entry__in=Entry.objects.visible_to(user))
