"""Queries compiled once. On a page that people wait for, composing the SQL takes longer than running it."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet, UUIDField
from django.db.models import query as django_query

_populators: Any = django_query.get_related_populators
Row = TypeVar("Row", bound=Model)


class Given(Expression):
    """Stands in a filter for a value that is told each time the query is asked."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def told(self, values: dict[str, Any], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared(Generic[Row]):
    """The rows of a queryset, whole instances with their `select_related`; nothing is prefetched."""

    def __init__(self, rows: Callable[[], "QuerySet[Row]"], using: str = DEFAULT_DB_ALIAS) -> None:
        """`rows` is called on first use, when all models are known."""
        self._rows, self._using = rows, using

    def __call__(self, **values: Any) -> list[Row]:
        compiled = self._compiled
        with connections[self._using].cursor() as cursor:
            cursor.execute(compiled.sql, compiled.told(values))
            return [compiled.instance(row) for row in compiled.converted(cursor.fetchall())]

    @cached_property
    def _compiled(self) -> "_Compiled[Row]":
        return _Compiled(self._rows(), self._using)


class PreparedAmong(Generic[Row]):
    """The rows of a queryset about several things by their ids; compiled once for each number of them."""

    def __init__(self, rows: Callable[[list[Any]], "QuerySet[Row]"], using: str = DEFAULT_DB_ALIAS) -> None:
        """`rows` is called with as many gaps as there are ids; its lookup names the id (`client__pk__in`)."""
        self._rows, self._using = rows, using
        self._by_count: dict[int, Prepared[Row]] = {}

    def __call__(self, ids: Collection[UUID], **values: Any) -> list[Row]:
        """Nothing, and nothing is asked, about no ids at all."""
        told = {f"id_{place}": one for place, one in enumerate(ids)}
        return self._for(list(told))(**told, **values) if told else []

    def _for(self, names: list[str]) -> Prepared[Row]:
        if len(names) not in self._by_count:
            gaps = [Given(name, UUIDField()) for name in names]
            self._by_count[len(names)] = Prepared(lambda: self._rows(gaps), self._using)
        return self._by_count[len(names)]


class _Compiled(Generic[Row]):
    def __init__(self, rows: "QuerySet[Row]", using: str) -> None:
        self._using, self._model = using, rows.model
        self._compiler: Any = rows.query.get_compiler(using=using)
        self.sql, self._values = self._compiler.as_sql()
        select, found = self._compiler.select, self._compiler.klass_info
        self._own = slice(found["select_fields"][0], found["select_fields"][-1] + 1)
        self._names = [column.target.attname for column, _, _ in select[self._own]]
        self._related = _populators(found, select, using)
        self._converters = self._compiler.get_converters([column for column, _, _ in select])

    def told(self, values: dict[str, Any]) -> list[Any]:
        connection = self._compiler.connection
        return [one.told(values, connection) if isinstance(one, Given) else one for one in self._values]

    def converted(self, rows: list[Any]) -> Any:
        return self._compiler.apply_converters(rows, self._converters) if self._converters else rows

    def instance(self, row: Any) -> Row:
        one = self._model.from_db(self._using, self._names, row[self._own])
        for populator in self._related:
            populator.populate(row, one)
        return one
