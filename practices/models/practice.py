"""A practice, its steps, the parts of its cost."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Entry, Photo
from content.models.audit import audit
from content.models.entries import EntryQuerySet, TopQuerySet
from content.models.lists import lists_of
from content.visibility import top_rows_visible_to
from register.models import Community
from register.models.base import PARTIAL_DATE, refusal
from register.models.fields import LineField, PlainTextField
from text.slugs import slugify

from ..costs import Share, shares

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def adoptions_of() -> ArraySubquery:
    """The adoptions that readers see below each practice of a query, as JSON."""
    rows = apps.get_model("practices", "Adoption")._default_manager.filter(
        root=OuterRef("pk"), status=Entry.Status.PUBLISHED, withdrawn=None
    )
    plain = ("id", "state", "since", "until", "body", "result", "people", "confirmed_on", "is_sample", "author_id")
    place = {
        "community_id": "community",
        "name": "community__name",
        "qualifier": "community__qualifier",
        "slug": "community__slug",
        "municipality": "community__municipality",
    }
    photos = Photo.objects.shown().filter(entry=OuterRef("pk")).order_by("position", "pk")
    shown = ArraySubquery(photos.values(row=JSONObject(id="id", alt="alt", variants="variants")))
    cost = Cast("cost", models.TextField())
    fields = JSONObject(**{name: name for name in plain}, **place, cost=cost, photos=shown)
    return ArraySubquery(rows.order_by("published", "pk").values(row=fields))


def links_of() -> ArraySubquery:
    """Who saw it where, of every adoption: what is no longer shown still joins those above and below it."""
    rows = apps.get_model("practices", "Adoption")._default_manager.filter(root=OuterRef("pk"), seen_at__isnull=False)
    return ArraySubquery(rows.values(row=JSONObject(id="id", seen_at="seen_at")))


P = TypeVar("P", bound="Practice")
MOST_COST = Decimal("100_000_000")


class PracticeQuerySet(TopQuerySet[P]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """As on the spine. That all of them are practices tells PostgreSQL that its indexes of practices serve."""
        return super().visible_to(user).filter(kind=Entry.Kind.PRACTICE)

    def with_lists(self) -> PracticeQuerySet[P]:
        """With places and photos; themes as numbers, since the look knows them, as it does municipalities."""
        return cast("PracticeQuerySet[P]", self.annotate(**lists_of()))

    def with_details(self) -> PracticeQuerySet[Practice]:
        """With what the page of one practice shows beside that: steps, costs, files, adoptions, and who wrote it."""
        steps = Step.objects.filter(practice=OuterRef("pk")).order_by("position")
        costs = CostPart.objects.filter(practice=OuterRef("pk")).order_by("position")
        rows = self.annotate(
            **lists_of(files=True),
            step_rows=ArraySubquery(steps.values(row=JSONObject(title="title", text="text"))),
            cost_rows=ArraySubquery(
                costs.values(
                    row=JSONObject(payer="payer", what_for="what_for", amount=Cast("amount", models.TextField()))
                )
            ),
            adoption_rows=adoptions_of(),
            adoption_links=links_of(),
        )
        return cast("PracticeQuerySet[Practice]", rows.select_related("author__profile").defer("search", "place_names"))


class Practice(Entry):
    """One practice. `lead` is its teaser, `body` what was done; every field but title and problem may be unknown."""

    class Outcome(models.TextChoices):
        WORKED = "worked", _("it worked")
        LESSON = "lesson", _("a lesson: it did not work")

    class Size(models.TextChoices):
        SMALL = "do-500", _("up to 500 residents")
        MIDDLE = "do-2000", _("500 to 2,000 residents")
        LARGE = "preko-2000", _("more than 2,000 residents")

    class Confidence(models.TextChoices):
        HIGH = "high", _("the source says it")
        MIDDLE = "middle", _("partly inferred from the source")

    outcome = models.CharField(_("how it went"), max_length=6, choices=Outcome, default=Outcome.WORKED)
    problem = PlainTextField(_("problem"), blank=True)
    problem_inferred = models.BooleanField(_("the problem is inferred from the source"), default=False)
    result = PlainTextField(_("result"), blank=True)
    went_wrong = PlainTextField(_("what went wrong"), blank=True)
    would_repeat = PlainTextField(_("what you would do again"), blank=True)
    needs = PlainTextField(_("what another place needs to take it over"), blank=True)
    doers = LineField(_("who did it"), max_length=300, blank=True)
    cost = models.DecimalField(
        _("cost in KM"),
        max_digits=11,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_COST)],
        help_text=_("0 means that it cost nothing; leave it empty if it is not known."),
    )
    paid_by = LineField(_("who paid"), max_length=300, blank=True)
    municipal_money = models.BooleanField(_("with money of the municipality"), null=True, blank=True)
    began = LineField(_("began"), max_length=10, blank=True)
    ended = LineField(_("ended"), max_length=10, blank=True)
    duration = LineField(_("how long it took"), max_length=120, blank=True)
    people = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    people_note = LineField(_("people, in words"), max_length=200, blank=True)
    size = LineField(_("size of the place"), max_length=10, choices=Size, blank=True)
    settlement = LineField(_("kind of settlement"), max_length=12, choices=Community.Kind, blank=True)
    confidence = models.CharField(_("how sure the source is"), max_length=6, choices=Confidence, blank=True)
    # The name in the data files; what people write themselves has none.
    key = models.SlugField(_("key in the data files"), max_length=120, null=True, blank=True, unique=True)
    adoption_count = models.PositiveIntegerField(_("adoptions"), default=0, editable=False)
    # What its author says when asked after one and two years: since when it is known, and whether it works.
    still_works_on = models.DateField(_("last confirmed"), null=True, blank=True, editable=False)
    still_works = models.BooleanField(_("still works"), null=True, blank=True, editable=False)
    asked_after = models.PositiveSmallIntegerField(_("asked after so many months"), default=0, editable=False)

    objects = PracticeQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = (
            models.CheckConstraint(condition=Q(outcome__in=["worked", "lesson"]), name="practice_outcome"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="practice_cost"),
            models.CheckConstraint(condition=Q(size__in=["", "do-500", "do-2000", "preko-2000"]), name="practice_size"),
            models.CheckConstraint(
                condition=Q(settlement__in=["", "gradska", "prigradska", "seoska", "mjesovita"]),
                name="practice_settlement",
            ),
            models.CheckConstraint(
                condition=Q(still_works=None, still_works_on=None)
                | Q(still_works__isnull=False, still_works_on__isnull=False),
                name="practice_still_works_has_day",
            ),
            models.CheckConstraint(condition=Q(confidence__in=["", "high", "middle"]), name="practice_confidence"),
            models.CheckConstraint(
                condition=(Q(began="") | Q(began__regex=PARTIAL_DATE)) & (Q(ended="") | Q(ended__regex=PARTIAL_DATE)),
                name="practice_days",
                violation_error_message=_("Write a year, year-month or year-month-day: 2016, 2016-03 or 2016-03-31."),
            ),
        )
        indexes = (
            models.Index(fields=["cost"], name="practice_by_cost"),
            models.Index(fields=["-adoption_count", "-entry_ptr"], name="practice_adopted"),
        )
        triggers = (
            refusal(
                "practice_is_a_practice",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'practice'",
            ),
            audit("adoption_count", "asked_after", key="entry_ptr_id"),
        )

    @property
    def size_label(self) -> str:
        """As `get_size_display`, which makes a table of all choices at each call: the page of a practice is drawn often."""
        return str(self.Size(self.size).label) if self.size else ""

    def get_absolute_url(self) -> str:
        return reverse("practices:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "praksa"

    @property
    def is_lesson(self) -> bool:
        return self.outcome == self.Outcome.LESSON

    @cached_property
    def year(self) -> str:
        """The year in which it ended, else began; empty where the source does not say."""
        return str(self.ended or self.began)[:4]

    @cached_property
    def shown_costs(self) -> list[CostPart]:
        """The parts of its cost; `with_details` brought them with the row."""
        rows = self.__dict__.get("cost_rows")
        if rows is None:
            return list(self.cost_parts.all())
        return [CostPart(**row | {"amount": Decimal(row["amount"])}) for row in rows]

    @cached_property
    def shown_steps(self) -> list[Step]:
        """What was done, step by step; `with_details` brought it with the row."""
        rows = self.__dict__.get("step_rows")
        return list(self.steps.all()) if rows is None else [Step(**row) for row in rows]

    @cached_property
    def adoptions(self) -> list[dict[str, Any]]:
        """Who took it over, the oldest first, as `adoptions_of` reads it; `with_details` brought it with the row."""
        rows: list[dict[str, Any]] | None = self.__dict__.get("adoption_rows")
        if rows is None:
            rows = Practice.objects.filter(pk=self.pk).values_list(adoptions_of(), flat=True).get()
        return rows or []

    @cached_property
    def adoption_seen_at(self) -> dict[int, int]:
        """Which adoption was seen at which, shown or not; `with_details` brought it with the row."""
        rows: list[dict[str, int]] | None = self.__dict__.get("adoption_links")
        if rows is None:
            rows = Practice.objects.filter(pk=self.pk).values_list(links_of(), flat=True).get()
        return {row["id"]: row["seen_at"] for row in rows or []}

    @cached_property
    def shares(self) -> list[Share]:
        """The parts of its cost as shares of the whole, while there are few enough to be drawn."""
        return shares(self)

    def obstacles(self) -> list[str]:
        """What a reader cannot do without: title, problem, what was done, a place, a theme."""
        missing = [
            (self.title, gettext("Write the title of the practice.")),
            (self.problem, gettext("Describe the problem in at least one sentence.")),
            (self.body or self.steps.exists(), gettext("Say what was done, in steps or in a few sentences.")),
            (self.places.exists(), gettext("Choose the place.")),
            (self.themes.exists(), gettext("Choose at least one theme.")),
        ]
        return [sentence for value, sentence in missing if not value]


def published() -> PracticeQuerySet[Practice]:
    """What stands on the site, for whoever its audience is."""
    return Practice.objects.published()


def on_the_spine(user: User | AnonymousUser) -> EntryQuerySet[Entry]:
    """The same as entries: those that somebody may read. Where nothing else is asked, their table need not be joined."""
    return Entry.objects.filter(top_rows_visible_to(user), kind=Entry.Kind.PRACTICE).published()


class Step(models.Model):
    """One step of what was done, in its order."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="steps", verbose_name=_("practice"))
    position = models.PositiveSmallIntegerField(_("place in lists"))
    title = LineField(_("step"), max_length=120)
    text = PlainTextField(_("text"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["practice", "position"], deferrable=models.Deferrable.DEFERRED, name="step_position_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="step_has_title"),
        )

    def __str__(self) -> str:
        return str(self.title)


class CostPart(models.Model):
    """A part of the cost: what for, who paid it, how much."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="cost_parts", verbose_name=_("practice"))
    position = models.PositiveSmallIntegerField(_("place in lists"))
    payer = LineField(_("who paid"), max_length=120)
    what_for = LineField(_("what for"), max_length=120, blank=True)
    amount = models.DecimalField(_("amount in KM"), max_digits=11, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = _("part of the cost")
        verbose_name_plural = _("parts of the cost")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["practice", "position"], deferrable=models.Deferrable.DEFERRED, name="cost_part_position_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="cost_part_amount"),
            models.CheckConstraint(condition=~Q(payer=""), name="cost_part_has_payer"),
        )

    def __str__(self) -> str:
        return f"{self.payer}: {self.amount}"
