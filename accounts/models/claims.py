"""What somebody says of themselves before anybody has confirmed it: "president of the council of MZ Jelah, since 2024"."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.titles import TITLES
from register.models import Community, Municipality
from register.models.base import tracked
from register.models.fields import LineField, PlainTextField

from .mandates import Mandate

Role = Mandate.Role


class ClaimQuerySet(models.QuerySet["Claim"]):
    def waiting(self) -> ClaimQuerySet:
        """Nobody has answered yet, the longest waiting first."""
        return self.filter(status=Claim.Status.WAITING).order_by("created", "pk")

    def in_municipalities(self, numbers: set[int]) -> ClaimQuerySet:
        """For a community of one of these, in the register or not yet."""
        return self.filter(Q(municipality__in=numbers) | Q(community__municipality__in=numbers))

    def for_labels(self) -> ClaimQuerySet:
        """With person and place, which every line shows."""
        return self.select_related(
            "user__profile",
            "community__municipality__type",
            "community__municipality__entity",
            "municipality__type",
            "municipality__entity",
        )


# The words are for whoever answers and for nobody later.
@tracked(secret=["words"])
class Claim(models.Model):
    """One claim of one person to one role in one local community; confirmed it becomes a mandate."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    ROLES = tuple((role.value, role.label) for role in Mandate.COMMUNITY_ROLES)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=16, choices=ROLES)
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="claims", verbose_name=_("local community"), null=True, blank=True
    )
    # Where the community is not in the register yet: its municipality and its name.
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="claims", verbose_name=_("municipality"), null=True, blank=True
    )
    proposed_name = LineField(_("name of the local community"), max_length=120, blank=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"), null=True, blank=True)
    words = PlainTextField(_("a word to whoever confirms"), blank=True)
    name_public = models.BooleanField(_("name may be shown"), default=False)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.WAITING)
    mandate = models.OneToOneField(
        Mandate, models.RESTRICT, related_name="claim", verbose_name=_("mandate"), null=True, blank=True
    )
    once = models.UUIDField(unique=True, editable=False)
    created = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claimed role")
        verbose_name_plural = _("claimed roles")
        constraints = (
            models.CheckConstraint(
                condition=Q(community__isnull=False, municipality=None, proposed_name="")
                | Q(community=None, municipality__isnull=False) & ~Q(proposed_name=""),
                name="claim_has_one_place",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["president", "council_member", "secretary"]), name="claim_role"
            ),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="claim_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status="confirmed", mandate__isnull=False) | ~Q(status="confirmed") & Q(mandate=None),
                name="claim_confirmed_is_a_mandate",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "community", "municipality", "proposed_name"],
                condition=Q(status="waiting"),
                nulls_distinct=False,
                name="claim_waits_once",
            ),
        )
        indexes = (models.Index(fields=["created"], condition=Q(status="waiting"), name="claim_waiting"),)
        triggers = (
            pgtrigger.FSM(
                name="claim_status_moves",
                field="status",
                transitions=[("waiting", "confirmed"), ("waiting", "refused"), ("waiting", "withdrawn")],
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.place_label}"

    @property
    def title(self) -> str:
        """The role as this person wants it said of them."""
        return str(TITLES.get((self.role, self.user.profile.form_of_address)) or self.get_role_display())

    @property
    def place(self) -> Municipality:
        """The municipality whose coordinator answers."""
        place = self.community.municipality if self.community else self.municipality
        assert place is not None, "claim_has_one_place"  # noqa: S101 - the database holds it
        return place

    @property
    def community_name(self) -> str:
        """The community by its name, whether the register has it or not."""
        return self.community.label if self.community else self.proposed_name

    @property
    def place_label(self) -> str:
        """Community and municipality in words."""
        return f"MZ {self.community_name}, {self.place}"

    @property
    def short_label(self) -> str:
        """The same in names alone, which are right in every language."""
        return f"MZ {self.community_name}, {self.place.name}"

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    def overlapping(self, community: Community) -> Mandate | None:
        """A mandate of the same person and role there that holds on one of these days."""
        theirs = Mandate.objects.filter(user=self.user_id, role=self.role, community=community)
        last = self.ends or date.max
        return theirs.filter(Q(ends=None) | Q(ends__gte=self.starts), starts__lte=last).first()
