"""Ana went to Noor and Ben stayed: what they do together lies between two, and either may end it for both."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.cases.seeing import everything, sends, words
from tests.core.properties import finds_fault
from tests.homework.handing import accepts, answers, names_noor, now
from tests.people import rolled_back, with_people
from tests.promises.stage import FIRST, SECOND, Draws, Stage, clock_at, colleague, draws, hours, set_up
from unhurried.consent.models import Concern
from unhurried.core.handovers import Said, may_end_between
from unhurried.core.holds import HoldReason
from unhurried.homework import services as homework
from unhurried.homework.queries import client as for_clients
from unhurried.homework.services import endings as closing
from unhurried.people.models import Clinician, Episode

pytestmark = with_people
HOUR = timedelta(hours=1)
MOVED, ENDED, STILL, SEEN = hours(20), FIRST + 5 * HOUR, FIRST + 7 * HOUR, SECOND + HOUR
ASKED = "End what they do together"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def apart(stage: Stage) -> Clinician:
    """Ana moves; Ben says no."""
    noor = names_noor(stage, hours(1))
    answers(stage, "Ana", Said.YES, FIRST + HOUR)
    answers(stage, "Ben", Said.NO, FIRST + HOUR)
    accepts(stage, noor, FIRST + 2 * HOUR, ("Ana",))
    return noor


def joint(stage: Stage) -> Episode:
    return stage.relationship.episodes.get()


def ends(stage: Stage, who: Clinician, known: tuple[Any, ...] = ()) -> None:
    homework.close_between_hands(
        stage.act(who, ENDED), episode=joint(stage), clinician=who, known=known, keyring=stage.keys
    )


def page_of(stage: Stage, who: Clinician, name: str, at: Any) -> str:
    return words(visits(who, at, reverse("clinician:client", kwargs={"client_id": stage.clients[name].pk})))


def visits(who: Clinician, at: Any, where: str, **fields: Any) -> Any:
    browser, fresh = Browser(raise_request_exception=True), Clinician.objects.get(pk=who.pk)
    assert fresh.account is not None
    with clock_at(at):
        browser.force_login(fresh.account)
        return browser.post(where, {"act": "", **fields}) if fields else browser.get(where)


def prove_it_is_an_ordinary_closing(stage: Stage) -> None:
    """Before the posting nothing has moved for either; then both read the same, and it stays theirs."""
    noor = apart(stage)
    before = {name: everything(stage, name, STILL) for name in ("Ana", "Ben")}
    ends(stage, noor)
    assert {name: everything(stage, name, STILL) for name in ("Ana", "Ben")} == before
    assert stage.relationship.holds.filter(cause=HoldReason.ENDED.value, lifted_at=None).exists()
    shared = [stage.relationship.pk]
    ana, ben = (
        for_clients.endings_for(now(stage, name), shared, stage.keys, now=SEEN) for name in ("Ana", "Ben")
    )
    assert ana == ben and len(ana) == 1
    assert "Slow breathing" in {card.exercise.says("title") for card in ana[0].kept}
    for name in ("Ana", "Ben"):
        assert everything(stage, name, SEEN)["mail"] != before[name]["mail"]


def test_it_is_an_ordinary_closing_for_everybody(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with rolled_back():
        prove_it_is_an_ordinary_closing(stage)
    monkeypatch.setattr(closing, "lands_in", lambda relationship_id, *, now: now)
    finds_fault(prove_it_is_an_ordinary_closing, stage)


@pytest.mark.parametrize("closer", ["Cleo", "Noor"])
def test_either_ends_it_and_the_other_reads_that_it_has_ended(stage: Stage, closer: str) -> None:
    noor = apart(stage)
    treats = {"Cleo": (stage.clinician, "Ben"), "Noor": (noor, "Ana")}
    for who, name in treats.values():
        assert ASKED in page_of(stage, who, name, ENDED)
    where = reverse("clinician:close_episode", kwargs={"relationship_id": stage.relationship.pk})
    who, own = treats[closer]
    other = next(name for _who, name in treats.values() if name != own)
    asked = words(visits(who, ENDED, where))
    assert own in asked and other not in asked, "nobody in another's care is named"
    assert visits(who, ENDED, where, end="yes").status_code == 302
    pages = [page_of(stage, who, name, STILL) for who, name in treats.values()]
    assert all("Ended; everybody’s pages say so from" in page and ASKED not in page for page in pages)


def test_whoever_treats_nobody_in_it_finds_no_such_page(stage: Stage) -> None:
    apart(stage)
    kit = colleague(stage, "Kit")
    where = reverse("clinician:close_episode", kwargs={"relationship_id": stage.relationship.pk})
    assert visits(kit, ENDED, where).status_code == 404
    with pytest.raises(homework.NotTheirs):
        ends(stage, kit)


def test_in_one_hand_it_is_closed_as_ever(stage: Stage) -> None:
    with pytest.raises(homework.NotTheirs):
        ends(stage, stage.clinician)
    assert [may_end_between("Noor", hands) for hands in (("Noor", "Cleo"), ("Noor", "Noor"), ("Cleo",))] == [
        True,
        False,
        False,
    ]


def test_what_waits_is_asked_of_ones_own_people_alone(stage: Stage) -> None:
    noor = apart(stage)
    sends(stage, "Ana", FIRST + 3 * HOUR, "private/line/", words="Please.", wish="keep_the_same")
    with rolled_back():
        ends(stage, stage.clinician)
    with pytest.raises(homework.StillUnheard):
        ends(stage, noor)
    assert joint(stage).closed_on is None
    ends(stage, noor, known=(Concern.objects.get(client=stage.clients["Ana"]).pk,))
    assert joint(stage).closed_on == ENDED.date()


def test_care_of_each_goes_on(stage: Stage) -> None:
    noor = apart(stage)
    ends(stage, noor)
    theirs = Episode.objects.filter(relationship__clients__in=stage.clients.values()).distinct()
    still_open = theirs.filter(closed_on=None).values_list("clinician", flat=True)
    assert set(still_open) == {noor.pk, stage.clinician.pk}
