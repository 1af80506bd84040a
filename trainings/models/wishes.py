"""A training that somebody wants, and which one came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.models.audit import audit
from content.models.entries import TopQuerySet
from content.models.lists import lists_of
from register.models.base import refusal
from text.slugs import slugify

from .training import Training

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

W = TypeVar("W", bound="Wish")

# A wish whose training is gone, with whoever wrote it, is open again.
SINCE_THERE_IS_ONE = """
    IF NEW.answered_by_id IS NULL THEN
        NEW.answered_on := NULL;
    END IF;
    RETURN NEW;
"""
# The spine refuses votes on what is closed.
CLOSED = """
    UPDATE content_entry SET closed = NEW.answered_on WHERE id = NEW.entry_ptr_id;
    RETURN NULL;
"""


class WishQuerySet(TopQuerySet[W]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return super().visible_to(user).filter(kind=Entry.Kind.WISH)

    def still_open(self) -> Self:
        """Those of which nothing has come yet."""
        return self.filter(answered_by=None)

    def answered(self) -> Self:
        """Those of which a training came."""
        return self.filter(answered_by__isnull=False)

    def most_wanted_first(self) -> Self:
        """Along an index of the spine; of those that as many people want, the newer one."""
        return self.order_by("-useful_count", "-published", "-pk")

    def with_lists(self) -> Any:
        """With places and themes, and the training that came of it."""
        return self.select_related("answered_by").annotate(**lists_of()).defer("search", "answered_by__search")


class Wish(Entry):
    """`title` says on what, `lead` for whom, `body` why. A `Useful` mark says "I want it too".

    What others have voted for stays as it is: once it was published its author withdraws it, and changes nothing.
    """

    answered_by = models.ForeignKey(
        Training,
        models.SET_NULL,
        related_name="wishes",
        verbose_name=_("training that came of it"),
        null=True,
        blank=True,
        editable=False,
    )
    answered_on = models.DateTimeField(pgettext_lazy("of a wish", "answered on"), null=True, blank=True, editable=False)

    objects = WishQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("wish for a training")
        verbose_name_plural = _("wishes for trainings")
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_on=None)
                | Q(answered_by__isnull=False, answered_on__isnull=False),
                name="wish_answered_on_a_day",
            ),
        )
        triggers = (
            refusal(
                "wish_is_a_wish",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'wish'",
            ),
            pgtrigger.Trigger(
                name="wish_since_there_is_one",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SINCE_THERE_IS_ONE,
            ),
            pgtrigger.Trigger(
                name="wish_closed",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.answered_on IS DISTINCT FROM NEW.answered_on"),
                func=CLOSED,
            ),
            audit(key="entry_ptr_id"),
        )

    def get_absolute_url(self) -> str:
        return reverse("trainings:wish", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "zelja"

    @property
    def wanted(self) -> int:
        """By how many people: whoever wrote it wants it too."""
        return self.useful_count + 1

    @property
    def is_answered(self) -> bool:
        return self.answered_by_id is not None

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        return [] if self.title else [gettext("Write on what you want a training.")]
