"""Where somebody is, and how far a clinician's training reaches."""

from tests.cases.seeing import (
    LATER,
    OPENED,
    RESTS,
    clinician_reads,
    everything,
    of_all,
    opened,
    reads,
    sends,
    words,
)
from tests.people import with_people
from tests.promises.stage import Stage, clock_at
from tests.promises.worlds import AFTER_OPENING, HOUR
from tests.web.clinician.together import sent
from tests.web.doors import SHEET
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, RefusedGiving
from unhurried.people.models import AuditEntry, Clinician

pytestmark = with_people
ABROAD = "Your licence does not cover where this person says they are."
FULL = {**SHEET, "version": "full", "weeks": "2", "communication": "words"}


def test_hc_23_client_travels_to_where_the_licence_does_not_hold(willing: Stage) -> None:
    before = everything(willing, "Ben", AFTER_OPENING + HOUR)
    sends(willing, "Ana", AFTER_OPENING, "first/words/", region="elsewhere", own_words="")
    assert everything(willing, "Ben", AFTER_OPENING + HOUR) == before
    where = {"client_id": willing.clients["Ana"].pk}
    given = Assignment.objects.count()
    page = words(sent(willing, "compose", AFTER_OPENING, FULL, exercise_id="com.first-talk", **where))
    assert ABROAD in page
    assert "your licence" in of_all(willing, LATER)
    assert "Where they are: your licence does not name it" in clinician_reads(willing, "caseload", LATER)
    assert Assignment.objects.count() == given
    for name in ("Ana", "Ben"):
        page = reads(willing, name, LATER)
        assert RESTS in page and "Slow breathing" in page, "what one does alone stays"
    ana = opened(willing, "Ana", LATER)
    with clock_at(LATER):
        assert "nothing looks it up" in words(ana.get("/c/first/words/")), "they say it themselves"


def test_hc_25_coach_reaches_for_what_is_about_trauma(stage: Stage) -> None:
    Clinician.objects.filter(pk=stage.clinician.pk).update(discipline="coach")
    where = {"client_id": stage.clients["Ana"].pk}
    noted = {"kind": "flashbacks_now", "heard_on": "2026-03-02"}
    assert sent(stage, "cautions", OPENED, noted, **where).status_code == 302
    given = Assignment.objects.count()
    page = words(sent(stage, "compose", OPENED, FULL, exercise_id="com.first-talk", **where))
    assert "What is on file asks for a colleague with another training." in page
    assert Assignment.objects.count() == given
    (kept,) = RefusedGiving.objects.all()
    assert (kept.clinician, exercise_by_digest(kept.exercise_id).id) == (stage.clinician, "com.first-talk")
    assert kept.rules == ["needs_referral"]
    assert AuditEntry.objects.get(verb="note_refusal").account_id == stage.clinician.account_id
    letter = clinician_reads(stage, "referral", OPENED, **where)
    assert "Dear colleague" in letter and "a training that I do not have: Flashbacks at present" in letter
