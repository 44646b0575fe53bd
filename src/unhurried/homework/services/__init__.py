"""Changes to homework. Each is an act: see `unhurried.people.acts`."""

from unhurried.homework.services.journal import (
    change_journal_entry,
    remove_journal_entry,
    write_journal_entry,
)
from unhurried.homework.services.library_items import publish_library
from unhurried.homework.services.occasions import let_go_of_occasion, set_occasion, tell_barrier
from unhurried.homework.services.plans import Composed, MayNotAssign, assign, start_plan
from unhurried.homework.services.practices import (
    NotJustNow,
    Written,
    begin_practice,
    finish_practice,
    go_to_step,
    note_practice,
    steps_of,
    stop_practice,
)
from unhurried.homework.services.readiness import record_readiness
from unhurried.homework.services.reviews import Answer, review

__all__ = [
    "Answer",
    "Composed",
    "MayNotAssign",
    "NotJustNow",
    "Written",
    "assign",
    "begin_practice",
    "change_journal_entry",
    "finish_practice",
    "go_to_step",
    "let_go_of_occasion",
    "note_practice",
    "publish_library",
    "record_readiness",
    "remove_journal_entry",
    "review",
    "set_occasion",
    "start_plan",
    "steps_of",
    "stop_practice",
    "tell_barrier",
    "write_journal_entry",
]
