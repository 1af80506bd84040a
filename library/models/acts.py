"""What belongs to documents: their versions, how acts touch each other, who adopted a model, what rests on an act."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.models import Attachment, Entry
from register.models import Municipality
from register.models.base import PARTIAL_DATE, refusal
from register.models.fields import LineField, LinkField, PlainTextField

from .document import Document

MOST_LETTERS = 200_000
"""Of one version: a law of some hundred articles."""


class Version(models.Model):
    """The text of a document as it was from some day on. Once another follows, it stays as it is."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("number"))
    name = LineField(_("name"), max_length=120, help_text=_("For example: basic text, with changes 36/19."))
    text = PlainTextField(_("text"), blank=True)
    file = models.ForeignKey(
        Attachment, models.SET_NULL, related_name="+", verbose_name=_("file"), null=True, blank=True
    )
    changed = PlainTextField(_("what changed"), blank=True)
    holds_from = LineField(_("in force from"), max_length=10, blank=True)
    added = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )
    once = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["document", "number"], name="version_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number"),
            models.CheckConstraint(condition=~Q(name=""), name="version_has_name"),
            models.CheckConstraint(
                condition=Q(holds_from="") | Q(holds_from__regex=PARTIAL_DATE), name="version_from_is_a_date"
            ),
        )
        triggers = (
            refusal(
                "version_stands",
                "another version followed it",
                """
                (NEW.text, NEW.document_id, NEW.number) IS DISTINCT FROM (OLD.text, OLD.document_id, OLD.number) AND EXISTS (
                    SELECT FROM library_version WHERE document_id = OLD.document_id AND number > OLD.number)
                """,
                on=pgtrigger.Update,
            ),
            refusal(
                "version_file_of_its_document",
                "the file belongs to another entry",
                """
                NEW.file_id IS NOT NULL AND
                    (SELECT entry_id FROM content_attachment WHERE id = NEW.file_id) <> NEW.document_id
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("library:version", args=[self.document_id, self.number])


class TouchQuerySet(models.QuerySet["Touch"]):
    def between_published(self) -> Self:
        """Those of which everyone may read both documents."""
        return self.filter(
            **{
                f"{side}__{name}": value
                for side in ("later", "earlier")
                for name, value in {
                    "status": Entry.Status.PUBLISHED,
                    "withdrawn": None,
                    "audience": Entry.Audience.PUBLIC,
                }.items()
            }
        )


class Touch(models.Model):
    """What one document does to another: changes it, repeals it, carries it out."""

    class How(models.TextChoices):
        CHANGES = "changes", pgettext_lazy("what an act does to another", "changes")
        REPEALS = "repeals", pgettext_lazy("what an act does to another", "repeals")
        CARRIES_OUT = "carries-out", pgettext_lazy("what an act does to another", "carries out")

    later = models.ForeignKey(Document, models.CASCADE, related_name="touches", verbose_name=_("document"))
    earlier = models.ForeignKey(Document, models.CASCADE, related_name="touched_by", verbose_name=_("touched document"))
    how = models.CharField(_("how"), max_length=12, choices=How)
    note = LineField(_("in a few words"), max_length=200, blank=True)
    added = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects = TouchQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between acts")
        verbose_name_plural = _("links between acts")
        constraints = (
            models.UniqueConstraint(fields=["later", "earlier", "how"], name="touch_once"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="touch_of_another"),
            models.CheckConstraint(condition=Q(how__in=["changes", "repeals", "carries-out"]), name="touch_how"),
        )
        triggers = (
            refusal(
                "touch_of_acts",
                "only an act changes, repeals or carries out another",
                """
                EXISTS (SELECT FROM library_document WHERE entry_ptr_id IN (NEW.later_id, NEW.earlier_id)
                    AND state NOT IN ('na-snazi', 'izmijenjen', 'prestao'))
                """,
            ),
            # What was repealed is not in force, whoever writes that down; what was changed is, in other words.
            pgtrigger.Trigger(
                name="touch_tells_the_register",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__how__in=["changes", "repeals"]),
                func="""
                    UPDATE register_legalact SET state = CASE NEW.how WHEN 'repeals' THEN 'prestao' ELSE 'izmijenjen' END
                        WHERE id = (SELECT act_id FROM library_document WHERE entry_ptr_id = NEW.earlier_id)
                            AND state <> 'prestao'
                            AND (NEW.how = 'repeals' OR state = 'na-snazi');
                    RETURN NULL;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.later_id} {self.how} {self.earlier_id}"


class Adopted(models.Model):
    """A municipality adopted a model: when, and by which decision of its own."""

    model = models.ForeignKey(Document, models.CASCADE, related_name="adoptions", verbose_name=_("model"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="adopted_models", verbose_name=_("municipality")
    )
    day = LineField(_("adopted on"), max_length=10, blank=True)
    decision = models.ForeignKey(
        Document, models.SET_NULL, related_name="+", verbose_name=_("their decision"), null=True, blank=True
    )
    source_url = LinkField(_("link to their decision"), max_length=500, blank=True)
    note = LineField(_("in a few words"), max_length=200, blank=True)
    added = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("adopted model")
        verbose_name_plural = _("adopted models")
        constraints = (
            models.UniqueConstraint(fields=["model", "municipality"], name="adopted_once"),
            models.CheckConstraint(condition=Q(day="") | Q(day__regex=PARTIAL_DATE), name="adopted_day_is_a_date"),
            models.CheckConstraint(condition=~Q(model=F("decision")), name="adopted_by_another"),
        )
        triggers = (
            refusal(
                "adopted_is_a_model",
                "only a model can be adopted",
                "(SELECT type FROM library_document WHERE entry_ptr_id = NEW.model_id) <> 'model'",
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality_id} ← {self.model_id}"


class Resting(models.Model):
    """A practice, a training, a lesson … that rests on a document."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="carries", verbose_name=_("document"))
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="rests_on_documents", verbose_name=_("entry"))
    added = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("what rests on a document")
        verbose_name_plural = _("what rests on documents")
        constraints = (
            models.UniqueConstraint(fields=["document", "entry"], name="resting_once"),
            models.CheckConstraint(condition=~Q(document=F("entry")), name="resting_on_another"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.document_id}"
