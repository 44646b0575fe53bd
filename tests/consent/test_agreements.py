"""What people give one another to read: at once for all, taken back without trace, never out of limits."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.consent.giving import Lines, closes_the_part_of, gives, posting_of, takes_back, together, words_for
from tests.core.properties import finds_fault
from tests.people import World, with_people
from unhurried.consent import agreement_queries as reads
from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading, Line
from unhurried.consent.models import AgreementLine, Boundary
from unhurried.consent.queries import limits_between
from unhurried.core.boundaries import Direction, Word
from unhurried.homework.boards import board_of
from unhurried.homework.services import join_relationship, leave_relationship, set_boundary
from unhurried.people.models import Client, Relationship
from unhurried.people.services import NewClient

pytestmark = with_people


def test_line_is_there_for_everybody_at_once(world: World) -> None:
    gives(world, "Gus", "Hands are always fine.", at=world.now)
    assert [words_for(world, name, at=world.now) for name in ("Gus", "Hana")] == [
        ["Hands are always fine."]
    ] * 2


def test_same_act_gives_a_line_once(world: World) -> None:
    act = world.act("Gus")
    for _ in range(2):
        consent.give_line(
            act,
            client=world.client("Gus"),
            relationship=together(world),
            heading=Heading.SIGNALS,
            words="Two taps.",
            keyring=world.keys,
        )
    assert AgreementLine.objects.count() == 1


def test_row_does_not_tell_what_a_line_says_or_is_about(world: World) -> None:
    gives(world, "Gus", "Not my neck.", at=world.now, heading=Heading.OFF_LIMITS)
    row = repr(AgreementLine.objects.values_list().get())
    assert [word for word in ("neck", "off_limits") if word in row] == []


def test_lines_stand_by_heading_and_words_and_never_by_when_they_were_given(world: World) -> None:
    for minute, (name, words, heading) in enumerate(
        (
            ("Hana", "Two taps mean stop.", Heading.SIGNALS),
            ("Gus", "Not my neck.", Heading.OFF_LIMITS),
            ("Hana", "Hands.", Heading.COMFORTABLE),
            ("Gus", "Backs.", Heading.COMFORTABLE),
        )
    ):
        gives(world, name, words, at=world.now - timedelta(minutes=9 - minute), heading=heading)
    expected = ["Backs.", "Hands.", "Not my neck.", "Two taps mean stop."]
    assert [words_for(world, name, at=world.now) for name in ("Gus", "Hana")] == [expected] * 2


def test_taking_back_lands_at_the_next_posting_for_everybody(world: World) -> None:
    posting = posting_of(world)
    line = gives(world, "Gus", "Not my neck.", at=posting - timedelta(hours=3))
    takes_back(world, "Gus", line, at=posting - timedelta(hours=1))

    def prove(lines: Lines) -> None:
        before = posting - timedelta(seconds=1)
        for name in ("Gus", "Hana"):
            assert words_for(world, name, lines, at=before) == ["Not my neck."]
            assert words_for(world, name, lines, at=posting) == []

    def live(viewer: Client, of: Relationship, *, posted_at: datetime, keyring: Any) -> list[Line]:
        return reads.lines_for(viewer, of, posted_at=world.now, keyring=keyring)

    def kept(viewer: Client, of: Relationship, *, posted_at: datetime, keyring: Any) -> list[Line]:
        return reads.lines_for(viewer, of, posted_at=posting - timedelta(days=9), keyring=keyring)

    prove(reads.lines_for)
    finds_fault(prove, live)
    finds_fault(prove, kept)


def test_nothing_is_made_from_limits_that_somebody_marked_in_private(world: World) -> None:
    gives(world, "Gus", "Hands.", at=world.now)
    for name in ("Gus", "Hana"):
        set_boundary(
            world.act(name),
            client=world.client(name),
            what="neck",
            direction=Direction.BEING_TOUCHED,
            word=Word.NEVER,
            keyring=world.keys,
        )
    assert Boundary.objects.count() == 2

    def prove(lines: Lines) -> None:
        assert [words_for(world, name, lines, at=world.now) for name in ("Gus", "Hana")] == [["Hands."]] * 2

    def from_limits(viewer: Client, of: Relationship, *, posted_at: datetime, keyring: Any) -> list[Line]:
        given = reads.lines_for(viewer, of, posted_at=posted_at, keyring=keyring)
        marked = limits_between(of.clients.values_list("pk", flat=True), keyring)
        made = [
            Line(id=given[0].id, by=given[0].by, heading=Heading.OFF_LIMITS, words=limit.what)
            for limit in marked
        ]
        return [*given, *made]

    prove(reads.lines_for)
    finds_fault(prove, from_limits)


def test_lines_of_somebody_who_left_stay_until_the_posting_after_it_was_closed(world: World) -> None:
    gives(world, "Gus", "Hands.", at=world.now)
    leave_relationship(
        world.act("Gus"), client=world.client("Gus"), relationship=together(world), keyring=world.keys
    )
    assert words_for(world, "Hana", at=world.now) == ["Hands."]
    closes_the_part_of(world, "Gus")
    assert [words_for(world, name, at=world.now) for name in ("Hana", "Gus")] == [["Hands."], ["Hands."]]
    posting = board_of(together(world).pk).schedule.next(world.now)
    assert [words_for(world, name, at=posting) for name in ("Hana", "Gus")] == [[], []]


def test_whoever_joins_later_reads_only_what_was_given_since(world: World) -> None:
    """Nobody named them when the earlier lines were typed."""
    gives(world, "Gus", "Not my neck.", at=world.now - timedelta(hours=2))
    pk = join_relationship(
        world.act("Eli", at=world.now - timedelta(hours=1)),
        relationship=together(world),
        new=NewClient(name="Ove", region="England", is_adult_attested=True),
        clinician=world.clinician("Eli"),
        keyring=world.keys,
    )
    gives(world, "Hana", "Hands.", at=world.now)
    found = reads.lines_for(
        Client.objects.get(pk=pk), together(world), posted_at=posting_of(world), keyring=world.keys
    )
    assert [line.words for line in found] == ["Hands."]
    assert words_for(world, "Hana", at=world.now) == ["Hands.", "Not my neck."]


@pytest.mark.parametrize("name", ["Hana", "Ivo"])
def test_line_is_its_owners_to_take_back(world: World, name: str) -> None:
    line = gives(world, "Gus", "Hands.", at=world.now)
    assert reads.own_line_for(world.client(name), line.pk) is None
    assert reads.own_line_for(world.client("Gus"), line.pk) == line


def test_clinician_reads_the_lines_and_has_them_gone_at_once(world: World) -> None:
    line = gives(world, "Gus", "Hands.", at=world.now - timedelta(minutes=2))
    eli = world.clinician("Eli")
    found = reads.lines_under(eli, together(world), world.keys, at=world.now)
    assert [one.words for one in found] == ["Hands."]
    takes_back(world, "Gus", line, at=world.now - timedelta(minutes=1))
    assert reads.lines_under(eli, together(world), world.keys, at=world.now) == []
