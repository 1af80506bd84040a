"""An adoption: another community took a practice over, and says how it goes."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.models.audit import audit
from content.models.entries import EntryQuerySet
from register.models import Community
from register.models.base import PARTIAL_DATE, refusal
from register.models.fields import LineField, PlainTextField
from text.slugs import slugify

# Counted is what readers see, the council has confirmed and nobody gave up; a community counts once. The practice is
# locked first: whoever comes second counts what the first one wrote.
COUNT = """
    PERFORM FROM practices_practice WHERE entry_ptr_id = about FOR UPDATE;
    UPDATE practices_practice SET adoption_count = (
        SELECT count(DISTINCT a.community_id)
            FROM practices_adoption a JOIN content_entry e ON e.id = a.entry_ptr_id
            WHERE e.root_id = about AND e.status = 'published' AND e.withdrawn IS NULL
                AND a.confirmed_on IS NOT NULL AND a.state <> 'abandoned')
        WHERE entry_ptr_id = about;
    RETURN NULL;
"""


class Adoption(Entry):
    """One community that took a practice over. `body` is what it changed; its practice is the root."""

    class State(models.TextChoices):
        STARTED = "started", _("begun")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        ABANDONED = "abandoned", _("given up")

    community = models.ForeignKey(
        Community, models.PROTECT, related_name="adoptions", verbose_name=_("local community")
    )
    state = models.CharField(_("how far it is"), max_length=9, choices=State, default=State.STARTED)
    since = LineField(_("began"), max_length=10, blank=True)
    until = LineField(_("ended"), max_length=10, blank=True)
    cost = models.DecimalField(
        _("cost in KM"), max_digits=11, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    people = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    result = PlainTextField(_("result"), blank=True)
    # Where they saw it: an earlier adoption of the same practice. Earlier means a lower number, so no ring can come to be.
    seen_at = models.ForeignKey(
        "self", models.SET_NULL, related_name="passed_on", verbose_name=_("seen at"), null=True, blank=True
    )
    # Somebody of the council of that very community stands behind it. Who may leave; the day stays.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["started", "running", "finished", "abandoned"]), name="adoption_state"
            ),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="adoption_cost"),
            models.CheckConstraint(
                condition=(Q(since="") | Q(since__regex=PARTIAL_DATE)) & (Q(until="") | Q(until__regex=PARTIAL_DATE)),
                name="adoption_days",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_on__isnull=False), name="adoption_confirmed_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None) | Q(seen_at__lt=models.F("entry_ptr")), name="adoption_seen_at_an_earlier_one"
            ),
        )
        indexes = (models.Index(fields=["community"], name="adoption_by_community"),)
        triggers = (
            pgtrigger.FSM(
                name="adoption_state_moves",
                field="state",
                transitions=[
                    ("started", "running"),
                    ("started", "finished"),
                    ("started", "abandoned"),
                    ("running", "finished"),
                    ("running", "abandoned"),
                    ("abandoned", "running"),
                ],
            ),
            refusal(
                "adoption_is_an_adoption",
                "the entry is of another kind, or stands below no practice",
                """
                NOT EXISTS (
                    SELECT FROM content_entry e JOIN practices_practice p ON p.entry_ptr_id = e.root_id
                        WHERE e.id = NEW.entry_ptr_id AND e.kind = 'adoption')
                """,
            ),
            refusal(
                "adoption_seen_at_same_practice",
                "it was seen at an adoption of another practice",
                """
                NEW.seen_at_id IS NOT NULL AND NOT EXISTS (
                    SELECT FROM content_entry here JOIN content_entry there ON there.root_id = here.root_id
                        WHERE here.id = NEW.entry_ptr_id AND there.id = NEW.seen_at_id)
                """,
            ),
            refusal(
                "adoption_confirmed_by_its_council",
                "only the council of that community confirms",
                """
                NEW.confirmed_on IS NOT NULL
                    AND (TG_OP = 'INSERT' OR OLD.confirmed_on IS NULL OR OLD.community_id <> NEW.community_id)
                    AND NOT EXISTS (SELECT FROM content_entry WHERE id = NEW.entry_ptr_id AND is_sample)
                    AND NOT EXISTS (
                        SELECT FROM accounts_mandate
                            WHERE user_id = NEW.confirmed_by_id AND community_id = NEW.community_id
                                AND confirmed_on IS NOT NULL
                                AND starts <= (now() AT TIME ZONE 'Europe/Sarajevo')::date
                                AND (ends IS NULL OR ends >= (now() AT TIME ZONE 'Europe/Sarajevo')::date))
                """,
            ),
            pgtrigger.Trigger(
                name="adoption_count",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("about", "bigint := (SELECT root_id FROM content_entry WHERE id = NEW.entry_ptr_id)")],
                func=COUNT,
            ),
            audit(key="entry_ptr_id"),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.community}"

    def get_absolute_url(self) -> str:
        assert self.root is not None, "entry_stands_where_its_kind_does"  # noqa: S101 - the database holds it
        page = reverse("practices:detail", args=[self.root_id, slugify(self.root.title) or "praksa"])
        return f"{page}#adoption-{self.pk}"

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        return [] if self.body else [gettext("Say in a sentence what you did or changed.")]


class AdoptionEntry(Entry):
    """Carries the trigger for the moves of an adoption on the spine, which does not know this table."""

    class Meta:
        proxy = True
        verbose_name = _("adoption on the spine")
        verbose_name_plural = _("adoptions on the spine")
        triggers = (
            pgtrigger.Trigger(
                name="adoption_count_of_entry",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__kind="adoption")
                & (
                    pgtrigger.Q(old__status__df=pgtrigger.F("new__status"))
                    | pgtrigger.Q(old__withdrawn__df=pgtrigger.F("new__withdrawn"))
                ),
                declare=[("about", "bigint := NEW.root_id")],
                func=COUNT,
            ),
            pgtrigger.Trigger(
                name="adoption_count_of_deleted",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__kind="adoption"),
                declare=[("about", "bigint := OLD.root_id")],
                func=COUNT,
            ),
        )
