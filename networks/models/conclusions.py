"""Conclusions of meetings: to whom, who answers for it, by when, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from content.models import Attachment, Entry
from content.models.audit import audit
from content.models.entries import TopQuerySet
from register.models import Municipality, Organisation
from register.models.base import refusal
from register.models.fields import LineField, PlainTextField
from text.slugs import slugify

from .meetings import Meeting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

C = TypeVar("C", bound="Conclusion")

# What a conclusion came to follows from its replies: the latest one says it, whoever writes the row.
STATE = """
    SELECT outcome INTO last FROM networks_reply WHERE conclusion_id = NEW.entry_ptr_id ORDER BY day DESC, id DESC LIMIT 1;
    NEW.state := CASE
        WHEN last IS NOT NULL THEN last
        WHEN NEW.given_up IS NOT NULL THEN 'silent'
        WHEN NEW.sent IS NOT NULL THEN 'sent'
        ELSE 'unsent' END;
    RETURN NEW;
"""
REPLIED = """
    UPDATE networks_conclusion SET state = state
        WHERE entry_ptr_id IN (coalesce(NEW.conclusion_id, OLD.conclusion_id), coalesce(OLD.conclusion_id, NEW.conclusion_id));
    RETURN NULL;
"""


class ConclusionQuerySet(TopQuerySet[C]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return super().visible_to(user).filter(kind=Entry.Kind.CONCLUSION)

    def overdue(self, today: date) -> Self:
        """Sent, not answered, and the day by which an answer was due has passed."""
        return self.filter(state__in=Conclusion.UNANSWERED, deadline__lt=today)

    def newest_meeting_first(self) -> Self:
        """Those of the latest meeting first, in their order."""
        return self.order_by(F("adopted_at__day").desc(nulls_last=True), "-adopted_at", "number")


class Conclusion(Entry):
    """`title` says it in a few words, `body` is its text."""

    class State(models.TextChoices):
        UNSENT = "unsent", pgettext_lazy("of a conclusion", "not sent yet")
        SENT = "sent", pgettext_lazy("of a conclusion", "sent")
        ANSWERED = "answered", pgettext_lazy("of a conclusion", "answered")
        ACCEPTED = "accepted", pgettext_lazy("of a conclusion", "accepted")
        PARTLY = "partly", pgettext_lazy("of a conclusion", "accepted in part")
        REFUSED = "refused", pgettext_lazy("of a conclusion", "refused")
        SILENT = "silent", pgettext_lazy("of a conclusion", "no answer")

    OUTCOMES = (State.ANSWERED, State.ACCEPTED, State.PARTLY, State.REFUSED)
    """What a reply can say."""
    UNANSWERED = (State.SENT, State.SILENT)

    adopted_at = models.ForeignKey(
        Meeting, models.PROTECT, related_name="conclusions", verbose_name=_("adopted at the meeting")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    to_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="conclusions", verbose_name=_("addressee"), null=True, blank=True
    )
    to_municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="conclusions", verbose_name=_("addressee"), null=True, blank=True
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="conclusions",
        verbose_name=_("who answers for it"),
        null=True,
        blank=True,
    )
    deadline = models.DateField(_("answer due by"), null=True, blank=True)
    sent = models.DateField(_("sent on"), null=True, blank=True)
    given_up = models.DateField(_("no answer since"), null=True, blank=True)
    state = models.CharField(_("what became of it"), max_length=8, choices=State, default=State.UNSENT, editable=False)
    takes_up = models.ForeignKey(
        "self", models.PROTECT, related_name="taken_up_by", verbose_name=_("takes up"), null=True, blank=True
    )
    # The deadlines that whoever answers for it was reminded of, before and after, and that followers were told of; another
    # deadline is another reminder.
    reminded_of = models.DateField(null=True, editable=False)
    told_overdue = models.DateField(null=True, editable=False)
    told_followers = models.DateField(null=True, editable=False)

    objects = ConclusionQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
        constraints = (
            models.UniqueConstraint(fields=["adopted_at", "number"], name="conclusion_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="conclusion_number"),
            models.CheckConstraint(
                condition=Q(to_organisation__isnull=False, to_municipality=None)
                | Q(to_organisation=None, to_municipality__isnull=False),
                name="conclusion_has_one_addressee",
            ),
            models.CheckConstraint(
                condition=Q(given_up=None) | Q(deadline__isnull=False, sent__isnull=False, given_up__gt=F("deadline")),
                name="conclusion_given_up_after_its_deadline",
            ),
            models.CheckConstraint(
                condition=Q(sent=None) | Q(deadline=None) | Q(deadline__gte=F("sent")),
                name="conclusion_due_after_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(takes_up=None) | ~Q(takes_up=F("entry_ptr")), name="conclusion_takes_up_another"
            ),
        )
        indexes = (
            models.Index(fields=["state", "deadline"], name="conclusion_due"),
            models.Index(fields=["to_organisation", "state"], name="conclusion_to_organisation"),
            models.Index(fields=["to_municipality", "state"], name="conclusion_to_municipality"),
        )
        triggers = (
            refusal(
                "conclusion_is_a_conclusion",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'conclusion'",
            ),
            refusal(
                "conclusion_takes_up_an_earlier_one",
                "a chain leads back in time, to conclusions of earlier meetings or with a lower number",
                """
                NEW.takes_up_id IS NOT NULL AND NOT EXISTS (
                    SELECT FROM networks_conclusion c JOIN networks_meeting before ON before.entry_ptr_id = c.adopted_at_id
                        JOIN networks_meeting here ON here.entry_ptr_id = NEW.adopted_at_id
                        WHERE c.entry_ptr_id = NEW.takes_up_id
                            AND (coalesce(before.day, date '1990-01-01'), before.entry_ptr_id, c.number)
                                < (coalesce(here.day, date '1990-01-01'), here.entry_ptr_id, NEW.number))
                """,
                on=pgtrigger.Insert | pgtrigger.UpdateOf("takes_up_id", "adopted_at_id", "number"),  # type: ignore[no-untyped-call]
            ),
            refusal(
                "conclusion_for_the_readers_of_its_meeting",
                "who reads of a meeting reads its conclusions, and nobody else",
                """
                EXISTS (
                    SELECT FROM content_entry here, content_entry meeting
                        WHERE here.id = NEW.entry_ptr_id AND meeting.id = NEW.adopted_at_id
                            AND (here.audience, here.organisation_id)
                                IS DISTINCT FROM (meeting.audience, meeting.organisation_id))
                """,
                on=pgtrigger.Insert | pgtrigger.UpdateOf("adopted_at_id"),  # type: ignore[no-untyped-call]
            ),
            pgtrigger.Trigger(
                name="conclusion_state",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("last", "varchar")],
                func=STATE,
            ),
            audit("state", "reminded_of", "told_overdue", "told_followers", key="entry_ptr_id"),
        )

    def get_absolute_url(self) -> str:
        return reverse("networks:conclusion", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "zakljucak"

    @property
    def addressee(self) -> str:
        """To whom it went."""
        if self.to_municipality is not None:
            return str(self.to_municipality.full_name)
        return str(self.to_organisation or "")

    @property
    def is_overdue(self) -> bool:
        """The twin of the queryset's `overdue`, today."""
        waits = self.state in self.UNANSWERED
        return waits and self.deadline is not None and self.deadline < timezone.localdate()

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        return [] if self.title else [gettext("Write the conclusion.")]


class Reply(models.Model):
    """What the addressee answered, on which day, with the document if there is one."""

    conclusion = models.ForeignKey(Conclusion, models.CASCADE, related_name="answers", verbose_name=_("conclusion"))
    day = models.DateField(_("day of the answer"))
    outcome = models.CharField(
        _("what it says"), max_length=8, choices=[(one.value, one.label) for one in Conclusion.OUTCOMES]
    )
    letter = LineField(_("who answered, number of the letter"), max_length=200, blank=True)
    words = PlainTextField(_("what it says, in short"), blank=True)
    document = models.ForeignKey(
        Attachment, models.SET_NULL, related_name="+", verbose_name=_("document"), null=True, blank=True
    )
    # An act of office; the answer stays without the name.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("written down by"), null=True
    )
    made = models.DateTimeField(_("written down on"), default=timezone.now)
    once = models.UUIDField(null=True, editable=False, unique=True)

    class Meta:
        verbose_name = _("answer to a conclusion")
        verbose_name_plural = _("answers to conclusions")
        ordering = ("day", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome__in=["answered", "accepted", "partly", "refused"]), name="reply_outcome"
            ),
            models.CheckConstraint(
                condition=~Q(letter="") | ~Q(words="") | Q(document__isnull=False), name="reply_says_something"
            ),
        )
        triggers = (
            refusal(
                "reply_to_what_was_sent",
                "what was not sent is not answered, nor before it was",
                "NOT EXISTS (SELECT FROM networks_conclusion WHERE entry_ptr_id = NEW.conclusion_id AND sent <= NEW.day)",
                on=pgtrigger.Insert,
            ),
            pgtrigger.Trigger(
                name="reply_moves_the_state",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=REPLIED,
            ),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.conclusion_id}, {self.day}: {self.outcome}"
