"""Reads of homework. The viewer comes first; what they may not see is, for them, not there."""

from unhurried.homework.queries.caseload import CaseloadLine, Waiting, caseload_for, desk_for
from unhurried.homework.queries.happenings import Happening, happenings_for
from unhurried.homework.queries.journal import journal_entry_for, journal_for
from unhurried.homework.queries.practices import (
    notes_for,
    own_practices_for,
    practice_for,
    ratings_for,
    running_practice_for,
)
from unhurried.homework.queries.shelf import exercise_item, exercise_items, pathway_item, pathway_items
from unhurried.homework.queries.today import (
    Card,
    assignment_for,
    cards_for,
    just_answered,
    just_told_barrier,
    kept_for,
    occasion_for,
    review_words_for,
    sheet_for,
)
from unhurried.homework.queries.treatment import (
    assignment_under,
    assignments_under,
    goal_under,
    hold_causes_under,
    plan_under,
    sheet_under,
)

__all__ = [
    "Card",
    "CaseloadLine",
    "Happening",
    "Waiting",
    "assignment_for",
    "assignment_under",
    "assignments_under",
    "cards_for",
    "caseload_for",
    "desk_for",
    "exercise_item",
    "exercise_items",
    "goal_under",
    "happenings_for",
    "hold_causes_under",
    "journal_entry_for",
    "journal_for",
    "just_answered",
    "just_told_barrier",
    "kept_for",
    "notes_for",
    "occasion_for",
    "own_practices_for",
    "pathway_item",
    "pathway_items",
    "plan_under",
    "practice_for",
    "ratings_for",
    "review_words_for",
    "running_practice_for",
    "sheet_for",
    "sheet_under",
]
