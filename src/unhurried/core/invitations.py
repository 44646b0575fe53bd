"""Rounds of asking. A joint step with touch is offered for two postings, opens for all or for nobody."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile

from unhurried.core.discretion import (
    NEXT_INVITATION_AFTER,
    POSTINGS_OF_AN_INVITATION,
    Chance,
    Preset,
    begins_own_rest,
    is_individual,
    rest_ends,
)
from unhurried.core.postings import Schedule


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """One sealed round. `cut_off` ends the asking; `postings` are the two at which it may open."""

    number: int
    starts_at: datetime
    cut_off: datetime
    postings: tuple[datetime, ...]


@dataclass(frozen=True, kw_only=True)
class Board:
    """How a relationship's board is renewed: its schedule, its preset, and its own draws."""

    schedule: Schedule
    preset: Preset
    chance: Chance

    def is_individual(self, posting: datetime) -> bool:
        return is_individual(posting, self.schedule, self.preset, self.chance)

    def begins_own_rest(self, posting: datetime, *, assignment: str, phase: str) -> bool:
        return begins_own_rest(
            posting, self.schedule, self.preset, self.chance, assignment=assignment, phase=phase
        )

    def rest_ends(self, first: datetime) -> datetime:
        return rest_ends(first, self.schedule, self.preset, self.chance)

    def shared_after(self, opened_at: datetime, posting: datetime) -> Iterator[datetime]:
        """Postings after one and up to another, outside of the weeks for each on their own."""
        ahead = takewhile(lambda at: at <= posting, self.schedule.following(opened_at))
        return (at for at in ahead if at > opened_at and not self.is_individual(at))

    def counted_from(self, since: datetime) -> Iterator[datetime]:
        """Postings with time to answer before them, outside of the weeks for each on their own."""
        ahead = self.schedule.following(since)
        return (at for at in ahead if self.schedule.cut_off(at) >= since and not self.is_individual(at))


def invitations_until(started: Sequence[datetime], board: Board, until: datetime) -> Iterator[Invitation]:
    """The rounds that follow from when they were asked for, one at a time, up to `until`.

    The next begins with an appointment after the last has closed, or a fortnight after its start. Both follow
    the public plan: nobody's answer makes a round come sooner or later.
    """
    asked = sorted(started)
    starts_at, number = (asked[0] if asked else until), 1
    while starts_at < until:
        postings = tuple(islice(board.counted_from(starts_at), POSTINGS_OF_AN_INVITATION))
        cut_off = board.schedule.cut_off(postings[0])
        yield Invitation(number=number, starts_at=starts_at, cut_off=cut_off, postings=postings)
        by_itself = max(starts_at + NEXT_INVITATION_AFTER, postings[-1])
        starts_at = min([by_itself, *(at for at in asked if at > postings[-1])])
        number += 1


def opened_at(
    invitations: Iterator[Invitation],
    *,
    hold_of: Callable[[Invitation], int],
    was_everyone_ready: Callable[[datetime], bool],
    stands: Callable[[datetime], bool],
    until: datetime,
) -> datetime | None:
    """The posting at which one of the rounds opened, or None.

    Everyone was ready at the cut-off of its first posting, everything stands at the posting itself, and the
    hidden hold has run out by then. What comes too late for the first cut-off waits for the next round.
    """
    for invitation in invitations:
        if not was_everyone_ready(invitation.cut_off):
            continue
        due = invitation.postings[hold_of(invitation) :]
        found = next((at for at in due if at <= until and stands(at)), None)
        if found is not None:
            return found
    return None
