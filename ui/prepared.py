"""Queries that are worked out once, for pages that are read most.

For a row by its key Django spends several times as long on the SQL, and PostgreSQL on its plan, as the answer takes, at
every request, with the same result but for the values. Here a queryset is compiled at its first use in a process, and
its SQL becomes a prepared statement at its first use in a connection.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import count
from types import SimpleNamespace
from typing import Any, Generic, Self, TypeVar, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators
from django.db.models.signals import post_init, pre_init
from psycopg.sql import Literal

T = TypeVar("T")


class Prepared(Generic[T]):
    """A queryset with open values: `Prepared(lambda pk: Figure.objects.filter(community=pk), (-1,))(community.pk)`.

    `samples` stand for the values while the SQL is put together: one of the right type for each, all different, and
    none that the queryset itself contains. Yields what the queryset would: rows of its model, with what `select_related`
    names, or, after `values_list`, tuples; with `count`, their number as the only row. Prefetches are not made.

    One plan serves all values. Where values differ so much that each needs its own (a rare word, a common one), `by_values`
    sends the compiled SQL with the values in its text.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, T]],
        samples: Sequence[Any],
        *,
        count: bool = False,
        by_values: bool = False,
    ) -> None:
        self.build, self.samples, self.count, self.by_values = build, tuple(samples), count, by_values

    def __call__(self, *values: Any) -> list[T]:
        """The rows for these values, read now."""
        statement = self.statement
        with connection.cursor() if self.by_values else prepared_cursor() as cursor:
            cursor.execute(statement.sql, [values[place] for place in statement.places])
            rows: Any = cursor.fetchall()
        if statement.converters:
            rows = [tuple(row) for row in statement.compiler.apply_converters(rows, statement.converters)]
        return cast("list[T]", [statement.row(row) for row in rows] if statement.columns else rows)

    @cached_property
    def statement(self) -> Statement:
        """The queryset, compiled."""
        query = self.build(*self.samples).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        places = [self.samples.index(one) for one in parameters if one in self.samples]
        if set(places) != set(range(len(self.samples))):
            raise ValueError("A sample does not appear in the SQL.")
        sql = with_literals(sql, ["%s" if one in self.samples else as_literal(one) for one in parameters])
        if self.count:
            counted = f"SELECT count(*) FROM ({sql}) AS counted"  # noqa: S608 - all of it is from the compiler
            return Statement(compiler, counted, places, {}, [], [])
        columns: list[str] = []
        related: list[Any] = []
        if not query.values_select and (what := compiler.klass_info):
            columns = [compiler.select[number][0].target.attname for number in what["select_fields"]]
            related = get_related_populators(what, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
            make_plainly(related)
        expressions = [column for column, _sql, _alias in compiler.select]
        return Statement(compiler, sql, places, compiler.get_converters(expressions), columns, related)


class PreparingCursor(psycopg.RawCursor[Any]):
    """Values go to the server apart from the statement, which it keeps; Django's own cursor writes them into the text."""

    def execute(self, query: Any, params: Any = None, **_options: Any) -> Self:
        """As a statement that is prepared at its first use."""
        return super().execute(numbered(query), params, prepare=True)


class ToldCursor(PreparingCursor):
    """The same where queries are logged: Django's log asks the cursor for its statement."""

    def execute(self, query: Any, params: Any = None, **_options: Any) -> Self:
        """As above."""
        super().execute(query, params)
        self._query = SimpleNamespace(query=numbered(query))  # type: ignore[assignment]
        return self


def as_literal(fixed: Any) -> str:
    """A value that is the same at every execution as a part of the SQL: the plan may rely on it."""
    connection.ensure_connection()
    return Literal(fixed).as_string(connection.connection).replace("%", "%%")


def with_literals(sql: str, parameters: Iterable[str]) -> str:
    """Django's SQL with each of its `%s` replaced."""
    left = iter(parameters)
    return re.sub("%[s%]", lambda sign: next(left) if sign[0] == "%s" else sign[0], sql)


@lru_cache(maxsize=256)
def numbered(sql: str) -> bytes:
    """Django's `%s` as PostgreSQL's `$1`, `$2`, …, once; psycopg does it at each execution if a statement is long."""
    numbers = count(1)
    return re.sub("%[s%]", lambda sign: f"${next(numbers)}" if sign[0] == "%s" else "%", sql).encode()


def prepared_cursor() -> CursorWrapper:
    """Such a cursor inside Django's wrapper, so that errors and the count of queries are Django's."""
    connection.ensure_connection()
    kind = ToldCursor if connection.queries_logged else PreparingCursor
    cursor = cast("CursorWrapper", kind(connection.connection))  # what Django's wrappers really take
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


@dataclass(frozen=True)
class Statement:
    """What is known of a query before its values are."""

    compiler: Any
    sql: str
    places: Sequence[int]  # for each parameter the number of its value
    converters: dict[int, Any]
    columns: list[str]  # of the model, which come first; none for tuples
    related: list[Any]  # what fills in the models that are joined: Django's own

    def row(self, row: Sequence[Any]) -> Any:
        """One row of the model, with what was annotated."""
        columns = self.columns
        made = self.make(columns, row[: len(columns)])
        for populator in self.related:
            populator.populate(row, made)
        for name, place in self.compiler.annotation_col_map.items():
            setattr(made, name, row[place])
        return made

    @cached_property
    def make(self) -> Callable[[Sequence[str], Sequence[Any]], Any]:
        """`from_db` of the model, or `plainly` where that does the same."""
        return maker(self.compiler.klass_info["model"])


def maker(model: type[Model]) -> Callable[[Sequence[str], Sequence[Any]], Any]:
    """What makes a row of its columns and values: `from_db`, or `plainly` where that does the same."""
    classes = model.mro()[: model.mro().index(Model)]
    has_own_way = any({"from_db", "__init__"} & vars(one).keys() for one in classes)
    if has_own_way or pre_init.has_listeners(model) or post_init.has_listeners(model):
        return partial(model.from_db, DEFAULT_DB_ALIAS)
    return partial(plainly, model)


def make_plainly(populators: Iterable[Any]) -> None:
    """What Django's populators ask the model for is done as for the rows themselves."""
    for one in populators:
        make = maker(one.model_cls)
        one.model_cls = SimpleNamespace(from_db=lambda _using, columns, values, make=make: make(columns, values))
        make_plainly(one.related_populators)


def plainly(model: type[Model], columns: Sequence[str], values: Sequence[Any]) -> Model:
    """A row as Django makes it, without the walk over all fields and the signals, which take five times as long.

    What is not there is deferred, as with `only()`.
    """
    made = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    vars(made).update(zip(columns, values, strict=True), _state=state)
    return made
