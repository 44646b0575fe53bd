"""A copy of what is one person's own: what they wrote, answered, rated, marked and agreed, and their dates.

Every part is found by its author, and takes of each row only what that person said. What somebody else wrote
or did is in none of them: no texts of a clinician, nobody else's part in an evening, no time at which
something of several changed. A test holds the parts against `policy/fields.yaml`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Model

from unhurried.consent.agreements import opened_line
from unhurried.consent.models import (
    AgreementLine,
    BodyWords,
    Boundary,
    Concern,
    PauseAcceptance,
    PauseNotKept,
    Switch,
)
from unhurried.core.contact import Use
from unhurried.core.exercises import Exercise
from unhurried.core.meeting import Part as Times
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import (
    AfterAnswer,
    AfterPlan,
    Barrier,
    JournalEntry,
    Note,
    Occasion,
    OfferedWindow,
    Rating,
    Readiness,
)
from unhurried.people.contact import opened_choices
from unhurried.people.models import (
    Appointment,
    Authorisation,
    Client,
    Handover,
    Intake,
    RecordRequest,
    Whereabouts,
)
from unhurried.people.queries import appointments_for_client


class Part(StrEnum):
    """What a copy is made of, in order."""

    ABOUT_YOU = "about_you"
    WHEREABOUTS = "whereabouts"
    INTAKE = "intake"
    JOURNAL = "journal"
    NOTES = "notes"
    RATINGS = "ratings"
    ANSWERS = "answers"
    AFTERWARDS = "afterwards"
    BARRIERS = "barriers"
    LIMITS = "limits"
    OWN_WORDS = "own_words"
    LINES = "lines"
    PAUSES = "pauses"
    PAUSES_NOT_KEPT = "pauses_not_kept"
    SWITCHES = "switches"
    LANDING = "landing"
    CONCERNS = "concerns"
    TIMES = "times"
    WINDOWS = "windows"
    APPOINTMENTS = "appointments"
    REQUESTS = "requests"
    AUTHORISATIONS = "authorisations"
    HANDOVERS = "handovers"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row: what was said, by field, in words and codes; `exercise`: the one it was about, if any."""

    said: Mapping[str, str]
    exercise: Exercise | None = None


@dataclass(frozen=True, kw_only=True)
class Own:
    """Where a part lies: the rows of a model that one person made, and what of each is theirs.

    `about` leads to the exercise that it was about. `only`: of times, those they set for themselves; one that
    was set for all is everybody's.
    """

    model: type[Model]
    whose: str = "client"
    only: Mapping[str, str] = field(default_factory=dict)
    at: str = ""
    about: str = ""
    plain: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()


OWN: Final[Mapping[Part, Own]] = {
    Part.ABOUT_YOU: Own(
        model=Client,
        whose="pk",
        at="joined_at",
        plain=("region", "time_zone", "reading_acknowledged_at", "policy_read_at"),
        sealed=("name", "safe_contact", "contact_choices", "own_words", "mail_address"),
    ),
    Part.WHEREABOUTS: Own(model=Whereabouts, at="declared_at", plain=("region",)),
    Part.INTAKE: Own(
        model=Intake,
        at="given_at",
        sealed=("relationships_now", "wellbeing", "medical", "history", "hopes", "asked_for"),
    ),
    Part.JOURNAL: Own(model=JournalEntry, whose="author", at="written_at", sealed=("text", "draft")),
    Part.NOTES: Own(
        model=Note,
        whose="author",
        at="written_at",
        about="practice.assignment",
        plain=("key", "audience"),
        sealed=("text",),
    ),
    Part.RATINGS: Own(
        model=Rating,
        whose="author",
        at="rated_at",
        about="practice.assignment",
        plain=("moment", "key"),
        sealed=("value",),
    ),
    Part.ANSWERS: Own(
        model=Readiness,
        at="answered_at",
        about="assignment",
        plain=("kind", "phase", "day"),
        sealed=("answer",),
    ),
    Part.AFTERWARDS: Own(
        model=AfterAnswer,
        at="answered_at",
        about="practice.assignment",
        sealed=("felt_pressed", "limits_kept", "wanted", "drifted"),
    ),
    Part.BARRIERS: Own(model=Barrier, at="told_at", about="assignment", sealed=("code", "words")),
    Part.LIMITS: Own(model=Boundary, at="said_at", sealed=("about", "said")),
    Part.OWN_WORDS: Own(model=BodyWords, at="changed_at", sealed=("words",)),
    Part.LINES: Own(model=AgreementLine, at="given_at", plain=("taken_back_at",), sealed=("words",)),
    Part.PAUSES: Own(model=PauseAcceptance, at="accepted_at"),
    Part.PAUSES_NOT_KEPT: Own(model=PauseNotKept, at="noted_at", plain=("happened_on",), sealed=("wanted",)),
    Part.SWITCHES: Own(model=Switch, at="switched_at", plain=("name", "is_on")),
    Part.LANDING: Own(model=AfterPlan, at="chosen_at", plain=("steadying",), sealed=("aftercare",)),
    Part.CONCERNS: Own(model=Concern, at="raised_at", plain=("about", "wish"), sealed=("words",)),
    Part.TIMES: Own(
        model=Occasion,
        only={"block": Occasion.Block.OWN},
        at="set_at",
        about="assignment",
        plain=("starts_at",),
        sealed=("place",),
    ),
    Part.WINDOWS: Own(model=OfferedWindow, at="offered_at", plain=("weekday", "part")),
    Part.APPOINTMENTS: Own(model=Appointment, at="starts_at", plain=("minutes", "place", "repeats")),
    Part.REQUESTS: Own(model=RecordRequest, at="asked_at", plain=("asked",), sealed=("words",)),
    Part.AUTHORISATIONS: Own(model=Authorisation, at="answered_at", sealed=("answer",)),
    Part.HANDOVERS: Own(model=Handover, at="asked_at", sealed=("answer",)),
}


def own_copy_for(viewer: Client, keyring: Keyring, *, now: datetime) -> dict[Part, list[Entry]]:
    """Everything, oldest first; parts in which there is nothing are left out."""
    found = {part: _entries(part, own, _rows(part, own, viewer, now), keyring) for part, own in OWN.items()}
    return {part: entries for part, entries in found.items() if entries}


def _rows(part: Part, own: Own, viewer: Client, now: datetime) -> list[Any]:
    """Appointments are those that this person's pages show: another's alone is not there."""
    if part is Part.APPOINTMENTS:
        return appointments_for_client(viewer, now=now)
    rows = own.model._default_manager.filter(**{own.whose: viewer.pk}, **own.only)
    related = rows.select_related(own.about.replace(".", "__")) if own.about else rows
    return list(related.order_by(own.at, "pk"))


def _entries(part: Part, own: Own, rows: list[Any], keyring: Keyring) -> list[Entry]:
    keyring.prepare(rows, *own.sealed)
    return [entry for row in rows if (entry := _entry(part, own, row, keyring)).said]


def _entry(part: Part, own: Own, row: Any, keyring: Keyring) -> Entry:
    """What was left empty is not there."""
    exercise = _exercise(row, own.about)
    found = {"at": _plain(getattr(row, own.at))}
    found |= {"exercise": exercise.says("title")} if exercise else {}
    found |= {name: _plain(getattr(row, name)) for name in own.plain}
    for name in own.sealed:
        found |= _opened(part, name, keyring.open(row, name))
    return Entry(said={name: words for name, words in found.items() if words}, exercise=exercise)


def _exercise(row: Any, path: str) -> Exercise | None:
    for step in path.split(".") if path else ():
        row = getattr(row, step) if row else None
    return exercise_by_digest(row.exercise_id) if path and row else None


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)


def _opened(part: Part, name: str, words: str) -> dict[str, str]:
    """What is sealed as JSON, in its own words. Of whom a limit is towards, only that it is towards one."""
    if not words or (part, name) not in _SEALED_AS_JSON:
        return {name: words}
    return _SEALED_AS_JSON[part, name](words)


def _limit(words: str) -> dict[str, str]:
    about = json.loads(words)
    towards = {"towards": "one"} if about.get("other") else {}
    return {"what": about["what"], "direction": about["direction"], **towards}


def _contact(words: str) -> dict[str, str]:
    """One line for each way, day and time of day of which something was said."""
    chosen = opened_choices(words)
    ways = {one.value: use.value for use, said in chosen.ways.items() for one in said}
    days = [f"weekday_{day}" for day in sorted(chosen.weekdays)]
    when = [*days, *(one.value for one in Times if one in chosen.parts)]
    message = {"message": chosen.message.value} if chosen.message else {}
    return {**ways, **message, **dict.fromkeys(when, Use.MAY.value)}


def _line(words: str) -> dict[str, str]:
    heading, said = opened_line(words)
    return {"heading": heading.value, "words": said}


def _ticked(words: str) -> dict[str, str]:
    """One line for each of them."""
    return {f"asked_for_{one}": "yes" for one in dict.fromkeys(words.split())}


def _own_words(words: str) -> dict[str, str]:
    return {str(zone): str(word) for zone, word in json.loads(words).items()}


_SEALED_AS_JSON: Final[Mapping[tuple[Part, str], Callable[[str], dict[str, str]]]] = {
    (Part.ABOUT_YOU, "contact_choices"): _contact,
    (Part.INTAKE, "asked_for"): _ticked,
    (Part.LIMITS, "about"): _limit,
    (Part.LINES, "words"): _line,
    (Part.OWN_WORDS, "words"): _own_words,
}
