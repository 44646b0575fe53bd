"""A few things that may fit these people, with why, and what would hold them: for the clinician alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from unhurried.core.fitting import Fit, Known, fitting_exercises, fitting_pathways
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked
from unhurried.web.clinician.choosing import here
from unhurried.web.clinician.courses import named
from unhurried.web.clinician.library_words import CONCERN_WORDS, CONTRAINDICATION_WORDS
from unhurried.web.clinician.order_words import missing_in_line, titles_of
from unhurried.web.clinician.room import is_in_room
from unhurried.web.clinician.words import refused_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unhurried.core.exercises import Exercise, Pathway
    from unhurried.homework.models import LibraryItem, Plan
    from unhurried.homework.queries.clinician import Course, Part, Shelved
    from unhurried.people.models import Clinician


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """One of a few. `held`: what keeps it from being given, or usually comes before."""

    id: str
    title: str
    why: str
    held: tuple[str, ...] = ()


def suggested_exercises(
    request: Asked, viewer: "Clinician", course: "Course", shelf: "Sequence[Shelved]"
) -> list[Suggested]:
    """From what each of them ticked. In the room there are none, whatever anybody did."""
    if is_in_room(request) or course.plan is None:
        return []
    known, by_id = (
        _known(request, viewer, course),
        {exercise.id: (item, exercise) for item, exercise in shelf},
    )
    fits = fitting_exercises((exercise for _item, exercise in shelf), known)
    before = _before(request, viewer, course.plan, [by_id[fit.id][1] for fit in fits])
    names = {str(part.client.pk): part.name for part in here(course)}
    return [
        Suggested(
            id=fit.id,
            title=by_id[fit.id][1].says("title"),
            why=_why(fit, names),
            held=(
                *_against(fit, by_id[fit.id][1]),
                *_refused(request, viewer, course, *by_id[fit.id]),
                *before[fit.id],
            ),
        )
        for fit in fits
    ]


def suggested_pathways(
    request: Asked,
    viewer: "Clinician",
    course: "Course",
    pathways: "Iterable[tuple[LibraryItem, Pathway]]",
) -> list[Suggested]:
    if is_in_room(request):
        return []
    by_id = {pathway.id: pathway for _item, pathway in pathways}
    names = {str(part.client.pk): part.name for part in here(course)}
    fits = fitting_pathways(by_id.values(), _known(request, viewer, course))
    return [Suggested(id=fit.id, title=by_id[fit.id].says("title"), why=_why(fit, names)) for fit in fits]


def _known(request: Asked, viewer: "Clinician", course: "Course") -> Known:
    clients = [part.client for part in here(course)]
    return queries.known_under(viewer, clients, now=request.now, keyring=request.keyring)


def _why(fit: Fit, names: "Mapping[str, str]") -> str:
    """What it is written for, and who ticked that."""
    return "; ".join(
        _("%(concern)s, ticked by %(names)s")
        % {"concern": CONCERN_WORDS[concern], "names": named(sorted(names[one] for one in people))}
        for concern, people in fit.asked_for.items()
    )


def _against(fit: Fit, exercise: "Exercise") -> list[str]:
    words = _("On file: %(what)s (%(then)s)")
    return [
        words
        % {
            "what": exercise.says(f"contraindication.{one.code}"),
            "then": CONTRAINDICATION_WORDS[one.action],
        }
        for one in fit.against
    ]


def _refused(
    request: Asked, viewer: "Clinician", course: "Course", item: "LibraryItem", exercise: "Exercise"
) -> list[str]:
    """By the same rule that decides once it is sent, for all of them or for whoever the page is about."""
    assert course.plan is not None, "something is given on a plan"
    parts: list[Part] = here(course)
    alone = None if exercise.min_people <= len(parts) <= exercise.max_people else course.own.client
    found = queries.refused_before(viewer, course.plan, item, exercise, alone=alone, now=request.now)
    by_name = [
        [part.name for part in parts if part.client in who] for who in (found.elsewhere, found.leaving_out)
    ]
    return [str(words) for words in refused_words(found.reasons, *by_name)]


def _before(
    request: Asked, viewer: "Clinician", plan: "Plan", exercises: "list[Exercise]"
) -> dict[str, list[str]]:
    missing = queries.missing_under(viewer, plan, exercises, now=request.now, keyring=request.keyring)
    titles = titles_of(exercise for _item, exercise in queries.exercise_items())
    lines = {name: missing_in_line(found, titles) for name, found in missing.items()}
    return {
        name: [_("Usually after: %(what)s") % {"what": line}] if line else [] for name, line in lines.items()
    }
