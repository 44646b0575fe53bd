"""What holds the gate of each joint assignment, for whom and since when. For the clinician alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from unhurried.consent.queries import limits_between, paused_in
from unhurried.core.boundaries import limits_in_force, version_that_fits
from unhurried.core.cautions import cautions_at, speaks_against
from unhurried.core.disclosure import Shown
from unhurried.core.discretion import without_draws
from unhurried.core.exercises import Exercise, Phase, Version
from unhurried.core.facts import Asked, facts_at, version_at
from unhurried.core.gates import Facts
from unhurried.core.history import History, people_at
from unhurried.core.holds import HoldReason
from unhurried.core.invitations import Board
from unhurried.core.progression import Criterion, unsettled_criteria
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of, lands_at, posted_at
from unhurried.homework.facts import Place, place_now, place_shown, shown_of
from unhurried.homework.histories import histories_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Hold, Invitation
from unhurried.homework.queries.clinician.holding import Held, held_by
from unhurried.homework.reports import answered_at, reports_of
from unhurried.people.models import Clinician, Participation, Relationship


@dataclass(frozen=True, kw_only=True)
class JointGate:
    """One joint assignment: where bodies and pages are, what is posted of it, and what holds it now.

    `shown` is None where each person opens it for themselves. `is_spoken_against`: by what is on file, where
    no gate could hold it. `rests_by_draw` says that it would be on offer
    without the hidden draws, and nothing of how long they last. `fits` is the version that limits leave.
    `comes_at`, `changes_at`, `leaves_at`: when pages follow what the clinician changed; None: they have.
    """

    assignment: Assignment
    exercise: Exercise
    place: Place
    posted: Place
    held_by: tuple[Held, ...]
    is_released: bool
    shown: Shown | None
    rests_by_draw: bool
    fits: Version | None
    is_spoken_against: bool = False
    comes_at: datetime | None = None
    changes_at: datetime | None = None
    leaves_at: datetime | None = None

    @property
    def needs_everyone(self) -> bool:
        return self.exercise.needs_everyone(self.place.phase)

    def held_since(self, posting: datetime) -> datetime | None:
        """Since when the clinician holds it, where pages posted then do not say so yet."""
        own = (one.since for one in self.held_by if one.reason is HoldReason.CLINICIAN)
        return next((since for since in own if since and since >= posting), None)


@dataclass(frozen=True, kw_only=True)
class Gates:
    """All joint assignments of a relationship, as of now, with the posting that stands and the next one."""

    gates: tuple[JointGate, ...]
    posted_at: datetime
    lands_at: datetime

    @property
    def on_all(self) -> dict[Held, list[JointGate]]:
        """What holds all touch together, each once, with everything that it holds."""
        found: dict[Held, list[JointGate]] = {}
        for gate in self.gates:
            for one in gate.held_by:
                if one.is_on_all:
                    found.setdefault(one, []).append(gate)
        return found

    def of(self, assignment: Assignment) -> JointGate | None:
        return next((gate for gate in self.gates if gate.assignment.pk == assignment.pk), None)


def gates_for(viewer: Clinician, relationship: Relationship, *, now: datetime, keyring: Keyring) -> Gates:
    """In the order of the plan, and in as many queries for one assignment as for thirty."""
    board, people = board_of(relationship.pk), Participation.objects.filter(relationship=relationship).count()
    given = _joint(viewer, relationship, now)
    histories = histories_of(given, keyring)
    started, holds = _started(given), list(Hold.objects.filter(relationship=relationship))
    posting = posted_at(board, people=people, now=now)
    gates = (
        _gate(one, histories[one.pk], board, holds, started=started, posting=posting, now=now)
        for one in given
    )
    return Gates(gates=tuple(gates), posted_at=posting, lands_at=lands_at(board, people=people, now=now))


def _joint(viewer: Clinician, relationship: Relationship, now: datetime) -> list[Assignment]:
    """What lies before all of them, and is neither let go nor kept."""
    rows = Assignment.objects.filter(
        Q(let_go_at=None) | Q(let_go_at__gt=now),
        Q(settled_at=None) | Q(settled_at__gt=now),
        relationship=relationship,
        client=None,
        plan__episode__clinician=viewer,
    )
    return list(rows.defer("sheet").order_by("plan__started_at", "position", "pk"))


def _started(given: Sequence[Assignment]) -> list[Invitation]:
    return list(Invitation.objects.filter(assignment__in=[one.pk for one in given]))


def _gate(
    given: Assignment,
    history: History,
    board: Board,
    holds: Sequence[Hold],
    *,
    started: Sequence[Invitation],
    posting: datetime,
    now: datetime,
) -> JointGate:
    place, exercise = place_now(given), history.exercise
    people = people_at(history, now)
    needs_everyone = exercise.needs_everyone(place_shown(given, posting).phase)
    shown = _shown(history, given, board, started, posting) if needs_everyone else None
    asked = Asked(
        client=people[0] if people else "",
        phase=place.phase,
        version=place.version,
        is_under_way=shown is Shown.ON_OFFER,
    )
    own = [hold for hold in holds if hold.assignment_id in (None, given.pk)]
    facts = facts_at(history, asked, now) if people else None
    return JointGate(
        assignment=given,
        exercise=exercise,
        place=place,
        posted=place_shown(given, posting),
        held_by=_held(given, facts, held_by(history, asked, own, since=given.placed_at, now=now))
        if facts
        else (),
        is_released=bool(facts and facts.is_released),
        shown=shown,
        rests_by_draw=shown is Shown.RESTING and _opens_undrawn(history, given, board, started, posting),
        fits=version_at(history, asked, now) if people else None,
        is_spoken_against=bool(facts and not facts.has_criteria and _is_spoken_against(history, people, now)),
        comes_at=given.assigned_at if given.assigned_at > now else None,
        changes_at=given.posted_until if place != place_shown(given, posting) else None,
        leaves_at=given.let_go_at,
    )


def _is_spoken_against(history: History, people: Iterable[str], now: datetime) -> bool:
    on_file = (cautions_at(history.cautions, one, now) for one in people)
    return any(speaks_against(history.exercise, one) for one in on_file)


def _held(given: Assignment, facts: Facts, found: tuple[Held, ...]) -> tuple[Held, ...]:
    """What was let go rests until it has left their pages: that is no hold, and nobody lifts it.

    Nor is it one that nobody has opened yet what waits for nobody's answer but their own.
    """
    return tuple(
        one
        for one in found
        if not (given.let_go_at and one.reason is HoldReason.CLINICIAN)
        and not (_is_unanswered(one) and not facts.needs_everyone)
    )


def _is_unanswered(one: Held) -> bool:
    return one.reason is HoldReason.READINESS and one.detail is None


def _shown(
    history: History, given: Assignment, board: Board, started: Sequence[Invitation], posting: datetime
) -> Shown:
    phase = place_shown(given, posting).phase
    own = (one for one in started if (one.assignment_id, one.phase) == (given.pk, phase))
    since = [one.started_at for one in own if one.started_at < posting]
    return shown_of(history, given, board, started=since, posting=posting)


def _opens_undrawn(
    history: History, given: Assignment, board: Board, started: Sequence[Invitation], posting: datetime
) -> bool:
    """Whether it would be on offer now if no draw ever held anything."""
    undrawn = replace(board, preset=without_draws(board.preset))
    return _shown(history, given, undrawn, started, posting) is Shown.ON_OFFER


def lands_at_under(viewer: Clinician, relationship: Relationship, *, now: datetime) -> datetime:
    """From when a change made now stands on the pages of those in this clinician's care."""
    people = Participation.objects.filter(relationship=relationship, client__clinician=viewer).count()
    return lands_at(board_of(relationship.pk), people=people, now=now)


def version_left(
    viewer: Clinician, relationship: Relationship, phase: Phase, *, now: datetime, keyring: Keyring
) -> Version | None:
    """The largest version that the limits of those who take part now leave; None: it would rest."""
    rows = Participation.objects.filter(relationship=relationship, ended_at=None, client__clinician=viewer)
    people = [row.client_id for row in rows]
    limits = limits_in_force(limits_between(people, keyring), at=now)
    paused = paused_in(relationship.pk, keyring, at=now)
    return version_that_fits(phase, limits, people=[str(one) for one in people], paused=paused)


def paused_meanwhile_under(
    viewer: Clinician, relationship: Relationship, *, now: datetime
) -> tuple[str, ...]:
    """What the joint exercises that lie before them ask to leave out meanwhile, in the order of the plan."""
    asked = (
        one
        for given in _joint(viewer, relationship, now)
        for one in exercise_by_digest(given.exercise_id).paused_meanwhile
    )
    return tuple(dict.fromkeys(asked))


def open_criteria_under(
    viewer: Clinician, assignment: Assignment, keyring: Keyring
) -> Mapping[UUID, frozenset[Criterion]]:
    """What each person leaves open of the phase they are in; nobody stands there who leaves nothing open."""
    phase = exercise_by_digest(assignment.exercise_id).phase(assignment.phase)
    rows = Participation.objects.filter(relationship=assignment.relationship_id, ended_at=None)
    reports, seen_at = reports_of([assignment.pk], keyring)[assignment.pk], answered_at(assignment)
    found = {
        one.client_id: unsettled_criteria(
            reports, people=[str(one.client_id)], settled_when=phase.settled_when, released_at=seen_at
        )
        for one in _in_care(rows, viewer)
    }
    return {client: criteria for client, criteria in found.items() if criteria}


def _in_care(rows: Iterable[Participation], viewer: Clinician) -> list[Participation]:
    return [row for row in rows if row.client.clinician_id == viewer.pk]
