"""A demo clinic served to a real browser. Of a failed test, every open page is kept as a picture."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.evening import House
from tests.browser.people import Door
from tests.browser.phones import SETTLED, Evening
from unhurried.config.demo.check import free_port, served
from unhurried.config.demo.check.browser import chromium

PICTURES = Path("build/browser")
HAS_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[HAS_FAILED] = item.stash.get(HAS_FAILED, False) or report.failed
    return report


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one module only: while Playwright's loop runs, Django would let nobody at the database."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's story, told once and lying still: each clinic is a copy of it."""
    folder = tmp_path_factory.mktemp("told") / "demo"
    with served_from(folder):
        return folder


def served_from(folder: Path) -> AbstractContextManager[str]:
    port = free_port()
    return served("demo", "--port", str(port), "--folder", str(folder), port=port)


@pytest.fixture(scope="session")
def house(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One whose clock a test may move, and into which it may tell of two more people."""
    folder, port = shutil.copytree(told, tmp_path_factory.mktemp("house") / "demo"), free_port()
    with served("demo", "--port", str(port), "--folder", str(folder), port=port) as base:
        yield House(base=base, folder=folder, port=port)


def _clinic(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_from(shutil.copytree(told, tmp_path_factory.mktemp("clinic") / "demo")) as base:
        yield base


clinic = pytest.fixture(scope="session")(_clinic)
another_clinic = pytest.fixture(_clinic)


@pytest.fixture
def door(browser: Browser, clinic: str, request: pytest.FixtureRequest) -> Iterator[Door]:
    with _door(browser, clinic, request) as way_in:
        yield way_in


@pytest.fixture
def evening(
    browser: Browser, house: House, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Evening]]:
    with _door(browser, house.base, request) as door:
        yield lambda seconds_ago=SETTLED, what="tonight": Evening(house, door, house.tells(what, seconds_ago))


@pytest.fixture
def house_door(browser: Browser, house: House, request: pytest.FixtureRequest) -> Iterator[Door]:
    with _door(browser, house.base, request) as way_in:
        yield way_in


@contextmanager
def _door(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Door]:
    """Lets people in, each into a browser context of their own; afterwards none of their pages complained."""
    with ExitStack() as contexts:
        way_in = Door(browser, base, contexts)
        yield way_in
        if request.node.stash.get(HAS_FAILED, False):
            way_in.keep_pictures(PICTURES, request.node.name)
        else:
            assert way_in.complaints() == []
