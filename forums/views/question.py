"""One question with its answers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.readers import reader
from comments.threads import Thread, thread_of
from content.drafts import Kept
from content.policy import can_edit, is_author
from ui.kept import ONCE, kept_page, values_of

from .. import look, policy
from ..forms import AnswerForm
from ..holding import own_municipality
from ..models import Question
from ..readings import Shown, acts_of, answers_of, duplicates_of, forwarded, page_of, read, same_as
from ..rows import drawn_rows, row_of
from ..similar import similar_of
from ..sources import standings_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from comments.threads import Shown as Comment

BY_TIME = "vrijeme"


@require_safe
def detail(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """The question, what helped, what holds where. A wrong slug leads to the right one."""
    user = reader(request)
    question = read(number, user)
    if question.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(question.get_absolute_url() + (f"?{query}" if query else ""))
    now = look.current()
    thread = thread_of(question, request, user)
    home = own_municipality(user) if isinstance(user, User) else None
    by_time = request.GET.get("red") == BY_TIME
    answers = answers_of(question, user, home, _below(thread), by_time=by_time)
    similar = similar_of(question, now)
    kept = _kept(request, question, user)
    decision = None if question.is_published else question.decisions.order_by("-pk").first()
    same, rights, draft = same_as(question, user), _rights(question, user), kept and kept.draft

    def context() -> dict[str, Any]:
        return _shown(question, user) | rights | {
            "answers": answers,
            "places": _places(answers),
            "by_time": by_time,
            "thread": thread,
            "talk": [one for one in thread.comments if not one.is_about_answer],
            "similar": drawn_rows(similar, now),
            "decision": decision,
            "same": same,
            "duplicates": duplicates_of(question),
            "kept": kept,
            "form": AnswerForm(user=user, question=question, short=True) if kept and isinstance(user, User) else None,
            "once": ONCE,
            "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        }  # fmt: skip

    said = (
        now.at, values_of(question), _said_of(question), same and same.title, answers, thread, similar, rights, home and home.pk,
        decision and decision.words, draft and (draft.version, draft.saved),
    )  # fmt: skip
    return kept_page(request, "forums/detail.html", said, context)


def _rights(question: Question, user: User | AnonymousUser) -> dict[str, bool]:
    """What the reader may do here."""
    return {
        "own": is_author(user, question),
        "may_edit": can_edit(user, question),
        "may_close": policy.can_close(user, question),
        "may_move": policy.can_move_from(user, question),
        "may_answer": policy.can_answer(user, question),
        "may_make_standing": policy.can_make_standing(user, question),
    }


def _kept(request: HttpRequest, question: Question, user: User | AnonymousUser) -> Kept | None:
    """What the reader began to answer."""
    if not policy.can_answer(user, question):
        return None
    kept = Kept(request, of="forums:answer", number=question.pk)
    if not vars(question).get("has_draft"):  # read with the question
        kept.draft = None
    return kept


def _said_of(question: Question) -> list[Any]:
    """What its page says of other rows: who asked, where it holds, why it is closed."""
    return [[*values_of(one.profile), one.is_active] for one in (question.author, question.closed_by) if one]


def _below(thread: Thread) -> dict[int, tuple[Comment, ...]]:
    """Comments by the answer that they are about."""
    below: dict[int, tuple[Comment, ...]] = defaultdict(tuple)
    for one in thread.comments:
        if one.is_about_answer:
            below[one.about] += (one,)
    return below


def _places(answers: list[Shown]) -> list[Shown]:
    """The first answer for each place, where there are several: readers jump to theirs."""
    standing = [one for one in answers if not one.state and not one.is_erased]
    first = {one.where: one for one in reversed(standing)}
    return [one for one in standing if first[one.where] is one] if len(first) > 1 else []


def _shown(question: Question, user: User | AnonymousUser) -> dict[str, Any]:
    """The question itself, for its page and for whoever looks at it before it is published."""
    now = look.current()
    profile = question.author.profile if question.author and not question.is_unnamed else None
    row = row_of(
        (
            question.pk, question.title, "", 0, False, False, None, False, question.listed, question.shown_themes, (),
            question.audience,
        ),
        now,
    )  # fmt: skip
    index = reverse("forums:index")
    theme = next(iter(row["themes"]), None)
    crumbs: list[tuple[str, str | None]] = [(_("Questions"), index)]
    if theme:
        crumbs.append((theme.name, f"{index}?tema={theme.slug}"))
    return {
        "question": question,
        "themes": row["themes"],
        "where": [(place, now.municipality(place.municipality_id)) for place in question.shown_places],
        "asked_for": now.place_label(question),
        "acts": acts_of(question),
        "standings": standings_of(question, now),
        "forwarded": forwarded(question),
        "duplicates": duplicates_of(question),
        "name": profile.display_name if profile else "",
        "page": page_of(profile, user) if profile else "",
        "crumbs": [*crumbs, (question.title, None)],
    }
