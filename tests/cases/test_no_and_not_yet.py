"""A no, a limit, a stop: bodies follow at once, pages at the next posting, and nobody is named."""

from datetime import timedelta

from tests.cases.seeing import (
    GIVEN,
    LATER,
    NO_TOUCH,
    ON_OFFER,
    OPENED,
    RESTS,
    TOUCH,
    all_ready_tonight,
    begins,
    clinician_reads,
    everything,
    now_shown,
    of_all,
    reads,
    sends,
    sets_a_time,
    words,
)
from tests.people import rolled_back, with_people
from tests.promises.stage import FIRST, TONIGHT, Draws, Stage, clock_at, draws
from tests.promises.worlds import AFTER_OPENING, HOUR, sets_limit
from unhurried.core.readiness import Answer
from unhurried.homework.models import Practice

pytestmark = with_people


def test_hc_01_one_partner_withdraws_mid_week(willing: Stage) -> None:
    before = everything(willing, "Ben", AFTER_OPENING + HOUR)
    willing.says("Ana", Answer.NOT_YET, AFTER_OPENING)
    assert everything(willing, "Ben", AFTER_OPENING + HOUR) == before, "no page and no mail of his moves"
    assert ON_OFFER in reads(willing, "Ben", AFTER_OPENING + HOUR)
    assert "Ana : said “not yet”" in of_all(willing, AFTER_OPENING + HOUR), "Cleo sees who"
    all_ready_tonight(willing)
    assert NO_TOUCH in begins(willing, sets_a_time(willing, TONIGHT))
    for name in ("Ana", "Ben"):
        page = reads(willing, name, LATER)
        assert RESTS in page and ON_OFFER not in page
        assert "Slow breathing" in page and "Open what is for you alone" in page


def test_hc_01_rest_has_the_words_of_any_rest(willing: Stage) -> None:
    """Whether somebody said so or the hidden draw did."""
    with rolled_back(), draws(Draws(hold=2)):
        drawn = reads(willing, "Ben", OPENED)
    willing.says("Ana", Answer.NOT_YET, FIRST - 9 * HOUR)
    assert reads(willing, "Ben", OPENED) == drawn


def test_hc_01_only_their_own_answer_brings_it_back(willing: Stage) -> None:
    all_ready_tonight(willing)
    occasion = sets_a_time(willing, TONIGHT)
    willing.says("Ana", Answer.NOT_YET, TONIGHT - 2 * HOUR)
    willing.says("Ben", Answer.READY, TONIGHT - HOUR)
    with rolled_back():
        assert NO_TOUCH in begins(willing, occasion)
    willing.says("Ana", Answer.READY, TONIGHT - HOUR)
    assert TOUCH in begins(willing, occasion)


def test_hc_02_zone_is_off_limits_once_the_step_has_begun(willing: Stage) -> None:
    all_ready_tonight(willing)
    occasion = sets_a_time(willing, TONIGHT)
    assert TOUCH in begins(willing, occasion)
    at = TONIGHT + timedelta(minutes=3)
    sets_limit(willing, at)
    shown = [now_shown(willing, occasion, name, at + timedelta(seconds=1)) for name in ("Ana", "Ben")]
    assert shown[0] == shown[1]
    assert "A pause" in shown[0] and "changed" not in shown[0] and "limit" not in shown[0].lower()
    assert ON_OFFER in reads(willing, "Ben", TONIGHT + HOUR)
    assert RESTS in reads(willing, "Ben", LATER)
    assert "Ana : has a limit that leaves no version of it" in of_all(willing, at + HOUR)


def test_hc_02_no_practice_with_the_zone_begins(willing: Stage) -> None:
    all_ready_tonight(willing)
    occasion = sets_a_time(willing, TONIGHT)
    sets_limit(willing, TONIGHT - timedelta(minutes=1))
    assert NO_TOUCH in begins(willing, occasion)


def test_hc_09_flashback_stops_for_both_and_asks_for_no_numbers(willing: Stage) -> None:
    sends(willing, "Ana", OPENED, "private/afterwards/", steadying="feet", aftercare="Blanket, no talk.")
    all_ready_tonight(willing)
    occasion = sets_a_time(willing, TONIGHT)
    begins(willing, occasion)
    at, ana = TONIGHT + timedelta(minutes=3), willing.browser("Ana")
    with clock_at(at):
        stop = ana.get(f"/c/evening/{occasion}/now/").content.decode()
        ana.post(stop.split('action="')[1].split('"')[0])
        landed = words(ana.get(f"/c/evening/{occasion}/landing/"))
        steady = words(ana.get(f"/c/evening/{occasion}/steadying/"))
    assert "Hands apart." in landed and "Nobody has to say how it was, or why it ended." in landed
    assert "Press both feet down" in steady and "Blanket, no talk." in steady
    assert "10: " not in landed + steady, "no numbers beside anybody"
    assert "If you were far away, or back in something from before" in steady
    assert "A word to your clinician needs no words" in steady
    with clock_at(at + timedelta(seconds=1)):
        ben = willing.browser("Ben").get(f"/c/evening/{occasion}/now/", follow=True)
    assert words(ben) == landed, "his screen says the same, and not who stopped"
    assert Practice.objects.get(occasion_id=occasion).ended_at == at


def test_hc_12_one_is_ready_and_the_other_is_not(stage: Stage) -> None:
    stage.says("Ben", Answer.READY, GIVEN)
    unanswered = everything(stage, "Ben", OPENED)
    stage.says("Ana", Answer.NOT_YET, GIVEN)
    assert everything(stage, "Ben", OPENED) == unanswered
    for name in ("Ana", "Ben"):
        page = reads(stage, name, OPENED)
        assert RESTS in page and "Slow breathing" in page and "Open what is for you alone" in page
    said = clinician_reads(stage, "given", OPENED, assignment_id=stage.given.pk)
    assert "Ana Answered: Not yet" in said and "Ben Answered: Ready" in said


def test_hc_33_rest_proves_no_answer(willing: Stage) -> None:
    """Everybody said yes, and it rests: by a hold that was drawn, in the words it has for any cause."""
    assert ON_OFFER in reads(willing, "Ben", OPENED)
    with draws(Draws(hold=1)):
        drawn = everything(willing, "Ben", OPENED)
        assert RESTS in reads(willing, "Ben", OPENED)
        assert ON_OFFER in reads(willing, "Ben", LATER)
        willing.says("Ana", Answer.NOT_YET, FIRST - 9 * HOUR)
        assert everything(willing, "Ben", OPENED) == drawn
    honest = reads(willing, "Ben", OPENED, "before-you-answer/")
    assert "But no page can keep everything from being guessed." in honest
