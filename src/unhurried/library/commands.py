"""What an author runs. Each writes to `out` and answers with an exit code."""

import json
from pathlib import Path
from typing import TextIO

from unhurried.core.exercises import Exercise, Pathway
from unhurried.library.lint import lint
from unhurried.library.lint.published import REGISTER, name_of, read_register
from unhurried.library.loading import load_library
from unhurried.library.shape import digest_of, schemas


def lint_command(root: Path, out: TextIO) -> int:
    findings = lint(root)
    out.writelines(f"{finding}\n" for finding in findings)
    return 1 if findings else 0


def schema_command(root: Path, out: TextIO) -> int:
    """Writes `schema/*.json` anew from the code's own types."""
    for name, schema in schemas().items():
        path = root / "schema" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(_pretty(schema), encoding="utf-8")
        out.write(f"{path}\n")
    return 0


def publish_command(root: Path, out: TextIO) -> int:
    """Adds what is new to the register; what stands there stays. Refused while the lint has findings."""
    if lint_command(root, out):
        return 1
    library = load_library(root)
    items: tuple[Exercise | Pathway, ...] = (*library.exercises.values(), *library.pathways.values())
    register = read_register(root)
    added = {name_of(item): digest_of(item) for item in items if name_of(item) not in register}
    (root / REGISTER).write_text(_pretty(dict(sorted((register | added).items()))), encoding="utf-8")
    out.writelines(f"{name}\n" for name in added)
    return 0


def _pretty(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
