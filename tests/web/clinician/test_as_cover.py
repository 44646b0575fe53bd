"""The pages of whoever covers: one thing, opened as an act, and nothing of it for anybody else."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client as Browser

from tests.core.properties import finds_fault
from tests.homework.test_hearing import (
    SENDS,
    STILL_CLEOS,
    UNREAD,
    WITH_COVER,
    joins,
    sends_concern,
)
from tests.people import World, rolled_back, with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, set_up
from tests.web.clinician.together import left_in_room_mode
from unhurried.config.demo import stage as on
from unhurried.consent.models import Concern
from unhurried.core.hearing import Told
from unhurried.homework.models import CoverReading
from unhurried.people import services as people
from unhurried.people.models import AccountSession, AuditEntry, Clinician, Manager
from unhurried.web.clinic import views as clinic_views
from unhurried.web.clinician.views import cover

pytestmark = with_people


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        stage = set_up()
        ben = stage.clients["Ben"]
        act = stage.act(ben, UNREAD - timedelta(days=9))
        people.set_safe_contact(act, client=ben, words="Ring at the heron hour.", keyring=stage.keys)
        yield stage


@pytest.fixture
def eli(stage: Stage) -> Clinician:
    return joins(stage, "Eli", covers=True)


def browser_of(who: Any) -> Browser:
    who.refresh_from_db()
    browser = Browser(raise_request_exception=True)
    browser.force_login(who.account)
    AccountSession.objects.update(expire_date=datetime.fromisoformat("2100-01-01T00:00+00:00"))
    return browser


def reads(browser: Browser, path: str, at: datetime, status: int = 200) -> str:
    with clock_at(at):
        answer = browser.get(path)
    assert answer.status_code == status, path
    return " ".join(unescape(answer.content.decode()).split())


def sends(browser: Browser, path: str, at: datetime) -> Any:
    with clock_at(at):
        return browser.post(path)


def verbs(stage: Stage) -> list[str]:
    rows = AuditEntry.objects.filter(clinic=stage.clinician.clinic_id, verb__endswith="_as_cover")
    return list(rows.order_by("at").values_list("verb", flat=True))


@pytest.mark.parametrize("told", Told)
def test_it_is_found_opened_and_answered(stage: Stage, eli: Clinician, told: Told) -> None:
    item, browser = SENDS[told](stage), browser_of(eli)
    path = f"/clinician/cover/{item}/"
    for page in ("/clinician/", "/clinician/review/"):
        assert path not in reads(browser, page, STILL_CLEOS)
        assert path in reads(browser, page, WITH_COVER)
    assert "heron hour" not in reads(browser, path, WITH_COVER)
    assert sends(browser, path, WITH_COVER).status_code == 302
    assert "Ring at the heron hour." in reads(browser, path, WITH_COVER)
    assert sends(browser, f"{path}answered/", UNREAD).headers["Location"] == "/clinician/"
    reads(browser, path, UNREAD, status=404)
    assert verbs(stage) == ["open_as_cover", "answer_as_cover"]


def test_words_open_for_a_quarter_of_an_hour_and_each_opening_is_an_act(stage: Stage, eli: Clinician) -> None:
    browser, path = browser_of(eli), f"/clinician/cover/{sends_concern(stage)}/"
    for minutes in (0, 20):
        at = WITH_COVER + timedelta(minutes=minutes)
        assert "A dipper." not in reads(browser, path, at)
        sends(browser, path, at)
        assert "A dipper." in reads(browser, path, at)
    assert verbs(stage) == ["open_as_cover", "open_as_cover"]
    assert CoverReading.objects.count() == 1


def prove_nobody_else_comes_in(stage: Stage, eli: Clinician) -> None:
    with rolled_back():
        item = sends_concern(stage)
        kit = joins(stage, "Kit")
        for who, at in ((eli, STILL_CLEOS), (kit, UNREAD), (stage.clinician, UNREAD)):
            browser = browser_of(who)
            for path in (f"/clinician/cover/{item}/", f"/clinician/cover/{item}/answered/"):
                assert sends(browser, path, at).status_code == 404
            reads(browser, f"/clinician/cover/{item}/", at, status=404)
        assert not CoverReading.objects.exists()


def test_for_whoever_does_not_cover_it_never_existed(
    stage: Stage, eli: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_nobody_else_comes_in(stage, eli)
    real = cover._heard

    def whoever_asks(request: Any, viewer: Clinician, item_id: Any) -> Any:
        with clock_at(UNREAD):
            request.now = UNREAD
            return real(request, eli, item_id)

    monkeypatch.setattr(cover, "_heard", whoever_asks)
    finds_fault(lambda _: prove_nobody_else_comes_in(stage, eli), None)


def test_nothing_else_of_that_person_opens(stage: Stage, eli: Clinician) -> None:
    sends_concern(stage)
    browser, ben = browser_of(eli), stage.clients["Ben"].pk
    item = Concern.objects.get(client=ben).pk
    sends(browser, f"/clinician/cover/{item}/", WITH_COVER)
    for path in (f"people/{ben}/", f"people/{ben}/about/", f"people/{ben}/safety/", f"concerns/{item}/"):
        reads(browser, f"/clinician/{path}", WITH_COVER, status=404)


def prove_the_room_reads_nothing(stage: Stage, eli: Clinician) -> None:
    with rolled_back():
        browser = browser_of(eli)
        with clock_at(UNREAD):
            browser.post("/clinician/room/", {"room": "on", "back": "/clinician/"})
        before = left_in_room_mode(reads(browser, "/clinician/", UNREAD))
        path = f"/clinician/cover/{sends_concern(stage)}/"
        assert left_in_room_mode(reads(browser, "/clinician/", UNREAD)) == before
        sends(browser, path, UNREAD)
        page = reads(browser, path, UNREAD)
        assert [one for one in ("Ben", "dipper", "heron") if one in page] == []


def test_room_mode_takes_it_off_the_screen(
    stage: Stage, eli: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_the_room_reads_nothing(stage, eli)
    monkeypatch.setattr("unhurried.web.clinician.room.is_in_room", lambda request: False)
    finds_fault(lambda _: prove_the_room_reads_nothing(stage, eli), None)


def test_its_own_clinician_reads_where_it_went(stage: Stage, eli: Clinician) -> None:
    item, browser = sends_concern(stage), browser_of(stage.clinician)
    words = f"A concern: with {eli.name}, as cover, since Monday 9 March; not opened yet"
    for path in ("/clinician/", f"/clinician/concerns/{item}/"):
        assert "as cover" not in reads(browser, path, STILL_CLEOS)
        assert words in reads(browser, path, WITH_COVER)
    sends(browser_of(eli), f"/clinician/cover/{item}/", WITH_COVER)
    sends(browser_of(eli), f"/clinician/cover/{item}/answered/", UNREAD)
    page = reads(browser, f"/clinician/concerns/{item}/", UNREAD)
    assert (
        f"{eli.name} opened it as cover on Monday 9 March 2026. They spoke about it on Tuesday 10 March 2026."
        in page
    )
    assert "A concern that cover has looked after" in reads(browser, "/clinician/", UNREAD)


# What a manager reads of it.


def manager_of(stage: Stage) -> Manager:
    told = on.Stage(clinic_id=stage.clinician.clinic_id, now=UNREAD - timedelta(days=30), keys=stage.keys)
    name = f"Jo {str(told.clinic_id)[:8]}"
    on.manager(told, name)
    return Manager.objects.get(name=name)


def page_after(stage: Stage, *kinds: Told) -> str:
    """The manager's first page without what is random in every form."""
    with rolled_back():
        jo = manager_of(stage)
        for told in kinds:
            SENDS[told](stage)
        return "\n".join(left_in_room_mode(reads(browser_of(jo), "/clinic/", UNREAD)))


def prove_it_tells_a_desk_and_a_day(stage: Stage) -> None:
    pages = {page_after(stage, *kinds) for kinds in ([one] for one in Told)}
    pages |= {page_after(stage, *Told), page_after(stage, Told.CONCERN, Told.CONCERN)}
    assert len(pages) == 1
    page = pages.pop()
    assert page.count("Unread items") == 1
    assert f"{stage.clinician.name}, since Tuesday 10 March 2026" in page
    assert "Unread items" not in page_after(stage)


def test_manager_reads_the_same_whatever_lies_unread(
    stage: Stage, eli: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_it_tells_a_desk_and_a_day(stage)
    real = clinic_views.unread_in
    twice = lambda viewer, *, now: [  # noqa: E731
        one for one in real(viewer, now=now) for _ in range(Concern.objects.count() + 1)
    ]
    monkeypatch.setattr(clinic_views, "unread_in", twice)
    finds_fault(prove_it_tells_a_desk_and_a_day, stage)


def test_what_went_to_cover_stands_on_review_as_well(world: World) -> None:
    """The planted fault is another's desk: Eli covers, and none of his own is with anybody."""
    page = " ".join(unescape(world.browser("Cleo").get("/clinician/review/").content.decode()).split())
    found = page[page.index("<h2>With cover</h2>") :].partition("</div>")[0]
    assert f'<a href="/clinician/people/{world.client("Dov").pk}/">Dov</a>' in found
    assert "with Eli, as cover" in found and "not opened yet" in found
    assert "With cover" not in world.browser("Eli").get("/clinician/review/").content.decode()
