"""What the product set out to carry: nothing is left out, nothing is pretended, and what waits says so."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from unhurried.library.commands import coverage_command
from unhurried.library.findings import ContentError
from unhurried.library.inventory import FILE, HOW_MANY, IDS, faults, read_inventory
from unhurried.library.loading import Shelf, read_shelf
from unhurried.library.place import content_root

ROOT = content_root()
SHELF = read_shelf(ROOT)
ROWS = (ROOT / FILE).read_text(encoding="utf-8")

Told = Callable[[str], list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """What is said of other rows, beside the code and the tests that there are."""
    for name in ("src", "tests"):
        (tmp_path / name).symlink_to(ROOT.parent / name)
    (tmp_path / "content").mkdir()

    def say(rows: str) -> list[str]:
        (tmp_path / "content" / FILE).write_text(rows, encoding="utf-8")
        shelf = replace(SHELF, root=tmp_path / "content")
        return [one.message for one in faults(read_inventory(shelf), shelf)]

    return say


def changed(old: str, new: str) -> str:
    assert ROWS.count(old) >= 1
    return ROWS.replace(old, new, 1)


def without(key: str) -> str:
    return "\n".join(line for line in ROWS.splitlines() if not line.startswith(f"{key}:"))


def test_everything_that_was_listed_is_carried_or_says_what_it_waits_for() -> None:
    out = io.StringIO()
    assert (coverage_command(ROOT, out), len(IDS)) == (0, 187)
    said = out.getvalue()
    assert [key for key in IDS if f"{key}  " not in said] == []
    assert said.splitlines()[-1].startswith("187 rows: ")


@pytest.mark.parametrize("kind", HOW_MANY)
def test_row_that_is_taken_out_is_missed(told: Told, kind: str) -> None:
    key = f"{kind}-{HOW_MANY[kind]:02}"
    messages = told(without(key))
    assert f"{key} is missing" in messages
    assert {one for one in messages if key not in one} == set()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (changed("homework/test_communication.py]", "homework/test_humming.py]"), "PR-20: nothing is called"),
        (changed("::test_only_its_owner_loosens_a_limit", "::test_anybody"), "PR-26: nothing is called"),
        (changed("by: [core/rungs.py]", "by: [core/stairs.py]"), "EX-15: nothing is called core/stairs.py"),
        (changed("by: [choosing-a-gel]", "by: [choosing-a-hat]"), "EX-22: nothing is called choosing-a-hat"),
        (
            changed("core/gates.py::PAPERS", "core/gates.py::PAPER"),
            "Q-15: nothing is called core/gates.py::PAPER",
        ),
        (
            changed("tests: [core/test_ladders.py, core", "waits_for: desk, tests: [core"),
            "EX-23 says what it wai",
        ),
        (
            changed("R-30: {name: Nobody is located, by: [config/settings.py], ", "R-30: {name: X, "),
            "R-30 is carrie",
        ),
        (changed(", tests: [web/test_never_taken.py]}", "}"), "PR-01 has no test"),
        (
            ROWS + "\nR-41: {name: X, by: [core/gates.py], tests: [core/test_gates.py]}",
            "R-41 was never listed",
        ),
    ],
)
def test_what_does_not_hold_is_found(told: Told, rows: str, message: str) -> None:
    found = told(rows)
    assert len(found) == 1 and found[0].startswith(message)


def among(shelf: Shelf) -> list[str]:
    return [one.message for one in faults(read_inventory(shelf), shelf)]


def test_exercise_that_leaves_takes_what_it_carried_with_it() -> None:
    gone = replace(SHELF, exercises=tuple(one for one in SHELF.exercises if one.item.id != "rou.celebrate"))
    assert among(gone) == ["EX-34 is carried by nothing"]


def test_exercise_that_carries_what_was_never_listed_is_found() -> None:
    first, *others = SHELF.exercises
    strange = replace(first, item=replace(first.item, carries=("EX-99",)))
    assert "EX-99 is not in the inventory" in among(replace(SHELF, exercises=(strange, *others)))


def test_row_that_cannot_be_read_names_its_line(told: Told) -> None:
    with pytest.raises(ContentError) as found:
        told(changed("EX-01: {name:", "EX-01: {nome:"))
    assert found.value.findings[0].line == ROWS[: ROWS.index("EX-01: {")].count("\n") + 1


def test_command_fails_where_something_does_not_hold(tmp_path: Path) -> None:
    """As in a checkout that lost its tests."""
    (tmp_path / "content").symlink_to(ROOT)
    out = io.StringIO()
    assert coverage_command(tmp_path / "content", out) == 1
    assert "nothing is called core/gates.py" in out.getvalue()
