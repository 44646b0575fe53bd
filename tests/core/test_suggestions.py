from dataclasses import replace
from typing import Any

import pytest

from tests.core.samples import ANA, BEN, minutes
from unhurried.core.progression import Report
from unhurried.core.suggestions import Suggestion, advice_by_person, advice_for


def report(sequence: int = 1, **said: Any) -> Report:
    return Report(client=ANA, sequence=sequence, at=minutes(sequence), is_finished=True, **said)


def advice(
    *reports: Report, people: tuple[str, ...] = (ANA,), trauma_on_file: bool = False
) -> set[Suggestion]:
    return set(advice_for(reports, people=people, trauma_on_file=trauma_on_file))


@pytest.mark.parametrize(
    ("said", "suggested"),
    [
        ({"limits_kept": False}, {Suggestion.CONSIDER_WORDS}),
        ({"limits_kept": True}, set()),
        ({"worry": 8}, {Suggestion.CONSIDER_STEPPING_BACK}),
        ({"worry": 7}, set()),
        ({"felt_pressed": 2}, {Suggestion.CONSIDER_LIGHTER}),
        ({"presence": 4}, {Suggestion.PRESENCE_LOW}),
        ({"presence": 5}, set()),
        ({"exposure": 50}, {Suggestion.STAY_LONGER}),
        ({"exposure": 80}, set()),
        ({"exposure": 30}, set()),
        ({"exposure": 31}, {Suggestion.STAY_LONGER}),
        ({"exposure": 50, "dissociation": True}, set()),
        ({}, set()),
    ],
)
def test_ratings_suggest(said: dict[str, Any], suggested: set[Suggestion]) -> None:
    assert advice(report(**said)) == suggested


@pytest.mark.parametrize(
    ("worries", "is_suggested"),
    [((6, None, 7), True), ((1, 6, 6), True), ((7, 5), False), ((7, 7, 3), False), ((7,), False)],
)
def test_worry_twice_running_suggests_repeating(worries: tuple[int | None, ...], is_suggested: bool) -> None:
    reports = [report(place, worry=worry) for place, worry in enumerate(worries)]
    assert (Suggestion.CONSIDER_REPEATING in advice(*reports)) is is_suggested


def test_staying_longer_is_not_suggested_once_somebody_lost_touch_with_themselves() -> None:
    assert advice(report(1, dissociation=True), report(2, exposure=50)) == set()


def test_an_older_worry_suggests_nothing_by_itself() -> None:
    assert advice(report(1, worry=9), report(2, worry=3)) == set()


def test_nobody_wrote_anything_suggests_nothing() -> None:
    assert advice(people=(ANA, BEN)) == set()


def test_staying_longer_is_never_suggested_with_another_person_or_trauma() -> None:
    brave = report(exposure=50)
    assert advice(brave, people=(ANA, BEN)) == set()
    assert advice(brave, trauma_on_file=True) == set()


def test_thoughts_are_each_persons_own() -> None:
    said = (report(limits_kept=False), report(2, worry=9), replace(report(3, presence=1), client=BEN))
    assert advice_by_person(said, people=(ANA, BEN), trauma_on_file=False) == {
        ANA: {Suggestion.CONSIDER_WORDS, Suggestion.CONSIDER_STEPPING_BACK},
        BEN: {Suggestion.PRESENCE_LOW},
    }
