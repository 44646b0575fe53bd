"""What one person alone tells, or is asked alone: their clinician hears, and no page of a partner's moves."""

from datetime import timedelta
from typing import Any

from tests.cases.seeing import (
    LATER,
    NO_TOUCH,
    ON_OFFER,
    RESTS,
    all_ready_tonight,
    begins,
    clinician_reads,
    everything,
    of_all,
    of_person,
    opened,
    reads,
    sends,
    sets_a_time,
)
from tests.people import rolled_back, with_people
from tests.promises.stage import TONIGHT, Stage, clock_at
from tests.promises.worlds import AFTER_OPENING, HOUR
from tests.web.clinician.together import left_in_room_mode, relationship_page, sent
from unhurried.consent.models import Concern
from unhurried.core.readiness import Answer
from unhurried.people.models import Client, Clinic

pytestmark = with_people
WRITTEN = "I keep the scissors by the bed."
POLICIES = {"no_secrets": "may bring", "limited_secrets": "does not bring"}


def tells(stage: Stage, wish: str, at: Any = AFTER_OPENING) -> Concern:
    """Ana, on the line to her clinician."""
    assert sends(stage, "Ana", at, "private/line/", wish=wish, words=WRITTEN) == "/c/private/kept/"
    return Concern.objects.get(client=stage.clients["Ana"])


def test_hc_05_concern_of_one_partner_only(willing: Stage) -> None:
    soon = AFTER_OPENING + HOUR
    before, in_the_room = (
        everything(willing, "Ben", soon),
        left_in_room_mode(relationship_page(willing, soon)),
    )
    concern = tells(willing, "you_decide")
    assert everything(willing, "Ben", soon) == before, "no page and no mail of his, in that second or later"
    kept = reads(willing, "Ana", soon, "private/kept/")
    assert "No page tells anybody you take part with." in kept and "Help now" in kept
    assert "A concern you have not opened yet" in of_person(willing, "Ana", soon)
    assert "concern" not in of_person(willing, "Ben", soon)
    assert left_in_room_mode(relationship_page(willing, soon)) == in_the_room
    sent(willing, "concern", soon, {}, concern_id=concern.pk)
    page = clinician_reads(willing, "concern", soon, concern_id=concern.pk)
    assert WRITTEN in page and "spoken about it with them, alone" in page
    assert "Give each of them something for themselves, the same for all" in page
    about = clinician_reads(willing, "about", soon, client_id=willing.clients["Ana"].pk)
    assert "How they may be reached" in about
    assert ON_OFFER in reads(willing, "Ben", soon) and RESTS in reads(willing, "Ben", LATER)


def test_hc_05_touch_rests_at_once_as_it_rests_for_any_cause(willing: Stage) -> None:
    all_ready_tonight(willing)
    occasion = sets_a_time(willing, TONIGHT)
    at = TONIGHT - timedelta(minutes=10)
    with rolled_back():
        willing.says("Ana", Answer.NOT_YET, at)
        unwilling = begins(willing, occasion), reads(willing, "Ben", LATER)
    tells(willing, "you_decide", at)
    assert (begins(willing, occasion), reads(willing, "Ben", LATER)) == unwilling
    assert NO_TOUCH in unwilling[0] and RESTS in unwilling[1]


def test_hc_05_whoever_asks_for_it_keeps_everything_the_same(willing: Stage) -> None:
    before = everything(willing, "Ben", LATER)
    tells(willing, "keep_the_same")
    assert everything(willing, "Ben", LATER) == before and ON_OFFER in reads(willing, "Ben", LATER)
    assert "A concern you have not opened yet" in of_person(willing, "Ana", LATER)


def test_hc_18_not_suitable_for_joint_touch(willing: Stage) -> None:
    with rolled_back():
        willing.says("Ana", Answer.NOT_YET, AFTER_OPENING)
        ordinary = {name: everything(willing, name, LATER) for name in ("Ana", "Ben")}
    before = everything(willing, "Ben", AFTER_OPENING + HOUR)
    record = {"checked_on": "2026-03-05", "presence": "alone", "outcome": "not_suitable"}
    where = {"client_id": willing.clients["Ana"].pk}
    found = sent(willing, "safety", AFTER_OPENING, {**record, "tool": "", "review_on": "2026-04-02"}, **where)
    assert found.status_code == 302
    assert "Not suitable for touch together now" in clinician_reads(willing, "safety", LATER, **where)
    assert everything(willing, "Ben", AFTER_OPENING + HOUR) == before
    assert {name: everything(willing, name, LATER) for name in ("Ana", "Ben")} == ordinary
    for name in ("Ana", "Ben"):
        page = reads(willing, name, LATER)
        assert RESTS in page and "Open what is for you alone" in page and "violence" not in page.lower()


def test_hc_20_somebody_writes_that_they_want_to_die(willing: Stage) -> None:
    """A journal is read by nobody, and says so; whoever presses the line is heard, and finds help at once."""
    at = AFTER_OPENING
    before, quiet = everything(willing, "Ben", at + HOUR), of_person(willing, "Ana", at + HOUR)
    with rolled_back():
        assert "Nobody in the clinic has a page that shows it." in reads(willing, "Ana", at, "journal/new/")
        sends(willing, "Ana", at, "journal/new/", text="I want to die.")
        assert of_person(willing, "Ana", at + HOUR) == quiet, "no words are searched"
    line = reads(willing, "Ana", at, "private/line/")
    assert "This is not an emergency line." in line and "Nobody reads at night or at weekends." in line
    says_it = {"about": "dying", "wish": "keep_the_same", "words": ""}
    sent = sends(willing, "Ana", at, "private/line/", **says_it)
    assert sent == "/help-now/", "who answers tonight comes first"
    with clock_at(at):
        help_now = willing.browser("Ana").get("/help-now/").content.decode()
    assert "Nobody watches this page" in help_now and 'href="tel:999"' in help_now
    assert "Thinks about dying, or about hurting themselves" in of_person(willing, "Ana", at + HOUR)
    assert everything(willing, "Ben", at + HOUR) == before


def test_hc_21_limits_of_confidentiality_come_before_the_first_word(willing: Stage) -> None:
    """Every page with something private to write leads to them until they were read."""
    who = Client.objects.filter(pk=willing.clients["Ana"].pk)
    who.update(confidentiality_acknowledged_at=None, first_run_done_at=None, reading_acknowledged_at=None)
    ana = opened(willing, "Ana", AFTER_OPENING)
    with clock_at(AFTER_OPENING):
        for page in ("about-you/", "journal/new/", "private/line/", "private/after/"):
            assert ana.get(f"/c/{page}").headers["Location"] == "/c/first/"
        ana.post("/c/first/reading/", {"has_read": "on"})
        assert ana.get("/c/first/").headers["Location"] == "/c/first/limits/"
    limits = reads(willing, "Ana", AFTER_OPENING, "first/limits/")
    assert "without asking you first when a life is in danger, when a child is at risk" in limits


def test_hc_21_clinician_writes_it_down_and_nothing_leaves(willing: Stage) -> None:
    before = {name: everything(willing, name, LATER) for name in ("Ana", "Ben")}
    ana = {"client_id": willing.clients["Ana"].pk}
    sheet = {"told_on": str(AFTER_OPENING.date()), "said": "The wren.", "report": "open"}
    assert sent(willing, "worksheet", AFTER_OPENING, sheet, **ana).status_code == 302
    page = clinician_reads(willing, "worksheet", AFTER_OPENING, **ana)
    assert "The wren." in page and "What the law asks, in your clinic’s words" in page
    assert "Nothing is sent by this page, to anybody" in page
    assert {name: everything(willing, name, LATER) for name in before} == before


def test_hc_35_what_one_tells_alone_is_passed_on_by_nothing(willing: Stage) -> None:
    """Neither by a page, nor by a mail, nor by a screen that is turned to both of them."""
    before = {at: everything(willing, "Ben", at) for at in (AFTER_OPENING + HOUR, LATER)}
    room = left_in_room_mode(relationship_page(willing, LATER))
    concern = tells(willing, "keep_the_same")
    sent(willing, "concern", AFTER_OPENING + HOUR, {}, concern_id=concern.pk)
    assert {at: everything(willing, "Ben", at) for at in before} == before
    assert left_in_room_mode(relationship_page(willing, LATER)) == room
    assert WRITTEN not in of_person(willing, "Ben", LATER)
    sent(willing, "mark_concern", AFTER_OPENING + HOUR, {"mark": "yes"}, concern_id=concern.pk)
    assert "Told as a secret" in clinician_reads(willing, "caseload", LATER), "marked by Cleo, for Cleo"
    assert "something was told as a secret" in " ".join(of_all(willing, LATER).split())
    assert {at: everything(willing, "Ben", at) for at in before} == before
    assert left_in_room_mode(relationship_page(willing, LATER)) == room
    line = reads(willing, "Ana", AFTER_OPENING, "private/line/")
    assert "No page tells anybody you take part with." in line and "Where the law says so, a court" in line
    for policy, words in POLICIES.items():
        Clinic.objects.filter(pk=willing.clinician.clinic_id).update(secrets_policy=policy)
        for page in ("first/limits/", "private/line/"):
            assert words in reads(willing, "Ana", AFTER_OPENING, page), "before the first word, and beside it"
