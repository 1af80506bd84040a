"""Photos of an entry: several sizes of one picture, made anew from what was uploaded, with words for who cannot see it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from register.models.fields import LineField

from .audit import audit
from .entries import Entry
from .files import FileQuerySet

MOST = 12
"""So many for one entry."""


class Photo(models.Model):
    """One photo. `variants` says of each file: path, format, width, height, bytes, sha256."""

    class People(models.TextChoices):
        NONE = "none", _("Nobody can be recognised in it")
        AGREED = "agreed", _("Everybody who can be recognised has agreed")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="photos", verbose_name=_("entry"))
    position = models.PositiveSmallIntegerField(_("place in lists"))
    alt = LineField(_("what can be seen"), max_length=160)
    people = models.CharField(_("people in it"), max_length=6, choices=People)
    variants = models.JSONField(_("files"))
    added = models.DateTimeField(_("added"), auto_now_add=True)
    # Added to what is published by somebody whose changes a moderator looks at first.
    waits = models.BooleanField(_("waits for review"), default=False, editable=False)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["entry", "position"], deferrable=models.Deferrable.DEFERRED, name="photo_position_once"
            ),
            models.CheckConstraint(condition=~Q(alt=""), name="photo_has_words"),
            models.CheckConstraint(condition=Q(people__in=["none", "agreed"]), name="photo_people_agreed"),
        )
        triggers = (audit("variants"),)

    def __str__(self) -> str:
        return str(self.alt)

    @property
    def paths(self) -> list[str]:
        """Every file of it."""
        return [str(one["path"]) for one in self.variants]

    def variant(self, width: int, format: str) -> dict[str, Any] | None:
        """The file of that width and format."""
        return next((one for one in self.variants if one["width"] == width and one["format"] == format), None)

    def _of(self, format: str) -> list[dict[str, Any]]:
        """The files of one format, the smallest first, with their addresses."""
        mine = sorted((one for one in self.variants if one["format"] == format), key=lambda one: int(one["width"]))
        names = {"webp": "webp", "jpeg": "jpg"}
        return [one | {"url": reverse("content:photo", args=[self.pk, one["width"], names[format]])} for one in mine]

    @cached_property
    def jpegs(self) -> list[dict[str, Any]]:
        """For every browser."""
        return self._of("jpeg")

    @cached_property
    def smallest(self) -> dict[str, Any]:
        """For cards and lists."""
        return self.jpegs[0]

    @cached_property
    def webp_set(self) -> str:
        """For `srcset`: each width of the lighter format."""
        return ", ".join(f"{one['url']} {one['width']}w" for one in self._of("webp"))

    @cached_property
    def jpeg_set(self) -> str:
        """For `srcset`, where WebP is not known."""
        return ", ".join(f"{one['url']} {one['width']}w" for one in self.jpegs)
