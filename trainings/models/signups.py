"""Signing up for a training: how many seats under which rules, and who takes part, waits or was offered a seat."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import names
from content.models.audit import audit
from register.models import Community, Municipality
from register.models.base import refusal
from register.models.fields import LineField

from .training import SARAJEVO, TOO_LATE, Training

if TYPE_CHECKING:
    from accounts.models import User

MOST_SEATS = 2_000
HOLDING = ("offered", "confirmed")
"""States that hold a seat."""
ALIVE = ("waiting", *HOLDING)

# Whoever writes a registration, the counts of its training follow in the same transaction, and with them comes the lock
# under which the rules are looked at: two who take the last seat at once are counted one after the other. Those who name
# only their municipality count together as one community of it: nobody passes the rule by leaving theirs out.
DECLARE = [
    ("held", "boolean := TG_OP <> 'INSERT' AND OLD.state IN ('offered', 'confirmed')"),
    ("holds", "boolean := TG_OP <> 'DELETE' AND NEW.state IN ('offered', 'confirmed')"),
    ("waited", "boolean := TG_OP <> 'INSERT' AND OLD.state = 'waiting'"),
    ("waits", "boolean := TG_OP <> 'DELETE' AND NEW.state = 'waiting'"),
    ("rules", "trainings_signup%ROWTYPE"),
    ("among", "record"),
]
SEATS = """
    IF held = holds AND waited = waits AND NOT (holds AND ROW(OLD.municipality_id, OLD.community_id, OLD.gender)
            IS DISTINCT FROM ROW(NEW.municipality_id, NEW.community_id, NEW.gender)) THEN
        RETURN NULL;
    END IF;
    UPDATE trainings_signup
        SET taken = taken + holds::int - held::int, waiting = waiting + waits::int - waited::int
        WHERE training_id = CASE WHEN TG_OP = 'DELETE' THEN OLD.sign_up_id ELSE NEW.sign_up_id END
        RETURNING * INTO rules;
    IF NOT holds THEN
        RETURN NULL;
    END IF;
    SELECT count(*) FILTER (WHERE municipality_id = NEW.municipality_id) AS municipality,
            count(*) FILTER (WHERE (municipality_id, community_id)
                IS NOT DISTINCT FROM (NEW.municipality_id, NEW.community_id)) AS community,
            count(*) FILTER (WHERE gender = 'f') AS women
        INTO among FROM trainings_registration
        WHERE sign_up_id = NEW.sign_up_id AND state IN ('offered', 'confirmed');
    IF rules.per_municipality IS NOT NULL
            AND (NEW.municipality_id IS NULL OR among.municipality > rules.per_municipality) THEN
        RAISE EXCEPTION 'seats_of_a_municipality: it has its seats'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_of_a_municipality';
    END IF;
    IF rules.per_community IS NOT NULL AND among.community > rules.per_community THEN
        RAISE EXCEPTION 'seats_of_a_community: it has its seats'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_of_a_community';
    END IF;
    IF NOT held AND NEW.gender <> 'f' AND (now() AT TIME ZONE 'Europe/Sarajevo')::date <= rules.women_until
            AND rules.seats - rules.taken < rules.for_women - among.women THEN
        RAISE EXCEPTION 'seats_for_women: what is left is held for women'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_for_women';
    END IF;
    RETURN NULL;
"""


class SignUp(models.Model):
    """That one signs up for a training here. `taken` and `waiting` are counted by a trigger on registrations; this row is
    what is locked while seats are given.
    """

    training = models.OneToOneField(
        Training, models.CASCADE, primary_key=True, related_name="sign_up", verbose_name=_("training")
    )
    seats = models.PositiveSmallIntegerField(_("seats"))
    opens = models.DateField(_("sign-up from"), null=True, blank=True)
    closes = models.DateField(_("sign-up until"), null=True, blank=True)
    per_municipality = models.PositiveSmallIntegerField(_("seats for one municipality at most"), null=True, blank=True)
    per_community = models.PositiveSmallIntegerField(_("seats for one local community at most"), null=True, blank=True)
    for_women = models.PositiveSmallIntegerField(_("seats held for women"), default=0)
    women_until = models.DateField(_("held until"), null=True, blank=True)
    # What a certificate asks for: so many sessions, all of them where it is empty, and perhaps a passed quiz.
    least_sessions = models.PositiveSmallIntegerField(_("sessions for a certificate"), null=True, blank=True)
    needs_quiz = models.BooleanField(_("a passed quiz for a certificate"), default=False)
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    waiting = models.PositiveIntegerField(_("people who wait"), default=0, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("for a training", "sign-up")
        verbose_name_plural = pgettext_lazy("for trainings", "sign-ups")
        constraints = (
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=MOST_SEATS), name="signup_seats"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="signup_never_oversold"),
            models.CheckConstraint(
                condition=(Q(opens=None) | Q(opens__lt=TOO_LATE))
                & (Q(closes=None) | Q(closes__lt=TOO_LATE))
                & (Q(women_until=None) | Q(women_until__lt=TOO_LATE)),
                name="signup_days_of_this_century",
            ),
            models.CheckConstraint(
                condition=Q(opens=None) | Q(closes=None) | Q(opens__lte=F("closes")),
                name="signup_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=(Q(per_municipality=None) | Q(per_municipality__gte=1))
                & (Q(per_community=None) | Q(per_community__gte=1)),
                name="signup_seats_of_a_place",
            ),
            models.CheckConstraint(
                condition=Q(for_women=0, women_until=None) | Q(for_women__gte=1, women_until__isnull=False),
                name="signup_women_until_a_day",
            ),
            models.CheckConstraint(condition=Q(for_women__lte=F("seats")), name="signup_women_within_the_seats"),
            models.CheckConstraint(
                condition=Q(least_sessions=None) | Q(least_sessions__gte=1), name="signup_sessions_for_a_certificate"
            ),
        )
        triggers = (audit("taken", "waiting", key="training_id"),)

    def __str__(self) -> str:
        return f"{self.training_id}: {self.taken}/{self.seats}"

    @property
    def free(self) -> int:
        """Seats that nobody holds."""
        return self.seats - self.taken

    @property
    def has_rules(self) -> bool:
        """Whether a free seat is not for everyone."""
        return bool(self.per_municipality or self.per_community or self.for_women)

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now waits: no seat is free, or somebody waits for the one that is.

        Under rules somebody may wait while others get a seat.
        """
        return self.free <= 0 or (self.waiting > 0 and not self.has_rules)

    def again_for(self, training: Training) -> SignUp:
        """The same seats and rules for another training, not stored. Its days are its own."""
        names = ("seats", "per_municipality", "per_community", "for_women")
        return SignUp(training=training, **{name: getattr(self, name) for name in names})

    def holds_for_women(self, today: date) -> bool:
        return self.women_until is not None and today <= self.women_until

    def is_open(self, now: datetime, starts: datetime | None) -> bool:
        """Whether one may sign up at this moment, of a training that starts at that one, if it is known."""
        ends = self.ends(starts)
        return (self.opens is None or _midnight(self.opens) <= now) and (ends is None or now < ends)

    def ends(self, starts: datetime | None) -> datetime | None:
        """The moment from which nobody signs up any more: after the last day, and in any case when it starts."""
        last = None if self.closes is None else _midnight(self.closes + timedelta(days=1))
        return min((moment for moment in (starts, last) if moment is not None), default=None)


def _midnight(day: date) -> datetime:
    """With which a day begins in Sarajevo."""
    return datetime.combine(day, time(), SARAJEVO)


def _was_there(of: str, which: str = "pk") -> Exists:
    ticked = apps.get_model("trainings", "Attendance").objects.filter(came=True)
    return Exists(ticked.filter(**{of: OuterRef(which)}))


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def alive(self) -> RegistrationQuerySet:
        """Of those who take part, were offered a seat, or wait."""
        return self.filter(state__in=ALIVE)

    def holding(self) -> RegistrationQuerySet:
        """Of those who hold a seat."""
        return self.filter(state__in=HOLDING)

    def waiting(self) -> RegistrationQuerySet:
        """In the order in which seats are given."""
        return self.filter(state=Registration.State.WAITING).order_by("queued", "pk")

    def came(self) -> RegistrationQuerySet:
        """Who was at one session at least."""
        return self.filter(_was_there("registration"))

    def missed(self) -> RegistrationQuerySet:
        """Who held a seat and was at none, of trainings for which attendance was taken."""
        taken = _was_there("registration__sign_up", "sign_up")
        return self.filter(taken, ~_was_there("registration"), state=Registration.State.CONFIRMED)

    def of(self, user: User) -> RegistrationQuerySet:
        """What somebody signed up for, or was signed up for."""
        return self.filter(person=user)


class Registration(models.Model):
    """One person and one training. What somebody needs is read by the organiser alone, and forgotten after the training."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("of a registration", "on the waiting list")
        OFFERED = "offered", pgettext_lazy("of a registration", "a seat is offered")
        CONFIRMED = "confirmed", pgettext_lazy("of a registration", "signed up")
        WITHDRAWN = "withdrawn", pgettext_lazy("of a registration", "withdrawn")
        LAPSED = "lapsed", pgettext_lazy("of a registration", "did not answer the offer")
        REMOVED = "removed", pgettext_lazy("of a registration", "removed by the organiser")

    class Gender(models.TextChoices):
        WOMAN = "f", pgettext_lazy("gender", "woman")
        MAN = "m", pgettext_lazy("gender", "man")
        NOT_SAID = "", pgettext_lazy("gender", "I would rather not say")

    class Applied(models.TextChoices):
        YES = "yes", pgettext_lazy("applied what was learned", "yes")
        PARTLY = "partly", pgettext_lazy("applied what was learned", "partly")
        NOT_YET = "not_yet", pgettext_lazy("applied what was learned", "not yet")

    NEEDS = ("needs_transport", "needs_access", "needs_food", "note")
    """What only the organiser reads, and what is forgotten."""

    sign_up = models.ForeignKey(
        SignUp, models.CASCADE, related_name="registrations", verbose_name=pgettext_lazy("for a training", "sign-up")
    )
    # Whoever has no account has an address for mail, or only a name; of an erased person the row stays without it.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="registrations",
        verbose_name=_("person"),
        null=True,
        blank=True,
    )
    name = LineField(pgettext_lazy("of a person", "name"), max_length=names.MAX_LENGTH, blank=True)
    # For the certificate, where the other script does not follow from the first: John is not Јохн.
    other_name = LineField(_("name in the other script"), max_length=2 * names.MAX_LENGTH, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="bs", editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality"), null=True, blank=True
    )
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="+", verbose_name=_("local community"), null=True, blank=True
    )
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State)
    queued = models.DateTimeField(_("signed up"), default=timezone.now)
    offered_until = models.DateTimeField(_("confirm by"), null=True, blank=True)
    changed = models.DateTimeField(_("changed"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name=_("by whom"), null=True, blank=True
    )
    consented = models.DateTimeField(_("agreed on"), null=True, blank=True)
    needs_transport = models.BooleanField(_("transport"), default=False)
    needs_access = models.BooleanField(_("access for a wheelchair"), default=False)
    needs_food = models.BooleanField(_("special food"), default=False)
    note = LineField(_("what else the organiser should know"), max_length=300, blank=True)
    reason = LineField(_("reason"), max_length=300, blank=True)
    # The first day of which they were reminded: another first day is another reminder.
    reminded_week = models.DateField(null=True, editable=False)
    reminded_day = models.DateField(null=True, editable=False)
    # When they were asked what they think of it, and that they said it; what they said leads to nobody (`Feedback`).
    asked_feedback = models.DateTimeField(null=True, editable=False)
    gave_feedback = models.BooleanField(_("gave feedback"), default=False, editable=False)
    # When they were asked whether they applied what they learned, and what they answered.
    asked_applied = models.DateTimeField(null=True, editable=False)
    applied = models.CharField(_("applied what was learned"), max_length=7, choices=Applied, blank=True)
    applied_note = LineField(_("how it was applied"), max_length=300, blank=True)
    applied_on = models.DateTimeField(_("said on"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    kept_out_by = ""
    """What kept a new one from a seat: `full`, or a rule."""

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "offered", "confirmed", "withdrawn", "lapsed", "removed"]),
                name="registration_state",
            ),
            models.CheckConstraint(condition=Q(gender__in=["f", "m", ""]), name="registration_gender"),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until=None)),
                name="registration_offered_until",
            ),
            models.CheckConstraint(
                condition=Q(community=None) | Q(municipality__isnull=False),
                name="registration_community_has_municipality",
            ),
            models.CheckConstraint(condition=Q(person=None) | Q(email=""), name="registration_address_of_a_guest"),
            models.CheckConstraint(condition=~Q(name__regex=f"[<>{names.UNSEEN}]"), name="registration_name_is_plain"),
            models.CheckConstraint(
                condition=~Q(other_name__regex=f"[<>{names.UNSEEN}]"), name="registration_other_name_is_plain"
            ),
            models.CheckConstraint(
                condition=Q(applied="", applied_note="", applied_on=None)
                | Q(applied__in=["yes", "partly", "not_yet"], applied_on__isnull=False),
                name="registration_applied",
            ),
            models.UniqueConstraint(
                fields=["sign_up", "person"], condition=Q(state__in=ALIVE), name="registration_once_a_person"
            ),
            models.UniqueConstraint(
                "sign_up",
                Lower("email"),
                condition=Q(state__in=ALIVE) & ~Q(email=""),
                name="registration_once_an_address",
            ),
        )
        indexes = (
            models.Index(fields=["sign_up", "queued", "id"], name="registration_waiting", condition=Q(state="waiting")),
            models.Index(
                fields=["sign_up"],
                name="registration_holding",
                condition=Q(state__in=HOLDING),
                include=["municipality", "community", "gender"],
            ),
            models.Index(fields=["offered_until"], name="registration_offers", condition=Q(state="offered")),
        )
        triggers = (
            pgtrigger.ReadOnly(name="registration_stays_where_it_is", fields=["sign_up"]),
            refusal(
                "registration_community_in_municipality",
                "the local community lies in another municipality",
                "(SELECT municipality_id FROM register_community WHERE id = NEW.community_id) <> NEW.municipality_id",
                condition=pgtrigger.Q(new__community__isnull=False),
            ),
            pgtrigger.Trigger(
                name="registration_seats",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=DECLARE,
                func=SEATS,
            ),
            # An audit of the feedback would say when and by whom it was given.
            audit("reminded_week", "reminded_day", "asked_feedback", "gave_feedback", "asked_applied"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"

    @property
    def is_alive(self) -> bool:
        return self.state in ALIVE

    @property
    def holds_seat(self) -> bool:
        return self.state in HOLDING

    @property
    def position(self) -> int:
        """The place on the waiting list, from 1; asks the database."""
        ahead = Registration.objects.waiting().filter(sign_up=self.sign_up_id)
        return ahead.filter(Q(queued__lt=self.queued) | Q(queued=self.queued, pk__lte=self.pk)).count()

    @property
    def place(self) -> Any:
        """Where the person is from: the local community, or the municipality."""
        return self.community or self.municipality
