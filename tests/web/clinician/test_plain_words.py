"""Clinicians and managers read plain words: posting, draw and gate stay in the code."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import unhurried

SOURCE = Path(unhurried.__file__).parent
READ_BY_CLINICS = ("web/clinician", "web/clinic")
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
ONLY_IN_CODE = re.compile(
    r"\b(postings?|posted|draws?|hidden holds?|gates?|individual weeks?)\b", re.IGNORECASE
)


@cache
def said_to_clinics() -> tuple[tuple[str, str], ...]:
    """(place, text) of every marked text on their pages."""
    options = {"**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}}
    return tuple(
        (f"{area}/{name}:{line}", text)
        for area in READ_BY_CLINICS
        for name, line, message, _comments, _context in extract_from_dir(
            SOURCE / area, method_map=METHODS, options_map=options, keywords=KEYWORDS
        )
        for text in (message if isinstance(message, tuple) else (message,))
    )


def found_in(said: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{place}: {word!r} in {text!r}" for place, text in said for word in ONLY_IN_CODE.findall(text)]


def test_no_word_of_the_code_is_on_their_pages() -> None:
    assert found_in(said_to_clinics()) == []


def test_the_texts_of_their_pages_are_found() -> None:
    texts = {text for _place, text in said_to_clinics()}
    assert {"Caseload", "Presets of discretion"} <= texts
    assert len(texts) > 200


@pytest.mark.parametrize(
    "planted", ["From the next posting.", "The draws rest it now.", "A hidden hold.", "What holds the gate"]
)
def test_word_of_the_code_is_found(planted: str) -> None:
    assert found_in([("planted", planted)]) != []
