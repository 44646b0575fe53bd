"""What is on file makes something wait, from when it is noted until it is lifted, and opens nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.samples import NOON, exercise, minutes
from unhurried.core.cautions import (
    KINDS,
    Caution,
    OnFile,
    Waits,
    cautions_at,
    keeps_from_giving,
    may_lift_caution,
    speaks_against,
    topics_of,
    waits_for,
)
from unhurried.core.exercises import Contraindication, Exercise, Phase
from unhurried.core.holds import HoldReason
from unhurried.core.scopes import REACH, Discipline
from unhurried.core.vocabulary import Level

ANA, BEN = "Ana", "Ben"
HERE = timedelta(days=1)


def phase_of(level: Level, *activities: str) -> Phase:
    (phase, *_) = exercise().phases
    step = replace(phase.steps[0], activities=frozenset(activities))
    return replace(phase, level=level, steps=(step,))


def naming(code: Caution, action: str) -> Exercise:
    against = Contraindication(code=code.value, action=action, lifted_by="clinician")  # type: ignore[arg-type]
    return replace(exercise(), contraindications=(against,))


def row(**said: object) -> OnFile:
    known = {"client": ANA, "caution": Caution.PREGNANCY, "at": NOON}
    return OnFile(**{**known, **said})  # type: ignore[arg-type]


def test_every_caution_has_its_kind() -> None:
    assert set(KINDS) == set(Caution)


@pytest.mark.parametrize("caution", Caution)
def test_touch_together_waits_for_what_is_between_people(caution: Caution) -> None:
    touch, alone = phase_of(Level.L2, "hand_touch"), phase_of(Level.S1, "own_touch")
    waits = KINDS[caution].waits is Waits.TOUCH_TOGETHER
    assert bool(waits_for([caution], exercise(), touch)) == waits
    assert waits_for([caution], exercise(), alone) == set()


@pytest.mark.parametrize("level", [Level.S2, Level.L5])
def test_insertion_waits_for_an_examination(level: Level) -> None:
    inside = phase_of(level, "insertion_solo")
    assert waits_for([Caution.PREGNANCY], exercise(), inside) == {HoldReason.CLEARANCE}
    assert waits_for([Caution.SKIN_CONDITION], exercise(), inside) == set()


@pytest.mark.parametrize(
    ("action", "waits", "is_kept_back"),
    [("warn", False, False), ("hold", True, False), ("block", True, True)],
)
def test_exercise_that_names_it_waits_as_it_says(action: str, waits: bool, is_kept_back: bool) -> None:
    named, words = naming(Caution.RECENT_LOSS, action), phase_of(Level.L1, "writing")
    assert bool(waits_for([Caution.RECENT_LOSS], named, words)) == waits
    assert keeps_from_giving(named, Level.L1, [Caution.RECENT_LOSS]) == is_kept_back
    assert not keeps_from_giving(named, Level.L1, [Caution.PREGNANCY])


@pytest.mark.parametrize(("action", "is_kept_back"), [("warn", False), ("hold", True), ("block", True)])
def test_words_that_no_gate_holds_are_not_given(action: str, is_kept_back: bool) -> None:
    named = naming(Caution.FEAR_OF_PARTNER, action)
    for on_file in ([Caution.FEAR_OF_PARTNER], [Caution.VIOLENCE_OR_COERCION]):
        assert keeps_from_giving(named, Level.L0, on_file) == is_kept_back
        assert speaks_against(named, on_file) == is_kept_back
    assert not keeps_from_giving(named, Level.L0, [Caution.PREGNANCY])


def test_milder_word_does_not_stand_for_the_graver_one() -> None:
    assert not speaks_against(naming(Caution.VIOLENCE_OR_COERCION, "hold"), [Caution.FEAR_OF_PARTNER])


def test_nothing_waits_where_nothing_is_on_file() -> None:
    assert waits_for([], naming(Caution.RECENT_LOSS, "block"), phase_of(Level.L6)) == set()


def test_it_stands_from_when_it_was_noted_until_it_is_lifted() -> None:
    noted = row(lifted_at=minutes(60))
    assert [noted.stands_at(minutes(at)) for at in (-1, 0, 59, 60, 600)] == [False, True, True, False, False]


def test_clearance_for_a_time_ends_by_itself() -> None:
    noted = row(lifted_at=minutes(60), lifted_until=NOON.date())
    same_day, day_after = NOON + timedelta(hours=11), NOON + HERE
    assert (noted.stands_at(same_day), noted.stands_at(day_after)) == (False, True)


def test_of_one_kind_the_newest_row_says_it() -> None:
    lapsed = row(lifted_at=minutes(1), lifted_until=NOON.date())
    again = row(at=NOON + 3 * HERE, lifted_at=NOON + 3 * HERE)
    assert cautions_at([again, lapsed], ANA, NOON + 2 * HERE) == {Caution.PREGNANCY}
    assert cautions_at([again, lapsed], ANA, NOON + 4 * HERE) == set()
    assert cautions_at([again, lapsed], BEN, NOON + 2 * HERE) == set()


CAUTIONS = st.frozensets(st.sampled_from(Caution))


@given(few=CAUTIONS, more=CAUTIONS, level=st.sampled_from(Level))
def test_one_more_on_file_never_opens_anything(
    few: frozenset[Caution], more: frozenset[Caution], level: Level
) -> None:
    phase = phase_of(level, "insertion_by_partner")
    assert waits_for(few, exercise(), phase) <= waits_for(few | more, exercise(), phase)
    assert topics_of(few) <= topics_of(few | more)


def test_coach_refers_on_whatever_has_a_topic() -> None:
    """A topic that no discipline refers on would keep nobody from anything."""
    assert topics_of(Caution) <= REACH[Discipline.COACH].refers_on


def test_only_who_treats_trauma_lifts_it() -> None:
    lifted = {one: may_lift_caution(Caution.FLASHBACKS_NOW, one) for one in Discipline}
    assert [one for one, may in lifted.items() if may] == [Discipline.SEX_THERAPIST]
    assert all(may_lift_caution(Caution.PREGNANCY, one) for one in Discipline)
