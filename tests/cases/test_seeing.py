"""What the cases compare does change with whatever somebody could notice: a card, a time, a mail."""

from tests.cases.seeing import everything, sets_a_time
from tests.people import rolled_back, with_people
from tests.promises.stage import FIRST, TONIGHT, Stage
from tests.promises.worlds import AFTER_OPENING, HOUR
from unhurried.core.disclosure import Tiding
from unhurried.core.readiness import Answer
from unhurried.people import services

pytestmark = with_people
SOON = AFTER_OPENING + HOUR


def test_card_that_opens_a_mail_that_comes_and_a_time_that_is_set_are_seen(willing: Stage) -> None:
    shown = everything(willing, "Ben", SOON)
    assert everything(willing, "Ben", FIRST - HOUR) != shown
    with rolled_back():
        sets_a_time(willing, TONIGHT)
        assert everything(willing, "Ben", SOON) != shown
    act, ben = willing.act(willing.clinician, AFTER_OPENING), willing.clients["Ben"]
    services.tell(act, [ben], Tiding.STILL_HERE, from_at=AFTER_OPENING)
    assert everything(willing, "Ben", SOON)["mail"] != shown["mail"]


def test_words_that_follow_an_answer_at_once_are_seen(willing: Stage) -> None:
    """The planted fault: whoever reads Today is told as soon as somebody answers."""
    shown = everything(willing, "Ben", SOON)

    def told(stage: Stage) -> None:
        stage.says("Ana", Answer.NOT_YET, AFTER_OPENING)
        act = stage.act(stage.clinician, AFTER_OPENING)
        services.tell(act, [stage.clients["Ben"]], Tiding.PLAN_HAS_CHANGED, from_at=AFTER_OPENING)

    told(willing)
    found = everything(willing, "Ben", SOON)
    assert [page for page in shown if found[page] != shown[page]] == ["mail"]
