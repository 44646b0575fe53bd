"""Where it was quiet all get the same two notes, whatever one of them did alone; then the clinician hears."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.core.properties import finds_fault
from tests.people import rolled_back, with_people
from tests.promises.stage import Draws, Stage, draws, hours, practised_before, set_up
from unhurried.core.disclosure import Tiding
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.queries import clinician as for_clinicians
from unhurried.homework.queries.postings import Posted, quiet_posted_last
from unhurried.notify import notices
from unhurried.notify.notices import put_up_gentle_notes
from unhurried.people.models import Notice

pytestmark = with_people
WEEK = timedelta(weeks=1)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def told(stage: Stage, *, weeks: int = 9) -> dict[str, list[datetime]]:
    """The timer runs every day for so many weeks."""
    for days in range(7 * weeks):
        put_up_gentle_notes(hours(24 * days))
    rows = Notice.objects.filter(tiding=Tiding.STILL_HERE).order_by("from_at")
    return {
        name: list(rows.filter(client=client).values_list("from_at", flat=True))
        for name, client in stage.clients.items()
    }


def test_everybody_gets_the_same_two_and_no_third(stage: Stage) -> None:
    found = told(stage)
    assert found["Ana"] == found["Ben"]
    assert [(at - hours(0)) // WEEK for at in found["Ana"]] == [3, 4]


def test_what_all_of_them_know_of_begins_it_anew(stage: Stage) -> None:
    practised_before(stage, hours(24 * 20))
    assert [(at - hours(24 * 20)) // WEEK for at in told(stage)["Ana"]] == [3, 4]


def says_not_yet(stage: Stage) -> None:
    stage.says("Ana", Answer.NOT_YET, hours(24 * 20))


def sets_a_time_of_her_own(stage: Stage) -> None:
    ana = stage.clients["Ana"]
    words: dict[str, Any] = {"client": ana, "assignment": stage.given, "keyring": stage.keys}
    homework.set_occasion(stage.act(ana, hours(24 * 20)), starts_at=hours(24 * 21), place="", **words)


def writes_in_the_journal(stage: Stage) -> None:
    ana = stage.clients["Ana"]
    act = stage.act(ana, hours(24 * 20))
    writing = homework.Writing(page=act.id, text="A page.")
    homework.write_journal_entry(act, author=ana, writing=writing, keyring=stage.keys)


ALONE: tuple[Callable[[Stage], None], ...] = (
    says_not_yet,
    sets_a_time_of_her_own,
    writes_in_the_journal,
)


def prove_it_follows_nothing_of_one_alone(stage: Stage) -> None:
    found = []
    for what in (lambda stage: None, *ALONE):
        with rolled_back():
            what(stage)
            found.append(told(stage))
    assert all(one == found[0] for one in found)


def test_what_one_of_them_does_alone_changes_no_note(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    prove_it_follows_nothing_of_one_alone(stage)

    def by_readiness(now: datetime) -> list[Posted]:
        """The planted fault: whoever answered is not written to."""
        said = set(stage.given.readiness.values_list("client_id", flat=True))
        return [] if said else quiet_posted_last(now)

    monkeypatch.setattr(notices, "quiet_posted_last", by_readiness)
    finds_fault(prove_it_follows_nothing_of_one_alone, stage)


def quiet(stage: Stage, at: datetime) -> dict[str, datetime | None]:
    lines = for_clinicians.caseload_for(stage.clinician, stage.keys, today=at.date(), now=at)
    names = {client.pk: name for name, client in stage.clients.items()}
    return {names[line.client.pk]: line.quiet.since if line.quiet else None for line in lines}


def test_clinician_hears_once_both_notes_went_out(stage: Stage) -> None:
    assert set(quiet(stage, hours(0) + 5 * WEEK - timedelta(hours=1)).values()) == {None}
    assert quiet(stage, hours(0) + 5 * WEEK) == {"Ana": hours(0), "Ben": hours(0)}
    practised_before(stage, hours(24 * 34))
    assert set(quiet(stage, hours(0) + 5 * WEEK).values()) == {None}
