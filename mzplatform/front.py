"""What rooms show on the home page. Each part is read anew, since what was hidden must not stand here, and drawn once for
what it says; nothing is asked where the last look found nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from forums import look as questions_look
from forums.rows import drawn_rows, unanswered
from forums.rows import newest as newest_questions
from networks.conclusion_rows import addressee_of
from networks.models import Conclusion
from practices import look as practices_look
from practices.cards import cards_of, newest
from practices.filters import options_of
from text.script import still
from trainings import readings as trainings
from trainings.models import Training
from trainings.rows import row_of
from ui.kept import values_of
from ui.minute import Held, Minute
from ui.prepared import Prepared

SHOWN = 3


@dataclass(frozen=True)
class Look(Held):
    """How many there are for everyone, as of the last look."""

    trainings: int  # that come
    overdue: int  # conclusions


def look() -> Look:
    """Two queries."""
    today, everyone = timezone.localdate(), AnonymousUser()
    coming = Training.objects.published().visible_to(everyone).to_come(today)
    return Look(coming.count(), Conclusion.objects.published().visible_to(everyone).overdue(today).count())


_minute = Minute(look)
forget = _minute.forget
_overdue: Prepared[Conclusion] = Prepared(
    lambda today: (
        Conclusion.objects.published()
        .visible_to(AnonymousUser())
        .overdue(today)
        .only("kind", "title", "deadline", "is_sample", "to_municipality", "to_organisation")
        .order_by("deadline", "pk")[:SHOWN]
    ),
    (timezone.localdate(),),
)


def parts() -> dict[str, str]:
    """Each part as HTML in the language of the request; empty where there is nothing to show."""
    return {
        "practices_drawn": _practices(),
        "questions_drawn": _questions(),
        "trainings_drawn": _trainings(),
        "conclusions_drawn": _conclusions(),
    }


def _practices() -> str:
    """The newest practices, the first of them large."""
    now = practices_look.current()
    if not now.total or not (rows := newest()):  # the last of them has gone since the look
        return ""

    def draw() -> str:
        cards = cards_of(rows, now, now.rendered("options", lambda: options_of(now)))
        text = _("All practices (%(number)s)")
        context = {
            "first": cards[0],
            "others": cards[1:],
            "practices_url": reverse("practices:index"),
            "practices_label": text % {"number": number_format(now.total, use_l10n=True, force_grouping=True)},
        }
        return _drawn("practices", context)

    return now.remembered(f"home {rows!r}", draw)


def _questions() -> str:
    """The newest questions that wait for an answer; where none waits, the newest."""
    now = questions_look.current()
    counts = now.counts["tab"]
    waiting = unanswered() if counts["bez-odgovora"] else []
    if not (rows := waiting or (newest_questions() if counts["novo"] else [])):
        return ""

    def draw() -> str:
        context = {
            "rows": drawn_rows(rows, now),
            "heading": _("Questions that wait for an answer") if waiting else _("The newest questions"),
            "questions_url": reverse("forums:index") + ("?stanje=bez-odgovora" if waiting else ""),
        }
        return _drawn("questions", context)

    return now.remembered(f"home {rows!r}", draw)


def _trainings() -> str:
    """The next ones, with the seats that are left."""
    now = _minute.current()
    if not now.trainings:
        return ""
    moment = timezone.now()
    rows = trainings.page({}, 1, AnonymousUser(), timezone.localdate(moment))[:SHOWN]
    if not rows:
        return ""
    states = [one.state(moment) for one in rows]
    said = [trainings.said_of(one) for one in rows]

    def draw() -> str:
        return _drawn("trainings", {"rows": [row_of(one, moment) for one in rows]})

    return now.remembered(f"home trainings {states} {said!r}", draw)


def _conclusions() -> str:
    """Those that have waited longest for an answer that is overdue."""
    now = _minute.current()
    if not now.overdue or not (rows := _overdue(timezone.localdate())):
        return ""

    def draw() -> str:
        lines = [{"one": one, "addressee": addressee_of(one)} for one in rows]
        return _drawn("conclusions", {"rows": lines, "number": now.overdue})

    return now.remembered(f"home conclusions {[values_of(one) for one in rows]!r}", draw)


def _drawn(part: str, context: dict[str, Any]) -> str:
    return still(render_to_string(f"home/{part}.html", context))
