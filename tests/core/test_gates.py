from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import ANA, BEN, FAY, GUS, HANA, IVO, NOON, facts, minutes, person
from unhurried.core.gates import Facts, Gate, SafetyRecord, gate_for, may_begin, unmet_criteria
from unhurried.core.holds import BETWEEN_PEOPLE, Hold, HoldReason
from unhurried.core.progression import Criterion
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.core.vocabulary import Level

Ask = Callable[[Facts, str], Gate]
JOINT = [level for level in Level if level.is_joint_touch]
OWN = [level for level in Level if not level.is_joint_touch]
RECORDED = [
    HoldReason.CLINICIAN,
    HoldReason.CONCERN,
    HoldReason.PAIN_RULE,
    HoldReason.SPEAK_FIRST,
    HoldReason.LEFT,
]


def posted(known: Facts, client: str) -> Gate:
    return gate_for(known, client=client, posted_at=NOON)


def begins(known: Facts, client: str) -> Gate:
    return may_begin(known, client=client, now=NOON)


def hold(reason: HoldReason, *, client: str | None = None, raised: int = -9, effective: int = -5) -> Hold:
    return Hold(reason=reason, raised_at=minutes(raised), effective_at=minutes(effective), client=client)


people = st.builds(
    lambda client, known: person(client, **known),
    st.just(ANA),
    st.fixed_dictionaries(
        {
            "is_adult": st.booleans(),
            "intake_given": st.booleans(),
            "confidentiality_acknowledged": st.booleans(),
            "this_step": st.none() | st.sampled_from(Answer),
            "tonight": st.none() | st.sampled_from(Answer),
            "safety_record": st.sampled_from(SafetyRecord),
            "is_cleared": st.booleans(),
            "is_contraindicated": st.booleans(),
            "erotic_on": st.booleans(),
            "unsettled": st.frozensets(st.sampled_from(Criterion), max_size=2),
        }
    ),
)


def relationship(members: list[Any]) -> tuple[Any, ...]:
    return tuple(replace(member, client=name) for member, name in zip(members, (ANA, FAY, GUS), strict=False))


any_facts = st.builds(
    Facts,
    level=st.sampled_from(Level),
    family=st.sampled_from([None, "erotic", "pelvic"]),
    participants=st.lists(people, min_size=1, max_size=3).map(relationship),
    asked_as=st.sampled_from([ReadinessKind.ASSIGNMENT, ReadinessKind.NEXT_PHASE]),
    is_released=st.booleans(),
    holds=st.lists(
        st.builds(
            hold,
            st.sampled_from(RECORDED),
            client=st.sampled_from([None, ANA, FAY]),
            raised=st.integers(-9, -6),
            effective=st.integers(-5, 5),
        ),
        max_size=2,
    ).map(tuple),
    rests_until=st.none() | st.integers(-5, 5).map(minutes),
    fits=st.booleans(),
    is_under_way=st.booleans(),
    licence_in_force=st.booleans(),
    is_in_scope=st.booleans(),
    has_cover=st.booleans(),
)

HOLDING_FACTS: dict[str, Any] = {
    "is_released": False,
    "rests_until": minutes(60),
    "fits": False,
    "is_under_way": False,
    "licence_in_force": False,
    "is_in_scope": False,
    "has_cover": False,
}
HOLDING_PERSONAL: dict[str, Any] = {
    "is_adult": False,
    "intake_given": False,
    "confidentiality_acknowledged": False,
    "this_step": Answer.NOT_YET,
    "tonight": None,
    "safety_record": SafetyRecord.NOT_SUITABLE,
    "is_cleared": False,
    "is_contraindicated": True,
    "erotic_on": False,
    "unsettled": frozenset(Criterion),
}


def with_one_more_hold(known: Facts) -> Iterator[Facts]:
    """The same facts, each time with one of them changed in the direction that can only hold."""
    for reason in RECORDED:
        yield replace(known, holds=(*known.holds, hold(reason)))
    for key, value in HOLDING_FACTS.items():
        yield replace(known, **{key: value})
    for changed in known.participants:
        for key, value in HOLDING_PERSONAL.items():
            others = tuple(one for one in known.participants if one is not changed)
            yield replace(known, participants=(*others, replace(changed, **{key: value})))


# A rule may hold, never open


def prove_a_fact_of_hold_never_opens(ask: Ask) -> None:
    @searching
    @given(known=any_facts)
    def check(known):  # type: ignore[no-untyped-def]
        reasons = set(ask(known, ANA).held_by)
        for held in with_one_more_hold(known):
            assert reasons <= set(ask(held, ANA).held_by)

    check()


@pytest.mark.parametrize("ask", [posted, begins])
def test_adding_a_fact_of_hold_never_opens(ask: Ask) -> None:
    prove_a_fact_of_hold_never_opens(ask)


def test_a_gate_that_forgets_the_other_reasons_under_a_recorded_hold_is_found() -> None:
    def only_the_hold(known: Facts, client: str) -> Gate:
        reasons = tuple(one.reason for one in known.holds)
        return Gate(held_by=reasons) if reasons else posted(known, client)

    finds_fault(prove_a_fact_of_hold_never_opens, only_the_hold)


def test_a_gate_that_skips_a_person_who_was_screened_out_is_found() -> None:
    def skips(known: Facts, client: str) -> Gate:
        kept = [one for one in known.participants if one.client == client or one.is_adult]
        return posted(replace(known, participants=tuple(kept)), client)

    finds_fault(prove_a_fact_of_hold_never_opens, skips)


# Three keys


def prove_touch_needs_three_keys(ask: Ask) -> None:
    """From an open gate, taking away anybody's yes, a criterion, or the release closes it for all."""

    @searching
    @given(
        level=st.sampled_from(JOINT), who=st.sampled_from([FAY, GUS, HANA]), key=st.sampled_from(THREE_KEYS)
    )
    def check(level, who, key):  # type: ignore[no-untyped-def]
        ready = [person(one) for one in (FAY, GUS, HANA)]
        assert ask(facts(*ready, level=level), FAY).is_open
        changed = [replace(one, **key) if one.client == who else one for one in ready]
        assert not ask(facts(*changed, level=level), FAY).is_open
        assert not ask(facts(*ready, level=level, is_released=False), FAY).is_open

    check()


THREE_KEYS: list[dict[str, Any]] = [
    {"this_step": None},
    {"this_step": Answer.NOT_YET},
    *({"unsettled": frozenset({criterion})} for criterion in list(Criterion)[:4]),
    {"safety_record": SafetyRecord.NONE},
    {"safety_record": SafetyRecord.LAPSED},
    {"is_cleared": False},
    {"is_contraindicated": True},
]


@pytest.mark.parametrize("ask", [posted, begins])
def test_touch_together_needs_criteria_everyone_and_the_release(ask: Ask) -> None:
    prove_touch_needs_three_keys(ask)


def test_a_gate_that_opens_on_one_s_own_yes_is_found() -> None:
    def own(known: Facts, client: str) -> Gate:
        return posted(
            replace(known, participants=tuple(one for one in known.participants if one.client == client)),
            client,
        )

    finds_fault(prove_touch_needs_three_keys, own)


def test_a_gate_in_which_the_release_turns_every_key_is_found() -> None:
    finds_fault(
        prove_touch_needs_three_keys,
        lambda known, client: Gate() if known.is_released else posted(known, client),
    )


def prove_alike_for_everybody(ask: Ask) -> None:
    @searching
    @given(known=any_facts, data=st.data())
    def check(known, data):  # type: ignore[no-untyped-def]
        together = replace(known, level=data.draw(st.sampled_from(JOINT)))
        shuffled = replace(together, participants=tuple(data.draw(st.permutations(together.participants))))
        gates = {ask(each, one.client) for each in (together, shuffled) for one in known.participants}
        assert len(gates) == 1

    check()


@pytest.mark.parametrize("ask", [posted, begins])
def test_touch_together_stands_alike_for_everybody_in_any_order(ask: Ask) -> None:
    prove_alike_for_everybody(ask)


def test_a_gate_that_lists_reasons_as_it_meets_them_is_found() -> None:
    def as_met(known: Facts, client: str) -> Gate:
        own = {one.client: one for one in known.participants}[client]
        return posted(replace(known, participants=(own,)), client)

    finds_fault(prove_alike_for_everybody, as_met)


def prove_own_acceptance_is_enough(ask: Ask) -> None:
    @searching
    @given(level=st.sampled_from(OWN), other=people)
    def check(level, other):  # type: ignore[no-untyped-def]
        known = facts(
            person(ANA), replace(other, client=BEN), level=level, is_released=False, has_cover=False
        )
        assert ask(known, ANA).is_open

    check()


@pytest.mark.parametrize("ask", [posted, begins])
def test_words_nearness_and_solo_open_on_one_s_own_acceptance(ask: Ask) -> None:
    prove_own_acceptance_is_enough(ask)


def test_a_gate_that_waits_for_everybody_everywhere_is_found() -> None:
    finds_fault(
        prove_own_acceptance_is_enough, lambda known, client: posted(replace(known, level=Level.L2), client)
    )


@pytest.mark.parametrize("answer", [None, Answer.NOT_YET])
def test_without_one_s_own_yes_nothing_opens(answer: Answer | None) -> None:
    alone = facts(person(IVO, this_step=answer), level=Level.S1)
    assert posted(alone, IVO).held_by == (HoldReason.READINESS,)


def test_lighter_does_not_open_the_next_phase() -> None:
    lighter = facts(person(ANA, this_step=Answer.LIGHTER), person(BEN), asked_as=ReadinessKind.NEXT_PHASE)
    assert posted(lighter, BEN).held_by == (HoldReason.READINESS,)


def test_a_gate_without_people_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        replace(facts(), participants=())


def test_a_stranger_has_no_gate() -> None:
    with pytest.raises(KeyError):
        posted(facts(), IVO)


# L0 has no criteria


def prove_words_have_no_criteria(ask: Ask) -> None:
    @searching
    @given(known=any_facts)
    def check(known):  # type: ignore[no-untyped-def]
        words = replace(known, level=Level.L0, family=None)
        allowed = {
            HoldReason.ADULT, HoldReason.INTAKE, HoldReason.CONFIDENTIALITY, HoldReason.READINESS,
            HoldReason.LIMIT, HoldReason.CLINICIAN,
        }  # fmt: skip
        assert set(ask(words, ANA).held_by) <= allowed

    check()


@pytest.mark.parametrize("ask", [posted, begins])
def test_words_have_no_criteria(ask: Ask) -> None:
    prove_words_have_no_criteria(ask)


def test_a_gate_that_measures_words_like_nearness_is_found() -> None:
    finds_fault(
        prove_words_have_no_criteria, lambda known, client: posted(replace(known, level=Level.L1), client)
    )


def test_erotic_words_together_wait_for_all_three_keys() -> None:
    known = facts(
        person(ANA), person(BEN, this_step=None), level=Level.L0, family="erotic", is_released=False
    )
    assert posted(known, ANA).held_by == (HoldReason.READINESS, HoldReason.RELEASE)


def test_erotic_words_alone_open_on_one_s_own_acceptance() -> None:
    assert posted(facts(person(IVO), level=Level.L0, family="erotic", is_released=False), IVO).is_open


def test_the_erotic_family_rests_for_all_when_anybody_switched_it_off() -> None:
    known = facts(person(ANA), person(BEN, erotic_on=False), level=Level.L0, family="erotic")
    assert posted(known, ANA).held_by == (HoldReason.EROTIC_OFF,)


# When a hold counts


def prove_bodies_are_never_bolder_than_pages(begin: Ask) -> None:
    @searching
    @given(known=any_facts)
    def check(known):  # type: ignore[no-untyped-def]
        assert set(posted(known, ANA).held_by) <= set(begin(known, ANA).held_by)

    check()


def test_what_may_begin_is_never_bolder_than_what_is_posted() -> None:
    prove_bodies_are_never_bolder_than_pages(begins)


def test_a_begin_that_asks_only_about_tonight_is_found() -> None:
    def only_tonight(known: Facts, client: str) -> Gate:
        return Gate(
            held_by=tuple(reason for reason in begins(known, client).held_by if reason is HoldReason.TONIGHT)
        )

    finds_fault(prove_bodies_are_never_bolder_than_pages, only_tonight)


def test_a_hold_acts_on_bodies_at_once_and_on_pages_at_the_posting() -> None:
    known = facts(holds=(hold(HoldReason.FELT_PRESSED, raised=0, effective=60),))
    assert begins(known, BEN).held_by == (HoldReason.FELT_PRESSED,)
    assert posted(known, BEN).is_open
    assert not gate_for(known, client=BEN, posted_at=minutes(60)).is_open


def test_a_lifted_hold_no_longer_counts() -> None:
    lifted = replace(hold(HoldReason.CLINICIAN), lifted_at=NOON)
    assert begins(facts(holds=(lifted,)), ANA).is_open
    assert not may_begin(facts(holds=(lifted,)), client=ANA, now=minutes(-1)).is_open


@pytest.mark.parametrize("tonight", [None, Answer.NOT_YET])
def test_touch_begins_only_if_everyone_agrees_tonight(tonight: Answer | None) -> None:
    known = facts(person(ANA), person(BEN, tonight=tonight))
    assert begins(known, ANA).held_by == (HoldReason.TONIGHT,)
    assert posted(known, ANA).is_open


@pytest.mark.parametrize("reason", sorted(BETWEEN_PEOPLE))
def test_what_happened_between_people_leaves_words_and_solo_alone(reason: HoldReason) -> None:
    held = hold(reason, client=ANA)
    assert not posted(facts(holds=(held,)), BEN).is_open
    for level in OWN:
        assert posted(facts(level=level, holds=(held,)), ANA).is_open


def test_a_hold_on_one_person_s_ladder_leaves_the_other_s_alone() -> None:
    known = facts(level=Level.S3, holds=(hold(HoldReason.PAIN_RULE, client=ANA),))
    assert posted(known, ANA).held_by == (HoldReason.PAIN_RULE,)
    assert posted(known, BEN).is_open


def test_pain_on_one_s_own_ladder_holds_it_and_being_pressed_does_not() -> None:
    unsettled = frozenset({Criterion.PAIN_RULE, Criterion.WANTED})
    assert posted(facts(person(IVO, unsettled=unsettled), level=Level.S3), IVO).held_by == (
        HoldReason.PAIN_RULE,
    )


# One by one


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (facts(person(ANA), person(BEN, is_adult=False)), HoldReason.ADULT),
        (facts(person(ANA), person(BEN, intake_given=False)), HoldReason.INTAKE),
        (facts(person(ANA), person(BEN, confidentiality_acknowledged=False)), HoldReason.CONFIDENTIALITY),
        (facts(person(ANA), person(BEN, is_cleared=False)), HoldReason.CLEARANCE),
        (facts(person(ANA), person(BEN, safety_record=SafetyRecord.FOLLOW_UP)), HoldReason.SAFETY_RECORD),
        (facts(rests_until=minutes(1)), HoldReason.REST_GAP),
        (facts(fits=False), HoldReason.LIMIT),
        (facts(has_cover=False), HoldReason.COVER),
        (facts(licence_in_force=False), HoldReason.LICENCE),
        (facts(is_in_scope=False), HoldReason.SCOPE),
    ],
)
def test_each_fact_holds_by_its_own_name(known: Facts, reason: HoldReason) -> None:
    assert posted(known, ANA).held_by == (reason,)


def test_cover_is_needed_from_l3() -> None:
    assert posted(facts(level=Level.L2, has_cover=False), ANA).is_open


def test_a_rest_gap_is_over_at_its_end() -> None:
    assert posted(facts(rests_until=NOON), ANA).is_open


def test_a_safety_record_that_ran_out_leaves_what_stood_open() -> None:
    lapsed = person(BEN, safety_record=SafetyRecord.LAPSED)
    assert posted(facts(person(ANA), lapsed, is_under_way=True), ANA).is_open
    assert not posted(facts(person(ANA), lapsed, is_under_way=False), ANA).is_open


def test_the_clinician_is_told_every_unmet_criterion() -> None:
    known = facts(
        person(ANA, unsettled=frozenset({Criterion.WANTED})),
        person(BEN, safety_record=SafetyRecord.NONE, is_cleared=False, this_step=None),
        rests_until=minutes(5),
        is_released=False,
        holds=(hold(HoldReason.CONCERN, raised=0, effective=60),),
    )
    assert unmet_criteria(known, now=NOON) == {
        Criterion.WANTED, Criterion.SAFETY_RECORD, Criterion.CLEARANCE, Criterion.REST_GAP, Criterion.NO_HOLD,
    }  # fmt: skip
    on_file = facts(person(ANA, is_contraindicated=True))
    assert unmet_criteria(on_file, now=NOON) == {Criterion.NO_HOLD}
    assert unmet_criteria(facts(person(ANA, this_step=None), is_released=False), now=NOON) == set()
