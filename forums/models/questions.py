"""A question: where it is asked for, how many answers it has, whether one of them helped, whether it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.models.audit import audit
from content.models.entries import TopQuerySet
from register.models import LegalAct
from register.models.base import refusal
from register.models.fields import LineField
from register.models.scopes import Scoped
from text.slugs import slugify

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

Q_ = TypeVar("Q_", bound="Question")

LISTED = """
    UPDATE forums_question
        SET listed = CASE WHEN NEW.status = 'published' AND NEW.withdrawn IS NULL THEN NEW.published END
        WHERE entry_ptr_id = NEW.id;
    RETURN NULL;
"""


CLOSED = """
    UPDATE content_entry SET closed = NEW.closed_on WHERE id = NEW.entry_ptr_id;
    RETURN NULL;
"""

# Along "the same was asked there" from the new link on: whoever comes back to where they began runs in a ring. UNION stops
# at a ring that is there already.
IN_A_RING = """
    NEW.duplicate_of_id IS NOT NULL AND EXISTS (
        WITH RECURSIVE along(id) AS (
            SELECT NEW.duplicate_of_id
            UNION SELECT q.duplicate_of_id FROM forums_question q JOIN along ON q.entry_ptr_id = along.id)
        SELECT FROM along WHERE id = NEW.entry_ptr_id)
"""

READ_BY_FEWER = """
    NOT EXISTS (
        SELECT FROM content_entry here JOIN content_entry there ON there.id = NEW.duplicate_of_id
            WHERE here.id = NEW.entry_ptr_id AND (
                there.audience = 'public' OR (there.audience = 'members' AND here.audience <> 'public')
                OR (there.audience, there.organisation_id)
                    IS NOT DISTINCT FROM (here.audience, here.organisation_id)))
"""


class QuestionQuerySet(TopQuerySet[Q_]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """As on the spine; said again so that PostgreSQL takes its indexes of questions."""
        return super().visible_to(user).filter(kind=Entry.Kind.QUESTION)

    def listed_first(self) -> Self:
        """What stands on the site, the newest first, along an index of this table."""
        return self.filter(listed__isnull=False).order_by("-listed", "-pk")

    def unanswered(self) -> Self:
        return self.filter(answer_count=0, closed_on=None)

    def solved(self) -> Self:
        """With an answer that helped whoever asked."""
        return self.filter(is_solved=True)


class Question(Scoped, Entry):
    """What somebody asks. `title` is the question, `body` the details; the scope says for where an answer is sought."""

    class Closing(models.TextChoices):
        DUPLICATE = "duplicate", _("the same was asked before")
        ELSEWHERE = "elsewhere", _("it belongs elsewhere")
        OUTDATED = "outdated", _("it is out of date")
        HEATED = "heated", _("the talk got heated")

    is_phoned = models.BooleanField(_("asked by telephone"), default=False)
    acts = models.ManyToManyField(LegalAct, related_name="questions", verbose_name=_("legal acts"), blank=True)
    # Written by triggers: what readers see of its answers, and since when it stands on the site itself.
    answer_count = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    is_solved = models.BooleanField(_("solved"), default=False, editable=False)
    listed = models.DateTimeField(null=True, blank=True, editable=False)
    closed_on = models.DateTimeField(_("closed on"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        editable=False,
    )
    closed_why = models.CharField(_("why it is closed"), max_length=9, choices=Closing, blank=True, editable=False)
    closed_words = LineField(_("why, in words"), max_length=300, blank=True)
    duplicate_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="duplicates",
        verbose_name=_("the same question"),
        null=True,
        blank=True,
        editable=False,
    )
    # The name in the data files; what people ask themselves has none.
    key = models.SlugField(_("key in the data files"), max_length=120, null=True, blank=True, unique=True)

    objects = QuestionQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta(Scoped.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = (
            *Scoped.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_why="", duplicate_of=None, closed_by=None)
                | Q(closed_on__isnull=False, closed_why__in=["duplicate", "elsewhere", "outdated", "heated"]),
                name="question_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | Q(closed_why="duplicate"), name="question_duplicate_is_closed"
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("entry_ptr")),
                name="question_is_not_its_own_duplicate",
            ),
        )
        indexes = (
            models.Index(fields=["-listed", "-entry_ptr"], name="question_list", condition=Q(listed__isnull=False)),
            models.Index(
                fields=["-listed", "-entry_ptr"],
                name="question_unanswered",
                condition=Q(listed__isnull=False, answer_count=0, closed_on=None),
            ),
            models.Index(
                fields=["-listed", "-entry_ptr"],
                name="question_solved",
                condition=Q(listed__isnull=False, is_solved=True),
            ),
        )
        triggers = (
            refusal(
                "question_is_a_question",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'question'",
            ),
            refusal(
                "question_duplicates_make_no_ring",
                "whoever follows the same question must arrive somewhere",
                IN_A_RING,
                on=pgtrigger.UpdateOf("duplicate_of_id"),  # type: ignore[no-untyped-call]
            ),
            refusal(
                "question_duplicate_is_readable",
                "whoever reads a question may read the one that it leads to",
                READ_BY_FEWER,
                on=pgtrigger.UpdateOf("duplicate_of_id"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Condition(
                    "NEW.duplicate_of_id IS NOT NULL AND NEW.duplicate_of_id IS DISTINCT FROM OLD.duplicate_of_id"
                ),
            ),
            pgtrigger.Trigger(
                name="question_closed",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.closed_on IS DISTINCT FROM NEW.closed_on"),
                func=CLOSED,
            ),
            audit("answer_count", "is_solved", "listed", key="entry_ptr_id"),
        )

    def get_absolute_url(self) -> str:
        return reverse("forums:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "pitanje"

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        return [] if self.title else [gettext("Write your question.")]


class QuestionEntry(Entry):
    """Carries the trigger for the moves of a question on the spine, which does not know this table."""

    class Meta:
        proxy = True
        verbose_name = _("question on the spine")
        verbose_name_plural = _("questions on the spine")
        triggers = (
            pgtrigger.Trigger(
                name="question_listed",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.kind = 'question' AND 'published' IN (OLD.status, NEW.status) AND"
                    " (OLD.status, OLD.published, OLD.withdrawn) IS DISTINCT FROM"
                    " (NEW.status, NEW.published, NEW.withdrawn)"
                ),
                func=LISTED,
            ),
        )
