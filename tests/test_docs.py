"""What the documents point to is there: files, make targets, subcommands."""

import re
from pathlib import Path

import pytest

from unhurried.config.cli import _parser

HOUSE = Path(__file__).parent.parent
DOCUMENTS = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md"), *HOUSE.glob("content/*.md")])
LINK = re.compile(r"\]\(([^)#:]+)\)")
PATH = re.compile(r"`((?:src|tests|docs|content|policy|requirements)/[\w./-]+)`")
TARGET = re.compile(r"`?make ([a-z-]+)(?=[`\s])(?! \w+ \w+ing)")
COMMAND = re.compile(r"\bunhurried ([a-z-]+)(?=[ `\n])")


def dead_ends(text: str, folder: Path) -> list[str]:
    """Links, paths, make targets and subcommands of a document that lead nowhere."""
    links = [link for link in LINK.findall(text) if not (folder / link).exists()]
    paths = [path for path in PATH.findall(text) if not (HOUSE / path).exists()]
    targets = re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE)
    code = " ".join([*re.findall(r"`[^`\n]+`", text), *re.findall(r"^    .*$", text, re.MULTILINE)]) + " "
    made = [f"make {name}" for name in TARGET.findall(code) if name not in targets]
    asked = [f"unhurried {name}" for name in COMMAND.findall(code) if name not in subcommands()]
    return [*links, *paths, *made, *asked]


def subcommands() -> set[str]:
    (group,) = [action for action in _parser()._actions if isinstance(action.choices, dict)]
    return set(group.choices or ())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(HOUSE)))
def test_document_leads_somewhere(document: Path) -> None:
    assert dead_ends(document.read_text(), document.parent) == []


@pytest.mark.parametrize(
    "planted",
    ["[a](nowhere.md)", "`tests/nothing.py`", "    make coffee     # soon", "run `unhurried fly` now"],
)
def test_dead_end_is_found(planted: str) -> None:
    assert len(dead_ends(planted, HOUSE)) == 1


def test_documents_are_there() -> None:
    assert len(DOCUMENTS) > 12
