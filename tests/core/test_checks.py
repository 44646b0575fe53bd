"""What a safety record asks for, and when; what may be lifted; what a private answer rests."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.core.properties import finds_fault
from unhurried.core.checks import WARNED_BEFORE, Due, due_of
from unhurried.core.gates import SafetyRecord
from unhurried.core.history import GRACE
from unhurried.core.holds import HoldReason, may_lift
from unhurried.core.progression import rests_after

DAY = date(2026, 6, 1)
ONE = timedelta(days=1)
When = Callable[..., Due | None]


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (DAY - WARNED_BEFORE - ONE, None),
        (DAY - WARNED_BEFORE, Due.SOON),
        (DAY, Due.SOON),
        (DAY + ONE, Due.PAST),
        (DAY + GRACE, Due.PAST),
        (DAY + GRACE + ONE, Due.RUN_OUT),
    ],
)
@pytest.mark.parametrize("outcome", [SafetyRecord.CURRENT, SafetyRecord.NOT_SUITABLE])
def test_review_is_named_two_weeks_before_its_day_and_from_then_on(
    outcome: SafetyRecord, today: date, due: Due | None
) -> None:
    assert due_of(outcome, review_on=DAY, today=today) is due


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (DAY - WARNED_BEFORE - ONE, Due.AGAIN),
        (DAY, Due.AGAIN),
        (DAY + ONE, Due.PAST),
        (DAY + GRACE + ONE, Due.RUN_OUT),
    ],
)
def test_what_was_said_since_asks_again_before_its_day(today: date, due: Due) -> None:
    assert due_of(SafetyRecord.CURRENT, review_on=DAY, today=today, was_called_for=True) is due
    assert due_of(SafetyRecord.FOLLOW_UP, review_on=DAY, today=today, was_called_for=True) is Due.FOLLOW_UP


def follow_up_is_due_whatever_its_day(rule: When) -> None:
    for days in (-200, -WARNED_BEFORE.days - 1, 0, 1, GRACE.days + 1, 400):
        found = rule(SafetyRecord.FOLLOW_UP, review_on=DAY, today=DAY + timedelta(days=days))
        assert found is Due.FOLLOW_UP


def test_follow_up_is_due_until_another_check() -> None:
    follow_up_is_due_whatever_its_day(due_of)


def test_follow_up_that_waits_for_its_day_is_found() -> None:
    def like_any_other(outcome: SafetyRecord, **said: Any) -> Due | None:
        return due_of(SafetyRecord.CURRENT, **said)

    finds_fault(follow_up_is_due_whatever_its_day, like_any_other)


def unread_keeps_what_it_holds(rule: Callable[..., bool]) -> None:
    for reason in HoldReason:
        assert rule(reason, has_unread=False)
        assert rule(reason, has_unread=True) == (reason is not HoldReason.CONCERN)


def test_what_a_concern_holds_is_lifted_once_it_was_read() -> None:
    unread_keeps_what_it_holds(may_lift)


def test_lifting_before_reading_is_found() -> None:
    finds_fault(unread_keeps_what_it_holds, lambda reason, *, has_unread: True)


@pytest.mark.parametrize(
    ("pressed", "limits", "wanted", "reasons"),
    [
        (None, "", "", ()),
        (2, "yes", "yes", ()),
        (2, "unsure", "rather_not", ()),
        (3, "yes", "yes", (HoldReason.FELT_PRESSED,)),
        (0, "no", "no", (HoldReason.LIMITS_KEPT, HoldReason.WANTED)),
        (10, "no", "no", (HoldReason.FELT_PRESSED, HoldReason.LIMITS_KEPT, HoldReason.WANTED)),
    ],
)
def test_private_answer_rests_what_was_pressed_not_kept_or_not_wanted(
    pressed: int | None, limits: str, wanted: str, reasons: tuple[HoldReason, ...]
) -> None:
    assert rests_after(felt_pressed=pressed, limits_kept=limits, wanted=wanted, drifted="") == reasons


@pytest.mark.parametrize(
    ("drifted", "reasons"), [("", ()), ("no", ()), ("unsure", ()), ("yes", (HoldReason.DISSOCIATION,))]
)
def test_who_drifted_off_rests_touch(drifted: str, reasons: tuple[HoldReason, ...]) -> None:
    assert rests_after(felt_pressed=0, limits_kept="yes", wanted="yes", drifted=drifted) == reasons
