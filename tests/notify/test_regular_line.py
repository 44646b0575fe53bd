"""The line that comes at every posting, to everybody with homework, whatever anybody said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.core.properties import finds_fault
from tests.homework.samples import give
from tests.people import World, rolled_back, with_people
from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.core.disclosure import Tiding
from unhurried.core.discretion import PRESETS, PresetName
from unhurried.core.postings import Schedule
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Readiness
from unhurried.homework.queries.postings import posted_last
from unhurried.notify.notices import put_up_regular_line
from unhurried.people import services
from unhurried.people.models import AuditEntry, Client, Episode, Notice, Participation
from unhurried.people.services import tell_of_postings

pytestmark = with_people

LINE = Tiding.SOMETHING_MAY_BE_HERE
LONDON = ZoneInfo("Europe/London")
Line = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def nobody_was_told(world: World) -> None:
    Notice.objects.all().delete()


def schedule_of(preset: PresetName) -> Schedule:
    return Schedule(weekdays=PRESETS[preset].weekdays, zone=LONDON)


BALANCED = schedule_of(PresetName.BALANCED)


def outbox() -> list[tuple[str, str, datetime]]:
    rows = Notice.objects.filter(client__account__isnull=False).order_by("from_at", "tiding")
    return sorted(rows.values_list("client__account__sign_in_name", "tiding", "from_at"))


def told_at(now: datetime, *names: str) -> list[tuple[str, str, datetime]]:
    return [(name, str(LINE), BALANCED.last(now)) for name in sorted(names)]


def after_next_posting(world: World) -> datetime:
    return BALANCED.next(world.now) + timedelta(hours=3)


# Who, and from when


def test_everybody_with_homework_is_told_at_their_last_posting(world: World) -> None:
    put_up_regular_line(world.now)
    assert outbox() == told_at(world.now, "dov", "gus", "hana", "ivo")


def test_line_is_put_up_once_for_each_posting(world: World) -> None:
    for minutes in (0, 1, 60):
        put_up_regular_line(BALANCED.last(world.now) + timedelta(minutes=minutes))
    assert outbox() == told_at(world.now, "dov", "gus", "hana", "ivo")
    later = after_next_posting(world)
    put_up_regular_line(later)
    assert len(outbox()) == 8
    assert [row for row in outbox() if row[2] == BALANCED.last(later)] == told_at(
        later, "dov", "gus", "hana", "ivo"
    )


def test_putting_it_up_again_wakes_nothing_that_was_put_away(world: World) -> None:
    put_up_regular_line(world.now)
    Notice.objects.update(seen_at=world.now, mailed_at=world.now)
    put_up_regular_line(world.now)
    assert set(Notice.objects.values_list("seen_at", "mailed_at")) == {(world.now, world.now)}


def test_line_is_nobodys_act(world: World) -> None:
    before = AuditEntry.objects.count()
    put_up_regular_line(world.now)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("preset", PresetName)
def test_line_comes_on_the_posting_days_of_the_preset(world: World, preset: PresetName) -> None:
    Episode.objects.update(preset=preset.value)
    for days in range(14):
        put_up_regular_line(world.now + timedelta(days=days))
    at = {row[2].astimezone(LONDON) for row in outbox()}
    assert {one.hour for one in at} == {5}
    assert {one.weekday() for one in at} == PRESETS[preset].weekdays
    fortnight = {PresetName.PLAIN: 14, PresetName.BALANCED: 4, PresetName.STRONG: 2}[preset]
    assert len(at) in (fortnight, fortnight + 1)


def sent(world: World, name: str) -> set[datetime]:
    put_up_regular_line(after_next_posting(world))
    return {row[2] for row in outbox() if row[0] == name}


def changes(world: World, name: str, **values: Any) -> None:
    """The assignment before this person is as these columns say."""
    Assignment.objects.filter(relationship=world.client(name).relationships.get()).update(**values)


@pytest.mark.parametrize(
    ("values", "is_told"),
    [
        ({}, True),
        ({"let_go_at": timedelta(days=-1)}, False),
        ({"settled_at": timedelta(days=-1)}, False),
        ({"let_go_at": timedelta(days=30)}, True),
        ({"assigned_at": timedelta(days=30)}, False),
    ],
)
def test_line_comes_while_something_given_is_open(
    world: World, values: dict[str, timedelta], is_told: bool
) -> None:
    changes(world, "Gus", **{column: world.now + apart for column, apart in values.items()})
    assert bool(sent(world, "gus")) == bool(sent(world, "hana")) == is_told


def test_what_is_given_after_a_posting_waits_for_the_next(world: World) -> None:
    changes(world, "Gus", assigned_at=BALANCED.last(world.now) + timedelta(seconds=1))
    put_up_regular_line(world.now)
    assert "gus" not in {row[0] for row in outbox()}


def test_what_is_given_to_one_alone_brings_the_others_nothing(world: World) -> None:
    changes(world, "Gus", let_go_at=world.now - timedelta(days=1))
    give(world, "Gus", "min.body-scan", client=world.client("Gus"))
    assert sent(world, "gus") != set()
    assert sent(world, "hana") == set()


def test_from_the_posting_on_whoever_left_is_told_nothing_nor_whose_episode_ended(world: World) -> None:
    part = Participation.objects.get(client=world.client("Hana"))
    known = unanswered_concerns_of(part.client_id)
    homework.close_part(world.act("Eli"), participation=part, known=known)
    Episode.objects.filter(relationship__clients=world.client("Ivo")).update(closed_on=date(2026, 1, 1))
    put_up_regular_line(world.now)
    assert outbox() == sorted([*told_at(world.now, "dov", "gus", "hana"), *changed(world, "gus")])
    Notice.objects.all().delete()
    posting = BALANCED.next(world.now)
    put_up_regular_line(posting)
    assert outbox() == told_at(posting, "dov", "gus")


def changed(world: World, name: str) -> list[tuple[str, str, datetime]]:
    return [(name, str(Tiding.PLAN_HAS_CHANGED), BALANCED.next(world.now))]


# Whatever anybody said


def nothing(world: World) -> None:
    """Hana has not answered."""


def says(answer: Answer) -> Callable[[World], None]:
    def hana_says(world: World) -> None:
        world.says("Hana", answer, world.given("Hana"))

    return hana_says


def writes(world: World) -> None:
    """Hana is busy: she answers three times, practises, and sees what she was told."""
    for answer in Answer:
        world.says("Hana", answer, world.given("Hana"))
    services.see_notices(world.act("Hana"), client=world.client("Hana"))


def ends_her_part(world: World) -> None:
    """At once for bodies; nobody is told before it has been spoken of."""
    hana = world.client("Hana")
    homework.leave_relationship(
        world.act("Hana"), client=hana, relationship=hana.relationships.get(), keyring=world.keys
    )


WHATEVER = (nothing, *(says(answer) for answer in Answer), writes, ends_her_part)


def prove_the_line_follows_the_calendar_alone(world: World, line: Line) -> None:
    found = []
    for what in WHATEVER:
        with rolled_back():
            what(world)
            for now in (world.now, after_next_posting(world)):
                line(now)
            found.append(outbox())
    assert all(one == found[0] for one in found)
    assert {row[0] for row in found[0]} == {"dov", "gus", "hana", "ivo"}


def test_line_is_the_same_whatever_anybody_said(world: World) -> None:
    prove_the_line_follows_the_calendar_alone(world, put_up_regular_line)


def to_those(keep: Callable[[Client], bool]) -> Line:
    def line(now: datetime) -> None:
        told = ((client, one.posting) for one in posted_last(now) for client in one.people)
        tell_of_postings(((client, at) for client, at in told if keep(client)), LINE)

    return line


def has_answered(client: Client) -> bool:
    return Readiness.objects.filter(client=client).exists()


def partner_has_answered(client: Client) -> bool:
    others = Client.objects.filter(relationships__clients=client).exclude(pk=client.pk)
    return not others.exists() or Readiness.objects.filter(client__in=others).exists()


@pytest.mark.parametrize(
    "keep",
    [lambda client: not has_answered(client), has_answered, partner_has_answered],
    ids=["reminder if unanswered", "thanks if answered", "told when the other answered"],
)
def test_line_that_follows_an_answer_is_found(world: World, keep: Callable[[Client], bool]) -> None:
    finds_fault(lambda line: prove_the_line_follows_the_calendar_alone(world, line), to_those(keep))
