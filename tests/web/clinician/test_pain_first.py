"""What hurt is named with its number, and stands above what is only to be read."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, give, hours, set_up
from tests.web.clinician.together import asked, left_in_room_mode
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Hold, Practice, Rating
from unhurried.homework.queries import clinician as queries

pytestmark = with_people
AT = hours(20)
NAMED = "Pain 7 of 10, above usual"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def practises(stage: Stage, name: str, given: Assignment, at: datetime, **ratings: int) -> Practice:
    who = stage.clients[name]
    practice = Practice.objects.create(
        clinic_id=who.clinic_id,
        assignment=given,
        begun_by=who,
        phase=given.phase,
        version=given.version,
        begun_at=at,
        step_began_at=at,
        ended_at=at,
        outcome="stopped",
    )
    act = stage.act(who, at)
    homework.note_practice(
        act, client=who, practice=practice, written={}, ratings=ratings, keyring=stage.keys
    )
    return practice


def both_practise(stage: Stage, pain: int) -> Assignment:
    """Ben breathes, and later Ana is on the lowest rung of her ladder: from there nothing leads down."""
    breath = give(stage, "min.breath", hours(1), client=stage.clients["Ben"])
    ladder = give(stage, "gppp.ladder", hours(1), client=stage.clients["Ana"])
    practises(stage, "Ben", breath, hours(3))
    practises(stage, "Ana", ladder, hours(5), pain=pain)
    return ladder


def pages(stage: Stage) -> list[str]:
    return [asked(stage, name, AT).content.decode() for name in ("caseload", "review")]


def lies_on_desk(stage: Stage) -> list[tuple[str, int | None, bool]]:
    names = {client.pk: name for name, client in stage.clients.items()}
    desk = queries.desk_for(stage.clinician, stage.keys, now=AT)
    return [(names[one.people[0]], one.pain, one.comes_first) for one in desk]


def who_comes_first(stage: Stage) -> list[str]:
    lines = queries.caseload_for(stage.clinician, stage.keys, today=AT.date(), now=AT)
    return [line.name for line in lines]


def test_it_comes_before_what_waited_longer(stage: Stage) -> None:
    ladder = both_practise(stage, 7)
    assert not Hold.objects.filter(assignment=ladder).exists(), "nothing of it rests"
    assert lies_on_desk(stage) == [("Ana", 7, True), ("Ben", None, False)]
    assert who_comes_first(stage) == ["Ana", "Ben"]
    assert [page.count(NAMED) for page in pages(stage)] == [1, 1]
    assert [NAMED in "".join(left_in_room_mode(page)) for page in pages(stage)] == [False, False]


def test_what_asks_for_no_less_is_to_be_read_like_everything(stage: Stage) -> None:
    """The planted fault: were any number named, this one would stand first."""
    both_practise(stage, 3)
    assert lies_on_desk(stage) == [("Ben", None, False), ("Ana", None, False)]
    assert ["above usual" in page for page in pages(stage)] == [False, False]


@pytest.mark.parametrize(("next_step", "pain"), [("repeat", 4), ("talk", 7)])
def test_answer_that_says_how_it_goes_on_has_heard_it(stage: Stage, next_step: str, pain: int) -> None:
    ladder = both_practise(stage, 7)
    answer = homework.Answer(next_step=next_step, words="")
    homework.review(
        stage.act(stage.clinician, hours(6)),
        clinician=stage.clinician,
        assignment=ladder,
        answer=answer,
        keyring=stage.keys,
    )
    practises(stage, "Ana", ladder, hours(8), pain=4)
    assert lies_on_desk(stage)[0] == ("Ana", pain, True)


def test_what_rests_says_why(stage: Stage) -> None:
    """Pain, with its number; distress; and of what was said in private nothing, before it is opened."""
    given = give(stage, "min.body-scan", hours(1), client=stage.clients["Ana"])
    practises(stage, "Ana", given, hours(5), pain=7)
    rests = "Resting until you choose what comes next"
    assert all(f"<strong>{NAMED}</strong>. {rests}" in page for page in pages(stage))
    for cause, words in (("distress", "<strong>Distress</strong>. "), ("felt_pressed", "")):
        Hold.objects.filter(assignment=given).update(cause=cause)
        Rating.objects.filter(author=stage.clients["Ana"]).delete()
        assert all(f"{words}{rests}" in page and "felt pressed" not in page for page in pages(stage))
