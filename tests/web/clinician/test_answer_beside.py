"""Beside an answer stands what it does not settle, and what it lifts; in the room a step is not released."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from tests.homework.test_caseload import evening, worries
from tests.homework.test_gates import clinician_holds
from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_still_open import KINDS
from tests.web.clinician.together import asked, browser_of, left_in_room_mode, sent
from unhurried.core.holds import HoldReason
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Hold, Release, Review
from unhurried.homework.services.holds import raise_hold
from unhurried.web.clinician.forms import NOT_FROM_THE_ROOM

pytestmark = with_people
AT = hours(20)
BEFORE = "<h3>Before you release a step</h3>"
LIFTS = "This also lifts your hold, since Wednesday 4 March."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(page: Any) -> str:
    assert page.status_code == 200
    return " ".join(unescape(page.content.decode()).split())


def answering(stage: Stage) -> str:
    return text(asked(stage, "given", AT, assignment_id=stage.given.pk))


@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_stands_beside_the_answer_for_the_clinician_alone(
    stage: Stage, kind: str, name: str
) -> None:
    opens, words = KINDS[kind]
    assert BEFORE not in answering(stage)
    opens(stage, name)
    page = answering(stage)
    named = f"<strong>{stage.keys.open(stage.clients[name], 'name')}</strong>"
    beside = page[page.index(BEFORE) : page.index("Send this answer")]
    assert beside.index(named) < beside.index(words)
    left = " ".join(left_in_room_mode(page))
    assert "Before you release a step" not in left
    assert words not in left


def test_what_the_answer_itself_settles_does_not_stand_there(stage: Stage) -> None:
    """The planted fault: an evening to read is open, and this is where it is answered."""
    evening(stage, "Ana")
    assert BEFORE not in answering(stage)


def test_answer_that_lifts_a_hold_says_so(stage: Stage) -> None:
    assert LIFTS not in answering(stage)
    clinician_holds(stage, "Ana")
    page = answering(stage)
    assert LIFTS in page
    assert "This also lifts" not in " ".join(left_in_room_mode(page))
    for answer, is_lifted in (("talk", False), ("repeat", True)):
        sent(stage, "given", AT, {"next_step": answer}, assignment_id=stage.given.pk)
        assert (Hold.objects.get(assignment=stage.given).lifted_at is not None) is is_lifted
    assert LIFTS not in answering(stage)


def test_what_a_rule_holds_is_said_with_its_name(stage: Stage) -> None:
    ben = stage.clients["Ben"]
    drifted(stage, stage.keys)
    ben_is = stage.keys.open(ben, "name")
    assert f"{ben_is}: drifted off, or was back in a memory." in answering(stage)


def drifted(stage: Stage, keys: Keyring) -> None:
    ben = stage.clients["Ben"]
    raise_hold(
        stage.act(ben, hours(6)),
        stage.relationship,
        HoldReason.DISSOCIATION,
        client=ben,
        assignment=stage.given,
        keyring=keys,
    )


# In the room.


def in_the_room(stage: Stage, name: str, said: dict[str, str] | None = None) -> str:
    """What the people there read after it was asked for, or sent."""
    browser, url = browser_of(stage), reverse(f"clinician:{name}", args=[stage.given.pk])
    with clock_at(AT):
        browser.post(reverse("clinician:room"), {"room": "on", "back": "/clinician/"})
        page = browser.get(url) if said is None else browser.post(url, said, follow=True)
    return " ".join(left_in_room_mode(page.content.decode()))


@pytest.mark.parametrize("is_heard", [True, False])
def test_step_is_not_released_from_the_room_whatever_is_open(stage: Stage, is_heard: bool) -> None:
    """Not offered; and where it was chosen before room mode came on, refused in one sentence."""
    said = {"next_step": "release", "words": "Slowly."} | ({"heard_on": "2026-03-04"} if is_heard else {})
    assert "'value', 'repeat'" in in_the_room(stage, "given")
    assert "'value', 'release'" not in in_the_room(stage, "given")
    calm = in_the_room(stage, "given", said)
    evening(stage, "Ana")
    worries(stage, "Ben")
    assert str(NOT_FROM_THE_ROOM) in calm
    assert _refusal(in_the_room(stage, "given", said)) == _refusal(calm)
    assert not Review.objects.filter(assignment=stage.given).exists()
    alone = answering(stage)
    assert 'value="release"' in alone, "alone it is offered"
    assert "'value', 'release'" not in " ".join(left_in_room_mode(alone)), "the key takes it off as well"


def _refusal(left: str) -> list[str]:
    """The sentences of the page around what happened, where evenings of everybody stand."""
    return [one for one in left.split(".") if "open" in one.casefold() or "room" in one.casefold()]


@pytest.mark.parametrize("said", [None, {"go": "on"}, {"heard_on": "2026-03-04"}])
def test_key_is_not_turned_from_the_room(stage: Stage, said: dict[str, str] | None) -> None:
    """The same whether or not it would ask for more: the planted fault is a key that waits for nothing."""
    Release.objects.all().delete()
    calm = in_the_room(stage, "release", said)
    worries(stage, "Ben")
    evening(stage, "Ana")
    assert in_the_room(stage, "release", said) == calm
    assert not Release.objects.exists()
    assert ("Off the screen" if said is None else str(NOT_FROM_THE_ROOM)) in calm
    sent(stage, "release", AT, {"heard_on": "2026-03-04"}, assignment_id=stage.given.pk)
    assert Release.objects.exists(), "alone it is turned"
