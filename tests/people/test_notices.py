"""Who is told what, from when, and once: in the product first, and by mail to an address that is one."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.core.properties import finds_fault
from tests.people import World, pages_follow, rolled_back, with_people
from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.core.disclosure import Tiding
from unhurried.homework import services as homework
from unhurried.people import queries, services
from unhurried.people.models import Appointment, Client, Notice, Participation
from unhurried.people.queries.notices import SHOWN_FOR

pytestmark = with_people

APPOINTMENT = Tiding.APPOINTMENT_HAS_CHANGED
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def nobody_was_told(world: World) -> None:
    """The story itself tells people things."""
    Notice.objects.all().delete()


def told(world: World) -> dict[str, list[tuple[str, datetime]]]:
    """By name, in order: what everybody was told and from when."""
    rows = Notice.objects.select_related("client__account").order_by("from_at", "tiding")
    found: dict[str, list[tuple[str, datetime]]] = {}
    for row in rows:
        assert row.client.account is not None
        found.setdefault(row.client.account.sign_in_name, []).append((row.tiding, row.from_at))
    return found


def tells(world: World, names: Iterable[str], tiding: Tiding, from_at: datetime) -> None:
    people = [world.client(name) for name in names]
    services.tell(world.act("Cleo"), people, tiding, from_at=from_at)


# Put up once

Tell = Callable[[World, str, Tiding, datetime], None]


def tell_properly(world: World, name: str, tiding: Tiding, from_at: datetime) -> None:
    tells(world, [name], tiding, from_at)


def prove_each_is_told_once(world: World, tell: Tell) -> None:
    with rolled_back():
        for _ in range(2):
            tell(world, "Gus", Tiding.PLAN_HAS_CHANGED, world.now)
            tell(world, "Gus", APPOINTMENT, world.now)
            tell(world, "Hana", APPOINTMENT, world.now)
            tell(world, "Gus", APPOINTMENT, world.now + WEEK)
        assert told(world) == {
            "gus": [
                (APPOINTMENT, world.now),
                (Tiding.PLAN_HAS_CHANGED, world.now),
                (APPOINTMENT, world.now + WEEK),
            ],
            "hana": [(APPOINTMENT, world.now)],
        }


def test_everybody_is_told_each_thing_once(world: World) -> None:
    prove_each_is_told_once(world, tell_properly)


def test_notices_that_pile_up_are_found(world: World) -> None:
    def piles(world: World, name: str, tiding: Tiding, from_at: datetime) -> None:
        client = world.client(name)
        Notice.objects.create(clinic_id=client.clinic_id, client=client, tiding=tiding, from_at=from_at)

    finds_fault(lambda tell: prove_each_is_told_once(world, tell), piles)


def test_notice_told_again_stays_put_away_and_mailed(world: World) -> None:
    tells(world, ["Gus"], APPOINTMENT, world.now)
    Notice.objects.update(seen_at=world.now, mailed_at=world.now)
    tells(world, ["Gus"], APPOINTMENT, world.now)
    assert list(Notice.objects.values_list("seen_at", "mailed_at")) == [(world.now, world.now)]


# Appointments


def meets(world: World, client: Client | None = None, *, clinician: str = "Eli", name: str = "Gus") -> Any:
    episode = queries.episode_for(world.clinician(clinician), world.client(name))
    assert episode is not None
    plan = services.AppointmentPlan(
        client=client, starts_at=world.now + WEEK, minutes=50, place="room", repeats="once"
    )
    made = services.make_appointment(world.act(clinician), episode=episode, plan=plan)
    return Appointment.objects.select_related("episode").get(pk=made)


def cancels(world: World, appointment: Appointment, **act: Any) -> None:
    services.cancel_appointment(world.act("Eli", **act), appointment=appointment)


def test_appointment_that_is_made_tells_everybody_who_comes_at_once(world: World) -> None:
    meets(world)
    assert told(world) == {name: [(APPOINTMENT, world.now)] for name in ("gus", "hana")}


def test_appointment_alone_tells_nobody_else(world: World) -> None:
    cancels(world, meets(world, world.client("Hana")), at=world.now + timedelta(hours=1))
    alone = Tiding.TIME_ALONE_HAS_CHANGED
    assert told(world) == {"hana": [(alone, world.now), (alone, world.now + timedelta(hours=1))]}


def test_appointment_that_is_cancelled_twice_is_told_once(world: World) -> None:
    appointment = meets(world)
    for hours in (1, 2):
        cancels(world, appointment, at=world.now + timedelta(hours=hours))
    expected = [(APPOINTMENT, world.now), (APPOINTMENT, world.now + timedelta(hours=1))]
    assert told(world) == {"gus": expected, "hana": expected}


def test_whoever_left_is_told_nothing_more(world: World) -> None:
    """Once pages show it. Before that it is told to nobody, not even by a mail that stays away."""
    hana = world.client("Hana")
    homework.leave_relationship(
        world.act("Hana"), client=hana, relationship=hana.relationships.get(), keyring=world.keys
    )
    meets(world)
    assert told(world).keys() == {"gus", "hana"}
    part = Participation.objects.get(client=hana)
    known = unanswered_concerns_of(part.client_id)
    homework.close_part(world.act("Eli"), participation=part, known=known)
    Notice.objects.all().delete()
    meets(world)
    assert told(world).keys() == {"gus", "hana"}, "it stands on both their pages until the posting"
    pages_follow()
    Notice.objects.all().delete()
    meets(world)
    assert told(world) == {"gus": [(APPOINTMENT, world.now)]}


def test_telling_stands_or_falls_with_the_act(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last thing an act does is its audit entry; when even that stumbles, nobody is told."""

    def stumbles(*_: object) -> None:
        assert len(told(world)) == 2
        raise ZeroDivisionError

    monkeypatch.setattr("unhurried.people.acts._enter", stumbles)
    with pytest.raises(ZeroDivisionError):
        meets(world)
    assert told(world) == {}


# On Today


def seen_on_today(world: World, name: str, *, at: datetime | None = None) -> list[Tiding]:
    return queries.notices_for(world.client(name), now=at or world.now)


def test_notice_is_shown_from_its_time_for_a_week(world: World) -> None:
    tells(world, ["Gus"], APPOINTMENT, world.now)
    moment = timedelta(microseconds=1)
    shown = [
        seen_on_today(world, "Gus", at=world.now + after)
        for after in (-moment, timedelta(), SHOWN_FOR - moment, SHOWN_FOR)
    ]
    assert shown == [[], [APPOINTMENT], [APPOINTMENT], []]


def test_each_sentence_is_shown_once_in_one_order_and_to_its_own_person(world: World) -> None:
    for days in (1, 2, 3):
        for tiding in reversed(Tiding):
            tells(world, ["Gus"], tiding, world.now - timedelta(days=days))
    assert seen_on_today(world, "Gus") == list(Tiding)
    assert seen_on_today(world, "Hana") == []


def test_what_is_put_away_is_gone_and_what_is_to_come_is_not(world: World) -> None:
    tells(world, ["Gus", "Hana"], APPOINTMENT, world.now)
    tells(world, ["Gus"], Tiding.PLAN_HAS_CHANGED, world.now + timedelta(days=1))
    services.see_notices(world.act("Gus"), client=world.client("Gus"))
    assert seen_on_today(world, "Gus") == []
    assert seen_on_today(world, "Gus", at=world.now + timedelta(days=1)) == [Tiding.PLAN_HAS_CHANGED]
    assert seen_on_today(world, "Hana") == [APPOINTMENT]


def test_as_much_is_asked_for_thirty_notices_as_for_none(world: World) -> None:
    def asked() -> int:
        gus = world.client("Gus")
        queries.notices_for(gus, now=world.now)
        with CaptureQueriesContext(connection) as queried:
            queries.notices_for(gus, now=world.now)
        return len(queried)

    none = asked()
    for minutes in range(30):
        tells(world, ["Gus"], APPOINTMENT, world.now - timedelta(minutes=minutes))
    assert (none, asked()) == (1, 1)


# The address


ADDRESSES = ("noor@post.example", "n.o+or@bücher.example", "o'noor@a.b.example")
NO_ADDRESSES = (
    "noor",
    "noor@",
    "@post.example",
    "noor@post.example\nBcc: ben@post.example",
    "noor@post.example\r\nSubject: Therapy",
    "noor@post.example\n",
    "noor@post.example\x00",
    "noor@post.example, ben@post.example",
    "noor@post.example ben@post.example",
    "Noor <noor@post.example>",
    '"no or"@post.example',
    "no\u017for@post.example",
    "noor\u202e@post.example",
    "noor@post.example" + "x" * 400,
)
Accepting = Callable[[str], bool]


def prove_only_addresses_are_taken(accepts: Accepting) -> None:
    assert [one for one in ADDRESSES if not accepts(one)] == []
    assert [one for one in NO_ADDRESSES if accepts(one)] == []


def test_only_a_plain_address_is_one() -> None:
    prove_only_addresses_are_taken(services.is_mail_address)


def test_rule_that_lets_another_header_through_is_found() -> None:
    finds_fault(prove_only_addresses_are_taken, lambda text: "@" in text)


def mail_goes_to(world: World, name: str, address: str) -> None:
    services.set_mail_address(world.act(name), client=world.client(name), address=address, keyring=world.keys)


def test_address_is_kept_sealed_and_can_be_taken_back(world: World) -> None:
    mail_goes_to(world, "Gus", "gus@post.example")
    kept = world.client("Gus")
    assert world.keys.open(kept, "mail_address") == "gus@post.example"
    assert b"post.example" not in bytes(kept.mail_address)
    mail_goes_to(world, "Gus", "")
    assert world.keys.open(world.client("Gus"), "mail_address") == ""


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_changes_nothing(world: World, address: str) -> None:
    mail_goes_to(world, "Gus", "gus@post.example")
    with pytest.raises(services.NotAnAddress):
        mail_goes_to(world, "Gus", address)
    assert world.keys.open(world.client("Gus"), "mail_address") == "gus@post.example"
