"""Homework: what was given, answered, practised, noted and reviewed."""

from unhurried.homework.models.assignments import Assignment, Hold, Occasion, Plan, Readiness, Release
from unhurried.homework.models.library_items import LibraryItem
from unhurried.homework.models.practices import Barrier, Note, Practice, Rating
from unhurried.homework.models.reviews import Review
from unhurried.homework.models.writing import JournalEntry

__all__ = [
    "Assignment",
    "Barrier",
    "Hold",
    "JournalEntry",
    "LibraryItem",
    "Note",
    "Occasion",
    "Plan",
    "Practice",
    "Rating",
    "Readiness",
    "Release",
    "Review",
]
