"""The run of an evening, and where a limit lands in it: whole, once, and no further than it has to."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from unhurried.core.boundaries import Direction, Limit, Word
from unhurried.core.exercises import Step, StepKind
from unhurried.core.runs import Moment, is_free, is_swap, landing, people_in, run_of
from unhurried.library.loading import load_library
from unhurried.library.place import content_root

AT = datetime(2026, 3, 3, 20, tzinfo=UTC)
ZONES = ("hands", "forearms", "feet")
PEOPLE = ("ana", "ben")

Landing = Callable[..., int]


def step(*zones: str, roles: tuple[str, ...] = ()) -> Step:
    return Step(key="-".join(zones) or "none", kind=StepKind.TIMER, zones=frozenset(zones), roles=roles)


def limit(what: str, word: Word = Word.NEVER, owner: str = "ana") -> Limit:
    return Limit(
        owner=owner,
        what=what,
        direction=Direction.BEING_TOUCHED,
        word=word,
        sequence=1,
        at=AT,
        set_by=owner,
    )


runs = st.lists(st.sets(st.sampled_from(ZONES), max_size=2), min_size=1, max_size=8).map(
    lambda all_zones: tuple(Moment(step=step(*sorted(zones))) for zones in all_zones)
)
limits_of_ana = st.sets(st.sampled_from(ZONES)).map(lambda zones: tuple(map(limit, sorted(zones))))


def free(run: Sequence[Moment], place: int, limits: Collection[Limit]) -> bool:
    return is_free(run[place], limits=limits, people=PEOPLE)


def prove_landing(lands: Landing) -> None:
    """Nothing that is left is off-limits; and no landing before it would do."""

    @searching
    @given(run=runs, place=st.integers(0, 7), limits=limits_of_ana)
    def looks(run: tuple[Moment, ...], place: int, limits: tuple[Limit, ...]) -> None:
        place = min(place, len(run) - 1)
        at = lands(run, place, limits=limits, people=PEOPLE)
        assert place <= at <= len(run)
        assert all(free(run, one, limits) for one in range(at, len(run)))
        assert at == place or not free(run, at - 1, limits)

    looks()


def test_after_a_landing_all_that_is_left_is_free_and_no_more_is_left_out() -> None:
    prove_landing(landing)


@given(run=runs, place=st.integers(0, 7), limits=limits_of_ana)
def test_landing_again_lands_nowhere_else(
    run: tuple[Moment, ...], place: int, limits: tuple[Limit, ...]
) -> None:
    """So every move after it goes on by one, whoever makes it."""
    at = landing(run, min(place, len(run) - 1), limits=limits, people=PEOPLE)
    for later in range(at, len(run)):
        assert landing(run, later, limits=limits, people=PEOPLE) == later


def test_limit_on_what_has_been_lands_nowhere() -> None:
    run = tuple(Moment(step=step(zone)) for zone in ZONES)
    assert landing(run, 1, limits=(limit("hands"),), people=PEOPLE) == 1


def test_limit_on_all_that_is_left_leaves_nothing() -> None:
    run = tuple(Moment(step=step(zone)) for zone in ZONES)
    assert landing(run, 1, limits=(limit("feet"),), people=PEOPLE) == len(run)


def test_pause_agreement_lands_like_a_limit() -> None:
    run = tuple(Moment(step=step(zone)) for zone in ZONES)
    by_pause = landing(run, 0, limits=(), people=PEOPLE, paused=frozenset({"forearms"}))
    assert by_pause == landing(run, 0, limits=(limit("forearms"),), people=PEOPLE) == 2


def next_free(run: Sequence[Moment], place: int, **facts: Collection[str]) -> int:
    """As it was before: the next moment that is free, with others behind it that are not."""
    onward = range(place, len(run))
    return next((at for at in onward if is_free(run[at], **facts)), len(run))  # type: ignore[arg-type]


def too_far(run: Sequence[Moment], place: int, **facts: Collection[str]) -> int:
    """One moment more than has to be, for good measure."""
    return min(landing(run, place, **facts) + 1, len(run))  # type: ignore[arg-type]


@pytest.mark.parametrize("planted", [next_free, too_far])
def test_landing_in_another_place_is_found(planted: Landing) -> None:
    finds_fault(prove_landing, planted)


def test_each_block_of_turns_comes_round_once_for_each() -> None:
    turn = step("hands", roles=("touching", "touched"))
    run = run_of((step(), turn, step()), people=3)
    assert [moment.turn for moment in run] == [None, 0, 1, 2, None]
    assert [is_swap(run, place) for place in range(len(run))] == [False, True, True, False, False]


@pytest.mark.parametrize("people", [2, 3, 6])
def test_run_tells_how_many_take_turns(people: int) -> None:
    steps = load_library(content_root()).exercises["sf.1-whole-body-early"].phases[0].steps
    assert people_in(run_of(steps, people=people)) == people


def test_run_without_turns_is_one_persons() -> None:
    assert people_in(()) == 1


def test_more_than_two_are_told_who_is_with_whom_and_two_are_not() -> None:
    hands = load_library(content_root()).exercises["sf.0-hands"]
    assert [bool(hands.says_to_more(people)) for people in (1, 2, 3)] == [False, False, True]
    assert "nobody has to be with everybody" in hands.says_to_more(3)
