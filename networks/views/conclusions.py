"""The register of conclusions as a page, as CSV and as a feed."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.readers import reader
from text.excerpts import excerpt
from text.languages import current as current_language
from text.script import convert
from text.slugs import slugify
from ui.kept import kept_render

from ..conclusion_csv import conclusions_csv
from ..conclusion_register import Register
from ..conclusion_rows import rows_of
from ..models import Conclusion
from .network import crumbs

IN_FEED = 30
CSV = "csv"


@require_safe
def conclusions(request: HttpRequest) -> HttpResponse:
    """Those that the reader may see and asked for, of the latest meeting first; `?format=csv` to take them along."""
    user, kind = reader(request), request.GET.get("format", "")
    if kind not in {"", CSV}:
        raise Http404
    register = Register(request.GET, user)
    if kind == CSV:
        return conclusions_csv(register.rows())
    page = register.page(request.GET.get("page"))
    context = {
        "heading": register.heading,
        "active": register.active,
        "chips": register.chips,
        "chosen": register.chosen,
        "selects": register.selects,
        "typed": register.search.typed,
        "sentence": register.tally.sentence,
        "addressees": register.by_addressee(),
        "followed": register.followed_by,
        "page": page,
        "rows": rows_of(page.object_list, user),
        "title": register.title(page),
        "csv_url": register.address(format=CSV),
        "crumbs": crumbs((_("Conclusions"), None)),
    }
    return kept_render(request, "networks/conclusions.html", context)


@require_safe
def conclusions_feed(_request: HttpRequest) -> HttpResponse:
    """The newest that everyone may read as Atom, in the language and script of the address."""
    language = current_language()
    atom = Atom1Feed(
        title=convert(f"{_('Conclusions of networks')} – Mjesna zajednica", language.script),
        link=settings.SITE_URL + reverse("networks:conclusions"),
        feed_url=settings.SITE_URL + reverse("networks:conclusions_feed"),
        description=None,
        language=language.tag,
    )
    public = Conclusion.objects.published().visible_to(AnonymousUser()).newest_first()
    for pk, title, body, published, edited in public.values_list("pk", "title", "body", "published", "edited")[
        :IN_FEED
    ]:
        atom.add_item(
            title=convert(title, language.script),
            link=settings.SITE_URL + reverse("networks:conclusion", args=[pk, slugify(title) or "zakljucak"]),
            unique_id=f"{settings.SITE_URL}/mreze/zakljucci/{pk}/",  # the same in every language, whatever the title
            description=convert(excerpt(body), language.script),
            pubdate=published,
            updateddate=edited,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
