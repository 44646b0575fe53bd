from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import starmap
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import ANA, BEN, NOON, minutes
from unhurried.core.exercises import Criteria
from unhurried.core.holds import HoldReason
from unhurried.core.progression import (
    Advice,
    Criterion,
    Movement,
    PainRule,
    Report,
    may_ask_next_phase,
    may_offer_release,
    movement_after,
    reason_to_rest,
    unsettled_criteria,
)

Rule = Callable[..., Advice]
FINE: dict[str, Any] = {"pain": 0, "felt_pressed": 0, "limits_kept": True, "wanted": True}
BLANK: dict[str, Any] = dict.fromkeys(
    ["pain", "felt_pressed", "limits_kept", "wanted", "dissociation", "exposure", "worry", "presence"]
)


def report(sequence: int = 1, *, client: str = ANA, is_finished: bool = True, **said: Any) -> Report:
    return Report(client=client, sequence=sequence, at=minutes(sequence), is_finished=is_finished, **said)


def with_pain(*pains: int | None) -> list[Report]:
    return [report(place, pain=pain) for place, pain in enumerate(pains, start=1)]


maybe_ten = st.none() | st.integers(0, 10)
maybe_bool = st.none() | st.booleans()


def numbered(place: int, said: dict[str, Any]) -> Report:
    return report(place, **said)


answers = st.fixed_dictionaries(
    {
        "is_finished": st.booleans(),
        "client": st.sampled_from([ANA, BEN]),
        "pain": maybe_ten,
        "felt_pressed": st.sampled_from([None, 0, 1, 2, 3, 9]),
        "limits_kept": maybe_bool,
        "wanted": maybe_bool,
        "dissociation": maybe_bool,
        "exposure": st.none() | st.integers(0, 100),
    }
)
histories = st.lists(answers, max_size=6).map(lambda said: list(starmap(numbered, enumerate(said, start=1))))


# Nothing moves forward


def prove_nothing_moves_forward(rule: Rule) -> None:
    """Walk any history, acting on each advice: the position never rises."""

    @searching
    @given(history=histories)
    def check(history):  # type: ignore[no-untyped-def]
        for length in range(len(history) + 1):
            advice = rule(history[:length])
            assert advice.movement in {
                Movement.STAY,
                Movement.REPEAT,
                Movement.LIGHTER,
                Movement.STEP_BACK,
                Movement.HOLD,
            }
            assert advice.steps_back >= 0
            assert advice.movement is not Movement.STEP_BACK or advice.steps_back > 0

    check()


def test_no_sequence_of_answers_moves_forward() -> None:
    prove_nothing_moves_forward(movement_after)


def test_a_rule_that_rewards_two_painless_practices_is_found() -> None:
    def rewards(history: list[Report]) -> Advice:
        painless = [one for one in history if one.pain is not None and one.pain < 3]
        return (
            Advice(movement=Movement.STEP_BACK, steps_back=-1)
            if len(painless) > 1
            else movement_after(history)
        )

    finds_fault(prove_nothing_moves_forward, rewards)


def test_there_is_no_word_for_forward() -> None:
    assert [movement.value for movement in Movement] == ["stay", "repeat", "lighter", "step_back", "hold"]


# A hold stands


def prove_a_hold_stands(rule: Rule) -> None:
    @searching
    @given(history=histories, later=answers)
    def check(history, later):  # type: ignore[no-untyped-def]
        if rule(history).movement is Movement.HOLD:
            assert rule([*history, report(7, **later)]).movement is Movement.HOLD

    check()


def test_no_later_answer_lifts_a_hold() -> None:
    prove_a_hold_stands(movement_after)


def test_a_rule_that_looks_at_the_latest_practice_alone_is_found() -> None:
    finds_fault(prove_a_hold_stands, lambda history: movement_after(history[-1:]))


def prove_one_more_voice_is_never_bolder(rule: Rule) -> None:
    @searching
    @given(history=histories)
    def check(history):  # type: ignore[no-untyped-def]
        together = rule(history)
        for client in (ANA, BEN):
            alone = rule([one for one in history if one.client == client])
            assert together.movement.care >= alone.movement.care
            assert together.steps_back >= alone.steps_back

    check()


def test_together_is_never_bolder_than_the_most_careful_one() -> None:
    prove_one_more_voice_is_never_bolder(movement_after)


def test_a_rule_that_asks_the_last_to_answer_is_found() -> None:
    def asks_the_last(history: list[Report]) -> Advice:
        return movement_after(
            [one for one in history if one.client == max(history, key=lambda last: last.sequence).client]
        )

    finds_fault(prove_one_more_voice_is_never_bolder, asks_the_last)


def prove_order_is_nothing(rule: Rule) -> None:
    @searching
    @given(history=histories, data=st.data())
    def check(history, data):  # type: ignore[no-untyped-def]
        assert rule(history) == rule(data.draw(st.permutations(history)))

    check()


def test_the_order_of_arrival_changes_nothing() -> None:
    prove_order_is_nothing(movement_after)


def test_a_rule_that_trusts_arrival_is_found() -> None:
    finds_fault(
        prove_order_is_nothing,
        lambda history: movement_after([replace(one, sequence=place) for place, one in enumerate(history)]),
    )


def prove_worry_and_presence_gate_nothing(rule: Rule) -> None:
    @searching
    @given(history=histories, worry=maybe_ten, presence=maybe_ten)
    def check(history, worry, presence):  # type: ignore[no-untyped-def]
        assert rule([replace(one, worry=worry, presence=presence) for one in history]) == rule(history)

    check()


def test_worry_and_presence_move_nobody() -> None:
    prove_worry_and_presence_gate_nothing(movement_after)


def test_a_rule_in_which_worry_holds_is_found() -> None:
    def worries(history: list[Report]) -> Advice:
        is_worried = any(one.worry is not None and one.worry >= 8 for one in history)
        return Advice(movement=Movement.HOLD) if is_worried else movement_after(history)

    finds_fault(prove_worry_and_presence_gate_nothing, worries)


# The table


@pytest.mark.parametrize(
    ("pains", "advice"),
    [
        ((), Advice(movement=Movement.STAY)),
        ((None,), Advice(movement=Movement.REPEAT)),
        ((3,), Advice(movement=Movement.REPEAT)),
        ((4,), Advice(movement=Movement.LIGHTER)),
        ((5,), Advice(movement=Movement.LIGHTER)),
        ((6,), Advice(movement=Movement.STEP_BACK, steps_back=1)),
        ((10,), Advice(movement=Movement.STEP_BACK, steps_back=1)),
        ((5, 3), Advice(movement=Movement.REPEAT)),
        ((3, 5), Advice(movement=Movement.LIGHTER)),
        ((4, 4), Advice(movement=Movement.HOLD)),
        ((4, None, 4), Advice(movement=Movement.HOLD)),
        ((4, 3, 4), Advice(movement=Movement.LIGHTER)),
        ((4, 6), Advice(movement=Movement.HOLD, steps_back=1)),
    ],
)
def test_pain_follows_the_table(pains: tuple[int | None, ...], advice: Advice) -> None:
    assert movement_after(with_pain(*pains)) == advice


@pytest.mark.parametrize(
    "said", [{"felt_pressed": 3}, {"limits_kept": False}, {"wanted": False}, {"dissociation": True}]
)
def test_what_happened_between_people_holds(said: dict[str, Any]) -> None:
    assert movement_after([report(**said)]).movement is Movement.HOLD


@pytest.mark.parametrize("said", [BLANK, FINE, {"felt_pressed": 2}, {"dissociation": False}, {"worry": 10}])
def test_what_is_blank_or_light_asks_for_nothing(said: dict[str, Any]) -> None:
    assert movement_after([report(**said)]) == Advice(movement=Movement.REPEAT)


@pytest.mark.parametrize(
    ("said", "steps"),
    [({"exposure": 79}, 0), ({"exposure": 80}, 2), ({"exposure": 10, "dissociation": True}, 2)],
)
def test_exposure_steps_two_rungs_down(said: dict[str, Any], steps: int) -> None:
    assert movement_after([report(**said)]).steps_back == steps


def test_a_stopped_practice_changes_nothing() -> None:
    assert movement_after([report(is_finished=False)]) == Advice(movement=Movement.STAY)


def test_the_clinician_s_release_puts_what_came_before_behind() -> None:
    history = with_pain(4, 4)
    assert movement_after(history, released_at=minutes(2)).movement is Movement.STAY
    assert movement_after([*history, report(3, pain=4)], released_at=minutes(2)).movement is Movement.LIGHTER


def test_a_clinician_may_be_stricter_and_never_looser() -> None:
    assert movement_after(with_pain(2), pain=PainRule(lighter_at=2)).movement is Movement.LIGHTER
    for looser in ({"lighter_at": 5}, {"stops_at": 7}):
        with pytest.raises(ValueError, match="never looser"):
            PainRule(**looser)


# Criteria

Unsettled = Callable[..., frozenset[Criterion]]
SETTLED_WHEN = Criteria(max_pain=2)


def test_criteria_are_these_eight_and_no_others() -> None:
    assert {criterion.value for criterion in Criterion} == {
        "pain_rule", "felt_pressed", "limits_kept", "wanted", "no_hold", "safety_record", "clearance",
        "rest_gap",
    }  # fmt: skip


def prove_any_bad_word_unsettles(unsettled: Unsettled) -> None:
    """Everybody fine, then one person's one bad word, then everybody fine again."""

    @searching
    @given(
        client=st.sampled_from([ANA, BEN]),
        said=st.sampled_from([{"pain": 6}, {"felt_pressed": 3}, {"limits_kept": False}, {"wanted": False}]),
        sequence=st.sampled_from([2, 3, 4]),
    )
    def check(client, said, sequence):  # type: ignore[no-untyped-def]
        fine = [report(place, client=one, **FINE) for one in (ANA, BEN) for place in (1, 5)]
        assert not unsettled(fine, people=(ANA, BEN), settled_when=SETTLED_WHEN)
        bad = report(sequence, client=client, **(FINE | said))
        assert unsettled([*fine, bad], people=(ANA, BEN), settled_when=SETTLED_WHEN)

    check()


def test_one_bad_word_unsettles_until_the_clinician_has_seen_it() -> None:
    prove_any_bad_word_unsettles(unsettled_criteria)


def test_criteria_over_an_average_are_found() -> None:
    def averages(reports, *, people, settled_when):  # type: ignore[no-untyped-def]
        return (
            unsettled_criteria(reports, people=people, settled_when=settled_when)
            if len(reports) < 5
            else frozenset()
        )

    finds_fault(prove_any_bad_word_unsettles, averages)


def test_criteria_over_the_newest_word_are_found() -> None:
    def newest(reports, *, people, settled_when):  # type: ignore[no-untyped-def]
        return unsettled_criteria(
            [one for one in reports if one.sequence == 5], people=people, settled_when=settled_when
        )

    finds_fault(prove_any_bad_word_unsettles, newest)


def test_a_blank_settles_nothing_and_undoes_nothing() -> None:
    said = {Criterion.FELT_PRESSED, Criterion.LIMITS_KEPT, Criterion.WANTED, Criterion.PAIN_RULE}
    assert unsettled_criteria([report()], people=[ANA], settled_when=SETTLED_WHEN) == said
    fine_then_blank = [report(1, **FINE), report(2)]
    assert not unsettled_criteria(fine_then_blank, people=[ANA], settled_when=SETTLED_WHEN)


def test_everybody_is_asked_even_those_who_wrote_nothing() -> None:
    assert unsettled_criteria([report(**FINE)], people=[ANA, BEN], settled_when=SETTLED_WHEN)


def test_pain_is_no_criterion_where_nobody_asks_or_names_it() -> None:
    said = report(felt_pressed=0, limits_kept=True, wanted=True)
    assert not unsettled_criteria([said], people=[ANA], settled_when=Criteria())


def test_once_one_person_names_pain_everybody_is_asked_about_it() -> None:
    named, silent = report(**FINE), report(client=BEN, felt_pressed=0, limits_kept=True, wanted=True)
    unsettled = unsettled_criteria([named, silent], people=[ANA, BEN], settled_when=Criteria())
    assert unsettled == {Criterion.PAIN_RULE}


@pytest.mark.parametrize(
    ("most", "pains", "is_settled"),
    [
        (2, (2,), True),
        (2, (3,), False),
        (9, (3,), True),
        (9, (4,), False),
        (None, (3,), True),
        (2, (4, 2), True),
        (2, (6, 0), False),
        (2, (4, 4, 0), False),
        (2, (None,), False),
    ],
)
def test_an_exercise_may_be_stricter_about_pain_never_looser(
    most: int | None, pains: tuple[int | None, ...], is_settled: bool
) -> None:
    unsettled = unsettled_criteria(with_pain(*pains), people=[ANA], settled_when=Criteria(max_pain=most))
    assert (Criterion.PAIN_RULE not in unsettled) is is_settled


def test_a_release_is_offered_only_when_every_criterion_is_met() -> None:
    assert may_offer_release(frozenset(), frozenset())
    for criterion in Criterion:
        assert not may_offer_release(frozenset(), {criterion})
        assert not may_offer_release({criterion}, frozenset())


@pytest.mark.parametrize(("held", "days", "may_ask"), [(2, 14, True), (1, 14, False), (2, 13, False)])
def test_practices_and_days_only_time_the_question(held: int, days: int, may_ask: bool) -> None:
    when = Criteria(practices=2, days=14)
    now = NOON + timedelta(days=days)
    assert may_ask_next_phase(held, first_at=NOON, settled_when=when, now=now) is may_ask


def test_the_next_phase_is_not_asked_about_before_a_first_practice() -> None:
    assert not may_ask_next_phase(0, first_at=None, settled_when=Criteria(practices=0), now=NOON)


# Why it rests


@searching
@given(history=histories)
def test_what_rests_has_a_reason_and_nothing_else_has(history: list[Report]) -> None:
    own = [one for one in history if one.client == ANA]
    rests = movement_after(own).movement in {Movement.STEP_BACK, Movement.HOLD}
    assert (reason_to_rest(own) is not None) == rests


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"pain": 6}, HoldReason.PAIN_RULE),
        ({"pain": 6, "dissociation": True}, HoldReason.PAIN_RULE),
        ({"dissociation": True}, HoldReason.DISTRESS),
        ({"exposure": 80}, HoldReason.DISTRESS),
        ({"felt_pressed": 3, "wanted": False}, HoldReason.FELT_PRESSED),
        ({"limits_kept": False}, HoldReason.LIMITS_KEPT),
        ({"wanted": False}, HoldReason.WANTED),
        (FINE, None),
        (BLANK, None),
    ],
)
def test_reason_is_what_was_said_and_pain_comes_first(
    said: dict[str, Any], reason: HoldReason | None
) -> None:
    assert reason_to_rest([report(1, **said)]) is reason
