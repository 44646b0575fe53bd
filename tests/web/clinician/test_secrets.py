"""What was told as a secret carries a mark wherever it stands, and a word before anything several read."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.homework.test_caseload import evening, notes, worries
from tests.people import World, with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from tests.web.clinician.together import asked, browser_of, left_in_room_mode, relationship_page, sent
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.core.vocabulary import Audience
from unhurried.homework.models import Note, Practice
from unhurried.homework.queries.clinician import secrets
from unhurried.people.models import Clinic

pytestmark = with_people
AT = hours(20)
TAG, WARNING = '<span class="tag">Told as a secret</span>', "something was told as a secret"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(page: Any) -> str:
    assert page.status_code == 200
    return " ".join(unescape(page.content.decode()).split())


def made_for_all(stage: Stage) -> dict[str, str]:
    """The pages on which something is made that all of them read, or a time with all of them is prepared."""
    here, ana = {"relationship_id": stage.relationship.pk}, {"client_id": stage.clients["Ana"].pk}
    pages = {
        "relationship": here,
        "close_episode": here,
        "new_appointment": ana,
        "given": {"assignment_id": stage.given.pk},
        "compose": {**ana, "exercise_id": "com.first-talk"},
    }
    return {name: text(asked(stage, name, AT, **where)) for name, where in pages.items()}


def concern_of(stage: Stage, name: str, *, is_opened: bool = True) -> Concern:
    concern = worries(stage, name)
    if is_opened:
        consent.see_concern(stage.act(stage.clinician, hours(2)), concern=concern)
    return concern


def marks(stage: Stage, concern: Concern, mark: str = "yes") -> Any:
    return sent(stage, "mark_concern", AT, {"mark": mark}, concern_id=concern.pk)


def test_mark_stands_wherever_the_concern_stands(stage: Stage) -> None:
    concern = concern_of(stage, "Ben")
    ben = {"client_id": stage.clients["Ben"].pk}
    pages: dict[str, dict[str, Any]] = {
        "caseload": {},
        "client": ben,
        "concern": {"concern_id": concern.pk},
        "relationship": {"relationship_id": stage.relationship.pk},
        "close_episode": {"relationship_id": stage.relationship.pk},
    }
    assert [name for name, where in pages.items() if TAG in text(asked(stage, name, AT, **where))] == []
    marks(stage, concern)
    assert [name for name, where in pages.items() if TAG not in text(asked(stage, name, AT, **where))] == []
    marks(stage, concern, "no")
    assert TAG not in text(asked(stage, "caseload", AT))


def test_mark_goes_with_it_to_cover(world: World) -> None:
    """Dov's lies with Eli, who covers for Cleo."""
    of_dov = Concern.objects.filter(client=world.client("Dov"))
    eli, page = world.browser("Eli"), f"/clinician/cover/{of_dov.get().pk}/"
    assert not any(TAG in text(eli.get(url)) for url in ("/clinician/", "/clinician/review/", page))
    of_dov.update(secret_at=world.now)
    assert all(TAG in text(eli.get(url)) for url in ("/clinician/", "/clinician/review/", page))


def test_clinician_is_warned_on_each_page_on_which_something_is_made_for_all(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault warns of nobody."""
    concern = concern_of(stage, "Ben")
    assert [name for name, page in made_for_all(stage).items() if WARNING in page] == []
    marks(stage, concern)
    pages = made_for_all(stage)
    assert [name for name, page in pages.items() if WARNING not in page] == []
    ben = stage.clients["Ben"]
    link = f'<a href="/clinician/people/{ben.pk}/">{stage.keys.open(ben, "name")}</a>'
    assert all(link in page for page in pages.values())
    monkeypatch.setattr(secrets, "warned_of", lambda *_: [])
    assert [name for name, page in made_for_all(stage).items() if WARNING in page] == []


def test_it_says_what_the_clinics_policy_is(stage: Stage) -> None:
    marks(stage, concern_of(stage, "Ben"))
    for policy, words in (
        ("no_secrets", "you may bring it up, and they were told so"),
        ("limited_secrets", "It is not passed on without them."),
    ):
        Clinic.objects.update(secrets_policy=policy)
        assert words in made_for_all(stage)["given"]


def test_what_nobody_opened_cannot_be_marked(stage: Stage) -> None:
    concern = concern_of(stage, "Ben", is_opened=False)
    marks(stage, concern)
    concern.refresh_from_db()
    assert concern.secret_at is None


def of_notes(stage: Stage, audience: Audience) -> tuple[Practice, Any]:
    practice = evening(stage, "Ana")
    notes(stage, "Ben", practice, "The wren.", audience)
    said = {"mark": "yes", "practice": str(practice.pk), "client": str(stage.clients["Ben"].pk)}
    sent(stage, "mark_notes", AT, said, assignment_id=stage.given.pk)
    return practice, text(asked(stage, "given", AT, assignment_id=stage.given.pk))


def test_what_was_written_for_the_clinician_alone_can_be_marked(stage: Stage) -> None:
    _practice, page = of_notes(stage, Audience.CLINICIAN)
    assert page.count(TAG) == 1 and WARNING in page


def test_what_all_of_them_read_is_no_secret(stage: Stage) -> None:
    _practice, page = of_notes(stage, Audience.RELATIONSHIP)
    assert TAG not in page and WARNING not in page
    assert not Note.objects.filter(secret_at__isnull=False).exists()


def test_nobody_marks_what_is_not_theirs(stage: Stage) -> None:
    with draws(Draws()):
        other = set_up(("Fay", "Gus", "Hana"))
    concern = concern_of(stage, "Ben")
    assert marks(other, concern).status_code == 404


def test_nothing_of_it_is_left_in_the_room(stage: Stage) -> None:
    quiet = left_in_room_mode(relationship_page(stage, AT))
    concern = concern_of(stage, "Ben")
    marks(stage, concern)
    assert left_in_room_mode(relationship_page(stage, AT)) == quiet
    browser = browser_of(stage)
    browser.post("/clinician/room/", {"room": "on", "back": "/clinician/"})
    page = browser.get(f"/clinician/given/{stage.given.pk}/").content.decode()
    assert WARNING not in page
