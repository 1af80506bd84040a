"""Whom a text names with `@Ime Prezime`: found once, when it is published or corrected, and kept beside it."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile, User
from register.models.base import refusal

from .entries import Entry


def mentions_read() -> dict[str, Any]:
    """An annotation for entries: whom each names, with what decides who may open their pages, as JSON."""
    rows = Mention.objects.filter(entry=OuterRef("pk")).order_by("pk")
    person = JSONObject(
        name="name", user="user", display_name="user__profile__display_name",
        visibility="user__profile__visibility", is_active="user__is_active",
    )  # fmt: skip
    return {"mention_rows": ArraySubquery(rows.values(row=person))}


def people_of(entry: Entry) -> list[tuple[str, User]]:
    """What came with the row: names as they are compared, and people of whom no more is known than their page needs."""
    people = []
    for one in vars(entry).get("mention_rows") or ():
        user = User(pk=one["user"], is_active=one["is_active"])
        Profile(user=user, display_name=one["display_name"], visibility=one["visibility"])
        people.append((one["name"], user))
    return people


class Mention(models.Model):
    """One person whom one text names. It changes with its entry, in one transaction, so pages need not watch it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="mentions", verbose_name=_("entry"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions", verbose_name=_("user"))
    # As `text.fold.plain` writes it: the person may be called otherwise later, the text stays.
    name = models.CharField(_("name"), max_length=240)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = (
            models.UniqueConstraint(fields=["entry", "name"], name="mention_names_one"),
            models.UniqueConstraint(fields=["user", "entry"], name="mention_once"),
            models.CheckConstraint(condition=Q(name__regex="^[a-z0-9]+( [a-z0-9]+)*$"), name="mention_name_is_plain"),
        )
        triggers = (
            pgtrigger.Protect(name="mention_is_not_moved", operation=pgtrigger.Update),
            refusal(
                "mention_of_others_in_a_talk",
                "questions, answers and comments name people, and nobody themselves",
                """
                NOT EXISTS (
                    SELECT FROM content_entry
                        WHERE id = NEW.entry_id AND kind IN ('question', 'answer', 'comment')
                            AND author_id IS DISTINCT FROM NEW.user_id)
                """,
                on=pgtrigger.Insert,
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.user_id}"
