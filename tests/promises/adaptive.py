"""What Ben may try whose next question depends on what he has just seen."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.urls import URLPattern, get_resolver, reverse

from tests.promises.stage import CODE, FIRST, SECOND, Stage, hours
from tests.promises.strategies import STRATEGIES, Strategy, answers
from tests.promises.watching import Watcher
from unhurried.core.evenings import SETTLING
from unhurried.homework.models import Practice

POSTINGS: Final = (FIRST, SECOND)
MORNING: Final = timedelta(hours=4)
_EVENING: Final = re.compile(r"/c/evening/[0-9a-f-]{36}/")
GARBAGE: Final[Mapping[str, str]] = {
    "answer": "x" * 300,
    "about": "\u0000",
    "act": "none",
    "sequence": "-1",
    "day": "2026-02-31",
    "at": "25:61",
    "minutes": "-5",
    "kind": "closeness",
    "exercise": "none",
    "do": "leave",
    "place": "9" * 40,
    "code": "wrong",
}


def is_on_offer(page: str) -> bool:
    return "On offer to each of you" in page


def sets_aside(stage: Stage, ben: Watcher, at: datetime, starts_at: datetime) -> str:
    """A quiet time for the step. Gives the evening's address, or nothing when no page names one."""
    ben.post("/c/together/new/", at, time_for(stage, starts_at))
    found = _EVENING.findall(ben.get("/c/together/", at))
    return found[0] if found else ""


def time_for(stage: Stage, starts_at: datetime) -> dict[str, str]:
    return {
        "kind": "closeness",
        "exercise": str(stage.given.pk),
        "day": starts_at.date().isoformat(),
        "at": f"{starts_at:%H:%M}",
        "minutes": "30",
        "place": "",
    }


def tries_to_begin(stage: Stage, ben: Watcher, at: datetime) -> None:
    """Sets the next hour aside, says yes for it, begins, looks, and stops."""
    starts_at = at.replace(minute=0) + timedelta(hours=1)
    evening = sets_aside(stage, ben, at, starts_at)
    if not evening:
        return
    ben.post(f"{evening}answer/", at, {"answer": "ready", "code": CODE})
    ben.get(evening, starts_at + SETTLING / 2)
    ben.post(f"{evening}begin/", starts_at + SETTLING, {"way": "each_phone"})
    page = ben.get(f"{evening}now/", starts_at + timedelta(minutes=2))
    for poll in re.findall(r'data-poll="([^"]+)"', page)[:1]:
        ben.get(poll, starts_at + timedelta(minutes=2))
        ben.post(f"{poll}stop/", starts_at + timedelta(minutes=3), {})
    ben.get(f"{evening}landing/", starts_at + timedelta(minutes=4))


def begins_when_on_offer(stage: Stage, ben: Watcher) -> None:
    """Looks after each posting, and begins whenever something is on offer."""
    answers(stage, ben, "ready", hours(2))
    for posting in POSTINGS:
        if is_on_offer(ben.get("/c/", posting + MORNING)):
            tries_to_begin(stage, ben, posting + MORNING)
    ben.notices(SECOND + timedelta(hours=12))


def begins_after_every_posting(stage: Stage, ben: Watcher) -> None:
    """On offer or not: there may be a difference in how it is refused."""
    answers(stage, ben, "ready", hours(2))
    for posting in POSTINGS:
        tries_to_begin(stage, ben, posting + MORNING)
        ben.walk(posting + timedelta(hours=9), most=12)


def answers_after_a_rest(stage: Stage, ben: Watcher) -> None:
    """Says nothing until something rests; says no as soon as it does not."""
    for posting in POSTINGS:
        page = ben.get("/c/", posting + MORNING)
        answers(stage, ben, "not_yet" if is_on_offer(page) else "ready", posting + timedelta(hours=5))
        ben.get(f"/c/a/{stage.given.pk}/", posting + timedelta(hours=6))
    ben.get("/c/", SECOND + timedelta(hours=8))


def sets_a_time_after_an_opening(stage: Stage, ben: Watcher) -> None:
    """After an opening for the week to come; after a rest for the same day; then moves it and lets it go."""
    answers(stage, ben, "lighter", hours(2))
    at = FIRST + MORNING
    ahead = timedelta(days=5) if is_on_offer(ben.get("/c/", at)) else timedelta(hours=9)
    evening = sets_aside(stage, ben, at, at + ahead)
    ben.get("/c/together/", SECOND - timedelta(minutes=1))
    if evening:
        kept = evening.replace("/c/evening/", "/c/together/")
        moved = time_for(stage, SECOND + timedelta(days=2))
        ben.post(f"{kept}change/", SECOND + MORNING, moved)
        ben.post(f"{kept}let-go/", SECOND + timedelta(hours=5), {})
    ben.get("/c/together/", SECOND + timedelta(hours=6))


def looks_minute_by_minute(stage: Stage, ben: Watcher) -> None:
    answers(stage, ben, "ready", hours(2))
    for posting in POSTINGS:
        for minutes in (-2, -1, 0, 1, 2):
            at = posting + timedelta(minutes=minutes)
            for path in ("/c/", f"/c/a/{stage.given.pk}/", "/c/together/", "/c/mine/"):
                ben.get(path, at)
            ben.notices(at)


def sends_twice_and_out_of_order(stage: Stage, ben: Watcher) -> None:
    """The same act again, the same act with other words, and acts whose numbers run behind."""
    path = f"/c/a/{stage.given.pk}/answer/"
    for at, number, act, answer in (
        (2, 40, "one", "ready"),
        (2.1, 40, "one", "ready"),
        (2.2, 40, "one", "not_yet"),
        (3, 20, "two", "not_yet"),
        (4, 10, "three", "ready"),
        (30, 40, "four", "lighter"),
    ):
        said = {"answer": answer, "about": "this", "code": CODE, "sequence": str(number)}
        ben.post(path, hours(at), {**said, "act": str(uuid5(NAMESPACE_URL, act))})
        ben.get(f"/c/a/{stage.given.pk}/", hours(at))
    evening = sets_aside(stage, ben, FIRST + MORNING, FIRST + timedelta(hours=9))
    for hour in (5, 6):
        if evening:
            kept = evening.replace("/c/evening/", "/c/together/")
            ben.post(f"{kept}let-go/", FIRST + timedelta(hours=hour), {})
        ben.get("/c/together/", FIRST + timedelta(hours=hour))
    ben.get("/c/", SECOND + MORNING)


def asks_every_address(stage: Stage, ben: Watcher) -> None:
    """Every address there is: looks, sends nothing, sends garbage, and reads the errors."""
    answers(stage, ben, "ready", hours(2))
    evening = sets_aside(stage, ben, FIRST + MORNING, FIRST + timedelta(hours=15))
    paths = addresses(stage, UUID(evening.split("/")[3]) if evening else stage.given.pk)
    for name in paths:
        ben.get(paths[name], FIRST + timedelta(hours=5))
    for said in ({}, GARBAGE):
        for name in paths:
            ben.post(paths[name], FIRST + timedelta(hours=6), dict(said))
    ben.walk(SECOND + MORNING, most=12)


def addresses(stage: Stage, occasion_id: UUID) -> dict[str, str]:
    """Every client address with Ben's own things in it. An address of a new kind is left out, and missed."""
    own: dict[str, Any] = {
        "assignment_id": stage.given.pk,
        "occasion_id": occasion_id,
        "practice_id": Practice.objects.filter(assignment=stage.given).earliest("begun_at").pk,
        "entry_id": stage.given.pk,
        "number": 8,
    }
    return {
        name: reverse(name, kwargs={part: own[part] for part in pattern.pattern.converters})
        for name, pattern in client_patterns().items()
        if set(pattern.pattern.converters) <= set(own)
    }


def client_patterns() -> dict[str, URLPattern]:
    found = get_resolver("unhurried.web.client.urls").url_patterns
    short_ones_last = reversed(found)
    return {f"client:{one.name}": one for one in short_ones_last}


ADAPTIVE: Final = (
    begins_when_on_offer,
    begins_after_every_posting,
    answers_after_a_rest,
    sets_a_time_after_an_opening,
    looks_minute_by_minute,
    sends_twice_and_out_of_order,
    asks_every_address,
)
NAMED: Final[Mapping[str, Strategy]] = {**STRATEGIES, **{one.__name__: one for one in ADAPTIVE}}
_BEGINS: Final = (begins_when_on_offer, begins_after_every_posting, asks_every_address)
WITHOUT_BEGINNING: Final = tuple(name for name, one in NAMED.items() if one not in _BEGINS)
