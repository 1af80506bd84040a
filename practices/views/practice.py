"""One practice, and its hand-out for the notice board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.readers import reader
from comments.forms import CommentForm
from comments.threads import thread_of
from content.drafts import Kept
from content.models.marks import marked_by
from content.policy import can_see, is_author
from text.partial_dates import partial_date
from ui.kept import ONCE, kept_page
from ui.prepared import Prepared
from ui.qr import to_scan

from .. import look
from ..adopted import rights_of, tree_of
from ..cards import Card, card_of, drawn_cards
from ..filters import options_of
from ..models import Practice
from ..places import places_of
from ..similar import similar_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

SAID = (
    *(field.attname for field in Practice._meta.concrete_fields),
    "is_useful", "is_saved", "is_followed",
    "place_rows", "theme_ids", "photo_rows", "step_rows", "file_rows", "cost_rows", "adoption_rows", "adoption_links",
)  # fmt: skip
"""All of a row that its page may say."""

details: Prepared[Practice] = Prepared(lambda pk: Practice.objects.filter(pk=pk).with_details(), (-1,))
details_and_marks: Prepared[Practice] = Prepared(
    lambda pk, reader: Practice.objects.filter(pk=pk).with_details().annotate(**marked_by(reader)), (-1, -2)
)


def _read(number: int, user: User | AnonymousUser) -> Practice:
    """With all that its page shows, in one query; 404 for whom it is not there."""
    found = details_and_marks(number, user.pk) if isinstance(user, User) else details(number)
    if not found or not can_see(user, found[0]):
        raise Http404
    return found[0]


@require_safe
def detail(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """What was done, what it cost, what came of it. A wrong slug leads to the right one."""
    user = reader(request)
    practice = _read(number, user)
    if practice.slug != slug:
        return _moved(request, practice.get_absolute_url())
    now = look.current()
    if practice.is_erased:
        return _erased(request, practice)
    similar = similar_to(practice, now)
    thread = thread_of(practice, request, user)
    rights = rights_of(practice, user)
    own = is_author(user, practice)
    kept = Kept(request, of="comments:create", number=practice.pk) if thread.may_write else None
    draft = kept and kept.draft
    decision = None if practice.is_published else practice.decisions.order_by("-pk").first()

    def context() -> dict[str, Any]:
        options = now.rendered("options", lambda: options_of(now))
        card = card_of(practice, now, options)
        return _shared(practice, card) | {
            "own": own,
            "decision": decision,
            "body": render_to_string("content/bodies/practice.html", {"practice": practice}),
            "tree": tree_of(practice, now, rights),
            "similar": drawn_cards(similar, now, options, small=True),
            "thread": thread,
            "form": CommentForm(initial={"once": ONCE}) if thread.may_write else None,
            "kept": kept,
            "place": ", ".join(filter(None, (card["communities"], card["municipality"]))),
            "sheet_url": reverse("practices:sheet", args=[practice.pk, practice.slug]),
            "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        }

    typed = draft and (draft.version, draft.saved)
    said = (now.at, said_of(practice), similar, thread, rights, own, decision and decision.words, typed)
    return kept_page(request, "practices/detail.html", said, context)


def said_of(practice: Practice) -> list[Any]:
    """All that its page says of a practice and whoever wrote it, in plain values."""
    row = vars(practice)
    profile = vars(practice.author.profile) if practice.author else {}
    may_sign_in = practice.author is not None and practice.author.is_active
    return [
        may_sign_in,
        *(row.get(name) for name in SAID),
        *(value for name, value in profile.items() if name != "_state"),
    ]


def _erased(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Its author left and took the text along; what others wrote below it stands here."""
    context = {
        "practice": practice,
        "tree": tree_of(practice, look.current(), rights_of(practice, reader(request))),
        "thread": thread_of(practice, request, reader(request)),
        "crumbs": [(_("Practices"), reverse("practices:index")), (practice.title, None)],
    }
    return render(request, "practices/erased.html", context)


@require_safe
def sheet(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """One page of A4 with a QR code."""
    practice = get_object_or_404(
        Practice.objects.visible_to(reader(request)).filter(erased=None).with_lists(), pk=number
    )
    if practice.slug != slug:
        return _moved(request, reverse("practices:sheet", args=[practice.pk, practice.slug]))
    context = shown(practice) | to_scan(practice.get_absolute_url()) | {"steps": practice.steps.all()}
    return render(request, "practices/sheet.html", context)


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def shown(practice: Practice) -> dict[str, Any]:
    """What `content/bodies/practice.html` needs, for the page and for whoever looks at it before it is published."""
    now = look.current()
    return _shared(practice, card_of(practice, now, now.rendered("options", lambda: options_of(now))))


def _shared(practice: Practice, card: Card) -> dict[str, Any]:
    """What the page and the hand-out say."""
    now = look.current()
    theme = card["themes"][0] if card["themes"] else None
    index = reverse("practices:index")
    theme_url = f"{index}?tema={theme.slug}" if theme else index
    crumbs: list[tuple[str, str | None]] = [(_("Practices"), index)]
    if theme:
        crumbs.append((theme.name, theme_url))
    return {
        "practice": practice,
        "card": card,
        "photo": next(iter(practice.shown_photos), None),
        "places": places_of(practice, now),
        "when": partial_date(practice.ended or practice.began),
        "source_host": (urlsplit(practice.source_url).hostname or "").removeprefix("www."),
        "crumbs": [*crumbs, (practice.title, None)],
        "theme_url": theme_url,
        "theme_label": _("All on the theme %(theme)s") % {"theme": theme.name} if theme else _("All practices"),
    }
