"""What an author runs. Each writes to `out` and answers with an exit code."""

import json
from collections import Counter
from pathlib import Path
from typing import TextIO

from unhurried.core.exercises import Exercise, Pathway
from unhurried.library.findings import ContentError
from unhurried.library.inventory import IDS, Inventory, faults, read_inventory
from unhurried.library.lint import lint
from unhurried.library.lint.published import REGISTER, name_of, read_register
from unhurried.library.loading import load_library, read_shelf
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


def coverage_command(root: Path, out: TextIO) -> int:
    """Prints what was set out to be carried, what carries it and what holds that. For a checkout."""
    shelf = read_shelf(root)
    try:
        inventory = read_inventory(shelf)
    except ContentError as error:
        out.writelines(f"{finding}\n" for finding in error.findings)
        return 1
    findings = sorted({*shelf.faults, *faults(inventory, shelf)})
    out.writelines(_told(key, inventory) for key in IDS if key in inventory.rows)
    out.write(_counted(inventory))
    out.writelines(f"{finding}\n" for finding in findings)
    return 1 if findings else 0


def _told(key: str, inventory: Inventory) -> str:
    row, carriers = inventory.rows[key], inventory.carriers[key]
    lines = [f"{key}  {row.name}"]
    lines += [f"    by {', '.join(carriers)}"] if carriers else []
    lines += [f"    held by {', '.join(row.tests)}"] if row.tests else []
    lines += [f"    waits for {row.waits_for}: {row.lacks}"] if row.waits_for else []
    return "\n".join(lines) + "\n"


def _counted(inventory: Inventory) -> str:
    rows = inventory.rows.values()
    waiting = Counter(row.waits_for for row in rows if row.waits_for)
    whole = [row for row in rows if not row.waits_for]
    words = sum(row.is_held_by_words_alone for row in whole)
    parts = ", ".join(f"{part} {waiting[part]}" for part in sorted(waiting))
    told = f"{len(whole)} whole, {words} of them held by what reads the library alone"
    return f"{len(rows)} rows: {told}; waiting: {parts or 'none'}\n"


def _pretty(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
