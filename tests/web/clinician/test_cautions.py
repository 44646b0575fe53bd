"""What speaks for waiting is noted, found and lifted by the clinician alone; nobody else reads of it."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client as Browser

from tests.core.properties import finds_fault
from tests.homework.test_cautions import notes
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, _composed, _item, clock_at, draws, hours, set_up
from tests.web.client.phones import RANDOM
from tests.web.clinician.test_before_giving import page as giving_page
from tests.web.clinician.test_room import OFF, switches
from tests.web.clinician.together import asked, browser_of, left_in_room_mode, sent
from unhurried.consent.models import Caution as Row
from unhurried.core.cautions import KINDS, Caution, Kind, Waits
from unhurried.homework import services as homework
from unhurried.homework.queries.clinician import gates
from unhurried.people.models import Notice
from unhurried.web.clinician.caution_words import ASKED_OF_A_PARTNER, ASKED_TO_LIFT
from unhurried.web.clinician.views import cautions as letters

pytestmark = with_people
AT = hours(20)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(found: Any) -> str:
    return " ".join(unescape(found.content.decode()).split())


def whose(stage: Stage, name: str = "Ana") -> dict[str, Any]:
    return {"client_id": stage.clients[name].pk}


def test_it_is_noted_found_and_lifted_from_the_persons_page(stage: Stage) -> None:
    way = f"/clinician/people/{stage.clients['Ana'].pk}/on-file/"
    assert f'href="{way}"' in text(asked(stage, "client", AT, **whose(stage)))
    fields = {"kind": "pregnancy", "heard_on": "2026-03-02"}
    assert sent(stage, "cautions", AT, fields, **whose(stage)).headers["Location"] == way
    page = text(asked(stage, "cautions", AT, **whose(stage)))
    row = Row.objects.get(client=stage.clients["Ana"])
    assert "Pregnancy" in page and f"/clinician/on-file/{row.pk}/lift/" in page
    lifted = {"on": "2026-03-04", "words": "Dr Finch saw her.", "until": "2026-05-01"}
    assert sent(stage, "lift_caution", AT, lifted, caution_id=row.pk).headers["Location"] == way
    page = text(asked(stage, "cautions", AT, **whose(stage)))
    assert "Dr Finch saw her." in page and "good until" in page
    assert f"/clinician/on-file/{row.pk}/lift/" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "", "heard_on": "2026-03-02"}, "Please choose what it is."),
        ({"kind": "pregnancy", "heard_on": "2026-03-09"}, "Please choose a day that has been."),
    ],
)
def test_bad_input_keeps_what_was_chosen(stage: Stage, fields: dict[str, str], said: str) -> None:
    found = sent(stage, "cautions", AT, fields, **whose(stage))
    assert found.status_code == 200 and said in text(found)
    assert not Row.objects.filter(client=stage.clients["Ana"]).exists()
    assert f'value="{fields["heard_on"]}"' in text(found)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2026-03-09"}, "Please choose a day that has been."),
        ({"words": ""}, "A few words, please"),
        ({"until": "2026-03-01"}, "Please choose a day from today on, within a year."),
    ],
)
def test_nothing_is_lifted_by_half(stage: Stage, wrong: dict[str, str], said: str) -> None:
    row = notes(stage, "Ana", Caution.PREGNANCY)
    fields = {"on": "2026-03-04", "words": "Seen.", "until": "", **wrong}
    found = sent(stage, "lift_caution", AT, fields, caution_id=row.pk)
    assert found.status_code == 200 and said in text(found)
    assert Row.objects.get(pk=row.pk).lifted_at is None


@pytest.mark.parametrize(
    ("kind", "asked_words"),
    [
        (Caution.PREGNANCY, "Who examined them, and what was found"),
        (Caution.FEAR_OF_PARTNER, "What you asked, alone with whom, and what makes you lift it"),
        (Caution.RECENT_LOSS, "What was asked and said, and that you were alone with them"),
    ],
)
def test_what_is_asked_before_it_is_lifted_follows_its_kind(
    stage: Stage, kind: Caution, asked_words: str
) -> None:
    """The planted fault is what is asked of any other kind."""
    row = notes(stage, "Ana", kind)
    page = text(asked(stage, "lift_caution", AT, caution_id=row.pk))
    words = {str(one) for one in (*ASKED_TO_LIFT.values(), ASKED_OF_A_PARTNER)}
    assert {one for one in words if one in page} == {asked_words}
    assert ("Examined on" in page) == (kind is Caution.PREGNANCY)


def test_coach_is_told_who_lifts_trauma(stage: Stage) -> None:
    row = notes(stage, "Ana", Caution.FLASHBACKS_NOW)
    type(stage.clinician).objects.filter(pk=stage.clinician.pk).update(discipline="coach")
    found = sent(stage, "lift_caution", AT, {"on": "2026-03-04", "words": "Fine."}, caution_id=row.pk)
    assert found.status_code == 200
    assert "A sex therapist who works with trauma lifts it." in text(found)


def test_giving_names_who_it_is_about_and_the_room_reads_nothing(stage: Stage) -> None:
    beside = browser_of(stage)
    switches(beside, "on")
    before = [left_in_room_mode(giving_page(stage, "sf.0-hands", one)) for one in (None, beside)]
    notes(stage, "Ben", Caution.GOING_ALONG)
    assert "On file: Ben" in " ".join(giving_page(stage, "sf.0-hands").split())
    assert [left_in_room_mode(giving_page(stage, "sf.0-hands", one)) for one in (None, beside)] == before
    assert "On file" not in giving_page(stage, "sf.0-hands", beside)
    row = Row.objects.get(client=stage.clients["Ben"])
    with clock_at(AT):
        for address in (f"people/{stage.clients['Ben'].pk}/on-file/", f"on-file/{row.pk}/lift/"):
            assert OFF in text(beside.get(f"/clinician/{address}"))


@pytest.mark.parametrize("page", ["safety", "client", "relationship"])
def test_what_is_on_file_stands_where_somebody_decides_and_not_in_the_room(stage: Stage, page: str) -> None:
    where = {"relationship_id": stage.relationship.pk} if page == "relationship" else whose(stage)
    before = asked(stage, page, AT, **where).content.decode()
    assert "Fear of a partner" not in before
    notes(stage, "Ana", Caution.FEAR_OF_PARTNER)
    after = asked(stage, page, AT, **where).content.decode()
    assert "Fear of a partner" in after and f"/people/{stage.clients['Ana'].pk}/on-file/" in after
    assert left_in_room_mode(after) == left_in_room_mode(before)


PAGES = ("/c/", "/c/together/", "/c/more/", "/c/mine/", "/c/own/", "/c/private/")


def pages(browser: Browser) -> list[bytes]:
    with clock_at(FIRST + timedelta(hours=1)):
        return [RANDOM.sub(b"", browser.get(one).content) for one in PAGES]


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_no_page_of_theirs_says_that_there_is_something(stage: Stage, name: str) -> None:
    """Nothing opened before the posting, so that nothing closes either: then all stands as it stood."""
    before = pages(stage.browser(name))
    notes(stage, "Ana", Caution.RECENT_ASSAULT)
    assert pages(stage.browser(name)) == before


def tells_at_once(stage: Stage) -> None:
    """The planted fault: a line on Today, and before any posting."""
    told = {"tiding": "appointment_has_changed", "from_at": hours(2), "clinic_id": stage.given.clinic_id}
    Notice.objects.bulk_create(Notice(client=client, **told) for client in stage.clients.values())


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_page_that_tells_at_once_would_be_noticed(stage: Stage, name: str) -> None:
    before = pages(stage.browser(name))
    tells_at_once(stage)
    assert pages(stage.browser(name)) != before


def prove_it_names_what_is_referred_on_and_nothing_else(stage: Stage) -> None:
    letter = text(asked(stage, "referral", AT, **whose(stage)))
    assert ("Trauma that nobody treats so far" in letter, "Pregnancy" in letter) == (True, False)


def test_referral_names_what_this_discipline_refers_on_and_nothing_else(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes(stage, "Ana", Caution.UNTREATED_TRAUMA)
    notes(stage, "Ana", Caution.PREGNANCY)
    type(stage.clinician).objects.filter(pk=stage.clinician.pk).update(discipline="coach")
    assert f"/people/{stage.clients['Ana'].pk}/referral/" in text(
        asked(stage, "cautions", AT, **whose(stage))
    )
    prove_it_names_what_is_referred_on_and_nothing_else(stage)
    with monkeypatch.context() as planted:
        everything = dict.fromkeys(KINDS, Kind(waits=Waits.TOUCH_TOGETHER, topic="trauma"))
        planted.setattr(letters, "KINDS", everything)
        finds_fault(prove_it_names_what_is_referred_on_and_nothing_else, stage)
    assert "What asks for a training that I do not have: ____" in text(
        asked(stage, "referral", AT, **whose(stage, "Ben"))
    )
    beside = browser_of(stage)
    switches(beside, "on")
    assert OFF in text(beside.get(f"/clinician/people/{stage.clients['Ana'].pk}/referral/"))


SPEAKS_AGAINST = "What is on file speaks against it."
TALK = "com.weekly-check-in"


def gives_talk(stage: Stage, at: Any) -> Any:
    """For all of them; it opens without an answer, and no gate would hold it."""
    item = _item(TALK)
    return homework.assign(
        stage.act(stage.clinician, at),
        clinician=stage.clinician,
        plan=stage.relationship.plans.get(ended_at=None),
        exercise=item,
        composed=_composed(item, is_released=False),
        keyring=stage.keys,
    )


@pytest.mark.parametrize("kind", [Caution.FEAR_OF_PARTNER, Caution.VIOLENCE_OR_COERCION])
def test_talk_at_home_is_not_given_to_somebody_afraid(stage: Stage, kind: Caution) -> None:
    notes(stage, "Ben", kind)
    with pytest.raises(homework.MayNotAssign):
        gives_talk(stage, AT)


def test_talk_that_was_given_before_is_named_to_the_clinician(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives_talk(stage, AT)
    where = {"relationship_id": stage.relationship.pk}
    assert SPEAKS_AGAINST not in text(asked(stage, "relationship", AT, **where))
    notes(stage, "Ben", Caution.FEAR_OF_PARTNER)
    assert SPEAKS_AGAINST in text(asked(stage, "relationship", AT, **where))
    assert SPEAKS_AGAINST not in left_in_room_mode(asked(stage, "relationship", AT, **where).content.decode())
    monkeypatch.setattr(gates, "speaks_against", lambda exercise, cautions: False)
    assert "Nothing holds it." in text(asked(stage, "relationship", AT, **where))
