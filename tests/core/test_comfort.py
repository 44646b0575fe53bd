"""After a long silence: the last step with nothing said against it, and never a step further."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import ANA, BEN, NOON, TOUCH, exercise
from unhurried.core.comfort import Dose, Practised, dose_after_silence, last_comfortable, leads_no_further
from unhurried.core.exercises import Pathway, PathwayItem
from unhurried.core.progression import Report

LADDER = replace(exercise(), id="touch", phases=(replace(TOUCH, key="a"), replace(TOUCH, key="b")))
WAY = Pathway(
    id="p1",
    version="1.0.0",
    status="reviewed",
    min_people=1,
    max_people=6,
    concerns=(),
    items=tuple(PathwayItem(exercise=one, phase="a") for one in ("talk", "touch", "later")),
    weeks=(4, 8),
    guides={"en": {}},
)
HARD: dict[str, Any] = {
    "pain": 4, "felt_pressed": 3, "limits_kept": False, "wanted": False, "dissociation": True, "exposure": 80,
}  # fmt: skip
DOSES = [
    Dose(exercise="touch", phase=phase.key, version=one.key)
    for phase in LADDER.phases
    for one in phase.versions
]
SAID = st.fixed_dictionaries({}, optional={name: st.just(value) for name, value in HARD.items()})


def report(client: str, **said: Any) -> Report:
    return Report(client=client, sequence=0, at=NOON, is_finished=True, **said)


@st.composite
def evenings(draw: st.DrawFn) -> list[Practised]:
    return [
        Practised(
            dose=draw(st.sampled_from(DOSES)),
            at=NOON + timedelta(days=place),
            is_finished=draw(st.booleans()),
            reports=[report(ANA, **draw(SAID)), report(BEN, **draw(SAID))],
        )
        for place in range(draw(st.integers(0, 5)))
    ]


Rule = Callable[[Iterable[Practised]], Practised | None]


def prove_one_word_is_enough(rule: Rule) -> None:
    @searching
    @given(evenings())
    def one_word_is_enough(held: list[Practised]) -> None:
        found = rule(held)
        easy = [
            one
            for one in held
            if one.is_finished and all(getattr(said, name) is None for said in one.reports for name in HARD)
        ]
        assert found == (easy[-1] if easy else None)

    one_word_is_enough()


def _hears_the_first_alone(held: Iterable[Practised]) -> Practised | None:
    return last_comfortable(replace(one, reports=one.reports[:1]) for one in held)


def test_one_word_of_one_person_is_enough_and_a_stop_is_no_comfort() -> None:
    prove_one_word_is_enough(last_comfortable)
    finds_fault(prove_one_word_is_enough, _hears_the_first_alone)


@pytest.mark.parametrize(
    ("name", "kinder"), [("pain", 3), ("felt_pressed", 2), ("limits_kept", True), ("exposure", 79)]
)
def test_little_of_it_asks_for_nothing(name: str, kinder: Any) -> None:
    held = Practised(dose=DOSES[0], at=NOON, is_finished=True, reports=[report(ANA, **{name: kinder})])
    assert last_comfortable([held]) == held


Ahead = Callable[..., bool]


def prove_nothing_leads_further(rule: Ahead) -> None:
    @searching
    @given(st.sampled_from(DOSES), st.sampled_from(DOSES))
    def nothing_leads_further(dose: Dose, here: Dose) -> None:
        minutes = {one.key: one.minutes for one in TOUCH.versions}
        size = {one: (one.phase, minutes[one.version]) for one in (dose, here)}
        assert rule(dose, here, LADDER, WAY) == (size[dose] <= size[here])

    nothing_leads_further()


def test_no_proposal_leads_further_than_where_they_are() -> None:
    prove_nothing_leads_further(leads_no_further)
    finds_fault(prove_nothing_leads_further, lambda dose, here, *_: dose.phase <= here.phase)


@pytest.mark.parametrize(("name", "may"), [("talk", True), ("later", False), ("beside", False)])
def test_of_other_exercises_only_what_comes_before_it(name: str, may: bool) -> None:
    assert leads_no_further(Dose(exercise=name, phase="a", version="full"), DOSES[0], LADDER, WAY) is may


def test_what_is_not_published_any_more_has_no_place() -> None:
    assert not leads_no_further(replace(DOSES[0], version="gone"), DOSES[-1], LADDER, WAY)


def proposed(here: Dose, comfortable: Dose | None = None, one_back: Dose | None = None) -> Dose:
    return dose_after_silence(here, comfortable, exercise=LADDER, one_back=one_back)


def test_what_was_comfortable_then_a_step_back_then_the_smallest() -> None:
    first, second = (
        Dose(exercise="touch", phase="a", version="full"),
        Dose(exercise="touch", phase="b", version="full"),
    )
    talk, near = Dose(exercise="talk", phase="a", version="full"), replace(first, version="near")
    assert proposed(second, comfortable=near) == near
    assert proposed(second) == first
    assert proposed(first, one_back=talk) == talk
    assert proposed(first) == near
    assert proposed(near) == near
