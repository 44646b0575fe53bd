"""The clinician closes an episode from the page of those it is about, after what waits is named."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.homework.test_caseload import evening, worries
from tests.people import rolled_back, with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_closing import NOTHING, text
from tests.web.clinician.together import asked, browser_of, relationship_page, sent
from unhurried.homework.models import Assignment, Review

pytestmark = with_people
AT = hours(20)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def where(stage: Stage) -> dict[str, Any]:
    return {"relationship_id": stage.relationship.pk}


def in_words(stage: Stage) -> Assignment:
    """What lies before them without touch."""
    return Assignment.objects.get(relationship=stage.relationship, exercise__name="com.reflective-listening")


def test_it_is_reached_by_a_page_that_says_what_follows(stage: Stage) -> None:
    address = reverse("clinician:close_episode", kwargs=where(stage))
    assert f'href="{address}"' in relationship_page(stage, AT)
    page = text(asked(stage, "close_episode", AT, **where(stage)))
    assert NOTHING in page
    assert "Each of them reads the same." in page
    assert "when these are next renewed: Thursday 5 March, 05:00" in page
    assert stage.relationship.episodes.get().closed_on is None, "to look is not to close"
    assert sent(stage, "close_episode", AT, {"farewell": "Go gently."}, **where(stage)).status_code == 302
    episode = stage.relationship.episodes.get()
    assert (episode.closed_on, episode.ends_at) == (AT.date(), FIRST)
    assert stage.keys.open(episode, "farewell") == "Go gently."


def test_only_what_is_words_or_solo_can_be_chosen(stage: Stage) -> None:
    """The planted fault: the id of a step with touch, sent by hand."""
    page = text(asked(stage, "close_episode", AT, **where(stage)))
    assert str(stage.given.pk) not in page
    refused = sent(stage, "close_episode", AT, {"kept": [str(stage.given.pk)]}, **where(stage))
    assert (refused.status_code, stage.relationship.episodes.get().closed_on) == (200, None)


def test_what_waits_is_named_and_closing_past_it_is_said(stage: Stage) -> None:
    concern = worries(stage, "Ben")
    page = text(asked(stage, "close_episode", AT, **where(stage)))
    places = [page.index(f"/clinician/concerns/{concern.pk}/"), page.index("What follows")]
    assert places == sorted(places)
    assert "I know that nobody has opened it" in page
    assert "Nothing was closed." in text(sent(stage, "close_episode", AT, {}, **where(stage)))
    assert stage.relationship.episodes.get().closed_on is None
    assert sent(stage, "close_episode", AT, {"known": [str(concern.pk)]}, **where(stage)).status_code == 302
    assert stage.relationship.episodes.get().closed_on == AT.date()


def test_what_is_there_to_read_is_ticked_as_known_before_it_closes(stage: Stage) -> None:
    """The planted fault is the same act once it was answered, which asks for no tick."""
    evening(stage, "Ana")
    page = text(asked(stage, "close_episode", AT, **where(stage)))
    assert page.count("I know that there is something to read") == 1
    assert "Nothing was closed." in text(sent(stage, "close_episode", AT, {}, **where(stage)))
    assert stage.relationship.episodes.get().closed_on is None
    with rolled_back():
        assert (
            sent(stage, "close_episode", AT, {"known": [str(stage.given.pk)]}, **where(stage)).status_code
            == 302
        )
    answers(stage)
    assert sent(stage, "close_episode", AT, {}, **where(stage)).status_code == 302


def answers(stage: Stage) -> None:
    Review.objects.create(
        clinic_id=stage.given.clinic_id,
        assignment=stage.given,
        relationship=stage.relationship,
        clinician=stage.clinician,
        next_step="talk",
        reviewed_at=AT,
    )


def test_of_one_person_the_page_speaks_of_one(stage: Stage) -> None:
    """The planted fault is the page of several."""
    of_several = (
        "for all of them",
        "Touch together",
        "Each of them reads the same",
        "what each does alone",
    )
    page = text(asked(stage, "close_episode", AT, **where(stage)))
    assert [one for one in of_several if one in page] == list(of_several)
    stage.relationship.participations.filter(client=stage.clients["Ben"]).delete()
    page = text(asked(stage, "close_episode", AT, **where(stage)))
    assert [one for one in of_several if one in page] == []


def test_refusal_shows_nothing_in_the_room(stage: Stage) -> None:
    worries(stage, "Ben")
    browser, url = browser_of(stage), reverse("clinician:close_episode", kwargs=where(stage))
    with clock_at(AT):
        browser.post(reverse("clinician:room"), {"room": "on", "back": "/clinician/"})
        page = text(browser.post(url, {}))
    assert "This page is for you alone." in page
    assert "concern" not in page


def test_nobody_elses_clinician_finds_it(stage: Stage) -> None:
    other = set_up()
    assert asked(stage, "close_episode", AT, relationship_id=other.relationship.pk).status_code == 404


def test_closed_person_is_folded_and_their_pages_open(stage: Stage) -> None:
    before = text(asked(stage, "caseload", AT))
    sent(stage, "close_episode", AT, {}, **where(stage))
    after = text(asked(stage, "caseload", AT))
    said = "<summary>Care has ended (2)</summary>"
    assert (said in before, said in after) == (False, True)
    ana = stage.clients["Ana"]
    assert after.index("<summary>") < after.index(f"/clinician/people/{ana.pk}/")
    page = text(asked(stage, "client", AT, client_id=ana.pk))
    assert "Their care has ended." in page
    together = relationship_page(stage, AT)
    assert "Their care ended on Wednesday 4 March 2026." in together
    assert reverse("clinician:close_episode", kwargs=where(stage)) not in together
    assert asked(stage, "close_episode", AT, **where(stage)).status_code == 302


def test_concern_sent_afterwards_stands_first_on_the_caseload(stage: Stage) -> None:
    sent(stage, "close_episode", AT, {}, **where(stage))
    concern = worries(stage, "Ben", at=hours(30))
    page = text(asked(stage, "caseload", hours(31)))
    assert page.index(f"/clinician/concerns/{concern.pk}/") < page.index("<summary>Care has ended (1)")


def test_what_is_kept_stays_with_them(stage: Stage) -> None:
    row = in_words(stage)
    fields = {"kept": [str(row.pk)], "farewell": ""}
    assert sent(stage, "close_episode", AT, fields, **where(stage)).status_code == 302
    row.refresh_from_db()
    assert (row.settled_at, row.let_go_at) == (FIRST, None)
