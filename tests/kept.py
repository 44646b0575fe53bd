"""A story told once, and put back for every test that begins with it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.apps import apps
from django.db import models

Told = TypeVar("Told")
Rows = dict[type[models.Model], list[models.Model]]


@dataclass(frozen=True, kw_only=True)
class Kept(Generic[Told]):
    """What was told, and the rows it left in the records and in the key store."""

    told: Told
    rows: Rows

    def put_back(self) -> Told:
        """Where its records are gone; keys outlive records that are undone. It is the caller's own."""
        for model, rows in self.rows.items():
            model._base_manager.bulk_create(rows, ignore_conflicts=model._meta.app_label == "crypto")
        return deepcopy(self.told)

    @property
    def is_there(self) -> bool:
        """Within one test the same story can be wanted twice: the second is another clinic's."""
        model, rows = next((model, rows) for model, rows in self.rows.items() if rows)
        return bool(model._base_manager.filter(pk=rows[0].pk).exists())


def keep(tell: Callable[[], Told]) -> Kept[Told]:
    """Tell it, and keep a copy of every row that was not there before."""
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in apps.get_models()}
    told = tell()
    rows = {
        model: [row for row in model._base_manager.all() if row.pk not in known]
        for model, known in before.items()
    }
    return Kept(told=deepcopy(told), rows={model: found for model, found in rows.items() if found})
