from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from unhurried.storage.lock import StorageBusy, file_lock


def test_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    inside: list[int] = []

    def enter(number: int) -> None:
        for _ in range(20):
            with file_lock(tmp_path / "lock", wait_seconds=20):
                inside.append(number)
                assert inside == [number]
                sleep(0.0002)
                inside.remove(number)

    with ThreadPoolExecutor(4) as people:
        list(people.map(enter, range(4)))


def test_lock_held_too_long_is_refused_in_time(tmp_path: Path) -> None:
    with file_lock(tmp_path / "lock", wait_seconds=1):
        began = monotonic()
        with pytest.raises(StorageBusy), file_lock(tmp_path / "lock", wait_seconds=0.1):
            pass
        assert monotonic() - began < 1


@pytest.mark.parametrize("waiting", [1, 3])
def test_lock_refused_to_some_is_free_again_for_the_next(tmp_path: Path, waiting: int) -> None:
    def try_once(_: int) -> None:
        with pytest.raises(StorageBusy), file_lock(tmp_path / "lock", wait_seconds=0.05):
            pass

    with file_lock(tmp_path / "lock", wait_seconds=1), ThreadPoolExecutor(waiting) as people:
        list(people.map(try_once, range(waiting)))
    with file_lock(tmp_path / "lock", wait_seconds=0):
        pass


def test_lock_is_given_back_when_the_act_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), file_lock(tmp_path / "lock", wait_seconds=0):
        raise ZeroDivisionError
    with file_lock(tmp_path / "lock", wait_seconds=0):
        pass


def test_busy_writer_does_not_keep_a_quiet_one_out(tmp_path: Path) -> None:
    """The busy one asks again at once, ten times more often than the quiet one looks."""
    done = Event()

    def write_without_pause() -> int:
        turns = 0
        while not done.is_set():
            with file_lock(tmp_path / "lock", wait_seconds=20):
                sleep(0.005)
            turns += 1
        return turns

    with ThreadPoolExecutor(1) as busy:
        turns = busy.submit(write_without_pause)
        waits = []
        for _ in range(20):
            sleep(0.01)
            began = monotonic()
            with file_lock(tmp_path / "lock", wait_seconds=20):
                waits.append(monotonic() - began)
        done.set()
    assert turns.result() > 20
    assert max(waits) < 0.5
