"""The page of results, and what is offered while one types."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.readers import reader
from content.models import Attachment, FilePart
from register.addresses import follows_places
from ui.kept import kept_page

from . import misses, words
from .asked import Asked
from .files import parts_with
from .kinds import Hit, Kind, loaded
from .marks import Marker
from .policy import sees_misses
from .suggesting import suggested

DAYS = 90  # that the list of what was sought in vain looks back
EXAMPLES = ("rasvjeta", "račun mjesne zajednice", "Јелах")


@require_safe
@follows_places
def results(request: HttpRequest) -> HttpResponse:
    """What was found for the words of `q`, the best first."""
    look, user = words.current(), reader(request)
    asked = Asked(request.GET, look, user)
    found = asked.found
    if found and not found.total and not asked.chosen:
        misses.count(asked.typed)

    def context() -> dict[str, Any]:
        hits = loaded(found.documents, user) if found else []
        files = [entry for _kind, hit in hits for entry in hit.with_files]
        return {
            "asked": asked,
            "found": found,
            "rows": _rows(hits, Marker(found.query), parts_with(found.query, files, user)) if found else [],
            "page": asked.page if found else None,
            "meant": found.query.meant if found else "",
            "meant_url": asked.address(q=found.query.meant) if found else "",
            "examples": EXAMPLES,
            "index_url": reverse("search:results"),
            "suggest_url": reverse("search:suggestions"),
        }

    # What a document does not know (whether a question is solved) may be as old as the look.
    said = (look.at, found and (found.counts, found.has_all, found.query.meant, found.documents))
    return kept_page(request, "search/results.html", said, context)


def _rows(hits: list[tuple[Kind, Hit]], marker: Marker, parts: Mapping[int, FilePart]) -> list[dict[str, Any]]:
    """Each with the part of its text that has most of the words; of a file only where it has more than the text itself."""
    rows = []
    for kind, hit in hits:
        inside = [(parts[entry], at) for entry, at in hit.with_files.items() if entry in parts]
        number, excerpt = marker.excerpt([*hit.texts, *(part.text for part, _at in inside)])
        of_file = number - len(hit.texts)
        part, place = inside[of_file] if inside and of_file >= 0 else (None, hit.at[number] if hit.at else "")
        rows.append(
            {
                "kind": kind,
                "hit": hit,
                "url": hit.url + place,
                "title": marker.mark(hit.title),
                "text": excerpt,
                "part": part,
                "file": _called(part.attachment) if part else "",
            }
        )
    return rows


def _called(file: Attachment) -> str:
    """As lists of files call it: what it is, or its name, which is the same in every script."""
    return file.title or format_html('<span translate="no">{}</span>', file.name)


@require_safe
@login_required
def in_vain(request: HttpRequest) -> HttpResponse:
    """What people sought and did not find, for those who can write it or say which words mean the same."""
    if not sees_misses(request.user):
        raise PermissionDenied
    crumbs = [(pgettext("page", "Search"), reverse("search:results")), (_("Sought in vain"), None)]
    return render(request, "search/misses.html", {"rows": misses.latest(DAYS), "days": DAYS, "crumbs": crumbs})


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A list of links for what has been typed so far, for the script below the field."""
    user = reader(request)
    documents = suggested(request.GET.get("q", ""), user)
    said = (words.current().at, documents)
    return kept_page(request, "search/suggestions.html", said, lambda: {"rows": loaded(documents, user)})
