"""Places by their address: the present one, and those that they no longer have.

A changed name leaves a row of `FormerSlug` behind (triggers in `register`). A view that is asked for such an address
answers with 301 to the present one, in the same language and with the same query.
"""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from register.models import Community, Municipality

from . import country


def find_municipality(slug: str) -> Municipality:
    """The municipality that has, or last had, this address; else 404."""
    municipalities = Municipality.objects.with_places().select_related("umbrella__type")
    found = municipalities.filter(slug=slug).first()
    if found is None:
        found = get_object_or_404(municipalities, former_slugs__slug=slug, former_slugs__community=None)
    return found


def find_community(municipality_slug: str, slug: str) -> Community:
    """The community that has, or last had, this address; it may have moved to another municipality. Else 404."""
    communities = Community.objects.select_related("legal_status")
    now = country.current()
    by_slug = now.rendered("municipalities by slug", lambda: {one.slug: one.pk for one in now.municipalities})
    found = communities.filter(municipality=by_slug.get(municipality_slug), slug=slug).first()
    if found is None:
        municipality = find_municipality(municipality_slug)
        found = communities.filter(municipality=municipality, slug=slug).first()
        if found is None:
            former = {"former_slugs__municipality": municipality, "former_slugs__slug": slug}
            found = get_object_or_404(communities, **former)
    known = now.by_id.get(found.municipality_id)  # as old as the page may be, and no join of four tables
    if known is not None:
        found.municipality = known
    return found


def moved(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """301 to `address` with the query of the request."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
