"""A licence is told as somebody read it: who, when, until when, and never that anybody is safe."""

from datetime import date, timedelta

import pytest

from unhurried.core.scopes import CHECK_STANDS_FOR
from unhurried.people.models import Credential
from unhurried.web.clinic.words import licence_words

TODAY = date(2027, 3, 1)


def licence(*, checked_on: date | None = TODAY, expires_on: date = TODAY + timedelta(days=90)) -> Credential:
    return Credential(checked_on=checked_on, checked_by="Jo" if checked_on else "", expires_on=expires_on)


def test_a_checked_licence_says_when_and_by_whom() -> None:
    assert licence_words(licence(), today=TODAY) == [
        "Licence checked on 1 March 2027 by Jo.",
        "Runs until 30 May 2027.",
    ]


def test_no_licence_and_no_check_are_said() -> None:
    assert licence_words(None, today=TODAY) == ["No licence recorded."]
    assert licence_words(licence(checked_on=None), today=TODAY)[0] == "Nobody has checked it yet."


@pytest.mark.parametrize("days", [CHECK_STANDS_FOR.days + 1, -1])
def test_an_old_check_and_one_to_come_do_not_count(days: int) -> None:
    words = licence_words(licence(checked_on=TODAY - timedelta(days=days)), today=TODAY)
    assert "That check no longer counts; another look is asked for." in words


@pytest.mark.parametrize(("days", "said"), [(-1, "Expired"), (0, "Expired"), (1, "Runs until")])
def test_the_last_day_is_already_too_late(days: int, said: str) -> None:
    words = licence_words(licence(expires_on=TODAY + timedelta(days=days)), today=TODAY)
    assert words[-1].startswith(said)


def test_nothing_vouches_for_anybody() -> None:
    said = " ".join(licence_words(licence(), today=TODAY)).casefold()
    assert not {"verified", "safe", "valid"} & set(said.replace(".", "").split())
