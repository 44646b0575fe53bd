"""By when a request about what is kept is answered, and who has to say yes to a joint record."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from unhurried.core.records import Authorised, due_on, is_asked_still, is_copy_open, may_hand_over

NAMES = st.sampled_from(["ana", "ben", "fay"])
SAID = st.dictionaries(NAMES, st.sampled_from([*Authorised, None]))
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
Rule = Callable[[Collection[str], Mapping[str, Authorised | None]], bool]


def hands_over(adults: Collection[str], said: Mapping[str, Authorised | None]) -> bool:
    return may_hand_over(adults, said, is_asked=True)


def one_that_has_not_said_yes_is_enough(rule: Rule) -> None:
    @searching
    @given(adults=st.sets(NAMES), said=SAID)
    def holds(adults: set[str], said: dict[str, Authorised | None]) -> None:
        everybody = bool(adults) and {one for one in adults if said.get(one) is Authorised.YES} == adults
        assert rule(adults, said) == everybody

    holds()


def test_one_that_has_not_said_yes_is_enough() -> None:
    one_that_has_not_said_yes_is_enough(hands_over)
    finds_fault(one_that_has_not_said_yes_is_enough, lambda adults, said: Authorised.NO not in said.values())
    finds_fault(
        one_that_has_not_said_yes_is_enough,
        lambda adults, said: bool(said) and all(word is Authorised.YES for word in said.values()),
    )


def test_every_yes_lapses() -> None:
    said = {"ana": Authorised.YES, "ben": Authorised.YES}
    assert may_hand_over(said, said, is_asked=True)
    assert not may_hand_over(said, said, is_asked=False)
    assert is_asked_still(lapses_at=NOW + timedelta(seconds=1), taken_back_at=None, now=NOW)
    assert not is_asked_still(lapses_at=NOW, taken_back_at=None, now=NOW)
    assert not is_asked_still(lapses_at=NOW + timedelta(days=1), taken_back_at=NOW, now=NOW)


@pytest.mark.parametrize(
    ("asked_on", "due"),
    [
        (date(2026, 3, 3), date(2026, 4, 3)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 11, 30), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_answer_is_due_a_month_later(asked_on: date, due: date) -> None:
    assert due_on(asked_on) == due


def test_copy_closes_by_itself() -> None:
    assert [is_copy_open(at, now=NOW) for at in (None, NOW, NOW + timedelta(seconds=1))] == [
        False,
        False,
        True,
    ]
