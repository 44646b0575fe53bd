"""Whatever the rules or the library can say, a clinician's page has words for."""

from typing import get_args, get_type_hints

from unhurried.core.exercises import Contraindication, Exercise, Source
from unhurried.core.holds import HoldReason
from unhurried.core.readiness import Answer
from unhurried.core.scopes import Refusal
from unhurried.core.vocabulary import ADAPTATIONS, CONCERNS, MODALITIES, Scope
from unhurried.web.clinician import library_words
from unhurried.web.clinician.words import HOLD_WORDS, READINESS_WORDS, REFUSALS


def choices_of(kind: type, name: str) -> set[str]:
    return set(get_args(get_type_hints(kind)[name]))


def test_every_rule_has_words() -> None:
    assert set(HOLD_WORDS) == set(HoldReason)
    assert set(READINESS_WORDS) == set(Answer)
    assert set(REFUSALS) == set(Refusal)


def test_every_word_of_the_library_has_words() -> None:
    assert set(library_words.SCOPE_WORDS) == set(Scope)
    assert set(library_words.MODALITY_WORDS) == set(MODALITIES)
    assert set(library_words.CONCERN_WORDS) == set(CONCERNS)
    assert set(library_words.ADAPTATION_WORDS) == set(ADAPTATIONS)


def test_every_closed_choice_of_an_exercise_has_words() -> None:
    assert set(library_words.STATUS_WORDS) == choices_of(Exercise, "status")
    assert set(library_words.EVIDENCE_WORDS) == choices_of(Exercise, "evidence")
    assert set(library_words.CONTRAINDICATION_WORDS) == choices_of(Contraindication, "action")
    assert set(library_words.LIFTED_BY) == choices_of(Contraindication, "lifted_by")
    assert set(library_words.SOURCE_TAGS) == choices_of(Source, "tag")
