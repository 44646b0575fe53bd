"""What a request did to the records, seen from outside."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connections, router
from django.db.models import Model


@contextmanager
def writes_noted() -> Iterator[list[str]]:
    """Every statement that would change a row, in either database, whether or not it is kept."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "REPLACE"}:
            found.append(sql[:120])
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(note))
        yield found


def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is stored, the audit included."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models()
    }


def rows_by_kind() -> dict[str, int]:
    """How many rows of each kind there are. Sign-ins come and go, and are left out."""
    models = [model for model in apps.get_models() if model._meta.label != "people.AccountSession"]
    found = dict.fromkeys((model._meta.label for model in models), 0)
    for alias, own in groupby(sorted(models, key=_home), _home):
        found |= _counted(alias, list(own))
    return found


def _home(model: type[Model]) -> str:
    return router.db_for_read(model)


def _counted(alias: str, models: list[type[Model]]) -> dict[str, int]:
    """One question for all of them."""
    counts = [f"SELECT '{one._meta.label}', count(*) FROM {one._meta.db_table}" for one in models]
    with connections[alias].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())
