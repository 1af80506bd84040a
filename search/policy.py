"""Who may see what people sought in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Mandate
from content.visibility import reader

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def sees_misses(user: User | AnonymousUser) -> bool:
    """Editors, who write what is missing, and staff."""
    person = reader(user)
    return person is not None and person.holds(Mandate.Role.EDITOR, Mandate.Role.MODERATOR, Mandate.Role.ADMINISTRATOR)
