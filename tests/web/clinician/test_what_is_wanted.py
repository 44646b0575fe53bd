"""Where nothing was said, a form says what is wanted, in a sentence of its own."""

from importlib import import_module
from pathlib import Path

from django import forms
from django.utils.translation import gettext

import unhurried.web.clinician

BY_ADDRESS = frozenset({"as_of", "client", "mark", "pause", "people", "practice"})
"""Filled in by the page itself."""


def all_forms() -> list[type[forms.Form]]:
    folder = Path(unhurried.web.clinician.__path__[0])
    modules = [import_module(f"unhurried.web.clinician.{one.stem}") for one in folder.glob("forms*.py")]
    found = (one for module in modules for one in vars(module).values() if isinstance(one, type))
    return [one for one in found if issubclass(one, forms.Form)]


def wordless(found: list[type[forms.Form]]) -> set[str]:
    generic = gettext("This field is required.")
    return {
        f"{form.__name__}.{name}"
        for form in found
        for name, field in form.base_fields.items()
        if field.required and field.error_messages["required"] == generic and name not in BY_ADDRESS
    }


class Planted(forms.Form):
    day = forms.DateField()


def test_every_form_says_what_is_wanted() -> None:
    assert len(all_forms()) > 20
    assert wordless(all_forms()) == set()


def test_field_without_a_sentence_would_be_found() -> None:
    assert wordless([Planted]) == {"Planted.day"}
