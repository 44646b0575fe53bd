"""Gus and Hana with something agreed between them, and what each finds on their pages in several worlds."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from tests.people import World, rolled_back
from tests.web.opened import open_private
from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading, Wanted
from unhurried.consent.models import AgreementLine, PauseAgreement, PauseNotKept
from unhurried.core.boundaries import Direction, Word
from unhurried.homework import services
from unhurried.homework.boards import board_of
from unhurried.people.models import Relationship

SHARED: Final = ("/c/agreement/", "/c/agreement/summary/", "/c/agreement/note/", "/c/agreement/kept/")
SEEN_BY_A_PARTNER: Final = (*SHARED, "/c/", "/c/together/", "/c/mine/", "/c/more/", "/c/agreement/own/")
_MASKED: Final = re.compile(r'name="(?:csrfmiddlewaretoken|act|sequence)" value="[^"]*"|data-closes-in="\d+"')
Deed = Callable[[], Any]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Gus and Hana, with a pause that was posted and a line each; and what Gus may do in private."""

    world: World
    pause: PauseAgreement
    line: AgreementLine

    def accepts(self, name: str = "Gus") -> None:
        consent.accept_pause(self.world.act(name), client=self.world.client(name), pause=self.pause)

    def notes(self, *, days_ago: int = 2) -> PauseNotKept:
        at = self.world.now - timedelta(days=days_ago)
        pk = services.note_pause_not_kept(
            self.world.act("Gus", at=at),
            client=self.world.client("Gus"),
            pause=self.pause,
            happened_on=at.date(),
        )
        return PauseNotKept.objects.get(pk=pk)

    def answers(self, answer: Wanted) -> None:
        services.answer_pause_not_kept(
            self.world.act("Gus"), not_kept=self.notes(), answer=answer, keyring=self.world.keys
        )

    def takes_back(self, *, at: datetime) -> None:
        consent.take_back_line(self.world.act("Gus", at=at), line=self.line)

    def marks_a_limit(self) -> None:
        services.set_boundary(
            self.world.act("Gus"),
            client=self.world.client("Gus"),
            what="neck",
            direction=Direction.BEING_TOUCHED,
            word=Word.NEVER,
            keyring=self.world.keys,
        )


def together(world: World) -> Relationship:
    return world.client("Gus").relationships.get()


def posting_of(world: World) -> datetime:
    return board_of(together(world).pk).schedule.last(world.now)


def gives(world: World, name: str, words: str, heading: Heading, *, at: datetime) -> AgreementLine:
    pk = consent.give_line(
        world.act(name, at=at),
        client=world.client(name),
        relationship=together(world),
        heading=heading,
        words=words,
        keyring=world.keys,
    )
    return AgreementLine.objects.get(pk=pk)


@pytest.fixture
def pair(world: World) -> Pair:
    early = posting_of(world) - timedelta(hours=6)
    terms = consent.PauseTerms(
        activities=["insertion_by_partner"],
        strength="full",
        starts_on=early.date(),
        review_on=early.date() + timedelta(weeks=2),
    )
    pk = services.set_pause(
        world.act("Eli", at=early), relationship=together(world), terms=terms, keyring=world.keys
    )
    line = gives(world, "Gus", "Not my neck, please.", Heading.OFF_LIMITS, at=early)
    gives(world, "Hana", "Two taps mean stop.", Heading.SIGNALS, at=early)
    consent.make_agreement(world.act("Hana", at=early), relationship=together(world), keyring=world.keys)
    return Pair(world=world, pause=PauseAgreement.objects.get(pk=pk), line=line)


def seen(page: Any) -> tuple[int, list[tuple[str, str]], str]:
    """All that somebody could compare. What is new on every page by design is masked."""
    headers = sorted(item for item in page.headers.items() if item[0] != "Refresh")
    return page.status_code, headers, _MASKED.sub("", page.content.decode())


def found_by(world: World, name: str, pages: Iterable[str], *, is_unlocked: bool = False) -> list[Any]:
    browser = world.browser(name)
    if is_unlocked:
        open_private([browser.session.session_key], at=world.now)
    return [seen(page) for page in map(browser.get, pages)]


def worlds(
    world: World, name: str, pages: Sequence[str], deeds: Iterable[Deed], *, is_unlocked: bool = False
) -> list[list[Any]]:
    """What this person finds on these pages in one world for each deed, and in one without any."""
    found = []
    for deed in (lambda: None, *deeds):
        with rolled_back():
            deed()
            found.append(found_by(world, name, pages, is_unlocked=is_unlocked))
    return found
