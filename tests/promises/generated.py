"""Strategies by lot: what Ben does next follows from a seed and from everything on the page he saw last."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from tests.promises.adaptive import GARBAGE, POSTINGS, addresses, is_on_offer, sets_aside
from tests.promises.stage import CODE, FIRST, SECOND, Stage, hours
from tests.promises.strategies import Strategy, answers
from tests.promises.watching import Watcher
from unhurried.core.evenings import SETTLING

LAST: Final = SECOND + timedelta(days=2)
MOST_MOVES: Final = 14
PREFIX: Final = "by lot "


class Hand:
    """One run of one strategy: Ben, the hour, the lot, and the evening he has set aside."""

    def __init__(self, stage: Stage, ben: Watcher, seed: str) -> None:
        self.stage, self.ben, self.seed = stage, ben, seed
        self.at, self.evening = hours(1.5), ""

    def lot(self) -> random.Random:
        """The same page leads to the same choice: a difference in it leads anywhere."""
        last = self.ben.trace[-1].body if self.ben.trace else ""
        return random.Random(f"{self.seed} {self.at} {last}")

    def wait(self, lot: random.Random) -> None:
        ahead = [posting for posting in POSTINGS if posting > self.at] or [LAST]
        around = ahead[0] + timedelta(minutes=lot.choice((-1, 1, 60)))
        cut_off = ahead[0] - timedelta(hours=8, minutes=lot.choice((-1, 1)))
        later = self.at + timedelta(minutes=lot.choice((1, 20, 200, 600)))
        self.at = lot.choice([one for one in (around, cut_off, later) if one > self.at])


Move = Callable[[Hand, random.Random], None]


def _answers(hand: Hand, lot: random.Random) -> None:
    answers(hand.stage, hand.ben, lot.choice(("ready", "ready", "lighter", "not_yet")), hand.at)


def _looks(hand: Hand, lot: random.Random) -> None:
    given = f"/c/a/{hand.stage.given.pk}/"
    hand.ben.get(lot.choice(("/c/", "/c/", given, "/c/together/", "/c/mine/", "/c/agreement/")), hand.at)


def _walks(hand: Hand, lot: random.Random) -> None:
    hand.ben.walk(hand.at, most=8)


def _notices(hand: Hand, lot: random.Random) -> None:
    hand.ben.notices(hand.at)


def _answers_by_the_card(hand: Hand, lot: random.Random) -> None:
    """The other way round than it stands."""
    is_open = is_on_offer(hand.ben.get("/c/", hand.at))
    answers(hand.stage, hand.ben, "not_yet" if is_open else "ready", hand.at)


def _sets_a_time(hand: Hand, lot: random.Random) -> None:
    starts_at = hand.at.replace(minute=0, second=0) + timedelta(hours=lot.choice((1, 2, 24)))
    hand.evening = sets_aside(hand.stage, hand.ben, hand.at, starts_at) or hand.evening


def _answers_for_it(hand: Hand, lot: random.Random) -> None:
    if hand.evening:
        said = {"answer": lot.choice(("ready", "ready", "lighter", "not_yet")), "code": CODE}
        hand.ben.post(f"{hand.evening}answer/", hand.at, said)


def _lets_go(hand: Hand, lot: random.Random) -> None:
    if hand.evening:
        hand.ben.post(f"{hand.evening.replace('evening', 'together')}let-go/", hand.at, {})


def _begins(hand: Hand, lot: random.Random) -> None:
    """Now, whatever the hour; or at the hour that stands on the page."""
    _sets_a_time(hand, lot)
    if not hand.evening:
        return
    hand.ben.post(f"{hand.evening}answer/", hand.at, {"answer": "ready", "code": CODE})
    starts_at: datetime = hand.at.replace(minute=0, second=0) + timedelta(hours=1)
    hand.at = lot.choice((hand.at, starts_at + SETTLING, starts_at + timedelta(minutes=5)))
    hand.ben.post(f"{hand.evening}begin/", hand.at, {"way": lot.choice(("one_phone", "each_phone"))})
    hand.ben.get(f"{hand.evening}now/", hand.at + timedelta(seconds=5))
    hand.at += timedelta(minutes=1)


def _garbage(hand: Hand, lot: random.Random) -> None:
    """Anything to any address that begins nothing; the errors are read."""
    paths = addresses(hand.stage, hand.stage.given.pk)
    path = paths[lot.choice([name for name in paths if "begin" not in name and "part" not in name])]
    hand.ben.get(path, hand.at)
    hand.ben.post(path, hand.at, lot.choice(({}, dict(GARBAGE))))


HARMLESS: Final[tuple[Move, ...]] = (
    _answers,
    _answers,
    _looks,
    _looks,
    _walks,
    _notices,
    _answers_by_the_card,
    _sets_a_time,
    _answers_for_it,
    _lets_go,
    _garbage,
)


def generated(seed: int, *, may_begin: bool = True) -> Strategy:
    moves = (*HARMLESS, _begins, _begins) if may_begin else HARMLESS

    def strategy(stage: Stage, ben: Watcher) -> None:
        hand = Hand(stage, ben, str(seed))
        for _ in range(random.Random(seed).randint(6, MOST_MOVES)):
            lot = hand.lot()
            hand.wait(lot)
            if hand.at > LAST:
                break
            lot.choice(moves)(hand, lot)
        hand.ben.get("/c/", max(hand.at, FIRST) + timedelta(minutes=1))

    strategy.__name__ = f"{PREFIX}{seed}"
    return strategy
