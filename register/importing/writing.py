"""Writes a plan: everything in one transaction, with the same triggers as every other write."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import DataError, IntegrityError, OperationalError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from register.models import Community, Contact, Municipality

from .plan import Plan, make_plan
from .problems import Problem, Refused
from .reading import Reading
from .records import KINDS, Key, Kind, current_state

LOCK = 7_120_231_577
"""The number of our advisory lock: any, as long as nobody else uses it."""
BATCH = 500


class Busy(Exception):  # noqa: N818 - it reads as what it is
    """Another import is running."""


def run_import(reading: Reading, *, check: bool = False) -> Plan:
    """Imports what was read, or says why not (`Refused`). With `check`, does all but the writing."""
    with pghistory.context(source="register_import"), transaction.atomic(), alone():
        plan = make_plan(reading.rows, current_state())
        if problems := [*reading.problems, *plan.problems]:
            raise Refused(problems)
        if not check:
            write(plan)
    return plan


@contextmanager
def alone() -> Iterator[None]:
    """Until the transaction ends, nobody else imports, and nobody changes what the plan has looked at."""
    tables = ", ".join(connection.ops.quote_name(kind.model._meta.db_table) for kind in KINDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy
        try:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
        except OperationalError as error:  # somebody writes for longer than lock_timeout
            raise Busy from error
    yield


def write(plan: Plan) -> None:
    """Adds and changes. The two-step constraints (names that two places swap) are judged at the end."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for kind in KINDS:
                Writer(plan, kind).write()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except (DataError, IntegrityError) as error:  # what `rules` does not know; the database is the one that decides
        raise Refused([Problem("", 0, "", _("the database refuses: %(error)s") % {"error": error})]) from error


class Writer:
    """Writes the rows of one model."""

    def __init__(self, plan: Plan, kind: Kind) -> None:
        self.plan, self.kind, self.model = plan, kind, kind.model
        self.pks = plan.state.pks

    def write(self) -> None:
        for keys in self.waves():
            rows = self.model._default_manager.bulk_create([self.instance(key) for key in keys], batch_size=BATCH)
            self.pks[self.model] |= {key: row.pk for key, row in zip(keys, rows, strict=True)}
        self.change()
        if self.model is Contact:
            for new, old in self.plan.replaced.items():
                Contact.objects.filter(pk=self.pks[Contact][old]).update(**self.attributes(new, self.kind.all_fields))

    def waves(self) -> list[list[Key]]:
        """What is to add; the cities before their parts, communities before those that became part of them."""
        keys = self.plan.adds[self.model]
        name = {Municipality: "umbrella", Community: "merged_into"}.get(self.model)
        if name is None:
            return [keys]
        rows, missing, waves = self.plan.after.rows[self.model], set(keys), []
        while wave := [key for key in keys if key in missing and rows[key][name] not in missing]:
            waves.append(wave)
            missing.difference_update(wave)
        return waves

    def change(self) -> None:
        """One statement for all rows in which the same fields change."""
        groups: dict[tuple[str, ...], list[Key]] = {}
        for key, names in self.plan.changes[self.model].items():
            groups.setdefault(tuple(sorted(names)), []).append(key)
        for changed, keys in groups.items():
            fields = [*changed, "updated"] if self.model is Community else list(changed)
            self.model._default_manager.bulk_update([self.instance(key) for key in keys], fields, batch_size=BATCH)

    def instance(self, key: Key) -> models.Model:
        extra = {"updated": timezone.now()} if self.model is Community else {}
        return self.model(pk=self.pks[self.model].get(key), **self.attributes(key, self.kind.all_fields), **extra)

    def attributes(self, key: Key, names: tuple[str, ...]) -> dict[str, Any]:
        """The fields of a record as the model takes them: a reference is the number of the row that it names."""
        values = self.plan.after.rows[self.model][key]
        return {self.attname(name): self.number(name, values[name]) for name in names}

    def attname(self, name: str) -> str:
        field = self.model._meta.get_field(name)
        assert isinstance(field, models.Field)  # noqa: S101 - the fields of a Kind are columns
        return field.attname

    def number(self, name: str, value: Any) -> Any:
        target = self.model._meta.get_field(name).related_model
        if target is None or value is None:
            return value
        assert isinstance(target, type)  # noqa: S101 - models are loaded by now
        return self.pks[target][value]
