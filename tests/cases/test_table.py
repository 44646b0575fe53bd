"""`docs/cases.md` says of every case which test holds it, or what is still missing."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.promises.worlds import CLOSED, OPENED, WITHOUT_TOUCH

HERE: Final = Path(__file__).parent
TABLE: Final = (HERE.parent.parent / "docs" / "cases.md").read_text()
CASES: Final = frozenset(
    f"HC-{number:02}"
    for number in (
        1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 16, 17, 18, 20, 21, 22, 23, 25, 28, 29, 31, 32, 33, 35, 39, 40,
    )
)  # fmt: skip
"""Every case on the list that is in this product."""
NOT_NAMED: Final = frozenset({"every one, and a rest that was drawn", "the quiet evening that was drawn"})


def named_after() -> frozenset[str]:
    """The cases after which a test is named."""
    text = "\n".join(one.read_text() for one in HERE.glob("test_*.py"))
    return frozenset(f"HC-{number}" for number in re.findall(r"^def test_hc_(\d\d)_", text, re.MULTILINE))


def rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line.startswith("| HC-"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def faults(text: str, there: frozenset[str]) -> list[str]:
    found = list(rows(text.partition("## ")[0]))
    named = [row[0] for row in found]
    gone = [f"{case} is left out" for case in sorted(CASES.difference(named))]
    twice = [f"{case} stands there twice" for case in sorted(set(named)) if named.count(case) > 1]
    return [*gone, *twice, *(fault for row in found for fault in _of_row(row, there))]


def _of_row(row: list[str], there: frozenset[str]) -> Iterable[str]:
    case, _short, held, missing = row
    test = f"`test_{case.lower().replace('-', '_')}`"
    if held not in {"", test}:
        yield f"{case} names another test"
    if bool(held) != (case in there):
        yield f"{case} and its test do not agree"
    if not held and not missing:
        yield f"{case} says nothing"


def test_every_case_has_a_test_or_says_what_is_missing() -> None:
    assert faults(TABLE, named_after()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| HC-12 | one is ready", "| HC-13 | one is ready"),
        ("`test_hc_12`", "`test_hc_11`"),
        ("`test_hc_12`", ""),
        ("| `test_hc_33` | |", "| | |"),
    ],
)
def test_table_that_leaves_out_or_pretends_is_found(old: str, new: str) -> None:
    assert old in TABLE
    assert faults(TABLE.replace(old, new), named_after()) != []


def unknown_worlds(text: str) -> list[str]:
    """Worlds that the table names and the promises do not have."""
    known = [frozenset(worlds) | NOT_NAMED for worlds in (CLOSED, OPENED, WITHOUT_TOUCH)]
    named = (zip(row[1:], known, strict=True) for row in rows(text.partition("## ")[2]))
    return [
        one for row in named for cell, worlds in row for one in cell.split("; ") if one and one not in worlds
    ]


def test_worlds_of_the_promises_are_called_by_their_names() -> None:
    assert unknown_worlds(TABLE) == []
    assert unknown_worlds(TABLE.replace("moved abroad", "went away")) == ["went away"]


def test_row_that_names_a_test_which_is_not_there_is_found() -> None:
    assert faults(TABLE, named_after() - {"HC-07"}) == ["HC-07 and its test do not agree"]
