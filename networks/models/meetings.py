"""A meeting of a network: when and where, on what, who said that they come, who was there."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Self, TypeVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.models.audit import audit
from content.models.entries import TopQuerySet
from register.models import Municipality
from register.models.base import refusal
from register.models.fields import LineField, LinkField
from text.slugs import slugify

from .network import Network

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

M = TypeVar("M", bound="Meeting")
SARAJEVO = timezone.get_default_timezone()
"""Meetings take place there, wherever somebody reads."""
DAY = timedelta(days=1)

# What two networks hold together is announced to everyone: no audience of the spine is made of two.
JOINT_IS_SEEN = """
    IF EXISTS (SELECT FROM content_entry WHERE id = NEW.meeting_id AND audience = 'organisation') THEN
        RAISE EXCEPTION 'meeting_joint_is_seen: a meeting of several networks is not announced inside one of them'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_joint_is_seen';
    END IF;
    IF EXISTS (SELECT FROM networks_meeting WHERE entry_ptr_id = NEW.meeting_id AND network_id = NEW.network_id) THEN
        RAISE EXCEPTION 'meeting_joint_with_others: the network that holds it is not among the others'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_joint_with_others';
    END IF;
    RETURN NEW;
"""


class MeetingQuerySet(TopQuerySet[M]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return super().visible_to(user).filter(kind=Entry.Kind.MEETING)

    def of(self, network: Network) -> Self:
        """That it holds, alone or with others, or that others hold with it."""
        return self.filter(Q(network=network) | Q(pk__in=Joint.objects.filter(network=network).values("meeting")))

    def to_come(self, today: date) -> Self:
        """The next first."""
        return self.filter(day__gte=today, cancelled=None).order_by("day", "starts", "pk")

    def past(self, today: date) -> Self:
        """Those that were, and those of which no day is known, the latest first; what was cancelled among them."""
        rows = self.exclude(day__gte=today, cancelled=None)
        return rows.order_by(F("day").desc(nulls_last=True), "-pk")


class Meeting(Entry):
    """`title` says which, `lead` on what, `body` what one should know beforehand."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="meetings", verbose_name=_("network"))
    others = models.ManyToManyField(
        Network, through="Joint", related_name="joint_meetings", verbose_name=_("held together with"), blank=True
    )
    key = models.SlugField(_("key of the source"), max_length=100, null=True, unique=True, editable=False)  # noqa: DJ001
    day = models.DateField(_("day"), null=True, blank=True)
    starts = models.DateTimeField(pgettext_lazy("of a meeting", "begins"), null=True, blank=True)
    finishes = models.DateTimeField(pgettext_lazy("of a meeting", "ends"), null=True, blank=True)
    day_note = LineField(_("what is known of the day"), max_length=200, blank=True)
    held_in = LineField(_("where"), max_length=160, blank=True)
    # Members alone read it: whoever has it can take part.
    link = LinkField(_("link for taking part"), max_length=500, blank=True)
    cancelled = models.DateTimeField(_("cancelled on"), null=True, blank=True, editable=False)
    cancelled_why = LineField(_("why it is cancelled"), max_length=300, blank=True)
    # Since then who was there is known; it may be corrected.
    attended = models.DateTimeField(_("attendance kept on"), null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = (
            models.CheckConstraint(
                condition=Q(starts=None, finishes=None) | Q(day__isnull=False, starts__isnull=False),
                name="meeting_hours_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(finishes=None) | Q(finishes__gt=F("starts")), name="meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(day=None) | Q(day__gte="1990-01-01", day__lt="2101-01-01"), name="meeting_day_of_our_time"
            ),
            models.CheckConstraint(
                condition=Q(cancelled__isnull=False) | Q(cancelled_why=""), name="meeting_reason_of_a_cancelled_one"
            ),
        )
        indexes = (models.Index(fields=["network", "-day"], name="meeting_of_network"),)
        triggers = (
            refusal(
                "meeting_is_a_meeting",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'meeting'",
            ),
            refusal(
                "meeting_inside_its_network",
                "what is announced inside an organisation is a meeting of that network",
                "EXISTS (SELECT FROM content_entry WHERE id = NEW.entry_ptr_id AND organisation_id <> NEW.network_id)",
            ),
            audit(key="entry_ptr_id"),
        )

    def get_absolute_url(self) -> str:
        return reverse("networks:meeting", args=[self.network.slug, self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "sastanak"

    @property
    def held_by(self) -> list[Network]:
        """The network that holds it, then those that hold it with it."""
        return [self.network, *self.others.all()]

    @property
    def begins(self) -> datetime | None:
        """The moment at which it begins; where only the day is known, the day's beginning. None without a day."""
        return self.starts or (datetime.combine(self.day, time(), SARAJEVO) if self.day else None)

    @property
    def has_begun(self) -> bool:
        """By its hour, or with its day. What has no day has been."""
        return self.begins is None or self.begins <= timezone.now()

    @property
    def is_over(self) -> bool:
        """It has ended: by its hour, or with its day. What has no day has been."""
        if self.day is None:
            return True
        return (self.finishes or datetime.combine(self.day + DAY, time(), SARAJEVO)) <= timezone.now()

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        missing = {
            gettext("Write the title."): not self.title,
            gettext("Say on which day it is, or what is known of it."): self.day is None and not self.day_note,
        }
        return [sentence for sentence, is_missing in missing.items() if is_missing]


class Joint(models.Model):
    """Another network with which a meeting is held."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="joints", verbose_name=_("meeting"))
    network = models.ForeignKey(Network, models.PROTECT, related_name="+", verbose_name=_("network"))

    class Meta:
        verbose_name = _("network that takes part")
        verbose_name_plural = _("networks that take part")
        constraints = (models.UniqueConstraint(fields=["meeting", "network"], name="joint_once"),)
        triggers = (
            pgtrigger.Trigger(
                name="joint_is_seen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=JOINT_IS_SEEN,
            ),
            audit(),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} + {self.network_id}"


class AgendaItem(models.Model):
    """One item of the agenda."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("place in the list"))
    title = LineField(_("what about"), max_length=200)
    speaker = LineField(_("who speaks"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_title"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=600), name="agenda_item_minutes"
            ),
        )
        triggers = (audit(),)

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Coming(models.Model):
    """What one person answered to the invitation."""

    class Says(models.TextChoices):
        YES = "yes", _("I am coming")
        MAYBE = "maybe", _("I do not know yet")
        NO = "no", _("I am not coming")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="answers", verbose_name=_("meeting"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="meeting_answers", verbose_name=_("person")
    )
    says = models.CharField(_("answer"), max_length=5, choices=Says)
    note = LineField(_("message"), max_length=200, blank=True)
    said = models.DateTimeField(_("answered on"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to an invitation")
        verbose_name_plural = _("answers to invitations")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "person"], name="coming_once"),
            models.CheckConstraint(condition=Q(says__in=["yes", "maybe", "no"]), name="coming_says"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} → {self.meeting_id}: {self.says}"


class Attendee(models.Model):
    """Somebody who was there: a member, or a guest by name. A person who leaves takes the name along."""

    class Gender(models.TextChoices):
        FEMALE = "f", _("woman")
        MALE = "m", _("man")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees", verbose_name=_("meeting"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="meetings_attended",
        verbose_name=_("person"),
        null=True,
        blank=True,
    )
    name = LineField(_("name"), max_length=120, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.SET_NULL, related_name="+", verbose_name=_("municipality"), null=True, blank=True
    )
    comes_from = LineField(_("where from, if not a municipality"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("somebody who was there")
        verbose_name_plural = _("who was there")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "person"], name="attendee_once"),
            models.CheckConstraint(condition=Q(gender__in=["", "f", "m"]), name="attendee_gender"),
        )
        triggers = (audit(),)

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.pk}"
