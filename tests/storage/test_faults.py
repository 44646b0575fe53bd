"""What has been acknowledged is there after a kill and after a full disk: whole, and exactly once."""

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.storage.writer import ROOT
from unhurried.storage.sqlcipher.base import connect

pytestmark = [pytest.mark.faults, pytest.mark.embedded]

KILLS = int(os.environ.get("N", "5"))


def opened(folder: Path) -> Any:
    return closing(connect(database=str(folder / "default.db"), key_hex=ROOT.derive("file:default").hex()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with opened(tmp_path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE act (number integer, words text)")
        connection.execute("CREATE TABLE audit (number integer)")
    return tmp_path


def writer(folder: Path, first: int, *, largest_file: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.writer", str(folder), str(first), str(largest_file)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def saved(folder: Path) -> tuple[list[int], list[int]]:
    with opened(folder) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        acts, audits = (connection.execute(f"SELECT number FROM {table}") for table in ("act", "audit"))
        return sorted(number for (number,) in acts), sorted(number for (number,) in audits)


def check(folder: Path, acknowledged: set[int]) -> None:
    acts, audits = saved(folder)
    assert acts == audits, "half an act was kept"
    assert len(acts) == len(set(acts)), "an act was kept twice"
    assert acknowledged <= set(acts), "an acknowledged act was lost"


def test_killed_writers_lose_nothing_they_acknowledged(folder: Path) -> None:
    """Two write at once and are killed at a random moment: each pair finds the lock and log of the dead."""
    chance, acknowledged = random.Random(1), set[int]()
    for round_ in range(KILLS):
        pair = [writer(folder, (2 * round_ + side) * 1_000_000) for side in range(2)]
        for one in pair:
            assert one.stdout
            acknowledged.add(int(one.stdout.readline()))
        time.sleep(chance.uniform(0.0, 0.2))
        for one in pair:
            one.kill()
            acknowledged |= {int(line) for line in one.communicate()[0].splitlines() if line}
    assert len(acknowledged) > 2 * KILLS
    check(folder, acknowledged)


def test_check_notices_an_act_that_is_lost_or_halved(folder: Path) -> None:
    """The planted faults for the tests here."""
    with opened(folder) as connection:
        connection.execute("INSERT INTO act VALUES (1, 'x')")
        connection.execute("INSERT INTO audit VALUES (1)")
        connection.commit()
        check(folder, {1})
        with pytest.raises(AssertionError, match="lost"):
            check(folder, {1, 2})
        connection.execute("DELETE FROM audit")
        connection.commit()
    with pytest.raises(AssertionError, match="half"):
        check(folder, {1})


def test_full_disk_refuses_aloud_keeps_what_was_saved_and_takes_more_when_there_is_room(folder: Path) -> None:
    full = writer(folder, 0, largest_file=200_000)
    told, complaint = full.communicate(timeout=60)
    acknowledged = {int(line) for line in told.splitlines()}
    assert "OperationalError" in complaint
    assert acknowledged
    check(folder, acknowledged)
    later = writer(folder, 1_000_000)
    assert later.stdout
    acknowledged.add(int(later.stdout.readline()))
    later.kill()
    later.communicate()
    check(folder, acknowledged)
