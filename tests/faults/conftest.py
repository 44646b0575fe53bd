"""One installation, its story told, for all who kill its server or hurry it: each knows what was before."""

from collections.abc import Iterator

import pytest
from pytest_socket import enable_socket

from tests.faults.served import Installed, installed
from tests.settings import ENGINE


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    enable_socket()
    with installed(ENGINE, tmp_path_factory.mktemp("place")) as found:
        found.ask("tell")
        yield found
