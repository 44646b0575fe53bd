"""Whether the clinician is asked to see each alone: nearly all comes from one, and never who."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from unhurried.core.balance import ENOUGH, FOR_ALL, Counts, Doing, asks_for_time_alone

PEOPLE = ("ana", "ben")
each_ones = st.fixed_dictionaries({name: st.integers(0, 12) for name in PEOPLE})
counted = st.fixed_dictionaries({doing: each_ones.map(Counter) for doing in Doing})


def only(doing: Doing, **times: int) -> Counts:
    return {one: Counter(times) if one is doing else Counter() for one in Doing}


@given(counted)
def test_it_does_not_matter_who_it_is(counts: Counts) -> None:
    swapped = {doing: Counter(ana=each["ben"], ben=each["ana"]) for doing, each in counts.items()}
    assert asks_for_time_alone(counts, PEOPLE) == asks_for_time_alone(swapped, PEOPLE)


@given(counted, each_ones)
def test_what_is_ones_own_counts_for_nothing(counts: Counts, more: dict[str, int]) -> None:
    own = {doing: each if doing in FOR_ALL else Counter(more) for doing, each in counts.items()}
    assert asks_for_time_alone(counts, PEOPLE) == asks_for_time_alone(own, PEOPLE)


def test_nearly_all_of_enough() -> None:
    assert asks_for_time_alone(only(Doing.ARRANGES, ana=5, ben=1), PEOPLE)
    assert not asks_for_time_alone(only(Doing.ARRANGES, ana=5, ben=2), PEOPLE)
    assert not asks_for_time_alone(only(Doing.ARRANGES, ana=ENOUGH - 1), PEOPLE)
    assert not asks_for_time_alone(only(Doing.SAYS_LIMITS, ana=50), PEOPLE)
    assert not asks_for_time_alone(only(Doing.ARRANGES, ana=50), PEOPLE[:1])
