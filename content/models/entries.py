"""The spine: one row for everything that a person writes for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.visibility import top_rows_visible_to, visible_to
from register.models import Organisation
from register.models.base import TextFunction, refusal
from register.models.fields import LineField, LinkField, PlainTextField

from .audit import audit
from .lists import Lists
from .themes import Theme

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Mandate, User

E = TypeVar("E", bound="Entry")

COUNTERS = ("useful_count", "comment_count")
TEXTS = ("title", "lead", "body")
RESTORABLE_DAYS = 30

# Comments that a reader may count: published, not withdrawn, below an entry.
COMMENT_COUNT = """
    IF TG_OP <> 'INSERT' AND OLD.kind = 'comment' AND OLD.status = 'published' AND OLD.withdrawn IS NULL THEN
        UPDATE content_entry SET comment_count = comment_count - 1 WHERE id = OLD.root_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.kind = 'comment' AND NEW.status = 'published' AND NEW.withdrawn IS NULL THEN
        UPDATE content_entry SET comment_count = comment_count + 1 WHERE id = NEW.root_id;
    END IF;
    RETURN NULL;
"""

# Whoever asks without a name is not given away by what they say below it, nor below an answer of theirs that was moved to
# the question of somebody else; and nothing new comes below what is closed. The entry is held, so that it neither loses its
# name nor is closed between the look and the insert.
BELOW_ITS_ROOT = """
    SELECT author_id IS NOT DISTINCT FROM NEW.author_id AND author_id IS NOT NULL AND is_unnamed, closed
        INTO NEW.is_unnamed, above_closed FROM content_entry WHERE id = NEW.root_id FOR NO KEY UPDATE;
    NEW.is_unnamed := coalesce(NEW.is_unnamed, false) OR EXISTS (
        SELECT FROM content_entry WHERE id = NEW.parent_id AND author_id = NEW.author_id AND is_unnamed);
    IF above_closed IS NOT NULL THEN
        RAISE EXCEPTION 'entry_above_is_open: nothing new comes below what is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_above_is_open';
    END IF;
    RETURN NEW;
"""
UNNAMED_WHOLE = """
    UPDATE content_entry SET is_unnamed = NEW.is_unnamed WHERE root_id = NEW.id AND author_id = NEW.author_id;
    RETURN NULL;
"""

# Of its places, for lists by municipality (`EntryPlace.published`).
PLACES_PUBLISHED = """
    UPDATE content_entryplace
        SET published = CASE WHEN NEW.status = 'published' AND NEW.withdrawn IS NULL THEN NEW.published END
        WHERE entry_id = NEW.id;
    RETURN NULL;
"""


class EntryQuerySet(models.QuerySet[E]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What this person may read, comments included. The twin of `content.policy.can_see`."""
        return self.filter(visible_to(user))

    def published(self) -> Self:
        """What stands on the site for whoever its audience is."""
        return self.filter(status=Entry.Status.PUBLISHED, withdrawn=None)

    def newest_first(self) -> Self:
        return self.order_by("-published", "-pk")


class TopQuerySet(EntryQuerySet[E]):
    """For entries that stand by themselves, so that no join looks for what they are below of."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(top_rows_visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange(*TEXTS)),
    fields=["id", "version", *TEXTS],
    model_name="EntryRevision",
    obj_field=pghistory.ObjForeignKey(related_name="revisions"),
    context_field=pghistory.ContextJSONField(),
    context_id_field=pghistory.ContextUUIDField(),
    append_only=True,
)
class Entry(Lists, models.Model):
    """A practice, an adoption of one, a comment …: who wrote it, for whom, where it stands in its life."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("practice")
        ADOPTION = "adoption", _("adoption of a practice")
        QUESTION = "question", _("question")
        ANSWER = "answer", _("answer")
        STANDING = "standing", _("standing answer")
        TRAINING = "training", _("training")
        LESSON = "lesson", _("lesson")
        WISH = "wish", _("wish for a training")
        MEETING = "meeting", _("meeting")
        CONCLUSION = "conclusion", _("conclusion")
        NEWS = "news", _("news item")
        DOCUMENT = "document", _("document")
        COMMENT = "comment", _("comment")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PENDING = "pending", _("waiting for review")
        PUBLISHED = "published", _("published")
        RETURNED = "returned", _("returned")
        HIDDEN = "hidden", _("hidden")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everyone")
        MEMBERS = "members", _("members")
        ORGANISATION = "organisation", _("one organisation")

    BELOW = (Kind.ADOPTION, Kind.ANSWER, Kind.COMMENT)
    """Kinds that always stand below another entry."""
    UNTITLED = (Kind.ANSWER, Kind.COMMENT)
    """Kinds that are called by what they stand below of."""
    UNDISCUSSED = (
        Kind.STANDING,
        Kind.TRAINING,
        Kind.LESSON,
        Kind.WISH,
        Kind.MEETING,
        Kind.CONCLUSION,
        Kind.NEWS,
        Kind.DOCUMENT,
    )
    """Kinds below which nobody comments."""

    linked: tuple[tuple[str, str], ...] = ()
    """For whoever draws it: the people whom the text names, with their pages, as far as the reader may open these."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, editable=False)
    # A person who leaves may let the texts stay: then nobody is named.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="entries",
        verbose_name=_("author"),
        null=True,
        blank=True,
    )
    # Readers are told no name; moderators know it. What the same person writes below it is without a name as well.
    is_unnamed = models.BooleanField(_("without the author's name"), default=False, db_default=False)
    audience = models.CharField(_("who may read it"), max_length=12, choices=Audience, default=Audience.PUBLIC)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="entries", verbose_name=_("organisation"), null=True, blank=True
    )
    root = models.ForeignKey(
        "self", models.CASCADE, related_name="below", verbose_name=_("stands below"), null=True, blank=True
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, related_name="replies", verbose_name=_("answers"), null=True, blank=True
    )
    language = models.CharField(_("language it is written in"), max_length=8, default="bs")
    title = LineField(_("title"), max_length=120, blank=True)
    lead = LineField(_("in one sentence"), max_length=300, blank=True)
    body = PlainTextField(_("text"), blank=True)
    body_html = models.TextField(_("text as readers see it"), blank=True, editable=False)
    source = LineField(_("source"), max_length=300, blank=True)
    source_url = LinkField(_("link to the source"), max_length=500, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)
    themes = models.ManyToManyField(Theme, related_name="entries", verbose_name=_("themes"), blank=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    edited = models.DateTimeField(_("last edited"), default=timezone.now, editable=False)
    submitted = models.DateTimeField(_("sent for review"), null=True, blank=True, editable=False)
    published = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)
    withdrawn = models.DateTimeField(_("withdrawn on"), null=True, blank=True, editable=False)
    # Nobody adds to it any more; what stands below it stays.
    closed = models.DateTimeField(_("closed on"), null=True, blank=True, editable=False)
    # Its author left and took the text along; what others wrote below keeps a place to stand (`content.erasing`).
    erased = models.DateTimeField(_("text removed on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # A form that creates carries it: the same form sent twice stores one entry.
    once = models.UUIDField(null=True, blank=True, editable=False)
    useful_count = models.PositiveIntegerField(_("useful to"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("comments"), default=0, editable=False)
    # Of its places, so that a search finds it by them; written by a trigger of `EntryPlace`.
    place_names = models.TextField(blank=True, default="", editable=False)
    search = models.GeneratedField(
        expression=TextFunction(
            "content_search_vector",
            F("title"),
            F("lead"),
            F("body"),
            F("place_names"),
            output_field=SearchVectorField(),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = (
            models.UniqueConstraint(fields=["author", "once"], name="entry_sent_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "pending", "published", "returned", "hidden"]), name="entry_status"
            ),
            models.CheckConstraint(
                condition=Q(audience="organisation", organisation__isnull=False)
                | Q(audience__in=["public", "members"], organisation=None),
                name="entry_audience",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "practice",
                        "question",
                        "standing",
                        "training",
                        "lesson",
                        "wish",
                        "meeting",
                        "conclusion",
                        "news",
                        "document",
                    ],
                    root=None,
                    parent=None,
                )
                | Q(kind__in=["adoption", "answer", "comment"], root__isnull=False, parent__isnull=False),
                name="entry_stands_where_its_kind_does",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "pending", "returned"]) | Q(published__isnull=False),
                name="entry_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(published=None) | Q(published__gte=F("created")), name="entry_published_after_created"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(title="") | Q(kind__in=["answer", "comment"]), name="entry_has_title"
            ),
            models.CheckConstraint(
                condition=Q(erased=None)
                | Q(author=None, withdrawn__isnull=False, lead="", body="", body_html="", source="", source_url=""),
                name="entry_erased_is_empty",
            ),
        )
        indexes = (
            models.Index(
                fields=["kind", "-published", "-id"],
                name="entry_list",
                condition=Q(status="published", withdrawn=None),
            ),
            models.Index(
                fields=["kind", "-useful_count", "-published", "-id"],
                name="entry_useful",
                condition=Q(status="published", withdrawn=None),
            ),
            # What is counted is counted in the index: a row is as wide as its text.
            models.Index(
                fields=["kind", "audience", "id"],
                name="entry_of_audience",
                condition=Q(status="published", withdrawn=None),
            ),
            models.Index(fields=["root", "parent", "created"], name="entry_below", condition=Q(root__isnull=False)),
            models.Index(fields=["author", "-edited"], name="entry_of_author"),
            models.Index(fields=["submitted"], name="entry_queue", condition=Q(status="pending")),
            GinIndex(fields=["search"], name="entry_search"),
        )
        triggers = (
            pgtrigger.FSM(
                name="entry_status_moves",
                field="status",
                transitions=[
                    ("draft", "pending"),
                    ("draft", "published"),
                    ("pending", "draft"),
                    ("pending", "published"),
                    ("pending", "returned"),
                    ("returned", "pending"),
                    ("returned", "published"),
                    ("published", "hidden"),
                    ("hidden", "published"),
                ],
            ),
            refusal(
                "entry_stands_below_its_root",
                "what is said to a comment or an answer belongs to the entry that this belongs to, and has no replies",
                """
                NEW.parent_id IS NOT NULL AND NEW.parent_id <> NEW.root_id AND (NEW.kind <> 'comment' OR NOT EXISTS (
                    SELECT FROM content_entry
                        WHERE id = NEW.parent_id AND kind IN ('answer', 'comment')
                            AND root_id = NEW.root_id AND parent_id = root_id))
                """,
            ),
            refusal(
                "entry_change_moves_version",
                "a changed text has a new version",
                "NEW.version <= OLD.version AND OLD.status <> 'draft' AND"
                " (NEW.title, NEW.lead, NEW.body) IS DISTINCT FROM (OLD.title, OLD.lead, OLD.body)",
                on=pgtrigger.Update,
            ),
            pgtrigger.Trigger(
                name="entry_below_its_root",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.root_id IS NOT NULL"),
                declare=[("above_closed", "timestamptz")],
                func=BELOW_ITS_ROOT,
            ),
            pgtrigger.Trigger(
                name="entry_unnamed_whole",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.is_unnamed IS DISTINCT FROM NEW.is_unnamed AND NEW.root_id IS NULL"),
                func=UNNAMED_WHOLE,
            ),
            pgtrigger.Trigger(
                name="comment_count",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=COMMENT_COUNT,
            ),
            pgtrigger.Trigger(
                name="entry_places_published",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(  # what was not and is not on the site writes nothing, so no cached page goes
                    "'published' IN (OLD.status, NEW.status) AND"
                    " (OLD.status, OLD.published, OLD.withdrawn) IS DISTINCT FROM"
                    " (NEW.status, NEW.published, NEW.withdrawn)"
                ),
                func=PLACES_PUBLISHED,
            ),
            audit(*COUNTERS, "place_names", "search"),
        )

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.pk}"

    def obstacles(self) -> list[str]:
        """Why it cannot be sent yet, as sentences for its author. A child table knows more than the spine."""
        return []

    def rests_on(self, mandate: Mandate) -> bool:
        """Whether this mandate of its author is enough to publish it. A child table knows more than the spine."""
        return mandate.carries(self.audience, self.organisation_id)

    @property
    def is_erased(self) -> bool:
        """Nothing but the place of what stands below it."""
        return self.erased is not None

    @property
    def is_published(self) -> bool:
        """On the site for whoever its audience is."""
        return self.status == self.Status.PUBLISHED and self.withdrawn is None
