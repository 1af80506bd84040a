"""Conditions on a column with an array: the SQL is the same however many values there are."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler


class WithArray(Lookup):
    """A condition on a column with an array."""

    prepare_rhs = False
    sql = ""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # type: ignore[override]
        column, parameters = self.process_lhs(compiler, connection)
        return self.sql.format(column), [*parameters, self.rhs]


class IsOneOf(WithArray):
    """A number that the array holds."""

    sql = "{} = ANY(%s::bigint[])"


class HasAll(WithArray):
    """An array of texts that holds all of them."""

    sql = "{} @> %s::text[]"


class HasSome(WithArray):
    """An array of texts that holds at least one of them."""

    sql = "{} && %s::text[]"


class IsOneOfFew(Lookup):
    """A number that an `ArraySubquery` finds. PostgreSQL runs that first and looks all of them up, however it would join."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # type: ignore[override]
        column, parameters = self.process_lhs(compiler, connection)
        found, more = compiler.compile(self.rhs)
        return f"{column} = ANY({found})", [*parameters, *more]
