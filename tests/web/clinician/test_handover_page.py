"""What a colleague reads of whoever said yes, before they take them on: all that is open."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.homework.handing import accepts, answers, asked_of
from tests.homework.test_caseload import evening, worries
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, colleague, draws, hours, set_up
from tests.web.clinician.test_as_cover import browser_of, reads
from tests.web.clinician.together import sent
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.core.handovers import Said
from unhurried.core.history import SwitchName
from unhurried.homework import services as homework
from unhurried.people import services as people
from unhurried.people.models import Clinician, Handover, RecordRequest

pytestmark = with_people
AT, SOON, LATER = hours(20), hours(21), FIRST + timedelta(hours=2)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def opened(stage: Stage, name: str) -> str:
    concern = worries(stage, name)
    consent.see_concern(stage.act(stage.clinician, hours(2)), concern=concern)
    return "A concern of Tuesday 3 March, opened on Tuesday 3 March, and not spoken about yet."


def secret(stage: Stage, name: str) -> str:
    concern = worries(stage, name)
    said = {"secret_at": hours(3), "seen_at": hours(3), "answered_at": hours(4)}
    Concern.objects.filter(pk=concern.pk).update(**said)
    return "Something of Tuesday 3 March. Read it before you write"


def life(stage: Stage, name: str) -> str:
    who = stage.clients[name]
    act = stage.act(who, hours(3))
    homework.set_switch(act, client=who, name=SwitchName.LIFE_CHANGE, is_on=True, keyring=stage.keys)
    return "They marked a change in life on Tuesday 3 March."


def asks_for_a_copy(stage: Stage, name: str) -> str:
    who = stage.clients[name]
    RecordRequest.objects.create(clinic_id=who.clinic_id, client=who, asked="copy", asked_at=hours(3))
    return "They ask for a copy of what is kept, to be answered by"


def safe_contact(stage: Stage, name: str) -> str:
    who = stage.clients[name]
    act = stage.act(who, hours(3))
    people.set_safe_contact(act, client=who, words="Ring at the heron hour.", keyring=stage.keys)
    return "Ring at the heron hour."


LEFT_OPEN: list[Callable[[Stage, str], str]] = [opened, secret, life, asks_for_a_copy, safe_contact]


def names(stage: Stage, **words: str) -> Clinician:
    noor = colleague(stage, "Noor")
    said = {f"words_{stage.clients[name].pk}": text for name, text in words.items()}
    fields: dict[str, Any] = {"colleague": str(noor.pk), **said}
    found = sent(stage, "hand_over", AT, fields, client_id=stage.clients["Ana"].pk)
    assert found.status_code == 302
    return noor


def page(noor: Clinician) -> str:
    return reads(browser_of(noor), "/clinician/handover/", LATER)


@pytest.mark.parametrize("left_open", LEFT_OPEN)
def test_what_is_open_is_read_of_whoever_said_yes_alone(
    stage: Stage, left_open: Callable[[Stage, str], str]
) -> None:
    """The planted fault is the same of Ben, who has not said yes."""
    words, noor = left_open(stage, "Ben"), names(stage)
    answers(stage, "Ana", Said.YES, SOON)
    assert words not in page(noor)
    answers(stage, "Ben", Said.YES, SOON)
    assert words in page(noor)


def test_what_nobody_answered_comes_with_what_they_do_together(stage: Stage) -> None:
    evening(stage, "Ana", "stopped")
    noor = names(stage)
    answers(stage, "Ana", Said.YES, SOON)
    assert "stopped early" not in page(noor), "it comes along once every one of them has said yes"
    answers(stage, "Ben", Said.YES, SOON)
    assert page(noor).count("stopped early") == 2


def test_words_about_each_are_sealed_and_read_after_that_ones_yes(stage: Stage) -> None:
    noor = names(stage, Ana="A wren likes mornings.", Ben="A rook likes quiet.")
    rows = {name: asked_of(stage, name) for name in stage.clients}
    assert {name: stage.keys.open(row, "words") for name, row in rows.items()} == {
        "Ana": "A wren likes mornings.",
        "Ben": "A rook likes quiet.",
    }
    before = page(noor)
    answers(stage, "Ana", Said.YES, SOON)
    after = page(noor)
    assert ["wren" in one for one in (before, after)] == [False, True]
    assert "rook" not in after


def test_words_may_stay_empty(stage: Stage) -> None:
    names(stage)
    assert set(Handover.objects.values_list("words", flat=True)) == {None}


def test_who_was_taken_on_stands_with_the_day_and_nobody_is_counted(stage: Stage) -> None:
    noor = names(stage)
    assert "Nobody who is asked has said yes so far." in page(noor)
    answers(stage, "Ana", Said.YES, SOON)
    accepts(stage, noor, LATER, ("Ana",))
    found = page(noor)
    assert f'/clinician/people/{stage.clients["Ana"].pk}/"><span>Ana' in found
    assert "in your care since Thursday 5 March" in found
    assert "Said yes:" not in found and "Ben" not in found


def test_nothing_is_written_where_nobody_can_be_asked(stage: Stage) -> None:
    """All of it or nothing: the words alone would be kept for whoever is named next."""
    physio = colleague(stage, "Pia", "pelvic_physiotherapist")
    ana = stage.clients["Ana"]
    with clock_at(AT), pytest.raises(homework.DoesNotFit):
        homework.hand_over_with_words(
            stage.act(stage.clinician, AT),
            client=ana,
            clinician=stage.clinician,
            colleague=physio,
            words={ana.pk: "A wren."},
            keyring=stage.keys,
        )
    assert not Handover.objects.exists()
