"""The arithmetic of discretion, held against the draws themselves, counted out one by one."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.draws import always, inside
from tests.core.properties import finds_fault, searching
from unhurried.core import discretion
from unhurried.core.discretion import (
    CHANCES,
    NEXT_INVITATION_AFTER,
    PRESETS,
    Preset,
    PresetName,
    drawn,
    early_end_of,
    happens,
    hidden_hold,
    is_quiet_evening,
    is_short_version_drawn,
    pauses_within,
)
from unhurried.core.odds import Odds, odds_of, posterior, price_of

PLAIN, BALANCED, STRONG = (PRESETS[name] for name in PresetName)

weights = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any).map(tuple)
holds = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 6))
shares = st.fractions(0, 1, max_denominator=40)


# Each weight is met as often as it weighs

Drawn = Callable[[Sequence[int], int], int]


def prove_each_weight_has_its_share(draw: Drawn) -> None:
    """With so few chances that each can be tried; they stand in for 2^64 of them."""

    @searching
    @given(whole=weights, times=st.integers(1, 5))
    def holds_for(whole: tuple[int, ...], times: int) -> None:
        with pytest.MonkeyPatch.context() as few:
            few.setattr(discretion, "CHANCES", times * sum(whole))
            met = Counter(draw(whole, chance) for chance in range(times * sum(whole)))
        assert met == Counter({at: times * weight for at, weight in enumerate(whole) if weight})

    holds_for()


def test_each_weight_is_drawn_in_its_exact_share() -> None:
    prove_each_weight_has_its_share(drawn)


def test_draw_that_counts_its_edge_to_the_weight_before_is_found() -> None:
    def edge_before(whole: Sequence[int], chance: int) -> int:
        place = chance * sum(whole) // discretion.CHANCES
        for index, weight in enumerate(whole):
            if place <= weight:
                return index
            place -= weight
        raise AssertionError("no weight")

    finds_fault(prove_each_weight_has_its_share, edge_before)


def test_draw_that_takes_all_weights_as_equal_is_found() -> None:
    def equally(whole: Sequence[int], chance: int) -> int:
        return chance * len(whole) // discretion.CHANCES

    finds_fault(prove_each_weight_has_its_share, equally)


@searching
@given(whole=weights)
def test_weights_change_hands_at_the_exact_chance(whole: tuple[int, ...]) -> None:
    """With all the chances there are: the edge is the first that has come to the share."""
    for index in (at for at, weight in enumerate(whole) if weight):
        first = -(-sum(whole[:index]) * CHANCES // sum(whole))
        end = -(-sum(whole[: index + 1]) * CHANCES // sum(whole))
        assert (drawn(whole, first), drawn(whole, end - 1)) == (index, index)


@pytest.mark.parametrize("chance", [CHANCES, CHANCES + 1])
def test_chance_that_is_none_is_refused(chance: int) -> None:
    with pytest.raises(ValueError, match="below CHANCES"):
        drawn((1, 1), chance)


Happens = Callable[[Fraction, int], bool]


def prove_it_happens_as_often_as_it_says(rule: Happens) -> None:
    """For the last chance at which it still does, and the first at which it does not."""
    for share in {Fraction(part, whole) for whole in range(1, 25) for part in range(whole + 1)}:
        end = -(-share.numerator * CHANCES // share.denominator)
        assert end == 0 or rule(share, end - 1)
        assert end == CHANCES or not rule(share, end)


def test_what_has_a_share_happens_just_as_often() -> None:
    prove_it_happens_as_often_as_it_says(happens)


@pytest.mark.parametrize(
    "faulty",
    [
        lambda share, chance: chance * share.denominator <= share.numerator * CHANCES,
        lambda share, chance: chance / CHANCES < float(share),
    ],
)
def test_edge_that_is_off_by_one_chance_is_found(faulty: Happens) -> None:
    finds_fault(prove_it_happens_as_often_as_it_says, faulty)


def test_never_and_always_are_just_that() -> None:
    assert not happens(Fraction(0), 0)
    assert happens(Fraction(1), CHANCES - 1)


# The odds, from every draw there is

Telling = Callable[[Preset], Odds]


def resting_share(preset: Preset, postings: int) -> Fraction:
    """Of all hidden holds, how many keep a ready step at rest at its first so many postings."""
    total = sum(preset.hold)
    met = Counter(
        hidden_hold(preset, always(inside((1,) * total, place)), assignment="a", phase="p", invitation=1)
        for place in range(total)
    )
    return Fraction(sum(times for held, times in met.items() if held >= postings), total)


def quiet_share(preset: Preset) -> Fraction:
    whole = preset.quiet_evenings.denominator
    found = [
        is_quiet_evening(preset, always(inside((1,) * whole, place)), day="2026-03-23")
        for place in range(whole)
    ]
    return Fraction(sum(found), whole)


def odds_against(rests: Fraction) -> Fraction | None:
    """A closed world rests for certain; None where a ready one never does."""
    return Fraction(1) / rests if rests else None


def prove_odds_follow_from_the_draws(telling: Telling) -> None:
    @searching
    @given(hold=holds, quiet=shares)
    def holds_for(hold: tuple[int, ...], quiet: Fraction) -> None:
        preset = replace(BALANCED, hold=hold, quiet_evenings=quiet)
        odds = telling(preset)
        assert odds.first_posting == odds_against(resting_share(preset, 1))
        assert odds.second_posting == odds_against(resting_share(preset, 2))
        assert odds.evening == odds_against(quiet_share(preset))

    holds_for()


def test_odds_of_a_rest_follow_from_the_draws() -> None:
    prove_odds_follow_from_the_draws(odds_of)


def test_odds_that_are_written_down_are_found() -> None:
    written = odds_of(BALANCED)
    finds_fault(prove_odds_follow_from_the_draws, lambda preset: written)


def test_odds_of_one_posting_told_for_two_are_found() -> None:
    def flat(preset: Preset) -> Odds:
        odds = odds_of(preset)
        return replace(odds, second_posting=odds.first_posting)

    finds_fault(prove_odds_follow_from_the_draws, flat)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_odds_of_the_three_presets_follow_from_the_draws(preset: Preset) -> None:
    odds = odds_of(preset)
    found = odds_against(resting_share(preset, 1)), odds_against(resting_share(preset, 2))
    assert (odds.first_posting, odds.second_posting) == found
    assert odds.evening == odds_against(quiet_share(preset))


def test_plain_hides_nothing() -> None:
    assert odds_of(PLAIN) == Odds(first_posting=None, second_posting=None, closing=None, evening=None)


# What somebody may think

Thinking = Callable[[Fraction, Fraction | None], Fraction]


def prove_a_thought_is_a_share_of_people(thinking: Thinking) -> None:
    """Of a crowd: who said "not yet" rests, and of those who are ready so many rest all the same."""

    @searching
    @given(guess=shares, rests=shares.filter(bool))
    def holds_for(guess: Fraction, rests: Fraction) -> None:
        crowd = guess.denominator * rests.denominator
        not_yet = crowd * guess
        ready_at_rest = (crowd - not_yet) * rests
        assert thinking(guess, 1 / rests) == not_yet / (not_yet + ready_at_rest)

    holds_for()


def test_what_somebody_may_think_is_a_share_of_people() -> None:
    prove_a_thought_is_a_share_of_people(posterior)


@pytest.mark.parametrize(
    "faulty",
    [
        lambda guess, odds: min(guess * odds, Fraction(1)),
        lambda guess, odds: guess * odds / (1 - guess + odds),
    ],
)
def test_guess_that_is_only_multiplied_is_found(faulty: Thinking) -> None:
    finds_fault(prove_a_thought_is_a_share_of_people, faulty)


def test_where_nothing_is_held_back_a_rest_is_certain_for_whoever_thought_of_it() -> None:
    assert posterior(Fraction(1, 10), None) == 1
    assert posterior(Fraction(0), None) == 0


def test_two_rests_running_are_as_one_with_both_odds() -> None:
    once = posterior(Fraction(1, 5), Fraction(3))
    assert posterior(once, Fraction(2)) == posterior(Fraction(1, 5), Fraction(6))


# What it costs


def waits(preset: Preset, rounds: int) -> Iterator[tuple[Fraction, Fraction]]:
    """(how likely, days waited) for invitations one after another, a fortnight between their starts."""
    gap = Fraction(7, len(preset.weekdays))
    total = sum(preset.hold)
    still = Fraction(1)
    for nth in range(rounds):
        for held, weight in enumerate(preset.hold[:2]):
            yield still * weight / total, nth * NEXT_INVITATION_AFTER.days + held * gap
        still *= Fraction(sum(preset.hold[2:]), total)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_price_is_what_willing_people_meet(preset: Preset) -> None:
    price = price_of(preset)
    met = list(waits(preset, rounds=60))
    assert float(sum(likely for likely, _ in met)) == pytest.approx(1)
    days = float(sum(likely * days for likely, days in met))
    assert price.wait / timedelta(days=1) == pytest.approx(days)
    assert price.opens_within_invitation == 1 - resting_share(preset, 2)
    assert price.quiet_evenings == quiet_share(preset)


def test_wait_that_forgets_the_next_invitation_is_found() -> None:
    """The planted fault: only those who come in at once are asked how long they waited."""
    within = [(likely, days) for likely, days in waits(BALANCED, rounds=1)]
    share = sum(likely for likely, _ in within)
    hasty = float(sum(likely * days for likely, days in within) / share)
    assert price_of(BALANCED).wait / timedelta(days=1) != pytest.approx(hasty)


# The guide's own pauses, and the draws that are none of anybody's business


@searching
@given(minutes=st.integers(1, 90), chance=st.integers(0, CHANCES - 1))
def test_guide_pauses_about_every_six_minutes_and_leaves_time_at_the_end(minutes: int, chance: int) -> None:
    pauses = pauses_within(BALANCED, always(chance), practice="p", minutes=minutes)
    about = [timedelta(minutes=6 * nth) for nth in range(1, len(pauses) + 1)]
    minute = timedelta(minutes=1)
    assert all(abs(pause - due) <= minute for pause, due in zip(pauses, about, strict=True))
    left = timedelta(minutes=minutes) - (about[-1] if about else timedelta())
    assert left < 12 * minute
    assert not about or left >= 6 * minute
    assert pauses_within(PLAIN, always(chance), practice="p", minutes=minutes) == ()


@searching
@given(minutes=st.integers(2, 90), chance=st.integers(0, CHANCES - 1))
def test_early_end_lies_in_the_second_half(minutes: int, chance: int) -> None:
    end = early_end_of(STRONG, always(chance), practice="p", minutes=minutes)
    assert (end is not None) == happens(STRONG.early_ends, chance)
    assert end is None or timedelta(minutes=minutes) / 2 <= end < timedelta(minutes=minutes)


def test_draws_are_asked_by_public_slots_alone() -> None:
    """NI-4: what is drawn hangs on the step, the round, the day and the practice, and on nobody's answer."""
    asked: list[tuple[str, ...]] = []

    def noted(*slot: str) -> int:
        asked.append(slot)
        return 0

    hidden_hold(STRONG, noted, assignment="a", phase="p", invitation=3)
    is_quiet_evening(STRONG, noted, day="2026-03-23")
    is_short_version_drawn(STRONG, noted, assignment="a", phase="p")
    pauses_within(STRONG, noted, practice="pr", minutes=13)
    early_end_of(STRONG, noted, practice="pr", minutes=13)
    assert asked == [
        ("hold", "a", "p", "3"),
        ("quiet", "2026-03-23"),
        ("short", "a", "p"),
        ("pause", "pr", "1"),
        ("early", "pr"),
        ("early-at", "pr"),
    ]


def test_short_versions_are_drawn_as_often_as_the_preset_says() -> None:
    found = [
        is_short_version_drawn(STRONG, always(inside((1, 1, 1), third)), assignment="a", phase="p")
        for third in range(3)
    ]
    assert found == [True, False, False]
    assert not is_short_version_drawn(BALANCED, always(0), assignment="a", phase="p")


def test_presets_are_as_decided() -> None:
    """Changed here and in the design at once, or not at all."""
    assert Preset(name=PresetName.PLAIN, weekdays=frozenset(range(7))) == PLAIN
    assert (BALANCED.hold, BALANCED.quiet_evenings, BALANCED.weekdays) == (
        (4, 1, 1), Fraction(1, 5), frozenset({0, 3}),
    )  # fmt: skip
    assert (STRONG.hold, STRONG.quiet_evenings, STRONG.weekdays) == (
        (2, 1, 1),
        Fraction(1, 4),
        frozenset({0}),
    )
    assert (STRONG.short_versions, STRONG.early_ends) == (Fraction(1, 3), Fraction(3, 20))
    for preset in (BALANCED, STRONG):
        assert (preset.individual, preset.own_rests) == (Fraction(1, 12), Fraction(1, 12))
        assert preset.rest_weeks == (6, 2, 1, 1)
        assert preset.pause_every == timedelta(minutes=6)
