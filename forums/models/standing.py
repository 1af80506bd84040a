"""A standing answer: what a thread came to, as one text that an association keeps true, and the answers that it rests on."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.models.audit import audit
from content.models.entries import TopQuerySet
from register.models import LegalAct, Organisation
from register.models.base import refusal
from register.models.scopes import Scoped
from text.slugs import slugify

from .answers import Answer
from .questions import Question


class Standing(Scoped, Entry):
    """`title` is the question, `body` the answer in one text; the scope says where it holds. Readers are those of its thread.

    It stands by itself: whoever takes the question or an answer along leaves it without that source.
    """

    thread = models.ForeignKey(
        Question, models.SET_NULL, related_name="standings", verbose_name=_("question"), null=True, editable=False
    )
    answers = models.ManyToManyField(
        Answer, through="Source", related_name="standings", verbose_name=_("answers that it rests on")
    )
    acts = models.ManyToManyField(LegalAct, related_name="standings", verbose_name=_("legal acts"), blank=True)
    # Moderators write in the name of nobody else. `organisation` of the spine says who may read it, and is another thing.
    edited_for = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        verbose_name=_("edited in the name of"),
        null=True,
        blank=True,
        editable=False,
    )
    checked_on = models.DateTimeField(_("checked on"), default=timezone.now, editable=False)
    # An act that it rests on was changed or repealed: since when it must be checked, and when people were asked to.
    doubted_on = models.DateTimeField(_("to be checked since"), null=True, blank=True, editable=False)
    check_asked_on = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TopQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta(Scoped.Meta):
        verbose_name = _("standing answer")
        verbose_name_plural = _("standing answers")
        constraints = (
            *Scoped.Meta.constraints,
            models.CheckConstraint(
                condition=Q(check_asked_on=None) | Q(doubted_on__isnull=False), name="standing_asked_about_a_doubt"
            ),
        )
        indexes = (models.Index(fields=["doubted_on"], name="standing_doubted", condition=Q(doubted_on__isnull=False)),)
        triggers = (
            refusal(
                "standing_is_a_standing",
                "the entry is of another kind",
                "(SELECT kind FROM content_entry WHERE id = NEW.entry_ptr_id) <> 'standing'",
            ),
            refusal(
                "standing_edited_by_an_association",
                "only an association edits standing answers, and none for another entity",
                """
                NEW.edited_for_id IS NOT NULL AND NOT EXISTS (
                    SELECT FROM register_organisation
                        WHERE id = NEW.edited_for_id AND kind = 'savez' AND (
                            entity_id IS NULL OR entity_id = coalesce(
                                NEW.entity_id,
                                (SELECT c.entity_id FROM register_canton c WHERE c.id = NEW.canton_id),
                                (SELECT m.entity_id FROM register_municipality m WHERE m.id = NEW.municipality_id),
                                entity_id)))
                """,
            ),
            audit(key="entry_ptr_id"),
        )

    def get_absolute_url(self) -> str:
        return reverse("forums:standing", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides."""
        return slugify(self.title) or "stalni-odgovor"

    @property
    def is_confirmed(self) -> bool:
        """Nothing that it rests on was changed since somebody looked."""
        return self.doubted_on is None

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        missing = {
            gettext("Write the question."): not self.title,
            gettext("Write the answer."): not self.body,
            gettext("Choose at least one answer that it rests on."): not self.answers.exists(),
        }
        return [sentence for sentence, is_missing in missing.items() if is_missing]


class Source(models.Model):
    """One answer that a standing answer rests on."""

    standing = models.ForeignKey(Standing, models.CASCADE, related_name="sources")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("source of a standing answer")
        verbose_name_plural = _("sources of standing answers")
        constraints = (models.UniqueConstraint(fields=["standing", "answer"], name="source_once"),)
        triggers = (
            # Only when it is written down: an answer that moves to another question later stays a source.
            refusal(
                "source_of_its_thread",
                "a standing answer rests on answers of its own thread",
                """
                NOT EXISTS (
                    SELECT FROM forums_standing s JOIN forums_answer a ON a.about_id = s.thread_id
                        WHERE s.entry_ptr_id = NEW.standing_id AND a.entry_ptr_id = NEW.answer_id)
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.standing_id} ← {self.answer_id}"


class StandingEntry(Entry):
    """Carries the rules for standing answers on the spine, which does not know this table."""

    class Meta:
        proxy = True
        verbose_name = _("standing answer on the spine")
        verbose_name_plural = _("standing answers on the spine")
        triggers = (
            refusal(
                "standing_rests_on_answers",
                "a standing answer is published with the answers that it rests on",
                "NOT EXISTS (SELECT FROM forums_source WHERE standing_id = NEW.id)",
                on=pgtrigger.Update,
                condition=pgtrigger.Condition(  # later its sources may go with whoever wrote them
                    "NEW.kind = 'standing' AND NEW.status = 'published' AND OLD.status NOT IN ('published', 'hidden')"
                ),
            ),
            refusal(
                "standing_has_nothing_below",
                "what is to be said of a standing answer is said in its thread",
                "(SELECT kind FROM content_entry WHERE id = NEW.root_id) = 'standing'",
                condition=pgtrigger.Condition("NEW.root_id IS NOT NULL"),
                on=pgtrigger.Insert,
            ),
        )


class ActBehindStandings(LegalAct):
    """Carries the trigger for what becomes of standing answers when an act is changed or repealed, as of answers."""

    class Meta:
        proxy = True
        verbose_name = _("act behind standing answers")
        verbose_name_plural = _("acts behind standing answers")
        triggers = (
            pgtrigger.Trigger(
                name="standings_doubted",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.state IN ('izmijenjen', 'prestao') AND"
                    " (OLD.state, OLD.note, OLD.gazette) IS DISTINCT FROM (NEW.state, NEW.note, NEW.gazette)"
                ),
                func="""
                    UPDATE forums_standing SET doubted_on = clock_timestamp()
                        WHERE doubted_on IS NULL AND entry_ptr_id IN (
                            SELECT standing_id FROM forums_standing_acts WHERE legalact_id = NEW.id);
                    RETURN NULL;
                """,
            ),
        )
