"""What a reader says of an entry: it was useful, keep it for later, tell me when something happens."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.base import refusal

from .entries import Entry

# The count stands in the entry, and nobody but this trigger writes it, so that the two cannot differ.
COUNT = """
    UPDATE content_entry SET useful_count = useful_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
        WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.entry_id ELSE OLD.entry_id END;
    RETURN NULL;
"""

# Policy refuses what is closed as well; here the entry above is held, so that it is not closed between the look and the vote.
OF_WHAT_IS_OPEN = """
    SELECT closed INTO above_closed FROM content_entry
        WHERE id = (SELECT coalesce(root_id, id) FROM content_entry WHERE id = NEW.entry_id) FOR NO KEY UPDATE;
    IF above_closed IS NOT NULL THEN
        RAISE EXCEPTION 'useful_of_what_is_open: nobody marks what is closed, nor what stands below it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'useful_of_what_is_open';
    END IF;
    RETURN NEW;
"""


def marked_by(user_id: int) -> dict[str, Any]:
    """Annotations for entries: what one person has said of them."""
    kinds = {"is_useful": Useful, "is_saved": Saved, "is_followed": Follow}
    return {
        name: models.Exists(model._default_manager.filter(user=user_id, entry=models.OuterRef("pk")))
        for name, model in kinds.items()
    }


class Mark(models.Model):
    """One person's mark on one entry, once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(class)s_marks")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="%(class)s_marks")
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        abstract = True
        constraints = (models.UniqueConstraint(fields=["user", "entry"], name="%(class)s_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} → {self.entry_id}"


class Useful(Mark):
    """The reader says "Korisno mi je"."""

    class Meta(Mark.Meta):
        verbose_name = _("useful mark")
        verbose_name_plural = _("useful marks")
        triggers = (
            pgtrigger.Trigger(
                name="useful_count", when=pgtrigger.After, operation=pgtrigger.Insert | pgtrigger.Delete, func=COUNT
            ),
            pgtrigger.Trigger(
                name="useful_of_what_is_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("above_closed", "timestamptz")],
                func=OF_WHAT_IS_OPEN,
            ),
            pgtrigger.Protect(name="useful_is_not_moved", operation=pgtrigger.Update),
            refusal(
                "useful_to_others",
                "nobody marks what they wrote themselves",
                "NEW.user_id = (SELECT author_id FROM content_entry WHERE id = NEW.entry_id)",
            ),
        )


class Saved(Mark):
    """Kept for later; nobody else sees it."""

    class Meta(Mark.Meta):
        verbose_name = _("saved entry")
        verbose_name_plural = _("saved entries")


class Follow(Mark):
    """Tell me what happens here."""

    class Meta(Mark.Meta):
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
