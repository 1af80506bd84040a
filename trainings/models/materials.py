"""What one reads before or after a training: a page of text, and where it helps one document beside it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.models import Attachment
from content.models.audit import audit
from register.models.base import refusal
from register.models.fields import LineField, PlainTextField

from .training import Training

MOST = 12
"""So many for one training."""


class Material(models.Model):
    """The page comes first: a phone opens it, and who cannot see has it read out. The document is for who prints."""

    class When(models.TextChoices):
        BEFORE = "before", pgettext_lazy("of materials", "before the training")
        AFTER = "after", pgettext_lazy("of materials", "after the training")

    training = models.ForeignKey(Training, models.CASCADE, related_name="materials", verbose_name=_("training"))
    when = models.CharField(_("when one reads it"), max_length=6, choices=When)
    position = models.PositiveSmallIntegerField(_("place in lists"))
    title = LineField(_("title"), max_length=120)
    body = PlainTextField(_("text"))
    # Of the training, so that whoever may read that may download it, and nobody else.
    document = models.OneToOneField(
        Attachment, models.SET_NULL, related_name="+", verbose_name=_("document"), null=True, blank=True
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # A form that creates carries it: the same form sent twice stores one material.
    once = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(condition=Q(when__in=["before", "after"]), name="material_when"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="material_has_title_and_text"),
            models.UniqueConstraint(fields=["training", "once"], name="material_sent_once"),
            models.UniqueConstraint(
                fields=["training", "position"], deferrable=models.Deferrable.DEFERRED, name="material_position_once"
            ),
        )
        triggers = (
            refusal(
                "material_document_of_its_training",
                "the document stands beside another entry",
                "(SELECT entry_id FROM content_attachment WHERE id = NEW.document_id) <> NEW.training_id",
            ),
            audit(),
        )

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("trainings:material", args=[self.training_id, self.pk])


def material_rows() -> dict[str, ArraySubquery]:
    """An annotation: the materials of a training as JSON, without their texts, read together with its row."""
    rows = Material.objects.filter(training=OuterRef("pk")).order_by("position")
    columns = {name: name for name in ("id", "when", "title", "training_id", "document_id")}
    return {"material_rows": ArraySubquery(rows.values(row=JSONObject(**columns)))}


def materials_shown(training: Any) -> list[tuple[str, list[Material]]]:
    """Those before and those after, each in their order, where there are any. The training was read with `material_rows`."""
    files = {one.pk: one for one in training.shown_files}
    groups: list[tuple[str, list[Material]]] = []
    for when in Material.When:
        rows = [Material(**row) for row in training.material_rows if row["when"] == when]
        for one in rows:
            one.document = files.get(one.document_id)
        if rows:
            groups.append((str(when.label), rows))
    return groups
