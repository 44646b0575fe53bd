"""A move abroad and a change in life stand on the caseload until the clinician has read them."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from tests.web.clinician.test_caseload_page import AT, row, text
from tests.web.clinician.together import asked, sent
from unhurried.consent.models import Switch
from unhurried.core.history import SwitchName
from unhurried.homework import services as homework
from unhurried.homework.queries.clinician import changes
from unhurried.people import services
from unhurried.people.models import Credential, Whereabouts

pytestmark = with_people
MOVED = "Where they are: your licence does not name it"
LIFE = "A change in life, marked by them"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def moves(stage: Stage, name: str, region: str, at: datetime) -> None:
    who = stage.clients[name]
    who.refresh_from_db()
    services.declare_region_and_words(
        stage.act(who, at), client=who, region=region, own_words="", keyring=stage.keys
    )


def switches(stage: Stage, name: str, *, is_on: bool, at: datetime) -> None:
    who, life = stage.clients[name], SwitchName.LIFE_CHANGE
    homework.set_switch(stage.act(who, at), client=who, name=life, is_on=is_on, keyring=stage.keys)


def lines(stage: Stage, name: str) -> tuple[bool, bool]:
    found = row(stage, name)
    return MOVED in found, LIFE in found


def reads(stage: Stage, name: str, as_of: datetime) -> None:
    said = {"as_of": as_of.isoformat()}
    assert sent(stage, "read_changes", AT, said, client_id=stage.clients[name].pk).status_code == 302


def test_each_stands_on_its_persons_line_and_page_until_it_was_read(stage: Stage) -> None:
    moves(stage, "Ben", "Elsewhere", hours(2))
    switches(stage, "Ben", is_on=True, at=hours(3))
    assert (lines(stage, "Ben"), lines(stage, "Ana")) == ((True, True), (False, False))
    page = text(asked(stage, "client", AT, client_id=stage.clients["Ben"].pk))
    assert "They say: Elsewhere." in page and f'name="as_of" value="{hours(3).isoformat()}"' in page
    reads(stage, "Ben", hours(3))
    assert lines(stage, "Ben") == (False, False)
    assert "Nothing waits for you" in row(stage, "Ben")


def test_each_leads_to_where_it_can_be_read_with_its_day_beside_it(stage: Stage) -> None:
    moves(stage, "Ben", "Elsewhere", hours(2))
    switches(stage, "Ben", is_on=True, at=hours(3))
    found, way = row(stage, "Ben"), f'<a href="/clinician/people/{stage.clients["Ben"].pk}/">'
    assert [f'{way}{words} <span class="quiet">since' in found for words in (MOVED, LIFE)] == [True, True]


def test_what_came_in_while_it_was_read_waits(stage: Stage) -> None:
    switches(stage, "Ben", is_on=True, at=hours(2))
    moves(stage, "Ben", "Elsewhere", hours(3))
    reads(stage, "Ben", hours(2))
    assert lines(stage, "Ben") == (True, False)


def test_it_goes_by_itself_once_it_is_over(stage: Stage) -> None:
    switches(stage, "Ben", is_on=True, at=hours(2))
    switches(stage, "Ben", is_on=False, at=hours(3))
    home = stage.clients["Ben"].region
    moves(stage, "Ben", "Elsewhere", hours(2))
    assert lines(stage, "Ben") == (True, False)
    moves(stage, "Ben", home, hours(3))
    assert lines(stage, "Ben") == (False, False)


def test_licence_that_comes_to_cover_it_settles_it(stage: Stage) -> None:
    moves(stage, "Ben", "Elsewhere", hours(2))
    Credential.objects.filter(clinician=stage.clinician).update(jurisdiction="England, Elsewhere")
    assert lines(stage, "Ben") == (False, False)


def test_where_somebody_was_taken_on_is_no_move(stage: Stage) -> None:
    Whereabouts.objects.filter(client=stage.clients["Ben"]).update(region="Elsewhere")
    assert lines(stage, "Ben") == (False, False)


def test_reading_opens_nothing_and_planted_forgetfulness_is_seen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault asks of what was read once more."""
    switches(stage, "Ben", is_on=True, at=hours(2))
    reads(stage, "Ben", hours(2))
    assert Switch.objects.get(client=stage.clients["Ben"], name="life_change").is_on
    real = changes.is_to_read
    monkeypatch.setattr(changes, "is_to_read", lambda one, **said: real(one, **{**said, "was_read": False}))
    assert lines(stage, "Ben") == (False, True)
