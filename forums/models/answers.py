"""An answer: where it holds, what it rests on, whom it helped, who confirmed it, and whether that is still certain."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from content.models.audit import audit
from content.models.entries import EntryQuerySet
from register.models import LegalAct, Organisation
from register.models.base import refusal
from register.models.scopes import Scoped
from text.slugs import slugify

from .questions import Question

# Counted is what readers see. The question is locked first: whoever comes second counts what the first one wrote.
COUNT = """
    PERFORM FROM forums_question WHERE entry_ptr_id = one FOR UPDATE;
    UPDATE forums_question SET (answer_count, is_solved) = (
        SELECT count(*), coalesce(bool_or(a.accepted_on IS NOT NULL), false)
            FROM forums_answer a JOIN content_entry e ON e.id = a.entry_ptr_id
            WHERE a.about_id = one AND e.status = 'published' AND e.withdrawn IS NULL)
        WHERE entry_ptr_id = one;
    RETURN NULL;
"""

# An answer that moves is counted where it comes and where it was; in the order of numbers, so that two that swap do not
# wait for each other.
COUNT_BOTH = """
    PERFORM FROM forums_question WHERE entry_ptr_id IN (one, before) ORDER BY entry_ptr_id FOR UPDATE;
    UPDATE forums_question q SET (answer_count, is_solved) = (
        SELECT count(*), coalesce(bool_or(a.accepted_on IS NOT NULL), false)
            FROM forums_answer a JOIN content_entry e ON e.id = a.entry_ptr_id
            WHERE a.about_id = q.entry_ptr_id AND e.status = 'published' AND e.withdrawn IS NULL)
        WHERE entry_ptr_id IN (one, before);
    RETURN NULL;
"""


class Answer(Scoped, Entry):
    """One answer; its question is the root as well. The scope says where it holds."""

    about = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    acts = models.ManyToManyField(LegalAct, related_name="answers", verbose_name=_("legal acts"), blank=True)
    accepted_on = models.DateTimeField(_("helped on"), null=True, blank=True, editable=False)
    # The expert service of an association stands behind it. Who may leave; the day and the association stay.
    confirmed_on = models.DateTimeField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
    )
    confirmed_for = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        verbose_name=_("confirmed in the name of"),
        null=True,
        blank=True,
        editable=False,
    )
    # An act that it rests on was changed or repealed: since when it must be checked, and when people were asked to.
    doubted_on = models.DateTimeField(_("to be checked since"), null=True, blank=True, editable=False)
    check_asked_on = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]  # narrower than the spine's

    class Meta(Scoped.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = (
            *Scoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["about"], condition=Q(accepted_on__isnull=False), name="answer_accepted_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_for=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_for__isnull=False),
                name="answer_confirmed_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(check_asked_on=None) | Q(doubted_on__isnull=False), name="answer_asked_about_a_doubt"
            ),
        )
        indexes = (models.Index(fields=["doubted_on"], name="answer_doubted", condition=Q(doubted_on__isnull=False)),)
        triggers = (
            refusal(
                "answer_is_an_answer",
                "the entry is of another kind, or stands below another question",
                """
                NOT EXISTS (
                    SELECT FROM content_entry
                        WHERE id = NEW.entry_ptr_id AND kind = 'answer' AND root_id = NEW.about_id)
                """,
            ),
            refusal(
                "answer_confirmed_where_it_reaches",
                "an association of one entity confirms neither for the other nor for the whole country",
                """
                NOT EXISTS (
                    SELECT FROM register_organisation
                        WHERE id = NEW.confirmed_for_id AND kind = 'savez' AND (
                            entity_id IS NULL OR entity_id = coalesce(
                                NEW.entity_id,
                                (SELECT c.entity_id FROM register_canton c WHERE c.id = NEW.canton_id),
                                (SELECT m.entity_id FROM register_municipality m WHERE m.id = NEW.municipality_id))))
                """,
                on=pgtrigger.Insert
                | pgtrigger.UpdateOf("confirmed_for_id", "entity_id", "canton_id", "municipality_id"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Condition("NEW.confirmed_for_id IS NOT NULL"),
            ),
            pgtrigger.Trigger(
                name="answer_count",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("accepted_on", "about_id"),  # type: ignore[no-untyped-call]
                declare=[
                    ("one", "bigint := NEW.about_id"),
                    ("before", "bigint := CASE TG_OP WHEN 'UPDATE' THEN OLD.about_id END"),
                ],
                func=COUNT_BOTH,
            ),
            audit(key="entry_ptr_id"),
        )

    def __str__(self) -> str:
        return str(_("Answer to: %(title)s") % {"title": self.about.title})

    def get_absolute_url(self) -> str:
        page = reverse("forums:detail", args=[self.about_id, slugify(self.about.title) or "pitanje"])
        return f"{page}#answer-{self.pk}"

    @property
    def is_confirmed(self) -> bool:
        """Experts stand behind it, and nothing that it rests on was changed since."""
        return self.confirmed_on is not None and self.doubted_on is None

    def obstacles(self) -> list[str]:
        """What a reader cannot do without."""
        return [] if self.body else [gettext("Write your answer.")]


class AnswerEntry(Entry):
    """Carries the triggers for the moves of an answer on the spine, which does not know this table."""

    class Meta:
        proxy = True
        verbose_name = _("answer on the spine")
        verbose_name_plural = _("answers on the spine")
        triggers = (
            pgtrigger.Trigger(
                name="answer_count_of_entry",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__kind="answer")
                & (
                    pgtrigger.Q(old__status__df=pgtrigger.F("new__status"))
                    | pgtrigger.Q(old__withdrawn__df=pgtrigger.F("new__withdrawn"))
                    | pgtrigger.Q(old__root_id__df=pgtrigger.F("new__root_id"))
                ),
                declare=[("one", "bigint := NEW.root_id")],
                func=COUNT,
            ),
            pgtrigger.Trigger(
                name="answer_count_of_deleted",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__kind="answer"),
                declare=[("one", "bigint := OLD.root_id")],
                func=COUNT,
            ),
        )


ACTS: Any = Answer.acts.through


class ActOfAnswer(ACTS):
    """Carries the trigger for an answer that cites an act which was changed or repealed before.

    The act is held: whoever changes it at that moment comes before, and is seen here, or after, and sees the answer.
    """

    class Meta:
        proxy = True
        verbose_name = _("act of an answer")
        verbose_name_plural = _("acts of answers")
        triggers = (
            pgtrigger.Trigger(
                name="answer_doubted",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                declare=[("is_now", "text")],
                func="""
                    SELECT state INTO is_now FROM register_legalact WHERE id = NEW.legalact_id FOR SHARE;
                    IF is_now IN ('izmijenjen', 'prestao') THEN
                        UPDATE forums_answer SET doubted_on = clock_timestamp()
                            WHERE doubted_on IS NULL AND entry_ptr_id = NEW.answer_id;
                    END IF;
                    RETURN NULL;
                """,
            ),
        )


class ActBehindAnswers(LegalAct):
    """Carries the trigger for what becomes of answers when an act is changed or repealed, whoever writes that down."""

    class Meta:
        proxy = True
        verbose_name = _("act behind answers")
        verbose_name_plural = _("acts behind answers")
        triggers = (
            pgtrigger.Trigger(
                name="answers_doubted",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.state IN ('izmijenjen', 'prestao') AND"
                    " (OLD.state, OLD.note, OLD.gazette) IS DISTINCT FROM (NEW.state, NEW.note, NEW.gazette)"
                ),
                func="""
                    UPDATE forums_answer SET doubted_on = clock_timestamp()
                        WHERE doubted_on IS NULL AND entry_ptr_id IN (
                            SELECT answer_id FROM forums_answer_acts WHERE legalact_id = NEW.id);
                    RETURN NULL;
                """,
            ),
        )
