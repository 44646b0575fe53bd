"""A browser remembers addresses: no address of a client's page tells what was said on it."""

from datetime import timedelta

import pytest

from tests.people import World, with_people
from unhurried.core.readiness import Answer
from unhurried.homework.models import Assignment, Readiness
from unhurried.homework.queries.client import cards_for, just_answered, just_told_barrier
from unhurried.homework.queries.client.today import JUST_NOW

pytestmark = with_people


@pytest.fixture
def given(world: World) -> Assignment:
    return cards_for(world.client("Ivo"), now=world.now)[0].assignment


def test_every_answer_leads_to_one_address(world: World, given: Assignment) -> None:
    browser = world.browser("Ivo")
    said = [
        browser.post(f"/c/a/{given.pk}/answer/", {"answer": answer}).headers["Location"]
        for answer in ("ready", "lighter", "not_yet")
    ]
    assert set(said) == {f"/c/a/{given.pk}/kept/"}


def test_every_barrier_leads_to_one_address(world: World, given: Assignment) -> None:
    browser = world.browser("Ivo")
    said = [
        browser.post(f"/c/a/{given.pk}/not-this-time/", {"code": code}).headers["Location"]
        for code in ("pain", "trauma_reminder", "no_time")
    ]
    assert set(said) == {f"/c/a/{given.pk}/not-this-time/kept/"}


def test_what_was_said_is_shown_for_a_moment_only(world: World, given: Assignment) -> None:
    """Found in the browser's history later, the address leads back to the exercise."""
    viewer, browser = world.client("Ivo"), world.browser("Ivo")
    browser.post(f"/c/a/{given.pk}/answer/", {"answer": "not_yet"})
    browser.post(f"/c/a/{given.pk}/not-this-time/", {"code": "pain"})
    now = Readiness.objects.order_by("answered_at").last().answered_at  # type: ignore[union-attr]
    for at, is_told in ((now, True), (now + JUST_NOW + timedelta(seconds=1), False)):
        assert (just_answered(viewer, given, at=at, keyring=world.keys) is Answer.NOT_YET) is is_told
        assert (just_told_barrier(viewer, given, at=at, keyring=world.keys) == "pain") is is_told


@pytest.mark.parametrize("place", ["scalp_hair", "anal_area"])
def test_limit_leaves_no_place_in_the_address(world: World, place: str) -> None:
    words = {"what": place, "direction": "being_touched", "word": "never"}
    assert world.browser("Ivo").post("/c/limits/", words).headers["Location"] == "/c/limits/"
