"""The closed list of what one person's private facts may ever cause on somebody else's page.

Whatever a partner can see of a joint step passes through one of these answers. Each is a word from a short
list, and none has room for who or why.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from unhurried.core.gates import Gate
from unhurried.core.readiness import Answer


class Shown(StrEnum):
    """At a posting, and until the next: a joint step is on offer, or it rests."""

    ON_OFFER = "on_offer"
    RESTING = "resting"


class Evening(StrEnum):
    """What a time together comes to when it begins: with touch from the most to the lightest, or a talk.

    A talk waits for nobody's yes but that of whoever begins it, so nothing is told by it.
    """

    STEP = "step"
    SMALLER = "smaller"
    WITHOUT_TOUCH = "without_touch"
    TALK = "talk"


class Event(StrEnum):
    """In a practice, without an author and without a cause."""

    MOVED_ON = "moved_on"
    PAUSED = "paused"
    ENDED = "ended"


class Tiding(StrEnum):
    """All that a notice may say. It follows the public plan, and the posting at which the plan changes."""

    SOMETHING_MAY_BE_HERE = "something_may_be_here"
    STILL_HERE = "still_here"
    PLAN_HAS_CHANGED = "plan_has_changed"
    APPOINTMENT_HAS_CHANGED = "appointment_has_changed"
    TIME_ALONE_HAS_CHANGED = "time_alone_has_changed"
    QUESTION_TAKEN_BACK = "question_taken_back"
    ASKED_SOMETHING = "asked_something"
    ASKED_NO_MORE = "asked_no_more"


BEHIND_THE_CODE: Final = frozenset({Tiding.TIME_ALONE_HAS_CHANGED, Tiding.QUESTION_TAKEN_BACK})
"""In company: nobody else is to learn that a question was put, or that they see their clinician alone."""
ON_PAGES_ALONE: Final = BEHIND_THE_CODE | {Tiding.ASKED_SOMETHING, Tiding.ASKED_NO_MORE}
"""Never mailed: somebody else may read that mailbox. What everybody is asked alike stands on pages openly."""


class Own(StrEnum):
    """What a person's own phone could tell of them to somebody who picks it up."""

    WORDS = "words"
    """What they wrote, rated, marked or told the clinic."""
    GIVEN = "given"
    """What was given to them alone; and of all that was given, their own answers, times and practices."""
    ASKED = "asked"
    """That they are asked to be treated with somebody else, or were; what they say to another clinician."""
    MET = "met"
    """When they see their clinician alone."""


GOES_ON: Final = timedelta(hours=4)
"""For so long after its last step a practice is under way, and longer than any lasts."""
LANDS: Final = timedelta(minutes=5)
"""For so long its last pages stay: the landing, and room to write."""


def is_behind_code(own: Own, *, is_in_company: bool, has_code: bool) -> bool:
    """Whether it stands behind one's own code. What is left over depends on public facts alone.

    On their own a person has nobody to hide a plan from; their words are closed once they chose a code.
    """
    return is_in_company or (own is Own.WORDS and has_code)


def is_told_before_code(tiding: Tiding, *, is_in_company: bool) -> bool:
    """Whoever takes part with others already may have told them of nobody else, and of no time alone."""
    return not (is_in_company and tiding in BEHIND_THE_CODE)


def goes_on_without_code(*, last_step_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """A practice is not cut short by a lock: its own pages stay until it is over, and a little after."""
    return now < last_step_at + GOES_ON if ended_at is None else now < ended_at + LANDS


def added_below(before: str, words: str) -> str:
    """What is written before the code takes nothing away of what it cannot see."""
    return "\n\n".join(one for one in (before, words) if one)


def shown_at(posting: datetime, *, opened_at: datetime | None, rests: bool) -> Shown:
    """What is posted for everybody. `rests` is told by `core.rests`, or by weeks for each on their own."""
    is_open = opened_at is not None and opened_at <= posting
    return Shown.ON_OFFER if is_open and not rests else Shown.RESTING


def evening_for(*, shown: Shown, gate: Gate, tonight: Collection[Answer | None], is_quiet: bool) -> Evening:
    """The lightest of all choices; no answer is the lightest. `gate` is read from the facts now.

    Everybody is told the same word. One "not yet", one silence, one limit, one hold and one hidden draw all
    come out as time together without touch.
    """
    if shown is Shown.RESTING or not gate.is_open or is_quiet or not _all_agree(tonight):
        return Evening.WITHOUT_TOUCH
    return Evening.SMALLER if Answer.LIGHTER in tonight else Evening.STEP


def _all_agree(tonight: Collection[Answer | None]) -> bool:
    return bool(tonight) and not any(answer in (None, Answer.NOT_YET) for answer in tonight)
