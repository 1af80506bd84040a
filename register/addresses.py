"""Lists of a municipality by an address that it no longer has."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect

from .models import Municipality

View = Callable[..., HttpResponseBase]


def follows_places(view: View) -> View:
    """A list of which nothing is known by the municipality in `jls` answers with 301 where that is a former address."""

    @wraps(view)
    def following(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            former = {"former_slugs__slug": request.GET.get("jls", ""), "former_slugs__community": None}
            present = Municipality.objects.filter(**former).first()
            if present is None:
                raise
        query = request.GET.copy()
        query["jls"] = present.slug
        return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}")

    return following
