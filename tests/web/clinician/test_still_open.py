"""Before touch may begin again, what is still open of everybody whom it reaches stands there, by name."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from unittest.mock import patch

import pytest
from django.urls import reverse

from tests.homework.test_caseload import evening, worries
from tests.homework.test_gates import clinician_holds, speaks_first
from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_closing import NOTHING, follows_up
from tests.web.clinician.together import asked, browser_of
from unhurried.consent import services as consent
from unhurried.consent.models import PauseAgreement
from unhurried.homework import services as homework
from unhurried.homework.models import Hold
from unhurried.homework.queries import clinician as queries

pytestmark = with_people
AT = hours(20)
Opens = Callable[[Stage, str], Any]


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def says_in_private(stage: Stage, name: str) -> None:
    """Of an evening that was answered since, so that nothing but these words waits."""
    who, practice = stage.clients[name], evening(stage, name)
    homework.review(
        stage.act(stage.clinician, hours(7)),
        clinician=stage.clinician,
        assignment=stage.given,
        answer=homework.Answer(next_step="talk"),
        keyring=stage.keys,
    )
    homework.answer_afterwards(
        stage.act(who, hours(10)),
        client=who,
        practice=practice,
        answers={"felt_pressed": "0", "limits_kept": "yes", "wanted": "yes"},
        keyring=stage.keys,
    )


KINDS: dict[str, tuple[Opens, str]] = {
    "concern": (worries, "A concern you have not opened yet"),
    "follow_up": (follows_up, "Follow-up</a>: safety record"),
    "private": (says_in_private, "Something said in private"),
}


def lift_page(stage: Stage, holds: Opens, name: str = "Ben") -> Any:
    holds(stage, name)
    hold = Hold.objects.get(cause__in=["clinician", "speak_first"])
    return asked(stage, "lift", AT, hold_id=hold.pk)


def pause_page(stage: Stage) -> Any:
    homework.set_pause(
        stage.act(stage.clinician, hours(11)),
        relationship=stage.relationship,
        terms=consent.PauseTerms(
            activities=["insertion_by_partner"],
            strength="full",
            starts_on=hours(11).date(),
            review_on=hours(400).date(),
        ),
        keyring=stage.keys,
    )
    pause = PauseAgreement.objects.get(ended_at=None)
    url = reverse("clinician:end_pause", kwargs={"relationship_id": stage.relationship.pk})
    with clock_at(AT):
        return browser_of(stage).get(url, {"pause": str(pause.pk)})


def first_of(page: Any) -> str:
    """What stands before "What follows"."""
    assert page.status_code == 200
    said = " ".join(unescape(page.content.decode()).split())
    return said[said.index("<h2>First</h2>") : said.index("<h2>What follows</h2>")]


def under(name: str, stage: Stage, first: str) -> str:
    """What stands there of one person."""
    heading = f"<h3>{stage.keys.open(stage.clients[name], 'name')}</h3>"
    return first.split(heading)[1].split("<h3>", maxsplit=1)[0] if heading in first else ""


@pytest.mark.parametrize("holds", [clinician_holds, speaks_first])
@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_stands_before_a_hold_is_lifted_and_a_pause_ended(
    stage: Stage, kind: str, name: str, holds: Opens
) -> None:
    opens, words = KINDS[kind]
    opens(stage, name)
    ended = first_of(pause_page(stage))
    lifted = first_of(lift_page(stage, holds))
    assert (lifted.count(words), under(name, stage, lifted).count(words)) == (1, 1)
    assert lifted == ended, "one query, whichever page asks"
    assert NOTHING not in lifted


@pytest.mark.parametrize("holds", [clinician_holds, speaks_first])
def test_nothing_open_says_so(stage: Stage, holds: Opens) -> None:
    """The hold that is asked about is no news on its own page."""
    assert NOTHING in first_of(lift_page(stage, holds))


def test_hold_about_nobody_in_particular_stands_with_each(stage: Stage) -> None:
    Hold.objects.create(
        clinic_id=stage.given.clinic_id,
        relationship=stage.relationship,
        cause="clearance",
        raised_at=hours(1),
        effective_at=hours(1),
    )
    assert first_of(pause_page(stage)).count("Touch together rests") == 2


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_look_at_whom_the_hold_names_alone_is_found(stage: Stage, name: str) -> None:
    """The planted fault: a clinician's own hold names nobody, so that nobody would be looked at."""
    worries(stage, name)
    with patch.object(queries, "reached_in", lambda *_, **__: []):
        assert NOTHING in first_of(lift_page(stage, clinician_holds))
