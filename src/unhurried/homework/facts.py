"""How an assignment stands: what its page shows, and what may begin. Nothing is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from unhurried.core.disclosure import Shown, shown_at
from unhurried.core.discretion import hidden_hold
from unhurried.core.exercises import Exercise, Version
from unhurried.core.facts import Asked, facts_at, version_at, was_everyone_ready
from unhurried.core.gates import Gate, gate_for, may_begin
from unhurried.core.history import History, people_at, still_here
from unhurried.core.holds import HoldReason
from unhurried.core.invitations import Board, invitations_until, opened_at
from unhurried.core.invitations import Invitation as Round
from unhurried.core.paper import may_be_told_later
from unhurried.core.rests import Finding, finding_at, is_resting
from unhurried.core.vocabulary import Level
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Invitation, Practice


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where people are in an exercise, and since when in this phase: rounds from before opened another."""

    phase: str
    version: str
    since: datetime


def place_shown(assignment: Assignment, at: datetime) -> Place:
    """What pages say: a change made since the last posting is not on them yet."""
    if assignment.posted_until is not None and at < assignment.posted_until:
        since = assignment.posted_placed_at or assignment.assigned_at
        return Place(phase=assignment.posted_phase, version=assignment.posted_version, since=since)
    return place_now(assignment)


def place_now(assignment: Assignment) -> Place:
    return Place(phase=assignment.phase, version=assignment.version, since=assignment.placed_at)


def arranger_shown(assignment: Assignment, at: datetime) -> UUID | None:
    """Who arranges it, as pages say it; None: each in turn."""
    if assignment.arranged_next_at is not None and assignment.arranged_next_at <= at:
        return assignment.arranged_next_by_id
    return assignment.arranged_by_id


def level_of(exercise: Exercise, place: Place) -> Level:
    return exercise.phase(place.phase).level


def may_be_told(assignment: Assignment, place: Place) -> bool:
    """Whether one person may say later that they practised it from paper."""
    exercise = exercise_by_digest(assignment.exercise_id)
    return may_be_told_later(level_of(exercise, place), exercise.family, is_joint=exercise.is_joint)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one assignment stands now for one person: the gate, and the version that would be practised."""

    gate: Gate
    version: Version | None


def standing_of(
    client: str,
    history: History,
    place: Place,
    *,
    at: datetime,
    day: date | None = None,
    begun_at: datetime | None = None,
) -> Standing:
    """From the facts now; with a `day`, the answers for that day are asked too. `begun_at`: see `Asked`.

    Whoever ended their part goes on with words and with what they do alone, so that no refusal tells of it.
    """
    asked = replace(_asked(client, place, is_under_way=True), day=day, begun_at=begun_at)
    here = still_here(history, client)
    is_together = history.exercise.needs_everyone(place.phase)
    if client not in people_at(history if is_together else here, at):
        return Standing(gate=Gate(held_by=(HoldReason.LEFT,)), version=None)
    gate = may_begin(facts_at(here, asked, at), client=client, now=at)
    return Standing(gate=gate, version=version_at(here, asked, at))


def smaller_of(client: str, history: History, under_way: Practice, *, at: datetime) -> Version | None:
    """The smallest version that fits now; None where what is under way is as small already."""
    asked = Asked(client=client, phase=under_way.phase, version=under_way.version, is_under_way=True)
    smallest = version_at(still_here(history, client), asked, at, smallest=True)
    versions = history.exercise.phase(under_way.phase).versions
    now = next(version for version in versions if version.key == under_way.version)
    return smallest if smallest and smallest.minutes < now.minutes else None


def invitations_of(assignment: Assignment, posting: datetime) -> list[datetime]:
    """When this assignment's shown phase was asked for, by the last posting."""
    rows = Invitation.objects.filter(assignment=assignment, phase=place_shown(assignment, posting).phase)
    return [at for at in rows.values_list("started_at", flat=True) if at < posting]


def shown_of(
    history: History, assignment: Assignment, board: Board, *, started: Sequence[datetime], posting: datetime
) -> Shown:
    """What is posted of a step that needs everybody, to everybody alike."""
    place = place_shown(assignment, posting)
    opened = _opened_at(history, assignment, place, board, started=started, posting=posting)
    rests = board.is_individual(posting) or (
        opened is not None and _is_resting(history, assignment, board, opened_at=opened, posting=posting)
    )
    return shown_at(posting, opened_at=opened, rests=rests)


def _is_resting(
    history: History, assignment: Assignment, board: Board, *, opened_at: datetime, posting: datetime
) -> bool:
    """Since it opened, posting by posting: a version chosen meanwhile counts from where it was posted."""

    def found_at(at: datetime) -> Finding:
        place = place_shown(assignment, at)
        is_drawn = board.begins_own_rest(at, assignment=str(assignment.pk), phase=place.phase)
        return finding_at(_gate_at(history, place, at, is_under_way=True), is_drawn=is_drawn)

    return is_resting(posting, opened_at=opened_at, board=board, found_at=found_at)


def _opened_at(
    history: History,
    assignment: Assignment,
    place: Place,
    board: Board,
    *,
    started: Sequence[datetime],
    posting: datetime,
) -> datetime | None:
    """Rounds from before the people came to this place count on, so that no draw is ever drawn again."""

    def hold_of(invitation: Round) -> int:
        return hidden_hold(
            board.preset,
            board.chance,
            assignment=str(assignment.pk),
            phase=place.phase,
            invitation=invitation.number,
        )

    return opened_at(
        (one for one in invitations_until(started, board, posting) if one.starts_at >= place.since),
        hold_of=hold_of,
        was_everyone_ready=lambda at: was_everyone_ready(history, place.phase, at),
        stands=lambda at: _gate_at(history, place, at, is_under_way=False).is_open,
        until=posting,
    )


def _gate_at(history: History, place: Place, at: datetime, *, is_under_way: bool) -> Gate:
    """The gate of everybody, from the facts as they stood at a posting. Nobody there: it rests."""
    people = people_at(history, at)
    if not people:
        return Gate(held_by=(HoldReason.LEFT,))
    asked = _asked(people[0], place, is_under_way=is_under_way)
    return gate_for(facts_at(history, asked, at), client=people[0], posted_at=at)


def _asked(client: str, place: Place, *, is_under_way: bool) -> Asked:
    return Asked(client=client, phase=place.phase, version=place.version, is_under_way=is_under_way)
