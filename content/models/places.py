"""Where an entry happened, or whom it concerns."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models import Community, Municipality
from register.models.base import refusal
from register.models.fields import LineField

from .entries import Entry

NAMES = """
    UPDATE content_entry SET place_names = coalesce((
        SELECT string_agg(concat_ws(' ', place.name, community.name, community.former_names, municipality.name), ' ')
            FROM content_entryplace place
            JOIN register_municipality municipality ON municipality.id = place.municipality_id
            LEFT JOIN register_community community ON community.id = place.community_id
            WHERE place.entry_id = content_entry.id), '')
        WHERE id IN (CASE TG_OP WHEN 'INSERT' THEN NEW.entry_id ELSE OLD.entry_id END);
    RETURN NULL;
"""

# Nobody else changes the entry until the place is stored: a change that did not see the place would not reach it. The
# same lock as that of `NAMES`, so that two who add places to one entry wait for each other and never for themselves.
PUBLISHED = """
    SELECT CASE WHEN status = 'published' AND withdrawn IS NULL THEN published END INTO NEW.published
        FROM content_entry WHERE id = NEW.entry_id FOR NO KEY UPDATE;
    RETURN NEW;
"""

NAMED_ANEW = pgtrigger.UpdateOf("entry_id", "municipality_id", "community_id", "name")  # type: ignore[no-untyped-call]
MOVED = pgtrigger.UpdateOf("entry_id")  # type: ignore[no-untyped-call]


class EntryPlace(models.Model):
    """A municipality, and within it a community: from the register, or by the name that a source gives it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="places", verbose_name=_("entry"))
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="entry_places",
        verbose_name=_("municipality"),
        db_index=False,  # one of the indexes below begins with it
    )
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="entry_places", verbose_name=_("local community"), null=True, blank=True
    )
    name = LineField(_("name in the source"), max_length=120, blank=True)
    # When its entry was published, while it stands on the site, so that the newest entries of a municipality lie beside
    # each other in an index; written by triggers, here and of `Entry`.
    published = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["entry", "municipality", "community", "name"], nulls_distinct=False, name="entry_place_once"
            ),
            models.CheckConstraint(condition=Q(community=None) | Q(name=""), name="entry_place_is_named_once"),
        )
        indexes = (
            models.Index(fields=["community", "entry"], name="entry_of_community"),
            models.Index(fields=["municipality", "entry"], name="entry_of_municipality"),
            models.Index(
                fields=["municipality", "-published", "-entry"],
                name="entry_list_of_municipality",
                condition=Q(published__isnull=False),
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="entry_place_names",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | NAMED_ANEW | pgtrigger.Delete,
                func=NAMES,
            ),
            pgtrigger.Trigger(
                name="entry_place_published",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | MOVED,
                func=PUBLISHED,
            ),
            refusal(
                "entry_place_fits",
                "this local community is in another municipality",
                """
                NEW.community_id IS NOT NULL AND NEW.municipality_id IS DISTINCT FROM
                    (SELECT municipality_id FROM register_community WHERE id = NEW.community_id)
                """,
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def community_name(self) -> str:
        """The community as the register or the source calls it; empty where only the municipality is known."""
        return self.community.label if self.community else self.name

    @property
    def label(self) -> str:
        """The community as people call it; the municipality where no community is known."""
        return f"MZ {self.community_name}" if self.community_name else self.municipality.label
