"""Paper for notes: what an exercise asks, who may read each answer, and room to write. One for each."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.exercises import Exercise, Field, FieldKind, RatingAsked, Step
from unhurried.core.vocabulary import ZONES, Audience
from unhurried.web.paper.handouts import Printed, framed, said
from unhurried.web.paper.parts import Grid, Heading, Lines, Part, Scale, Sheet, Ticks
from unhurried.web.words import ZONE_LABELS, rating_labels

READERS: Final = {
    Audience.SELF: gettext_lazy("Only you"),
    Audience.CLINICIAN: gettext_lazy("You and your clinician"),
    Audience.RELATIONSHIP: gettext_lazy("Each of you and your clinician"),
}
"""Who may read a line once it is keyed in. Paper names nobody."""
MANY: Final = 6
"""More questions than these in one step are a list."""


def note_sheet_of(printed: Printed) -> Sheet:
    return framed(printed.exercise, list(_asked(printed)), eyebrow=_("Paper for notes"))


def _asked(printed: Printed) -> Iterator[Part]:
    exercise = printed.exercise
    yield said(_("For one person. Anything can stay empty, and a few plain words are plenty."))
    yield said(
        _(
            "Under each question stands who may read it once it is keyed in. Until then, whoever finds this "
            "sheet can read it."
        ),
        is_quiet=True,
    )
    yield _keying_in(printed)
    yield Heading(words=_("That day"))
    yield Lines(label=_("Which day was it?"), lines=1)
    yield Ticks(label=_("How did it end?"), options=(_("Finished"), _("Stopped earlier, which is as good")))
    if exercise.ratings_before:
        yield Heading(words=_("Before"))
        yield from _ratings(exercise, exercise.ratings_before)
    yield from _written(printed)
    yield Heading(words=_("Afterwards"))
    yield from _ratings(exercise, exercise.ratings_after)
    for prompt in exercise.prompts:
        question, reader = exercise.says(f"prompt.{prompt.key}"), str(READERS[prompt.audience])
        yield Lines(label=question, reader=reader)


def _ratings(exercise: Exercise, asked: tuple[RatingAsked, ...]) -> Iterator[Part]:
    labels, reader = rating_labels(exercise), str(READERS[Audience.CLINICIAN])
    for one in asked:
        yield _scale(str(labels[one.key]), one.top, reader)


def _scale(label: str, top: int, reader: str) -> Scale:
    low, high = _("0: not at all"), _("%(top)d: as much as can be") % {"top": top}
    return Scale(label=label, top=top, low=low, high=high, reader=reader)


def _written(printed: Printed) -> Iterator[Part]:
    """What its steps ask to write; also where the steps stay in the guide, for a question guides nobody."""
    asked = [(step, field) for step in written_steps(printed) for field in step.fields]
    if asked:
        yield Heading(words=_("As you go"))
    for step, field in asked:
        yield _field(printed.exercise, step, field)


def written_steps(printed: Printed) -> list[Step]:
    return [step for step in printed.place.steps_of(printed.version) if step.fields]


def _field(exercise: Exercise, step: Step, field: Field) -> Part:
    label, reader = exercise.says(f"field.{field.key}"), str(READERS[step.audience])
    options = tuple(exercise.says(f"field.{field.key}.{option}") for option in field.options)
    if field.kind is FieldKind.ZONES:
        rows = tuple(str(ZONE_LABELS[zone]) for zone in ZONES)
        return Grid(label=label, place=_("Place"), columns=options, rows=rows, reader=reader)
    if field.kind is FieldKind.CHOICE:
        return Ticks(label=label, options=options, reader=reader)
    if field.kind in (FieldKind.LINE, FieldKind.RUNG, FieldKind.TEXT):
        help_text = exercise.guides["en"].get(f"field.{field.key}.help", "")
        lines = 4 if field.kind is FieldKind.TEXT else _short(step)
        return Lines(label=label, reader=reader, help=help_text, lines=lines)
    return _scale(label, 100 if field.kind is FieldKind.SCALE_100 else 10, reader)


def _short(step: Step) -> int:
    """Lines for a short answer: one, where a step asks for a long list of them."""
    return 1 if len(step.fields) > MANY else 2


def _keying_in(printed: Printed) -> Part:
    if printed.place.level.is_joint_touch:
        words = _("These notes can be written with the time together that they belong to, under Mine.")
    else:
        words = _(
            "On the page of this exercise, “Done on paper” keeps the day and these notes. What is keyed "
            "in needs no paper any more."
        )
    return said(words, is_quiet=True)
