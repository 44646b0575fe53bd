"""YAML as an author means it: no value changes its kind unseen, and every value knows its line."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from unhurried.library.findings import ContentError, Finding


class _PlainLoader(yaml.CSafeLoader):
    """Only true, false, null and decimal numbers are more than text: `no`, `1:30` and dates are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{key.value!r} stands here twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
):
    _PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^({_pattern})$"), list(_first)
    )


@dataclass(frozen=True, kw_only=True)
class Document:
    """One YAML file. `name` is its path as findings show it."""

    name: str
    data: Any
    root: yaml.Node

    def line_of(self, *keys: str | int) -> int:
        """The line of the value under `keys`, or of the deepest part of the way that is written down."""
        node, line = self.root, self.root.start_mark.line
        for key in keys:
            found = _child(node, key)
            if found is None:
                break
            node, line = found
        return line + 1

    def finding(self, rule: str, message: str, *keys: str | int) -> Finding:
        return Finding(self.name, self.line_of(*keys), rule, message)


def read_document(path: Path, name: str) -> Document:
    """Raises ContentError with one finding when the file is missing, is not YAML, or says a thing twice."""
    if not path.is_file():
        raise ContentError((Finding(name, 1, "yaml", "the file is missing"),))
    loader = _PlainLoader(path.read_text(encoding="utf-8"))
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise ContentError((Finding(name, 1, "yaml", "the file holds no keys"),))
        return Document(name=name, data=loader.construct_document(root), root=root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError((Finding(name, line, "yaml", error.problem or "unreadable"),)) from error
    finally:
        loader.dispose()


def _child(node: yaml.Node, key: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key].start_mark.line
    if isinstance(node, yaml.MappingNode):
        return next(
            ((value, name.start_mark.line) for name, value in node.value if name.value == str(key)), None
        )
    return None
