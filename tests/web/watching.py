"""What a request did to the records, seen from outside."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.apps import apps
from django.db import connections


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
    return {model._meta.label: model._default_manager.count() for model in models}
