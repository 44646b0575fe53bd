"""A family that somebody leaves out is on no list and is not given, until that person alone lets it in."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.test import Client as Browser

from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_finding import give_page, ids, page
from tests.web.clinician.test_giving import GIVEN
from tests.web.clinician.test_room import switches
from tests.web.clinician.together import browser_of
from unhurried.core.history import SwitchName
from unhurried.core.vocabulary import EROTIC_FAMILY
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, RefusedGiving
from unhurried.homework.queries import clinician as queries
from unhurried.people.models import Clinic, Clinician
from unhurried.web.clinician.forms import NOT_FROM_THE_ROOM

pytestmark = with_people
AT = hours(20)
TOGETHER, ALONE = "com.yes-no-maybe", "des.own-reading"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def family() -> set[str]:
    return {one.id for _item, one in queries.exercise_items() if one.family == EROTIC_FAMILY}


def joint() -> str:
    rows = (one for _item, one in queries.exercise_items() if one.family == EROTIC_FAMILY and one.is_joint)
    return next(one.id for one in rows)


def leaves_out(stage: Stage, name: str, *, is_out: bool = True) -> None:
    who = stage.clients[name]
    act = stage.act(who, hours(18 if is_out else 19))
    homework.set_switch(act, client=who, name=SwitchName.EROTIC, is_on=not is_out, keyring=stage.keys)


def listed(stage: Stage, browser: Browser | None = None) -> set[str]:
    about = {"with": stage.relationship.pk}
    return set(ids(page(stage, give_page(stage), browser, **about))) & family()


def sends(stage: Stage, exercise_id: str, browser: Browser | None = None, **fields: str) -> str:
    """The form that came back; nothing, where it was given."""
    address = f"{give_page(stage)}{exercise_id}/?with={stage.relationship.pk}"
    with clock_at(AT):
        found = (browser or browser_of(stage)).post(address, {**GIVEN, "whom": "all", "act": "", **fields})
    return " ".join(unescape(found.content.decode()).split()) if found.status_code == 200 else ""


def test_one_person_leaves_out_what_is_for_several_and_what_is_theirs_alone(stage: Stage) -> None:
    assert listed(stage) == family()
    leaves_out(stage, "Ben")
    alone = {one for one in listed(stage) if one == ALONE or "journal" in one}
    assert listed(stage) == alone != set()
    leaves_out(stage, "Ana")
    assert listed(stage) == set()
    leaves_out(stage, "Ana", is_out=False)
    leaves_out(stage, "Ben", is_out=False)
    assert listed(stage) == family()


def test_what_is_left_out_cannot_be_given_and_the_page_says_by_whom(stage: Stage) -> None:
    leaves_out(stage, "Ben")
    before = Assignment.objects.count()
    ben = stage.keys.open(stage.clients["Ben"], "name")
    assert f"Leave out exercises with erotic words: {ben}." in page(
        stage, f"{give_page(stage)}{joint()}/", **{"with": stage.relationship.pk}
    )
    assert "left out" in sends(stage, joint(), communication="words")
    assert Assignment.objects.count() == before
    assert RefusedGiving.objects.get().rules == ["family"]
    leaves_out(stage, "Ben", is_out=False)
    assert sends(stage, joint(), communication="words") == ""


def test_what_one_does_alone_follows_nobody_elses_choice(stage: Stage) -> None:
    leaves_out(stage, "Ben")
    assert sends(stage, ALONE, whom=str(stage.clients["Ana"].pk)) == ""
    assert "left out" in sends(stage, ALONE, whom=str(stage.clients["Ben"].pk))


def clinic_offers_none(stage: Stage) -> None:
    Clinic.objects.update(offers_erotic=False)


def clinician_leaves_it_out(stage: Stage) -> None:
    assert browser_of(stage).post("/clinician/library/leave-out/", {"leave_out": "yes"}).status_code == 302
    assert Clinician.objects.get(pk=stage.clinician.pk).leaves_erotic_out


@pytest.mark.parametrize("leaves", [clinic_offers_none, clinician_leaves_it_out])
def test_house_leaves_it_out_for_everybody(stage: Stage, leaves: Callable[[Stage], None]) -> None:
    assert family() <= set(ids(page(stage)))
    leaves(stage)
    assert (set(ids(page(stage))) & family(), listed(stage)) == (set(), set())
    assert "left out" in sends(stage, ALONE, whom=str(stage.clients["Ana"].pk))


def test_clinic_has_chosen_nothing_until_it_does(stage: Stage) -> None:
    assert Clinic().offers_erotic is False


def test_in_the_room_nothing_depends_on_what_anybody_left_out(stage: Stage) -> None:
    """Neither lists nor a refusal: the family is not there beside people, whoever let it in."""
    room = browser_of(stage)
    switches(room, "on")

    def seen() -> tuple[str, ...]:
        about = {"with": stage.relationship.pk}
        pages = [
            give_page(stage),
            f"/clinician/people/{stage.clients['Ana'].pk}/",
            f"{give_page(stage)}{joint()}/",
        ]
        shown = [page(stage, one, room, **about) for one in pages]
        shown.append(sends(stage, joint(), room, communication="words"))
        return tuple(
            re.sub(r'name="(csrfmiddlewaretoken|act|sequence)" value="[^"]*"', "", one) for one in shown
        )

    before = seen()
    assert str(NOT_FROM_THE_ROOM) in before[-1]
    assert not any(name in text for name in family() for text in before[:2])
    leaves_out(stage, "Ben")
    assert seen() == before
    switches(room, "off")
    assert "are left out by" in page(stage, give_page(stage), room), "planted: outside of the room it tells"
