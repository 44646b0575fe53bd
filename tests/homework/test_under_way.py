"""An evening under way: how it goes on and comes to rest, without author and without cause."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from tests.homework.causes import not_yet_tonight
from tests.homework.evenings import NOT_YET, Night, after, checked, night, row_of, willing
from tests.people import World, with_people
from unhurried.core.boundaries import Word
from unhurried.core.evenings import State
from unhurried.core.history import SwitchName
from unhurried.homework import services as homework
from unhurried.homework.evenings import state_of
from unhurried.homework.models import Practice, Release
from unhurried.homework.services import running, tonight
from unhurried.people.models import Credential, Episode

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


def no_for_tonight(one: Night, at: datetime) -> None:
    one.says("Hana", NOT_YET, at=at)


def no_to_the_step(one: Night, at: datetime) -> None:
    one.says_of_the_step("Hana", NOT_YET, at=at)


def concern(one: Night, at: datetime) -> None:
    _is_concerned(one, at, "you_decide")


def quiet_tonight(one: Night, at: datetime) -> None:
    _is_concerned(one, at, "quiet_tonight")


def _is_concerned(one: Night, at: datetime, wish: str) -> None:
    said: dict[str, Any] = {"client": one.world.client("Hana"), "words": "", "keyring": one.world.keys}
    homework.raise_concern(one.act("Hana", at), wish=wish, **said)


def speaks_first(one: Night, at: datetime) -> None:
    who: dict[str, Any] = {"client": one.world.client("Hana"), "relationship": one.given.relationship}
    homework.speak_first(one.act("Hana", at), keyring=one.world.keys, **who)


def life_change(one: Night, at: datetime) -> None:
    what: dict[str, Any] = {"client": one.world.client("Hana"), "name": SwitchName.LIFE_CHANGE}
    homework.set_switch(one.act("Hana", at), is_on=True, keyring=one.world.keys, **what)


def leaves(one: Night, at: datetime) -> None:
    who: dict[str, Any] = {"client": one.world.client("Hana"), "relationship": one.given.relationship}
    homework.leave_relationship(one.act("Hana", at), keyring=one.world.keys, **who)


def clinician_holds(one: Night, at: datetime) -> None:
    homework.hold_assignment(one.act("Eli", at), assignment=one.given, keyring=one.world.keys)


def check_not_suitable(one: Night, at: datetime) -> None:
    checked(one.world, "Hana", "not_suitable", days_ago=-(at - one.world.now) / timedelta(days=1))


ENDS: Final = (
    no_for_tonight,
    no_to_the_step,
    concern,
    quiet_tonight,
    speaks_first,
    life_change,
    leaves,
    clinician_holds,
    check_not_suitable,
)


def ending_of(world: World, cause: Callable[[Night, datetime], None]) -> tuple[str, datetime | None]:
    """How and when it ended, and that it was in the moment of the cause: nobody has pressed anything."""
    one = willing(world)
    practice = one.goes_to(one.begin(), "hands", turn=0)
    at = after(practice, minutes=5)
    cause(one, at)
    ended = one.again(practice)
    return ended.outcome, ended.ended_at and ended.ended_at - at  # type: ignore[return-value]


@pytest.mark.parametrize("cause", ENDS, ids=lambda cause: cause.__name__)
def test_whatever_takes_a_yes_back_ends_it_in_its_own_moment(
    world: World, cause: Callable[[Night, datetime], None]
) -> None:
    assert ending_of(world, cause) == ("stopped", timedelta())


HEEDED_IN: Final = ("readiness", "safety", "holds", "boundaries", "parting")


def heed_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in HEEDED_IN:
        monkeypatch.setattr(f"unhurried.homework.services.{name}.heed", lambda act, **facts: None)


@pytest.mark.parametrize("cause", ENDS, ids=lambda cause: cause.__name__)
def test_cause_that_nobody_heeds_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, cause: Callable[[Night, datetime], None]
) -> None:
    heed_nothing(monkeypatch)
    assert ending_of(world, cause) == ("", None)


def test_what_a_review_changes_is_heeded_in_it(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    at, clinician = after(practice, minutes=5), one.given.plan.episode.clinician
    Release.objects.filter(assignment=one.given).delete()
    what: dict[str, Any] = {"clinician": clinician, "assignment": one.given, "keyring": world.keys}
    homework.review(one.act("Eli", at), answer=homework.Answer(next_step="talk"), **what)
    assert one.again(practice).outcome == "stopped"


def ends_at_the_next_move(world: World, move: str) -> bool:
    """Hana's no came past all that heeds it; then Gus presses on."""
    one = willing(world)
    practice = one.begin()
    if move == "go_on":
        homework.pause_practice(one.act("Gus", after(practice, seconds=5)), practice=practice)
    one.says("Hana", NOT_YET, at=after(practice, seconds=10))
    facts: dict[str, Any] = {"practice": practice, "keyring": world.keys}
    if move != "go_on":
        facts["place"] = 0
    getattr(homework, move)(one.act("Gus", after(practice, seconds=20)), **facts)
    return row_of(practice)["outcome"] == "stopped"


@pytest.mark.parametrize("move", ["move_on", "go_on", "stay_a_little"])
def test_nothing_goes_on_against_the_facts_however_they_came(
    world: World, monkeypatch: pytest.MonkeyPatch, move: str
) -> None:
    heed_nothing(monkeypatch)
    assert ends_at_the_next_move(world, move)


def test_move_that_does_not_ask_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heed_nothing(monkeypatch)
    monkeypatch.setattr(running, "_may_go_on", lambda *_: True)
    assert not ends_at_the_next_move(world, "move_on")


def test_papers_end_nothing_that_is_under_way(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    clinician = one.given.plan.episode.clinician
    Credential.objects.filter(clinician=clinician).update(expires_on=one.world.now.date())
    assert one.moves_on("Gus", practice, after(practice, minutes=5)).step == 1


# What becomes off-limits


def steps_after(one: Night, practice: Practice, at: datetime) -> list[str]:
    """The steps that are practised from a pause on, one "move on" after the other, to the end."""
    homework.go_on(one.act("Gus", at), practice=practice, keyring=one.world.keys)
    seen, practice = [], one.again(practice)
    run = homework.run_of_practice(practice)
    while practice.ended_at is None:
        seen.append(run[practice.step].step.key)
        at += timedelta(minutes=1)
        practice = one.moves_on("Gus", practice, at)
    return seen


def passes_by(world: World, where: str) -> list[str]:
    """The steps that are practised when a place is tightened in the middle of an evening."""
    one = willing(world)
    practice = one.goes_to(one.begin(), where, turn=0)
    at = after(practice, minutes=5)
    one.tightens("Hana", "forearms", at)
    assert state_of(one.again(practice), at) == State(is_paused=True, is_ended=False)
    return steps_after(one, practice, at + timedelta(seconds=30))


@pytest.mark.parametrize("where", ["hands", "forearms"])
def test_limit_lands_whole_beyond_the_last_moment_it_is_about(world: World, where: str) -> None:
    """On this moment or on a later one: every phone pauses now, and nothing is passed by afterwards."""
    assert passes_by(world, where) == ["quiet", "close"]


def test_limit_that_nobody_heeds_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heed_nothing(monkeypatch)
    with pytest.raises(AssertionError):
        passes_by(world, "hands")


def test_limit_on_what_has_been_pauses_nothing(world: World) -> None:
    one = willing(world)
    practice = one.goes_to(one.begin(), "quiet")
    at = after(practice, minutes=5)
    before = state_of(practice, at)
    one.tightens("Hana", "forearms", at)
    assert state_of(one.again(practice), at) == before


def test_loosened_limit_opens_nothing_that_was_left_behind(world: World) -> None:
    one = willing(world)
    practice = one.goes_to(one.begin(), "hands", turn=0)
    at = after(practice, minutes=5)
    one.tightens("Hana", "forearms", at)
    one.tightens("Hana", "forearms", at + timedelta(seconds=5), Word.WELCOME)
    assert steps_after(one, practice, at + timedelta(seconds=30)) == ["quiet", "close"]


def test_limit_in_a_pause_is_seen_when_it_goes_on(world: World) -> None:
    one = willing(world)
    practice = one.goes_to(one.begin(), "hands", turn=0)
    at = after(practice, minutes=5)
    homework.pause_practice(one.act("Gus", at), practice=practice)
    before = state_of(one.again(practice), at)
    one.tightens("Hana", "forearms", at + timedelta(seconds=5))
    assert state_of(one.again(practice), at + timedelta(seconds=5)) == before
    assert steps_after(one, practice, at + timedelta(seconds=30)) == ["quiet", "close"]


def goes_on_after(world: World, seconds: float) -> bool:
    """Whether it goes on for somebody who presses so soon after a limit of somebody else."""
    one = willing(world)
    practice = one.goes_to(one.begin(), "hands", turn=0)
    at = after(practice, minutes=5)
    one.tightens("Hana", "forearms", at)
    then = at + timedelta(seconds=seconds)
    homework.go_on(one.act("Gus", then), practice=practice, keyring=world.keys)
    return not state_of(one.again(practice), then).is_paused


@pytest.mark.parametrize(("seconds", "goes"), [(0.5, False), (9.9, False), (10, True)])
def test_nobody_goes_on_before_a_hand_could_have_left_out_as_much(
    world: World, seconds: float, goes: bool
) -> None:
    assert goes_on_after(world, seconds) is goes


def by_hand(world: World, moves: int) -> list[str]:
    """Gus pauses, moves on and goes on: what anybody can do."""
    one = willing(world)
    practice = one.goes_to(one.begin(), "hands", turn=0)
    at = after(practice, minutes=5)
    homework.pause_practice(one.act("Gus", at), practice=practice)
    for _ in range(moves):
        homework.move_on(one.act("Hana", at), practice=practice, place=None, keyring=world.keys)
        assert state_of(one.again(practice), at) == State(is_paused=True, is_ended=False)
    return steps_after(one, practice, at + timedelta(seconds=30))


@pytest.mark.parametrize(
    ("moves", "steps"),
    [
        (0, ["hands", "forearms", "stop_once", "hands", "forearms", "quiet", "close"]),
        (1, ["forearms", "stop_once", "hands", "forearms", "quiet", "close"]),
        (5, ["quiet", "close"]),
    ],
)
def test_anybody_may_leave_out_as_much_in_a_pause(world: World, moves: int, steps: list[str]) -> None:
    assert by_hand(world, moves) == steps


def test_move_from_a_screen_that_has_paused_meanwhile_moves_nothing(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    homework.pause_practice(one.act("Hana", after(practice, seconds=5)), practice=practice)
    facts: dict[str, Any] = {"practice": practice, "keyring": world.keys}
    homework.move_on(one.act("Gus", after(practice, seconds=6)), place=0, **facts)
    assert (one.again(practice).step, one.again(practice).paused_at is None) == (0, False)


# Pauses, and the end


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
    assert [state.is_paused for state in told] == [True, False, True]


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
    assert row_of(practice)["paused_at"] == after(practice, seconds=30)


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
    Practice.objects.filter(pk=practice.pk).update(ends_at=early)
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
    assert (practice.pauses, practice.ends_at) == (again.pauses, again.ends_at)
    assert len(practice.pauses) == 3
