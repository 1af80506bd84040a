"""What waits for a moderator: new and reported entries, claimed mandates, hidings to check; the oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Min, Q, Subquery
from django.urls import reverse

from accounts.models import Claim
from content.models import Entry

from .deadlines import deadline, left
from .models import Decision, Look, Proposal, Report
from .policy import claims_answered_by

if TYPE_CHECKING:
    from accounts.models import User

MOST = 200  # of each sort; who has more than that waiting needs people, not a longer list
SORTS = ("new", "change", "reported", "mandate", "second", "hidden")
WAITS = SORTS[:-1]


@dataclass
class Row:
    """One thing that waits: an entry or a claimed mandate, since when, and who looks at it."""

    sort: str
    since: datetime
    entry: Entry | None = None
    claim: Claim | None = None
    reports: int = 0
    look: Look | None = None

    @cached_property
    def left(self) -> tuple[str, str]:
        """Time left of the promise, in words and as a state."""
        return left(deadline(self.since))

    @property
    def url(self) -> str:
        """Where it is looked at."""
        if self.entry:
            return reverse("moderation:entry", args=[self.entry.pk])
        assert self.claim is not None  # noqa: S101 - a row is one or the other
        return reverse("communities:answer", args=[self.claim.pk])


class Queue:
    """The queue as one moderator may see it."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.entries = Entry.objects.visible_to(user).exclude(author=user).select_related("author__profile", "root")
        self.claims = claims_answered_by(user).waiting().for_labels()

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each sort wait."""
        return {sort: getattr(self, f"_{sort}")().count() for sort in SORTS}

    def rows(self, sort: str = "") -> list[Row]:
        """Those of one sort, or everything that waits; the oldest first."""
        sorts = [sort] if sort else WAITS
        rows = [row for one in sorts for row in getattr(self, f"rows_{one}")()]
        looks = {look.entry_id: look for look in self._looks(rows)}
        for row in rows:
            row.look = looks.get(row.entry.pk) if row.entry else None
        return sorted(rows, key=lambda row: row.since)

    def rows_new(self) -> list[Row]:
        return [Row("new", entry.submitted or entry.edited, entry) for entry in self._new()[:MOST]]

    def rows_change(self) -> list[Row]:
        return [Row("change", one.since, one.entry) for one in self._change()[:MOST]]

    def rows_reported(self) -> list[Row]:
        return [Row("reported", entry.since, entry, reports=entry.open_reports) for entry in self._reported()[:MOST]]

    def rows_mandate(self) -> list[Row]:
        return [Row("mandate", claim.created, claim=claim) for claim in self._mandate()[:MOST]]

    def rows_second(self) -> list[Row]:
        return [Row("second", entry.since, entry) for entry in self._second()[:MOST]]

    def rows_hidden(self) -> list[Row]:
        return [Row("hidden", entry.edited, entry) for entry in self._hidden().order_by("-edited")[:MOST]]

    def _new(self) -> Any:
        return self.entries.filter(status=Entry.Status.PENDING, withdrawn=None).order_by("submitted", "pk")

    def _change(self) -> Any:
        rows = Proposal.objects.open().filter(entry__in=self.entries.filter(withdrawn=None), entry__status="published")
        return rows.select_related("entry__author__profile", "entry__root")

    def _reported(self) -> Any:
        unanswered = Q(reports__decision=None, reports__isnull=False)
        return (
            self.entries.filter(unanswered, status=Entry.Status.PUBLISHED)
            .annotate(since=Min("reports__at"), open_reports=Count("reports"))
            .order_by("since")
        )

    def _mandate(self) -> Any:
        return self.claims

    def _hidden(self) -> Any:
        return self.entries.filter(status=Entry.Status.HIDDEN)

    def _second(self) -> Any:
        """Hidden by somebody else, and nobody has checked it yet."""
        newest = {name: Subquery(Decision.objects.newest_of("pk").values(name)) for name in ("outcome", "by", "at")}
        rows = self._hidden().annotate(last=newest["outcome"], hidden_by=newest["by"], since=newest["at"])
        return rows.filter(last=Decision.Outcome.HIDDEN).exclude(hidden_by=self.user.pk).order_by("since", "pk")

    @staticmethod
    def _looks(rows: list[Row]) -> Any:
        entries = [row.entry.pk for row in rows if row.entry]
        return Look.objects.current().filter(entry__in=entries).select_related("user__profile")


def history_of(author: User | None) -> dict[str, int]:
    """An author as counts: what was published, returned, hidden; how many reports were upheld."""
    if author is None:
        return {}
    mine = Entry.objects.filter(author=author)
    return {
        "published": mine.filter(status=Entry.Status.PUBLISHED).count(),
        **mine.aggregate(
            returned=Count("decisions", filter=Q(decisions__outcome="returned")),
            hidden=Count("decisions", filter=Q(decisions__outcome="hidden")),
        ),
        "upheld": Report.objects.filter(entry__author=author, decision__outcome="hidden")
        .exclude(entry__author=F("by"))
        .count(),
    }
