"""NI-6: no error and no wait of Ben's comes from a row of Ana's, also when both act in one instant."""

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client as Browser

from tests.promises.printing import N, says
from tests.promises.racing import TONIGHT, evening, evening_stage, racing, tightens, withdraws
from tests.promises.stage import CODE, Stage, clock_at
from tests.promises.worlds import raises_concern
from unhurried.core.evenings import SETTLING
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.models import Occasion, Readiness
from unhurried.homework.services import readiness as answering
from unhurried.people.acts import ActConflict
from unhurried.people.queries import relationship_under_lock
from unhurried.storage.transactions import write

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
ROUNDS: Final = min(2 * N, 50)
NOW: Final = TONIGHT + SETTLING
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Deed = Callable[[Stage, Occasion], None]


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
    with evening_stage() as found:
        yield found


def _lets_go(stage: Stage, occasion: Occasion) -> None:
    homework.let_go_of_occasion(
        stage.act(stage.clients["Ana"], NOW), client=stage.clients["Ana"], occasion=occasion
    )


ANA: Final[Mapping[str, Deed]] = {
    "withdraws for tonight": lambda stage, _: withdraws(stage),
    "says not yet": lambda stage, _: stage.says("Ana", Answer.NOT_YET, NOW),
    "tightens a limit": lambda stage, _: tightens(stage),
    "raises a concern": lambda stage, _: raises_concern(stage, NOW, "Ana"),
    "lets go of the time": _lets_go,
}
BEN: Final[Mapping[str, tuple[str, dict[str, str]]]] = {
    "answers": ("/c/a/{given}/answer/", {"answer": "ready", "about": "this", "code": CODE}),
    "answers for tonight": ("/c/evening/{occasion}/answer/", {"answer": "not_yet"}),
    "begins": ("/c/evening/{occasion}/begin/", {"way": "each_phone"}),
    "lets go": ("/c/together/{occasion}/let-go/", {}),
    "marks a limit": ("/c/limits/8/quick/", {"word": "never", "direction": "touching"}),
    "sets a time": (
        "/c/together/new/",
        {"kind": "connection", "day": "2026-03-08", "at": "18:00", "minutes": "30"},
    ),
}


def replies(stage: Stage, browser: Browser, does: str, deed: Deed | None) -> str:
    """What Ben is told, alone or while Ana acts; ids are anew each evening."""
    occasion, told = evening(stage), list[str]()
    path, said = BEN[does]

    def asks() -> None:
        reply = browser.post(path.format(given=stage.given.pk, occasion=occasion.pk), said)
        told.append(f"{reply.status_code} {reply.headers.get('Location', '')}")

    with clock_at(NOW), racing() as race:
        race(asks, lambda: deed(stage, occasion) if deed else None)
    return _ID.sub("id", told[0])


def differences(stage: Stage, deeds: Mapping[str, Deed], does: str) -> Iterator[str]:
    browser = stage.browser("Ben")
    alone = replies(stage, browser, does, None)
    assert alone.startswith("302"), f"{does} is taken when nobody else acts"
    for name, deed in deeds.items():
        for _ in range(ROUNDS):
            told = replies(stage, browser, does, deed)
            if told != alone:
                yield f"Ben {does}, Ana {name}: {alone} | {told}"


def test_no_reply_of_bens_comes_from_a_row_of_anas(stage: Stage) -> None:
    found = [fault for does in BEN for fault in differences(stage, ANA, does)]
    pairs = len(ANA) * len(BEN)
    says("NI-6 at once", f"{len(found)} differences in {pairs * ROUNDS} rounds", 0, held=not found)
    assert found == []


def test_no_page_of_bens_waits_for_an_act_of_anas(stage: Stage) -> None:
    """Ana's act is held open until Ben has read all of his pages."""
    occasion, browser = evening(stage), stage.browser("Ben")
    paths = ("/c/", f"/c/a/{stage.given.pk}/", "/c/together/", f"/c/evening/{occasion.pk}/", "/c/mine/")
    is_held, has_read = Event(), Event()

    def holds() -> None:
        with write():
            relationship_under_lock(stage.relationship.pk)
            is_held.set()
            assert has_read.wait(60), "Ben's pages wait for Ana's act"
        connections.close_all()

    def reads() -> list[int]:
        is_held.wait()
        with clock_at(NOW - timedelta(minutes=5)):
            found = [browser.get(path).status_code for path in paths]
        has_read.set()
        connections.close_all()
        return found

    with ThreadPoolExecutor(2) as hands:
        held, read = hands.submit(holds), hands.submit(reads)
        found = read.result()
        held.result()
    says("NI-6 waits", f"{len(paths)} pages read while an act was open", "all", held=set(found) == {200})
    assert set(found) == {200}


def test_conflict_with_anothers_row_is_caught(stage: Stage) -> None:
    """The planted fault: an answer is refused if anybody else's has come since the page was made."""

    def only_if_nothing_came(relationship_id: UUID) -> Any:
        if Readiness.objects.filter(kind="day", assignment=stage.given).count() > len(stage.clients):
            raise ActConflict
        return relationship_under_lock(relationship_id)

    with patch.object(answering, "relationship_under_lock", only_if_nothing_came):
        browser = stage.browser("Ben")
        alone = replies(stage, browser, "answers", None)
        told = [replies(stage, browser, "answers", ANA["withdraws for tonight"]) for _ in range(4)]
    found = [one for one in told if one != alone]
    says(
        "planted: conflict with another's row", (found or ["nothing"])[0], "caught by NI-6", held=bool(found)
    )
    assert found
