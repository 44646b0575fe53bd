"""Dated summaries of what people gave: they keep which lines, nothing that was taken back or marked."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.consent.giving import (
    Summaries,
    gives,
    posting_of,
    summaries_for,
    summarises,
    takes_back,
    together,
    words_for,
)
from tests.core.properties import finds_fault
from tests.people import World, rolled_back, with_people
from unhurried.consent import agreement_queries as reads
from unhurried.consent.agreements import Agreement, Heading
from unhurried.consent.models import BoundaryAgreement
from unhurried.core.boundaries import Direction, Word
from unhurried.homework.services import set_boundary
from unhurried.people.models import Client, Relationship

pytestmark = with_people


def test_what_was_taken_back_is_as_if_it_had_never_been_given(world: World) -> None:
    """In the lines and in every summary that was made while it stood, alone in it or beside another."""
    posting = posting_of(world)

    def told(summaries: Summaries, *, is_given: bool) -> list[Any]:
        with rolled_back():
            early = posting - timedelta(hours=6)
            neck = gives(world, "Gus", "Not my neck.", at=early) if is_given else None
            if is_given:
                summarises(world, "Gus", at=early)
            gives(world, "Hana", "Hands.", at=posting - timedelta(hours=4))
            summarises(world, "Hana", at=posting - timedelta(hours=3))
            if neck:
                takes_back(world, "Gus", neck, at=posting - timedelta(hours=2))
            return [
                (words_for(world, name, at=posting), summaries_for(world, name, summaries, at=posting))
                for name in ("Gus", "Hana")
            ]

    def prove(summaries: Summaries) -> None:
        assert told(summaries, is_given=True) == told(summaries, is_given=False)

    def with_a_copy(
        viewer: Client, of: Relationship, *, posted_at: datetime, keyring: Any
    ) -> list[Agreement]:
        """A summary that keeps the words it was made of."""
        copied = reads.lines_for(viewer, of, posted_at=posting - timedelta(days=9), keyring=keyring)
        rows = BoundaryAgreement.objects.filter(relationship=of)
        return [Agreement(made_at=row.made_at, lines=tuple(copied)) for row in rows]

    prove(reads.agreements_for)
    finds_fault(prove, with_a_copy)


def test_summary_made_by_the_owner_does_not_tell_that_a_line_is_going(world: World) -> None:
    """Were it made of what stands now, the line would be missing from it before the posting."""
    posting = posting_of(world)
    line = gives(world, "Gus", "Not my neck.", at=posting - timedelta(hours=4))
    gives(world, "Hana", "Hands.", at=posting - timedelta(hours=4))
    takes_back(world, "Gus", line, at=posting - timedelta(hours=3))
    before = posting - timedelta(hours=1)

    def prove(make: Callable[[], None]) -> None:
        with rolled_back():
            make()
            for name in ("Gus", "Hana"):
                assert summaries_for(world, name, at=before) == [["Hands.", "Not my neck."]]
                assert summaries_for(world, name, at=posting) == [["Hands."]]

    def of_what_stands_now() -> None:
        summarises(world, "Gus", at=before)
        row = BoundaryAgreement.objects.get()
        seen = reads.lines_for(
            world.client("Gus"), together(world), posted_at=posting_of(world), keyring=world.keys
        )
        now = [str(one.id) for one in seen if one.id != line.pk]
        row.lines = world.keys.seal(row, "lines", json.dumps(now))
        row.save()

    prove(lambda: summarises(world, "Gus", at=before))
    finds_fault(prove, of_what_stands_now)


def test_earlier_summary_stays_as_it_was_dated(world: World) -> None:
    start = world.now - timedelta(hours=5)
    gives(world, "Gus", "Hands.", at=start)
    summarises(world, "Hana", at=start + timedelta(hours=1))
    gives(world, "Hana", "Two taps.", at=start + timedelta(hours=2), heading=Heading.SIGNALS)
    assert summaries_for(world, "Gus", at=world.now) == [["Hands."]]
    summarises(world, "Gus", at=start + timedelta(hours=3))
    assert summaries_for(world, "Gus", at=world.now) == [["Hands.", "Two taps."], ["Hands."]]


def test_newest_summary_gives_signals_and_words_to_a_practice(world: World) -> None:
    gives(world, "Gus", "Hands.", at=world.now)
    gives(world, "Hana", "Two taps.", at=world.now, heading=Heading.SIGNALS)
    summarises(world, "Gus", at=world.now)
    found = reads.agreement_for(
        world.client("Hana"), together(world), posted_at=posting_of(world), keyring=world.keys
    )
    assert found is not None
    assert [line.words for line in found.under(Heading.SIGNALS)] == ["Two taps."]


def test_there_is_no_summary_before_one_is_made_and_none_for_a_stranger(world: World) -> None:
    gives(world, "Gus", "Hands.", at=world.now)
    assert summaries_for(world, "Gus", at=world.now) == []
    summarises(world, "Gus", at=world.now)
    assert summaries_for(world, "Ivo", at=world.now) == []
    assert words_for(world, "Ivo", at=world.now) == []


def test_summary_holds_nothing_of_the_limits_either(world: World) -> None:
    set_boundary(
        world.act("Gus"),
        client=world.client("Gus"),
        what="neck",
        direction=Direction.TOUCHING,
        word=Word.NOT_NOW,
        keyring=world.keys,
    )
    summarises(world, "Gus", at=world.now)
    assert summaries_for(world, "Gus", at=world.now) == []
