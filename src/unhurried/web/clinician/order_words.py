"""What usually comes before an exercise, in the clinician's words: how much of it, and how much there is."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from unhurried.core.exercises import Exercise, Pathway, Requirement
    from unhurried.core.pathways import Missing
    from unhurried.homework.queries.clinician import WayBack


def required_words(one: "Requirement", titles: Mapping[str, str]) -> str:
    """What comes before, whoever it is given to."""
    title = titles.get(one.exercise, one.exercise)
    if one.is_agreed:
        return _("%(title)s, with a dated summary") % {"title": title}
    if one.is_settled:
        return _("%(title)s, settled") % {"title": title}
    times = ngettext("%(count)d practice", "%(count)d practices", one.practices) % {"count": one.practices}
    return _("%(title)s, %(times)s") % {"title": title, "times": times}


def missing_words(one: "Missing", titles: Mapping[str, str]) -> str:
    """The same, with what these people have so far."""
    words = {"what": required_words(one.requirement, titles), "count": one.practices}
    if one.requirement.is_agreed:
        return _("%(what)s: none yet") % words
    if one.requirement.is_settled:
        return _("%(what)s: not yet, %(count)d so far") % words
    return _("%(what)s: %(count)d so far") % words


def missing_in_line(missing: Iterable["Missing"], titles: Mapping[str, str]) -> str:
    return "; ".join(missing_words(one, titles) for one in missing)


def usually_before(pathway: "Pathway", titles: Mapping[str, str]) -> dict[str, list[str]]:
    """By exercise of the pathway, what usually comes before it."""
    return {
        item.exercise: [required_words(one, titles) for one in item.requires]
        for item in pathway.items
        if item.requires
    }


def titles_of(exercises: Iterable["Exercise"]) -> dict[str, str]:
    return {one.id: one.says("title") for one in exercises}


def way_back_hint(name: str, way: "WayBack | None") -> str:
    """Where a step of the review leads to, when it leads to another exercise."""
    if way is None:
        return _("The phase before; from the first one, its smaller version.") if name == "step_back" else ""
    where = {
        "title": way.exercise.says("title"),
        "phase": way.exercise.says(f"phase.{way.phase}.title"),
    }
    words = _(
        "“%(title)s” (%(phase)s) again. This one rests at once, and leaves their pages when they are renewed."
    )
    return words % where
