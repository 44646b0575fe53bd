"""Finding an exercise by its words, however they are typed, and by what it asks of people."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.samples import exercise
from unhurried.core.exercises import Dosage
from unhurried.core.finding import Sought, Words, fits, folded, nearness, words_of
from unhurried.core.vocabulary import Level, Scope

OUTSIDE = "to breathe outside"
WALK = Words(title="a slow walk", purpose=OUTSIDE, guide=f"a slow walk {OUTSIDE}, in shoes")


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("walk", 0),
        ("WALK  slow", 0),
        ("walk breathe", 1),
        ("shoes walk", 2),
        ("", 0),
        ("  ", 0),
        ("walk swim", None),
    ],
)
def test_what_stands_nearer_to_the_title_is_nearer(sought: str, found: int | None) -> None:
    assert nearness(WALK, sought) == found


@pytest.mark.parametrize(
    ("typed", "written"), [("cafe", "Café"), ("naive", "NAÏVE"), ("strasse", "Straße"), ("don't", "don’t")]
)
def test_case_and_accents_keep_nothing_from_being_found(typed: str, written: str) -> None:
    assert folded(typed) == folded(written)
    assert typed not in written.lower(), "planted: without folding it is not found"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_words_are_found_in_every_language() -> None:
    here = replace(exercise(), guides={"en": _guide("A walk"), "de": _guide("Ein Spaziergang")})
    assert nearness(words_of(here), "spaziergang") == 0


def test_what_it_is_called_by_clinicians_is_as_near_as_its_purpose() -> None:
    """The planted fault: without it, nothing says that this is what they look for."""
    here = replace(exercise(), guides={"en": _guide("A walk")})
    called = replace(here, also_called=("stop-start", "painful steps"))
    for typed in ("stop-start", "Stop–start", "stop start", "Painful", "walk painful"):
        assert (nearness(words_of(called), typed), nearness(words_of(here), typed)) == (1, None)


def _guide(title: str) -> dict[str, str]:
    return {"title": title, "purpose": "To look about.", "who": "Anybody."}


def minutes(low: int, high: int) -> Dosage:
    return Dosage(minutes=(low, high), per_week=(1, 2))


@pytest.mark.parametrize(
    ("sought", "fit", "misfit"),
    [
        (Sought(concern="pain"), {"concerns": ("pain", "desire")}, {"concerns": ("desire",)}),
        (Sought(modality="play"), {"modalities": ("play",)}, {"modalities": ("cbt",)}),
        (Sought(people=1), {"min_people": 1}, {"min_people": 2}),
        (Sought(people=2), {"min_people": 2}, {"max_people": 1}),
        (Sought(people=3), {"max_people": 4}, {"max_people": 2}),
        (Sought(scope=Scope.P), {"scope": Scope.P}, {"scope": Scope.LI}),
        (Sought(minutes=10), {"dosage": minutes(10, 40)}, {"dosage": minutes(11, 20)}),
        (Sought(level=Level.L0), {}, {"phases": exercise(level=Level.L2).phases}),
        (Sought(language="de"), {"guides": {"en": {}, "de": {}}}, {"guides": {"en": {}}}),
    ],
)
def test_each_filter_keeps_what_fits_and_leaves_out_the_rest(sought: Sought, fit: Any, misfit: Any) -> None:
    found = [fits(replace(exercise(), **one), sought) for one in (fit, misfit)]
    assert found == [True, False]
    assert fits(replace(exercise(), **misfit), Sought()), "what was not said leaves everything in"
