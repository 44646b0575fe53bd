"""A copy of what is one's own, as a person reads it: headings, and codes in the words of the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from unhurried.homework.queries.client import Part
from unhurried.web.agreed import ACTIVITY_LABELS, HEADING_LABELS, WANTED_LABELS
from unhurried.web.client.forms.private import ABOUT, ANSWER_LABELS, STEADYING, WISHES
from unhurried.web.client.words import DIRECTION_LABELS, WORD_LABELS
from unhurried.web.reaching import CHANNEL_LABELS, PART_LABELS
from unhurried.web.words import (
    ASKED_FOR_LABELS,
    BARRIER_LABELS,
    RATING_LABELS,
    ZONE_LABELS,
    note_label,
    note_words,
)

if TYPE_CHECKING:
    from unhurried.core.exercises import Exercise
    from unhurried.homework.queries.client import Entry

PART_TITLES: Final = {
    Part.ABOUT_YOU: gettext_lazy("About you"),
    Part.WHEREABOUTS: gettext_lazy("Where you said you are"),
    Part.INTAKE: gettext_lazy("A few words about you"),
    Part.JOURNAL: gettext_lazy("Your journal"),
    Part.NOTES: gettext_lazy("Your notes after a practice"),
    Part.RATINGS: gettext_lazy("Your numbers"),
    Part.ANSWERS: gettext_lazy("Your answers before a step"),
    Part.AFTERWARDS: gettext_lazy("Your private answers afterwards"),
    Part.BARRIERS: gettext_lazy("What got in the way"),
    Part.LIMITS: gettext_lazy("Your limits"),
    Part.OWN_WORDS: gettext_lazy("Your own words for places on the body"),
    Part.LINES: gettext_lazy("Lines you gave"),
    Part.PAUSES: gettext_lazy("Pauses you agreed to"),
    Part.PAUSES_NOT_KEPT: gettext_lazy("What you noted about a pause"),
    Part.SWITCHES: gettext_lazy("Your switches"),
    Part.LANDING: gettext_lazy("For afterwards"),
    Part.CONCERNS: gettext_lazy("Words to your clinician"),
    Part.TIMES: gettext_lazy("Times you set aside for yourself"),
    Part.WINDOWS: gettext_lazy("Parts of the week you offered"),
    Part.APPOINTMENTS: gettext_lazy("Appointments"),
    Part.REQUESTS: gettext_lazy("What you asked for, of what is kept about you"),
    Part.AUTHORISATIONS: gettext_lazy("Your answers about a joint record"),
    Part.HANDOVERS: gettext_lazy("Your answers about somebody else to treat you"),
}
FIELD_LABELS: Final = {
    "at": gettext_lazy("When"),
    "exercise": gettext_lazy("About"),
    "region": gettext_lazy("Where"),
    "time_zone": gettext_lazy("Time zone"),
    "reading_acknowledged_at": gettext_lazy("You read who reads what"),
    "policy_read_at": gettext_lazy("You read what is kept between us"),
    "name": gettext_lazy("Name"),
    "safe_contact": gettext_lazy("How you may be reached"),
    "contact_choices": gettext_lazy("How you may be reached"),
    "own_words": gettext_lazy("Words for you"),
    "mail_address": gettext_lazy("Where a neutral mail goes"),
    "relationships_now": gettext_lazy("Who is close to you now"),
    "wellbeing": gettext_lazy("How you have been"),
    "medical": gettext_lazy("Health, and medicines"),
    "history": gettext_lazy("What you would like help with"),
    "hopes": gettext_lazy("What would be good to have more of"),
    "asked_for": gettext_lazy("What you ticked"),
    "text": gettext_lazy("Words"),
    "words": gettext_lazy("Words"),
    "draft": gettext_lazy("Begun, and not kept"),
    "audience": gettext_lazy("For whom"),
    "key": gettext_lazy("What was asked"),
    "moment": gettext_lazy("Before or after"),
    "value": gettext_lazy("Number"),
    "kind": gettext_lazy("Asked about"),
    "phase": gettext_lazy("Step"),
    "day": gettext_lazy("For the day"),
    "answer": gettext_lazy("Answer"),
    "felt_pressed": gettext_lazy("Free, or pressed"),
    "limits_kept": gettext_lazy("Limits were kept"),
    "wanted": gettext_lazy("Wanted"),
    "drifted": gettext_lazy("Drifted off, or back in a memory"),
    "code": gettext_lazy("What it was"),
    "what": gettext_lazy("Place, or what"),
    "direction": gettext_lazy("Which way"),
    "towards": gettext_lazy("Towards"),
    "said": gettext_lazy("Your word"),
    "heading": gettext_lazy("Under"),
    "taken_back_at": gettext_lazy("Taken back"),
    "happened_on": gettext_lazy("The day it was about"),
    "is_on": gettext_lazy("On"),
    "steadying": gettext_lazy("What steadies you"),
    "aftercare": gettext_lazy("How you like to land"),
    "about": gettext_lazy("About"),
    "wish": gettext_lazy("What you asked for meanwhile"),
    "starts_at": gettext_lazy("Begins"),
    "place": gettext_lazy("Where"),
    "weekday": gettext_lazy("Day"),
    "part": gettext_lazy("Time of day"),
    "minutes": gettext_lazy("Minutes"),
    "repeats": gettext_lazy("How often"),
    "asked": gettext_lazy("You asked for"),
    "message": gettext_lazy("A message may be left"),
    **{f"weekday_{day}": words for day, words in WEEKDAYS.items()},
    **{one.value: words for one, words in (*CHANNEL_LABELS.items(), *PART_LABELS.items())},
    **{f"asked_for_{concern}": words for concern, words in ASKED_FOR_LABELS.items()},
    **ZONE_LABELS,
}
_DAYS: Final = frozenset(
    {
        "at",
        "day",
        "happened_on",
        "policy_read_at",
        "reading_acknowledged_at",
        "starts_at",
        "taken_back_at",
    }
)
WAYS_OF_REACHING: Final = (
    "message",
    *(one.value for one in (*CHANNEL_LABELS, *PART_LABELS)),
    *(f"weekday_{day}" for day in WEEKDAYS),
)
_YES_NO: Final = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}
_FREE_OR_NOT: Final = {**_YES_NO, **{one.value: words for one, words in WANTED_LABELS.items()}}
_CODED: Final[Mapping[Part, Mapping[str, Mapping[Any, Any]]]] = {
    Part.ABOUT_YOU: {way: {"may": _YES_NO["yes"], "not": _YES_NO["no"]} for way in WAYS_OF_REACHING},
    Part.INTAKE: {f"asked_for_{concern}": _YES_NO for concern in ASKED_FOR_LABELS},
    Part.NOTES: {
        "audience": {
            "self": gettext_lazy("Only you"),
            "clinician": gettext_lazy("You and your clinician"),
            "relationship": gettext_lazy("Each of you and your clinician"),
        }
    },
    Part.RATINGS: {
        "moment": {"before": gettext_lazy("Before"), "after": gettext_lazy("Afterwards")},
        "key": RATING_LABELS,
    },
    Part.ANSWERS: {
        "kind": {
            "assignment": gettext_lazy("This step"),
            "next_phase": gettext_lazy("The next step"),
            "day": gettext_lazy("The day"),
        },
        "answer": {one.value: words for one, words in ANSWER_LABELS.items()},
    },
    Part.AFTERWARDS: dict.fromkeys(("limits_kept", "wanted", "drifted"), _FREE_OR_NOT),
    Part.BARRIERS: {"code": BARRIER_LABELS},
    Part.LIMITS: {
        "what": {**ACTIVITY_LABELS, **ZONE_LABELS},
        "direction": {one.value: words for one, words in DIRECTION_LABELS.items()},
        "said": {one.value: words for one, words in WORD_LABELS.items()},
        "towards": {"one": gettext_lazy("One person")},
    },
    Part.LINES: {"heading": {one.value: words for one, words in HEADING_LABELS.items()}},
    Part.PAUSES_NOT_KEPT: {"wanted": _FREE_OR_NOT},
    Part.SWITCHES: {
        "name": {
            "erotic": gettext_lazy("Exercises with erotic words"),
            "life_change": gettext_lazy("A life change"),
            "limits_seen": gettext_lazy("Looked through your limits"),
        },
        "is_on": {"True": gettext_lazy("Yes"), "False": gettext_lazy("No")},
    },
    Part.LANDING: {"steadying": {key: name for key, (name, _words) in STEADYING.items()}},
    Part.CONCERNS: {
        "about": {key: name for key, (name, _words) in ABOUT.items()},
        "wish": {key: name for key, (name, _words) in WISHES.items()},
    },
    Part.WINDOWS: {
        "weekday": {str(day): words for day, words in WEEKDAYS.items()},
        "part": {one.value: words for one, words in PART_LABELS.items()},
    },
    Part.APPOINTMENTS: {
        "place": {"room": gettext_lazy("At the clinic"), "remote": gettext_lazy("From afar")},
        "repeats": {
            "once": gettext_lazy("Once"),
            "weekly": gettext_lazy("Every week"),
            "fortnightly": gettext_lazy("Every other week"),
            "four_weekly": gettext_lazy("Every four weeks"),
        },
    },
    Part.REQUESTS: {
        "asked": {
            "copy": gettext_lazy("A copy of what is yours"),
            "erasure": gettext_lazy("To have it deleted"),
        }
    },
    Part.AUTHORISATIONS: {"answer": _YES_NO},
    Part.HANDOVERS: {"answer": _YES_NO},
}


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One part under its heading: for each row, its fields as (label, words)."""

    title: str
    rows: Sequence[Sequence[tuple[str, str]]]


def chapters(copy: "Mapping[Part, Sequence[Entry]]", zone: ZoneInfo) -> list[Chapter]:
    return [
        Chapter(title=str(PART_TITLES[part]), rows=[_row(part, one, zone) for one in entries])
        for part, entries in copy.items()
    ]


def _row(part: Part, entry: "Entry", zone: ZoneInfo) -> list[tuple[str, str]]:
    if part is Part.NOTES and entry.exercise:
        return _note(entry.said, entry.exercise, zone)
    return [(str(FIELD_LABELS[name]), _worded(part, entry, name, zone)) for name in entry.said]


def _note(said: Mapping[str, str], exercise: "Exercise", zone: ZoneInfo) -> list[tuple[str, str]]:
    """A note stands under the question that it answers."""
    key, audience = said["key"], _CODED[Part.NOTES]["audience"]
    return [
        (str(FIELD_LABELS["at"]), _dated(said["at"], zone)),
        (str(FIELD_LABELS["exercise"]), said["exercise"]),
        (str(FIELD_LABELS["audience"]), str(audience[said["audience"]])),
        (note_label(exercise, key), note_words(exercise, key, said.get("text", ""))),
    ]


def _worded(part: Part, entry: "Entry", name: str, zone: ZoneInfo) -> str:
    words = entry.said[name]
    if name in _DAYS:
        return _dated(words, zone)
    if name == "phase" and entry.exercise:
        return entry.exercise.says(f"phase.{words}.title")
    return str(_CODED.get(part, {}).get(name, {}).get(words, words))


def _dated(words: str, zone: ZoneInfo) -> str:
    """An instant where that person is; a day stays a day."""
    at = datetime.fromisoformat(words)
    if "T" not in words:
        return date_format(at, "j F Y")
    return date_format(at.astimezone(zone), "j F Y, H:i")
