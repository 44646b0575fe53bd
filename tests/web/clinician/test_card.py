"""A card to print carries what is posted: no limit, no answer and no hold of anybody's is in it."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest

from tests.homework.test_gates import (
    CAUSES,
    clinician_holds,
    everyone_is_ready,
)
from tests.people import World, with_people
from tests.promises.stage import FIRST, Draws, Stage, draws, hours, set_up
from tests.web.clinician.test_giving import no_to
from tests.web.clinician.together import asked, left_in_room_mode, relationship_page, sent
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment

pytestmark = with_people
AT = hours(20)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up(exercise_id="sf.1-whole-body-early")


def card(stage: Stage, at: Any = AT) -> str:
    page = asked(stage, "card", at, assignment_id=stage.given.pk)
    assert page.status_code == 200
    said = " ".join(unescape(page.content.decode()).split())
    return said[said.index("<main") : said.index("</main>")]


def seen(stage: Stage, at: Any = AT) -> list[str]:
    """The same for whoever sits beside the screen, or has the paper."""
    return left_in_room_mode(card(stage, at))


def test_it_is_reached_from_the_page_of_them_all(stage: Stage) -> None:
    assert f'href="/clinician/given/{stage.given.pk}/card/"' in relationship_page(stage, AT)


def test_it_says_version_minutes_steps_roles_stopping_and_what_it_cannot_know(stage: Stage) -> None:
    page, phase = card(stage), stage.exercise.phases[0]
    full = next(one for one in phase.versions if one.key == "full")
    assert f"The version of {full.minutes} minutes, as pages have it since Monday 2 March 2026." in page
    assert "Limits may be tighter since. What anybody says now comes before the card." in page
    assert "The person touching" in page
    assert page.count("<li>") == len(phase.steps_of("full"))
    assert 'class="typed"' in page
    assert "At most" in page
    assert "<script" not in page


@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize("cause", [*CAUSES, "feet"])
def test_nothing_that_anybody_said_or_that_holds_changes_it(
    stage: Stage, cause: Callable[[Stage, str], Any] | str, name: str
) -> None:
    everyone_is_ready(stage)
    before = seen(stage)
    if isinstance(cause, str):
        no_to(stage, name, cause)
    else:
        cause(stage, name)
    assert seen(stage) == before


def test_version_that_a_limit_leaves_would_be_seen(stage: Stage) -> None:
    """The planted fault: were the card of the version that fits, a limit would show."""
    before = card(stage)
    Assignment.objects.filter(pk=stage.given.pk).update(version="short")
    assert card(stage) != before


def test_larger_version_is_on_it_once_it_is_posted(stage: Stage) -> None:
    Assignment.objects.filter(pk=stage.given.pk).update(version="short")
    before = card(stage, hours(2))
    sent(stage, "version", hours(2), {"version": "full"}, assignment_id=stage.given.pk)
    assert card(stage, hours(3)) == before
    assert "Full version" in card(stage, FIRST)


def test_there_is_none_between_a_smaller_choice_and_its_posting(stage: Stage) -> None:
    """It counts for bodies at once: no paper says otherwise."""
    sent(stage, "version", hours(2), {"version": "short"}, assignment_id=stage.given.pk)
    page = card(stage, hours(3))
    assert "No card just now." in page
    assert "Thursday 5 March, 05:00" in page
    assert "<li>" not in page
    assert "Short version" in card(stage, FIRST)


def test_hold_of_the_clinicians_own_leaves_it_as_it_is(stage: Stage) -> None:
    before = seen(stage)
    clinician_holds(stage, "Ana")
    assert seen(stage) == before


HELD = "You hold this since Wednesday 4 March; their pages follow on Thursday 5 March, 05:00."
UNSEEN = "This step rests now; their pages follow on Monday 9 March, 05:00."


def test_clinicians_own_hold_is_said_on_the_screen_until_pages_follow(stage: Stage) -> None:
    assert HELD not in card(stage)
    clinician_holds(stage, "Ana")
    page = card(stage)
    notice = page[page.index('<div class="private"> <div class="notice unprinted">') :].split("</div>")[0]
    assert HELD in notice
    assert HELD not in page.split('<div class="paper">')[1]
    assert HELD not in " ".join(seen(stage))
    after = card(stage, FIRST.replace(hour=6))
    assert ("You hold this" in after, RESTS in after) == (False, True)


def test_what_rests_since_it_was_posted_is_said_on_the_screen() -> None:
    """On offer on their pages, and then somebody asks to speak first: for the clinician alone."""
    with draws(Draws()):
        stage = set_up()
        everyone_is_ready(stage)
        now = FIRST.replace(hour=6)
        before = seen(stage, now)
        assert UNSEEN not in card(stage, now)
        ben = stage.clients["Ben"]
        own: dict[str, Any] = {"client": ben, "relationship": stage.relationship, "keyring": stage.keys}
        homework.speak_first(stage.act(ben, now), **own)
        later = now.replace(hour=7)
        assert UNSEEN in card(stage, later)
        assert seen(stage, later) == before


def test_what_is_given_to_somebody_on_their_own_has_one_too(world: World) -> None:
    given = world.given("Ivo")
    page = world.browser("Cleo").get(f"/clinician/given/{given.pk}/card/").content.decode()
    assert "as pages have it since" in page
    assert "comes round once for each of you" not in page


RESTS = "This step rests on their pages at present, as renewed on"


def test_screen_says_that_the_step_rests_and_paper_does_not(stage: Stage) -> None:
    """Nobody is ready: it rests. By what is posted, so that it tells nothing that their pages do not."""
    page = card(stage)
    notice = page[page.index('<div class="notice unprinted">') :].split("</div>")[0]
    assert f"{RESTS} Monday 2 March." in notice
    assert "Limits may be tighter than on the card" in notice
    assert RESTS not in page.split('<div class="paper">')[1]
    everyone_is_ready(stage)
    assert RESTS in card(stage), "what was said since is not on their pages yet"


@pytest.mark.parametrize(("hold", "rests"), [(0, False), (1, True)])
def test_step_on_offer_is_not_said_to_rest(*, hold: int, rests: bool) -> None:
    """All are ready and it is released; a hidden hold rests it all the same."""
    with draws(Draws(hold=hold)):
        stage = set_up()
        everyone_is_ready(stage)
        assert (RESTS in card(stage, FIRST.replace(hour=6))) == rests
