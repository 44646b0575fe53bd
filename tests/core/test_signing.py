"""Who may sign a version off, and what is taken on before it is first given."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.core.samples import exercise
from unhurried.core.scopes import Credential, Discipline, Standing
from unhurried.core.signing import is_taken_on, may_sign_off
from unhurried.core.vocabulary import Level, Scope

TODAY = date(2026, 3, 3)
CHECKED = Credential(
    expires_on=TODAY + timedelta(days=90),
    checked_on=TODAY - timedelta(days=30),
    jurisdictions=frozenset({"England"}),
)
THERAPIST = Standing(discipline=Discipline.SEX_THERAPIST, credential=CHECKED)


def test_licence_in_force_signs_whatever_its_training_reaches() -> None:
    assert may_sign_off(THERAPIST, [exercise(), exercise(scope=Scope.IT, level=Level.L7)], today=TODAY)


@pytest.mark.parametrize(
    "standing",
    [
        Standing(discipline=Discipline.SEX_THERAPIST),
        Standing(discipline=Discipline.COACH, credential=CHECKED),
        replace(THERAPIST, credential=replace(CHECKED, expires_on=TODAY)),
        replace(THERAPIST, credential=replace(CHECKED, checked_on=None)),
    ],
)
def test_nobody_without_one_does(standing: Standing) -> None:
    assert not may_sign_off(standing, [exercise()], today=TODAY)


def test_one_exercise_beyond_their_training_is_enough_on_a_pathway() -> None:
    pelvic = replace(THERAPIST, discipline=Discipline.PELVIC_PHYSIOTHERAPIST)
    own, other = exercise(family="pelvic"), exercise()
    assert may_sign_off(pelvic, [own], today=TODAY)
    assert not may_sign_off(pelvic, [own, other], today=TODAY)


@pytest.mark.parametrize(
    ("level", "scope", "is_asked"),
    [
        (Level.L2, Scope.SS, False),
        (Level.L3, Scope.SS, True),
        (Level.S3, Scope.SS, False),
        (Level.L0, Scope.IT, True),
        (Level.S1, Scope.IT, True),
    ],
)
def test_what_is_near_or_intensive_is_taken_on(level: Level, scope: Scope, is_asked: bool) -> None:
    assert is_taken_on(exercise(level=level, scope=scope)) is is_asked


def test_a_later_phase_counts_as_well() -> None:
    begins, goes_on = exercise(level=Level.L0), exercise(level=Level.L3)
    assert is_taken_on(replace(begins, phases=(*begins.phases, *goes_on.phases)))
