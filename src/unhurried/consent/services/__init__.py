"""Changes to what people said of their limits and their safety. Acts, and parts of acts of homework."""

from unhurried.consent.services.agreements import (
    PauseTerms,
    accept_pause,
    give_line,
    make_agreement,
    put_back_line,
    put_end_of_pause,
    put_not_kept,
    put_pause,
    put_wanted,
    take_back_line,
)
from unhurried.consent.services.body_words import put_body_words
from unhurried.consent.services.boundaries import put_boundary, put_switch, put_switches_read
from unhurried.consent.services.cautions import Lifting, NotTheirsToLift, lift_caution, put_caution
from unhurried.consent.services.safety import (
    CheckMade,
    answer_concern,
    mark_concern,
    put_answered,
    put_concern,
    put_safety_check,
    see_concern,
)
from unhurried.consent.services.worksheets import Written, write_worksheet

__all__ = [
    "CheckMade",
    "Lifting",
    "NotTheirsToLift",
    "PauseTerms",
    "Written",
    "accept_pause",
    "answer_concern",
    "give_line",
    "lift_caution",
    "make_agreement",
    "mark_concern",
    "put_answered",
    "put_back_line",
    "put_body_words",
    "put_boundary",
    "put_caution",
    "put_concern",
    "put_end_of_pause",
    "put_not_kept",
    "put_pause",
    "put_safety_check",
    "put_switch",
    "put_switches_read",
    "put_wanted",
    "see_concern",
    "take_back_line",
    "write_worksheet",
]
