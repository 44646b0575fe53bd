"""Gus and Hana give lines, take them back and make summaries; and what each of them reads then."""

from collections.abc import Callable
from datetime import datetime

from tests.people import World
from unhurried.consent import agreement_queries as reads
from unhurried.consent import services as consent
from unhurried.consent.agreements import Agreement, Heading, Line
from unhurried.consent.models import AgreementLine
from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.homework.boards import board_of
from unhurried.homework.services import close_part
from unhurried.people.models import Participation, Relationship

Lines = Callable[..., list[Line]]
Summaries = Callable[..., list[Agreement]]


def together(world: World) -> Relationship:
    return world.client("Gus").relationships.get()


def posting_of(world: World) -> datetime:
    return board_of(together(world).pk).schedule.last(world.now)


def gives(
    world: World, name: str, words: str, *, at: datetime, heading: Heading = Heading.COMFORTABLE
) -> AgreementLine:
    pk = consent.give_line(
        world.act(name, at=at),
        client=world.client(name),
        relationship=together(world),
        heading=heading,
        words=words,
        keyring=world.keys,
    )
    return AgreementLine.objects.get(pk=pk)


def takes_back(world: World, name: str, line: AgreementLine, *, at: datetime) -> None:
    consent.take_back_line(world.act(name, at=at), line=line)


def summarises(world: World, name: str, *, at: datetime) -> None:
    consent.make_agreement(world.act(name, at=at), relationship=together(world), keyring=world.keys)


def words_for(world: World, name: str, lines: Lines = reads.lines_for, *, at: datetime) -> list[str]:
    posted_at = board_of(together(world).pk).schedule.last(at)
    found = lines(world.client(name), together(world), posted_at=posted_at, keyring=world.keys)
    return [line.words for line in found]


def summaries_for(
    world: World, name: str, summaries: Summaries = reads.agreements_for, *, at: datetime
) -> list[list[str]]:
    posted_at = board_of(together(world).pk).schedule.last(at)
    found = summaries(world.client(name), together(world), posted_at=posted_at, keyring=world.keys)
    return [[line.words for line in one.lines] for one in found]


def closes_the_part_of(world: World, name: str) -> None:
    """Their clinician does, once it has been spoken of."""
    part = Participation.objects.get(client=world.client(name))
    known = unanswered_concerns_of(part.client_id)
    close_part(world.act("Eli"), participation=part, known=known)
