"""The picture of a shared link, for everything that the search knows: its words are those of a result."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from search.kinds import KINDS
from ui.social import Words, picture

PERSON = "person"  # nobody is passed on


@require_safe
def social(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Of what everyone may read. Asked for again it is not drawn, but the permission is looked at each time."""
    known = None if kind == PERSON else KINDS.get(kind)
    hit = known.load([number], AnonymousUser()).get(number) if known else None
    if known is None or hit is None:
        raise Http404
    said = hit.figure or capfirst(str(known.one))
    words = Words.of(hit.title, hit.place, " · ".join([said, *(text for text, _tone in hit.tags)]))
    etag = f'"{words.stamp}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(picture(words), content_type="image/png")
    response["ETag"] = etag
    return response
