"""What happens in a practice has no author and no cause: not in what is stored, not in what phones hear."""

from datetime import datetime
from typing import Any

import pytest

from tests.homework.evenings import NOT_YET, Night, after, row_of, willing
from tests.people import World, rolled_back, with_people
from unhurried.homework import services as homework
from unhurried.homework.evenings import state_of
from unhurried.homework.models import Practice
from unhurried.homework.services import running

pytestmark = with_people


def test_pause_of_a_limit_is_a_pause_like_any_other(world: World) -> None:
    """By hand, by the guide and by a limit: what is stored, and what phones are told, is the same."""
    assert pauses(world) == [pauses(world)[0]] * 3


def pauses(world: World) -> list[dict[str, Any]]:
    rows = []
    for made in (_by_hand, _by_the_guide, _by_a_limit):
        with rolled_back():
            one = willing(world)
            practice = one.goes_to(one.begin(), "forearms", turn=0)
            at = after(practice, minutes=5)
            made(one, practice, at)
            rows.append({"told": state_of(one.again(practice), at)})
    return rows


def _by_hand(one: Night, practice: Practice, at: datetime) -> None:
    homework.pause_practice(one.act("Gus", at), practice=practice)


def _by_the_guide(one: Night, practice: Practice, at: datetime) -> None:
    Practice.objects.filter(pk=practice.pk).update(pauses=[at.isoformat()])


def _by_a_limit(one: Night, practice: Practice, at: datetime) -> None:
    one.tightens("Hana", "forearms", at)


def endings(world: World) -> list[dict[str, Any]]:
    """What is stored when a person, a no, a hold or the clock ended it."""
    rows = []
    for ended in (_stopped, _refused, _ran_out):
        with rolled_back():
            one = willing(world)
            practice = one.begin()
            ended(one, practice, after(practice, minutes=5))
            row = row_of(practice)
            rows.append({key: row[key] for key in row.keys() - {"ended_at", "ends_at"}})
    return rows


def _stopped(one: Night, practice: Practice, at: datetime) -> None:
    homework.stop_evening(one.act("Hana", at), practice_id=practice.pk)


def _refused(one: Night, practice: Practice, at: datetime) -> None:
    one.says("Hana", NOT_YET, at=at)


def _ran_out(one: Night, practice: Practice, at: datetime) -> None:
    Practice.objects.filter(pk=practice.pk).update(ends_at=at)
    homework.leave_evening(one.act("Gus", at), practice=practice)


def test_one_ending_for_all_causes(world: World) -> None:
    found = endings(world)
    assert found == [found[0]] * 3
    assert found[0]["outcome"] == "stopped"


def test_ending_with_an_author_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def signed(practice_id: Any, act: Any, outcome: Any) -> None:
        Practice.objects.filter(pk=practice_id).update(outcome="refused", ended_at=act.at)

    monkeypatch.setattr(running, "end", signed)
    found = endings(world)
    assert found[0] != found[1]
