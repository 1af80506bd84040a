"""The list of practices as a page and as a feed."""

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
from text.languages import current as current_language
from text.script import convert, still
from ui.kept import kept_page

from .. import look
from ..asked import Asked
from ..cards import cards_of, drawn_cards, facts
from ..filters import options_of
from ..look import public

IN_FEED = 30


@require_safe
@follows_places
def index(request: HttpRequest) -> HttpResponse:
    """Practices that fit what was asked, as cards."""
    now = look.current()
    asked = Asked(request.GET, now, reader(request))
    page = asked.page()
    rows = facts(list(page.object_list))

    def context() -> dict[str, Any]:
        return {
            "asked": asked,
            "page": page,
            "title": asked.title(page),
            "cards": drawn_cards(rows, now, asked.options),
            "form_drawn": _form(asked),
            "index_url": reverse("practices:index"),
            "create_url": reverse("practices:create"),
        }

    return kept_page(request, "practices/index.html", (now.at, asked.count, rows), context)


def _form(asked: Asked) -> str:
    """The form and the themes; what holds no words of the reader is drawn once a minute."""

    def draw() -> str:
        return render_to_string("practices/form.html", {"asked": asked})

    if asked.search.typed:
        return draw()
    return asked.look.remembered(f"form {sorted(asked.chosen.items())}", lambda: still(draw()))


@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """The newest practices as Atom, in the language and script of the address."""
    now, language = look.current(), current_language()
    options = now.rendered("options", lambda: options_of(now))
    newest = public().newest_first().values_list("pk", "published", "edited")[:IN_FEED]
    days = {pk: (published, edited) for pk, published, edited in newest}
    atom = Atom1Feed(
        title=convert(f"{_('Good practices')} – Mjesna zajednica", language.script),
        link=settings.SITE_URL + reverse("practices:index"),
        feed_url=settings.SITE_URL + reverse("practices:feed"),
        description=None,
        language=language.tag,
    )
    for card in cards_of(facts(list(days)), now, options):
        published, edited = days[card["pk"]]
        atom.add_item(
            title=convert(card["title"], language.script),
            link=settings.SITE_URL + card["url"],
            unique_id=f"{settings.SITE_URL}/prakse/{card['pk']}/",  # the same in every language, whatever the title
            description=convert(card["text"], language.script),
            pubdate=published,
            updateddate=edited,
            categories=[convert(theme.name, language.script) for theme in card["themes"]],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
