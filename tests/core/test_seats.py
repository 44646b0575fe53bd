"""Whoever left may come back: each stretch of taking part counts by its dates, and no two at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import FAY, GUS, HANA, minutes
from tests.core.test_facts import history
from unhurried.core.history import History, Seat, people_at, seat_at, set_since

SeatAt = Callable[[History, str, datetime], Seat]
EARLY = minutes(-500)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Seat, ...]:
    """Hana's: each begins after the one before has ended; the last may be open."""
    marks = draw(st.lists(st.integers(0, 300), min_size=1, max_size=6, unique=True).map(sorted))
    pairs = list(pairwise([*marks, None]))[::2]
    rows = [
        Seat(client=HANA, joined_at=minutes(a), left_at=None if b is None else minutes(b))  # type: ignore[arg-type]
        for a, b in pairs
    ]
    return tuple(draw(st.permutations(rows)))


def among(rows: tuple[Seat, ...]) -> History:
    others = tuple(Seat(client=client, joined_at=EARLY) for client in (FAY, GUS))
    return replace(history(), seats=(*rows, *others))


def first_found(past: History, client: str, at: datetime) -> Seat:
    return next(seat for seat in past.seats if seat.client == client)


def prove_seat_of_the_moment(pick: SeatAt) -> None:
    @searching
    @given(rows=stretches(), at=st.integers(0, 400))
    def holds(rows: tuple[Seat, ...], at: int) -> None:
        begun = [row for row in rows if row.joined_at <= minutes(at)]
        if begun:
            assert pick(among(rows), HANA, minutes(at)) == max(begun, key=lambda row: row.joined_at)

    holds()


def test_it_is_the_seat_of_the_moment() -> None:
    prove_seat_of_the_moment(seat_at)
    finds_fault(prove_seat_of_the_moment, first_found)


@given(rows=stretches(), at=st.integers(0, 400))
def test_nobody_is_there_twice_and_only_within_a_stretch(rows: tuple[Seat, ...], at: int) -> None:
    is_in = any(row.is_taken_at(minutes(at)) for row in rows)
    assert sorted(people_at(among(rows), minutes(at))) == sorted([FAY, GUS, *([HANA] if is_in else [])])


@given(rows=stretches(), at=st.integers(0, 400))
def test_every_coming_and_going_asks_anew(rows: tuple[Seat, ...], at: int) -> None:
    instants = [EARLY, *(row.joined_at for row in rows), *(row.left_at for row in rows if row.left_at)]
    assert set_since(among(rows), minutes(at)) == max(one for one in instants if one <= minutes(at))
