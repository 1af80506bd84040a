"""A news article: what happened, when and where, who says so, for whom it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate
from content.models import Entry, EntryPlace
from content.models.audit import audit
from content.models.entries import TopQuerySet
from content.models.lists import lists_of
from register.models import Organisation
from register.models.base import PARTIAL_DATE, refusal
from register.models.fields import LineField, PlainTextField
from text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from accounts.models import User

N = TypeVar("N", bound="News")
MOST_PINNED = 3
RELATED = 4
SARAJEVO = timezone.get_default_timezone()
"""Editors name hours there, wherever they write."""

# Moderation knows that a mandate holds; here it must be that of an editor of the very organisation it is published for.
# A review without a mandate is that of a moderator, and texts of named sources have no author.
FOR_ITS_ORGANISATION = """
    SELECT published_for_id INTO holder FROM news_news WHERE entry_ptr_id = NEW.id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'news_is_whole: what is published as news has its row among the news'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'news_is_whole';
    END IF;
    SELECT * INTO newest FROM moderation_decision WHERE entry_id = NEW.id ORDER BY id DESC LIMIT 1;
    IF newest.kind <> 'source' AND (newest.kind <> 'review' OR newest.ground_id IS NOT NULL) AND NOT EXISTS (
            SELECT FROM accounts_mandate
                WHERE id = newest.ground_id AND role = 'editor' AND organisation_id = holder) THEN
        RAISE EXCEPTION 'news_of_its_editor: news are published by whoever edits for that organisation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'news_of_its_editor';
    END IF;
    RETURN NEW;
"""

# What was collected stands by the day that its source names.
DATED = """
    UPDATE news_news SET dated = to_char(NEW.published AT TIME ZONE 'Europe/Sarajevo', 'YYYY-MM-DD'), scheduled = NULL
        WHERE entry_ptr_id = NEW.id AND key IS NULL;
    RETURN NULL;
"""


class NewsQuerySet(TopQuerySet[N]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return super().visible_to(user).filter(kind=Entry.Kind.NEWS)

    def on_site(self) -> Self:
        """Those that everyone may read."""
        return self.published().visible_to(AnonymousUser())

    def newest_day_first(self) -> Self:
        """By their day; of whose day nothing is known stand last."""
        return self.order_by("-dated", "-pk")

    def pinned(self, on: date) -> Self:
        """Those that stand above the list on that day."""
        return self.filter(pin__isnull=False, pinned_until__gte=on).order_by("pin")

    def not_pinned(self, on: date) -> Self:
        """The others."""
        return self.exclude(pin__isnull=False, pinned_until__gte=on)

    def begun_by(self, user: User) -> Self:
        """What this person wrote and is not on the site yet, the last touched first."""
        begun = [Entry.Status.DRAFT, Entry.Status.PENDING, Entry.Status.RETURNED]
        return self.filter(author=user, status__in=begun, withdrawn=None).order_by("-edited", "-pk")

    def proposed_to(self, organisations: Iterable[Organisation]) -> Self:
        """What waits to be published for one of them, the oldest first."""
        waits = {"status": Entry.Status.PENDING, "withdrawn": None}
        return self.filter(published_for__in=organisations, **waits).order_by("submitted", "pk")

    def due(self, at: datetime) -> Self:
        """What was to be published by this moment and is not."""
        return self.filter(status=Entry.Status.DRAFT, withdrawn=None, scheduled__lte=at).order_by("scheduled", "pk")

    def for_lists(self) -> Self:
        """With what a row shows."""
        named = Organisation.objects.filter(pk=OuterRef("published_for"))
        return self.annotate(**lists_of(), holder_names=ArraySubquery(named.values("name"))).defer("body", "search")

    def with_all(self) -> Any:
        """With what its page shows: places, themes, pictures, files, for whom, its author, what is near to it."""
        named = Organisation.objects.filter(pk=OuterRef("published_for"))
        return (
            self.select_related("author__profile")
            .annotate(
                **lists_of(files=True),
                holder_names=ArraySubquery(named.values("name")),
                related_rows=ArraySubquery(_related().values(row=JSONObject(pk="pk", title="title", dated="dated"))),
            )
            .defer("search")
        )


def _related() -> Any:
    """Of an outer query: the newest that share a municipality or a theme with it."""
    themes = Entry.themes.through.objects
    same_places = EntryPlace.objects.filter(
        entry=OuterRef("pk"),
        municipality__in=EntryPlace.objects.filter(entry=OuterRef(OuterRef("pk"))).values("municipality"),
    )
    same_themes = themes.filter(
        entry=OuterRef("pk"), theme__in=themes.filter(entry=OuterRef(OuterRef("pk"))).values("theme")
    )
    near = News.objects.on_site().exclude(pk=OuterRef("pk")).filter(Exists(same_places) | Exists(same_themes))
    return near.newest_day_first()[:RELATED]


class News(Entry):
    """`lead` says in one sentence what happened, `body` is the rest; `source` and `source_url` say who says so."""

    published_for = models.ForeignKey(
        Organisation, models.PROTECT, related_name="news", verbose_name=_("published for"), null=True, blank=True
    )
    # As much of the day as is known: `2024-11-19`, `2023-06`, `2021`; what remains to be said of it stands beside.
    happened = LineField(_("when it was"), max_length=10, blank=True)
    day_note = LineField(_("about the day"), max_length=120, blank=True)
    correction = PlainTextField(_("correction"), blank=True)
    corrected = models.DateTimeField(_("corrected on"), null=True, blank=True, editable=False)
    # Of a draft: when it is to be published by itself, on the mandate that its author holds then.
    scheduled = models.DateTimeField(_("to be published on"), null=True, blank=True)
    # Which of the few places above the list it has, and the last day on which it has it.
    pin = models.PositiveSmallIntegerField(_("place above the list"), null=True, blank=True, editable=False)
    pinned_until = models.DateField(_("above the list until"), null=True, blank=True, editable=False)
    # By which day lists are ordered: that of its publication, of collected ones that of the source. Written by a trigger.
    dated = models.CharField(_("day in lists"), max_length=10, blank=True, default="", db_default="", editable=False)
    # The name in the data file; what people write themselves has none.
    key = models.SlugField(_("key in the data files"), max_length=120, null=True, blank=True, unique=True)

    objects = NewsQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        constraints = (
            models.CheckConstraint(
                condition=Q(happened="") | Q(happened__regex=PARTIAL_DATE), name="news_happened_is_a_date"
            ),
            models.CheckConstraint(condition=Q(dated="") | Q(dated__regex=PARTIAL_DATE), name="news_dated_is_a_date"),
            models.CheckConstraint(
                condition=Q(correction="", corrected=None) | (~Q(correction="") & Q(corrected__isnull=False)),
                name="news_correction_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(pin=None, pinned_until=None)
                | Q(pin__isnull=False, pin__gte=1, pin__lte=MOST_PINNED, pinned_until__isnull=False),
                name="news_pinned_until_a_day",
            ),
            models.UniqueConstraint(fields=["pin"], name="news_pin_once"),
        )
        indexes = (
            models.Index(fields=["-dated", "-entry_ptr"], name="news_by_day"),
            models.Index(fields=["scheduled"], name="news_due", condition=Q(scheduled__isnull=False)),
        )
        triggers = (
            refusal(
                "news_is_news",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'news'",
            ),
            refusal(
                "news_for_whom_stays",
                "what was published stays with the organisation that it was published for",
                """
                NEW.published_for_id IS DISTINCT FROM OLD.published_for_id AND
                    (SELECT published IS NOT NULL FROM content_entry WHERE id = NEW.entry_ptr_id)
                """,
                on=pgtrigger.Update,
            ),
            audit("dated", key="entry_ptr_id"),
        )

    def get_absolute_url(self) -> str:
        return reverse("news:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "vijest"

    @property
    def holder(self) -> str:
        """For whom it is published; the lists brought that name with the row."""
        rows = vars(self).get("holder_names")
        if rows is None:
            rows = [self.published_for.name] if self.published_for else []
        return str(rows[0]) if rows else ""

    @property
    def is_scheduled(self) -> bool:
        """A draft that publishes itself."""
        return self.scheduled is not None and self.status == self.Status.DRAFT

    def is_pinned(self, on: date) -> bool:
        """The twin of the queryset's `pinned`."""
        return self.pin is not None and self.pinned_until is not None and self.pinned_until >= on

    def rests_on(self, mandate: Mandate) -> bool:
        """On that of an editor of the organisation it is published for, and on no other: coordinators propose."""
        return mandate.role == Mandate.Role.EDITOR and mandate.organisation_id == self.published_for_id

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        missing = {
            gettext("Write the title."): not self.title,
            gettext("Say in one sentence what it is about."): not self.lead,
            gettext("Write the text."): not self.body,
            gettext("Say for whom it is published."): self.published_for_id is None,
        }
        return [sentence for sentence, is_missing in missing.items() if is_missing]


class PublishedNews(Entry):
    """Carries triggers of the spine's table that are about news alone: the spine below does not know them."""

    class Meta:
        proxy = True
        verbose_name = _("published news item")
        verbose_name_plural = _("published news")
        triggers = (
            pgtrigger.Trigger(
                name="published_news_of_its_editor",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__kind="news", new__status="published")
                & (
                    pgtrigger.Q(old__status__df="published") | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                ),
                declare=[("newest", "moderation_decision"), ("holder", "bigint")],
                func=FOR_ITS_ORGANISATION,
            ),
            pgtrigger.Trigger(
                name="news_begins_unpublished",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind="news", new__status="published"),
                declare=[("newest", "moderation_decision"), ("holder", "bigint")],
                func=FOR_ITS_ORGANISATION,
            ),
            pgtrigger.Trigger(
                name="news_is_dated",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__kind="news") & pgtrigger.Q(old__published__df=pgtrigger.F("new__published")),
                func=DATED,
            ),
        )
