"""A few suggestions from what each ticked about themselves, for the clinician alone."""

import re
from collections.abc import Iterator

import pytest

from tests.homework.test_gates import no_to_hands
from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_finding import give_page, page
from tests.web.clinician.test_room import switches
from tests.web.clinician.together import browser_of
from unhurried.core.cautions import Caution
from unhurried.homework import services as homework
from unhurried.people import services as people
from unhurried.people.models import Intake

pytestmark = with_people
AT = hours(20)
CARD = "May fit"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def ticks(stage: Stage, name: str, concerns: str) -> None:
    who = stage.clients[name]
    people.give_intake(
        stage.act(who, hours(18)), client=who, answers={"asked_for": concerns}, keyring=stage.keys
    )


def card(stage: Stage, address: str = "") -> str:
    """The card with its suggestions; nothing where there is none."""
    text = page(stage, address or give_page(stage))
    found = re.search(r'<section class="card private" aria-labelledby="suggested">.*?</section>', text)
    return found[0] if found else ""


def suggested(stage: Stage) -> list[str]:
    return re.findall(r"/give/([a-z]+\.[a-z0-9-]+)/", card(stage))


def named(stage: Stage, name: str) -> str:
    return stage.keys.open(stage.clients[name], "name")


def test_nothing_is_suggested_before_anybody_ticked_something(stage: Stage) -> None:
    assert card(stage) == ""
    ticks(stage, "Ana", "pain desire")
    assert CARD in card(stage)
    assert CARD not in page(stage, give_page(stage), q="breath"), "whoever searches knows what they look for"


def test_each_says_why_it_is_there_and_leads_to_giving_it(stage: Stage) -> None:
    ticks(stage, "Ana", "pain")
    ticks(stage, "Ben", "communication")
    told = card(stage)
    assert f"Pain, ticked by {named(stage, 'Ana')}" in told
    assert f"Communication, ticked by {named(stage, 'Ben')}" in told
    assert f"?with={stage.relationship.pk}" in told


def test_what_holds_one_is_said(stage: Stage) -> None:
    ticks(stage, "Ana", "pain desire communication")
    before = card(stage)
    for caution in Caution:
        homework.note_caution(
            stage.act(stage.clinician, hours(19)),
            clinician=stage.clinician,
            client=stage.clients["Ben"],
            kind=caution,
            heard_on=AT.date(),
            keyring=stage.keys,
        )
    assert ("On file: " in before, "On file: " in card(stage)) == (False, True)


def test_limits_have_no_say_in_it_and_are_not_named(stage: Stage) -> None:
    ticks(stage, "Ana", "pain desire")
    before = card(stage)
    no_to_hands(stage, "Ben")
    assert card(stage) == before != ""


def test_pathways_are_suggested_where_one_is_chosen(stage: Stage) -> None:
    ticks(stage, "Ana", "communication")
    told = card(stage, f"/clinician/people/{stage.clients['Ana'].pk}/plan/")
    assert f"Communication, ticked by {named(stage, 'Ana')}" in told
    assert re.search(r"/plan/p[0-9]+-[a-z-]+/", told)


def test_in_the_room_there_are_none_whatever_was_ticked(stage: Stage) -> None:
    room, about = browser_of(stage), {"with": stage.relationship.pk}
    switches(room, "on")
    plan = f"/clinician/people/{stage.clients['Ana'].pk}/plan/"
    ticks(stage, "Ana", "pain desire")
    assert [CARD in page(stage, one, room, **about) for one in (give_page(stage), plan)] == [False, False]
    switches(room, "off")
    assert [CARD in page(stage, one, room, **about) for one in (give_page(stage), plan)] == [True, True]


def test_clients_tick_what_it_is_about_and_their_clinician_reads_it(stage: Stage) -> None:
    ana = stage.browser("Ana")
    with clock_at(AT):
        assert "Something hurts" in ana.get("/c/about-you/").content.decode()
        ana.post("/c/about-you/", {"asked_for": ["pain", "desire"], "act": ""})
        ana.post("/c/about-you/", {"asked_for": ["pain", "spark"], "act": ""})
        ana.post("/c/about-you/", {"asked_for": ["no such thing"], "act": ""})
    row = Intake.objects.get(client=stage.clients["Ana"])
    kept = stage.keys.open(row, "asked_for").split()
    assert set(kept) == {"pain", "desire", "spark"}, "without earlier ones in sight, new ones are added"
    about = page(stage, f"/clinician/people/{stage.clients['Ana'].pk}/about/")
    assert "Desire, Pain, Spark" in about.replace("Pain, Desire, Spark", "Desire, Pain, Spark")
    assert "Something hurts" not in about
