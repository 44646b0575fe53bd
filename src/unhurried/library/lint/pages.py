"""Pages stay as short as their kind, say no more to a bystander than a title may, take nobody for granted."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from unhurried.core.wording import word_count
from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf
from unhurried.library.pages import page_id

WORDS_OF_A_PAGE: Final = (120, 250)
WORDS_OF_A_LEAFLET: Final = (400, 700)
NAMED_BY_ITS_LEAFLET: Final = {"not-a-finish-line": frozenset({"orgasm", "orgasms"})}
"""What one leaflet is about it may name, and says there that nothing has to lead to it. No other page may."""
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
    for guide in chain(*shelf.read_only):
        if not page_id(guide):
            yield guide.finding("id", "a page is called like 1-some-words.en.md")


def english(shelf: Shelf) -> Iterator[Finding]:
    for guides in shelf.read_only:
        there = {page_id(guide) for guide in guides if guide.language == "en"}
        for guide in guides:
            if page_id(guide) not in there:
                message = "there is no page in English, which every other language rests on"
                yield guide.finding("words", message)


def length(shelf: Shelf) -> Iterator[Finding]:
    for guides, (fewest, most) in zip(shelf.read_only, (WORDS_OF_A_PAGE, WORDS_OF_A_LEAFLET), strict=True):
        for guide in guides:
            count = word_count(guide.texts.get("text", ""))
            if not fewest <= count <= most:
                message = f"`text` has {count} words; there are to be {fewest} to {most}"
                yield guide.finding("words", message, "text")


def for_anybody(shelf: Shelf) -> Iterator[Finding]:
    for guide in chain(*shelf.read_only):
        own = NAMED_BY_ITS_LEAFLET.get(page_id(guide), frozenset())
        for key, text in guide.texts.items():
            for word in _TAKEN_FOR_GRANTED.findall(text if key != "sources" else ""):
                if word.casefold() not in own:
                    yield guide.finding("page", f"“{word}” takes for granted who reads this", key)
            for word in _VOUCHES.findall(text):
                yield guide.finding("page", f"“{word}” promises what nobody can", key)
