"""News as a list, as a feed, one as a page and as a sheet for the notice board."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.policy import holders_of
from accounts.readers import reader
from content.policy import can_bring_back, can_withdraw
from moderation.policy import can_report
from register.addresses import follows_places
from text.languages import current as current_language
from text.partial_dates import first_day
from text.script import convert
from ui.kept import kept_page, values_of
from ui.qr import to_scan

from .. import look, policy, readings, rows
from ..forms import PinForm
from ..models import News
from ..models.articles import SARAJEVO

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

IN_FEED = 30


@require_safe
@follows_places
def index(request: HttpRequest) -> HttpResponse:
    """What is pinned, then all by month, the latest first; narrowed by what was asked."""
    now, user = look.current(), reader(request)
    asked = readings.Asked(request.GET, now, user)
    page, pinned = asked.page, asked.pinned
    shown = [*pinned, *page.object_list]
    may_write, waits = policy.can_write(user), _waits(user)
    begun = list(News.objects.begun_by(user)) if may_write and isinstance(user, User) and not asked.active else []

    def context() -> dict[str, Any]:
        return {
            "asked": asked,
            "page": page,
            "pinned": [rows.row_of(one, now) for one in pinned],
            "years": rows.by_year(rows.row_of(one, now) for one in page.object_list),
            "may_write": may_write,
            "waits": waits,
            "begun": begun,
        }

    own = [(one.pk, one.title, one.status, one.scheduled, one.edited) for one in begun]
    said = (now.at, asked.count, [values_of(one) for one in shown], may_write, waits, own)
    return kept_page(request, "news/index.html", said, context)


def _waits(user: User | AnonymousUser) -> int | None:
    """How many wait for an editor; of others nobody asks."""
    return policy.waiting_for(user).count() if holders_of(user) else None


@require_safe
def detail(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """What happened, when, where, and who says so. A wrong slug leads to the right one."""
    user = reader(request)
    news = readings.read(number, user)
    if news.slug != slug:
        return _moved(request, news.get_absolute_url())
    now, rights = look.current(), rights_of(user, news)
    decision = None if news.is_published else news.decisions.order_by("-pk").first()

    def context() -> dict[str, Any]:
        return shown(news, now) | rights | {
            "decision": decision,
            "related": rows.related(news),
            "pin_form": PinForm(news=news) if rights["may_pin"] else None,
            "sheet_url": reverse("news:sheet", args=[news.pk, news.slug]),
        }  # fmt: skip

    said = (now.at, readings.said_of(news), rights, decision and decision.words)
    return kept_page(request, "news/detail.html", said, context)


def rights_of(user: User | AnonymousUser, news: News) -> dict[str, bool]:
    """What the reader may do here."""
    return {
        "is_own": isinstance(user, User) and news.author_id == user.pk,
        "may_change": policy.can_change(user, news),
        "may_illustrate": policy.can_illustrate(user, news),
        "may_drop": policy.can_drop(user, news),
        "may_take_back": policy.can_take_back(user, news),
        "may_decide": policy.can_decide_on(user, news),
        "may_pin": policy.can_pin(user, news),
        "is_pinned": news.is_pinned(timezone.localdate()),
        "may_withdraw": news.is_published and can_withdraw(user, news),
        "may_bring_back": can_bring_back(user, news),
        "may_report": can_report(user, news),
    }


def shown(news: News, now: look.Look) -> dict[str, Any]:
    """What the page, the sheet and `content/bodies/news.html` say of it."""
    themes = {one.pk: one for one in now.themes}
    return {
        "news": news,
        "when": rows.when(news),
        "places": rows.places_of(news, now),
        "themes": [themes[one] for one in news.shown_themes if one in themes],
        "photos": news.shown_photos,
        "files": news.shown_files,
        "source_host": (urlsplit(news.source_url).hostname or "").removeprefix("www."),
        "crumbs": crumbs((news.title, None)),
    }


@require_safe
def sheet(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """One page of A4 with a QR code."""
    news = readings.read(number, reader(request))
    if news.slug != slug:
        return _moved(request, reverse("news:sheet", args=[news.pk, news.slug]))
    return render(request, "news/sheet.html", shown(news, look.current()) | to_scan(news.get_absolute_url()))


@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """The latest that everyone may read as Atom, in the language and script of the address."""
    language = current_language()
    atom = Atom1Feed(
        title=convert(f"{_('News')} – Mjesna zajednica", language.script),
        link=settings.SITE_URL + reverse("news:index"),
        feed_url=settings.SITE_URL + reverse("news:feed"),
        description=None,
        language=language.tag,
    )
    for one in News.objects.on_site().newest_day_first().defer("body", "search")[:IN_FEED]:
        atom.add_item(
            title=convert(one.title, language.script),
            link=settings.SITE_URL + one.get_absolute_url(),
            unique_id=f"{settings.SITE_URL}/vijesti/{one.pk}/",  # the same in every language, whatever the title
            description=convert(one.lead, language.script),
            pubdate=_published(one),
            updateddate=one.edited,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _published(news: News) -> datetime | None:
    """Of what was collected the day that its source names, not that on which it was loaded."""
    day = first_day(news.dated) if news.key else None
    return datetime.combine(day, time(12), SARAJEVO) if day else news.published


def crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page of this room."""
    return [(_("News"), reverse("news:index")), *steps]


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
