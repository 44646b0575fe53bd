"""Finding an exercise or a pathway: by its words, wherever they stand, and by what it asks of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from unicodedata import category, combining, normalize

from unhurried.core.exercises import Exercise, Pathway
from unhurried.core.vocabulary import Level, Scope

MANY: Final = 3
"""Whoever looks for something for three looks for something for three or more."""


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What a clinician looks for. What was not said leaves everything in.

    `minutes`: there is no more time than this. `language`: a guide is there in it.
    """

    words: str = ""
    concern: str = ""
    modality: str = ""
    people: int | None = None
    minutes: int | None = None
    level: Level | None = None
    scope: Scope | None = None
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said of something, folded once: where a word stands tells how near it comes."""

    title: str
    purpose: str
    guide: str


def folded(text: str) -> str:
    """As people type when they look for something.

    Without case, accents, or the bend of an apostrophe; a hyphen or a dash is a space.
    """
    plain = normalize("NFKD", text.casefold()).replace("’", "'")
    letters = (" " if category(letter) == "Pd" else letter for letter in plain if not combining(letter))
    return "".join(letters).casefold()


def words_of(item: Exercise | Pathway) -> Words:
    """In every language that it has; what else it is called counts like what it is for."""
    guides = item.guides.values()
    return Words(
        title=folded(" ".join(guide["title"] for guide in guides)),
        purpose=folded(" ".join([*(guide["purpose"] for guide in guides), *item.also_called])),
        guide=folded(" ".join([item.id, *item.also_called, *_texts(guides)])),
    )


def _texts(guides: Iterable[Mapping[str, str]]) -> Iterable[str]:
    return (text for guide in guides for text in guide.values())


def nearness(words: Words, sought: str) -> int | None:
    """0 where every word stands in the title, 1 with the purpose, 2 with the guide; None: not all do."""
    wanted = folded(sought).split()
    reach = (words.title, f"{words.title} {words.purpose}", words.guide)
    return next((near for near, text in enumerate(reach) if all(one in text for one in wanted)), None)


def fits(exercise: Exercise, sought: Sought) -> bool:
    """Whether it is for what is looked for, its words aside."""
    return (
        (not sought.concern or sought.concern in exercise.concerns)
        and (not sought.modality or sought.modality in exercise.modalities)
        and (sought.people is None or is_for(exercise, sought.people))
        and (sought.minutes is None or exercise.dosage.minutes[0] <= sought.minutes)
        and (sought.level is None or sought.level in levels_of(exercise))
        and (sought.scope is None or exercise.scope is sought.scope)
        and (not sought.language or sought.language in exercise.guides)
    )


def is_whole_within(exercise: Exercise, minutes: int | None) -> bool:
    """Whether its whole version fits as well, and not only a smaller one."""
    return minutes is None or exercise.dosage.minutes[1] <= minutes


def leads_there(pathway: Pathway, sought: Sought) -> bool:
    """The same of a pathway. What only exercises have, a kind, a level, a length or a scope, leaves it in."""
    return (
        (not sought.concern or sought.concern in pathway.concerns)
        and (sought.people is None or is_for(pathway, sought.people))
        and (not sought.language or sought.language in pathway.guides)
    )


def is_for(item: Exercise | Pathway, people: int) -> bool:
    """Written for so many. What is for one can be given to each of several alone, and is not meant here."""
    if people >= MANY:
        return item.max_people >= MANY
    return item.min_people <= people <= item.max_people


def levels_of(exercise: Exercise) -> tuple[Level, ...]:
    """Those of its phases, in the order of the phases, each once."""
    return tuple(dict.fromkeys(phase.level for phase in exercise.phases))


def languages_of(exercises: Iterable[Exercise]) -> list[str]:
    return sorted({language for exercise in exercises for language in exercise.guides})
