"""An evening under way: how it goes on and comes to rest, without author and without cause."""

from datetime import timedelta
from typing import Any

import pytest

from tests.homework.causes import not_yet_tonight
from tests.homework.evenings import NOT_YET, after, night, row_of, willing
from tests.people import World, with_people
from unhurried.core.evenings import State
from unhurried.homework import services as homework
from unhurried.homework.evenings import state_of
from unhurried.homework.models import Practice
from unhurried.homework.services import evenings, tonight
from unhurried.people.models import Episode

pytestmark = with_people


def test_every_moment_comes_in_order_and_the_last_one_ends_it(world: World) -> None:
    one = willing(world)
    practice, seen = one.begin(), []
    run = homework.run_of_practice(practice)
    for count in range(len(run)):
        seen.append(run[practice.step].step.key)
        practice = one.moves_on("Hana" if count % 2 else "Gus", practice, after(practice, minutes=count))
    turn = ["stop_once", "hands", "forearms"]
    assert seen == ["agree", "settle", *turn, *turn, "quiet", "close"]
    assert (practice.outcome, practice.ended_at is None) == ("finished", False)


def test_both_pressing_at_once_is_one_step(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    for name in ("Gus", "Hana"):
        facts: dict[str, Any] = {"practice": practice, "place": 0, "keyring": world.keys}
        homework.move_on(one.act(name, after(practice, seconds=9)), **facts)
    assert one.again(practice).step == 1


def ends_at_the_next_move(world: World, move: str) -> bool:
    """Hana says no on another phone while it runs; then Gus presses on."""
    one = willing(world)
    practice = one.begin()
    if move == "go_on":
        homework.pause_practice(one.act("Gus", after(practice, seconds=5)), practice=practice)
    one.says("Hana", NOT_YET, at=after(practice, seconds=10))
    assert not state_of(one.again(practice), after(practice, seconds=11)).is_ended, (
        "nothing happens by itself"
    )
    facts: dict[str, Any] = {"practice": practice, "keyring": world.keys}
    if move != "go_on":
        facts["place"] = 0
    getattr(homework, move)(one.act("Gus", after(practice, seconds=20)), **facts)
    return row_of(practice)["outcome"] == "stopped"


@pytest.mark.parametrize("move", ["move_on", "go_on", "stay_a_little"])
def test_not_yet_said_meanwhile_ends_it_at_the_next_move(world: World, move: str) -> None:
    assert ends_at_the_next_move(world, move)


def test_move_that_does_not_ask_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evenings._Now, "may_go_on", lambda now: True)
    assert not ends_at_the_next_move(world, "move_on")


def test_clinician_who_goes_back_meanwhile_ends_it_at_the_next_move(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    homework.hold_assignment(one.act("Eli", after(practice, seconds=5)), assignment=one.given)
    assert one.moves_on("Gus", practice, after(practice, seconds=9)).outcome == "stopped"


def passes_by(world: World) -> list[str]:
    """The steps that are practised when a place is tightened in the middle of the moment that uses it."""
    one = willing(world)
    practice = one.goes_to(one.begin(), "forearms", turn=0)
    run, place = homework.run_of_practice(practice), practice.step
    at = after(practice, minutes=5)
    one.tightens("Hana", "forearms", at)
    paused = state_of(one.again(practice), at)
    assert paused == State(revision=place + 1, place=place, is_paused=True, is_ended=False)
    homework.go_on(one.act("Gus", at + timedelta(seconds=30)), practice=practice, keyring=world.keys)
    seen, practice = [], one.again(practice)
    while practice.ended_at is None:
        seen.append(run[practice.step].step.key)
        at += timedelta(minutes=1)
        practice = one.moves_on("Gus", practice, at)
    return seen


def test_tightened_limit_pauses_and_is_passed_by(world: World) -> None:
    assert passes_by(world) == ["stop_once", "hands", "quiet", "close"]


def test_limit_that_nobody_heeds_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unhurried.homework.services.boundaries.heed_limits", lambda act, **facts: None)
    with pytest.raises(AssertionError):
        passes_by(world)


def test_limit_that_is_not_about_this_moment_pauses_nothing(world: World) -> None:
    one = willing(world)
    practice = one.goes_to(one.begin(), "hands", turn=0)
    at = after(practice, minutes=5)
    before = state_of(practice, at)
    one.tightens("Hana", "forearms", at)
    assert state_of(one.again(practice), at) == before
    assert homework.run_of_practice(practice)[one.moves_on("Gus", practice, at).step].turn == 1


def test_guides_own_pause_goes_on_and_does_not_come_again(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    first, second = (after(practice, minutes=count) for count in (6, 12))
    Practice.objects.filter(pk=practice.pk).update(pauses=[first.isoformat(), second.isoformat()])
    at = first + timedelta(seconds=40)
    told = [state_of(one.again(practice), at)]
    homework.go_on(one.act("Gus", at), practice=practice, keyring=world.keys)
    told.append(state_of(one.again(practice), at))
    told.append(state_of(one.again(practice), second))
    assert [(state.revision, state.is_paused) for state in told] == [(1, True), (2, False), (3, True)]


def test_time_spent_in_a_pause_is_no_time_of_the_moment(world: World) -> None:
    one = willing(world)
    practice = one.goes_to(one.begin(), "hands", turn=0)
    began = practice.step_began_at
    homework.pause_practice(one.act("Gus", began + timedelta(seconds=50)), practice=practice)
    homework.go_on(one.act("Hana", began + timedelta(seconds=80)), practice=practice, keyring=world.keys)
    assert one.again(practice).step_began_at == began + timedelta(seconds=30)


def test_pause_that_is_made_twice_is_one(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    for name in ("Gus", "Hana"):
        homework.pause_practice(one.act(name, after(practice, seconds=30)), practice=practice)
    assert row_of(practice)["revision"] == 1


def test_staying_a_little_gives_two_more_minutes_to_everybody(world: World) -> None:
    one = willing(world)
    practice = one.goes_to(one.begin(), "forearms", turn=0)
    at = practice.step_began_at + timedelta(minutes=9)
    facts: dict[str, Any] = {"practice": practice, "place": practice.step, "keyring": world.keys}
    homework.stay_a_little(one.act("Hana", at), **facts)
    step = homework.run_of_practice(practice)[practice.step].step
    left = timedelta(seconds=step.seconds or 0) - (at - one.again(practice).step_began_at)
    assert (left, one.again(practice).step) == (timedelta(minutes=2), practice.step)


def test_nothing_moves_after_a_stop(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    homework.stop_evening(one.act("Hana", after(practice, seconds=5)), practice_id=practice.pk)
    stopped, at = row_of(practice), after(practice, seconds=6)
    one.moves_on("Gus", practice, at)
    facts: dict[str, Any] = {"practice": practice, "keyring": world.keys}
    homework.go_on(one.act("Gus", at), **facts)
    homework.pause_practice(one.act("Gus", at), practice=practice)
    homework.finish_evening(one.act("Gus", at), practice=practice)
    assert row_of(practice) == stopped


def test_nothing_moves_after_the_guides_own_end(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    early = after(practice, minutes=13)
    Practice.objects.filter(pk=practice.pk).update(ends_early_at=early)
    moved = one.moves_on("Gus", practice, early + timedelta(seconds=1))
    assert (moved.step, moved.outcome, moved.ended_at) == (0, "stopped", early)


def test_printed_card_is_ended_by_whoever_says_so(world: World) -> None:
    one = willing(world)
    practice = one.begin(way="no_phone")
    homework.finish_evening(one.act("Hana", after(practice, minutes=30)), practice=practice)
    assert row_of(practice)["outcome"] == "finished"


def test_time_without_touch_rests_nothing_and_counts_as_no_practice(world: World) -> None:
    """No rest gap follows from it, and no phone can move it."""
    one = night(world)
    not_yet_tonight(one)
    practice = one.begin()
    one.moves_on("Gus", practice, after(practice, seconds=5))
    assert (row_of(practice)["step"], row_of(practice)["ended_at"]) == (0, None)


def test_draws_of_a_strong_preset_are_settled_before_it_begins(world: World) -> None:
    one = willing(world)
    Episode.objects.filter(relationship=one.given.relationship).update(preset="strong")
    practice = Practice(begun_at=one.begins_at, step_began_at=one.begins_at)
    board = tonight.board_of(one.given.relationship_id)
    tonight._plan_events(practice, board, one.occasion, 25)
    again = Practice(begun_at=one.begins_at, step_began_at=one.begins_at)
    tonight._plan_events(again, board, one.occasion, 25)
    assert (practice.pauses, practice.ends_early_at) == (again.pauses, again.ends_early_at)
    assert len(practice.pauses) == 3
