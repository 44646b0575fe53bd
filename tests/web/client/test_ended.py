"""Care has ended: a calm card with the sheet to keep, what stays usable, and a line that says who reads."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest

from tests.people import rolled_back, with_people
from tests.promises.alone import treated_alone_too
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from tests.promises.worlds import raises_concern
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Plan
from unhurried.homework.queries import client as for_clients
from unhurried.homework.queries import clinician as for_clinicians
from unhurried.people.models import Episode, Relationship

pytestmark = with_people
AT, BEFORE, SEEN = hours(20), FIRST - timedelta(minutes=1), FIRST + timedelta(hours=1)
ENDED = "This part of your work here has come to an end"
NO_LONGER = "Nobody reads here regularly any more."
REGULAR = "can read it, within one working day."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def ends(stage: Stage, relationship: Relationship | None = None, kept: Collection[Any] = ()) -> None:
    homework.close_episode(
        stage.act(stage.clinician, AT),
        episode=Episode.objects.get(relationship=relationship or stage.relationship),
        kept=list(kept),
        farewell="Go gently.",
        keyring=stage.keys,
    )


def page(stage: Stage, name: str, address: str, at: datetime = SEEN) -> str:
    with clock_at(at):
        found = stage.browser(name).get(address)
    assert found.status_code == 200
    return " ".join(unescape(found.content.decode()).split())


def test_card_stands_on_today_and_together_from_the_posting_on(stage: Stage) -> None:
    ends(stage)
    for address in ("/c/", "/c/together/"):
        assert [ENDED in page(stage, name, address, BEFORE) for name in ("Ana", "Ben")] == [False, False]
        for name in ("Ana", "Ben"):
            said = page(stage, name, address)
            assert said.count(ENDED) == 1
            assert "Go gently." in said
            assert "ended on Thursday 5 March 2026" in said
            assert f"ask at {stage.clinician.clinic.name}." in said


def test_kept_exercise_still_opens_and_the_others_do_not(stage: Stage) -> None:
    row = Assignment.objects.get(relationship=stage.relationship, exercise__name="com.reflective-listening")
    address = f"/c/a/{row.pk}/"
    with rolled_back():
        ends(stage)
        assert address not in page(stage, "Ben", "/c/")
        with clock_at(SEEN):
            assert stage.browser("Ben").get(address).status_code == 404
    ends(stage, kept=[row.pk])
    assert f'href="{address}"' in page(stage, "Ben", "/c/")
    with clock_at(SEEN):
        assert stage.browser("Ben").get(address).status_code == 200


def test_private_line_says_that_nobody_reads_regularly(stage: Stage) -> None:
    before = page(stage, "Ben", "/c/private/line/", BEFORE)
    assert (REGULAR in before, NO_LONGER in before) == (True, False)
    ends(stage)
    assert page(stage, "Ben", "/c/private/line/", BEFORE).count(REGULAR) == 1
    for address in ("/c/private/line/", "/c/private/kept/"):
        said = page(stage, "Ben", address)
        assert (REGULAR in said, NO_LONGER in said) == (False, True)
        assert "What you send still reaches" in said and "Help now" in said


def test_what_it_says_is_so(stage: Stage) -> None:
    """A concern sent after the end stands on the caseload, as the page tells."""
    ends(stage)
    raises_concern(stage, SEEN, "Ben")
    lines = for_clinicians.caseload_for(stage.clinician, stage.keys, today=SEEN.date(), now=SEEN)
    assert [len(one.concerns) for one in lines] == [1, 0]
    assert lines[0].client == stage.clients["Ben"]


OPEN_PAGES = ("/c/", "/c/together/", "/c/private/line/", "/c/private/kept/", "/c/mine/")


def without_keys(said: str) -> str:
    """What of a page is not drawn anew each time it is sent."""
    drawn = ('name="act"', 'name="sequence"', "csrf")
    return "<".join(part for part in said.split("<") if not any(one in part for one in drawn))


def test_end_of_what_somebody_does_alone_is_on_no_open_page(stage: Stage) -> None:
    own = treated_alone_too(stage, "Ana", hours(1))
    before = [without_keys(page(stage, "Ana", address)) for address in OPEN_PAGES]
    ends(stage, own)
    assert [without_keys(page(stage, "Ana", address)) for address in OPEN_PAGES] == before


def test_end_of_what_somebody_does_alone_on_an_open_page_would_be_seen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: Today asks for everything that has ended, whoever takes part in it."""
    own = treated_alone_too(stage, "Ana", hours(1))
    ends(stage, own)
    shared = [stage.relationship.pk]
    words = {"keyring": stage.keys, "now": SEEN}
    assert for_clients.endings_for(stage.clients["Ana"], shared, **words) == []
    assert len(for_clients.endings_for(stage.clients["Ana"], shared, is_own=True, **words)) == 1


def test_line_in_company_follows_what_is_shared_alone(stage: Stage) -> None:
    """Else whoever picks the phone up reads from it that somebody is treated alone as well."""
    treated_alone_too(stage, "Ana", hours(1))
    ends(stage)
    assert NO_LONGER in page(stage, "Ana", "/c/private/line/")


def test_ended_plan_asks_nothing_of_anybody(stage: Stage) -> None:
    ends(stage)
    assert not Plan.objects.filter(relationship=stage.relationship, ended_at=None).exists()
    said = page(stage, "Ben", "/c/")
    assert "On offer to each of you." not in said and "Not this step just now." not in said
    assert "Nothing to do just now." not in said
