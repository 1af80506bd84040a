"""Places by what people write for them: "jelah", "Јелах Тешањ", "laktasi"; as choices of a form."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from register.models import Community, Municipality
from text.fold import fold, plain, query_keys

MOST = 10
MOST_WORDS = 6


@dataclass(frozen=True)
class Place:
    """A choice: `c12` is a community, `m7` a whole municipality, `n7:Naziv` a community that only the source names."""

    value: str
    label: str
    municipality: int
    community: int | None = None
    name: str = ""


def of_community(community: Community) -> Place:
    label = _("MZ %(name)s") % {"name": community.label}
    return Place(
        f"c{community.pk}", f"{label}, {community.municipality.full_name}", community.municipality_id, community.pk
    )


def of_municipality(municipality: Municipality) -> Place:
    return Place(f"m{municipality.pk}", municipality.full_name, municipality.pk)


def find_places(typed: str) -> list[Place]:
    """Up to ten communities and municipalities for what was typed; each word in the one's name or the other's."""
    words = plain(typed).split()[:MOST_WORDS]
    words = [word for word in words if word not in {"mz", "opcina", "opstina", "grad"}]
    if not words:
        return []
    communities, municipalities = Community.objects.open(), Municipality.objects.base_units()
    for word in words:
        key = query_keys(word)[0]
        communities = communities.filter(Q(search_keys__contains=[key]) | Q(municipality__search_keys__contains=[key]))
        municipalities = municipalities.filter(search_keys__contains=[key])
    named = fold(" ".join(words))
    rows = list(communities.with_places().in_order()[: MOST * 5])
    rows.sort(key=lambda one: (fold(one.name) != named, not fold(one.name).startswith(words[0])))
    towns = [of_municipality(one) for one in municipalities.with_places().in_order()[:3]]
    return [*(of_community(one) for one in rows[: MOST - len(towns)]), *towns]


def places_by_value(values: list[str]) -> list[Place]:
    """Choices that a form sent back, as far as they are real; in their order."""
    found: dict[str, Place] = {}
    ids = {kind: [int(one[1:]) for one in values if one[:1] == kind and one[1:].isdecimal()] for kind in "cm"}
    for community in Community.objects.with_places().filter(pk__in=ids["c"]):
        found[f"c{community.pk}"] = of_community(community)
    for municipality in Municipality.objects.with_places().filter(pk__in=ids["m"]):
        found[f"m{municipality.pk}"] = of_municipality(municipality)
    return [found[value] for value in dict.fromkeys(values) if value in found]
