"""What is left out for now: it holds for bodies at once, and what one says of it is nobody else's to read."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.core.properties import finds_fault
from tests.homework.evenings import after, willing
from tests.people import World, rolled_back, with_people
from unhurried.consent import pause_queries as reads
from unhurried.consent import services as consent
from unhurried.consent.agreements import Pause, Wanted
from unhurried.consent.models import PauseAgreement, PauseNotKept
from unhurried.consent.queries import paused_in
from unhurried.core.history import Pause as Held
from unhurried.core.history import left_out_at
from unhurried.core.scheduling import instant_of
from unhurried.homework import services
from unhurried.homework.boards import board_of
from unhurried.homework.models import Hold, Practice
from unhurried.people.models import Client, Notice, Relationship
from unhurried.web.client.words import zone_of

pytestmark = with_people

Shown = Callable[..., list[Pause]]
Due = Callable[..., PauseNotKept | None]
LeftOut = Callable[..., frozenset[str]]
INSERTION = ["insertion_by_partner", "moving_closeness"]


def together(world: World) -> Relationship:
    return world.client("Gus").relationships.get()


def sets(
    world: World,
    *,
    at: datetime,
    strength: str = "full",
    activities: list[str] | None = None,
    starts_on: date | None = None,
) -> PauseAgreement:
    first = starts_on or at.date()
    terms = consent.PauseTerms(
        activities=activities or INSERTION,
        strength=strength,
        starts_on=first,
        review_on=first + timedelta(weeks=2),
    )
    pk = services.set_pause(
        world.act("Eli", at=at), relationship=together(world), terms=terms, keyring=world.keys
    )
    return PauseAgreement.objects.get(pk=pk)


def notes(world: World, name: str, pause: PauseAgreement, *, at: datetime) -> PauseNotKept:
    pk = services.note_pause_not_kept(
        world.act(name, at=at), client=world.client(name), pause=pause, happened_on=at.date()
    )
    return PauseNotKept.objects.get(pk=pk)


def answers(world: World, name: str, noted: PauseNotKept, answer: Wanted, *, at: datetime) -> None:
    services.answer_pause_not_kept(world.act(name, at=at), not_kept=noted, answer=answer, keyring=world.keys)


def shown_to(world: World, name: str, pauses: Shown = reads.pauses_for, *, at: datetime) -> list[Pause]:
    posted_at = board_of(together(world).pk).schedule.last(at)
    return pauses(world.client(name), together(world), posted_at=posted_at, keyring=world.keys)


@pytest.mark.parametrize(
    ("strength", "held"), [("full", frozenset(INSERTION)), ("around_practice", None), ("not_a_prelude", None)]
)
def test_full_pause_holds_as_soon_as_it_is_set_and_the_others_never(
    world: World, strength: str, held: frozenset[str] | None
) -> None:
    pause = sets(world, at=world.now, strength=strength)
    assert left_out(world, at=world.now) == (held or frozenset())
    services.end_pause(world.act("Eli"), pause=pause)
    assert left_out(world, at=world.now) == frozenset()


def test_pause_from_a_later_day_holds_from_the_first_minute_of_that_day(world: World) -> None:
    """Where they live, and not a day sooner: until then nothing is left out that nobody has agreed to yet."""
    day = world.now.date() + timedelta(days=9)
    sets(world, at=world.now, starts_on=day)
    zone = ZoneInfo(together(world).time_zone)
    midnight = datetime.combine(day, time(), zone)

    def prove(left_out: LeftOut) -> None:
        moment = timedelta(seconds=1)
        held = [left_out(world, at=at) for at in (world.now, midnight - moment, midnight)]
        assert held == [frozenset(), frozenset(), frozenset(INSERTION)]

    def from_when_it_was_set(world: World, *, at: datetime) -> frozenset[str]:
        """The planted fault: the day that was named is for show."""
        return left_out_at([Held(activities=frozenset(INSERTION), at=world.now)], at)

    prove(left_out)
    finds_fault(prove, from_when_it_was_set)


def left_out(world: World, *, at: datetime) -> frozenset[str]:
    return paused_in(together(world).pk, world.keys, at=at)


def test_pages_show_a_pause_from_one_posting_to_another(world: World) -> None:
    schedule = board_of(together(world).pk).schedule
    second = schedule.last(world.now)
    first = schedule.last(second - timedelta(hours=1))
    pause = sets(world, at=first - timedelta(hours=1))
    services.end_pause(world.act("Eli", at=second - timedelta(hours=1)), pause=pause)

    def prove(pauses: Shown) -> None:
        for name in ("Gus", "Hana"):
            moments = [first - timedelta(seconds=1), first, second - timedelta(seconds=1), second]
            seen = [[one.id for one in shown_to(world, name, pauses, at=at)] for at in moments]
            assert seen == [[], [pause.pk], [pause.pk], []]

    def live(viewer: Client, of: Relationship, *, posted_at: datetime, keyring: Any) -> list[Pause]:
        return reads.pauses_for(viewer, of, posted_at=posted_at + timedelta(hours=80), keyring=keyring)

    prove(reads.pauses_for)
    finds_fault(prove, live)


def test_row_does_not_tell_what_is_left_out(world: World) -> None:
    sets(world, at=world.now)
    assert "insertion" not in repr(PauseAgreement.objects.values_list().get())


def test_everybody_is_told_alike_that_the_plan_has_changed(world: World) -> None:
    sets(world, at=world.now)
    told = list(Notice.objects.filter(from_at__gt=world.now).values_list("client", "tiding", "from_at"))
    next_posting = board_of(together(world).pk).schedule.next(world.now)
    people = (world.client("Gus").pk, world.client("Hana").pk)
    assert sorted(told) == sorted((pk, "plan_has_changed", next_posting) for pk in people)


def test_nobodys_word_on_a_pause_sends_a_notice(world: World) -> None:
    pause = sets(world, at=world.now - timedelta(days=3))
    before = Notice.objects.count()
    consent.accept_pause(world.act("Gus"), client=world.client("Gus"), pause=pause)
    noted = notes(world, "Gus", pause, at=world.now - timedelta(days=2))
    answers(world, "Gus", noted, Wanted.NO, at=world.now)
    assert Notice.objects.count() == before


def test_each_accepts_for_themselves_and_the_clinician_is_told_who(world: World) -> None:
    pause = sets(world, at=world.now - timedelta(days=1))
    gus = world.client("Gus")
    for at in (world.now - timedelta(hours=1), world.now):
        consent.accept_pause(world.act("Gus", at=at), client=gus, pause=pause)
    (under,) = reads.pauses_under(world.clinician("Eli"), together(world), world.keys)
    assert under.accepted_at == {gus.pk: world.now - timedelta(hours=1)}
    assert reads.accepted_by(gus) == {pause.pk: world.now - timedelta(hours=1)}
    assert reads.accepted_by(world.client("Hana")) == {}


def test_pause_as_it_is_shown_has_no_room_for_anybodys_word(world: World) -> None:
    """Whatever Gus says of it, what is read for Hana is the same value."""
    schedule = board_of(together(world).pk).schedule
    pause = sets(world, at=schedule.last(world.now) - timedelta(hours=1))
    before = shown_to(world, "Hana", at=world.now)
    consent.accept_pause(world.act("Gus"), client=world.client("Gus"), pause=pause)
    notes(world, "Gus", pause, at=world.now)
    assert shown_to(world, "Hana", at=world.now) == before
    assert len(before) == 1


def in_the_evening(world: World, *, days_ago: int) -> datetime:
    """Half past ten at night where Gus lives."""
    day = world.now.date() - timedelta(days=days_ago)
    return instant_of(datetime(day.year, day.month, day.day, 22, 30), zone_of(world.client("Gus")))


def test_private_question_comes_the_next_morning_and_once(world: World) -> None:
    evening = in_the_evening(world, days_ago=3)
    pause = sets(world, at=evening - timedelta(days=1))
    noted = notes(world, "Gus", pause, at=evening)
    gus = world.client("Gus")

    def prove(due: Due) -> None:
        assert due(gus, now=evening) is None
        assert due(gus, now=evening + timedelta(hours=2)) is None, "after midnight is still that night"
        assert due(gus, now=evening + timedelta(hours=7)) == noted
        assert due(world.client("Hana"), now=evening + timedelta(hours=7)) is None

    def at_midnight(viewer: Client, *, now: datetime) -> PauseNotKept | None:
        row = PauseNotKept.objects.filter(client=viewer, wanted=None).first()
        return row if row and row.noted_at.date() < now.date() else None

    def of_everybody(viewer: Client, *, now: datetime) -> PauseNotKept | None:
        return reads.asked_of(gus, now=now)

    prove(reads.asked_of)
    finds_fault(prove, at_midnight)
    finds_fault(prove, of_everybody)
    answers(world, "Gus", noted, Wanted.UNSURE, at=world.now)
    assert reads.asked_of(gus, now=world.now) is None


def test_question_takes_no_answer_before_it_is_asked_and_none_from_anybody_else(world: World) -> None:
    evening = in_the_evening(world, days_ago=3)
    noted = notes(world, "Gus", sets(world, at=evening - timedelta(days=1)), at=evening)
    gus, morning = world.client("Gus"), evening + timedelta(hours=7)
    assert reads.not_kept_row_for(gus, noted.pk, now=evening + timedelta(hours=2)) is None
    assert reads.not_kept_row_for(world.client("Hana"), noted.pk, now=morning) is None
    assert reads.not_kept_row_for(gus, noted.pk, now=morning) == noted


@pytest.mark.parametrize("answer", list(Wanted))
def test_only_a_no_rests_touch_for_bodies_at_once_and_for_pages_at_a_posting(
    world: World, answer: Wanted
) -> None:
    pause = sets(world, at=world.now - timedelta(days=5))
    noted = notes(world, "Gus", pause, at=world.now - timedelta(days=2))
    assert Hold.objects.filter(relationship=together(world)).count() == 0, "noting it alone holds nothing"
    answers(world, "Gus", noted, answer, at=world.now)
    held = Hold.objects.filter(relationship=together(world), lifted_at=None)
    next_posting = board_of(together(world).pk).schedule.next(world.now)
    expected = [("wanted", world.client("Gus").pk, None, world.now, next_posting)]
    found = held.values_list("cause", "client", "assignment", "raised_at", "effective_at")
    assert list(found) == (expected if answer is Wanted.NO else [])


def test_clinician_reads_what_was_noted_and_said(world: World) -> None:
    pause = sets(world, at=world.now - timedelta(days=5))
    noted = notes(world, "Gus", pause, at=world.now - timedelta(days=2))

    def read() -> list[tuple[Any, date, Wanted | None]]:
        (under,) = reads.pauses_under(world.clinician("Eli"), together(world), world.keys)
        return [(one.client_id, one.happened_on, one.wanted) for one in under.not_kept]

    gus, day = world.client("Gus").pk, noted.happened_on
    assert read() == [(gus, day, None)]
    answers(world, "Gus", noted, Wanted.RATHER_NOT_SAY, at=world.now)
    assert read() == [(gus, day, Wanted.RATHER_NOT_SAY)]


def test_answer_is_sealed_and_as_long_whatever_it_is(world: World) -> None:
    pause = sets(world, at=world.now - timedelta(days=5))
    lengths = set()
    for answer in Wanted:
        with rolled_back():
            noted = notes(world, "Gus", pause, at=world.now - timedelta(days=2))
            answers(world, "Gus", noted, answer, at=world.now)
            noted.refresh_from_db()
            lengths.add(len(bytes(noted.wanted)))
            assert answer.value.encode() not in bytes(noted.wanted)
    assert len(lengths) == 1


def test_full_pause_that_is_set_in_the_middle_of_an_evening_is_heeded_at_once(world: World) -> None:
    """Every phone pauses where it is about anything still to come; about anything else nothing happens."""
    one = willing(world)
    practice = one.goes_to(one.begin(), "hands", turn=0)
    at = after(practice, minutes=5)
    sets(one.world, at=at, activities=["personal_touch"])
    assert one.again(practice).paused_at is None
    sets(one.world, at=at, activities=["forearms"])
    heeded = one.again(practice)
    assert (heeded.paused_at, step_of(heeded)) == (at, "quiet")


def step_of(practice: Practice) -> str:
    return services.run_of_practice(practice)[practice.step].step.key
