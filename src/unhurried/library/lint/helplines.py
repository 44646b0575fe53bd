"""Nobody guesses a number: it says where it was read and when, and a check says whose it was."""

import re
from collections.abc import Iterator
from typing import Final

from unhurried.library.findings import Finding
from unhurried.library.helplines import Helpline
from unhurried.library.loading import Shelf

_DIGIT: Final = re.compile(r"\d")


def numbers_have_a_source(shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.help:
        for number, entry in enumerate(sheet.item.entries):
            for lack in _lacks(entry):
                yield sheet.document.finding("help", f"{entry.name}: {lack}", "entries", number)


def words_hold_no_number(shelf: Shelf) -> Iterator[Finding]:
    """A number in a sentence has no day, and nobody would find it again to check it."""
    for sheet in shelf.help:
        if _DIGIT.search(sheet.item.urgent):
            yield sheet.document.finding("help", "`urgent` is said in words, without a number", "urgent")
        for number, entry in enumerate(sheet.item.entries):
            if _DIGIT.search(entry.name + entry.about):
                message = "a number stands under `phone`, where its day can be seen"
                yield sheet.document.finding("help", message, "entries", number)


def _lacks(entry: Helpline) -> Iterator[str]:
    if entry.phone and not (entry.source and entry.read_on):
        yield "a number says where it was read, under `source`, and when, under `read_on`"
    if bool(entry.last_checked) != bool(entry.checked_by):
        yield "a check has a day and a name"
