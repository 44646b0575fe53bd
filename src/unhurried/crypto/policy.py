"""Reads `policy/fields.yaml`: for every stored field, whose key seals it and who may read it.

Silence is an error: a stored field without a line, a line without a field, and a line that leaves a
question open are all reported.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import yaml
from django.db.models import Model

NOBODY: Final = "none"
SEALS: Final = ("author", "relationship", "process", "clinic", NOBODY)
_ANSWERS: Final = frozenset({"sealed_with", "owner", "read_by", "kept", "leaves_as"})


class PolicyUnclear(Exception):
    """The policy file cannot be obeyed as it stands; the message lists every reason."""


@dataclass(frozen=True, slots=True)
class FieldPolicy:
    sealed_with: str
    owner: str
    """The attribute of the row that names the key's owner; empty when nothing is sealed."""
    read_by: tuple[str, ...]
    kept: str
    leaves_as: str

    @property
    def is_sealed(self) -> bool:
        return self.sealed_with != NOBODY


@dataclass(frozen=True, slots=True)
class Policy:
    lines: Mapping[tuple[str, str], FieldPolicy]
    """By model label (`app_label.ModelName`) and field name."""

    def line_for(self, model: str, field: str) -> FieldPolicy:
        try:
            return self.lines[model, field]
        except KeyError:
            raise PolicyUnclear(f"The policy says nothing about {model}.{field}.") from None

    def unlisted_fields(self, models: Iterable[type[Model]]) -> list[str]:
        return sorted(f"{model}.{name}" for model, name in _stored(models) - self.lines.keys())

    def idle_lines(self, models: Iterable[type[Model]]) -> list[str]:
        """Lines about a field that no model stores: left over, or misspelt."""
        return sorted(f"{model}.{name}" for model, name in self.lines.keys() - _stored(models))


def policy_file(package: Path) -> Path:
    """Where the policy lies: inside an installed package, else at the top of the checkout."""
    shipped = package / "_policy" / "fields.yaml"
    return shipped if shipped.is_file() else package.parents[1] / "policy" / "fields.yaml"


def load_policy(path: Path) -> Policy:
    """Read the whole file and report all that is unclear at once."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainLoader)  # noqa: S506 (it builds text only)
    problems: list[str] = []
    lines: dict[tuple[str, str], FieldPolicy] = {}
    for model, name, answers in _entries(raw, problems):
        found = list(_problems_in(answers))
        problems += [f"{model}.{name}: {problem}" for problem in found]
        if not found:
            lines[model, name] = _line(answers)
    if problems:
        raise PolicyUnclear("\n".join([f"{path.name} is unclear:", *problems]))
    return Policy(lines)


class _PlainLoader(yaml.CBaseLoader):
    """Text, lists and mappings only: no `no` that turns into False, and no line said twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise PolicyUnclear(f"Said twice near line {node.start_mark.line + 1}: {', '.join(twice)}.")
        said: dict[Any, Any] = super().construct_mapping(node, deep)
        return said


def _entries(raw: Any, problems: list[str]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    if not isinstance(raw, dict):
        problems.append("it names no models")
        return
    for model, listed in raw.items():
        if not isinstance(listed, dict):
            problems.append(f"{model}: names no fields")
            continue
        for name, answers in listed.items():
            yield model, name, answers if isinstance(answers, dict) else {}


def _problems_in(answers: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"does not say `{key}`" for key in sorted(_required(answers) - answers.keys()))
    yield from (f"`{key}` is not a question this file answers" for key in sorted(answers.keys() - _ANSWERS))
    yield from (f"`{key}` is empty" for key in sorted(answers) if not answers[key])
    if answers.get("sealed_with", NOBODY) not in SEALS:
        yield f"`sealed_with` is one of {', '.join(SEALS)}, not {answers['sealed_with']!r}"
    if not isinstance(answers.get("read_by", []), list):
        yield "`read_by` is a list"


def _required(answers: Mapping[str, Any]) -> frozenset[str]:
    return _ANSWERS - ({"owner"} if answers.get("sealed_with") == NOBODY else frozenset())


def _line(answers: Mapping[str, Any]) -> FieldPolicy:
    told = {item.name: answers.get(item.name, "") for item in fields(FieldPolicy)}
    return FieldPolicy(**{**told, "read_by": tuple(answers["read_by"])})


def _stored(models: Iterable[type[Model]]) -> set[tuple[str, str]]:
    return {
        (model._meta.label, field.name) for model in models for field in model._meta.local_concrete_fields
    }
