"""A training and its sessions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import pgtrigger
from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.models.audit import audit
from content.models.entries import TopQuerySet
from content.models.lists import lists_of
from register.models import Municipality, Organisation
from register.models.base import refusal
from register.models.fields import LineField, LinkField
from text.slugs import slugify
from ui.arrays import JsonRows

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    from .signups import SignUp

LISTED = (
    "kind", "title", "lead", "is_sample", "held_in", "held_by", "day_note", "begins", "ends", "cancelled", "sign_up",
)  # fmt: skip
"""Columns of a row of a list."""
T = TypeVar("T", bound="Training")
TOO_LATE = date(2101, 1, 1)
"""No day of a training is later: calendars reckon with the day after."""
DAY = timedelta(days=1)
SARAJEVO = timezone.get_default_timezone()
"""Sessions take place there, wherever somebody reads."""


class LocalDay(models.Func):
    """The day in Sarajevo of a moment; immutable, so that a CHECK may ask it."""

    template = "((%(expressions)s) AT TIME ZONE 'Europe/Sarajevo')::date"
    output_field = models.DateField()


# The first and the last day stand in the training, so that lists by time read one index. Whoever writes the row, they are
# those of its sessions.
DAYS = """
    SELECT min(day), max(day) INTO NEW.begins, NEW.ends FROM trainings_session WHERE training_id = NEW.entry_ptr_id;
    RETURN NEW;
"""
SESSION_CHANGED = """
    UPDATE trainings_training SET begins = begins WHERE entry_ptr_id IN (OLD.training_id, NEW.training_id);
    RETURN NULL;
"""


class TrainingQuerySet(TopQuerySet[T]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return super().visible_to(user).filter(kind=Entry.Kind.TRAINING)

    def to_come(self, today: date) -> Self:
        """Those that begin today or later or still go on, the next first; last those whose day is to be said."""
        rows = self.filter(Q(ends__gte=today) | Q(_signs_up(), ends=None))
        return rows.order_by(F("begins").asc(nulls_last=True), "pk")

    def past(self, today: date) -> Self:
        """Those that have been, the latest first; of which no day is known, last."""
        rows = self.filter(Q(ends__lt=today) | Q(~_signs_up(), ends=None))
        return rows.order_by(F("begins").desc(nulls_last=True), "-pk")

    def drafts_of(self, user: User) -> Self:
        """What this person has begun and not announced, the last touched first."""
        return self.filter(author=user, status=Entry.Status.DRAFT, withdrawn=None).order_by("-edited", "-pk")

    def for_lists(self) -> Any:
        """With what a row of a list shows and nothing else."""
        return self.only(*LISTED).select_related("sign_up").annotate(**_sessions(), **_organisers())

    def with_sessions(self) -> Any:
        """With sessions as JSON, seats, places, themes and organisers: what a page shows."""
        taking_part = Training.municipalities.through.objects.filter(training=OuterRef("pk"))
        return self.select_related("sign_up").annotate(
            **lists_of(files=True),
            **_sessions(),
            **_organisers(),
            municipality_ids=ArraySubquery(taking_part.values("municipality")),
        )


def _signs_up() -> Exists:
    """A condition instead of a join, since it is asked of those alone whose day is not known."""
    return Exists(apps.get_model("trainings", "SignUp").objects.filter(training=OuterRef("pk")))


def _sessions() -> dict[str, JsonRows]:
    rows = Session.objects.filter(training=OuterRef("pk")).order_by("position")
    return {"session_rows": JsonRows(rows.values(*Session.SHOWN))}


def _organisers() -> dict[str, JsonRows]:
    rows = Organisation.objects.filter(trainings=OuterRef("pk")).order_by("name")
    return {"organiser_rows": JsonRows(rows.values("id", "name"))}


class Training(Entry):
    """`lead` says in one sentence what for, `body` is the programme. Days that are not known are left empty and said so."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        OPEN = "open", pgettext_lazy("of a training", "sign-up is open")
        CLOSED = "closed", pgettext_lazy("of a training", "sign-up is closed")
        RUNNING = "running", _("under way")
        FINISHED = "finished", pgettext_lazy("of a training", "finished")
        CANCELLED = "cancelled", _("cancelled")

    key = models.SlugField(_("key of the source"), max_length=100, null=True, unique=True, editable=False)  # noqa: DJ001
    held_in = LineField(
        _("where"), max_length=160, blank=True, help_text=_("As one says it: a town, a hall, “online”.")
    )
    for_whom = LineField(_("for whom"), max_length=300, blank=True)
    trainers = LineField(_("trainers"), max_length=300, blank=True)
    languages = LineField(_("languages"), max_length=120, blank=True)
    organisers = models.ManyToManyField(
        Organisation, related_name="trainings", verbose_name=_("organisers"), blank=True
    )
    held_by = LineField(
        _("other organisers"), max_length=200, blank=True, help_text=_("Those that the register does not name.")
    )
    municipalities = models.ManyToManyField(
        Municipality, related_name="+", verbose_name=_("municipalities that take part"), blank=True
    )
    day_note = LineField(
        _("what is known of the day"),
        max_length=200,
        blank=True,
        help_text=_("Where the source does not name the day."),
    )
    begins = models.DateField(_("first day"), null=True, editable=False)
    ends = models.DateField(_("last day"), null=True, editable=False)
    cancelled = models.DateTimeField(_("cancelled on"), null=True, blank=True, editable=False)
    cancelled_why = LineField(_("why it is cancelled"), max_length=300, blank=True)

    objects = TrainingQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        constraints = (
            models.CheckConstraint(
                condition=Q(begins=None, ends=None) | Q(begins__lte=F("ends")), name="training_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(cancelled__isnull=False) | Q(cancelled_why=""), name="training_reason_of_a_cancelled_one"
            ),
        )
        indexes = (
            models.Index(fields=["ends", "begins"], name="training_days"),
            models.Index(F("begins").desc(nulls_last=True), F("entry_ptr").desc(), name="training_latest"),
        )
        triggers = (
            refusal(
                "training_is_a_training",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'training'",
            ),
            pgtrigger.Trigger(
                name="training_days", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=DAYS
            ),
            audit("begins", "ends", key="entry_ptr_id"),
        )

    def get_absolute_url(self) -> str:
        return reverse("trainings:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "obuka"

    def state(self, now: datetime) -> Training.State:
        """Where it stands at a moment, from its sessions."""
        if self.cancelled:
            return self.State.CANCELLED
        today = timezone.localdate(now)
        if self.ends is None and self.signing_up is not None:
            return self._signing_up(now, None)
        if self.ends is None or self.ends < today:
            return self.State.FINISHED
        starts = self.starts
        assert starts is not None, "both days are known or none"  # noqa: S101
        if starts <= now:
            return self.State.RUNNING
        return self._signing_up(now, starts)

    def _signing_up(self, now: datetime, starts: datetime | None) -> Training.State:
        sign_up = self.signing_up
        if sign_up is None:
            return self.State.ANNOUNCED
        if sign_up.is_open(now, starts):
            return self.State.OPEN
        ends = sign_up.ends(starts)
        return self.State.CLOSED if ends is not None and ends <= now else self.State.ANNOUNCED

    @property
    def signing_up(self) -> SignUp | None:
        """How one signs up; None where one does not do so here."""
        return getattr(self, "sign_up", None)

    @property
    def starts(self) -> datetime | None:
        """The moment at which it starts; where only the day is known, the day's beginning. None without a day."""
        first = next(iter(self.sessions_shown), None)
        return None if first is None else first.starts or datetime.combine(first.day, time(), SARAJEVO)

    @property
    def finishes(self) -> datetime | None:
        """The moment from which it is over; where only the day is known, the end of the day. None without a day."""
        ends = (one.finishes or datetime.combine(one.day + DAY, time(), SARAJEVO) for one in self.sessions_shown)
        return max(ends, default=None)

    @property
    def is_over(self) -> bool:
        """Whether its last session has ended."""
        finishes = self.finishes
        return finishes is not None and finishes <= timezone.now()

    @property
    def sessions_shown(self) -> list[Session]:
        """In their order; `with_sessions` brought them with the row."""
        rows = vars(self).get("session_rows")
        return list(self.sessions.order_by("position")) if rows is None else [Session.read(row) for row in rows]

    @property
    def organised_by(self) -> list[str]:
        """Names of all who hold it."""
        return [*(one["name"] for one in self._organisers), *filter(None, [self.held_by])]

    @property
    def organised_by_numbers(self) -> set[int]:
        """The organisers that the register knows, by number; `with_sessions` brought them with the row."""
        return {one["id"] for one in self._organisers}

    @property
    def _organisers(self) -> list[dict[str, Any]]:
        rows = vars(self).get("organiser_rows")
        if rows is None:
            rows = list(self.organisers.order_by("name").values("id", "name"))
        return cast("list[dict[str, Any]]", rows)

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        missing = {
            gettext("Write the title."): not self.title,
            gettext("Say when it takes place, or that the day is not known."): not (
                self.day_note or self.sessions.exists()
            ),
            gettext("Say who holds it."): not (self.held_by or self.organisers.exists()),
        }
        return [sentence for sentence, is_missing in missing.items() if is_missing]


class Session(models.Model):
    """One meeting of a training, on place or by a link. Hours are those of Sarajevo; both are known or none."""

    SHOWN = (
        "id",
        "position",
        "title",
        "day",
        "starts",
        "finishes",
        "venue",
        "address",
        "is_accessible",
        "parking",
        "link",
    )

    training = models.ForeignKey(Training, models.CASCADE, related_name="sessions", verbose_name=_("training"))
    position = models.PositiveSmallIntegerField(_("place in lists"))
    title = LineField(_("what one does there"), max_length=120, blank=True)
    day = models.DateField(_("day"))
    starts = models.DateTimeField(pgettext_lazy("of a session", "begins"), null=True, blank=True)
    finishes = models.DateTimeField(pgettext_lazy("of a session", "ends"), null=True, blank=True)
    venue = LineField(_("where"), max_length=160, blank=True)
    address = LineField(_("address"), max_length=200, blank=True)
    is_accessible = models.BooleanField(_("entrance without steps"), null=True, blank=True)
    parking = LineField(_("parking"), max_length=160, blank=True)
    link = LinkField(_("link for taking part"), max_length=500, blank=True)
    # From here on who was there is changed with a reason alone.
    closed = models.DateTimeField(_("attendance closed"), null=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("of a training", "session")
        verbose_name_plural = pgettext_lazy("of a training", "sessions")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["training", "position"], deferrable=models.Deferrable.DEFERRED, name="session_position_once"
            ),
            models.CheckConstraint(
                condition=Q(starts=None, finishes=None)
                | Q(starts__isnull=False, finishes__isnull=False, finishes__gt=F("starts")),
                name="session_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(day__lt=TOO_LATE), name="session_day_of_this_century"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(day=LocalDay(F("starts"))), name="session_begins_on_its_day"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="session_changed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=SESSION_CHANGED,
            ),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.training_id}: {self.day}"

    @property
    def is_online(self) -> bool:
        """Whether one takes part from where one is."""
        return bool(self.link) and not self.venue

    @property
    def local(self) -> tuple[datetime, datetime] | None:
        """When it begins and ends, as clocks in Sarajevo show it; None where the hours are not known."""
        if self.starts is None or self.finishes is None:
            return None
        return timezone.localtime(self.starts, SARAJEVO), timezone.localtime(self.finishes, SARAJEVO)

    @classmethod
    def read(cls, row: dict[str, Any]) -> Session:
        """Of what came with its training as JSON."""
        days = {name: row[name] and datetime.fromisoformat(row[name]) for name in ("starts", "finishes")}
        return cls(**row | days | {"day": date.fromisoformat(row["day"])})
