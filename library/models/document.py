"""A document of the library: an act, a model act, a brochure, a form, a video; its facts, what it says in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate
from content.models import Attachment, Entry
from content.models.audit import audit
from content.models.entries import TopQuerySet
from content.models.lists import lists_of
from register.models import LegalAct, Organisation
from register.models.base import PARTIAL_DATE, refusal
from register.models.fields import LineField, LinkField
from register.models.scopes import Scoped
from text.slugs import slugify

if TYPE_CHECKING:
    from accounts.models import User

D = TypeVar("D", bound="Document")
WHERE_IT_HOLDS = ("entity", "canton", "municipality__type")
"""What the words for its place need."""

# What the register says of an act is said here in the same columns, so that a list reads one table.
AS_THE_REGISTER_SAYS = """
    IF NEW.act_id IS NOT NULL THEN
        SELECT a.kind, a.gazette, a.year, a.state, a.entity_id, a.canton_id, a.municipality_id
            INTO NEW.type, NEW.gazette, NEW.year, NEW.state, NEW.entity_id, NEW.canton_id, NEW.municipality_id
            FROM register_legalact a WHERE a.id = NEW.act_id;
    END IF;
    RETURN NEW;
"""
FOLLOWS_THE_REGISTER = """
    UPDATE library_document SET gazette = NEW.gazette WHERE act_id = NEW.id;
    RETURN NULL;
"""

# A document that was collected from sources is kept by nobody: any association may go on with it.
FOR_ITS_ORGANISATION = """
    SELECT kept_for_id INTO holder FROM library_document WHERE entry_ptr_id = NEW.id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'document_is_whole: what is published as a document has its row in the library'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'document_is_whole';
    END IF;
    SELECT * INTO newest FROM moderation_decision WHERE entry_id = NEW.id ORDER BY id DESC LIMIT 1;
    IF newest.kind <> 'source' AND (newest.kind <> 'review' OR newest.ground_id IS NOT NULL) AND NOT EXISTS (
            SELECT FROM accounts_mandate m JOIN register_organisation o ON o.id = m.organisation_id
                WHERE m.id = newest.ground_id AND m.role = 'editor'
                    AND (m.organisation_id = holder OR (holder IS NULL AND o.kind = 'savez'))) THEN
        RAISE EXCEPTION 'document_of_its_editor: documents are published by whoever edits for that organisation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'document_of_its_editor';
    END IF;
    RETURN NEW;
"""


class LibraryQuerySet(TopQuerySet[D]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return super().visible_to(user).filter(kind=Entry.Kind.DOCUMENT)

    def on_site(self) -> Self:
        """Those that everyone may read."""
        return self.published().visible_to(AnonymousUser())

    def holding_in_entity(self, slug: str) -> Self:
        """Those that hold there: in the entity, in a place in it, or in all of the country."""
        everywhere = Q(entity=None, canton=None, municipality=None)
        within = Q(entity__slug=slug) | Q(canton__entity__slug=slug) | Q(municipality__entity__slug=slug)
        return self.filter(everywhere | within)

    def newest_first(self) -> Self:
        """By their year; of whose year nothing is known stand last."""
        return self.order_by(F("year").desc(nulls_last=True), "-pk")

    def drafts_of(self, user: User) -> Self:
        """What this person has begun and not published, the last touched first."""
        return self.filter(author=user, status=Entry.Status.DRAFT, withdrawn=None).order_by("-edited", "-pk")

    def for_lists(self) -> Self:
        """With what a row shows: its themes and its first file."""
        files = Attachment.objects.shown().filter(entry=OuterRef("pk")).order_by("pk")
        first = files.values(row=JSONObject(kind="kind", size="size"))[:1]
        rows = self.select_related(*WHERE_IT_HOLDS)
        return rows.annotate(**lists_of(), first_file=ArraySubquery(first)).defer("body", "search")

    def with_all(self) -> Any:
        """With what its page shows: themes, pictures, files, where it holds, what the register says, for whom it is kept."""
        return self.select_related("act", *WHERE_IT_HOLDS, "kept_for").annotate(**lists_of(files=True)).defer("search")


class Document(Scoped, Entry):
    """`lead` says in one sentence what it is, `body` in plain words what it means: nobody must download it to know.

    The text itself stands in its versions, files beside it. Of acts, models and studies the register holds the facts
    (`act`), on which answers rest; of all others they are here.
    """

    class Type(models.TextChoices):
        LAW = "zakon", _("law")
        STATUTE = "statut", _("statute")
        DECISION = "odluka", _("decision of a council or assembly")
        REGULATION = "uredba", _("regulation")
        INSTRUCTION = "uputstvo", _("instruction")
        RULEBOOK = "pravilnik", _("rulebook")
        CHARTER = "povelja", _("charter")
        MODEL = "model", _("model or vision")
        STUDY = "studija", _("study")
        BROCHURE = "brosura", _("brochure")
        FORM = "obrazac", pgettext_lazy("a paper to fill in", "form")
        MINUTES = "zapisnik", _("minutes")
        VIDEO = "video", _("video")

    OF_THE_REGISTER = frozenset(str(kind) for kind in LegalAct.Kind.values)
    """Types whose facts the register holds."""
    BINDING = OF_THE_REGISTER - {LegalAct.Kind.MODEL.value, LegalAct.Kind.STUDY.value}
    """Types that are in force, or no longer."""

    act = models.OneToOneField(
        LegalAct, models.PROTECT, related_name="document", verbose_name=_("in the register"), null=True, blank=True
    )
    kept_for = models.ForeignKey(
        Organisation, models.PROTECT, related_name="documents", verbose_name=_("kept for"), null=True, blank=True
    )
    type = models.CharField(_("kind"), max_length=10, choices=Type)
    issuer = LineField(_("issued by"), max_length=200, blank=True)
    gazette = LineField(_("official gazette"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    issued = LineField(_("day of issue"), max_length=10, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=LegalAct.State, blank=True, default="", db_default="", editable=False
    )
    video_url = LinkField(_("link to the video"), max_length=500, blank=True)
    seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)

    objects = LibraryQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = (
            *Scoped.Meta.constraints,
            models.CheckConstraint(
                condition=Q(type__in=["brosura", "obrazac", "zapisnik", "video"], act=None, state="")
                | (
                    Q(
                        type__in=[
                            "zakon", "statut", "odluka", "uredba", "uputstvo", "pravilnik", "povelja", "model", "studija"
                        ],
                        act__isnull=False,
                    )
                    & ~Q(state="")
                ),
                name="document_of_the_register_by_its_type",
            ),
            models.CheckConstraint(
                condition=(Q(type="video") & ~Q(video_url="")) | (~Q(type="video") & Q(video_url="", seconds=None)),
                name="document_video_has_a_link",
            ),
            models.CheckConstraint(condition=Q(seconds=None) | Q(seconds__gt=0), name="document_seconds"),
            models.CheckConstraint(
                condition=Q(issued="") | Q(issued__regex=PARTIAL_DATE), name="document_issued_is_a_date"
            ),
            models.CheckConstraint(condition=Q(year=None) | Q(year__gte=1945, year__lte=2100), name="document_year"),
        )  # fmt: skip
        indexes = (
            models.Index(F("year").desc(nulls_last=True), F("entry_ptr").desc(), name="document_by_year"),
            models.Index(
                "type", F("year").desc(nulls_last=True), F("entry_ptr").desc(), name="document_by_type_and_year"
            ),
        )
        triggers = (
            refusal(
                "document_is_a_document",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'document'",
            ),
            refusal(
                "document_keeps_its_act",
                "a document stays with the act that it is about",
                "OLD.act_id IS NOT NULL AND NEW.act_id IS DISTINCT FROM OLD.act_id",
                on=pgtrigger.Update,
            ),
            pgtrigger.Trigger(
                name="a_document_as_the_register_says",  # before the others, which look at what it writes
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=AS_THE_REGISTER_SAYS,
            ),
            audit("type", "state", key="entry_ptr_id"),
        )

    def get_absolute_url(self) -> str:
        return reverse("library:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "dokument"

    @property
    def is_binding(self) -> bool:
        """It is an act, which is in force or not."""
        return self.type in self.BINDING

    @property
    def is_model(self) -> bool:
        """Municipalities may adopt it."""
        return self.type == self.Type.MODEL

    @property
    def length(self) -> str:
        """Of a video, as players write it: 4:05, 1:02:09."""
        if self.seconds is None:
            return ""
        minutes, seconds = divmod(self.seconds, 60)
        hours, rest = divmod(minutes, 60)
        return f"{hours}:{rest:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    def rests_on(self, mandate: Mandate) -> bool:
        """On that of an editor of the organisation that keeps it."""
        return mandate.role == Mandate.Role.EDITOR and mandate.organisation_id == self.kept_for_id

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        missing = {
            gettext("Write the title."): not self.title,
            gettext("Say in plain words what it says: nobody should have to download it to know."): not self.body,
            gettext("Say for whom you keep it."): self.kept_for_id is None and self.author_id is not None,
        }
        return [sentence for sentence, is_missing in missing.items() if is_missing]


class ActInTheLibrary(LegalAct):
    """Carries the trigger by which a document follows what the register says of its act, whoever writes that down."""

    class Meta:
        proxy = True
        verbose_name = _("act in the library")
        verbose_name_plural = _("acts in the library")
        triggers = (
            pgtrigger.Trigger(
                name="document_follows",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("kind", "gazette", "year", "state", "entity", "canton", "municipality"),
                func=FOLLOWS_THE_REGISTER,
            ),
        )


class PublishedDocument(Entry):
    """Carries the trigger of the spine's table that is about documents alone: the spine below does not know them."""

    class Meta:
        proxy = True
        verbose_name = _("published document")
        verbose_name_plural = _("published documents")
        triggers = (
            pgtrigger.Trigger(
                name="published_document_of_its_editor",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__kind="document", new__status="published")
                & (
                    pgtrigger.Q(old__status__df="published") | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                ),
                declare=[("newest", "moderation_decision"), ("holder", "bigint")],
                func=FOR_ITS_ORGANISATION,
            ),
            pgtrigger.Trigger(
                name="document_begins_unpublished",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind="document", new__status="published"),
                declare=[("newest", "moderation_decision"), ("holder", "bigint")],
                func=FOR_ITS_ORGANISATION,
            ),
        )
