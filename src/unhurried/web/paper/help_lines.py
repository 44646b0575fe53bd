"""The clinic's own numbers, for paper: a sheet that says "Help now, under More" leads nowhere by itself."""

from datetime import date
from typing import TYPE_CHECKING

from unhurried.people.queries import crisis_entries_of
from unhurried.web.words import check_words

if TYPE_CHECKING:
    from unhurried.people.models import Clinic


def help_lines_of(clinic: "Clinic", *, today: date) -> list[str]:
    """With when each was last looked up. No number is added that the clinic has not kept."""
    return [
        f"{entry.name}: {entry.phone}. {check_words(entry.checked_on, today=today)}."
        for entry in crisis_entries_of(clinic)
        if entry.phone
    ]
