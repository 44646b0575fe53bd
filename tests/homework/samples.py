"""An exercise with a body in it, which the first library does not have: alone, two phases, pain asked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from tests.people import World
from unhurried.core.exercises import Exercise, Phase, RatingAsked, Step, StepKind, Version
from unhurried.core.vocabulary import Level
from unhurried.homework import services as homework
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, LibraryItem, Practice
from unhurried.homework.queries.clinician import asks_to_take_on, plan_under
from unhurried.homework.sheets import prefilled
from unhurried.library.loading import Library, load_library
from unhurried.library.place import content_root
from unhurried.people.acts import Act, further
from unhurried.people.models import Clinician

LIBRARY: Final = load_library(content_root())
OWN_TOUCH: Final = "out.own-touch"
_STEPS: Final = (
    Step(key="hands", kind=StepKind.TIMER, seconds=60, zones=frozenset({"hands"})),
    Step(key="back", kind=StepKind.TIMER, seconds=60, zones=frozenset({"upper_back"})),
    Step(key="rest", kind=StepKind.REST),
)
_VERSIONS: Final = (
    Version(key="full", minutes=30, steps=("hands", "back", "rest")),
    Version(key="short", minutes=10, steps=("hands", "rest")),
    Version(key="smallest", minutes=5, steps=("hands",)),
)


def own_touch(**changed: Any) -> Exercise:
    phases = tuple(
        Phase(key=key, level=Level.S1, steps=_STEPS, versions=_VERSIONS) for key in ("first", "second")
    )
    whole = LIBRARY.exercises["min.body-scan"]
    asked = (RatingAsked(key="pain"), RatingAsked(key="presence"))
    return replace(whole, **{"id": OWN_TOUCH, "phases": phases, "ratings_after": asked, **changed})


def published(world: World, *exercises: Exercise) -> int:
    library = Library(exercises={one.id: one for one in exercises}, pathways={}, help={})
    return homework.publish_library(library=library, at=world.now)


def takes_on(act: Act, clinician: Clinician, item: LibraryItem) -> None:
    """What is asked once before something near is first given; of what is not near nothing is asked."""
    if asks_to_take_on(clinician, item):
        homework.take_on_exercise(further(act), clinician=clinician, exercise=item)


def give(world: World, name: str, exercise_id: str, **changed: Any) -> Assignment:
    """What this client's clinician gives them, now, as the library has it."""
    client = world.client(name)
    item = world.item(exercise_id)
    exercise = exercise_by_digest(item.pk)
    plan = plan_under(client.clinician, client)
    assert plan is not None
    composed = {
        "phase": exercise.phases[0].key,
        "version": "full",
        "sheet": prefilled(exercise),
        "from_on": world.now.date(),
        "until_on": world.now.date(),
    }
    act = world.act(client.clinician.name)
    takes_on(act, client.clinician, item)
    pk = homework.assign(
        act,
        clinician=client.clinician,
        plan=plan,
        exercise=item,
        composed=homework.Composed(**{**composed, **changed}),
        keyring=world.keys,
    )
    return Assignment.objects.select_related("relationship").get(pk=pk)


def rates(
    world: World, name: str, practice: Practice, ratings: Mapping[str, int], *, moment: str = "after"
) -> None:
    words: dict[str, Any] = {
        "client": world.client(name),
        "practice": practice,
        "written": {},
        "moment": moment,
        "keyring": world.keys,
    }
    homework.note_practice(world.act(name), ratings=ratings, **words)


def practises(world: World, name: str, assignment: Assignment, **ratings: int) -> Practice:
    """Begins, finishes and rates."""
    practice = world.begins(name, assignment)
    homework.finish_practice(
        world.act(name), client=world.client(name), practice=practice, written={}, keyring=world.keys
    )
    rates(world, name, practice, ratings)
    return Practice.objects.select_related("assignment").get(pk=practice.pk)


def reviews(world: World, assignment: Assignment, next_step: str, **words: Any) -> Assignment:
    """The clinician's answer, and the assignment as it is afterwards."""
    clinician = assignment.plan.episode.clinician
    homework.review(
        world.act(clinician.name),
        clinician=clinician,
        assignment=assignment,
        answer=homework.Answer(next_step=next_step, **words),
        keyring=world.keys,
    )
    return Assignment.objects.select_related("relationship").get(pk=assignment.pk)
