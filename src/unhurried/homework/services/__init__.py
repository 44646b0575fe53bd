"""Changes to homework. Each is an act: see `unhurried.people.acts`."""

from unhurried.homework.evenings import run_of_practice, steps_of
from unhurried.homework.services.boundaries import set_boundary, set_switch
from unhurried.homework.services.changes import read_changes
from unhurried.homework.services.endings import (
    NotTheirs,
    StillUnheard,
    close_between_hands,
    close_episode,
)
from unhurried.homework.services.evenings import (
    finish_evening,
    go_on,
    leave_evening,
    move_on,
    pause_practice,
    stay_a_little,
    stop_evening,
)
from unhurried.homework.services.handovers import (
    DoesNotFit,
    NotSaidYes,
    accept_handover,
    answer_handover,
    name_colleague,
    name_for_absent,
    take_back_handover,
)
from unhurried.homework.services.hearing import answer_as_cover, open_as_cover
from unhurried.homework.services.holds import (
    LimitsUnseen,
    NotRead,
    NotSettled,
    hold_assignment,
    invite_again,
    lift_hold,
    release_phase,
    speak_first,
)
from unhurried.homework.services.journal import (
    Writing,
    change_journal_entry,
    draft_journal_entry,
    entry_of_page,
    leave_journal_draft,
    remove_journal_entry,
    write_journal_entry,
)
from unhurried.homework.services.library_items import publish_library
from unhurried.homework.services.naming import hand_over_with_words
from unhurried.homework.services.occasions import (
    Block,
    change_block,
    let_go_of_occasion,
    offer_windows,
    put_back_occasion,
    set_block,
    set_occasion,
    tell_barrier,
)
from unhurried.homework.services.own_words import change_own_words, remove_own_words
from unhurried.homework.services.parting import ConcernOpen, close_access, close_part, leave_relationship
from unhurried.homework.services.pauses import (
    answer_pause_not_kept,
    end_pause,
    note_pause_not_kept,
    set_pause,
)
from unhurried.homework.services.plans import (
    Composed,
    LiesOpen,
    PlanUnderWay,
    assign,
    start_plan,
)
from unhurried.homework.services.practices import (
    NotJustNow,
    Written,
    begin_practice,
    finish_practice,
    go_to_step,
    moments_of,
    note_practice,
    stop_practice,
    tell_of_paper,
)
from unhurried.homework.services.ratings import rate_beforehand
from unhurried.homework.services.readiness import record_readiness
from unhurried.homework.services.refusing import MayNotAssign, note_refusal
from unhurried.homework.services.reopening import NotAllInCare, open_again
from unhurried.homework.services.reviews import (
    Answer,
    choose_arranger,
    choose_communication,
    choose_version,
    review,
)
from unhurried.homework.services.safety import (
    answer_afterwards,
    note_caution,
    plan_for_afterwards,
    raise_concern,
    record_safety_check,
    see_after_answer,
    tell_asked_to_see,
)
from unhurried.homework.services.seats import join_relationship, join_together
from unhurried.homework.services.secrets import mark_notes
from unhurried.homework.services.signing import (
    MayNotSign,
    NotTakenOn,
    sign_off,
    take_back_sign_off,
    take_on_exercise,
)
from unhurried.homework.services.smaller import take_smaller
from unhurried.homework.services.tonight import NotTheTime, begin_evening

__all__ = [
    "Answer",
    "Block",
    "Composed",
    "ConcernOpen",
    "DoesNotFit",
    "LiesOpen",
    "LimitsUnseen",
    "MayNotAssign",
    "MayNotSign",
    "NotAllInCare",
    "NotJustNow",
    "NotRead",
    "NotSaidYes",
    "NotSettled",
    "NotTakenOn",
    "NotTheTime",
    "NotTheirs",
    "PlanUnderWay",
    "StillUnheard",
    "Writing",
    "Written",
    "accept_handover",
    "answer_afterwards",
    "answer_as_cover",
    "answer_handover",
    "answer_pause_not_kept",
    "assign",
    "begin_evening",
    "begin_practice",
    "change_block",
    "change_journal_entry",
    "change_own_words",
    "choose_arranger",
    "choose_communication",
    "choose_version",
    "close_access",
    "close_between_hands",
    "close_episode",
    "close_part",
    "draft_journal_entry",
    "end_pause",
    "entry_of_page",
    "finish_evening",
    "finish_practice",
    "go_on",
    "go_to_step",
    "hand_over_with_words",
    "hold_assignment",
    "invite_again",
    "join_relationship",
    "join_together",
    "leave_evening",
    "leave_journal_draft",
    "leave_relationship",
    "let_go_of_occasion",
    "lift_hold",
    "mark_notes",
    "moments_of",
    "move_on",
    "name_colleague",
    "name_for_absent",
    "note_caution",
    "note_pause_not_kept",
    "note_practice",
    "note_refusal",
    "offer_windows",
    "open_again",
    "open_as_cover",
    "pause_practice",
    "plan_for_afterwards",
    "publish_library",
    "put_back_occasion",
    "raise_concern",
    "rate_beforehand",
    "read_changes",
    "record_readiness",
    "record_safety_check",
    "release_phase",
    "remove_journal_entry",
    "remove_own_words",
    "review",
    "run_of_practice",
    "see_after_answer",
    "set_block",
    "set_boundary",
    "set_occasion",
    "set_pause",
    "set_switch",
    "sign_off",
    "speak_first",
    "start_plan",
    "stay_a_little",
    "steps_of",
    "stop_evening",
    "stop_practice",
    "take_back_handover",
    "take_back_sign_off",
    "take_on_exercise",
    "take_smaller",
    "tell_asked_to_see",
    "tell_barrier",
    "tell_of_paper",
    "write_journal_entry",
]
