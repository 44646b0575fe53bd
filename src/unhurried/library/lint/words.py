"""Every text a page may ask for is there, in every language; nothing is written that no page shows."""

from collections.abc import Iterator

from unhurried.core.exercises import Exercise, Pathway, Phase, Step
from unhurried.core.ladders import is_ladder
from unhurried.core.wording import LONGEST_IN_WORDS, word_count
from unhurried.library.findings import Finding
from unhurried.library.guides import Guide
from unhurried.library.loading import Shelf

ALWAYS = (
    "title", "purpose", "why_it_helps", "who", "smallest_version", "stopping", "when_where", "obstacles",
    "setting", "permission", "aftercare", "for_clinician",
)  # fmt: skip
PATHWAY_ALWAYS = (
    "title",
    "purpose",
    "why_it_helps",
    "who",
    "permission",
    "low_days",
    "ending",
    "for_clinician",
)

PAGE_ALWAYS = frozenset({"title", "heading", "text"})
LEAFLET_ALSO = frozenset({"reviewed", "exercises", "own_words"})

MOST_WORDS = {"purpose": LONGEST_IN_WORDS["purpose"], "why_it_helps": LONGEST_IN_WORDS["why"]}
MOST_WORDS_OF_A_STEP = 70
"""A step is read at arm's length, in large type, on one screen."""


def present(shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.exercises:
        needed, also = frozenset(_needed(sheet.item)), frozenset(_allowed(sheet.item))
        for guide in sheet.guides:
            yield from _compared(guide, needed, also)
    for pathway in shelf.pathways:
        for guide in pathway.guides:
            yield from _compared(guide, frozenset(_pathway_needed(pathway.item)), frozenset({"caution"}))
    for page in shelf.pages:
        yield from _compared(page, PAGE_ALWAYS, frozenset({"reviewed"}))
    for leaflet in shelf.leaflets:
        yield from _compared(leaflet, PAGE_ALWAYS | {"sources"}, LEAFLET_ALSO)
    for item in shelf.worded:
        if "en" not in item.item.guides:
            yield item.document.finding(
                "words", "there is no guide.en.md, which every other language rests on"
            )


def short_enough(shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.worded:
        for guide in sheet.guides:
            for key, text in guide.texts.items():
                most = MOST_WORDS_OF_A_STEP if key.startswith("step.") else MOST_WORDS.get(key)
                if most and (count := word_count(text)) > most:
                    yield guide.finding("words", f"`{key}` has {count} words; {most} are the most", key)


def _compared(guide: Guide, needed: frozenset[str], also: frozenset[str]) -> Iterator[Finding]:
    there = {key for key, text in guide.texts.items() if text}
    for key in sorted(needed - there):
        yield guide.finding("words", f"`{key}` is missing", key)
    for key in sorted(guide.texts.keys() - needed - also):
        yield guide.finding("words", f"nothing shows `{key}`", key)


def _needed(exercise: Exercise) -> Iterator[str]:
    yield from ALWAYS
    yield from ("after_pain",) if is_ladder(exercise) else ()
    for phase in exercise.phases:
        yield from _needed_by_phase(phase)
    yield from (f"prompt.{prompt.key}" for prompt in exercise.prompts)
    yield from (f"barrier.{code}" for code in exercise.barriers)
    yield from (f"adaptation.{code}" for code in exercise.adaptations)
    yield from (f"material.{key}" for key in exercise.materials)
    yield from (f"contraindication.{against.code}" for against in exercise.contraindications)


def _needed_by_phase(phase: Phase) -> Iterator[str]:
    yield f"phase.{phase.key}.title"
    yield f"phase.{phase.key}.aim"
    for step in phase.steps:
        yield from _needed_by_step(step)


def _needed_by_step(step: Step) -> Iterator[str]:
    yield f"step.{step.key}"
    yield from (f"step.{step.key}.{part}" for part in (*step.areas, *step.roles))
    for field in step.fields:
        yield f"field.{field.key}"
        yield from (f"field.{field.key}.{option}" for option in field.options)


def _allowed(exercise: Exercise) -> Iterator[str]:
    """Texts that may be written where the common wording does not fit."""
    yield "caution"
    yield "resting"
    for asked in (*exercise.ratings_before, *exercise.ratings_after):
        yield f"rating.{asked.key}"
    for phase in exercise.phases:
        for step in phase.steps:
            yield from (f"field.{field.key}.help" for field in step.fields)


def _pathway_needed(pathway: Pathway) -> Iterator[str]:
    yield from PATHWAY_ALWAYS
    yield from (f"item.{item.exercise}" for item in pathway.items)
    yield from (f"companion.{exercise}" for exercise in pathway.companions)
