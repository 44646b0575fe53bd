"""Which words the texts keep away from, how long they may be, and how hard they are to read.

The lists stand for English guides. A finding says what to write instead, in words a therapist would use.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LONGEST_IN_WORDS: Final[Mapping[str, int]] = MappingProxyType({"purpose": 40, "why": 80})


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Where a word stands, both counted from 1, and what would say it more kindly."""

    line: int
    column: int
    word: str
    instead: str


_INSTEAD: Final = (
    # Demands
    (r"must(?:n['’]t)?|ought\s+to|obey\w*", "if you like"),
    (r"should(?:n['’]t)?", "you could"),
    (r"make\s+your\s+partner", "invite your partner"),
    (r"overdue|deadlines?", "when it suits you"),
    # Behind a part of the body is a place; anything else behind is a reproach
    (r"behind(?!\s+(?:your|the|you|each|an?|both)\b)", "at your own pace"),
    (r"earned", "given freely"),
    # Performing and grading
    (r"perform\w*", "take part, or notice"),
    (r"succeed(?:s|ed|ing)?|success(?:es|ful|fully)?", "finish, or settle"),
    (r"fail(?:s|ed|ing|ures?)?", "stop, or rest"),
    (r"streaks?|leaderboards?", "what you noticed"),
    (r"scor(?:es?|ed|ing)", "note, or rating"),
    (r"(?:non-?)?complian(?:t|ce)", "how it is going"),
    (r"penetration\b[^.\n]{0,40}\bgoal|goal\b[^.\n]{0,40}\bpenetration", "closeness as you choose"),
    # Labels, and what they take for granted
    (r"(?:ab)?normal(?:ly)?|real\s+sex", "usual for you"),
    (r"broken(?!\s+(?:skin|bones?|glass)\b)|dysfunctional", "what happens, not a label"),
    (r"frigid\w*|impoten(?:t|ce)", "what happens, not a label"),
    (r"resistan(?:t|ce)", "not yet, or what got in the way"),
    (r"husbands?|wife|wives|spouses?|opposite\s+sex", "your partner"),
    (r"foreplay", "touch"),
    # Claims about the brain
    (r"dopamine|oxytocin|serotonin|endorphins?|(?:love|happy|bonding)\s+hormones?", "what people notice"),
    # Promises; to say that nothing is promised is welcome
    (r"cures?|will\s+heal|fix(?:es)?\s+(?:you|your)|miracles?|magic(?:al)?\s+formula", "may help"),
    (r"(?<!no\s)(?<!not\s)(?<!nor\s)(?<!cannot\s)(?<!can['’]t\s)(?:guarantee\w*|always\s+works)", "may help"),
)  # fmt: skip

_PATTERNS: Final = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), instead) for words, instead in _INSTEAD
)
_EXCLAMATION: Final = (re.compile(r"!(?!\[|--)"), "a full stop")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END: Final = re.compile(r"[.?!:…]+(?=\s|$)|\n\s*\n")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT_END: Final = re.compile(r"(?:(?<![td])ed|(?<![sxzcg])(?<![cs]h)es|(?<!l)e)$")


def findings_in(text: str) -> tuple[Finding, ...]:
    """Every word or mark of `text` that the house does not use, in the order in which they stand."""
    matches = (
        (match.start(), match.group(), instead)
        for pattern, instead in (*_PATTERNS, _EXCLAMATION)
        for match in pattern.finditer(text)
    )
    return tuple(_finding(text, *match) for match in sorted(matches))


def word_count(text: str) -> int:
    return len(_WORD.findall(text))


def words_too_many(key: str, text: str) -> int:
    """How many words the text under this heading is over its limit; 0 where it has none."""
    return max(0, word_count(text) - LONGEST_IN_WORDS[key]) if key in LONGEST_IN_WORDS else 0


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade: about the US school year that reads it with ease. 0.0 for no words.

    An estimate, since syllables are counted by their vowels; for English only.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    syllables = sum(map(_syllables, words))
    return max(0.0, 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59)


def reading_age(text: str) -> float:
    """The age that goes with the grade: children enter the first at six."""
    return reading_grade(text) + 5


def _finding(text: str, start: int, word: str, instead: str) -> Finding:
    line_begins = text.rfind("\n", 0, start) + 1
    line = text.count("\n", 0, start) + 1
    return Finding(line=line, column=start - line_begins + 1, word=word, instead=instead)


def _syllables(word: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT_END.sub("", word.lower()))))
