"""When a step that stood open rests. A rest by a fact and a rest by chance begin and last alike."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from unhurried.core.gates import Gate
from unhurried.core.holds import HoldReason
from unhurried.core.invitations import Board


class Finding(StrEnum):
    """What a posting finds of an opened step: it stands, rests as everybody knows, or begins a rest."""

    STANDS = "stands"
    RESTS_AS_KNOWN = "rests_as_known"
    BEGINS_A_REST = "begins_a_rest"


def finding_at(gate: Gate, *, is_drawn: bool) -> Finding:
    """`gate` is read from the facts as they stood at a posting; `is_drawn`: a rest begins there by chance.

    Whoever was there knows of the days between two practices. Nothing else begins or shows during them: what
    stands against the step by their end begins a rest of its own at the posting after.
    """
    if HoldReason.REST_GAP in gate.held_by:
        return Finding.RESTS_AS_KNOWN
    return Finding.BEGINS_A_REST if is_drawn or not gate.is_open else Finding.STANDS


def is_resting(
    posting: datetime, *, opened_at: datetime, board: Board, found_at: Callable[[datetime], Finding]
) -> bool:
    """Whether a step that opened at `opened_at` rests at `posting`.

    A rest lasts whole weeks, as drawn for all that begins in its week. What passes meanwhile opens nothing
    sooner: else a rest of one posting could only come from somebody who changed their mind.
    """
    until, found = opened_at, Finding.STANDS
    for at in board.shared_after(opened_at, posting):
        found = found_at(at) if at >= until else Finding.STANDS
        until = board.rest_ends(at) if found is Finding.BEGINS_A_REST else until
    return posting < until or found is Finding.RESTS_AS_KNOWN
