"""The policy file says something about every stored field, and the columns obey it."""

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from unhurried.crypto.fields import miscast_fields
from unhurried.crypto.policy import Policy

POLICY: Policy = settings.FIELD_POLICY


def stored_models() -> list[type[models.Model]]:
    """Everything this installation stores, Django's and allauth's own tables too; those of tests left out."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.app_label.startswith("tests_")
    ]


def without(line: tuple[str, str]) -> Policy:
    return Policy({key: value for key, value in POLICY.lines.items() if key != line})


def with_line(model: str, name: str, **changed: Any) -> Policy:
    like = POLICY.lines["homework.Note", "key"]
    return Policy({**POLICY.lines, (model, name): replace(like, **changed)})


def test_every_stored_field_has_a_line() -> None:
    assert POLICY.unlisted_fields(stored_models()) == []


def test_every_line_is_about_a_stored_field() -> None:
    assert POLICY.idle_lines(stored_models()) == []


def test_columns_are_sealed_where_the_policy_says_so_and_nowhere_else() -> None:
    assert miscast_fields(POLICY, stored_models()) == []


@pytest.mark.parametrize("line", [("homework.Note", "text"), ("people.Client", "region")])
def test_field_nobody_wrote_about_is_found(line: tuple[str, str]) -> None:
    assert without(line).unlisted_fields(stored_models()) == [".".join(line)]


def test_line_about_nothing_is_found() -> None:
    assert with_line("homework.Note", "mood").idle_lines(stored_models()) == ["homework.Note.mood"]


def test_words_in_an_open_column_are_found() -> None:
    """The policy asks for a seal, the column has none."""
    faulty = with_line("people.Client", "region", sealed_with="author", owner="id")
    assert miscast_fields(faulty, stored_models()) == ["people.Client.region"]


def test_sealed_column_the_policy_calls_open_is_found() -> None:
    assert miscast_fields(with_line("homework.Note", "text"), stored_models()) == ["homework.Note.text"]


def test_owner_of_every_key_is_an_id_of_the_row() -> None:
    """A key whose owner cannot be found would be made for nobody."""
    by_label = {model._meta.label: model for model in stored_models()}
    lost = [
        f"{label}.{name}: {line.owner}"
        for (label, name), line in POLICY.lines.items()
        if line.is_sealed
        and line.owner not in {field.attname for field in by_label[label]._meta.concrete_fields}
    ]
    assert lost == []


OPEN_WORDS = {
    "consent.Worksheet.law",
    "account.EmailAddress.email",
    "people.Clinic.child_law",
    "people.Clinic.confidentiality_text",
    "people.Clinic.cover",
    "people.Clinic.reading_hours",
    "people.Clinic.retention_text",
    "people.Credential.training",
    "people.FormerPolicy.confidentiality_text",
}
"""Long or telling text that stands unsealed: what a clinic says itself, and a table nobody writes to."""


def test_free_text_in_the_open_is_a_clinics_own() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in stored_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.TextField | models.EmailField) and model._meta.app_label != "auth"
    }
    assert found - {"people.AccountSession.session_data"} == OPEN_WORDS


def test_words_of_a_person_are_never_in_a_readable_column() -> None:
    """What clients write: every such column is sealed with a person's or a relationship's key."""
    for label, name in (
        ("homework.Note", "text"),
        ("homework.Rating", "value"),
        ("homework.JournalEntry", "text"),
        ("homework.JournalEntry", "draft"),
        ("homework.Readiness", "answer"),
        ("homework.Barrier", "words"),
        ("consent.Boundary", "said"),
        ("people.Intake", "history"),
        ("people.Client", "name"),
    ):
        assert POLICY.line_for(label, name).is_sealed, f"{label}.{name}"
