"""Pages ask the records as often for thirty as for few, or they grow slow where care is busiest."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.homework.samples import give, practises
from tests.people import World, with_people
from unhurried.core.readiness import Answer as Ready
from unhurried.homework import services as homework
from unhurried.people import services
from unhurried.people.models import Client, Episode

pytestmark = with_people

ASKED_FOR_TODAY = 9
"""Who asks; what they share; what has ended of it; what they are told; intake; what is given; what is always
there; times set aside; what runs."""


def asked(read: Callable[[], Any]) -> int:
    """How often both databases are asked, once what never changes has been read."""
    read()
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        assert read().status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in [*records, *keys])


def gives_ivo(world: World, count: int) -> None:
    for number in range(count):
        given = give(world, "Ivo", "min.body-scan")
        world.says("Ivo", Ready.READY, given)
        practises(world, "Ivo", given, presence=3)
        ivo: dict[str, Any] = {"client": world.client("Ivo"), "assignment": given, "keyring": world.keys}
        homework.tell_barrier(world.act("Ivo"), code="too_tired", words=f"Late {number}", **ivo)
        homework.set_occasion(world.act("Ivo"), starts_at=world.now + timedelta(days=1), place="Here", **ivo)
        own: dict[str, Any] = {"author": world.client("Ivo"), "keyring": world.keys}
        writing = homework.Writing(page=uuid4(), text=f"Day {number}")
        homework.write_journal_entry(world.act("Ivo"), writing=writing, **own)


def takes_on(world: World, count: int) -> None:
    """Each of them has an appointment too."""
    for number in range(count):
        first = services.take_on(
            world.act("Cleo"),
            clinician=world.clinician("Cleo"),
            people=[services.NewClient(name=f"Noor {number}", region="England", is_adult_attested=True)],
            time_zone="Europe/London",
            opened_on=world.now.date(),
            goal="",
            keyring=world.keys,
        )
        episode = Episode.objects.get(relationship__clients=Client.objects.get(pk=first))
        plan = services.AppointmentPlan(
            starts_at=world.now + timedelta(days=2), minutes=50, place="room", repeats="once"
        )
        services.make_appointment(world.act("Cleo"), episode=episode, plan=plan)


def adds_members(world: World, count: int) -> None:
    for number in range(count):
        services.add_clinician(world.act("Jo"), name=f"Noor {number}", discipline="coach")
        clinician = world.clinician(f"Noor {number}")
        licence = services.Licence(
            licence_number="1",
            body="A register",
            jurisdiction="England",
            training="",
            register_url="",
            expires_on=world.now.date(),
            checked_by="Jo",
            checked_on=world.now.date(),
        )
        services.record_credential(world.act("Jo"), clinician=clinician, licence=licence)


@pytest.mark.parametrize(
    ("name", "page", "more"),
    [
        ("Ivo", "/c/", gives_ivo),
        ("Ivo", "/c/mine/", gives_ivo),
        ("Ivo", "/c/journal/", gives_ivo),
        ("Cleo", "/clinician/", gives_ivo),
        ("Cleo", "/clinician/", takes_on),
        ("Cleo", "/clinician/review/", gives_ivo),
        ("Cleo", "/clinician/review/", takes_on),
        ("Cleo", "/clinician/calendar/", takes_on),
        ("Jo", "/clinic/members/", adds_members),
        ("Jo", "/clinic/audit/", adds_members),
    ],
)
def test_list_asks_as_often_for_thirty_as_for_few(
    world: World, name: str, page: str, more: Callable[[World, int], None]
) -> None:
    browser = world.browser(name)
    few = asked(lambda: browser.get(page))
    more(world, 30)
    assert asked(lambda: browser.get(page)) == few


def test_persons_page_asks_as_often_for_thirty_as_for_few(world: World) -> None:
    browser, page = world.browser("Cleo"), f"/clinician/people/{world.client('Ivo').pk}/"
    few = asked(lambda: browser.get(page))
    gives_ivo(world, 30)
    assert asked(lambda: browser.get(page)) == few


def test_today_asks_nine_times(world: World) -> None:
    browser = world.browser("Ivo")
    assert asked(lambda: browser.get("/c/")) == ASKED_FOR_TODAY


def test_count_of_questions_notices_a_page_that_asks_for_each(world: World) -> None:
    """The planted fault: a page that looks up every assignment by itself."""
    browser = world.browser("Ivo")

    def one_by_one() -> Any:
        for assignment in world.client("Ivo").relationships.get().assignments.all():
            assignment.refresh_from_db()
        return browser.get("/c/")

    few = asked(one_by_one)
    gives_ivo(world, 2)
    assert asked(one_by_one) == few + 2
