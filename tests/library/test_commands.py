"""The author's three commands, and the register that keeps published text as it was."""

import io
import json
from pathlib import Path

from tests.library.conftest import Plant
from unhurried.library.commands import lint_command, publish_command, schema_command
from unhurried.library.lint import lint
from unhurried.library.shape import schemas

WALK = "exercises/out.walk/exercise.yaml"
GUIDE = "exercises/out.walk/guide.en.md"


def test_lint_of_clean_content_says_nothing(root: Path) -> None:
    out = io.StringIO()
    assert (lint_command(root, out), out.getvalue()) == (0, "")


def test_lint_names_path_line_rule_and_message(root: Path, plant: Plant) -> None:
    plant(WALK, "version: 1.0.0", "version: one")
    out = io.StringIO()
    assert lint_command(root, out) == 1
    assert out.getvalue() == f"content/{WALK}:2: vocabulary: a version is three numbers, as in 1.0.0\n"


def test_schema_is_written_for_each_kind(root: Path) -> None:
    assert schema_command(root, io.StringIO()) == 0
    assert {path.name for path in (root / "schema").iterdir()} == set(schemas())


def test_publish_enters_each_version_once(root: Path) -> None:
    first, second = io.StringIO(), io.StringIO()
    assert publish_command(root, first) == 0
    assert first.getvalue().splitlines() == ["out.bench@1.0.0", "out.walk@1.0.0", "p0-outdoors@1.0.0"]
    assert publish_command(root, second) == 0
    assert second.getvalue() == ""


def test_publish_is_refused_while_the_lint_has_findings(root: Path, plant: Plant) -> None:
    plant(WALK, "version: 1.0.0", "version: one")
    assert publish_command(root, io.StringIO()) == 1
    assert json.loads((root / "published.json").read_text(encoding="utf-8")) == {}


def test_published_text_cannot_change_under_its_version(root: Path, plant: Plant) -> None:
    publish_command(root, io.StringIO())
    plant(GUIDE, "You can stop.", "You can stop at any time.")
    message = "out.walk@1.0.0 is published and reads differently now: raise the version"
    assert [str(finding) for finding in lint(root)] == [f"content/{WALK}:2: published: {message}"]


def test_raised_version_may_read_differently(root: Path, plant: Plant) -> None:
    publish_command(root, io.StringIO())
    before = json.loads((root / "published.json").read_text(encoding="utf-8"))
    plant(GUIDE, "You can stop.", "You can stop at any time.")
    plant(WALK, "version: 1.0.0", "version: 1.0.1")
    assert publish_command(root, io.StringIO()) == 0
    after = json.loads((root / "published.json").read_text(encoding="utf-8"))
    assert after.items() > before.items()
    assert after.keys() - before.keys() == {"out.walk@1.0.1"}
