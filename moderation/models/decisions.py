"""Decisions: without one whose grounds hold nothing is published, and the database itself sees to that."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Claim, Mandate
from content.models import Entry
from content.visibility import EDITED
from register.models.base import refusal
from register.models.fields import PlainTextField

from .reasons import Reason

APPROVALS = 2
"""So many reviewed entries, and an author without a mandate is trusted."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    def about(self, entry: Entry) -> DecisionQuerySet:
        """On one entry, the newest first."""
        return self.filter(entry=entry).order_by("-pk")

    def by_people(self) -> DecisionQuerySet:
        """What moderators and coordinators decided; not what followed from a mandate by itself."""
        return self.filter(kind=Decision.Kind.REVIEW)

    def newest_of(self, entry: str) -> DecisionQuerySet:
        """For a subquery: the newest decision on each row of an outer query, whose entry `entry` names."""
        return self.filter(entry=OuterRef(entry)).order_by("-pk")[:1]


class Decision(models.Model):
    """One decision, never changed, never deleted; it outlives what it was about."""

    class Kind(models.TextChoices):
        REVIEW = "review", _("reviewed by a person")
        MANDATE = "mandate", _("its author holds a mandate")
        STANDING = "standing", _("earlier entries of its author were approved")
        SOURCE = "source", _("taken over from a named source")

    class Outcome(models.TextChoices):
        PUBLISHED = "published", _("published")
        RETURNED = "returned", _("returned")
        HIDDEN = "hidden", _("hidden")
        RESTORED = "restored", _("restored")
        KEPT = "kept", _("looked at and left as it is")
        UPHELD = "upheld", _("hiding checked by a second person")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")

    # No constraint to the entry or the claim: the decision stays when they are gone.
    entry = models.ForeignKey(
        Entry, models.DO_NOTHING, related_name="decisions", db_constraint=False, null=True, verbose_name=_("entry")
    )
    claim = models.ForeignKey(
        Claim,
        models.DO_NOTHING,
        related_name="decisions",
        db_constraint=False,
        null=True,
        verbose_name=_("claimed role"),
    )
    kind = models.CharField(_("grounds"), max_length=8, choices=Kind)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome)
    # Which mandate it rests on: that of the author, or that of whoever decided.
    ground = models.ForeignKey(
        Mandate, models.DO_NOTHING, related_name="+", db_constraint=False, null=True, verbose_name=_("mandate")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, verbose_name=_("decided by")
    )
    reason = models.ForeignKey(Reason, models.PROTECT, related_name="+", null=True, verbose_name=_("template"))
    words = PlainTextField(_("reason for the author"), blank=True)
    version = models.PositiveIntegerField(_("version that was decided on"), null=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(entry__isnull=False, claim=None) | Q(entry=None, claim__isnull=False),
                name="decision_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(
                    entry__isnull=False, outcome__in=["published", "returned", "hidden", "restored", "kept", "upheld"]
                )
                | Q(claim__isnull=False, kind="review", outcome__in=["confirmed", "refused"]),
                name="decision_outcome_fits",
            ),
            models.CheckConstraint(
                condition=Q(kind="review") | Q(outcome="published"), name="decision_without_review_publishes"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["returned", "hidden", "upheld", "refused"]) | ~Q(words=""),
                name="decision_against_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind="mandate") | Q(ground__isnull=False), name="decision_names_mandate"
            ),
        )
        indexes = (
            models.Index(fields=["entry", "-id"], name="decision_on_entry"),
            models.Index(fields=["claim", "-id"], name="decision_on_claim"),
            models.Index(fields=["at", "outcome"], name="decision_by_year"),
        )
        triggers = (
            pgtrigger.Protect(name="decision_stays", operation=pgtrigger.Delete),
            # An erased person is no longer named; nothing else of a decision ever changes.
            refusal(
                "decision_is_final",
                "a decision is not changed, a new one is made",
                "NEW.by_id IS NOT NULL OR (to_jsonb(OLD) - 'by_id') IS DISTINCT FROM (to_jsonb(NEW) - 'by_id')",
                on=pgtrigger.Update,
            ),
            refusal(
                "decision_upheld_by_a_second_person",
                "a hiding is checked once, by somebody who did not decide it",
                """
                NEW.outcome = 'upheld' AND NOT EXISTS (
                    SELECT FROM moderation_decision earlier
                        WHERE earlier.entry_id = NEW.entry_id AND earlier.outcome = 'hidden'
                            AND earlier.by_id IS DISTINCT FROM NEW.by_id
                            AND NOT EXISTS (
                                SELECT FROM moderation_decision later
                                    WHERE later.entry_id = NEW.entry_id AND later.id > earlier.id))
                """,
                on=pgtrigger.Insert,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.entry_id or self.claim_id}"


EDITED_KINDS = ", ".join(f"'{kind}'" for kind in EDITED)

# A review rests on the role of whoever decided: a moderator names no mandate, an editor names theirs.
# The newest decision speaks. Its grounds are looked at on the day itself, by the calendar of the country.
GROUNDS = f"""
    SELECT * INTO newest FROM moderation_decision WHERE entry_id = NEW.id ORDER BY id DESC LIMIT 1;
    IF newest.outcome IN ('published', 'restored') AND newest.version = NEW.version THEN
        holds := CASE newest.kind
            WHEN 'review' THEN
                newest.by_id IS DISTINCT FROM NEW.author_id AND EXISTS (
                    SELECT FROM accounts_mandate
                        WHERE user_id = newest.by_id
                            AND CASE WHEN newest.ground_id IS NULL THEN role IN ('moderator', 'administrator')
                                ELSE id = newest.ground_id AND role = 'editor' AND NEW.kind IN ({EDITED_KINDS}) END
                            AND confirmed_on IS NOT NULL AND starts <= today AND (ends IS NULL OR ends >= today))
            WHEN 'mandate' THEN
                EXISTS (
                    SELECT FROM accounts_mandate
                        WHERE id = newest.ground_id AND user_id = NEW.author_id
                            AND (role <> 'network_member'
                                OR NEW.audience = 'organisation' AND organisation_id = NEW.organisation_id)
                            AND confirmed_on IS NOT NULL AND starts <= today AND (ends IS NULL OR ends >= today))
            WHEN 'standing' THEN
                {APPROVALS} <= (
                    SELECT count(DISTINCT earlier.entry_id)
                        FROM moderation_decision earlier JOIN content_entry theirs ON theirs.id = earlier.entry_id
                        WHERE theirs.author_id = NEW.author_id AND theirs.id <> NEW.id AND theirs.status = 'published'
                            AND earlier.kind = 'review' AND earlier.ground_id IS NULL AND earlier.outcome = 'published')
            WHEN 'source' THEN
                NEW.author_id IS NULL AND (NEW.source_url <> '' OR NEW.source <> '' OR NEW.is_sample)
        END;
    END IF;
    IF holds IS NOT TRUE THEN
        RAISE EXCEPTION 'published_needs_decision: nothing is published without a decision whose grounds hold'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_needs_decision';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - a number of ours


class PublishedEntry(Entry):
    """Carries the trigger: this room knows the decisions, the spine below does not."""

    class Meta:
        proxy = True
        verbose_name = _("published entry")
        verbose_name_plural = _("published entries")
        triggers = (
            *(
                pgtrigger.Trigger(
                    name=f"published_needs_decision_on_{word}",
                    when=pgtrigger.Before,
                    operation=operation,
                    condition=condition,
                    declare=[
                        ("newest", "moderation_decision"),
                        ("holds", "boolean"),
                        ("today", "date := (now() AT TIME ZONE 'Europe/Sarajevo')::date"),
                    ],
                    func=GROUNDS,
                )
                for word, operation, condition in (
                    ("insert", pgtrigger.Insert, pgtrigger.Q(new__status="published")),
                    (
                        "update",
                        pgtrigger.Update,
                        pgtrigger.Q(new__status="published")
                        & (
                            pgtrigger.Q(old__status__df="published")
                            | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                            | pgtrigger.Q(old__audience__df=pgtrigger.F("new__audience"))
                            | pgtrigger.Q(old__organisation_id__df=pgtrigger.F("new__organisation_id"))
                        ),
                    ),
                )
            ),
        )


# Who answers a claim: a moderator, or the coordinator of that municipality; never whoever made it.
ANSWERED = """
    SELECT coalesce(NEW.municipality_id, (SELECT municipality_id FROM register_community WHERE id = NEW.community_id))
        INTO place;
    IF NOT EXISTS (
        SELECT FROM moderation_decision d JOIN accounts_mandate m ON m.user_id = d.by_id
            WHERE d.claim_id = NEW.id AND d.outcome = NEW.status AND d.by_id <> NEW.user_id
                AND (m.role IN ('moderator', 'administrator') OR m.role = 'coordinator' AND m.municipality_id = place)
                AND m.confirmed_on IS NOT NULL AND m.starts <= today AND (m.ends IS NULL OR m.ends >= today)) THEN
        RAISE EXCEPTION 'claim_needs_decision: a claim is answered by a decision of somebody who may'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_needs_decision';
    END IF;
    RETURN NEW;
"""


class AnsweredClaim(Claim):
    """Carries the trigger, as `PublishedEntry` does: the room below does not know the decisions."""

    class Meta:
        proxy = True
        verbose_name = _("answered claim")
        verbose_name_plural = _("answered claims")
        triggers = (
            pgtrigger.Trigger(
                name="claim_needs_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__status__in=["confirmed", "refused"]),
                declare=[("place", "bigint"), ("today", "date := (now() AT TIME ZONE 'Europe/Sarajevo')::date")],
                func=ANSWERED,
            ),
        )
