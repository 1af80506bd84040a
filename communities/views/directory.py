"""The directory of local communities as list, CSV and map."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from register.addresses import follows_places
from text.script import still
from ui.kept import kept_page
from ui.paging import page_of

from .. import country, exports, mapping
from ..asked import Asked
from ..headings import heading, title
from ..matching import WHOLE
from ..reasons import with_reasons
from ..rows import rows_of

MUNICIPALITIES_SHOWN = 6
LARGEST_SHOWN = 8


@require_safe
@follows_places
def index(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Local communities that fit what was asked; `spisak=nema` lists municipalities that have none in the register."""
    look = country.current()
    as_csv = request.GET.get("format") == "csv"
    asked = Asked(request.GET, look, exports.ROWS if as_csv else WHOLE)
    if asked.wants_municipalities:
        return _municipalities(request, asked, as_csv)
    rows, count = asked.communities()
    if as_csv:
        return exports.communities_csv(rows, look)
    page = page_of(rows, count, request.GET.get("page"))
    lines = rows_of(page.object_list, look, asked.search)

    def context() -> dict[str, Any]:
        return _shared(asked, page, count) | {
            "rows": lines,
            "named": _named(asked) if page.number == 1 else [],
            "by_change": asked.chosen.get("sort") == "izmjena",
        }

    return kept_page(request, "communities/index.html", (look.at, count, lines), context)


def _municipalities(request: HttpRequest, asked: Asked, as_csv: bool) -> HttpResponse | StreamingHttpResponse:
    if as_csv:
        return exports.municipalities_csv(with_reasons(asked.municipalities))
    count = len(asked.municipalities)
    page = page_of(asked.municipalities, count, request.GET.get("page"))
    context = _shared(asked, page, count) | {"missing": with_reasons(list(page.object_list))}
    return render(request, "communities/index.html", context)


def _shared(asked: Asked, page: Page[Any], count: int) -> dict[str, Any]:
    """What the page says of communities and of municipalities alike."""
    look = asked.country
    text = heading(asked, count)
    return {
        "page": page,
        "count": count,
        "heading": text,
        "title": title(asked, text, page),
        "asked": asked,
        "query": asked.search.typed,
        "form_drawn": _form(asked),
        "csv_url": asked.address(format="csv"),
        "picture": look.rendered("picture", lambda: still(_picture(look))),
    }


def _named(asked: Asked) -> list[tuple[Any, country.Place, int]]:
    """Municipalities that the query names, with their numbers of communities."""
    if "jls" in asked.chosen:
        return []
    places, counts = asked.country.places(), asked.country.counts
    found = [one for one in asked.search.municipalities() if asked.is_inside(one)]
    return [(one, places[one.pk], counts[one.pk]) for one in found[:MUNICIPALITIES_SHOWN]]


def _form(asked: Asked) -> str:
    """The form and the letters; what holds no words of the reader is drawn once a minute."""

    def draw() -> str:
        return render_to_string("communities/form.html", {"asked": asked, "query": asked.search.typed})

    if asked.search.typed:
        return draw()
    return asked.country.remembered(f"form {sorted(asked.chosen.items())}", lambda: still(draw()))


def _picture(look: country.Country) -> str:
    """The map beside the list, and the list of the largest below it: the same for everyone, drawn once a minute."""
    return render_to_string(
        "communities/picture.html",
        {"map": mapping.draw(look), "largest": look.largest(LARGEST_SHOWN), "map_url": reverse("communities:map")},
    )


@require_safe
def map(request: HttpRequest) -> HttpResponse:
    """The country with a link for each municipality, and the same as a list by canton and entity."""
    look = country.current()
    context = {
        "country": look,
        "body": look.rendered("map", lambda: still(_map(look))),
        "crumbs": [
            (_("Home"), reverse("home")),
            (_("Local communities"), reverse("communities:index")),
            (_("Map"), None),
        ],
    }
    return render(request, "communities/map.html", context)


def _map(look: country.Country) -> str:
    """All of it but the frame of the page, drawn once a minute."""
    context = {
        "map": mapping.draw(look),
        "largest": look.largest(LARGEST_SHOWN),
        "areas": mapping.areas(look),
        "cities": [one for one in look.municipalities if one.is_umbrella],
        "total": look.total,
    }
    return render_to_string("communities/map_body.html", context)
