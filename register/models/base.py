"""What the models of the register share: words in four languages, history, checks on slugs and dates."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.languages import current

from .fields import LineField

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PLAIN_ADDRESS = _("An address holds small letters a–z, digits and single hyphens only.")
PARTIAL_DATE = (  # 2016, 2016-03, 2016-03-31, but not 2016-04-31
    r"^[12][0-9]{3}(-(0[1-9]|1[0-2])|-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    r"|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])))?$"
)

M = TypeVar("M", bound=models.Model)


def is_to_come(day: date | str) -> bool:
    """True of a day after today, and of a month or a year that begins after today."""
    text = str(day)
    return text > timezone.localdate().isoformat()[: len(text)]


def not_to_come(day: date | str) -> None:
    """For forms: what is known of a place was true on a day that has been."""
    if re.fullmatch(PARTIAL_DATE, str(day)) and is_to_come(day):
        raise ValidationError(_("The day must be today or earlier."))


def tracked(*, secret: Sequence[str] = (), derived: Sequence[str] = ()) -> Callable[[type[M]], type[M]]:
    """History by triggers: who did what, from which page or command, in rows that nobody can change or delete.

    `secret` fields are watched but their values are not kept; `derived` ones are not even watched.
    The context stands in the event itself, so that it is as append-only as the rest.
    """

    def track(model: type[M]) -> type[M]:
        watched = [field.name for field in model._meta.local_concrete_fields if field.name not in derived]
        done: type[M] = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(condition=pgtrigger.AnyChange(*watched)),
            pghistory.DeleteEvent(),
            fields=[name for name in watched if name not in secret],
            model_name=f"{model.__name__}Event",
            context_field=pghistory.ContextJSONField(),
            context_id_field=pghistory.ContextUUIDField(),
            append_only=True,
        )(model)
        return done

    return track


def refusal(
    name: str,
    reason: str,
    when: str,
    *,
    on: pgtrigger.Operation | None = None,
    at: pgtrigger.When = pgtrigger.Before,
    condition: pgtrigger.Condition | None = None,
) -> pgtrigger.Trigger:
    """A rule that spans rows, which no CHECK can say: the row is refused where the SQL condition `when` holds.

    The message begins with the rule's name, as a CHECK's does. With a `condition` on the row alone the rule costs nothing
    for all others.
    """
    return pgtrigger.Trigger(
        name=name,
        when=at,
        operation=on or pgtrigger.Insert | pgtrigger.Update,
        condition=condition,
        func=f"""
            IF {when.strip()} THEN
                RAISE EXCEPTION '{name}: {reason}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,
    )


class Named(models.Model):
    """A row of reference data with its word in every language; Serbian is stored in Latin and converted on output."""

    name_bs = LineField(_("name in Bosnian"), max_length=120)
    name_hr = LineField(_("name in Croatian"), max_length=120)
    name_sr = LineField(_("name in Serbian (Latin)"), max_length=120)
    name_en = LineField(_("name in English"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The word in the language of the current request."""
        return str(getattr(self, f"name_{current().code[:2]}"))

    name.fget.short_description = _("name")  # type: ignore[attr-defined]  # the heading of its column in Django admin


class TextFunction(models.Func):
    """A call of one of the SQL functions that `text/migrations` defines."""

    def __init__(self, function: str, *expressions: object, output_field: models.Field) -> None:  # type: ignore[type-arg]
        super().__init__(*expressions, function=function, output_field=output_field)


class Joined(models.Func):
    """Texts joined by a space with `||`; immutable, so that a generated column may use it (`concat_ws` is not)."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "

    def __init__(self, *fields: str) -> None:
        super().__init__(*(Cast(field, models.TextField()) for field in fields), output_field=models.TextField())
