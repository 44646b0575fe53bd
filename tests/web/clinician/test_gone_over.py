"""Whoever is marked as away, and whoever's clients went to a colleague, reads so on their own caseload."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.homework.handing import accepts, answers, names_noor
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, colleague, draws, hours, set_up
from tests.web.clinician.test_caseload_page import text
from tests.web.clinician.together import asked, left_in_room_mode
from unhurried.core.handovers import TOLD_FOR, Said
from unhurried.homework import services as homework
from unhurried.people import services as people
from unhurried.people.models import Account, Clinic, Manager
from unhurried.people.queries import gone_from

pytestmark = with_people
AT, SOON, LATER = hours(20), hours(21), FIRST + timedelta(hours=2)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def caseload(stage: Stage) -> str:
    stage.clinician.refresh_from_db()
    return asked(stage, "caseload", LATER).content.decode()


def test_who_is_marked_as_away_reads_since_when_and_whom_to_tell(stage: Stage) -> None:
    """The planted fault is the page from before, and from after they read again."""
    clinic = stage.clinician.clinic
    account = Account.objects.create(sign_in_name=f"jo-{clinic.pk}")
    Manager.objects.create(clinic=clinic, name="Jo Marsh", account=account)
    noor, before = colleague(stage, "Noor"), caseload(stage)
    Clinic.objects.filter(pk=noor.clinic_id).update(covered_by=noor)
    homework.name_for_absent(stage.act(noor, AT), clinician=stage.clinician, colleague=noor)
    marked = "marked you as away since Wednesday 4 March. What is urgent goes to cover at once."
    page = caseload(stage)
    assert marked in " ".join(page.split()) and "tell a manager of the clinic: Jo Marsh." in page
    assert left_in_room_mode(page) == left_in_room_mode(before)
    people.note_back(stage.act(noor, SOON), clinician=stage.clinician)
    assert ["marked you as away" in one for one in (before, caseload(stage))] == [False, False]


def test_who_treated_somebody_reads_that_care_went_and_not_whose(stage: Stage) -> None:
    noor = names_noor(stage, AT)
    answers(stage, "Ana", Said.YES, SOON)
    answers(stage, "Ben", Said.NO, SOON)
    words = f"Somebody’s care has gone to {noor.name} on Thursday 5 March."
    assert words not in text(asked(stage, "caseload", LATER))
    accepts(stage, noor, LATER, ("Ana",))
    page = text(asked(stage, "caseload", LATER + timedelta(minutes=1)))
    assert (page.count(words), "Ana" in page) == (1, False)


def test_it_is_said_once_however_many_and_for_eight_weeks(stage: Stage) -> None:
    """The planted fault is a day later."""
    noor = names_noor(stage, AT)
    for name in stage.clients:
        answers(stage, name, Said.YES, SOON)
    accepts(stage, noor, LATER, tuple(stage.clients))
    ends = LATER + TOLD_FOR
    found = [gone_from(stage.clinician, now=at) for at in (LATER, ends - timedelta(hours=1), ends)]
    assert found == [[(noor.name, LATER.date())], [(noor.name, LATER.date())], []]
