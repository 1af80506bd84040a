"""What an entry is about: a short list that editors keep in the administration."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models.base import PLAIN_ADDRESS, SLUG, Named, tracked

MOST = 12
"""So many fit on a phone as chips; a thirteenth means that two should become one."""


@tracked()
class Theme(Named):
    """A theme with its word in every language."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)
    drawing = models.CharField(_("drawing"), max_length=30, default="klupa")

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG), name="theme_slug_is_plain", violation_error_message=PLAIN_ADDRESS
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="themes_are_few",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                level=pgtrigger.Statement,
                func=f"""
                    IF (SELECT count(*) FROM content_theme) > {MOST} THEN
                        RAISE EXCEPTION 'themes_are_few: there may be {MOST} themes'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'themes_are_few';
                    END IF;
                    RETURN NULL;
                """,  # noqa: S608 - a number of ours
            ),
        )
