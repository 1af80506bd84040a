"""Places by their address: the present one, and those that they no longer have.

A changed name leaves a row of `FormerSlug` behind (triggers in `register`). A view that is asked for such an address
answers with 301 to the present one, in the same language and with the same query.
"""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from register.models import Community, LegalStatus, Municipality
from ui.prepared import Prepared

from . import country
from .profiles import with_parts


def find_municipality(slug: str) -> Municipality:
    """The municipality that has, or last had, this address; else 404."""
    if found := BY_SLUG(slug):
        return found[0]
    return get_object_or_404(_municipalities(), former_slugs__slug=slug, former_slugs__community=None)


def _municipalities() -> QuerySet[Municipality]:
    return Municipality.objects.order_by().with_places().select_related("umbrella__type")


BY_SLUG: Prepared[Municipality] = Prepared(lambda slug: _municipalities().filter(slug=slug), ("-",))
BY_ADDRESS: Prepared[Community] = Prepared(
    lambda municipality, slug: with_parts(Community.objects.order_by().filter(municipality=municipality, slug=slug)),
    (-1, "-"),
)


def find_community(municipality_slug: str, slug: str) -> Community:
    """The community that has, or last had, this address; it may have moved to another municipality. Else 404."""
    now = country.current()
    by_slug = now.rendered("municipalities by slug", lambda: {one.slug: one.pk for one in now.municipalities})
    rows = BY_ADDRESS(by_slug.get(municipality_slug), slug)
    found = rows[0] if rows else _by_former_address(municipality_slug, slug)
    # What stands around it is as old as the page may be, and costs no join of five tables.
    if municipality := now.by_id.get(found.municipality_id):
        found.municipality = municipality
    if found.legal_status_id:
        statuses = now.rendered("legal statuses", LegalStatus.objects.in_bulk)
        found.legal_status = statuses.get(found.legal_status_id) or found.legal_status
    return found


def _by_former_address(municipality_slug: str, slug: str) -> Community:
    municipality = find_municipality(municipality_slug)
    found = Community.objects.filter(municipality=municipality, slug=slug).first()
    if found is None:
        former = {"former_slugs__municipality": municipality, "former_slugs__slug": slug}
        found = get_object_or_404(Community, **former)
    return found


def moved(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """301 to `address` with the query of the request."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
