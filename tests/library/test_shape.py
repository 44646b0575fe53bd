"""The same exercise is always the same text, and the stored schema is the one the types make."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.library.conftest import SAMPLE
from unhurried.core.exercises import Exercise, Pathway
from unhurried.library.loading import load_library
from unhurried.library.place import content_root
from unhurried.library.shape import digest_of, from_json, pathway_from_json, schemas, to_json


def walk() -> Exercise:
    return load_library(SAMPLE).exercises["out.walk"]


def outdoors() -> Pathway:
    return load_library(SAMPLE).pathways["p0-outdoors"]


def test_exercise_comes_back_from_json_as_it_was() -> None:
    assert from_json(json.loads(json.dumps(to_json(walk())))) == walk()


def test_pathway_comes_back_from_json_as_it_was() -> None:
    assert pathway_from_json(json.loads(json.dumps(to_json(outdoors())))) == outdoors()


def test_digest_changes_with_a_single_letter() -> None:
    kinder = {"en": {**walk().guides["en"], "step.go": "Walk!"}}
    assert digest_of(replace(walk(), guides=kinder)) != digest_of(walk())
    assert digest_of(replace(walk(), min_people=2)) != digest_of(walk())


def test_digest_is_the_same_in_every_process() -> None:
    """Sets have another order in each process; a published version has one digest."""
    ask = (
        "from pathlib import Path\n"
        "from unhurried.library.loading import load_library\n"
        "from unhurried.library.shape import digest_of\n"
        f"walk = load_library(Path({str(SAMPLE)!r})).exercises['out.walk']\n"
        "from dataclasses import replace\n"
        "step = replace(walk.phases[0].steps[0], zones=frozenset('abcdefgh'))\n"
        "print(digest_of(replace(walk, phases=(replace(walk.phases[0], steps=(step,)),))))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def test_stored_schema_is_the_one_the_types_make() -> None:
    stored = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in schema_files()}
    assert stored == schemas()


def schema_files() -> list[Path]:
    return sorted((content_root() / "schema").iterdir())


def test_schema_speaks_as_authors_write() -> None:
    exercise = schemas()["exercise.json"]
    assert exercise["$defs"]["Scope"]["enum"] == ["P", "LI", "SS", "IT"]
    assert "guides" not in exercise["properties"]
    assert exercise["$defs"]["Step"]["additionalProperties"] is False
