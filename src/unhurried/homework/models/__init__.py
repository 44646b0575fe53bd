"""Homework: what was given, answered, practised, noted and reviewed."""

from unhurried.homework.models.assignments import Assignment, Hold, Invitation, Plan, Readiness, Release
from unhurried.homework.models.hearing import Called, CoverReading
from unhurried.homework.models.library_items import LibraryItem
from unhurried.homework.models.occasions import LettingGo, Occasion, OfferedWindow
from unhurried.homework.models.practices import AfterAnswer, AfterPlan, Barrier, Note, Practice, Rating
from unhurried.homework.models.refused import RefusedGiving
from unhurried.homework.models.reviews import Review
from unhurried.homework.models.signing import SignOff, TakenOn
from unhurried.homework.models.writing import JournalEntry

__all__ = [
    "AfterAnswer",
    "AfterPlan",
    "Assignment",
    "Barrier",
    "Called",
    "CoverReading",
    "Hold",
    "Invitation",
    "JournalEntry",
    "LettingGo",
    "LibraryItem",
    "Note",
    "Occasion",
    "OfferedWindow",
    "Plan",
    "Practice",
    "Rating",
    "Readiness",
    "RefusedGiving",
    "Release",
    "Review",
    "SignOff",
    "TakenOn",
]
