"""Many values as one: conditions whose SQL is the same however many there are, and rows of another table in one column."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, Lookup, Subquery
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


class JsonRows(Subquery):
    """What a queryset finds, after `values`, as one list of objects by the names of its columns, in its order.

    It is made and read at once; an array of JSON takes several times as long, value by value.
    """

    # As text, because PostgreSQL cannot tell whether two values of `json` are equal, and `jsonb` takes longer to make.
    template = "(SELECT coalesce(json_agg(one)::text, '[]') FROM (%(subquery)s) AS one)"
    output_field = JSONField()
