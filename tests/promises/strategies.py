"""What Ben may try: when he answers, changes his mind, looks, and begins. All of it by way of pages."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from tests.promises.printing import N
from tests.promises.stage import CODE, FIRST, SECOND, TONIGHT, Stage, hours
from tests.promises.watching import Watcher

Strategy = Callable[[Stage, Watcher], None]
LOOKS: Final = (
    hours(15), FIRST + timedelta(hours=4), FIRST + timedelta(hours=13), SECOND + timedelta(hours=4),
)[0 if N > 1 else 2:]  # fmt: skip


ON_PAPER: Final = "paper/page/?what=handout&print=usual&paper=a4"
AFTER_NOON: Final = hours(12) + timedelta(minutes=1)


def answers(stage: Stage, ben: Watcher, answer: str, at: datetime) -> None:
    ben.post(f"/c/a/{stage.given.pk}/answer/", at, {"answer": answer, "about": "this", "code": CODE})
    ben.get(f"/c/a/{stage.given.pk}/kept/", at)


def waits(stage: Stage, ben: Watcher) -> None:
    """Ready at once, then only looks at everything there is."""
    answers(stage, ben, "ready", hours(2))
    for at in LOOKS:
        ben.walk(at)
        ben.get(f"/c/a/{stage.given.pk}/{ON_PAPER}", at)
        ben.notices(at)


def changes_his_mind(stage: Stage, ben: Watcher) -> None:
    """Ready, not yet, ready again, in the hope that something is drawn anew."""
    for answer, at in (("ready", hours(2)), ("not_yet", hours(10)), ("ready", hours(14))):
        answers(stage, ben, answer, at)
    for at in LOOKS:
        ben.get("/c/", at)
        ben.get(f"/c/a/{stage.given.pk}/", at)
    answers(stage, ben, "not_yet", FIRST + timedelta(hours=5))
    answers(stage, ben, "ready", FIRST + timedelta(hours=6))
    ben.walk(SECOND + timedelta(hours=5))


def answers_late(stage: Stage, ben: Watcher) -> None:
    """Says "ready" only after the first cut-off, to see what the second posting then does."""
    ben.walk(hours(15))
    answers(stage, ben, "ready", FIRST - timedelta(hours=3))
    for at in LOOKS[-2:]:
        ben.walk(at)


def looks_around_the_posting(stage: Stage, ben: Watcher) -> None:
    """Ready, and looks a minute before and after each posting."""
    answers(stage, ben, "ready", hours(2))
    for posting in (FIRST, SECOND):
        for minutes in (-1, 1):
            ben.get(f"/c/a/{stage.given.pk}/", posting + timedelta(minutes=minutes))
            ben.get("/c/", posting + timedelta(minutes=minutes))
            ben.notices(posting + timedelta(minutes=minutes))


def spends_an_evening(stage: Stage, ben: Watcher) -> None:
    """Sets a time aside, says yes for it, and looks at every minute of it that a page has."""
    answers(stage, ben, "ready", hours(2))
    ben.walk(FIRST + timedelta(hours=4))
    evening = sets_a_time(stage, ben, FIRST + timedelta(hours=5))
    ben.post(f"{evening}answer/", TONIGHT - timedelta(hours=2), {"answer": "ready", "code": CODE})
    for seconds in (-60, 0, 30, 89, 91):
        ben.get(evening, TONIGHT + timedelta(seconds=seconds))
    ben.post(f"{evening}begin/", TONIGHT + timedelta(seconds=95), {"way": "one_phone"})
    for seconds in (96, 300):
        ben.get(f"{evening}now/", TONIGHT + timedelta(seconds=seconds))
    ben.walk(TONIGHT + timedelta(hours=12), start=f"{evening}landing/")
    ben.walk(TONIGHT + timedelta(hours=13))
    ben.notices(TONIGHT + timedelta(hours=13))


def sets_a_time(stage: Stage, ben: Watcher, at: datetime) -> str:
    """Friday at eight, for all of them. Gives the evening's address."""
    ben.post("/c/together/new/", at, _quiet_time(stage))
    found: list[str] = re.findall(r"/c/evening/[0-9a-f-]{36}/", ben.get("/c/together/", at))
    return found[0]


def _quiet_time(stage: Stage) -> dict[str, str]:
    return {
        "kind": "closeness",
        "exercise": str(stage.given.pk),
        "day": TONIGHT.date().isoformat(),
        "at": "20:00",
        "minutes": "30",
        "place": "",
    }


def presses_begin(stage: Stage, ben: Watcher) -> None:
    """Says yes to everything that lies before them, and presses the button again and again."""
    given = list(stage.relationship.assignments.filter(client=None).order_by("position", "pk"))
    for one in given:
        ben.post(f"/c/a/{one.pk}/answer/", hours(2), {"answer": "ready", "about": "this", "code": CODE})
    for at in (hours(3), AFTER_NOON, hours(21), FIRST + timedelta(hours=1), FIRST + timedelta(hours=9)):
        for one in given:
            ben.post(f"/c/a/{one.pk}/begin/", at, {"private_password": CODE, "goes_on": "yes"})
            for practice in one.practices.filter(begun_by=ben.person, ended_at=None):
                ben.post(f"/c/p/{practice.pk}/stop/", at, {})


def looks_through_it(stage: Stage, phone: Watcher) -> None:
    """Goes through everything on somebody's phone that lies open, at times when nobody else is there."""
    for at in LOOKS:
        phone.walk(at)
        phone.notices(at)
    tries(stage, phone, LOOKS[-1])


def picks_it_up(stage: Stage, phone: Watcher) -> None:
    """Picks somebody's phone up within a minute, while a page may still say what was sent just now."""
    tries(stage, phone, AFTER_NOON)
    phone.walk(AFTER_NOON + timedelta(minutes=10))
    phone.notices(AFTER_NOON + timedelta(minutes=10))


def tries(stage: Stage, phone: Watcher, at: datetime) -> None:
    """Every page that follows something sent, and the button that might refuse."""
    for given in stage.relationship.assignments.filter(client=None).order_by("position", "pk"):
        for page in ("", "kept/", "not-this-time/kept/", "time/", ON_PAPER):
            phone.get(f"/c/a/{given.pk}/{page}", at)
        phone.post(f"/c/a/{given.pk}/on-paper/", at, {"day": at.date().isoformat(), "outcome": "finished"})
        phone.post(f"/c/a/{given.pk}/begin/", at, {})
    phone.get("/c/private/line/", at)
    phone.post("/c/private/", at, {"private_password": "a guess"})
    phone.get("/c/together/joining/", at)
    phone.post("/c/together/joining/", at, {})


_ALL: Final = (waits, changes_his_mind, answers_late, looks_around_the_posting, presses_begin)
STRATEGIES: Final[Mapping[str, Strategy]] = {one.__name__: one for one in _ALL}
