"""A copy holds every sealed word of its person, by the policy, and is the same in every life of others."""

from collections.abc import Mapping
from typing import Any, Final

import pytest
from django.conf import settings

from tests.core.properties import finds_fault
from tests.people import with_people
from tests.promises.printing import N
from tests.promises.runs import faults_among
from tests.promises.stage import CODE, SECOND, Draws, Stage, hours, set_up
from tests.promises.watching import Watcher
from tests.promises.worlds import CLOSED, NOT_YET
from unhurried.core.records import Asked
from unhurried.homework.models import Readiness
from unhurried.homework.queries.client import own_copy
from unhurried.homework.queries.client.own_copy import OWN, Own, Part
from unhurried.people import services
from unhurried.people.models import Client, RecordRequest

pytestmark = with_people
NOT_THEIR_WORDS: Final = {"people.RecordRequest.answer", "consent.Caution.lifted_words"}
"""Sealed for one person, and written about them or to them by their clinician."""
NEVER_TAKEN: Final = frozenset({"outcome", "ended_at", "let_go_at", "rests_at", "seen_at", "assigned_at"})
"""What somebody else, or a rule about all of them, may have caused."""
FEW: Final = ("a last-minute no", "a limit on all of it", "limits not kept", "on file")
LIVES: Final = CLOSED if N > 1 else {name: CLOSED[name] for name in FEW}
COPY: Final = "/c/private/records/copy/"


def sealed_for_one_person() -> set[str]:
    """By the policy: sealed with a person's own key; and what the clinic's key seals and its author reads."""
    lines = settings.FIELD_POLICY.lines.items()
    return {
        f"{model}.{field}"
        for (model, field), line in lines
        if line.sealed_with == "author" or (line.is_sealed and "author" in line.read_by)
    }


def every_word_of_theirs_is_in_it(parts: Mapping[Part, Own]) -> None:
    held = {f"{own.model._meta.label}.{field}" for own in parts.values() for field in own.sealed}
    assert held - {"people.Client.name"} == sealed_for_one_person() - NOT_THEIR_WORDS


def test_every_word_of_theirs_is_in_it() -> None:
    every_word_of_theirs_is_in_it(OWN)
    finds_fault(every_word_of_theirs_is_in_it, {part: one for part, one in OWN.items() if part != Part.NOTES})


def test_nothing_in_it_is_found_by_anybody_but_its_author() -> None:
    """Each row names one person, and no column of another one's, or of what they all have, is taken."""
    for own in OWN.values():
        person = own.model if own.whose == "pk" else own.model._meta.get_field(own.whose).related_model
        assert person is Client
        assert NEVER_TAKEN.isdisjoint({own.at, *own.plain})


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


def reads_his_copy(stage: Stage, ben: Watcher) -> None:
    """He asks early, is given it, and reads all of it around both postings, as a page and as data."""
    ben.post("/c/private/", hours(2), {"private_password": CODE})
    ben.post("/c/private/records/", hours(2), {"asked": "copy", "do": "ask", "words": "For me."})
    request = RecordRequest.objects.get(asked=Asked.COPY)
    services.give_copy(stage.act(stage.clinician, hours(3)), request=request)
    for at in (hours(30), SECOND):
        ben.post("/c/private/", at, {"private_password": CODE})
        for address in ("", "page/", "data/"):
            assert "For me." in ben.get(f"{COPY}{address}", at)


def faults(stage: Stage, *names: str) -> list[str]:
    lives = {name: CLOSED[name] for name in names} if names else LIVES
    return list(faults_among(stage, lives, (reads_his_copy,), (Draws(),), like=NOT_YET))


def test_copy_is_the_same_in_every_life_of_somebody_else(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert faults(stage) == []
    rows = own_copy._rows

    def everybodys(part: Part, own: Own, viewer: Any, now: Any) -> list[Any]:
        """The planted fault: answers are found by the exercise and not by who gave them."""
        if own.model is not Readiness:
            return rows(part, own, viewer, now)
        return list(Readiness.objects.select_related("assignment").order_by("answered_at", "pk"))

    monkeypatch.setattr(own_copy, "_rows", everybodys)
    assert faults(stage, "a last-minute no"), "what somebody else answered would be noticed"
