from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from unhurried.storage.transactions import StorageBusy, snapshot, write

Answer = TypeVar("Answer")

committing = pytest.mark.django_db(transaction=True)


def names() -> list[str]:
    return sorted(Group.objects.values_list("name", flat=True))


@contextmanager
def someone_else() -> Iterator[ThreadPoolExecutor]:
    """A second person: another thread with connections of its own, closed at the end."""
    with ThreadPoolExecutor(1) as person:
        yield person
        person.submit(connections.close_all).result()


def elsewhere(act: Callable[[], Answer]) -> Answer:
    with someone_else() as person:
        return person.submit(act).result()


def save(name: str) -> None:
    with write():
        Group.objects.create(name=name)


def save_and_stumble(*names_to_save: str) -> None:
    with write():
        for name in names_to_save:
            save(name)
        assert {*names_to_save} <= {*names()}
        raise ZeroDivisionError


@committing
def test_write_is_whole_or_not_at_all() -> None:
    with pytest.raises(ZeroDivisionError):
        save_and_stumble("first half", "second half")
    save("whole")
    assert elsewhere(names) == ["whole"]


@committing
def test_write_inside_a_write_stands_or_falls_with_it() -> None:
    with write():
        save("inner")
        assert elsewhere(names) == []
        with pytest.raises(ZeroDivisionError):
            save_and_stumble("innermost")
    assert elsewhere(names) == ["inner"]


@committing
def test_hook_after_a_commit_may_write_again() -> None:
    with write():
        Group.objects.create(name="act")
        transaction.on_commit(lambda: save("hook"))
    assert elsewhere(names) == ["act", "hook"]


@committing
def test_writes_at_once_all_come_through_and_none_overtakes_what_it_read() -> None:
    """Each reads the count and stores it: a lost or repeated number would mean a stale read."""
    save("count 0")

    def count_on(_: int) -> None:
        with write():
            row = Group.objects.select_for_update().get()
            row.name = f"count {int(row.name.split()[1]) + 1}"
            row.save()
        connections.close_all()

    with ThreadPoolExecutor(4) as people:
        list(people.map(count_on, range(40)))
    assert names() == ["count 40"]


@committing
@pytest.mark.embedded
def test_act_outside_write_can_be_overtaken_and_is_then_refused() -> None:
    """The planted fault for the test above: it looks first, and says too late that it will write."""
    save("before")

    def look_then_write() -> None:
        with transaction.atomic():
            assert names() == ["before"]
            elsewhere(lambda: save("meanwhile"))
            Group.objects.create(name="too late")

    with pytest.raises(OperationalError, match="locked"):
        look_then_write()
    assert names() == ["before", "meanwhile"]


@committing
def test_snapshot_sees_one_instant_and_keeps_no_writer_waiting() -> None:
    save("before")
    with snapshot():
        assert names() == ["before"]
        elsewhere(lambda: save("meanwhile"))
        assert names() == ["before"]
    assert names() == ["before", "meanwhile"]


@committing
def test_reads_without_a_snapshot_would_see_the_change() -> None:
    """The planted fault for the test above."""
    save("before")
    elsewhere(lambda: save("meanwhile"))
    assert names() == ["before", "meanwhile"]


@committing
def test_snapshot_waits_for_no_writer() -> None:
    save("before")

    def read() -> list[str]:
        with snapshot():
            return names()

    with write():
        Group.objects.create(name="not yet committed")
        assert elsewhere(read) == ["before"]


@committing
def test_snapshot_refuses_to_write_and_the_next_act_may() -> None:
    with pytest.raises(DatabaseError), snapshot():
        save("by a page")
    save("by an act")
    assert names() == ["by an act"]


@committing
def test_snapshot_inside_a_write_sees_what_was_just_written() -> None:
    with write():
        Group.objects.create(name="new")
        with snapshot():
            assert names() == ["new"]
        Group.objects.create(name="newer")
    assert names() == ["new", "newer"]


@pytest.mark.django_db
def test_write_and_snapshot_join_a_transaction_that_is_already_open() -> None:
    save("inside")
    with snapshot():
        assert names() == ["inside"]
    with pytest.raises(ZeroDivisionError):
        save_and_stumble("undone")
    assert names() == ["inside"]


@committing
@pytest.mark.embedded
def test_writer_that_waits_too_long_is_told_and_saves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unhurried.storage.sqlcipher.base.WAIT_SECONDS", 0.05)
    with someone_else() as person:
        entered, leave = Event(), Event()

        def hold() -> None:
            with write():
                entered.set()
                leave.wait()

        holding = person.submit(hold)
        entered.wait()
        with pytest.raises(StorageBusy):
            save("too late")
        leave.set()
        holding.result()
    assert names() == []


@committing
@pytest.mark.embedded
def test_write_holds_the_file_from_its_first_statement_and_a_page_never_does() -> None:
    asked: list[str] = []

    def listen(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen), write():
        pass
    with connection.execute_wrapper(listen), snapshot():
        pass
    assert [sql for sql in asked if sql.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN DEFERRED"]
