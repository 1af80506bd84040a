"""What photos and attachments have in common: some of them wait, and nobody else is shown them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from content.visibility import files_visible_to

from .entries import Entry

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class FileQuerySet(models.QuerySet[Any]):
    for_readers: ClassVar[Q] = Q(waits=False)

    def shown(self) -> Self:
        """What stands below its entry."""
        return self.filter(self.for_readers)

    def waiting(self) -> Self:
        """What a moderator looks at first."""
        return self.filter(waits=True)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """With their entry; what readers are not shown for whoever added it, and for moderators."""
        return self.filter(files_visible_to(user, self.for_readers), entry__in=Entry.objects.visible_to(user))


class DocumentQuerySet(FileQuerySet):
    """A document says who made it, by its name and in places that nobody sees: a text without a name shows none."""

    for_readers = Q(waits=False, entry__is_unnamed=False)
