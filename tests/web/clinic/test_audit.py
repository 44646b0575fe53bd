"""The page of who did what: every act in the code has plain words, which name nobody and no outcome."""

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final

import pytest

import unhurried
from tests.people import World, with_people
from unhurried.core.wording import findings_in
from unhurried.people.models import AuditEntry
from unhurried.web.clinic.audit_words import ANOTHER, VERB_WORDS

pytestmark = with_people
SOURCE: Final = Path(unhurried.__file__).parent
A_WORDLESS_ACT: Final = "@is_act\ndef paint_wall(act: Act) -> UUID:\n    return act.id\n"


def verbs_in(source: str) -> Iterator[str]:
    """The names of what is marked as an act: they are what the audit keeps."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            marks = {ast.unparse(mark).split("(")[0].rpartition(".")[2] for mark in node.decorator_list}
            if "is_act" in marks:
                yield node.name


def verbs() -> set[str]:
    return {verb for path in SOURCE.rglob("*.py") for verb in verbs_in(path.read_text())}


def test_every_verb_has_words_and_no_words_lack_a_verb() -> None:
    assert len(verbs()) > 60
    assert verbs() == set(VERB_WORDS)


def test_act_without_words_is_found() -> None:
    assert set(verbs_in(A_WORDLESS_ACT)) - set(VERB_WORDS) == {"paint_wall"}
    assert set(verbs_in(A_WORDLESS_ACT.replace("@is_act\n", ""))) == set()


ALIKE: Final = {"set_second_code": "set_private_code", "tell_asked_to_see": "raise_concern"}
"""A manager is not told whether somebody has a second code, nor that it was typed."""


def test_words_are_plain_and_each_verbs_own() -> None:
    words = [str(one) for one in VERB_WORDS.values()]
    assert {verb: VERB_WORDS[verb] for verb in ALIKE} == {
        verb: VERB_WORDS[like] for verb, like in ALIKE.items()
    }
    assert len(set(words)) == len(words) - len(ALIKE)
    assert [one for one in words if "_" in one or not re.fullmatch(r"[A-Z][^.!]*", one)] == []
    assert [found for one in words for found in findings_in(one)] == []


def page(world: World) -> str:
    return " ".join(unescape(world.browser("Jo").get("/clinic/audit/").content.decode()).split())


def test_page_says_them_and_no_code_word(world: World) -> None:
    said = page(world)
    assert "<td>Added a clinician</td>" in said
    assert re.findall(r"<td>[a-z]+_[a-z_]+</td>", said) == []


@pytest.mark.parametrize("verb", ["paint_wall"])
def test_entry_of_a_newer_version_shows_no_code_word(world: World, verb: str) -> None:
    newest = AuditEntry.objects.filter(account=world.account("Cleo")).latest("at")
    AuditEntry.objects.filter(pk=newest.pk).update(verb=verb)
    assert f"<td>{ANOTHER}</td>" in page(world)
    assert "paint" not in page(world).casefold()
