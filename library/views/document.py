"""The library as a list, one document as a page, its versions and what differs between two of them, what changed lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.readers import reader
from content import actions as marks
from content.models import Follow
from content.policy import can_bring_back, can_withdraw
from moderation.policy import can_report
from text.languages import current as current_language
from text.script import convert
from ui.kept import kept_page, kept_render, told
from ui.numbers import number_in

from .. import look, policy, readings
from ..comparing import compared
from ..models import Document
from ..versions import parts_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ..models import Version


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that one may read, the latest first; narrowed by what was asked."""
    user = reader(request)
    own = {one.slug: one.name for one in _networks(user)}
    now = look.current()
    asked = readings.Asked(request.GET, now, user, own)
    may_keep = policy.can_keep(user)
    drafts = list(Document.objects.drafts_of(cast("User", user))) if may_keep and not asked.active else []
    read = {"page": asked.page, "may_keep": may_keep, "drafts": drafts}
    read |= {"network": own.get(asked.chosen.get("mreza", "")), "crumbs": [(_("Library"), None)]}
    return kept_page(request, "library/index.html", (now.at, told(read)), lambda: read | {"asked": asked})


def _networks(user: User | AnonymousUser) -> list[Any]:
    """Those whose members alone read some documents, of which this person is one."""
    if not isinstance(user, User):
        return []
    return [one.organisation for one in user.active_mandates if one.organisation is not None]


@require_safe
def detail(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """What it is, what it means, its text, what touched it and what rests on it. A wrong slug leads to the right one."""
    user = reader(request)
    one = readings.read(number, user)
    if one.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(one.get_absolute_url() + (f"?{query}" if query else ""))
    themes = {theme.pk: theme for theme in look.current().themes}
    versions = readings.versions_of(one)
    touched_by, touches = readings.touches_of(one, user) if one.is_binding else ([], [])
    read = {
        "document": one,
        "themes": [themes[pk] for pk in one.shown_themes if pk in themes],
        "versions": versions,
        "touched_by": touched_by,
        "touches": touches,
        "adopted": readings.adopted_by(one),
        "resting": readings.resting_on(one, user),
        "video_host": (urlsplit(one.video_url).hostname or "").removeprefix("www."),
        "is_followed": user.pk is not None and Follow.objects.filter(user=user.pk, entry=one.pk).exists(),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "crumbs": way(one),
        **rights_of(user, one),
    }

    def context() -> dict[str, Any]:
        parts = parts_of(versions[0].text) if versions else []
        return read | {"parts": parts, "headings": [part for part in parts if part.anchor]}

    return kept_page(request, "library/detail.html", told(read), context)


def rights_of(user: User | AnonymousUser, one: Document) -> dict[str, bool]:
    """What the reader may do here."""
    may_change = policy.can_change(user, one)
    return {
        "may_change": may_change,
        "may_illustrate": policy.can_illustrate(user, one),
        "may_drop": policy.can_drop(user, one),
        "may_state": may_change and one.is_binding and one.is_published,
        "may_tell": policy.can_tell_of_adoption(user, one) is not None,
        "may_withdraw": one.is_published and can_withdraw(user, one),
        "may_bring_back": can_bring_back(user, one),
        "may_report": can_report(user, one),
    }


@require_safe
def version(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """One version, and what differs from the one before it, or from another that was asked for (`prema`)."""
    one = readings.read(number, reader(request))
    shown = get_object_or_404(one.versions.select_related("file"), number=version)
    others = one.versions.exclude(pk=shown.pk).defer("text")
    earlier = _asked_for(request, others, shown)
    context = {
        "document": one,
        "version": shown,
        "parts": parts_of(shown.text),
        "others": others,
        "earlier": earlier,
        "blocks": compared(earlier.text, shown.text) if earlier and earlier.text and shown.text else None,
        "crumbs": way(one, (shown.name, None)),
    }
    return render(request, "library/version.html", context)


def _asked_for(request: HttpRequest, others: Any, shown: Version) -> Version | None:
    if "prema" in request.GET:
        found: Version | None = others.filter(number=number_in(request.GET["prema"])).defer(None).first()
        if found is None:
            raise Http404
        return found
    before: Version | None = others.filter(number__lt=shown.number).order_by("-number").defer(None).first()
    return before


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed lately in acts and their texts."""
    steps = [(_("Library"), reverse("library:index")), (_("What changed"), None)]
    return kept_render(request, "library/changes.html", {"events": readings.changes(reader(request)), "crumbs": steps})


@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """The latest that everyone may read as Atom, in the language and script of the address."""
    language = current_language()
    atom = Atom1Feed(
        title=convert(f"{_('Library')} – Mjesna zajednica", language.script),
        link=settings.SITE_URL + reverse("library:index"),
        feed_url=settings.SITE_URL + reverse("library:feed"),
        description=None,
        language=language.tag,
    )
    for one in Document.objects.on_site().order_by("-published", "-pk").defer("search")[:30]:
        atom.add_item(
            title=convert(one.title, language.script),
            link=settings.SITE_URL + one.get_absolute_url(),
            unique_id=f"{settings.SITE_URL}/dokumenti/{one.pk}/",  # the same in every language, whatever the title
            description=convert(one.lead or one.body, language.script),
            pubdate=one.published,
            updateddate=one.edited,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_POST
@login_required
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Be told when it changes, or no longer."""
    user = cast("User", request.user)
    one = get_object_or_404(Document.objects.visible_to(user), pk=number)
    marks.follow(one, user, request.POST.get("on") != "0")
    return redirect(f"{one.get_absolute_url()}#pracenje")


def way(one: Document, *steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page of a document."""
    here = one.get_absolute_url() if steps else None
    return [(_("Library"), reverse("library:index")), (one.title, here), *steps]
