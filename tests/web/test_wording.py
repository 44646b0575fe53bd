"""No text a client may read pushes, judges or promises: the lint of the library, over the pages too."""

import re
from pathlib import Path
from typing import Final

import pytest
from babel.messages.extract import extract_from_dir

import unhurried
from unhurried.core.wording import findings_in

SOURCE = Path(unhurried.__file__).parent
READ_BY_CLIENTS = ("web/client", "web/account", "web/public", "web/components", "web/words.py")
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OURS: Final = re.compile(
    r"\b(postings?|posted|anew|presets?|gates?|invitations?|drawn|board|assignments?|readiness|a round)\b",
    re.IGNORECASE,
)
"""How we speak among ourselves of what the pages do. Nobody else knows these words, or need."""
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}


def said_to_clients() -> list[tuple[str, str]]:
    """(place, text) of every marked text in the pages that a client can come to."""
    options = {"**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}}
    found = extract_from_dir(SOURCE, method_map=METHODS, options_map=options, keywords=KEYWORDS)
    return [
        (f"{name}:{line}", text)
        for name, line, message, _comments, _context in found
        if name.startswith(READ_BY_CLIENTS)
        for text in (message if isinstance(message, tuple) else (message,))
    ]


def faults(said: list[tuple[str, str]]) -> list[str]:
    return [f"{place}: {found.word!r} in {text!r}" for place, text in said for found in findings_in(text)]


def test_the_pages_say_nothing_that_pushes() -> None:
    assert faults(said_to_clients()) == []


def builders_words(said: list[tuple[str, str]]) -> list[str]:
    return [f"{place}: {found[0]!r} in {text!r}" for place, text in said for found in OURS.finditer(text)]


def test_the_pages_speak_no_builders_words() -> None:
    assert builders_words(said_to_clients()) == []


@pytest.mark.parametrize("planted", ["Worked out anew on Monday.", "As posted.", "Two postings on."])
def test_a_builders_word_is_found(planted: str) -> None:
    assert len(builders_words([("planted", planted)])) == 1


def test_the_texts_of_the_pages_are_found() -> None:
    texts = {text for _place, text in said_to_clients()}
    assert {"Stop", "Continue"} <= texts
    assert len(texts) > 150


@pytest.mark.parametrize("planted", ["You must finish this.", "Well done! Keep your streak.", "You failed."])
def test_a_text_that_pushes_is_found(planted: str) -> None:
    assert faults([("planted", planted)])
