"""Tests make their tables straight from the models; an installation makes them by the migrations."""

from typing import Any, Final

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

OURS: Final = {config.label for config in apps.get_app_configs() if config.name.startswith("unhurried.")}


@pytest.fixture(autouse=True)
def migrations_are_read(settings: Any) -> None:
    settings.MIGRATION_MODULES = {}


def apart(written: ProjectState) -> dict[str, Any]:
    """By app of ours, what the models have and the migrations do not, or the other way round."""
    found = MigrationAutodetector(written, ProjectState.from_apps(apps))
    changes = found.changes(graph=MigrationLoader(None).graph)
    return {label: changes[label] for label in changes if label in OURS}


def written() -> ProjectState:
    state = MigrationLoader(None).project_state()
    assert isinstance(state, ProjectState)
    return state


def test_migrations_make_the_tables_that_the_models_name() -> None:
    assert apart(written()) == {}


def test_field_that_no_migration_makes_is_found() -> None:
    state = written()
    state.remove_field("people", "workaddress", "set_at")
    assert apart(state).keys() == {"people"}
