"""What comes before, and where ways back lead: properties, each with a fault that it has to find."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import FAY, GUS, HANA, TOUCH, exercise, minutes
from unhurried.core.exercises import Criteria, Pathway, PathwayItem, Requirement, Waypoint
from unhurried.core.history import Seat, together_since
from unhurried.core.pathways import (
    Behind,
    Missing,
    WaysBack,
    held_by_these,
    missing_before,
    phase_fallen_back_to,
    required_before,
    ways_back,
)
from unhurried.core.vocabulary import Level

HANDS, HOUR, AGREED = "sf.0-hands", "sf.1-whole-body-early", "com.boundary-agreement"
NOW = minutes(500)

Rule = Callable[[Iterable[Requirement], Behind], tuple[Missing, ...]]


def behind(
    practices: dict[tuple[str, str], int] | None = None,
    settled: Iterable[tuple[str, str]] = (),
    *,
    is_agreed: bool = False,
) -> Behind:
    return Behind(practices=practices or {}, settled=frozenset(settled), is_agreed=is_agreed)


places = st.tuples(st.sampled_from([HANDS, HOUR]), st.sampled_from(["hands", "early"]))
requirements = st.lists(
    st.builds(
        Requirement,
        exercise=st.sampled_from([HANDS, HOUR, AGREED]),
        phase=st.sampled_from(["", "hands", "early"]),
        practices=st.integers(0, 4),
        is_settled=st.booleans(),
        is_agreed=st.booleans(),
    ),
    max_size=4,
)
pasts = st.builds(
    behind,
    st.dictionaries(places, st.integers(0, 5), max_size=4),
    st.frozensets(places, max_size=3),
    is_agreed=st.booleans(),
)


# What is missing


def prove_more_behind_them_is_never_more_missing(rule: Rule) -> None:
    @searching
    @given(requires=requirements, past=pasts, place=places)
    def check(requires, past, place):  # type: ignore[no-untyped-def]
        more = Behind(
            practices={**past.practices, place: past.practices.get(place, 0) + 1},
            settled=past.settled | {place},
            is_agreed=True,
        )
        then, now = rule(requires, past), rule(requires, more)
        assert {one.requirement for one in now} <= {one.requirement for one in then}

    check()


def test_more_behind_them_is_never_more_missing() -> None:
    prove_more_behind_them_is_never_more_missing(missing_before)


def test_rule_that_wants_exactly_so_many_is_found() -> None:
    def exactly(requires: Iterable[Requirement], past: Behind) -> tuple[Missing, ...]:
        counted = missing_before([replace(one, practices=99) for one in requires], past)
        asked = zip(requires, counted, strict=True)
        return tuple(replace(one, requirement=own) for own, one in asked if one.practices != own.practices)

    finds_fault(prove_more_behind_them_is_never_more_missing, exactly)


def prove_nothing_behind_them_misses_all_that_is_asked(rule: Rule) -> None:
    @searching
    @given(requires=requirements)
    def check(requires):  # type: ignore[no-untyped-def]
        asked = [one for one in requires if one.practices or one.is_settled or one.is_agreed]
        assert [one.requirement for one in rule(requires, behind())] == asked

    check()


def test_nothing_behind_them_misses_all_that_is_asked() -> None:
    prove_nothing_behind_them_misses_all_that_is_asked(missing_before)


def test_rule_that_takes_one_of_several_for_all_is_found() -> None:
    finds_fault(
        prove_nothing_behind_them_misses_all_that_is_asked,
        lambda requires, past: missing_before(requires, past)[:1],
    )


@pytest.mark.parametrize(
    ("required", "past", "so_far"),
    [
        (Requirement(exercise=HANDS, phase="hands", practices=2), behind(), 0),
        (Requirement(exercise=HANDS, phase="hands", practices=2), behind({(HANDS, "hands"): 1}), 1),
        (Requirement(exercise=HANDS, phase="hands", practices=2), behind({(HANDS, "hands"): 2}), None),
        (Requirement(exercise=HANDS, phase="hands", practices=2), behind({(HOUR, "hands"): 2}), 0),
        (Requirement(exercise=HANDS, practices=2), behind({(HANDS, "hands"): 1, (HANDS, "early"): 1}), None),
        (Requirement(exercise=HOUR, phase="early", is_settled=True), behind({(HOUR, "early"): 9}), 9),
        (
            Requirement(exercise=HOUR, phase="early", is_settled=True),
            behind(settled=[(HOUR, "early")]),
            None,
        ),
        (Requirement(exercise=AGREED, is_agreed=True), behind({(AGREED, "agree"): 3}), 3),
        (Requirement(exercise=AGREED, is_agreed=True), behind(is_agreed=True), None),
    ],
)
def test_what_is_missing_and_how_much_there_is(
    required: Requirement, past: Behind, so_far: int | None
) -> None:
    found = missing_before([required], past)
    assert [one.practices for one in found] == ([] if so_far is None else [so_far])


# Only what exactly these people did


def seat(client: str, joined: int, left: int | None = None) -> Seat:
    return Seat(client=client, joined_at=minutes(joined), left_at=None if left is None else minutes(left))


seats = st.tuples(
    st.just(seat(FAY, 0)),
    st.builds(seat, st.just(GUS), st.integers(0, 50)),
    st.builds(seat, st.just(HANA), st.integers(0, 200), st.none() | st.integers(200, 400)),
)
times = st.lists(st.integers(50, 499).map(minutes), max_size=8)
Held = Callable[[Iterable[datetime], Sequence[Seat], datetime], tuple[datetime, ...]]


def here(people: Sequence[Seat], at: datetime) -> set[str]:
    return {one.client for one in people if one.is_taken_at(at)}


def prove_only_these_people_count(rule: Held) -> None:
    @searching
    @given(people=seats, held=times)
    def check(people, held):  # type: ignore[no-untyped-def]
        counted = rule(held, people, NOW)
        assert list(counted) == [one for one in held if here(people, one) == here(people, NOW)]
        assert set(held) - set(counted) <= {one for one in held if one < together_since(people, NOW)}

    check()


def test_only_what_exactly_these_people_did_counts() -> None:
    prove_only_these_people_count(held_by_these)


def test_rule_that_counts_whatever_those_who_are_left_were_at_is_found() -> None:
    def whoever_was_there(
        held: Iterable[datetime], people: Sequence[Seat], at: datetime
    ) -> tuple[datetime, ...]:
        return tuple(one for one in held if here(people, one) >= here(people, at))

    finds_fault(prove_only_these_people_count, whoever_was_there)


def test_of_three_the_two_who_are_left_begin_with_what_they_did_as_two() -> None:
    """Fay and Gus were two before Hana joined, and are two again."""
    people = (seat(FAY, 0), seat(GUS, 0), seat(HANA, 100, 300))
    held = [minutes(at) for at in (50, 150, 200)]
    assert held_by_these(held, people, minutes(250)) == (minutes(150), minutes(200))
    assert held_by_these(held, people, minutes(350)) == (minutes(50),)


# After a change of people


THREE_PHASES = replace(
    exercise(),
    phases=tuple(
        replace(TOUCH, key=key, settled_when=Criteria(practices=count))
        for key, count in (("first", 2), ("second", 1), ("third", 1))
    ),
)
KEYS = [phase.key for phase in THREE_PHASES.phases]
counts = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 3))
Fallen = Callable[..., str]


def prove_a_change_never_leads_on(rule: Fallen) -> None:
    @searching
    @given(phase=st.sampled_from(KEYS), practices=counts)
    def check(phase, practices):  # type: ignore[no-untyped-def]
        reached = KEYS.index(rule(THREE_PHASES, phase, practices))
        assert reached <= KEYS.index(phase)
        earlier = THREE_PHASES.phases[:reached]
        assert all(practices.get(one.key, 0) >= one.settled_when.practices for one in earlier)

    check()


def test_a_change_of_people_never_leads_on_nor_past_what_they_have_not_done() -> None:
    prove_a_change_never_leads_on(phase_fallen_back_to)


def test_rule_that_stays_where_the_others_were_is_found() -> None:
    finds_fault(prove_a_change_never_leads_on, lambda _exercise, phase, _practices: phase)


def test_rule_that_goes_to_whatever_they_did_last_is_found() -> None:
    def to_the_last_done(_exercise: object, phase: str, practices: dict[str, int]) -> str:
        return max((key for key in KEYS if practices.get(key)), key=KEYS.index, default=phase)

    finds_fault(prove_a_change_never_leads_on, to_the_last_done)


def test_what_they_have_done_themselves_is_kept() -> None:
    assert phase_fallen_back_to(THREE_PHASES, "third", {"first": 2, "second": 1}) == "third"
    assert phase_fallen_back_to(THREE_PHASES, "third", {"first": 2}) == "second"
    assert phase_fallen_back_to(THREE_PHASES, "third", {}) == "first"


# What the pathway asks for, and its ways back


def pathway(**said: object) -> Pathway:
    item = PathwayItem(exercise=THREE_PHASES.id, phase="first", **said)  # type: ignore[arg-type]
    return Pathway(
        id="p1-test",
        version="1.0.0",
        status="reviewed",
        min_people=2,
        max_people=6,
        concerns=(),
        items=(item,),
        weeks=(1, 2),
        guides={"en": {}},
        after_limit_breach=Waypoint(exercise=AGREED, phase="agree"),
    )


def test_pathway_comes_before_the_exercises_own_prerequisites() -> None:
    asks = (Requirement(exercise=HANDS, practices=2),)
    own = replace(THREE_PHASES, prerequisites=(AGREED,))
    assert required_before(own, pathway(requires=asks)) == asks
    assert required_before(own, pathway()) == (Requirement(exercise=AGREED, practices=1),)
    assert required_before(THREE_PHASES, pathway()) == ()


WORDS = Waypoint(exercise=AGREED, phase="agree")
BACK = Waypoint(exercise=HANDS, phase="hands")


@pytest.mark.parametrize(
    ("phase", "said", "own", "one_back"),
    [
        ("first", {"step_back_to": BACK}, None, BACK),
        ("first", {"step_back_to": BACK}, HOUR, BACK),
        ("first", {}, HOUR, Waypoint(exercise=HOUR)),
        ("first", {}, None, None),
        ("second", {"step_back_to": BACK}, HOUR, None),
    ],
)
def test_only_the_first_phase_leads_back_to_another_exercise(
    phase: str, said: dict[str, Waypoint], own: str | None, one_back: Waypoint | None
) -> None:
    found = ways_back(replace(THREE_PHASES, step_back_to=own), phase, pathway(**said))
    assert found == WaysBack(one_back=one_back, to_words=WORDS)


def test_from_words_there_is_no_way_back_to_words() -> None:
    talk = replace(THREE_PHASES, phases=(replace(TOUCH, key="first", level=Level.L0),))
    assert ways_back(talk, "first", pathway()).to_words is None
