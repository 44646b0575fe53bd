"""What is given, and a limit from before or after it: properties, each with faults that it has to find."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import ANA, BEN, FAY, GUS, HANA, IVO, TOUCH, exercise, minutes
from unhurried.core import facts as rules
from unhurried.core.boundaries import Direction, Limit, Word, limits_in_force, version_that_fits
from unhurried.core.exercises import Phase, Version
from unhurried.core.facts import Asked, version_at
from unhurried.core.history import History, Seat, Surroundings
from unhurried.core.readiness import Answer, Readiness, ReadinessKind
from unhurried.core.vocabulary import Level

GIVEN, LATER, NOW = minutes(0), minutes(50), minutes(200)
THREE = (FAY, GUS, HANA)
NOS = (Word.NOT_NOW, Word.NEVER)
WHATS = ("hands", "upper_back", "co_presence", "hand_touch", "clothed_touch", "feet")

VersionAt = Callable[[History, Asked, datetime], Version | None]


def limit(owner: str, what: str, word: Word, *, at: datetime = LATER, **more: object) -> Limit:
    row = Limit(
        owner=owner,
        what=what,
        direction=Direction.BEING_TOUCHED,
        word=word,
        sequence=1,
        at=at,
        set_by=owner,
    )
    return replace(row, **more)  # type: ignore[arg-type]


def history(
    limits: Sequence[Limit] = (),
    *,
    people: Sequence[str] = THREE,
    phase: Phase = TOUCH,
    answers: Sequence[Readiness] = (),
) -> History:
    """A phase that was given at `GIVEN`, with nothing in its way but these limits."""
    return History(
        exercise=replace(exercise(), phases=(phase,)),
        given_at=GIVEN,
        seats=tuple(Seat(client=client, joined_at=minutes(-500)) for client in people),
        answers={phase.key: answers},
        tonight=(),
        limits=tuple(limits),
        pauses=(),
        holds=(),
        releases=(),
        checks=(),
        cautions=(),
        switches=(),
        reports=(),
        answered_at=(),
        rested_from=(),
        clinic_at=lambda *_, **__: Surroundings(licence_in_force=True, is_in_scope=True, has_cover=True),
    )


def asked(version: str = "full", client: str = FAY) -> Asked:
    return Asked(client=client, phase=TOUCH.key, version=version)


def says(client: str, answer: Answer) -> Readiness:
    return Readiness(client=client, kind=ReadinessKind.ASSIGNMENT, answer=answer, sequence=1, at=LATER)


def without_rest(known: History, wanted: Asked, at: datetime) -> Version | None:
    """Planted: a limit cuts a step smaller, whenever it came. This is what the others would see."""
    offered = rules._offered(known.exercise.phase(wanted.phase), wanted.version, is_light=False)
    people = rules.people_at(known, at)
    return version_that_fits(offered, limits_in_force(known.limits, at=at), people=people)


before = st.builds(
    limit,
    owner=st.sampled_from(THREE),
    what=st.sampled_from(WHATS),
    word=st.sampled_from(Word),
    at=st.integers(-200, -100).map(minutes),
    direction=st.sampled_from(Direction),
    other=st.sampled_from((None, GUS)),
    sequence=st.integers(1, 3),
)
later = st.builds(
    limit,
    owner=st.sampled_from(THREE),
    what=st.sampled_from(WHATS),
    word=st.sampled_from(NOS),
    direction=st.sampled_from(Direction),
    other=st.sampled_from((None, HANA)),
    sequence=st.just(9),
)
earlier_rows = st.lists(before, max_size=4)
versions = st.sampled_from([version.key for version in TOUCH.versions])
answers = st.lists(st.builds(says, st.sampled_from(THREE), st.sampled_from(Answer)), max_size=3)


# A limit from before shapes; one from later leaves everything as it was, or rests it


def prove_later_limit_shows_nothing_smaller(at: VersionAt) -> None:
    @searching
    @given(rows=earlier_rows, row=later, version=versions, said=answers)
    def check(rows, row, version, said):  # type: ignore[no-untyped-def]
        as_it_was = at(history(rows, answers=said), asked(version), NOW)
        afterwards = at(history([*rows, row], answers=said), asked(version), NOW)
        assert afterwards in (as_it_was, None)

    check()


def test_later_limit_shows_nothing_smaller() -> None:
    prove_later_limit_shows_nothing_smaller(version_at)


def test_rule_that_cuts_smaller_whenever_a_limit_came_is_found() -> None:
    finds_fault(prove_later_limit_shows_nothing_smaller, without_rest)


def test_rule_that_thinks_every_limit_came_before_is_found() -> None:
    finds_fault(
        prove_later_limit_shows_nothing_smaller,
        lambda known, wanted, at: version_at(replace(known, given_at=NOW), wanted, at),
    )


def prove_earlier_limit_shapes(at: VersionAt) -> None:
    @searching
    @given(rows=earlier_rows, version=versions)
    def check(rows, version):  # type: ignore[no-untyped-def]
        known = history(rows)
        assert at(known, asked(version), NOW) == without_rest(known, asked(version), NOW)

    check()


def test_limit_from_before_shapes_what_is_given() -> None:
    prove_earlier_limit_shapes(version_at)


def test_rule_that_rests_for_every_limit_is_found() -> None:
    finds_fault(
        prove_earlier_limit_shapes,
        lambda known, wanted, at: version_at(replace(known, given_at=minutes(-400)), wanted, at),
    )


def prove_owner_may_leave_it_out(at: VersionAt) -> None:
    @searching
    @given(rows=earlier_rows, row=later, version=versions)
    def check(rows, row, version):  # type: ignore[no-untyped-def]
        known = history([*rows, row, replace(row, sequence=10, shapes=True)])
        assert at(known, asked(version), NOW) == without_rest(known, asked(version), NOW)

    check()


def test_owner_may_let_it_be_left_out() -> None:
    prove_owner_may_leave_it_out(version_at)


def test_rule_that_does_not_hear_the_owners_choice_is_found() -> None:
    def deaf(known: History, wanted: Asked, at: datetime) -> Version | None:
        rows = tuple(replace(row, shapes=False) for row in known.limits)
        return version_at(replace(known, limits=rows), wanted, at)

    finds_fault(prove_owner_may_leave_it_out, deaf)


def prove_nothing_refused_is_given(at: VersionAt) -> None:
    @searching
    @given(rows=earlier_rows, row=later, shapes=st.booleans(), version=versions, said=answers)
    def check(rows, row, shapes, version, said):  # type: ignore[no-untyped-def]
        known = history([*rows, replace(row, shapes=shapes)], answers=said)
        found = at(known, asked(version), NOW)
        in_force = limits_in_force(known.limits, at=NOW)
        only = replace(TOUCH, versions=(found,)) if found else None
        assert only is None or version_that_fits(only, in_force, people=THREE) == found

    check()


def test_nothing_refused_is_ever_given() -> None:
    prove_nothing_refused_is_given(version_at)


def test_rule_that_asks_only_the_limits_that_shape_is_found() -> None:
    def half_asked(known: History, wanted: Asked, at: datetime) -> Version | None:
        rows = tuple(row for row in known.limits if row.at <= known.given_at)
        return version_at(replace(known, limits=rows), wanted, at)

    finds_fault(prove_nothing_refused_is_given, half_asked)


def prove_alone_every_limit_shapes(at: VersionAt) -> None:
    @searching
    @given(what=st.sampled_from(WHATS), word=st.sampled_from(NOS), version=versions)
    def check(what, word, version):  # type: ignore[no-untyped-def]
        known = history([limit(IVO, what, word)], people=[IVO])
        wanted = asked(version, client=IVO)
        assert at(known, wanted, NOW) == without_rest(known, wanted, NOW)

    check()


def test_alone_every_limit_shapes() -> None:
    prove_alone_every_limit_shapes(version_at)


def test_rule_that_rests_steps_for_somebody_alone_is_found() -> None:
    def as_for_two(known: History, wanted: Asked, at: datetime) -> Version | None:
        shaped = version_at(known, wanted, at)
        return None if shaped and shaped.key != wanted.version else shaped

    finds_fault(prove_alone_every_limit_shapes, as_for_two)


# Single cases


@pytest.mark.parametrize("answer", Answer)
def test_step_rests_whole_however_light_it_is_wished_for(answer: Answer) -> None:
    """Otherwise whoever says "lighter" and then "ready" could find out in which version it lies."""
    known = history([limit(ANA, "upper_back", Word.NEVER)], people=[ANA, BEN], answers=[says(BEN, answer)])
    assert version_at(known, asked(client=BEN), NOW) is None
    assert version_at(known, asked(client=BEN), NOW, smallest=True) is None


def test_later_limit_on_what_is_not_in_the_step_changes_nothing() -> None:
    known = history([limit(ANA, "feet", Word.NEVER)], people=[ANA, BEN])
    assert version_at(known, asked(client=ANA), NOW) == version_at(history(), asked(), NOW) is not None


def test_later_limit_on_what_was_left_out_already_changes_nothing() -> None:
    old = limit(ANA, "upper_back", Word.NEVER, at=minutes(-5))
    new = limit(BEN, "upper_back", Word.NEVER, sequence=4)
    for known in ([old], [old, new]):
        found = version_at(history(known, people=[ANA, BEN]), asked(client=ANA), NOW)
        assert found is not None and found.key == "short"


@pytest.mark.parametrize(("then", "fits"), [(Word.NEVER, "short"), (Word.NOT_NOW, "short")])
def test_no_from_before_said_again_in_other_words_goes_on_shaping(then: Word, fits: str) -> None:
    rows = [
        limit(ANA, "upper_back", Word.NOT_NOW, at=minutes(-5)),
        limit(ANA, "upper_back", then, sequence=2),
    ]
    found = version_at(history(rows, people=[ANA, BEN]), asked(client=ANA), NOW)
    assert found is not None and found.key == fits


def test_no_from_before_that_was_opened_and_closed_again_is_a_later_one() -> None:
    rows = [
        limit(ANA, "upper_back", Word.NEVER, at=minutes(-5)),
        limit(ANA, "upper_back", Word.WELCOME, sequence=2, at=minutes(10)),
        limit(ANA, "upper_back", Word.NEVER, sequence=3, at=minutes(20)),
    ]
    known = history(rows, people=[ANA, BEN])
    assert [version_at(known, asked(client=ANA), minutes(at)) and at for at in (5, 15, 25)] == [5, 15, None]


def test_never_said_of_what_was_out_from_the_start_rests_nothing() -> None:
    known = history([limit(ANA, "blindfold", Word.NEVER)], people=[ANA, BEN])
    found = version_at(known, asked("dark", client=ANA), NOW)
    assert found is not None and found.key == "full"


def test_what_was_posted_before_the_limit_stands_as_it_was() -> None:
    known = history([limit(ANA, "upper_back", Word.NEVER)], people=[ANA, BEN])
    found = version_at(known, asked(client=ANA), minutes(49))
    assert found is not None and found.key == "full"
    assert version_at(known, asked(client=ANA), LATER) is None


def test_where_each_opens_it_for_themselves_limits_shape_in_company_too() -> None:
    own = replace(TOUCH, level=Level.L1)
    known = history([limit(ANA, "upper_back", Word.NEVER)], people=[ANA, BEN], phase=own)
    found = {client: version_at(known, asked(client=client), NOW) for client in (ANA, BEN)}
    assert {client: version and version.key for client, version in found.items()} == {
        ANA: "short",
        BEN: "full",
    }
