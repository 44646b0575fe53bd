"""What every test has: no network unless it drives a browser, and no test that its engine cannot answer."""

import gc

import pytest
from pytest_socket import disable_socket, enable_socket

from tests.settings import ENGINE

EMBEDDED_ONLY = {"embedded", "browser"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if ENGINE == "embedded":
        return
    left_out = [item for item in items if EMBEDDED_ONLY & {mark.name for mark in item.iter_markers()}]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and looking through it again for rubbish would take a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser"):
        enable_socket()
    else:
        disable_socket(allow_unix_socket=True)
