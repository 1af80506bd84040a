"""Why there is no list of the local communities of a municipality, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.models import Figure, Municipality

from .profiles import STATED_TOTAL


def with_reasons(municipalities: Sequence[Municipality]) -> list[tuple[Municipality, str]]:
    """Each municipality with the reason: one query for all of them."""
    stated = {
        figure.municipality_id: int(figure.value)
        for figure in Figure.objects.latest().filter(indicator__code=STATED_TOTAL, municipality__in=municipalities)
    }
    return [(one, reason(one, stated.get(one.pk, 0))) for one in municipalities]


def reason(municipality: Municipality, stated: int) -> str:
    """It has none, nobody found the list, or only their number is known."""
    if municipality.without_communities:
        return _("It has no local communities.")
    if stated:
        return ngettext(
            "A source says that there is %(number)s; we have not found its name.",
            "A source says that there are %(number)s; we have not found their names.",
            stated,
        ) % {"number": stated}
    return _("We have not found a list yet.")
