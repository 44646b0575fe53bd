"""A meeting with one person alone is nobody else's."""

from datetime import timedelta

from tests.people import World, with_people
from unhurried.people import queries, services
from unhurried.people.models import Client

pytestmark = with_people


def meets(world: World, client: Client | None) -> None:
    episode = queries.episode_for(world.clinician("Cleo"), world.client("Ben"))
    assert episode is not None
    plan = services.AppointmentPlan(
        client=client, starts_at=world.now + timedelta(days=1), minutes=50, place="room", repeats="once"
    )
    services.make_appointment(world.act("Cleo"), episode=episode, plan=plan)


def seen_by(world: World, name: str) -> int:
    return len(queries.appointments_for_client(world.client(name), now=world.now))


def test_time_alone_is_not_there_for_the_other(world: World) -> None:
    before = seen_by(world, "Ana"), seen_by(world, "Ben")
    page = world.browser("Ana").get("/c/together/").content
    meets(world, world.client("Ben"))
    assert (seen_by(world, "Ana"), seen_by(world, "Ben")) == (before[0], before[1] + 1)
    assert world.browser("Ana").get("/c/together/").content == page


def test_time_for_all_is_there_for_all(world: World) -> None:
    before = seen_by(world, "Ana"), seen_by(world, "Ben")
    meets(world, None)
    assert (seen_by(world, "Ana"), seen_by(world, "Ben")) == (before[0] + 1, before[1] + 1)


def test_page_offers_a_time_alone_first(world: World) -> None:
    ben = world.client("Ben")
    page = world.browser("Cleo").get(f"/clinician/people/{ben.pk}/appointment/").content.decode()
    assert page.index("Ben alone") < page.index("Ana and Ben")
