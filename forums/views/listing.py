"""The list of questions as a page and as a feed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.readers import reader
from register.addresses import follows_places
from text.excerpts import excerpt
from text.languages import current as current_language
from text.script import convert, still
from text.slugs import slugify
from ui.kept import kept_page

from .. import look
from ..asked import Asked
from ..rows import drawn_rows, facts

IN_FEED = 30


@require_safe
@follows_places
def index(request: HttpRequest) -> HttpResponse:
    """Questions that fit what was asked, the newest first."""
    now = look.current()
    asked = Asked(request.GET, now, reader(request))
    page = asked.page()
    rows = facts(list(page.object_list))

    def context() -> dict[str, Any]:
        return {
            "asked": asked,
            "page": page,
            "title": asked.title(page),
            "rows": drawn_rows(rows, now),
            "form_drawn": _form(asked),
            "index_url": reverse("forums:index"),
            "create_url": reverse("forums:create"),
        }

    return kept_page(request, "forums/index.html", (now.at, asked.count, rows), context)


def _form(asked: Asked) -> str:
    """Search, filters and themes; what holds no words of the reader is drawn once a minute."""

    def draw() -> str:
        return render_to_string("forums/form.html", {"asked": asked})

    if asked.search.typed:
        return draw()
    return asked.look.remembered(f"form {sorted(asked.chosen.items())}", lambda: still(draw()))


@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """The newest questions as Atom, in the language and script of the address; without names."""
    language = current_language()
    atom = Atom1Feed(
        title=convert(f"{_('Questions and answers')} – Mjesna zajednica", language.script),
        link=settings.SITE_URL + reverse("forums:index"),
        feed_url=settings.SITE_URL + reverse("forums:feed"),
        description=None,
        language=language.tag,
    )
    newest = look.public().listed_first().values_list("pk", "title", "body", "published", "edited")[:IN_FEED]
    for pk, title, body, published, edited in newest:
        atom.add_item(
            title=convert(title, language.script),
            link=settings.SITE_URL + reverse("forums:detail", args=[pk, slugify(title) or "pitanje"]),
            unique_id=f"{settings.SITE_URL}/pitanja/{pk}/",  # the same in every language, whatever the title
            description=convert(excerpt(body), language.script),
            pubdate=published,
            updateddate=edited,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
