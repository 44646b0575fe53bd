"""Whether one's care may go to somebody else: behind the code in company, and answered alone."""

from datetime import timedelta

import pytest

from tests.cases.seeing import opened, reads, sends, words
from tests.core.properties import finds_fault
from tests.homework.handing import accepts, answers, asked_of, names_noor
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from tests.promises.worlds import HOUR
from unhurried.core.handovers import STANDS_FOR, Said
from unhurried.people import services as people
from unhurried.people.models import Clinician
from unhurried.web.client import unlocking

pytestmark = with_people
QUESTION = "who/next/"
AT, LOOKS = hours(20), FIRST + HOUR


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


@pytest.fixture
def noor(stage: Stage) -> Clinician:
    return names_noor(stage, AT)


def page(stage: Stage, name: str, at: object = LOOKS) -> str:
    browser = opened(stage, name, at)  # type: ignore[arg-type]
    with clock_at(at):  # type: ignore[arg-type]
        return words(browser.get(f"/c/{QUESTION}"))


def test_in_company_it_asks_for_the_code_whether_anything_is_asked_or_not(stage: Stage) -> None:
    before = reads(stage, "Ana", LOOKS, QUESTION)
    names_noor(stage, AT)
    assert "Your own code" in before
    assert reads(stage, "Ana", LOOKS, QUESTION) == before


def test_where_nothing_is_asked_it_says_so(stage: Stage) -> None:
    assert "Nothing is asked just now." in page(stage, "Ana")


def test_one_may_change_it_and_reads_ones_own_answer(stage: Stage, noor: Clinician) -> None:
    for said, read in (("yes", "You said yes."), ("no", "You said no.")):
        assert sends(stage, "Ana", LOOKS, QUESTION, said=said) == "/c/private/kept/"
        assert read in page(stage, "Ana")
    assert "You said" not in page(stage, "Ben")


def test_second_code_shows_the_question_unanswered_and_keeps_nothing(stage: Stage, noor: Clinician) -> None:
    ana = stage.clients["Ana"]
    assert ana.account is not None
    people.set_second_code(stage.act(ana, AT), account=ana.account, password="13579", tells=False)
    answers(stage, "Ana", Said.YES, LOOKS)
    browser = stage.browser("Ana")
    with clock_at(LOOKS):
        browser.post("/c/private/", {"private_password": "13579"})
        shown = words(browser.get(f"/c/{QUESTION}"))
        assert "may your records and your care go" in shown and "You said" not in shown
        assert browser.post(f"/c/{QUESTION}", {"said": "no"}).status_code == 302
    assert stage.keys.open(asked_of(stage, "Ana"), "answer") == "yes"


def test_once_the_time_is_over_what_is_pressed_changes_nothing(stage: Stage, noor: Clinician) -> None:
    over = FIRST + STANDS_FOR + HOUR
    assert "The time to answer is over." in page(stage, "Ana", over)
    browser = opened(stage, "Ana", over)
    with clock_at(over):
        late = words(browser.post(f"/c/{QUESTION}", {"said": "yes"}))
    assert "What you pressed has changed nothing." in late


def test_whoever_has_moved_reads_with_whom(stage: Stage, noor: Clinician) -> None:
    answers(stage, "Ana", Said.YES, LOOKS)
    accepts(stage, noor, LOOKS, ("Ana",))
    assert "treats you since" in page(stage, "Ana", LOOKS + HOUR)
    assert "Noor" in reads(stage, "Ana", LOOKS + HOUR, "who/")
    assert "Noor" not in reads(stage, "Ben", LOOKS + HOUR, "who/")


def test_somebody_alone_answers_without_a_code_and_is_led_back_to_the_page() -> None:
    with draws(Draws()):
        ivo = set_up(("Ivo",))
        names_noor(ivo, AT, "Ivo")
        browser = ivo.browser("Ivo")
        with clock_at(AT + timedelta(hours=1)):
            assert "There is a question for you, under More." in words(browser.get("/c/"))
            kept = browser.post(f"/c/{QUESTION}", {"said": "no"}, follow=True)
        assert "You said no." in words(kept)


def prove_the_code_page_says_what_goes_on(stage: Stage) -> None:
    """Whoever types their code may not be the one who pressed."""
    with clock_at(LOOKS):
        asked = words(stage.browser("Ana").post(f"/c/{QUESTION}", {"said": "yes"}))
    assert "What was pressed under “Somebody else to treat you?” goes on with your code." in asked
    assert "If it was not you, leave this page: then nothing goes on." in asked
    assert handover_answer(stage) == ""


def handover_answer(stage: Stage) -> str:
    return stage.keys.open(asked_of(stage, "Ana"), "answer")


def test_code_page_says_what_goes_on(stage: Stage, noor: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    prove_the_code_page_says_what_goes_on(stage)
    monkeypatch.setattr(unlocking, "GOES_TO", {})
    finds_fault(prove_the_code_page_says_what_goes_on, stage)
