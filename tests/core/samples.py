"""Named people, moments and small exercises for the rules."""

from datetime import UTC, datetime, timedelta
from typing import Any

from unhurried.core.exercises import Dosage, Exercise, Phase, Step, StepKind, Version
from unhurried.core.gates import Facts, Participant, SafetyRecord
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.core.vocabulary import Level, Scope

ANA, BEN, FAY, GUS, HANA, IVO = "Ana", "Ben", "Fay", "Gus", "Hana", "Ivo"
CLEO = "Cleo"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def minutes(count: int) -> datetime:
    return NOON + timedelta(minutes=count)


def step(key: str, *, zones: set[str] = frozenset(), activities: set[str] = frozenset()) -> Step:  # type: ignore[assignment]
    return Step(key=key, kind=StepKind.TIMER, zones=frozenset(zones), activities=frozenset(activities))


HANDS = step("hands", zones={"hands"}, activities={"hand_touch"})
BACK = step("back", zones={"upper_back"}, activities={"clothed_touch"})
COVERED_EYES = step("covered_eyes", activities={"blindfold"})
NEARBY = step("nearby", activities={"co_presence"})

TOUCH = Phase(
    key="a",
    level=Level.L2,
    steps=(HANDS, BACK, COVERED_EYES, NEARBY),
    versions=(
        Version(key="full", minutes=30, steps=("hands", "back", "nearby")),
        Version(key="short", minutes=10, steps=("hands", "nearby")),
        Version(key="near", minutes=5, steps=("nearby",)),
        Version(key="dark", minutes=45, steps=("covered_eyes", "nearby")),
    ),
)


def exercise(*, scope: Scope = Scope.P, family: str | None = None, level: Level = Level.L0) -> Exercise:
    return Exercise(
        id="com.first-talk",
        version="1.0.0",
        status="reviewed",
        authors=("Cleo",),
        licence="CC-BY-4.0",
        scope=scope,
        concerns=(),
        modalities=(),
        min_people=1,
        max_people=6,
        dosage=Dosage(minutes=(5, 10), per_week=(1, 2)),
        phases=(Phase(key="a", level=level, steps=(NEARBY,), versions=()),),
        guides={"en": {}},
        family=family,
    )


def person(client: str, **known: Any) -> Participant:
    """Somebody with whom nothing stands in the way."""
    ready: dict[str, Any] = {
        "is_adult": True,
        "intake_given": True,
        "confidentiality_acknowledged": True,
        "this_step": Answer.READY,
        "tonight": Answer.READY,
        "safety_record": SafetyRecord.CURRENT,
        "is_cleared": True,
        "is_contraindicated": False,
        "erotic_on": True,
        "unsettled": frozenset(),
    }
    return Participant(client=client, **(ready | known))


def facts(*people: Participant, **known: Any) -> Facts:
    """Facts with which every gate stands open, save for what is said otherwise."""
    open_to_all: dict[str, Any] = {
        "level": Level.L3,
        "family": None,
        "asked_as": ReadinessKind.ASSIGNMENT,
        "is_released": True,
        "holds": (),
        "rests_until": None,
        "fits": True,
        "is_under_way": False,
        "licence_in_force": True,
        "is_in_scope": True,
        "has_cover": True,
    }
    taking_part = people or (person(ANA), person(BEN))
    told = {"participants": taking_part, "is_joint": len(taking_part) > 1}
    return Facts(**{**told, **open_to_all, **known})
