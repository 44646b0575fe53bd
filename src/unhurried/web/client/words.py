"""Small things several client pages say: who reads, by name, what time it is there, and places on a body."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.boundaries import Direction, Word
from unhurried.core.vocabulary import Audience
from unhurried.people.queries import shared_by
from unhurried.web.asking import Asked
from unhurried.web.client.raising import may_raise

if TYPE_CHECKING:
    from unhurried.people.models import Client

ZONE_GROUPS: Final = (
    (gettext_lazy("Head and neck"), (
        ("scalp_hair", gettext_lazy("Head and hair")),
        ("face", gettext_lazy("Face")),
        ("lips", gettext_lazy("Lips")),
        ("neck", gettext_lazy("Neck")),
    )),
    (gettext_lazy("Shoulders, arms and hands"), (
        ("shoulders", gettext_lazy("Shoulders")),
        ("arms", gettext_lazy("Upper arms")),
        ("forearms", gettext_lazy("Forearms")),
        ("hands", gettext_lazy("Hands")),
    )),
    (gettext_lazy("Front and back"), (
        ("chest", gettext_lazy("Chest")),
        ("abdomen", gettext_lazy("Belly")),
        ("upper_back", gettext_lazy("Upper back")),
        ("lower_back", gettext_lazy("Lower back")),
    )),
    (gettext_lazy("Hips, legs and feet"), (
        ("hips", gettext_lazy("Hips")),
        ("buttocks", gettext_lazy("Buttocks")),
        ("thighs_outer", gettext_lazy("Outer thighs")),
        ("thighs_inner", gettext_lazy("Inner thighs")),
        ("lower_legs", gettext_lazy("Lower legs")),
        ("feet", gettext_lazy("Feet")),
    )),
    (gettext_lazy("Personal areas"), (
        ("personal_external", gettext_lazy("Personal areas, outside")),
        ("personal_internal", gettext_lazy("Personal areas, inside")),
        ("anal_area", gettext_lazy("Anal area")),
    )),
)  # fmt: skip
"""Every zone of the vocabulary once, from head to foot; the personal areas stand last, easy to leave out."""

DIRECTION_LABELS: Final = {
    Direction.BEING_TOUCHED: gettext_lazy("When I am being touched here"),
    Direction.TOUCHING: gettext_lazy("When I am the one touching"),
}
WORD_LABELS: Final = {
    Word.WELCOME: gettext_lazy("Welcome"),
    Word.ASK_FIRST: gettext_lazy("Ask first"),
    Word.NOT_NOW: gettext_lazy("Not now"),
    Word.NEVER: gettext_lazy("Never"),
}


def zone_of(viewer: "Client") -> ZoneInfo:
    return ZoneInfo(viewer.time_zone)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads a text: the words above the field; who else might, a sentence each; what may come of it."""

    label: str
    who_else: tuple[str, ...]
    raised: str = ""


def readers(request: Asked, viewer: "Client") -> dict[Audience, Reader]:
    """Who reads, by name, as it stands above a field before anybody types.

    What may be brought up with others is said where there are others. On a plain day, too, that is asked of
    whoever the phone belongs to: there everybody knows it.
    """
    assert request.person is not None and request.person.client is not None, "a client's page knows who asks"
    is_alone = not shared_by(request.person.client, now=request.now)
    named = {"name": viewer.clinician.name}
    alone = _("Nobody in the clinic has a page that shows it. A court could still make the clinic open it.")
    court = _("Where the law says so, a court or somebody who protects a person in danger.")
    covers = _("%(cover)s, where something urgent was not opened in time.") % {"cover": cover_name(viewer)}
    named_cover = covers if cover_name(viewer) else ""
    beyond = tuple(sentence for sentence in (named_cover, viewer.clinic.cover, court) if sentence)
    raised, open_to_all = may_raise(viewer), _("%(name)s may speak of it whenever you meet.") % named
    of_clinician = Reader(label=_("You and %(name)s") % named, who_else=(raised, *beyond), raised=raised)
    if is_alone:
        of_clinician = replace(of_clinician, who_else=beyond, raised=_("%(name)s reads this.") % named)
    return {
        Audience.SELF: Reader(label=_("Only you"), who_else=(alone,)),
        Audience.CLINICIAN: of_clinician,
        Audience.RELATIONSHIP: Reader(
            label=_("Each of you and %(name)s") % named, who_else=beyond, raised=open_to_all
        ),
    }


def cover_name(viewer: "Client") -> str:
    """Who covers for their clinician, where a colleague is named; nobody covers for themselves."""
    named = viewer.clinic.covered_by
    return named.name if named and named.pk != viewer.clinician_id else ""


def heard_words(viewer: "Client") -> list[str]:
    """When what they tell is read, and who else hears: as the clinic has set it, then in its own words."""
    clinic, named = viewer.clinic, {"name": viewer.clinician.name, "cover": cover_name(viewer)}
    days = {"days": days_words(clinic.reading_days), "time": time_format(clinic.reads_until, "H:i")}
    unopened = _(
        "What is urgent goes to %(cover)s if %(name)s has not opened it by then on the next of these days."
    )
    away = _("%(name)s is away. What is urgent goes to %(cover)s at once.")
    going_on = away if viewer.clinician.away_since else unopened
    return [
        _("The clinic reads on %(days)s, until %(time)s.") % days,
        going_on % named if named["cover"] else "",
        clinic.reading_hours,
        clinic.cover,
    ]


def no_longer_heard_words(viewer: "Client") -> list[str]:
    """Once their care has ended: that nobody looks here for them regularly, and what to do instead."""
    named = {"name": viewer.clinician.name, "clinic": viewer.clinic.name}
    return [
        _("This part of your work here has come to an end."),
        _("What you send still reaches %(name)s. It may take longer than before until it is read.") % named,
        _("If it cannot wait, please turn to %(clinic)s, or to somebody near you.") % named,
    ]


def days_words(days: Sequence[int]) -> str:
    """Three and more in a row are named by their ends."""
    first, last = min(days), max(days)
    if last - first >= 2 and sorted(days) == list(range(first, last + 1)):
        return _("%(first)s to %(last)s") % {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}
    *before, end = (str(WEEKDAYS[day]) for day in sorted(days))
    return _("%(days)s and %(last)s") % {"days": ", ".join(before), "last": end} if before else end
