"""A step that stood open rests for whole weeks, by a fact or by chance, and the two cannot be told apart."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.draws import keyed, scheduled
from tests.core.properties import finds_fault, searching
from unhurried.core.discretion import CHANCES, PRESETS, Chance, Preset, PresetName, without_draws
from unhurried.core.gates import Gate
from unhurried.core.holds import HoldReason
from unhurried.core.invitations import Board
from unhurried.core.postings import Schedule
from unhurried.core.rests import Finding, finding_at, is_resting

PLAIN, BALANCED, STRONG = (PRESETS[name] for name in PresetName)
OPENED = datetime(2026, 3, 5, 5, tzinfo=UTC)
"""A Thursday. In the balanced preset the postings that follow are Monday's and Thursday's."""
POSTINGS = 40
Resting = Callable[..., bool]

held = st.sets(st.sampled_from([HoldReason.READINESS, HoldReason.LIMIT, HoldReason.CONCERN]), max_size=2)
presets = st.sampled_from([BALANCED, STRONG])


def board(preset: Preset, chance: Chance) -> Board:
    return Board(schedule=scheduled(preset), preset=preset, chance=chance)


def without_own_rests(seed: int) -> Chance:
    """Every draw from a key, but that no single step begins to rest by chance."""
    real = keyed(seed)
    return lambda *slot: CHANCES - 1 if slot[0] == "own-rest" else real(*slot)


def with_own_rests(seed: int, days: Collection[str]) -> Chance:
    """The same draws, but that the step begins to rest by chance at just these postings."""
    real = without_own_rests(seed)
    return lambda *slot: (0 if slot[3] in days else CHANCES - 1) if slot[0] == "own-rest" else real(*slot)


def postings_of(preset: Preset) -> list[datetime]:
    return list(islice(scheduled(preset).following(OPENED), POSTINGS))


def course_of(
    on: Board,
    held_at: Callable[[datetime], Collection[HoldReason]] = lambda at: (),
    resting: Resting = is_resting,
) -> list[bool]:
    """Whether the step rests, posting by posting, with what stood against it at each."""

    def found_at(at: datetime) -> Finding:
        gate = Gate(held_by=tuple(reason for reason in HoldReason if reason in held_at(at)))
        return finding_at(gate, is_drawn=on.begins_own_rest(at, assignment="a", phase="p"))

    return [
        on.is_individual(at) or resting(at, opened_at=OPENED, board=on, found_at=found_at)
        for at in postings_of(on.preset)
    ]


def prove_a_fact_rests_it_as_chance_does(resting: Resting) -> None:
    """Whatever begins to rest by a fact is, posting for posting, what the same days drawn by chance give."""

    @searching
    @given(preset=presets, seed=st.integers(0, 10_000), at=st.sets(st.integers(1, POSTINGS - 1), max_size=6))
    def holds_for(preset: Preset, seed: int, at: set[int]) -> None:
        days = [postings_of(preset)[nth] for nth in at]
        by_fact = course_of(
            board(preset, without_own_rests(seed)),
            lambda now: [HoldReason.READINESS] if now in days else (),
            resting,
        )
        by_chance = course_of(
            board(preset, with_own_rests(seed, {str(one.date()) for one in days})), resting=resting
        )
        assert by_fact == by_chance

    holds_for()


def test_fact_rests_it_as_chance_does() -> None:
    prove_a_fact_rests_it_as_chance_does(is_resting)


def test_rest_that_ends_with_its_fact_is_found() -> None:
    """The planted fault: a "not yet" of one posting rests one posting, which no draw does."""

    def as_long_as_the_fact(
        posting: datetime, *, opened_at: datetime, board: Board, found_at: Callable[[datetime], Finding]
    ) -> bool:
        drawn = board.begins_own_rest(posting, assignment="a", phase="p")
        rests = is_resting(
            posting,
            opened_at=opened_at,
            board=board,
            found_at=lambda at: (
                Finding.BEGINS_A_REST
                if board.begins_own_rest(at, assignment="a", phase="p")
                else Finding.STANDS
            ),
        )
        return drawn or rests or found_at(posting) is not Finding.STANDS

    finds_fault(prove_a_fact_rests_it_as_chance_does, as_long_as_the_fact)


def test_rest_that_begins_anew_while_it_lasts_is_found() -> None:
    """The planted fault: a second fact within a rest makes it longer than any draw would."""

    def counted_from_the_last_fact(
        posting: datetime, *, opened_at: datetime, board: Board, found_at: Callable[[datetime], Finding]
    ) -> bool:
        facts = (
            at
            for at in board.shared_after(opened_at, posting)
            if found_at(at) is Finding.BEGINS_A_REST
            and not board.begins_own_rest(at, assignment="a", phase="p")
        )
        drawn = is_resting(posting, opened_at=opened_at, board=board, found_at=found_at)
        return drawn or any(board.rest_ends(at) > posting for at in facts)

    finds_fault(prove_a_fact_rests_it_as_chance_does, counted_from_the_last_fact)


def prove_it_never_stands_against_a_fact(resting: Resting) -> None:
    @searching
    @given(
        preset=st.sampled_from([PLAIN, BALANCED, STRONG]),
        seed=st.integers(0, 10_000),
        facts=st.lists(held, min_size=POSTINGS, max_size=POSTINGS),
    )
    def holds_for(preset: Preset, seed: int, facts: list[set[HoldReason]]) -> None:
        by_posting = dict(zip(postings_of(preset), facts, strict=True))
        rests = course_of(board(preset, keyed(seed)), by_posting.__getitem__, resting)
        assert all(rest or not against for rest, against in list(zip(rests, facts, strict=True))[1:])

    holds_for()


def test_it_never_stands_against_a_fact() -> None:
    prove_it_never_stands_against_a_fact(is_resting)


def test_step_that_stays_open_against_a_fact_is_found() -> None:
    finds_fault(prove_it_never_stands_against_a_fact, lambda *_, **__: False)


def test_days_between_two_practices_begin_no_rest() -> None:
    """Everybody knows of them; what else stands against the step shows when they are over."""
    on = board(BALANCED, without_own_rests(1))
    first, second = islice(on.shared_after(OPENED, OPENED + timedelta(days=60)), 2)
    gap = {HoldReason.REST_GAP}

    known = course_of(on, lambda at: gap if at == first else ())
    with_more = course_of(on, lambda at: gap | {HoldReason.CONCERN} if at == first else ())
    lasting = course_of(on, lambda at: gap | {HoldReason.CONCERN} if at == first else {HoldReason.CONCERN})
    place = postings_of(BALANCED).index
    assert known == with_more
    assert (known[place(first)], known[place(second)]) == (True, False)
    assert (lasting[place(first)], lasting[place(second)]) == (True, True)


@pytest.mark.parametrize("preset", [BALANCED, STRONG], ids=["balanced", "strong"])
def test_rests_of_two_steps_that_begin_together_end_together(preset: Preset) -> None:
    """What is against all touch closes every step; were they to open one by one, it was no week for all."""
    on = board(preset, keyed(11))
    ends = {at: on.rest_ends(at) for at in postings_of(preset)}
    assert all((end - at).days % 7 == 0 for at, end in ends.items())
    assert {(end - at).days // 7 for at, end in ends.items()} == {1, 2, 3, 4}


def test_plain_rests_a_step_for_as_long_as_the_fact() -> None:
    on = board(PLAIN, keyed(3))
    against = postings_of(PLAIN)[5]
    rests = course_of(on, lambda at: [HoldReason.READINESS] if at == against else ())
    assert [nth for nth, rest in enumerate(rests) if rest] == [5]


def test_without_draws_nothing_rests_but_by_a_fact() -> None:
    rests = course_of(board(without_draws(BALANCED), keyed(3)))
    assert not any(rests)


def test_weeks_later_is_the_same_weekday_also_when_the_clocks_change() -> None:
    zone = ZoneInfo("Europe/Berlin")
    on = Schedule(weekdays=BALANCED.weekdays, zone=zone)
    thursday = datetime(2026, 3, 26, 5, tzinfo=zone)
    assert on.weeks_later(thursday, 1) == datetime(2026, 4, 2, 5, tzinfo=zone)
