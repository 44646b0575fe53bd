"""What a person finds again: their own words in order, and how their own numbers moved. Nothing is summed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.exercises import Exercise, Field, FieldKind, Step
from unhurried.web.client.words import ZONE_GROUPS
from unhurried.web.words import rating_labels

if TYPE_CHECKING:
    from unhurried.homework.models import Note, Practice

Ratings = Mapping[tuple[str, str], int]
MOMENTS: Final = (("before", gettext_lazy("before")), ("after", gettext_lazy("afterwards")))


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One question with what was written to it. `audience` is who may read it.

    `step`: where it was asked on the way, "" where afterwards. `practice`: the time it stands with.
    """

    question: str
    words: str
    audience: str
    step: str
    practice: UUID


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A number before and after, both given by the person."""

    title: str
    before: int
    after: int
    top: int


@dataclass(frozen=True, kw_only=True)
class Trend:
    title: str
    top: int
    points: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What one exercise asked in numbers, over time."""

    title: str
    trends: tuple[Trend, ...]


def answered_in(exercise: Exercise, practice: "Practice", notes: Mapping[str, "Note"]) -> list[Answered]:
    """The answers that were given, in the order in which they were asked."""
    return _answered(exercise, _questions(exercise, exercise.phase(practice.phase).steps), notes)


def answers_shown(exercise: Exercise, step: Step, notes: Mapping[str, "Note"]) -> list[Answered]:
    """What stands beside a step that looks at earlier ones."""
    earlier = [one for phase in exercise.phases for one in phase.steps if one.key in step.shows]
    own = {key: note for key, note in notes.items() if key.partition(".")[0] in step.shows}
    return _answered(exercise, _questions(exercise, earlier), own)


def answers_going_on(exercise: Exercise, notes: Mapping[str, "Note"]) -> list[Answered]:
    """What stands in a plan, a map or a list, over all phases of its exercise; asked in two places, once."""
    steps = [step for phase in exercise.phases for step in phase.steps]
    return _answered(exercise, _questions(exercise, steps), notes)


Questions = Iterable[tuple[str, str, Field | None]]


def _answered(exercise: Exercise, questions: Questions, notes: Mapping[str, "Note"]) -> list[Answered]:
    return [
        Answered(
            question=question,
            words=_worded(exercise, field, notes[key]),
            audience=notes[key].audience,
            step=key.partition(".")[0] if field else "",
            practice=notes[key].practice_id,
        )
        for key, (question, field) in {key: (question, field) for key, question, field in questions}.items()
        if key in notes
    ]


def _questions(exercise: Exercise, steps: Iterable[Step]) -> Iterator[tuple[str, str, Field | None]]:
    for step in steps:
        for field in step.fields:
            for suffix, question in _asked_by(exercise, field):
                yield f"{step.key}.{field.key}{suffix}", question, field
    for prompt in exercise.prompts:
        yield f"prompt.{prompt.key}", exercise.says(f"prompt.{prompt.key}"), None


def _asked_by(exercise: Exercise, field: Field) -> list[tuple[str, str]]:
    if field.kind is FieldKind.ZONES:
        return [(f".{zone}", str(words)) for _heading, zones in ZONE_GROUPS for zone, words in zones]
    return [("", exercise.says(f"field.{field.key}"))]


def _worded(exercise: Exercise, field: Field | None, note: Any) -> str:
    said = str(note.words)
    return exercise.says(f"field.{field.key}.{said}") if field and said in field.options else said


def is_looked_back_on(exercise: Exercise, notes: Mapping[str, "Note"], ratings: Ratings) -> bool:
    """What is done by writing stands where something was written or rated; what is done otherwise, always."""
    is_done_by_writing = any(step.fields for phase in exercise.phases for step in phase.steps)
    return bool(notes or ratings) or not is_done_by_writing


def words_after(exercise: Exercise, notes: Mapping[str, Any]) -> str:
    """The first thing noted after a practice, "" where nothing was."""
    keys = (f"prompt.{prompt.key}" for prompt in exercise.prompts)
    return next((notes[key].words for key in keys if key in notes), "")


def feeling_shift(title: str, notes: Mapping[str, Any]) -> Shift | None:
    """How strong a feeling was before and after looking at a thought, where both were noted."""
    before, after = notes.get("feeling.feeling_before"), notes.get("again.feeling_after")
    if not (before and after):
        return None
    return Shift(title=title, before=int(before.words), after=int(after.words), top=100)


def feeling_shifts(
    practices: Sequence["Practice"], notes: Mapping[UUID, Mapping[str, Any]], zone: ZoneInfo
) -> list[Shift]:
    found = (feeling_shift(_day(practice, zone), notes[practice.pk]) for practice in practices)
    return [shift for shift in found if shift]


def rating_shifts(exercise: Exercise, ratings: Ratings) -> list[Shift]:
    tops = _tops(exercise)
    return [
        Shift(title=str(label), before=ratings["before", key], after=ratings["after", key], top=tops[key])
        for key, label in rating_labels(exercise).items()
        if {("before", key), ("after", key)} <= ratings.keys()
    ]


def single_ratings(exercise: Exercise, ratings: Ratings) -> list[tuple[str, str]]:
    """Numbers given on one side only, each as a row of words."""
    tops = _tops(exercise)
    return [
        (_titled(label, moment_words), _("%(number)s of %(top)s") % {"number": number, "top": tops[key]})
        for moment, moment_words in MOMENTS
        for key, label in rating_labels(exercise).items()
        if (number := ratings.get((moment, key))) is not None
        and ({"before": "after", "after": "before"}[moment], key) not in ratings
    ]


def numbers_over_time(
    practices: Sequence["Practice"],
    exercises: Mapping[UUID, Exercise],
    ratings: Mapping[UUID, Ratings],
    zone: ZoneInfo,
) -> list[Numbers]:
    """By exercise, the one practised last first; a question answered once has no line."""
    by_exercise: dict[str, list[Practice]] = {}
    for practice in practices:
        by_exercise.setdefault(exercises[practice.pk].id, []).insert(0, practice)
    found = [
        Numbers(
            title=exercises[own[0].pk].says("title"),
            trends=tuple(_trends(exercises[own[0].pk], own, ratings, zone)),
        )
        for own in by_exercise.values()
    ]
    return [numbers for numbers in found if numbers.trends]


def _trends(
    exercise: Exercise, practices: Sequence["Practice"], ratings: Mapping[UUID, Ratings], zone: ZoneInfo
) -> Iterator[Trend]:
    tops = _tops(exercise)
    for key, label in rating_labels(exercise).items():
        for moment, moment_words in MOMENTS:
            points = tuple(
                (date_format(one.begun_at.astimezone(zone), "j F"), ratings[one.pk][moment, key])
                for one in practices
                if (moment, key) in ratings[one.pk]
            )
            if len(points) > 1:
                yield Trend(title=_titled(label, moment_words), top=tops[key], points=points)


def _tops(exercise: Exercise) -> dict[str, int]:
    """What an evening is asked about in private goes to ten, whatever its exercise asks."""
    asked = (*exercise.ratings_before, *exercise.ratings_after)
    return {"worry": 10, "presence": 10} | {one.key: one.top for one in asked}


def _titled(label: Any, moment: Any) -> str:
    return _("%(question)s (%(moment)s)") % {"question": label, "moment": moment}


def _day(practice: "Practice", zone: ZoneInfo) -> str:
    return date_format(practice.begun_at.astimezone(zone), "l j F")
