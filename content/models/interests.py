"""What somebody wants to hear of as a whole: a municipality, a theme, an organisation (network, association, addressee)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models import Municipality, Organisation

from .themes import Theme

if TYPE_CHECKING:
    from accounts.models import User


class Subject(models.TextChoices):
    """What an interest can be in, by the name of its column; the nearest to a person first."""

    MUNICIPALITY = "municipality", _("municipality")
    ORGANISATION = "organisation", _("organisation")
    THEME = "theme", _("theme")


class InterestQuerySet(models.QuerySet["Interest"]):
    def of(self, user: User) -> InterestQuerySet:
        return self.filter(user=user.pk)

    def with_subject(self) -> InterestQuerySet:
        """With all that their names need."""
        return self.select_related("municipality__type", "organisation", "theme")


class Interest(models.Model):
    """One person follows one municipality, theme or organisation. `Follow` is the same for a single entry."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests", verbose_name=_("user"))
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name=_("municipality"), null=True, db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation"), null=True, db_index=False
    )
    theme = models.ForeignKey(
        Theme, models.CASCADE, related_name="+", verbose_name=_("theme"), null=True, db_index=False
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = (
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, organisation=None, theme=None)
                | Q(municipality=None, organisation__isnull=False, theme=None)
                | Q(municipality=None, organisation=None, theme__isnull=False),
                name="interest_in_one_subject",
            ),
            # Read from the subject: who is to be told.
            *(
                models.UniqueConstraint(
                    fields=[one.value, "user"],
                    name=f"interest_in_{one.value}_once",
                    condition=Q(**{f"{one.value}__isnull": False}),
                )
                for one in Subject
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} → {self.subject}"

    @property
    def kind(self) -> Subject:
        """Which of the columns is filled."""
        return next(one for one in Subject if getattr(self, f"{one.value}_id") is not None)

    @property
    def subject(self) -> Municipality | Organisation | Theme:
        """What is followed."""
        found: Municipality | Organisation | Theme = getattr(self, self.kind.value)
        return found


class Announced(models.Model):
    """That whoever follows its place, theme or organisation was told of an entry: once, however often it comes and goes."""

    entry = models.OneToOneField(
        "content.Entry", models.CASCADE, related_name="announced", primary_key=True, verbose_name=_("entry")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self) -> str:
        return str(self.entry_id)
