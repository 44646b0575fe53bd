from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from unhurried.core.wording import (
    Finding,
    findings_in,
    reading_age,
    reading_grade,
    word_count,
    words_too_many,
)

Lint = Callable[[str], tuple[Finding, ...]]

BANNED = [
    "must", "mustn't", "obey", "should", "shouldn't", "overdue", "deadline", "behind", "earned",
    "perform", "performing", "performance", "succeed", "success", "successful", "fail", "failed",
    "failure", "streak", "score", "scoring", "compliance", "non-compliance", "normal", "abnormal",
    "normally", "broken", "dysfunctional", "frigid", "impotent", "resistant", "resistance",
    "husband", "wife", "wives", "spouse", "foreplay", "dopamine", "oxytocin", "serotonin",
    "endorphins", "cure", "cures", "miracle", "guaranteed",
]  # fmt: skip
PHRASES = [
    "ought to", "make your partner", "opposite sex", "real sex", "penetration as the goal", "love hormone",
    "will heal", "fix you", "magic formula", "always works",
]  # fmt: skip
KEPT = [
    "Rest your hands on your shoulders.",
    "Mustard, musty rooms and mustangs.",
    "A cushion behind your head, or behind the knees, or behind you.",
    "Three successive evenings. What you learned. The midwife said so.",
    "Leave out broken skin.",
    "We cannot guarantee this; it is not guaranteed; there is no guarantee.",
    "Secure, procured, obscure, accurate.",
    "Saved. ![a line](line.svg) <!-- for the author -->",
    "Not yet is a complete answer. You can stop. The person being touched chooses.",
]  # fmt: skip


def prove_banned_words_are_found(lint: Lint) -> None:
    for word in [*BANNED, *PHRASES]:
        for written in (word, word.upper(), word.capitalize()):
            text = f"If you like,\nnotice {written}; then rest."
            assert [(one.line, one.column, one.word) for one in lint(text)] == [(2, 8, written)], written


def test_every_banned_word_is_found_where_it_stands() -> None:
    prove_banned_words_are_found(findings_in)


def test_a_lint_that_knows_only_small_letters_is_found() -> None:
    finds_fault(
        prove_banned_words_are_found,
        lambda text: tuple(one for one in findings_in(text) if one.word.islower()),
    )


def test_a_lint_that_counts_from_nought_is_found() -> None:
    def from_nought(text: str) -> tuple[Finding, ...]:
        return tuple(
            Finding(line=one.line - 1, column=one.column, word=one.word, instead=one.instead)
            for one in findings_in(text)
        )

    finds_fault(prove_banned_words_are_found, from_nought)


def prove_no_false_alarms(lint: Lint) -> None:
    for text in KEPT:
        assert lint(text) == (), text


def test_kind_sentences_raise_no_alarm() -> None:
    prove_no_false_alarms(findings_in)


def test_a_lint_without_word_boundaries_is_found() -> None:
    def anywhere(text: str) -> tuple[Finding, ...]:
        return tuple(
            Finding(line=1, column=1, word=word, instead="") for word in BANNED if word in text.lower()
        )

    finds_fault(prove_no_false_alarms, anywhere)


@searching
@given(
    word=st.sampled_from(BANNED),
    before=st.sampled_from(["x", "under", "mis"]),
    after=st.sampled_from(["xq", "zz"]),
)
def test_a_word_inside_a_word_is_another_word(word: str, before: str, after: str) -> None:
    assert findings_in(f"{before}{word}{after}") == ()


def test_phrases_are_found_across_a_line_break() -> None:
    assert [one.word for one in findings_in("Never make\nyour partner wait.")] == ["make\nyour partner"]


def test_exclamation_marks_are_found() -> None:
    assert [(one.line, one.column, one.word) for one in findings_in("Rest.\nWell done!")] == [(2, 10, "!")]


def test_an_empty_first_line_counts() -> None:
    assert [(one.line, one.column) for one in findings_in("\nmust")] == [(2, 1)]


def test_findings_stand_in_reading_order() -> None:
    found = findings_in("You fail. You must! You should.")
    assert [one.word for one in found] == ["fail", "must", "!", "should"]


def test_what_to_say_instead_is_itself_well_said() -> None:
    for word in [*BANNED, *PHRASES, "!"]:
        (finding,) = findings_in(f"x {word} y")
        assert finding.instead
        assert findings_in(finding.instead) == ()


@searching
@given(st.text(alphabet="must shoulder!\n behindyour", max_size=60))
def test_a_finding_points_at_its_own_word(text: str) -> None:
    lines = text.split("\n")
    for one in findings_in(text):
        assert "\n".join(lines[one.line - 1 :])[one.column - 1 :].startswith(one.word)


@pytest.mark.parametrize(
    ("key", "words", "over"), [("purpose", 40, 0), ("purpose", 41, 1), ("why", 83, 3), ("step", 500, 0)]
)
def test_texts_have_a_length(key: str, words: int, over: int) -> None:
    assert words_too_many(key, "rest " * words) == over


def test_words_are_counted_as_people_count_them() -> None:
    assert word_count("It's a well-known, 10-minute rest — isn’t it?") == 7


# Reading age

PLAIN = "Sit near each other. Let your breath settle. There is nothing to do and nothing to finish."
OFFICIAL = "Participants' reciprocal communication necessitates individualised consideration."


def test_plain_words_read_younger_than_official_ones() -> None:
    assert reading_age(PLAIN) <= 12 < reading_age(OFFICIAL)


def test_the_grade_is_the_published_formula() -> None:
    """Words of one syllable: too few for a grade above nought, and enough."""
    assert reading_grade("The cat sat on the mat.") == pytest.approx(0.0)
    twenty = "The cat sat on the mat and the dog lay on the rug by the fire in the hall."
    assert reading_grade(twenty) == pytest.approx(0.39 * 19 + 11.8 - 15.59)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("breath", 1),
        ("notes", 1),
        ("walked", 1),
        ("time", 1),
        ("rested", 2),
        ("boxes", 2),
        ("touches", 2),
        ("table", 2),
        ("partner", 2),
        ("noticing", 3),
        ("the", 1),
    ],
)
def test_syllables_are_counted_by_their_sound(word: str, syllables: int) -> None:
    text = "noticing noticing " + word
    assert reading_grade(text) == pytest.approx(0.39 * 3 + 11.8 * (6 + syllables) / 3 - 15.59)


def test_the_age_is_five_years_above_the_grade() -> None:
    assert reading_age(OFFICIAL) == pytest.approx(reading_grade(OFFICIAL) + 5)


@pytest.mark.parametrize("text", ["", "  \n", "12 34", "..."])
def test_a_text_without_words_has_no_grade(text: str) -> None:
    assert reading_grade(text) == 0.0


@searching
@given(st.text(max_size=80))
def test_any_text_has_a_grade(text: str) -> None:
    assert reading_grade(text) >= 0
