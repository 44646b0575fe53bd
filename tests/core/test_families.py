"""One person is enough to leave a family out, and reaches as far as what they take part in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.samples import ANA, BEN, GUS, HANA, exercise
from unhurried.core.families import FOR_ALL, LeftOut, is_hidden, is_kept_from_room, is_left_out
from unhurried.core.vocabulary import EROTIC_FAMILY

EVERYBODY = (ANA, BEN, GUS, HANA)
people = st.lists(st.sampled_from(EVERYBODY), min_size=1, unique=True)
ALONE_TOO = exercise(family=EROTIC_FAMILY)
TOGETHER = replace(ALONE_TOO, min_people=2)


@given(people, st.frozensets(st.sampled_from(EVERYBODY)))
def test_one_is_enough_wherever_they_stand(group: list[str], out: frozenset[str]) -> None:
    assert is_left_out(TOGETHER, LeftOut(people=out), people=group) == bool(out & set(group))


@given(people, st.frozensets(st.sampled_from(EVERYBODY)))
def test_what_one_does_alone_is_hidden_once_nobody_could_have_it(
    group: list[str], out: frozenset[str]
) -> None:
    hidden = LeftOut(people=out)
    assert is_hidden(ALONE_TOO, hidden, people=group) == (set(group) <= out)
    assert is_hidden(TOGETHER, hidden, people=group) == bool(out & set(group))


@given(people)
def test_house_leaves_it_out_for_everybody(group: list[str]) -> None:
    for one in (ALONE_TOO, TOGETHER):
        assert is_left_out(one, FOR_ALL, people=group)
        assert is_hidden(one, FOR_ALL, people=group)


def test_beside_others_it_is_kept_from_the_room_whatever_anybody_chose() -> None:
    """With somebody on their own there is nobody from whom anything could be kept."""
    kept = [is_kept_from_room(ALONE_TOO, is_shared=is_shared) for is_shared in (True, False)]
    assert kept == [True, False]


@pytest.mark.parametrize("family", [None, "pelvic"])
def test_another_family_is_never_left_out(family: str | None) -> None:
    everything = LeftOut(is_by_house=True, people=frozenset(EVERYBODY))
    assert not is_left_out(exercise(family=family), everything, people=EVERYBODY)
    assert not is_hidden(exercise(family=family), everything, people=EVERYBODY)
