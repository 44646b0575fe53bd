"""Whatever the rules or the library can say, a clinician's page has words for."""

from collections.abc import Mapping
from typing import get_args, get_type_hints
from uuid import uuid4

import pytest

from unhurried.core.checks import Due
from unhurried.core.exercises import Contraindication, Exercise, Source
from unhurried.core.gates import SafetyRecord
from unhurried.core.holds import HoldReason
from unhurried.core.progression import PRESSED_HOLDS_AT, Criterion
from unhurried.core.readiness import Answer
from unhurried.core.scopes import Refusal
from unhurried.core.vocabulary import ADAPTATIONS, CONCERNS, MODALITIES, Scope
from unhurried.homework.queries.clinician.holding import CRITERIA, Held
from unhurried.library.lint.vocabulary import _VERSIONS
from unhurried.web.clinician import library_words
from unhurried.web.clinician.gate_words import (
    CRITERION_WORDS,
    DUE_WORDS,
    OF_ONE,
    RECORD_WORDS,
    held_words,
    pressed_words,
)
from unhurried.web.clinician.words import HOLD_WORDS, READINESS_WORDS, REFUSALS, VERSION_NAMES
from unhurried.web.words import ADAPTATION_WORDS


def choices_of(kind: type, name: str) -> set[str]:
    return set(get_args(get_type_hints(kind)[name]))


NOBODYS = {
    HoldReason.RELEASE,
    HoldReason.REST_GAP,
    HoldReason.CLINICIAN,
    HoldReason.LEFT,
    HoldReason.ENDED,
    HoldReason.COVER,
    HoldReason.LICENCE,
    HoldReason.SCOPE,
    HoldReason.HANDOVER,
}
"""Reasons that are nobody's in particular."""
TOLD_BY_OUTCOME = {HoldReason.SAFETY_RECORD}


def wordless(words: Mapping[HoldReason, object]) -> set[HoldReason]:
    return {reason for reason in HoldReason if not str(words.get(reason, "")).strip()}


def test_every_reason_has_words_by_itself_and_after_a_name() -> None:
    assert wordless(HOLD_WORDS) == set()
    assert wordless(OF_ONE) == NOBODYS | TOLD_BY_OUTCOME
    assert set(RECORD_WORDS) == set(SafetyRecord)
    assert set(CRITERION_WORDS) == {one.value for one in Criterion}


@pytest.mark.parametrize("missing", HoldReason)
def test_reason_without_words_is_found(missing: HoldReason) -> None:
    planted = {reason: words for reason, words in HOLD_WORDS.items() if reason is not missing}
    assert wordless(planted) == {missing}
    assert wordless({**HOLD_WORDS, missing: " "}) == {missing}


def test_every_reason_that_can_be_told_becomes_a_sentence() -> None:
    """With a name before it and without, as an open criterion, and with each word and outcome."""
    plain = [Held(reason=reason, client=client) for reason in HoldReason for client in (None, uuid4())]
    details = [Held(reason=HoldReason.READINESS, detail=one) for one in Answer]
    records = [Held(reason=HoldReason.SAFETY_RECORD, detail=one) for one in SafetyRecord]
    open_ = [Held(reason=reason, is_open_criterion=True) for reason in CRITERIA]
    assert [one for one in (*plain, *details, *records, *open_) if not held_words(one).strip()] == []


def test_every_number_from_free_to_pressed_has_a_word_and_stands_beside_it() -> None:
    words = [pressed_words(str(number)) for number in range(11)]
    assert [one.rsplit(", ", 1)[1] for one in words] == [f"{number} of 10" for number in range(11)]
    assert words[0].startswith("free,")
    assert words[PRESSED_HOLDS_AT].startswith("somewhat pressed,")
    assert words[PRESSED_HOLDS_AT - 1].startswith("a little pressed,")
    assert pressed_words("") == "No answer"


def test_every_version_and_everything_due_has_words() -> None:
    assert set(VERSION_NAMES) == set(_VERSIONS)
    assert set(DUE_WORDS) == set(Due)
    assert [word for word in map(str, DUE_WORDS.values()) if " " in word] == [], "one word each"


def test_every_rule_has_words() -> None:
    assert set(READINESS_WORDS) == set(Answer)
    assert set(REFUSALS) == set(Refusal)


def test_every_word_of_the_library_has_words() -> None:
    assert set(library_words.SCOPE_WORDS) == set(Scope)
    assert set(library_words.MODALITY_WORDS) == set(MODALITIES)
    assert set(library_words.CONCERN_WORDS) == set(CONCERNS)
    assert set(ADAPTATION_WORDS) == set(ADAPTATIONS)


def test_every_closed_choice_of_an_exercise_has_words() -> None:
    assert set(library_words.STATUS_WORDS) == choices_of(Exercise, "status")
    assert set(library_words.EVIDENCE_WORDS) == choices_of(Exercise, "evidence")
    assert set(library_words.CONTRAINDICATION_WORDS) == choices_of(Contraindication, "action")
    assert set(library_words.LIFTED_BY) == choices_of(Contraindication, "lifted_by")
    assert set(library_words.SOURCE_TAGS) == choices_of(Source, "tag")
