"""Short pages stay short, say no more to a bystander than a title may, and take nobody's life for granted."""

import re
from collections.abc import Iterator
from typing import Final

from unhurried.core.wording import word_count
from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf
from unhurried.library.pages import page_id

FEWEST_WORDS, MOST_WORDS = 120, 250
_TAKEN_FOR_GRANTED: Final = re.compile(
    r"\b(couples?|the two of you|both of you|she|her|hers|he|him|his|wom[ae]n|m[ae]n|"
    r"girlfriends?|boyfriends?|married|marriage|intercourse|orgasms?|climax)\b",
    re.IGNORECASE,
)
"""How many there are, who they are, and that sex is where it leads."""
_VOUCHES: Final = re.compile(
    r"\b(verified|(?:is|are) safe|you are safe|completely|always (?:helps?|works)|"
    r"(?:will|does) (?:help|work|heal|get better))\b",
    re.IGNORECASE,
)
"""What would promise an outcome, or answer for somebody."""


def names(shelf: Shelf) -> Iterator[Finding]:
    for guide in shelf.pages:
        if not page_id(guide):
            yield guide.finding("id", "a page is called like 1-some-words.en.md")


def english(shelf: Shelf) -> Iterator[Finding]:
    there = {page_id(guide) for guide in shelf.pages if guide.language == "en"}
    for guide in shelf.pages:
        if page_id(guide) not in there:
            yield guide.finding("words", "there is no page in English, which every other language rests on")


def length(shelf: Shelf) -> Iterator[Finding]:
    for guide in shelf.pages:
        count = word_count(guide.texts.get("text", ""))
        if not FEWEST_WORDS <= count <= MOST_WORDS:
            message = f"`text` has {count} words; a page has {FEWEST_WORDS} to {MOST_WORDS}"
            yield guide.finding("words", message, "text")


def for_anybody(shelf: Shelf) -> Iterator[Finding]:
    for guide in shelf.pages:
        for key, text in guide.texts.items():
            for word in _TAKEN_FOR_GRANTED.findall(text):
                yield guide.finding("page", f"“{word}” takes for granted who reads this", key)
            for word in _VOUCHES.findall(text):
                yield guide.finding("page", f"“{word}” promises what nobody can", key)
