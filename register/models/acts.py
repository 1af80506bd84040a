"""Laws, statutes and decisions that say what local communities are and may do, and where each of them holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import PLAIN_ADDRESS, SLUG, tracked
from .fields import LineField, LinkField, PlainTextField
from .figures import FIRST_YEAR
from .scopes import Scoped

NO_ACTS = ("model", "studija")
"""Kinds that bind nobody: what local communities could be, and what was found out about them."""


class LegalActQuerySet(models.QuerySet["LegalAct"]):
    def with_places(self) -> LegalActQuerySet:
        """With everything that says where they hold."""
        return self.select_related("entity", "canton", "municipality__type")

    def for_everyone(self) -> LegalActQuerySet:
        """Without those of a document of the library that is a draft still, or that a network keeps to itself."""
        is_public = Q(document__published__isnull=False, document__audience="public")
        return self.filter(Q(document=None) | is_public)


@tracked()
class LegalAct(Scoped):
    """An act with its gazette and whether it is in force; its title is as it was published, in one language."""

    class Kind(models.TextChoices):
        LAW = "zakon", _("law")
        STATUTE = "statut", _("statute")
        DECISION = "odluka", _("decision of a council or assembly")
        REGULATION = "uredba", _("regulation")
        INSTRUCTION = "uputstvo", _("instruction")
        RULEBOOK = "pravilnik", _("rulebook")
        CHARTER = "povelja", _("charter")
        MODEL = "model", _("model or vision")
        STUDY = "studija", _("study")

    class State(models.TextChoices):
        IN_FORCE = "na-snazi", _("in force")
        CHANGED = "izmijenjen", pgettext_lazy("of a legal act", "changed")
        REPEALED = "prestao", _("no longer in force")
        NO_ACT = "nije-propis", _("not a legal act")

    slug = models.SlugField(_("address"), max_length=140, unique=True)
    title = LineField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    gazette = LineField(_("official gazette"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.IN_FORCE)
    note = LineField(_("note on its state"), max_length=300, blank=True)
    meaning = PlainTextField(_("what it means for local communities"), blank=True)
    source = LineField(_("source"), max_length=300, blank=True)
    source_url = LinkField(_("link to the source"), max_length=500, blank=True)

    objects = LegalActQuerySet.as_manager()

    class Meta(Scoped.Meta):
        verbose_name = _("legal act")
        verbose_name_plural = _("legal acts")
        ordering = ("-year", "slug")
        constraints = (
            *Scoped.Meta.constraints,
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG), name="legal_act_slug_is_plain", violation_error_message=PLAIN_ADDRESS
            ),
            models.CheckConstraint(condition=~Q(title=""), name="legal_act_has_title"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=FIRST_YEAR, year__lte=2100), name="legal_act_year"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["na-snazi", "izmijenjen", "prestao", "nije-propis"]), name="legal_act_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=NO_ACTS, state="nije-propis") | ~Q(kind__in=NO_ACTS) & ~Q(state="nije-propis"),
                name="legal_act_state_suits_kind",
                violation_error_message=_("A model or a study is not a legal act; everything else is one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.title)
