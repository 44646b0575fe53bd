"""A sealed round opens for all or for nobody, at one of two postings, as its hidden hold says."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.draws import NEVER, always, chosen, inside, keyed
from tests.core.properties import finds_fault, searching
from unhurried.core.discretion import NEXT_INVITATION_AFTER, PRESETS, Chance, Preset, PresetName, hidden_hold
from unhurried.core.invitations import Board, Invitation, invitations_until, opened_at
from unhurried.core.odds import price_of
from unhurried.core.postings import Schedule

PLAIN, BALANCED, STRONG = (PRESETS[name] for name in PresetName)
ASKED = datetime(2026, 3, 3, 18, tzinfo=UTC)
"""A Tuesday evening. Postings are on Thursdays and Mondays in the balanced preset."""
FAR = ASKED + timedelta(days=120)
FIRST, SECOND = datetime(2026, 3, 5, 5, tzinfo=UTC), datetime(2026, 3, 9, 5, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


def board(preset: Preset = BALANCED, chance: Chance | None = None) -> Board:
    """Without other draws, no week is for each on their own."""
    zone = ZoneInfo("UTC")
    return Board(
        schedule=Schedule(weekdays=preset.weekdays, zone=zone), preset=preset, chance=chance or always(NEVER)
    )


def rounds(*asked: datetime, on: Board | None = None, until: datetime = FAR) -> list[Invitation]:
    return list(invitations_until(asked or (ASKED,), on or board(), until))


# The rounds themselves

moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: ASKED + timedelta(minutes=minutes))
asked_for = st.lists(moments, min_size=1, max_size=5)
boards = st.builds(
    lambda preset, seed: board(preset, keyed(seed)),
    st.sampled_from([PLAIN, BALANCED, STRONG]),
    st.integers(0, 10_000),
)
Rounds = Callable[[Sequence[datetime], Board, datetime], Iterator[Invitation]]


def prove_rounds_keep_to_the_plan(of: Rounds) -> None:
    """Two postings with time to answer, none of them for each alone, one round at a time."""

    @searching
    @given(asked=asked_for, on=boards)
    def holds_for(asked: list[datetime], on: Board) -> None:
        found = list(of(asked, on, FAR))
        assert [one.number for one in found] == list(range(1, len(found) + 1))
        assert found[0].starts_at == min(asked)
        for one in found:
            assert one.starts_at <= one.cut_off < one.postings[0] < one.postings[1]
            assert one.cut_off == on.schedule.cut_off(one.postings[0])
            between = list(islice(on.schedule.following(one.starts_at), 400))
            in_time = [at for at in between if on.schedule.cut_off(at) >= one.starts_at]
            shared = [at for at in in_time if not on.is_individual(at)]
            assert list(one.postings) == shared[:2]
        for one, after in pairwise(found):
            later = [at for at in asked if at > one.postings[-1]]
            by_itself = max(one.starts_at + NEXT_INVITATION_AFTER, one.postings[-1])
            assert after.starts_at == min([by_itself, *later])

    holds_for()


def test_rounds_keep_to_the_plan() -> None:
    prove_rounds_keep_to_the_plan(invitations_until)


def on_every_posting(on: Board) -> Board:
    """Faulty: what is for each on their own counts as a posting."""
    return replace(on, chance=always(NEVER))


def begun_at_once(asked: Sequence[datetime], on: Board, until: datetime) -> Iterator[Invitation]:
    """Faulty: an appointment begins a round while the last is still open."""
    for number, at in enumerate(sorted(asked), start=1):
        (one,) = islice(invitations_until([at], on, until), 1)
        yield replace(one, number=number)


def asked_too_late(asked: Sequence[datetime], on: Board, until: datetime) -> Iterator[Invitation]:
    """Faulty: a round asked for at ten in the evening has its first posting at five."""
    for one in invitations_until(asked, on, until):
        shared = (at for at in on.schedule.following(one.starts_at) if not on.is_individual(at))
        postings = tuple(islice(shared, 2))
        yield replace(one, postings=postings, cut_off=on.schedule.cut_off(postings[0]))


@pytest.mark.parametrize(
    "faulty",
    [
        lambda asked, on, until: invitations_until(asked, on_every_posting(on), until),
        begun_at_once,
        asked_too_late,
    ],
    ids=["weeks alone count", "begun at once", "asked too late"],
)
def test_rounds_that_leave_the_plan_are_found(faulty: Rounds) -> None:
    finds_fault(prove_rounds_keep_to_the_plan, faulty)


def test_next_round_comes_after_a_fortnight() -> None:
    assert [one.starts_at for one in rounds()[:3]] == [ASKED + timedelta(days=14 * nth) for nth in range(3)]


def test_next_round_comes_with_an_appointment_once_the_last_has_closed() -> None:
    in_between, after = SECOND - MOMENT, SECOND + timedelta(hours=5)
    assert [one.starts_at for one in rounds(ASKED, in_between)[:2]] == [ASKED, ASKED + timedelta(days=14)]
    assert [one.starts_at for one in rounds(ASKED, after)[:3]] == [
        ASKED,
        after,
        after + timedelta(days=14),
    ]


def test_round_of_weekly_postings_is_not_over_before_its_second() -> None:
    """Asked for late on a Sunday its postings lie eight and fifteen days ahead: a fortnight is too soon."""
    sunday = datetime(2026, 3, 8, 22, tzinfo=UTC)
    first, second = rounds(sunday, on=board(STRONG))[:2]
    assert [at.day for at in first.postings] == [16, 23]
    assert second.starts_at == first.postings[-1]


def test_weeks_alone_move_a_round_on() -> None:
    week = str(datetime(2026, 3, 9, tzinfo=UTC).date())
    alone = {("individual", week): 0, ("individual-from", week): 0, ("rest-weeks", week): 0}
    (one, *_) = rounds(on=board(chance=chosen(alone)))
    assert one.postings == (FIRST, datetime(2026, 3, 16, 5, tzinfo=UTC))


def test_nothing_asked_for_is_no_round() -> None:
    assert list(invitations_until((), board(), FAR)) == []
    assert rounds(until=ASKED) == []


# What opens, and when

Says = tuple[datetime, bool]
Opening = Callable[..., datetime | None]


def ready_by(*said: Says) -> Callable[[datetime], bool]:
    """Whether the newest answer by then is a yes; without an answer it is not."""
    ordered = sorted(said)

    def was_ready(at: datetime) -> bool:
        return next((word for when, word in reversed(ordered) if when <= at), False)

    return was_ready


def opens(opening: Opening = opened_at, *said: Says, hold: int = 0, **changed: Any) -> datetime | None:
    """Among the first two rounds, in a relationship where all else stands."""
    words: dict[str, Any] = {
        "hold_of": lambda one: hold,
        "was_everyone_ready": ready_by(*(said or ((ASKED, True),))),
        "stands": lambda at: True,
        "until": FAR,
    }
    return opening(iter(rounds()[:2]), **{**words, **changed})


def next_round() -> Invitation:
    return rounds()[1]


@pytest.mark.parametrize(("hold", "opens_at"), [(0, FIRST), (1, SECOND), (2, None)])
def test_round_opens_when_its_hold_has_run_out(hold: int, opens_at: datetime | None) -> None:
    assert opens(hold=hold) == opens_at


def test_round_that_did_not_open_closes_and_the_next_may() -> None:
    second = next_round()
    assert opens(hold_of=lambda one: 2 if one.number == 1 else 0) == second.postings[0]


def test_nothing_opens_that_is_still_to_come() -> None:
    assert opens(until=FIRST - MOMENT) is None
    assert opens(until=FIRST) == FIRST


def test_what_does_not_stand_at_its_posting_waits_for_the_next() -> None:
    assert opens(stands=lambda at: at != FIRST) == SECOND
    assert opens(stands=lambda at: at not in (FIRST, SECOND)) == next_round().postings[0]
    assert opens(stands=lambda at: False) is None


def prove_answers_are_sealed_at_the_cut_off(opening: Opening) -> None:
    """A yes at nine in the evening counts, and one a second later opens nothing in this round."""
    cut_off = rounds()[0].cut_off
    for hold in (0, 1):
        in_time = (FIRST, SECOND)[hold]
        assert opens(opening, (cut_off, True), hold=hold) == in_time
        late = opens(opening, (cut_off + MOMENT, True), hold=hold)
        assert late == next_round().postings[hold]


def test_answers_are_sealed_at_the_cut_off() -> None:
    prove_answers_are_sealed_at_the_cut_off(opened_at)


def late_answers_count(invitations: Iterator[Invitation], **words: Any) -> datetime | None:
    """Faulty: asks again at every posting whether everybody is ready by now."""
    for one in invitations:
        for at in one.postings[words["hold_of"](one) :]:
            if at <= words["until"] and words["was_everyone_ready"](at) and words["stands"](at):
                return at
    return None


def opens_at_once(invitations: Iterator[Invitation], **words: Any) -> datetime | None:
    """Faulty: a hold holds nobody."""
    return opened_at(invitations, **{**words, "hold_of": lambda one: 0})


def closes_early(invitations: Iterator[Invitation], **words: Any) -> datetime | None:
    """Faulty: a round that has not opened at its first posting is over."""
    return opened_at((replace(one, postings=one.postings[:1]) for one in invitations), **words)


@pytest.mark.parametrize("faulty", [late_answers_count, opens_at_once, closes_early])
def test_round_that_is_not_sealed_is_found(faulty: Opening) -> None:
    finds_fault(prove_answers_are_sealed_at_the_cut_off, faulty)


# The draw is made once

Holding = Callable[[Chance, Sequence[Says], Invitation], int]


def as_drawn(chance: Chance, said: Sequence[Says], one: Invitation) -> int:
    return hidden_hold(BALANCED, chance, assignment="a", phase="p", invitation=one.number)


def prove_answering_again_draws_nothing_again(holding: Holding) -> None:
    """Yes, or yes after a no and another yes before the cut-off: it opens at the same posting or at none."""

    def opening(said: Sequence[Says], seed: int) -> datetime | None:
        return opens(opened_at, *said, hold_of=lambda one: holding(keyed(seed), said, one))

    once: list[Says] = [(ASKED + timedelta(hours=1), True)]
    for seed in range(60):
        for times in range(1, 4):
            back = [(ASKED + timedelta(hours=1 + nth), bool(nth % 2 == 0)) for nth in range(2 * times + 1)]
            assert opening(back, seed) == opening(once, seed)


def test_answering_again_draws_nothing_again() -> None:
    prove_answering_again_draws_nothing_again(as_drawn)


def test_draw_that_is_made_anew_with_every_answer_is_found() -> None:
    def anew(chance: Chance, said: Sequence[Says], one: Invitation) -> int:
        return hidden_hold(BALANCED, chance, assignment="a", phase=f"p{len(said)}", invitation=one.number)

    finds_fault(prove_answering_again_draws_nothing_again, anew)


def test_each_round_draws_for_itself() -> None:
    """Otherwise whoever met a hold once would know all those that follow."""
    rounds_of = [
        tuple(
            hidden_hold(BALANCED, keyed(seed), assignment="a", phase="p", invitation=number)
            for number in (1, 2)
        )
        for seed in range(200)
    ]
    assert set(rounds_of) == {(one, two) for one in range(3) for two in range(3)}


# How often, counted out

Resting = Callable[[Preset, Chance], int]


def real_hold(preset: Preset, chance: Chance) -> int:
    return hidden_hold(preset, chance, assignment="a", phase="p", invitation=1)


def opening_shares(preset: Preset, holding: Resting) -> tuple[Fraction, Fraction]:
    """Of all holds there are, how many open a ready round at its first posting, and by its second."""
    total = sum(preset.hold)
    (one, *_) = rounds(on=board(preset))
    found = [
        opens_at_all(one, holding(preset, always(inside((1,) * total, place)))) for place in range(total)
    ]
    first, second = one.postings
    return (
        Fraction(sum(at == first for at in found), total),
        Fraction(sum(at in (first, second) for at in found), total),
    )


def opens_at_all(one: Invitation, hold: int) -> datetime | None:
    return opened_at(
        iter([one]),
        hold_of=lambda _: hold,
        was_everyone_ready=lambda at: True,
        stands=lambda at: True,
        until=one.postings[-1],
    )


SHARES = {
    PresetName.PLAIN: (Fraction(1), Fraction(1)),
    PresetName.BALANCED: (Fraction(2, 3), Fraction(5, 6)),
    PresetName.STRONG: (Fraction(1, 2), Fraction(3, 4)),
}


def prove_ready_people_rest_as_often_as_said(holding: Resting) -> None:
    for name, (at_first, within) in SHARES.items():
        assert opening_shares(PRESETS[name], holding) == (at_first, within)
        assert price_of(PRESETS[name]).opens_within_invitation == within


def test_ready_people_open_within_an_invitation_five_times_in_six() -> None:
    prove_ready_people_rest_as_often_as_said(real_hold)


@pytest.mark.parametrize(
    "faulty",
    [lambda preset, chance: 0, lambda preset, chance: min(1, real_hold(preset, chance))],
    ids=["no routine rest", "never twice"],
)
def test_ready_people_who_rest_too_seldom_are_found(faulty: Resting) -> None:
    finds_fault(prove_ready_people_rest_as_often_as_said, faulty)
