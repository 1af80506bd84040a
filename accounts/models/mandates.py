"""Roles. Every role is a mandate: who, as what, where, from when to when, confirmed by whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.titles import TITLES
from register.models import Community, Municipality, Organisation
from register.models.base import refusal, tracked

if TYPE_CHECKING:
    from .people import User


WARNED_AHEAD = timedelta(days=60)


class Days(Func):
    """The days of a mandate as a range; the last day belongs to it, no last day means without end."""

    function = "daterange"
    output_field = DateRangeField()


class MandateQuerySet(models.QuerySet["Mandate"]):
    def confirmed(self) -> MandateQuerySet:
        """Seen and confirmed by somebody who may."""
        return self.filter(confirmed_on__isnull=False)

    def active(self, on: date | None = None) -> MandateQuerySet:
        """Confirmed, and `on` is one of its days (today, when nothing else is said)."""
        on = on or timezone.localdate()
        return self.confirmed().filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on)

    def for_user(self, user: User) -> MandateQuerySet:
        return self.filter(user=user)

    def ending(self, on: date | None = None) -> MandateQuerySet:
        """Active, with a last day within the next `WARNED_AHEAD`."""
        on = on or timezone.localdate()
        return self.active(on).filter(ends__lte=on + WARNED_AHEAD)

    def newest_first(self) -> MandateQuerySet:
        return self.order_by("-starts", "-pk")

    def with_scope(self) -> MandateQuerySet:
        """With the place or organisation it is for, which every label needs."""
        return self.select_related(
            "community__municipality__type",
            "community__municipality__entity",
            "municipality__type",
            "municipality__entity",
            "organisation",
        )


# Numbers, roles and dates alone, no personal text: these rows outlive the person.
@tracked()
class Mandate(models.Model):
    """One role of one person in one scope for some time."""

    class Role(models.TextChoices):
        PRESIDENT = "president", _("president of the council")
        COUNCIL_MEMBER = "council_member", _("member of the council")
        SECRETARY = "secretary", _("secretary")
        COORDINATOR = "coordinator", _("coordinator for local communities")
        EDITOR = "editor", _("editor")
        NETWORK_MEMBER = "network_member", _("member of the network")
        MODERATOR = "moderator", _("moderator")
        ADMINISTRATOR = "administrator", _("administrator")

    # Which roles go with which scope; `mandate_scope_fits_role` holds it.
    COMMUNITY_ROLES = (Role.PRESIDENT, Role.COUNCIL_MEMBER, Role.SECRETARY)
    MUNICIPALITY_ROLES = (Role.COORDINATOR,)
    ORGANISATION_ROLES = (Role.EDITOR, Role.NETWORK_MEMBER)
    PLATFORM_ROLES = (Role.MODERATOR, Role.ADMINISTRATOR)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=16, choices=Role)
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="mandates", verbose_name=_("local community"), null=True, blank=True
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="mandates", verbose_name=_("municipality"), null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mandates", verbose_name=_("organisation"), null=True, blank=True
    )
    starts = models.DateField(_("first day"), default=timezone.localdate)
    ends = models.DateField(_("last day"), null=True, blank=True, help_text=_("Leave empty while no end is known."))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    # Consent: since when the name may stand on the page of the place; empty where it may not.
    name_since = models.DateField(_("name shown since"), null=True, blank=True, editable=False)
    # The last day that its holder was warned of. Another last day is another warning.
    warned_of = models.DateField(null=True, blank=True, editable=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = (
            models.CheckConstraint(
                name="mandate_scope_fits_role",
                condition=Q(
                    role__in=["president", "council_member", "secretary"],
                    community__isnull=False,
                    municipality=None,
                    organisation=None,
                )
                | Q(role="coordinator", community=None, municipality__isnull=False, organisation=None)
                | Q(
                    role__in=["editor", "network_member"],
                    community=None,
                    municipality=None,
                    organisation__isnull=False,
                )
                | Q(role__in=["moderator", "administrator"], community=None, municipality=None, organisation=None),
                violation_error_message=_("This role needs another kind of place, or none."),
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")),
                name="mandate_ends_after_start",
                violation_error_message=_("The last day must come after the first."),
            ),
            # Who confirmed may be erased later; the day stays.
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(confirmed_on__isnull=False),
                name="mandate_confirmed_on_a_day",
                violation_error_message=_("A confirmed mandate needs the day of its confirmation."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("user")),
                name="mandate_confirmed_by_another",
                violation_error_message=_("Nobody can confirm their own mandate."),
            ),
            ExclusionConstraint(
                name="mandate_once_at_a_time",
                expressions=(
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("community_id", Value(0)), RangeOperators.EQUAL),
                    (Coalesce("municipality_id", Value(0)), RangeOperators.EQUAL),
                    (Coalesce("organisation_id", Value(0)), RangeOperators.EQUAL),
                    (Days("starts", "ends", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ),
                violation_error_message=_("This person already has this role there at that time."),
            ),
        )
        indexes = (models.Index(fields=["role", "municipality"], name="mandate_by_municipality"),)
        triggers = (
            refusal(
                "mandate_member_of_a_network",
                "only networks have members",
                "(SELECT kind FROM register_organisation WHERE id = NEW.organisation_id) <> 'mreza'",
                condition=pgtrigger.Condition("NEW.role = 'network_member'"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.scope}" if self.scope else str(self.get_role_display())

    @property
    def title(self) -> str:
        """The role as this person wants it said of them; both forms where they said nothing."""
        return str(TITLES.get((self.role, self.user.profile.form_of_address)) or self.get_role_display())

    @property
    def scope(self) -> Community | Municipality | Organisation | None:
        """The place or organisation it is for; None for roles of the whole platform."""
        return self.community or self.municipality or self.organisation

    def carries(self, audience: str, organisation: int | None) -> bool:
        """Whether a text for these readers may rest on it: a member of a network speaks at once inside it alone."""
        return self.role != self.Role.NETWORK_MEMBER or (
            audience == "organisation" and self.organisation_id == organisation
        )

    def is_active(self, on: date | None = None) -> bool:
        """The twin of the queryset's `active`, for a row that is already loaded."""
        on = on or timezone.localdate()
        return self.confirmed_on is not None and self.starts <= on and (self.ends is None or on <= self.ends)

    @property
    def is_ending(self) -> bool:
        """The twin of the queryset's `ending`."""
        return self.is_active() and self.ends is not None and self.ends <= timezone.localdate() + WARNED_AHEAD

    @property
    def is_former(self) -> bool:
        """Its last day has passed."""
        return self.ends is not None and self.ends < timezone.localdate()
