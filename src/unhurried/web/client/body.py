"""What a limit can be about, as pages tell it: places on a body and kinds of touch, each with a number.

Addresses carry the number and titles too: a browser remembers both, and shows them to whoever holds it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.boundaries import Direction, Limit, Word
from unhurried.core.vocabulary import NEVER_UNLESS_SET
from unhurried.web.agreed import ACTIVITY_LABELS
from unhurried.web.client.words import WORD_LABELS, ZONE_GROUPS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: Final = (
    "clothed_touch", "hand_touch", "whole_body_touch", "chest_touch", "personal_touch", "mutual_touch",
    "oral_contact", "anal_contact", "insertion_by_partner", "aid_or_device", "still_closeness",
    "moving_closeness", "undress_partial", "undress_full", "blindfold", "restraint",
)  # fmt: skip
"""The activities in which somebody touches somebody; `lips` stands among the places."""

KIND_DIRECTIONS: Final = {
    Direction.BEING_TOUCHED: gettext_lazy("When I am the one being touched"),
    Direction.TOUCHING: gettext_lazy("When I am the one touching"),
}
_SAID: Final = {
    (Direction.BEING_TOUCHED, False): gettext_lazy("When touched: %(word)s."),
    (Direction.TOUCHING, False): gettext_lazy("When touching: %(word)s."),
    (Direction.BEING_TOUCHED, True): gettext_lazy("When touched by %(name)s: %(word)s."),
    (Direction.TOUCHING, True): gettext_lazy("When touching %(name)s: %(word)s."),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A zone of the body map or a kind of touch; `number` counts from 1, from head to foot."""

    number: int
    what: str
    label: "StrOrPromise"
    is_zone: bool

    @property
    def is_out_unless_said(self) -> bool:
        return self.what in NEVER_UNLESS_SET


_ZONES: Final = tuple((zone, label) for _heading, zones in ZONE_GROUPS for zone, label in zones)
PLACES: Final = tuple(
    Place(number=number, what=what, label=label, is_zone=number <= len(_ZONES))
    for number, (what, label) in enumerate([*_ZONES, *((one, ACTIVITY_LABELS[one]) for one in KINDS)], 1)
)
_BY_WHAT: Final = {place.what: place for place in PLACES}


def place_numbered(number: int) -> Place | None:
    return PLACES[number - 1] if 0 < number <= len(PLACES) else None


def place_of(what: str) -> Place:
    return _BY_WHAT[what]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A place as its owner's pages show it. `mark`: their word on being touched there by everybody."""

    place: Place
    name: str
    said: tuple[str, ...]
    mark: Word | None

    @property
    def read_out(self) -> str:
        """What a screen reader says of the place, on the figure as in the list."""
        said = " ".join(self.said) if self.said else _("No mark.")
        return f"{self.place.number}. {self.name}. {said}"


def shown_place(
    place: Place, limits: Collection[Limit], *, words: Mapping[str, str], names: Mapping[str, str]
) -> Shown:
    """`words` are the person's own, by zone; `names` are the others', by id, in the order of names."""
    own = [limit for limit in limits if limit.what == place.what]
    marks = {limit.direction: limit.word for limit in own if limit.other is None}
    return Shown(
        place=place,
        name=words.get(place.what) or str(place.label),
        said=tuple(said_of(limit, names) for limit in _in_order(own, names)),
        mark=marks.get(Direction.BEING_TOUCHED),
    )


def said_of(limit: Limit, names: Mapping[str, str]) -> str:
    """One mark as a line. Somebody who is no longer here is not named."""
    name = names.get(limit.other, _("somebody else")) if limit.other else ""
    return _SAID[limit.direction, bool(name)] % {"name": name, "word": WORD_LABELS[limit.word]}


def grouped(shown: Iterable[Shown]) -> list[tuple["StrOrPromise", list[Shown]]]:
    """Under the headings of the list, the kinds of touch last."""
    by_what = {one.place.what: one for one in shown}
    groups = [(heading, [by_what[zone] for zone, _label in zones]) for heading, zones in ZONE_GROUPS]
    return [*groups, (gettext_lazy("Kinds of touch"), [by_what[kind] for kind in KINDS])]


def _in_order(limits: Iterable[Limit], names: Mapping[str, str]) -> list[Limit]:
    """Those towards everybody first; where a partner stands follows from their name alone."""
    people, directions = [None, *names], list(Direction)

    def place(limit: Limit) -> tuple[int, int]:
        known = people.index(limit.other) if limit.other in people else len(people)
        return known, directions.index(limit.direction)

    return sorted(limits, key=place)
