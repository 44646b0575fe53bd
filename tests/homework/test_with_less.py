"""Begin again with less: out of the exercise where another was comfortable, and never further on."""

from collections.abc import Iterator

import pytest

from tests.core.properties import finds_fault
from tests.homework.on_the_way import HANDS, HOUR, again, gives, on_the_way, practise
from tests.homework.test_stepping_back import AFTER, ALWAYS, AT, newest, on_pages
from tests.people import rolled_back, with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from unhurried.core.comfort import Dose
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Practice
from unhurried.homework.queries import clinician as for_clinicians

pytestmark = with_people
SHORT = Dose(exercise=HANDS, phase="hands", version="short")
QUIET = hours(24 * 50)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield on_the_way(set_up())


def begins_again(stage: Stage, given: Assignment, dose: Dose) -> None:
    answer = homework.Answer(next_step="with_less", dose=dose)
    act = stage.act(stage.clinician, AT)
    homework.review(act, clinician=stage.clinician, assignment=given, answer=answer, keyring=stage.keys)


@pytest.mark.parametrize("is_kept", [True, False])
def test_earlier_exercise_comes_in_the_version_that_was_comfortable(stage: Stage, is_kept: bool) -> None:
    """Given anew where it was settled, and taken up where it still lies before them."""
    if is_kept:
        Assignment.objects.filter(pk=stage.given.pk).update(settled_at=hours(1))
    given = gives(stage, HOUR, hours(2))
    begins_again(stage, given, SHORT)
    assert (newest(HANDS).version, newest(HANDS).pk == stage.given.pk) == ("short", not is_kept)
    assert again(given).let_go_at is not None
    assert on_pages(stage, "Ana", AFTER) == sorted([*ALWAYS, HANDS])


def test_nothing_leads_further_on(stage: Stage) -> None:
    gives(stage, HOUR, hours(2))
    with pytest.raises(ValueError, match="further"):
        begins_again(stage, stage.given, Dose(exercise=HOUR, phase="early", version="short"))
    assert again(stage.given).let_go_at is None


def done(given: Assignment, evening: str) -> None:
    practice = practise(given, hours(24), evening=evening)
    Practice.objects.filter(pk=practice.pk).update(version="short")


def found(stage: Stage) -> for_clinicians.Comfort:
    where = [stage.relationship.pk]
    return for_clinicians.comfort_under(stage.clinician, where, stage.keys, now=QUIET)[where[0]]


def test_step_before_is_proposed_where_none_was_comfortable(stage: Stage) -> None:
    """An evening without touch is none of the step."""
    given = gives(stage, HOUR, hours(2))
    done(stage.given, "without_touch")
    comfort = found(stage)
    assert (comfort.given, comfort.last) == (given, None)
    assert comfort.proposed and comfort.proposed.dose == Dose(exercise=HANDS, phase="hands", version="full")
    done(stage.given, "smaller")
    comfort = found(stage)
    assert comfort.last and comfort.last.dose == SHORT
    assert comfort.proposed == comfort.last


def prove_nobody_elses_clinician_reads_it(stage: Stage) -> None:
    eli = stage.clinician.__class__(clinic_id=stage.clinician.clinic_id, name="Eli")
    eli.save()
    with rolled_back():
        assert for_clinicians.comfort_under(eli, [stage.relationship.pk], stage.keys, now=QUIET) == {}


def test_nobody_elses_clinician_reads_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    prove_nobody_elses_clinician_reads_it(stage)
    real = for_clinicians.comfort_under
    monkeypatch.setattr(
        for_clinicians, "comfort_under", lambda viewer, *rest, now: real(stage.clinician, *rest, now=now)
    )
    finds_fault(prove_nobody_elses_clinician_reads_it, stage)
