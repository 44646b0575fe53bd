"""What we agree, on the pages: the partner's are the same to the byte whatever somebody says in private."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.core.properties import finds_fault
from tests.people import World, rolled_back, with_people
from tests.web.client.agreeing import (
    SEEN_BY_A_PARTNER,
    SHARED,
    Deed,
    Pair,
    found_by,
    gives,
    posting_of,
    worlds,
)
from unhurried.consent.agreements import Heading, Wanted

pytestmark = with_people

PLANTED = "tests.web.client.planted_agreements"


def private_deeds(pair: Pair) -> list[Deed]:
    said = [lambda answer=answer: pair.answers(answer) for answer in Wanted]
    return [pair.accepts, pair.notes, lambda: pair.notes(days_ago=0), *said, pair.marks_a_limit]


def prove_partner_sees_no_difference(pair: Pair, pages: Sequence[str]) -> None:
    for is_unlocked in (False, True):
        first, *others = worlds(pair.world, "Hana", pages, private_deeds(pair), is_unlocked=is_unlocked)
        assert [other == first for other in others] == [True] * len(others)


def test_partners_pages_are_the_same_whoever_agreed_noted_or_answered(pair: Pair) -> None:
    prove_partner_sees_no_difference(pair, SEEN_BY_A_PARTNER)


def test_pages_that_are_compared_are_there_and_show_what_is_agreed(pair: Pair) -> None:
    """Otherwise they could be the same because nothing is on them."""
    found = found_by(pair.world, "Hana", SEEN_BY_A_PARTNER, is_unlocked=True)
    assert {status for status, _, _ in found} == {200}
    bodies = [body for _, _, body in found]
    assert ["I agree" in bodies[0], "Not my neck" in bodies[0], "Not my neck" in bodies[1]] == [True] * 3


@pytest.mark.parametrize("fault", ["who_agreed", "asks_everybody", "answered"])
def test_page_that_tells_of_anothers_word_is_found(pair: Pair, settings: Settings, fault: str) -> None:
    settings.ROOT_URLCONF = PLANTED
    finds_fault(lambda pages: prove_partner_sees_no_difference(pair, pages), [f"/c/planted/{fault}/"])


def prove_own_surface_is_the_same(pair: Pair, pages: Sequence[str]) -> None:
    """For whoever takes up Gus's phone: nothing he said of a pause shows before the second unlock."""
    deeds = private_deeds(pair)[:-1]
    first, *others = worlds(pair.world, "Gus", pages, deeds)
    assert [other == first for other in others] == [True] * len(others)


def test_ones_own_pages_are_the_same_before_the_second_unlock(pair: Pair) -> None:
    prove_own_surface_is_the_same(pair, (*SHARED, "/c/together/", "/c/agreement/own/"))


def test_page_that_shows_ones_own_word_is_found(pair: Pair, settings: Settings) -> None:
    settings.ROOT_URLCONF = PLANTED
    finds_fault(lambda pages: prove_own_surface_is_the_same(pair, pages), ["/c/planted/own_word/"])


def test_ones_own_word_is_found_again_behind_the_second_unlock(pair: Pair) -> None:
    (before,), (agreed_to,), (noted,) = worlds(
        pair.world, "Gus", ["/c/agreement/own/"], [pair.accepts, pair.notes], is_unlocked=True
    )
    assert ["You agreed on" in page[2] for page in (before, agreed_to, noted)] == [False, True, False]
    assert ["Was it wanted by you" in page[2] for page in (before, agreed_to, noted)] == [False, False, True]


def test_question_is_not_there_on_the_day_it_was_noted(pair: Pair) -> None:
    pair.notes(days_ago=0)
    ((_, _, page),) = found_by(pair.world, "Gus", ["/c/agreement/own/"], is_unlocked=True)
    assert "Was it wanted by you" not in page


def prove_line_goes_at_the_posting(pair: Pair, pages: Sequence[str], *, reader: str = "Hana") -> None:
    """Taken back after the posting: both find what they found before, whoever holds a phone."""
    hours = (pair.world.now - posting_of(pair.world)) / 2
    late = posting_of(pair.world) + hours
    first, taken_back = worlds(pair.world, reader, pages, [lambda: pair.takes_back(at=late)])
    assert taken_back == first
    assert "Not my neck" in first[0][2]


@pytest.mark.parametrize("reader", ["Hana", "Gus"])
def test_line_taken_back_stays_on_everybodys_pages_until_the_posting(pair: Pair, reader: str) -> None:
    prove_line_goes_at_the_posting(pair, SHARED, reader=reader)
    pair.takes_back(at=posting_of(pair.world) - timedelta(hours=1))
    bodies = [body for _, _, body in found_by(pair.world, reader, SHARED)]
    assert [body for body in bodies if "Not my neck" in body] == []


def test_page_that_shows_lines_as_they_stand_is_found(pair: Pair, settings: Settings) -> None:
    settings.ROOT_URLCONF = PLANTED
    finds_fault(lambda pages: prove_line_goes_at_the_posting(pair, pages), ["/c/planted/live/"])


def test_line_taken_back_leaves_no_trace_on_others_pages(pair: Pair) -> None:
    """After the posting it is as if Hana's line had been the only one."""
    early = posting_of(pair.world) - timedelta(hours=5)

    def never_was() -> None:
        pair.line.delete()

    _, taken_back, never_given = worlds(
        pair.world, "Hana", SEEN_BY_A_PARTNER, [lambda: pair.takes_back(at=early), never_was]
    )
    assert taken_back == never_given


def asked_for(world: World, name: str, page: str) -> list[str]:
    """What the records are asked for a page, without the values."""
    browser = world.browser(name)
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        browser.get(page)
    return [re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|\d+", "?", one["sql"]) for one in [*records, *keys]]


@pytest.mark.parametrize("page", SHARED)
def test_records_are_asked_the_same_whatever_somebody_said(pair: Pair, page: str) -> None:
    found = []
    early = posting_of(pair.world) - timedelta(hours=5)
    for deed in (lambda: None, *private_deeds(pair), lambda: pair.takes_back(at=early)):
        with rolled_back():
            deed()
            found.append(asked_for(pair.world, "Hana", page))
    assert [one == found[0] for one in found] == [True] * len(found)


def test_page_asks_as_often_for_thirty_lines_as_for_two(pair: Pair) -> None:
    few = len(asked_for(pair.world, "Hana", "/c/agreement/"))
    for number in range(30):
        gives(pair.world, "Gus", f"Line {number}", Heading.COMFORTABLE, at=pair.world.now)
    assert len(asked_for(pair.world, "Hana", "/c/agreement/")) == few
