"""How people let one another know: chosen for everybody, and on their pages from the next posting."""

from collections.abc import Iterator

import pytest

from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, draws, hours, set_up
from tests.web.clinician.together import asked, sent
from unhurried.core.disclosure import Tiding
from unhurried.core.exercises import Communication
from unhurried.homework import services, sheets
from unhurried.homework.models import Assignment, Practice
from unhurried.homework.queries import client as for_clients
from unhurried.homework.queries import clinician as for_clinicians
from unhurried.people.models import Notice

pytestmark = with_people
CHOSEN_AT = hours(3)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def chooses(stage: Stage, communication: Communication, at: object = CHOSEN_AT) -> None:
    services.choose_communication(
        stage.act(stage.clinician, at),  # type: ignore[arg-type]
        assignment=stage.given,
        communication=communication,
        keyring=stage.keys,
    )


def shown(stage: Stage, at: object) -> Communication:
    """As an evening that began then has it."""
    given = Assignment.objects.get(pk=stage.given.pk)
    practice = Practice(assignment=given, begun_at=at)
    return for_clients.communication_in(stage.clients["Ana"], practice, stage.keys)


def lands_with_the_posting(stage: Stage) -> bool:
    before = shown(stage, hours(1))
    chooses(stage, Communication.TALK_THROUGH)
    return (shown(stage, hours(4)), shown(stage, FIRST)) == (before, Communication.TALK_THROUGH)


def test_it_lands_at_the_posting(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lands_with_the_posting(stage)
    monkeypatch.setattr(sheets.Sheet, "communication_at", lambda self, at: self.communication_next)
    assert shown(stage, hours(4)) is Communication.TALK_THROUGH, "at once would be noticed"


def test_chosen_twice_before_it_lands_the_page_stays_as_it_was(stage: Stage) -> None:
    before = shown(stage, hours(1))
    chooses(stage, Communication.TALK_THROUGH)
    chooses(stage, Communication.WORDS, hours(5))
    assert (shown(stage, hours(6)), shown(stage, FIRST)) == (before, Communication.WORDS)


def test_the_rest_of_the_sheet_is_kept_and_everybody_is_told(stage: Stage) -> None:
    Notice.objects.all().delete()
    before = for_clinicians.sheet_under(stage.clinician, stage.given, stage.keys)
    chooses(stage, Communication.WORDS)
    stage.given.refresh_from_db()
    after = for_clinicians.sheet_under(stage.clinician, stage.given, stage.keys)
    parts = ("purpose", "why_it_helps", "when_where", "obstacles", "smallest_version", "stopping", "words")
    assert [getattr(after, part) for part in parts] == [getattr(before, part) for part in parts]
    told = Notice.objects.filter(tiding=Tiding.PLAN_HAS_CHANGED)
    assert {one.client_id for one in told} == {client.pk for client in stage.clients.values()}
    assert {one.from_at for one in told} == {FIRST}


def test_clinician_chooses_it_beside_what_was_given(stage: Stage) -> None:
    page = asked(stage, "given", CHOSEN_AT, assignment_id=stage.given.pk).content.decode()
    assert "How they let one another know" in page
    fields = {"communication": "talk_through"}
    assert sent(stage, "communication", CHOSEN_AT, fields, assignment_id=stage.given.pk).status_code == 302
    assert shown(stage, FIRST) is Communication.TALK_THROUGH


def test_what_one_does_alone_has_no_such_thing(stage: Stage) -> None:
    breath = Assignment.objects.get(relationship=stage.relationship, exercise__name="min.breath")
    page = asked(stage, "given", CHOSEN_AT, assignment_id=breath.pk).content.decode()
    assert "How they let one another know" not in page
    sealed = bytes(breath.sheet)
    sent(stage, "communication", CHOSEN_AT, {"communication": "words"}, assignment_id=breath.pk)
    breath.refresh_from_db()
    assert bytes(breath.sheet) == sealed
