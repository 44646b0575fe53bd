"""What leaves the house is one of a few fixed sentences, and no line of code can add a word to them."""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

import unhurried
from unhurried.core.disclosure import Tiding
from unhurried.core.hearing import Call
from unhurried.core.wording import findings_in, reading_age, word_count
from unhurried.notify import sentences

SOURCE: Final = Path(unhurried.__file__).parent
LINK: Final = "https://front.example/"

SAID: Final = {
    Tiding.SOMETHING_MAY_BE_HERE: "There may be something new for you.",
    Tiding.STILL_HERE: "Your pages are here whenever you like. Nothing is waited for.",
    Tiding.PLAN_HAS_CHANGED: "Your plan has changed.",
    Tiding.APPOINTMENT_HAS_CHANGED: "There is something new about an appointment.",
    Tiding.TIME_ALONE_HAS_CHANGED: "There is something new about an appointment for you alone.",
    Tiding.QUESTION_TAKEN_BACK: "A question that was put to you has been taken back.",
    Tiding.ASKED_SOMETHING: "There is a question for you, under More.",
    Tiding.ASKED_NO_MORE: "The question under More has been taken back.",
}
CALLED: Final = {
    Call.MAIL_COMES_HERE: "Short notices come to this address from now on.",
    Call.SOMETHING_TO_READ: "There is something for you to read.",
}
"""Said to those who work here alone."""
OUTSIDE: Final = {
    "Notices",
    "A notice for you",
    "You asked for these notices, and can end them whenever you like.",
    *SAID.values(),
    *CALLED.values(),
}
"""Everything that somebody else may ever read on a screen. It grows here, on purpose, or not at all."""

UNMAILED: Final = (
    Tiding.TIME_ALONE_HAS_CHANGED,
    Tiding.QUESTION_TAKEN_BACK,
    Tiding.ASKED_SOMETHING,
    Tiding.ASKED_NO_MORE,
)
"""Somebody else may read the mailbox, and is not to learn of a question, or of a time alone."""
MAILED: Final = {tiding: words for tiding, words in SAID.items() if tiding not in UNMAILED}

BODIES: Final = frozenset(
    "\n".join([*told, "", LINK, "", "You asked for these notices, and can end them whenever you like."])
    for count in range(1, len(MAILED) + 1)
    for told in combinations(MAILED.values(), count)
)

TELLING: Final = re.compile(
    r"sex|therap|clinic|practi[cs]e|exercise|partner|touch|ready|answer|readiness|step|session|body|intim"
    r"|unhurried|patient|client|together|couple|desire|love",
    re.IGNORECASE,
)


def words_of(module: Mapping[str, object]) -> set[str]:
    """Every text a module of sentences holds."""
    texts = {str(value) for name, value in module.items() if name in ("SENDER", "SUBJECT", "ENDING")}
    held = module["SENTENCES"]
    assert isinstance(held, dict)
    called = module["FOR_STAFF"]
    assert isinstance(called, dict)
    return texts | {str(value) for value in (*held.values(), *called.values())}


def faults_in(texts: set[str]) -> list[str]:
    """A word more than was agreed on, a gap to be filled in, or a word that tells."""
    found = [f"not agreed on: {text}" for text in sorted(texts - OUTSIDE)]
    found += [f"has a gap: {text}" for text in sorted(texts) if re.search(r"[%{}\d]", text)]
    return found + [f"tells: {text}" for text in sorted(texts) if TELLING.search(text)]


def test_sentences_are_those_that_were_agreed_on() -> None:
    assert words_of(vars(sentences)) == OUTSIDE
    assert faults_in(OUTSIDE) == []
    assert sentences.SENTENCES.keys() == set(Tiding)
    assert sentences.FOR_STAFF.keys() == set(Call)


@pytest.mark.parametrize(
    "planted",
    ["Ben has answered.", "Your plan has changed, %(name)s.", "Your exercise is open.", "Two new things."],
)
def test_sentence_that_says_more_is_found(planted: str) -> None:
    module = {**vars(sentences), "SENTENCES": {**sentences.SENTENCES, Tiding.PLAN_HAS_CHANGED: planted}}
    assert faults_in(words_of(module))


def test_sentences_push_nobody_and_are_easy_to_read() -> None:
    assert [found for text in OUTSIDE for found in findings_in(text)] == []
    assert [text for text in OUTSIDE if word_count(text) > 12] == []
    assert reading_age(" ".join(SAID.values())) < 13


@pytest.mark.parametrize("count", [1, 2, 3])
def test_body_is_one_of_the_few_that_there_are(count: int) -> None:
    bodies = {sentences.body_of(tidings, LINK) for tidings in combinations(reversed(MAILED), count)}
    assert bodies == {body for body in BODIES if sum(said in body for said in SAID.values()) == count}


def test_there_are_fifteen_bodies() -> None:
    assert len(BODIES) == 15
    assert [*MAILED.values()] == sentences.MAILED


# The code around them

WAYS_OUT: Final = re.compile(r"\b(EmailMessage|EmailMultiAlternatives|send_mail|send_mass_mail|smtplib)\b")
MAIL: Final = "notify/mail.py"


def files() -> dict[str, str]:
    return {str(path.relative_to(SOURCE)): path.read_text() for path in SOURCE.rglob("*.py")}


def ways_out(source: Mapping[str, str]) -> list[str]:
    return sorted(name for name, text in source.items() if WAYS_OUT.search(text))


def test_mail_leaves_by_one_file() -> None:
    assert ways_out(files()) == [MAIL]


def test_second_way_out_is_found() -> None:
    planted = {"homework/services/planted.py": "from django.core.mail import send_mail\n"}
    assert ways_out(files() | planted) == ["homework/services/planted.py", MAIL]


FILLED_IN: Final = {
    "subject": "str(SUBJECT)",
    "body": "body_of(told, letterhead.link)",
    "from_email": "formataddr((str(SENDER), letterhead.address))",
    "to": "[address]",
    "headers": "{'Message-ID': f'<{uuid4()}@{domain}>', 'Auto-Submitted': 'auto-generated'}",
}


def letters_in(text: str) -> Iterator[dict[str | None, str]]:
    """What each mail that this code makes is filled with, as it is written."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "EmailMessage":
            yield {word.arg: ast.unparse(word.value) for word in node.keywords} | {
                str(nth): ast.unparse(given) for nth, given in enumerate(node.args)
            }


def test_mail_is_filled_with_the_sentences_and_nothing_else() -> None:
    assert list(letters_in(files()[MAIL])) == [FILLED_IN]


@pytest.mark.parametrize(
    ("written", "planted"),
    [
        ("subject=str(SUBJECT)", "subject=f'{SUBJECT}, {client.name}'"),
        ("to=[address]", "to=[address], reply_to=[clinician.address]"),
        ("body=body_of(told, letterhead.link)", "body=body_of(told, letterhead.link + practice_url)"),
        ('"Auto-Submitted": "auto-generated"', '"X-Client": str(client.pk)'),
    ],
)
def test_mail_that_is_filled_with_more_is_found(written: str, planted: str) -> None:
    text = files()[MAIL]
    assert written in text
    assert list(letters_in(text.replace(written, planted))) != [FILLED_IN]
