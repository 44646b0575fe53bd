"""Pain, a birth, a tired body, words that hurt, and touch that is to lead nowhere."""

from datetime import datetime, timedelta
from unittest.mock import patch

from tests.cases.seeing import (
    LATER,
    NO_TOUCH,
    ON_OFFER,
    OPENED,
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
    words,
)
from tests.people import rolled_back, with_people
from tests.promises.stage import FIRST, TONIGHT, Stage, clock_at, hours, practised_before
from tests.promises.worlds import AFTER_OPENING, CLOSED, HOUR
from tests.web.clinician.together import sent
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Plan, Practice
from unhurried.homework.queries.clinician import exercise_item
from unhurried.homework.sheets import prefilled

pytestmark = with_people


def test_hc_04_pain_six_of_ten_stops_without_blame(willing: Stage) -> None:
    practised_before(willing, hours(-30))
    with rolled_back():
        willing.says("Ana", Answer.NOT_YET, FIRST - 9 * HOUR)
        ordinary = everything(willing, "Ben", OPENED)
    pain = CLOSED["pain"][-1]
    pain.do(willing, pain.at)
    assert "Ana : pain" in of_all(willing, pain.at + HOUR)
    assert "pain" in of_person(willing, "Ana", pain.at + HOUR)
    assert everything(willing, "Ben", OPENED) == ordinary and RESTS in reads(willing, "Ben", OPENED)
    all_ready_tonight(willing)
    assert NO_TOUCH in begins(willing, sets_a_time(willing, TONIGHT))
    for name in ("Ana", "Ben"):
        page = reads(willing, name, LATER)
        assert "Slow breathing" in page and "pain" not in page.lower()
    assert "Lift this hold" in of_all(willing, LATER), "it is Cleo who opens it again"


def ladder_of_ana(stage: Stage, rung: str, at: datetime) -> Assignment:
    """Given to her alone, on a rung that her clinician released."""
    plan, found = Plan.objects.get(relationship=stage.relationship), exercise_item("gppp.ladder")
    assert found is not None
    item, exercise = found
    homework.take_on_exercise(stage.act(stage.clinician, at), clinician=stage.clinician, exercise=item)
    composed = homework.Composed(
        client=stage.clients["Ana"],
        phase=rung,
        version="full",
        sheet=prefilled(exercise),
        from_on=at.date(),
        until_on=at.date() + timedelta(weeks=2),
    )
    pk = homework.assign(
        stage.act(stage.clinician, at),
        clinician=stage.clinician,
        plan=plan,
        exercise=item,
        composed=composed,
        keyring=stage.keys,
    )
    given = Assignment.objects.get(pk=pk)
    homework.release_phase(stage.act(stage.clinician, at), assignment=given)
    return given


def climbs(stage: Stage, given: Assignment, at: datetime, pain: int) -> str:
    """A time of it on her own phone; what she reads once she has said how much it hurt."""
    browser = opened(stage, "Ana", at)
    with clock_at(at):
        browser.post(f"/c/a/{given.pk}/answer/", {"answer": "ready"})
        begun = browser.post(f"/c/a/{given.pk}/begin/").headers["Location"]
        practice = begun.removesuffix("before/")
        browser.post(f"{practice}stop/")
        for _again in range(2):
            sent_on = browser.post(f"{practice}notes/", {"rating.pain": str(pain), "reader": "clinician"})
        return words(browser.get(sent_on.headers["Location"]))


def rung_of(given: Assignment) -> str:
    return Assignment.objects.get(pk=given.pk).phase


def test_hc_04_on_a_ladder_six_leads_a_rung_down_and_twice_closes_it(willing: Stage) -> None:
    """Told twice over it is still one rung, and the size and the way down it are hers alone."""
    quiet = everything(willing, "Ben", LATER)
    ladder = ladder_of_ana(willing, "size_2", AFTER_OPENING)
    at = AFTER_OPENING + HOUR
    read = climbs(willing, ladder, at, 7)
    assert "one rung lower" in read and "for somebody to examine what hurts" in read
    assert rung_of(ladder) == "size_1"
    seen = of_person(willing, "Ana", at + HOUR)
    assert "Pain 7 of 10, above usual . A rung lower, until you choose what comes next" in seen
    page = clinician_reads(willing, "given", at + HOUR, assignment_id=ladder.pk)
    assert "They are a rung lower since, and nothing above it opens before your answer." in page
    climbs(willing, ladder, at + 20 * HOUR, 6)
    assert rung_of(ladder) == "fingertip"
    browser = opened(willing, "Ana", at + 40 * HOUR)
    with clock_at(at + 40 * HOUR):
        assert browser.post(f"/c/a/{ladder.pk}/begin/").status_code == 409, "closed until they have spoken"
    assert "Resting until you choose what comes next" in of_person(willing, "Ana", at + 40 * HOUR)
    assert everything(willing, "Ben", LATER) == quiet


def test_hc_04_rung_that_stays_where_it_hurt_is_noticed(willing: Stage) -> None:
    """The planted fault: the ladder is told nothing of what was said on it."""
    ladder = ladder_of_ana(willing, "size_2", AFTER_OPENING)
    with patch("unhurried.homework.services.practices.heed_ladder"):
        climbs(willing, ladder, AFTER_OPENING + HOUR, 7)
    assert rung_of(ladder) == "size_2"


def test_hc_28_pregnancy_and_the_weeks_after_a_birth(willing: Stage) -> None:
    """What goes inside waits for an examination; a hand on a hand does not, and nobody's page says a word."""
    before = {name: everything(willing, name, LATER) for name in ("Ana", "Ben")}
    who = {"client_id": willing.clients["Ana"].pk}
    for kind in ("pregnancy", "recent_surgery_or_birth"):
        sent(willing, "cautions", AFTER_OPENING, {"kind": kind, "heard_on": "2026-03-02"}, **who)
    page = clinician_reads(willing, "cautions", AFTER_OPENING + HOUR, **who)
    assert page.count("Whatever goes inside waits, and exercises that name it.") == 2
    assert page.count("It is lifted once somebody has examined them.") == 2
    given = clinician_reads(willing, "compose", LATER, exercise_id="sf.1-whole-body-early", **who)
    assert "It will rest for now" in given and "the weeks after a birth" in given
    assert {name: everything(willing, name, LATER) for name in ("Ana", "Ben")} == before
    assert ON_OFFER in reads(willing, "Ben", LATER)
    way = clinician_reads(willing, "plan_with", LATER, pathway="p8-after-baby-illness-surgery", **who)
    assert (
        "Beginning again, gently" in way and "In hard weeks that is the whole way, and it is enough." in way
    )


def test_hc_29_a_flare_is_met_with_something_smaller(stage: Stage) -> None:
    breath = Assignment.objects.get(relationship=stage.relationship, exercise__name="min.breath")
    before = everything(stage, "Ben", OPENED)
    ana = opened(stage, "Ana", AFTER_OPENING)
    with clock_at(AFTER_OPENING):
        sent_on = ana.post(f"/c/a/{breath.pk}/not-this-time/", {"code": "pain", "words": ""}, follow=True)
    page = words(sent_on)
    assert "choose the position that hurts least" in page and "The smallest version" in page
    assert "Nothing is expected of you before you talk." in page and "missed" not in page
    assert everything(stage, "Ben", OPENED) == before
    stage.says("Ana", Answer.LIGHTER, OPENED)
    for name in ("Ana", "Ben"):
        assert "missed" not in reads(stage, name, LATER) + reads(stage, name, LATER, "mine/")
    at_home = reads(stage, "Ben", LATER, f"a/{stage.given.pk}/")
    assert "Another way of doing it" in at_home and "With pain or little energy" in at_home


def test_hc_31_own_words_for_the_body_in_place_of_ours(stage: Stage) -> None:
    before = everything(stage, "Ben", LATER)
    place = "limits/19/"
    assert "Our word is" in words_of(stage, place)
    sends(stage, "Ana", OPENED, f"{place}word/", own_word="My front")
    assert "My front" in words_of(stage, place)
    listed = words_of(stage, "limits/")
    assert "My front When I am being touched here" in listed
    assert "Personal areas, outside When I am" not in listed
    sends(stage, "Ana", OPENED, "first/words/", region="England", own_words="They. Say front.")
    about = clinician_reads(stage, "about", LATER, client_id=stage.clients["Ana"].pk)
    assert "They. Say front." in about
    assert everything(stage, "Ben", LATER) == before and "My front" not in reads(stage, "Ben", LATER, place)


def words_of(stage: Stage, page: str) -> str:
    """A page of Ana's with her code typed."""
    ana = opened(stage, "Ana", OPENED)
    with clock_at(OPENED + timedelta(minutes=1)):
        return words(ana.get(f"/c/{page}"))


def test_hc_32_touch_that_leads_nowhere_and_is_whole_wherever_it_stops(willing: Stage) -> None:
    page = reads(willing, "Ana", OPENED, f"a/{willing.given.pk}/")
    assert "There is nothing to achieve, and it leads to nothing else." in page
    all_ready_tonight(willing)
    occasion, ends = sets_a_time(willing, TONIGHT), set[str]()
    begins(willing, occasion)
    for step in (0, Practice.objects.get(occasion_id=occasion).step + 6):
        with rolled_back():
            Practice.objects.filter(occasion_id=occasion).update(step=step)
            ben, at = willing.browser("Ben"), TONIGHT + timedelta(minutes=4)
            with clock_at(at):
                ben.post(f"/c/evening/{occasion}/go/", {"do": "finish"})
                ends.add(words(ben.get(f"/c/evening/{occasion}/landing/")))
    (end,) = ends
    who = {"client_id": willing.clients["Ana"].pk}
    way = clinician_reads(willing, "plan_with", LATER, pathway="p2-desire-discrepancy", **who)
    assert "Complete at any level." in way
    assert "However far you went, it was enough." in end
