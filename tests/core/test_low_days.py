"""Numbers of before that ask for less: what is higher asks no less, and what is left out asks nothing."""

from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from unhurried.core.exercises import RatingAsked
from unhurried.core.low_days import HIGH_FROM, INSTEAD, LOW_UNTIL, asks_for_less
from unhurried.library.loading import load_library
from unhurried.library.place import content_root

Rule = Callable[[Iterable[RatingAsked], Mapping[str, int]], bool]
ASKED = [RatingAsked(key=key) for key in (*HIGH_FROM, *LOW_UNTIL)]
numbers = st.dictionaries(st.sampled_from([*HIGH_FROM, *LOW_UNTIL]), st.integers(0, 10))


@pytest.mark.parametrize(
    ("key", "top", "number", "asks"),
    [
        ("distress", 10, 6, True),
        ("distress", 10, 5, False),
        ("distress", 100, 60, True),
        ("distress", 100, 59, False),
        ("worry", 10, 8, True),
        ("worry", 10, 7, False),
        ("energy", 10, 2, True),
        ("energy", 10, 3, False),
        ("presence", 10, 10, False),
    ],
)
def test_one_number_asks_for_less(key: str, top: int, number: int, asks: bool) -> None:
    assert asks_for_less([RatingAsked(key=key, top=top)], {key: number}) is asks


def prove(rule: Rule) -> None:
    @searching
    @given(said=numbers, key=st.sampled_from(list(HIGH_FROM)), more=st.integers(0, 10))
    def holds(said: dict[str, int], key: str, more: int) -> None:
        each = [rule(ASKED, {one: number}) for one, number in said.items()]
        assert rule(ASKED, said) is any(each)
        if rule(ASKED, said) and key in said:
            assert rule(ASKED, {**said, key: min(10, said[key] + more)})

    holds()


def test_every_number_counts_by_itself_and_more_asks_no_less() -> None:
    prove(asks_for_less)


def test_rule_that_wants_all_of_them_is_noticed() -> None:
    """The planted fault: one high number is not enough."""
    finds_fault(prove, lambda asked, said: all(asks_for_less(asked, {key: said[key]}) for key in said))


def test_what_steadies_is_in_the_library() -> None:
    assert INSTEAD in load_library(content_root()).exercises
