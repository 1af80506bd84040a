"""Addresses that were: a renamed place keeps its old address for good, and no other place can take it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import refusal


def former_addresses(subject: str) -> tuple[pgtrigger.Trigger, ...]:
    """The triggers that keep `FormerSlug` true for "municipality" or "community".

    A changed address is kept, unless another row lives there by the end of the statement (two swapped theirs).
    Only the place that had it can take it back, so an old link never leads to another place.
    """
    community = subject == "community"
    columns = ("municipality_id", "slug") if community else ("slug",)
    owner = "community_id" if community else "community_id IS NULL AND municipality_id"
    key = f"({', '.join(columns)})"
    old, new = ("(" + ", ".join(f"{row}.{column}" for column in columns) + ")" for row in ("OLD", "NEW"))
    changed = pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug"))
    if community:
        changed |= pgtrigger.Q(old__municipality_id__df=pgtrigger.F("new__municipality_id"))
    return (
        refusal(
            f"{subject}_takes_no_former_address",
            "this address leads to another place, which had it before",
            f"EXISTS (SELECT FROM register_formerslug WHERE {owner} <> NEW.id AND {key} = {new})",
            at=pgtrigger.After,  # by then a rename of the other that was still under way has ended
        ),
        pgtrigger.Trigger(
            name=f"{subject}_keeps_old_slug",
            operation=pgtrigger.Update,
            when=pgtrigger.After,
            condition=changed,
            func=f"""
                DELETE FROM register_formerslug WHERE {owner} = NEW.id AND {key} = {new};
                IF NOT EXISTS (SELECT FROM register_{subject} WHERE {key} = {old}) THEN
                    INSERT INTO register_formerslug (municipality_id, community_id, slug, until)
                        VALUES ({"OLD.municipality_id, NEW.id" if community else "NEW.id, NULL"}, OLD.slug, now());
                END IF;
                RETURN NULL;
            """,  # noqa: S608 - fixed words
        ),
    )


class FormerSlug(models.Model):
    """An address that a municipality, or one of its communities, once had. Written by triggers alone."""

    municipality = models.ForeignKey(
        "Municipality", models.CASCADE, related_name="former_slugs", verbose_name=_("municipality")
    )
    community = models.ForeignKey(
        "Community", models.CASCADE, related_name="former_slugs", verbose_name=_("local community"), null=True
    )
    slug = models.SlugField(_("address"), max_length=120)
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = (
            models.UniqueConstraint(fields=["slug"], condition=Q(community=None), name="former_municipality_slug_once"),
            models.UniqueConstraint(
                fields=["municipality", "slug"],
                condition=Q(community__isnull=False),
                name="former_community_slug_once",
            ),
        )
        triggers = (
            refusal(
                "former_address_stands_empty",
                "a place has this address now",
                """
                NEW.community_id IS NULL AND EXISTS (SELECT FROM register_municipality WHERE slug = NEW.slug)
                OR NEW.community_id IS NOT NULL AND EXISTS (
                    SELECT FROM register_community WHERE municipality_id = NEW.municipality_id AND slug = NEW.slug)
                """,
            ),
        )

    def __str__(self) -> str:
        return self.slug
