"""What people agree, on their clinician's page: a pause is set and ended there, and it tells who accepts."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID

import pytest

from tests.people import World, with_people
from tests.promises.stage import Stage, clock_at, hours, set_up
from tests.web.clinician.together import browser_of
from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading, Wanted
from unhurried.consent.models import AgreementLine, PauseAgreement
from unhurried.consent.queries import paused_in
from unhurried.homework import services
from unhurried.homework.models import Assignment
from unhurried.web.agreed import ACTIVITY_LABELS
from unhurried.web.clinician.forms_agreements import NEVER_PAUSED, PauseForm

pytestmark = with_people


def page_url(world: World) -> str:
    return f"/clinician/relationships/{world.client('Gus').relationships.get().pk}/pause/"


def terms(world: World, **changed: str | list[str]) -> Mapping[str, str | list[str]]:
    today = world.now.date()
    given: dict[str, str | list[str]] = {
        "activities": "insertion_by_partner",
        "strength": "full",
        "starts_on": str(today),
        "review_on": str(today + timedelta(weeks=2)),
    }
    return {**given, **changed}


def sets(world: World, **changed: str | list[str]) -> PauseAgreement:
    page = world.browser("Eli").post(page_url(world), terms(world, **changed))
    assert (page.status_code, page.headers["Location"]) == (302, page_url(world))
    return PauseAgreement.objects.latest("made_at")


def said_on(world: World) -> str:
    page = world.browser("Eli").get(page_url(world))
    assert page.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.content.decode())).split())


def test_pause_is_set_and_ended_from_the_page(world: World) -> None:
    relationship = world.client("Gus").relationships.get()
    assert "Nothing rests by agreement." in said_on(world)
    pause = sets(world)
    assert paused_in(relationship.pk, world.keys, at=pause.made_at) == {"insertion_by_partner"}
    assert "Gus Has not said. Hana Has not said. End this pause" in said_on(world)
    page = world.browser("Eli").post(f"{page_url(world)}end/", {"pause": str(pause.pk)})
    assert page.headers["Location"] == page_url(world)
    pause.refresh_from_db()
    assert pause.ended_at
    assert paused_in(relationship.pk, world.keys, at=pause.ended_at) == frozenset()
    assert "Nothing rests by agreement." in said_on(world)


def test_setting_a_pause_says_that_it_is_set_and_from_when(world: World) -> None:
    browser, set_it = world.browser("Eli"), "The pause is set. What is stricter counts from now, for bodies."
    page = browser.post(page_url(world), terms(world), follow=True)
    assert set_it in page.content.decode()
    assert set_it not in browser.get(page_url(world)).content.decode(), "it is said once"


BESIDE = "Some of this is left out already."


def test_pause_that_overlaps_another_is_remarked_before_it_is_set(world: World) -> None:
    first = sets(world)
    again = terms(world, activities=["insertion_by_partner", "moving_closeness"])
    page = world.browser("Eli").post(page_url(world), again)
    words = " ".join(unescape(page.content.decode()).split())
    assert (page.status_code, BESIDE in words) == (200, True)
    named = words.split("Left out already, from ")[1].split("It goes on until you end it.")[0]
    assert str(ACTIVITY_LABELS["insertion_by_partner"]) in named
    assert str(ACTIVITY_LABELS["moving_closeness"]) not in named
    assert list(PauseAgreement.objects.filter(relationship=first.relationship)) == [first]
    assert sets(world, **again, is_known="on") != first


def test_pause_of_something_else_or_after_another_asks_for_nothing_more(world: World) -> None:
    """The planted fault is in reach: the same activities while the first one stands are remarked."""
    first = sets(world)
    sets(world, activities="moving_closeness")
    PauseAgreement.objects.filter(relationship=first.relationship).update(ended_at=world.now)
    assert sets(world) != first
    assert BESIDE in world.browser("Eli").post(page_url(world), terms(world)).content.decode()


def test_ending_a_pause_asks_once_more(world: World) -> None:
    first = sets(world)
    second = sets(world, activities=["insertion_by_partner", "moving_closeness"], is_known="on")
    url = f"{page_url(world)}end/?pause={first.pk}"
    assert f'href="{url}"' in unescape(world.browser("Eli").get(page_url(world)).content.decode())
    said = " ".join(unescape(world.browser("Eli").get(url).content.decode()).split())
    goes_on = "Another pause goes on, and still leaves out: "
    assert f"{goes_on}{ACTIVITY_LABELS['insertion_by_partner']}." in said
    assert "Only the avocet knows" not in said
    assert PauseAgreement.objects.filter(ended_at=None).count() == 2, "to look is not to end"
    world.browser("Eli").post(f"{page_url(world)}end/", {"pause": str(second.pk)})
    alone = world.browser("Eli").get(url).content.decode()
    assert (goes_on in alone, "It leaves their pages when these are next renewed" in alone) == (False, True)
    assert world.browser("Cleo").get(url).status_code == 404


def test_clinician_is_told_who_accepts_who_noted_and_what_they_answered(world: World) -> None:
    pause = sets(world)
    consent.accept_pause(world.act("Hana"), client=world.client("Hana"), pause=pause)
    two_days_ago = world.now - timedelta(days=2)
    services.note_pause_not_kept(
        world.act("Gus", at=two_days_ago),
        client=world.client("Gus"),
        pause=pause,
        happened_on=two_days_ago.date(),
    )
    day = r"\w+ \d+ \w+ \d{4}"
    noted = rf"Gus Has not said\. Noted that it happened on {day}\. Wanted by them\? No answer yet\. "
    assert re.search(rf"{noted}Hana Agreed on {day}\. End", said_on(world))
    services.answer_pause_not_kept(
        world.act("Gus"), not_kept=pause.not_kept.get(), answer=Wanted.UNSURE, keyring=world.keys
    )
    assert "Wanted by them? “I am not sure” Hana" in said_on(world)


def test_ones_own_word_is_off_the_screen_in_room_mode(world: World) -> None:
    sets(world)
    page = world.browser("Eli").get(page_url(world)).content.decode()
    private = re.findall(r'<div class="private">(.*?)</div>\s*<a', page, flags=re.DOTALL)
    assert [block.count("Has not said.") for block in private] == [2]
    assert page.count("Has not said.") == 2


def test_lines_are_told_with_whose_they_are(world: World) -> None:
    consent.give_line(
        world.act("Hana"),
        client=world.client("Hana"),
        relationship=world.client("Hana").relationships.get(),
        heading=Heading.SIGNALS,
        words="Two taps mean stop.",
        keyring=world.keys,
    )
    assert "Words and signs Two taps mean stop. Hana" in said_on(world)


def gives_a_line(world: World, words: str, *, at: datetime) -> UUID:
    return consent.give_line(
        world.act("Hana", at=at),
        client=world.client("Hana"),
        relationship=world.client("Hana").relationships.get(),
        heading=Heading.SIGNALS,
        words=words,
        keyring=world.keys,
    )


def test_dated_summaries_stand_there_without_what_was_taken_back(world: World) -> None:
    """What its owner took back is gone for the clinician at once, also out of what was made before."""
    early = world.now - timedelta(days=3)
    relationship = world.client("Hana").relationships.get()
    gives_a_line(world, "Two taps mean stop.", at=early)
    back = gives_a_line(world, "Not the neck.", at=early)
    consent.make_agreement(world.act("Hana", at=early), relationship=relationship, keyring=world.keys)
    assert re.search(r"Summary of \w+ \d+ \w+( \d+)? Words and signs Not the neck\.", said_on(world))
    line = AgreementLine.objects.get(pk=back)
    consent.take_back_line(world.act("Hana"), line=line)
    said = said_on(world)
    assert said.count("Two taps mean stop.") == 2
    assert "Not the neck." not in said


def ticked(stage: Stage) -> list[str]:
    relationship = stage.relationship.pk
    with clock_at(hours(1)):
        page = browser_of(stage).get(f"/clinician/relationships/{relationship}/pause/").content.decode()
    return re.findall(r'name="activities" value="(\w+)"[^>]* checked', page)


def test_what_their_exercises_ask_to_leave_out_is_ticked_beforehand(db: None) -> None:
    """Ana and Ben have hands before them, which asks for it; nobody else's page has anything ticked."""
    stage = set_up()
    asked = stage.exercise.paused_meanwhile
    assert asked
    assert sorted(ticked(stage)) == sorted(asked)
    Assignment.objects.filter(pk=stage.given.pk).update(let_go_at=hours(0))
    assert ticked(stage) == []


def test_page_says_before_the_choice_that_a_strict_rule_has_a_price(world: World) -> None:
    said = said_on(world)
    assert said.index("makes some people leave treatment") < said.index("How strictly")


@pytest.mark.parametrize(
    "changed",
    [
        {"activities": "conversation"},
        {"strength": "for ever"},
        {"review_on": "2020-01-01"},
        {"starts_on": "2020-01-01"},
        {"starts_on": "9999-12-31", "review_on": "9999-12-31"},
    ],
)
def test_pause_that_cannot_be_is_not_set(world: World, changed: dict[str, str]) -> None:
    assert world.browser("Eli").post(page_url(world), terms(world, **changed)).status_code == 200
    assert PauseAgreement.objects.count() == 0


def test_pause_of_others_in_care_is_not_ended_from_here(world: World) -> None:
    pause = sets(world)
    sent = {"pause": str(pause.pk)}
    assert world.browser("Cleo").post(f"{page_url(world)}end/", sent).status_code == 404
    ivos = f"/clinician/relationships/{world.client('Ivo').relationships.get().pk}/pause/end/"
    assert world.browser("Cleo").post(ivos, sent).status_code == 302
    pause.refresh_from_db()
    assert pause.ended_at is None


def test_words_and_being_in_one_room_are_never_paused() -> None:
    offered = {activity for activity, _ in PauseForm.base_fields["activities"].choices}  # type: ignore[attr-defined]
    assert offered & NEVER_PAUSED == set()
    assert len(offered) == 21
