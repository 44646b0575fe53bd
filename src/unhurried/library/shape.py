"""Exercises and pathways as JSON, as a digest, and as the schema an author's editor reads."""

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import MISSING, Field, asdict, fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from unhurried.core.exercises import Exercise, Pathway
from unhurried.core.vocabulary import Scope
from unhurried.library.helplines import HelpPage
from unhurried.library.pages import PlainPage

EXERCISE = TypeAdapter(Exercise)
PATHWAY = TypeAdapter(Pathway)
HELP_PAGE = TypeAdapter(HelpPage)


def to_json(item: Exercise | Pathway) -> dict[str, Any]:
    """Plain JSON values. Sets come out sorted, so that the same exercise is always the same text."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(item), default=sorted))
    return plain


def from_json(stored: dict[str, Any]) -> Exercise:
    return EXERCISE.validate_python(stored)


def pathway_from_json(stored: dict[str, Any]) -> Pathway:
    return PATHWAY.validate_python(stored)


def digest_of(item: Exercise | Pathway) -> str:
    """SHA-256 over structure and words in every language: what a published version is known by.

    What nobody wrote is left out, so that a published version stays itself when the type learns a new field.
    """
    canonical = json.dumps(_said(item), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def digest_of_page(page: PlainPage) -> str:
    """SHA-256 over its words in every language."""
    canonical = json.dumps([page.id, _said(page.guides)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _said(value: Any) -> Any:
    if is_dataclass(value):
        held = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _said(part) for field, part in held if part != _default_of(field)}
    if isinstance(value, Mapping):
        return {key: _said(part) for key, part in value.items()}
    if isinstance(value, Set):
        return sorted(value)
    return [_said(part) for part in value] if isinstance(value, tuple) else value


def _default_of(field: "Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def schemas() -> dict[str, dict[str, Any]]:
    """File name → JSON Schema of what an author writes: guides stand apart, scope is written by name."""
    return {
        "exercise.json": _without_guides(_schema_of(EXERCISE)),
        "pathway.json": _without_guides(_schema_of(PATHWAY)),
        "help.json": _schema_of(HELP_PAGE),
    }


class _NothingUnknown(GenerateJsonSchema):
    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        return super().dataclass_schema(schema) | {"additionalProperties": False}


def _schema_of(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    return {"$schema": GenerateJsonSchema.schema_dialect} | adapter.json_schema(
        schema_generator=_NothingUnknown
    )


def _without_guides(schema: dict[str, Any]) -> dict[str, Any]:
    del schema["properties"]["guides"]
    schema["required"].remove("guides")
    if "Scope" in schema.get("$defs", {}):
        schema["$defs"]["Scope"] |= {"enum": [scope.name for scope in Scope], "type": "string"}
    return schema
