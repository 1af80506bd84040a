"""The places that the form of a practice offers: one's own, and those it has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.models import Mandate
from register.finding import Place, of_community, of_municipality

if TYPE_CHECKING:
    from accounts.models import User
    from practices.models import Practice


def own_places(user: User) -> list[Place]:
    """The communities whose council or office somebody is in, offered without being asked for."""
    held = [mandate.community for mandate in user.active_mandates if mandate.role in Mandate.COMMUNITY_ROLES]
    return [of_community(one) for one in dict.fromkeys(held) if one]


def chosen_places(practice: Practice | None) -> list[Place]:
    """The places of a practice as choices."""
    if practice is None:
        return []
    found = []
    for row in practice.places.select_related(
        "community__municipality__type", "community__municipality__entity", "municipality__type", "municipality__entity"
    ):
        if row.community:
            found.append(of_community(row.community))
        elif row.name:
            label = f"{_('MZ %(name)s') % {'name': row.name}}, {row.municipality.full_name}"
            found.append(Place(f"n{row.municipality_id}:{row.name}", label, row.municipality_id, None, row.name))
        else:
            found.append(of_municipality(row.municipality))
    return found
