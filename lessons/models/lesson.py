"""A lesson: a page that one reads in a few minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.models.audit import audit
from content.models.entries import TopQuerySet
from content.models.lists import lists_of
from register.models import Organisation
from register.models.base import refusal
from register.models.fields import LineField
from register.models.names import sort_key_of
from text.slugs import slugify
from trainings.models import Quiz, Training

from ..layout import LONGEST, Layout, layout, minutes_of

if TYPE_CHECKING:
    from accounts.models import User

LISTED = ("kind", "title", "lead", "is_sample", "version", "series", "position", "minutes")
"""Columns of a row of a list."""
T = TypeVar("T", bound="Lesson")


class LessonQuerySet(TopQuerySet[T]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return super().visible_to(user).filter(kind=Entry.Kind.LESSON)

    def on_site(self) -> Self:
        """Those that everyone may read."""
        return self.published().visible_to(AnonymousUser())

    def drafts_of(self, user: User) -> Self:
        """What this person has begun and not published, the last touched first."""
        return self.filter(author=user, status=Entry.Status.DRAFT, withdrawn=None).order_by("-edited", "-pk")

    def in_series(self, name: str) -> Self:
        """In the order in which one reads them."""
        return self.filter(series=name).order_by("position", "pk")

    def for_lists(self) -> Self:
        """Series by the alphabet, each in its order; then those that stand alone, the newest first."""
        return self.only(*LISTED).order_by(
            ExpressionWrapper(Q(series=""), models.BooleanField()),
            sort_key_of("series"),
            "series",
            "position",
            "-published",
            "-pk",
        )

    def with_all(self) -> Any:
        """With what its page shows: themes, pictures, files, its training, its series, whether it has a quiz."""
        series = (
            Lesson.objects.on_site().exclude(series="").filter(series=OuterRef("series")).order_by("position", "pk")
        )
        training = Training.objects.published().visible_to(AnonymousUser()).filter(pk=OuterRef("for_training"))
        named = Organisation.objects.filter(pk=OuterRef("edited_for"))
        return self.annotate(
            **lists_of(files=True),
            series_rows=ArraySubquery(series.values(row=JSONObject(pk="pk", title="title", minutes="minutes"))),
            training_rows=ArraySubquery(training.values(row=JSONObject(pk="pk", title="title"))),
            has_quiz=Exists(Quiz.objects.filter(entry=OuterRef("pk"))),
            editor_names=ArraySubquery(named.values("name")),
        ).defer("search")


class Lesson(Entry):
    """`lead` says what one can do afterwards, `body` is the text, in which `layout` finds headings and places of pictures."""

    edited_for = models.ForeignKey(
        Organisation, models.PROTECT, related_name="lessons", verbose_name=_("edited for"), null=True, blank=True
    )
    for_training = models.ForeignKey(
        Training, models.SET_NULL, related_name="lessons", verbose_name=_("training"), null=True, blank=True
    )
    series = LineField(
        _("series"), max_length=80, blank=True, help_text=_("Lessons with the same words here stand together.")
    )
    position = models.PositiveSmallIntegerField(_("place in the series"), null=True, blank=True)
    # Follows from the text, and stands here so that lists need not read that.
    minutes = models.PositiveSmallIntegerField(_("minutes of reading"), default=1, editable=False)

    objects = LessonQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = (
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=LONGEST), name="lesson_minutes"),
            models.CheckConstraint(
                condition=Q(series="", position=None) | (~Q(series="") & Q(position__isnull=False, position__gte=1)),
                name="lesson_position_in_a_series",
            ),
        )
        indexes = (models.Index(fields=["series", "position"], name="lesson_series", condition=~Q(series="")),)
        triggers = (
            refusal(
                "lesson_is_a_lesson",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'lesson'",
            ),
            audit("minutes", key="entry_ptr_id"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The minutes are always those of the text that is stored with them."""
        self.minutes = minutes_of(self.body)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("lessons:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "lekcija"

    @property
    def edited_by(self) -> str:
        """The association or network that it is edited for; `with_all` brought its name with the row."""
        rows = vars(self).get("editor_names")
        if rows is None:
            rows = [self.edited_for.name] if self.edited_for else []
        return str(rows[0]) if rows else ""

    @property
    def layout(self) -> Layout:
        """The text in its parts, with its pictures."""
        return layout(self.body, self.shown_photos)

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        missing = {
            gettext("Write the title."): not self.title,
            gettext("Say what one can do after reading it."): not self.lead,
            gettext("Write the text."): not self.body,
            gettext("Say for whom you edit it."): self.edited_for_id is None,
        }
        return [sentence for sentence, is_missing in missing.items() if is_missing]
