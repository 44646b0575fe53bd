"""“I would rather not”: the clinician reads it, and for everybody else it is as if nobody had answered."""

from datetime import timedelta
from typing import Any

import pytest

from tests.people import World, rolled_back, with_people
from tests.people.test_seats import here, says_yes, takes_back, together
from tests.web.client.private_area import opened, said_on
from tests.web.client.test_joining_together import seen
from unhurried.people import services
from unhurried.people.models import JoiningLink, Notice, Relationship
from unhurried.people.queries import asked_to_join
from unhurried.people.services import seats

pytestmark = with_people
QUESTION = "/c/together/joining/"
RATHER_NOT = {"answer": "rather_not"}
CLINICIAN = "/clinician/people/together/"


def declines(world: World, name: str, *, days: float = 0) -> None:
    at = world.now + timedelta(days=days)
    link = asked_to_join(world.client(name), now=at)
    assert link is not None
    services.decline_to_join(world.act(name, at=at), client=world.client(name), link=link)


def of_dov(world: World, deed: Any) -> tuple[list[tuple[int, bytes]], list[str], list[bool]]:
    """All that Dov can find: his pages, what he is told, and whether he is asked now and around the lapse."""
    with rolled_back():
        deed()
        pages = seen(world, "Dov")
        told = list(Notice.objects.filter(client=world.client("Dov")).values_list("tiding", flat=True))
        lapse = world.now + services.LIVES_FOR
        asked = [
            asked_to_join(world.client("Dov"), now=at) is not None
            for at in (world.now, lapse - timedelta(seconds=1), lapse)
        ]
    return pages, told, asked


def test_to_the_other_it_is_as_if_nobody_had_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault takes the question from all of them in the same instant."""
    together(world, "Ivo", "Dov")
    unanswered = of_dov(world, lambda: None)
    assert unanswered[2] == [True, True, False]
    assert of_dov(world, lambda: declines(world, "Ivo")) == unanswered
    both = JoiningLink.objects.filter(relationship__isnull=False)
    monkeypatch.setattr(seats, "_live", lambda link, act: both)
    assert of_dov(world, lambda: declines(world, "Ivo")) != unanswered


def test_taken_back_is_told_to_both_alike_whoever_declined(world: World) -> None:
    Notice.objects.all().delete()
    relationship_id = together(world, "Ivo", "Dov")
    silent = of_dov(world, lambda: takes_back(world, relationship_id))
    declines(world, "Ivo")
    assert of_dov(world, lambda: takes_back(world, relationship_id)) == silent
    takes_back(world, relationship_id)
    told = Notice.objects.values_list("client_id", "tiding")
    assert sorted(told, key=str) == sorted(
        ((world.client(name).pk, "question_taken_back") for name in ("Ivo", "Dov")), key=str
    )
    assert "Take the question back" not in of_cleo(world, relationship_id)


def test_a_yes_of_the_other_begins_nothing(world: World) -> None:
    relationship_id = together(world, "Ivo", "Dov")
    declines(world, "Ivo")
    says_yes(world, "Dov")
    assert here(world, relationship_id) == set()


def test_button_leads_on_to_what_one_does_alone(world: World) -> None:
    together(world, "Ivo", "Dov")
    browser = world.browser("Ivo")
    page = said_on(browser.get(QUESTION))
    looks = [
        one.split('"')[0] for one in page.split('<button class="')[1:] if "answer" in one or "Yes," in one
    ]
    assert len(set(looks)) == 1, "neither answer is the larger one"
    assert "You are not asked again, unless you tell Cleo that you would like it." in page
    said = browser.post(QUESTION, RATHER_NOT, follow=True)
    assert said.request["PATH_INFO"] == "/c/"
    assert "Kept. What you do on your own goes on." in said_on(said)
    assert browser.get(QUESTION).headers["Location"] == "/c/together/"
    assert "Do things together?" not in said_on(browser.get("/c/together/"))


def test_in_company_it_is_answered_like_everything_else_behind_the_code(world: World) -> None:
    together(world, "Ana", "Ivo")
    browser = opened(world, "Ana")
    assert browser.post(QUESTION, RATHER_NOT).headers["Location"] == "/c/private/kept/"
    assert "Nothing is asked just now." in said_on(browser.get(QUESTION))


def test_no_to_what_was_taken_back_changes_nothing(world: World) -> None:
    takes_back(world, together(world, "Ivo", "Dov"))
    page = world.browser("Ivo").post(QUESTION, RATHER_NOT, follow=True)
    assert "This question is no longer open." in said_on(page)


def test_neither_answer_can_follow_the_other(world: World) -> None:
    together(world, "Ivo", "Dov")
    link = asked_to_join(world.client("Ivo"), now=world.now)
    assert link is not None
    declines(world, "Ivo")
    with pytest.raises(services.JoiningLinkSpent):
        seats.take_seat(world.act("Ivo"), link=link)
    with pytest.raises(services.JoiningLinkSpent):
        services.decline_to_join(world.act("Ivo"), client=world.client("Ivo"), link=link)


def of_cleo(world: World, relationship_id: Any) -> str:
    return said_on(world.browser("Cleo").get(f"/clinician/relationships/{relationship_id}/"))


def test_clinician_reads_who_and_finds_no_button_to_ask_again(world: World) -> None:
    relationship_id = together(world, "Ivo", "Dov")
    assert of_cleo(world, relationship_id).count("Ask once more") == 2
    declines(world, "Ivo")
    page = of_cleo(world, relationship_id)
    assert (page.count("would rather not, said on"), page.count("Ask once more")) == (1, 1)
    assert "Taken back before, it may tell them that somebody said no." in page


def asks(world: World, **said: str) -> Any:
    chosen = [str(world.client(name).pk) for name in ("Ivo", "Dov")]
    return world.browser("Cleo").post(CLINICIAN, {"people": chosen, "goal": "", **said})


def test_nobody_is_asked_again_who_does_not_want_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    relationship_id = together(world, "Ivo", "Dov")
    declines(world, "Ivo")
    page = asks(world)
    assert (page.status_code, "Would rather not, when asked last: Ivo" in said_on(page)) == (200, True)
    found = Relationship.objects.get(pk=relationship_id)
    with pytest.raises(services.WouldRatherNot):
        services.ask_to_join(world.act("Cleo"), relationship=found, client=world.client("Ivo"))
    with pytest.raises(services.WouldRatherNot):
        together(world, "Ivo", "Dov")
    assert asked_to_join(world.client("Ivo"), now=world.now) is None
    with rolled_back():
        assert asks(world, is_sure="on").status_code == 302
        assert asked_to_join(world.client("Ivo"), now=world.now) is not None
    monkeypatch.setattr(seats, "would_rather_not", lambda *_: set())
    together(world, "Ivo", "Dov")
    assert asked_to_join(world.client("Ivo"), now=world.now) is not None, "the planted fault asks again"


def test_taking_back_does_not_forget_it(world: World) -> None:
    relationship_id = together(world, "Ivo", "Dov")
    declines(world, "Ivo")
    takes_back(world, relationship_id)
    with pytest.raises(services.WouldRatherNot):
        together(world, "Ivo", "Dov")
