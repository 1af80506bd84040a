"""The page of a local community, and its print sheet."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.readers import reader
from register.models import Community, Contact, Municipality
from text.script import still
from ui.kept import kept_page, values_of
from ui.qr import to_scan

from .. import country
from ..addresses import find_community, moved
from ..letters import letter
from ..locator import locator
from ..profiles import Profile, around, has_coordinator, like, list_of, profile_of, siblings

SIBLINGS = 18  # as many names as the page shows, this one in the middle


@require_safe
def detail(request: HttpRequest, municipality: str, community: str) -> HttpResponse:
    """One local community; a former address leads to the present one."""
    place = find_community(municipality, community)
    if place.merged_into_id or (place.municipality.slug, place.slug) != (municipality, community):
        return moved(request, _now(place).get_absolute_url())
    profile = profile_of(place, reader(request))

    def context() -> dict[str, Any]:
        names = siblings(place.municipality)
        shown = around(names, place, SIBLINGS)
        return {
            **_shared(place),
            "profile": profile,
            "unconfirmed": place.is_unconfirmed,
            "groups": profile.groups,
            "council": profile.council,
            "writings": profile.writings,
            "practices_url": f"{reverse('practices:index')}?jls={place.municipality.slug}",
            "claim_url": reverse("communities:claim", args=[place.pk]),
            "settlements": place.settlement_list,
            "likeness_drawn": _likeness(profile),
            "checks_drawn": _checks(profile),
            "siblings": list_of(shown, place),
            "sibling_total": len(names),
            "more_siblings": len(names) > len(shown),
            "whereabouts": _whereabouts(place.municipality),
            "has_coordinator": has_coordinator(place.municipality),
            "print_url": _print_url(place),
        }

    return kept_page(request, "communities/detail.html", _said(place, profile), context)


def _said(place: Community, profile: Profile) -> list[Any]:
    """All that its page says: the row with its parts, which of the contacts this reader may see, the day on which its
    mandates hold. What stands around it is as old as the look.
    """
    visible = [contact.pk for contact in profile.visible_contacts]
    return [country.current().at, timezone.localdate(), visible, *values_of(place)]


@require_safe
def print_sheet(request: HttpRequest, municipality: str, community: str) -> HttpResponse:
    """One page of A4 for the notice board: what is known, empty lines for the rest, and a QR code of the profile."""
    place = find_community(municipality, community)
    if place.merged_into_id or (place.municipality.slug, place.slug) != (municipality, community):
        return moved(request, _print_url(_now(place)))
    profile = profile_of(place, AnonymousUser())  # it hangs in public, whoever prints it
    context = {
        **_shared(place),
        **to_scan(place.get_absolute_url()),
        "profile": profile,
        "contacts": _public_contacts(profile),
        "contact": settings.CONTACT_EMAIL,
    }
    return render(request, "communities/print_sheet.html", context)


def _now(place: Community) -> Community:
    """The community itself, or the one that it became part of."""
    return (
        Community.objects.select_related("municipality").get(pk=place.merged_into_id) if place.merged_into_id else place
    )


def _public_contacts(profile: Profile) -> list[tuple[str, list[str]]]:
    """The lines of a sheet that hangs in public: label and values; no value leaves the line empty."""
    lines = ((_("Address"), Contact.Kind.ADDRESS), (_("Phone"), Contact.Kind.PHONE), (_("E-mail"), Contact.Kind.EMAIL))
    shown = profile.visible_contacts
    return [(label, [contact.value for contact in shown if contact.kind == kind]) for label, kind in lines]


def _shared(place: Community) -> dict[str, Any]:
    """What both pages say: `name` and `place` are the community and its municipality in words."""
    municipality = place.municipality
    there = country.current().places().get(municipality.pk) or country.Place.of(municipality)
    subject = {"place": f"MZ {place.label}, {there.name}"}
    return {
        "community": place,
        "municipality": municipality,
        "name": place.label,
        "place": there.name,
        "place_url": there.url,
        "mail_url": letter(_("Data about %(place)s") % subject),
        "correction_url": letter(_("A mistake on the page %(place)s") % subject),
        "crumbs": [
            (_("Local communities"), reverse("communities:index")),
            (there.name, there.url),
            (_("MZ %(name)s") % {"name": place.label}, None),
        ],
    }


def _whereabouts(municipality: Municipality) -> str:
    """The small map in its panel, the same for all communities of a municipality: drawn once for each look."""
    now, context = country.current(), {"municipality": municipality, "locator": locator(municipality)}
    name = f"whereabouts of {municipality.pk}"
    return now.rendered(name, lambda: still(render_to_string("communities/whereabouts.html", context)))


def _likeness(profile: Profile) -> str:
    """Places to compare with: the dearest part of the page, read and drawn once a look for each community."""

    def draw() -> str:
        return still(render_to_string("communities/likeness.html", {"likeness": like(profile)}))

    return country.current().rendered(f"likeness of {profile.community.pk}", draw)


def _checks(profile: Profile) -> str:
    """What is known and what is not, in stones and words: few patterns, each drawn once a look."""
    pattern = "".join(str(int(known)) for known in profile.answers)
    context = {"profile": profile}
    return country.current().rendered(
        f"checks {pattern}", lambda: still(render_to_string("communities/checks.html", context))
    )


def _print_url(place: Community) -> str:
    return reverse("communities:print_sheet", args=[place.municipality.slug, place.slug])
