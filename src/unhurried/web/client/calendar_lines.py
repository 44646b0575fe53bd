"""What the shared calendar says, line by line: the kinds of time, what each offers, and suggested times."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.meeting import WEEK, Kind, Part, WeekPart
from unhurried.homework.queries import client as queries

if TYPE_CHECKING:
    from unhurried.people.models import Client

KIND_LABELS: Final = {
    Kind.CONNECTION: gettext_lazy("Time together"),
    Kind.CONVERSATION: gettext_lazy("A talk"),
    Kind.CLOSENESS: gettext_lazy("Quiet time"),
}
KIND_HINTS: Final = {
    "connection": gettext_lazy("A walk, a meal, nothing much"),
    "conversation": gettext_lazy("Something to say, and to hear"),
    "closeness": gettext_lazy("With touch or without, as it turns out on the day"),
}
_PARTS_OF_DAYS: Final = {
    Part.MORNING: gettext_lazy("%(day)s morning"),
    Part.AFTERNOON: gettext_lazy("%(day)s afternoon"),
    Part.EVENING: gettext_lazy("%(day)s evening"),
}


@dataclass(frozen=True, kw_only=True)
class SuggestedTimes:
    """What some suggested times are for, and each of them with the page that sets it aside."""

    title: str
    minutes: int
    arranger: str | None
    times: tuple[tuple[datetime, str], ...]


def in_words(names: Sequence[str]) -> str:
    """Of two or more."""
    *first, last = names
    return _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last}


def places_of(offered: Collection[WeekPart]) -> list[int]:
    """Where the parts stand in a week."""
    return [place for place, one in enumerate(WEEK) if one in offered]


def offer_lines(
    viewer: "Client", shared: queries.Together, windows: Mapping[UUID, Collection[WeekPart]]
) -> Iterator[tuple[str, str]]:
    """The reader's own first, then by name. Whoever offers nothing is not on the list."""
    for pk, name in sorted(shared.names.items(), key=lambda one: (one[0] != viewer.pk, one[1].casefold())):
        if windows[pk]:
            who = _("You offer") if pk == viewer.pk else _("%(name)s offers") % {"name": name}
            yield who, ", ".join(_part(WEEK[place]) for place in places_of(windows[pk]))


def _part(one: WeekPart) -> str:
    return str(_PARTS_OF_DAYS[one.part]) % {"day": WEEKDAYS[one.weekday]}


def suggested_lines(
    suggestions: Sequence[queries.Suggestion], zone: ZoneInfo, which: dict[str, UUID]
) -> list[SuggestedTimes]:
    """By the reader's clock; a suggestion none of whose times is left is left out."""
    return [_suggested(one, zone, which) for one in suggestions if one.times]


def _suggested(one: queries.Suggestion, zone: ZoneInfo, which: dict[str, UUID]) -> SuggestedTimes:
    times = (at.astimezone(zone) for at in one.times)
    return SuggestedTimes(
        title=one.joint.exercise.says("title") if one.joint else str(KIND_LABELS[Kind.CONNECTION]),
        minutes=one.minutes,
        arranger=one.joint.arranger if one.joint else None,
        times=tuple((at, _way_to(one.joint, at, which)) for at in times),
    )


def _way_to(joint: queries.JointExercise | None, at: datetime, which: dict[str, UUID]) -> str:
    asked = {"day": at.date().isoformat(), "at": at.strftime("%H:%M")}
    if joint:
        asked["exercise"] = str(joint.assignment.pk)
    return f"{reverse('client:new_time', kwargs=which)}?{urlencode(asked)}"
