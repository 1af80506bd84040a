"""What can be found, the words that mean the same, the words that occur, and what was sought in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.visibility import audiences_of
from register.models.base import Joined, TextFunction
from register.models.fields import LineField
from text.fold import fold

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class FindableQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What this person may find: of what is published, that which its audience names."""
        audiences, organisations = audiences_of(user)
        return self.filter(Q(audience__in=audiences) | Q(organisation__in=organisations))


class Document(models.Model):
    """One thing that can be found. Triggers keep it (`search.sources`): what is not published has none."""

    kind = models.CharField(max_length=12)
    source = models.BigIntegerField()
    audience = models.CharField(max_length=12, choices=Entry.Audience)
    organisation = models.ForeignKey(
        "register.Organisation", models.CASCADE, related_name="+", null=True, blank=True, db_constraint=False
    )
    title = models.TextField()
    useful = models.PositiveIntegerField(default=0, db_default=0)
    dated = models.DateTimeField(null=True)
    is_recent = models.BooleanField(default=False, db_default=False)  # kept by `search.recent`, at night
    title_key = models.GeneratedField(
        expression=TextFunction("text_fold", F("title"), output_field=models.TextField()),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    # Words of the text, and marks of what it is: `t.` a word of the title, `k.` kind, `m.` municipality, `h.` theme.
    search = SearchVectorField()

    objects = FindableQuerySet.as_manager()

    class Meta:
        verbose_name = _("thing that can be found")
        verbose_name_plural = _("things that can be found")
        constraints = (models.UniqueConstraint(fields=["kind", "source"], name="document_once"),)
        indexes = (
            GinIndex(fields=["search"], name="document_search"),
            GinIndex(fields=["search"], name="document_recent", condition=Q(is_recent=True)),
            models.Index(OpClass(F("title_key"), "text_pattern_ops"), name="document_title"),
            models.Index(F("dated").desc(nulls_last=True), name="document_newest"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.source}: {self.title}"


class Synonyms(models.Model):
    """Words that mean the same: whoever types one finds the others."""

    words = LineField(
        _("words"),
        max_length=300,
        unique=True,
        help_text=_("Separate them with commas. One may be several words: mjesna zajednica, MZ"),
    )

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ("words",)

    def __str__(self) -> str:
        return str(self.words)

    def clean(self) -> None:
        """Two that differ for a search."""
        if len(set(self.terms)) < 2:
            raise ValidationError({"words": _("Write at least two words that differ, separated with commas.")})

    @property
    def terms(self) -> list[str]:
        """Each of them folded; those without letters or digits are none."""
        return [folded for word in self.words.split(",") if (folded := fold(word))]


class Word(models.Model):
    """A word that occurs in what everyone may read, by its stem: for slips, and for what is rare. Counted at night."""

    stem = models.TextField(primary_key=True)
    shown = models.TextField(help_text="its most frequent form, as it is written")
    documents = models.PositiveIntegerField()
    search_keys = models.GeneratedField(
        expression=TextFunction(
            "text_search_keys", Joined("stem", "shown"), output_field=ArrayField(models.TextField())
        ),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        indexes = (GinIndex(fields=["search_keys"], name="word_keys"),)

    def __str__(self) -> str:
        return self.shown


class Miss(models.Model):
    """What was sought in vain on a day, and how often; nobody knows by whom."""

    words = LineField(_("what was sought"), max_length=80)
    day = models.DateField(_("day"), default=timezone.localdate)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ("-day", "-times", "words")
        constraints = (models.UniqueConstraint(fields=["day", "words"], name="miss_once_a_day"),)

    def __str__(self) -> str:
        return str(self.words)
