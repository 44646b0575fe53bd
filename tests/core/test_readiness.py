from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import ANA, BEN, minutes
from unhurried.core.readiness import (
    ASKED_AGAIN_AFTER,
    Answer,
    Readiness,
    ReadinessKind,
    answer_in_force,
    answer_that_counts,
    says_yes,
    wants_lighter,
)

InForce = Callable[..., Answer | None]
ASSIGNMENT, NEXT_PHASE, DAY = ReadinessKind
NOW = minutes(100)


def said(answer: Answer, *, sequence: int = 1, minute: int = 0, client: str = ANA) -> Readiness:
    return Readiness(client=client, kind=ASSIGNMENT, answer=answer, sequence=sequence, at=minutes(minute))


answers = st.builds(
    said,
    st.sampled_from(Answer),
    sequence=st.integers(1, 5),
    minute=st.integers(0, 99),
    client=st.sampled_from([ANA, BEN]),
)


def ask(in_force: InForce, given_answers: list[Readiness]) -> Answer | None:
    return in_force(given_answers, client=ANA, kind=ASSIGNMENT, at=NOW)


def prove_a_later_not_yet_stands(in_force: InForce) -> None:
    """Whatever else arrives, in whatever order, with numbers up to its own."""

    @searching
    @given(
        before=st.lists(answers, max_size=5), after=st.lists(answers, max_size=5), minute=st.integers(0, 99)
    )
    def check(before, after, minute):  # type: ignore[no-untyped-def]
        not_yet = said(Answer.NOT_YET, sequence=5, minute=minute)
        assert ask(in_force, [*before, not_yet, *after]) is Answer.NOT_YET

    check()


def test_a_stale_ready_never_undoes_a_later_not_yet() -> None:
    prove_a_later_not_yet_stands(answer_in_force)


def test_reading_by_time_of_arrival_is_found() -> None:
    def newest(rows, *, client, kind, at):  # type: ignore[no-untyped-def]
        own = [row for row in rows if row.client == client]
        return max(own, key=lambda row: row.at).answer

    finds_fault(prove_a_later_not_yet_stands, newest)


def test_a_tie_that_goes_to_the_last_to_arrive_is_found() -> None:
    def last_of_the_same_number(rows, *, client, kind, at):  # type: ignore[no-untyped-def]
        own = [row for row in rows if row.client == client]
        return max(reversed(own), key=lambda row: row.sequence).answer

    finds_fault(prove_a_later_not_yet_stands, last_of_the_same_number)


def test_reading_everybody_s_answers_as_one_s_own_is_found() -> None:
    def anybody(rows, *, client, kind, at):  # type: ignore[no-untyped-def]
        return max(rows, key=lambda row: (row.sequence, -row.answer.care)).answer

    finds_fault(prove_a_later_not_yet_stands, anybody)


def prove_order_is_nothing(in_force: InForce) -> None:
    @searching
    @given(rows=st.lists(answers, max_size=6), data=st.data())
    def check(rows, data):  # type: ignore[no-untyped-def]
        assert ask(in_force, rows) == ask(in_force, data.draw(st.permutations(rows)))

    check()


def test_the_order_of_arrival_changes_nothing() -> None:
    prove_order_is_nothing(answer_in_force)


def test_reading_the_last_row_is_found() -> None:
    finds_fault(prove_order_is_nothing, lambda rows, **_: rows[-1].answer if rows else None)


def test_no_answer_is_unknown() -> None:
    assert ask(answer_in_force, []) is None
    assert not says_yes(None, kind=ASSIGNMENT)


ANSWERS = (None, *Answer)


def prove_kept_overrules_no_word(counts: Callable[..., Answer | None]) -> None:
    """What is kept alone asks nothing, and whatever was said about it still stands."""
    for answer, is_kept, people in product(ANSWERS, (True, False), (1, 2, 3)):
        found = counts(answer, is_kept=is_kept, people=people)
        asks_nothing = answer is None and is_kept and people == 1
        assert found is (Answer.READY if asks_nothing else answer)


def test_what_is_kept_asks_nothing_and_overrules_no_word() -> None:
    prove_kept_overrules_no_word(answer_that_counts)


def test_kept_that_overrules_a_not_yet_is_found() -> None:
    def always_ready(answer: Answer | None, *, is_kept: bool, people: int) -> Answer | None:
        return Answer.READY if is_kept and people == 1 else answer

    finds_fault(prove_kept_overrules_no_word, always_ready)


def test_an_assignment_is_asked_again_after_fourteen_days() -> None:
    answered = said(Answer.READY)
    assert timedelta(days=14) == ASKED_AGAIN_AFTER
    just_before = answered.at + ASKED_AGAIN_AFTER - timedelta(seconds=1)
    assert answer_in_force([answered], client=ANA, kind=ASSIGNMENT, at=just_before) is Answer.READY
    assert (
        answer_in_force([answered], client=ANA, kind=ASSIGNMENT, at=answered.at + ASKED_AGAIN_AFTER) is None
    )


def test_an_answer_does_not_grow_old_in_the_middle_of_a_practice() -> None:
    """Else it would end at a "move on" of somebody who has nothing to do with it; a new word does count."""
    answered, begun_at = said(Answer.READY), minutes(0) + ASKED_AGAIN_AFTER - timedelta(minutes=5)
    asked = {"client": ANA, "kind": ASSIGNMENT, "at": minutes(10) + ASKED_AGAIN_AFTER}
    assert answer_in_force([answered], practice_begun_at=begun_at, **asked) is Answer.READY  # type: ignore[arg-type]
    no = Readiness(client=ANA, kind=ASSIGNMENT, answer=Answer.NOT_YET, sequence=2, at=begun_at)
    rows = [answered, no]
    assert answer_in_force(rows, practice_begun_at=begun_at, **asked) is Answer.NOT_YET  # type: ignore[arg-type]


def test_an_older_ready_does_not_come_back_when_a_not_yet_lapses() -> None:
    not_yet, late = said(Answer.NOT_YET, sequence=2, minute=0), said(Answer.READY, sequence=1, minute=50)
    at = not_yet.at + ASKED_AGAIN_AFTER
    assert answer_in_force([not_yet, late], client=ANA, kind=ASSIGNMENT, at=at) is None


def test_answers_can_be_read_as_they_stood() -> None:
    rows = [said(Answer.READY), said(Answer.NOT_YET, sequence=2, minute=10)]
    assert answer_in_force(rows, client=ANA, kind=ASSIGNMENT, at=minutes(9)) is Answer.READY
    assert answer_in_force(rows, client=ANA, kind=ASSIGNMENT, at=minutes(10)) is Answer.NOT_YET


def test_an_answer_for_one_evening_says_nothing_about_another() -> None:
    tuesday = minutes(0).date()
    row = Readiness(client=ANA, kind=DAY, answer=Answer.READY, sequence=1, at=minutes(0), day=tuesday)
    assert answer_in_force([row], client=ANA, kind=DAY, at=NOW, day=tuesday) is Answer.READY
    assert answer_in_force([row], client=ANA, kind=DAY, at=NOW, day=tuesday + timedelta(days=1)) is None
    assert answer_in_force([row], client=ANA, kind=ASSIGNMENT, at=NOW) is None


@pytest.mark.parametrize(
    ("answer", "kind", "is_yes"),
    [
        (Answer.READY, ASSIGNMENT, True),
        (Answer.READY, NEXT_PHASE, True),
        (Answer.LIGHTER, ASSIGNMENT, True),
        (Answer.LIGHTER, DAY, True),
        (Answer.LIGHTER, NEXT_PHASE, False),
        (Answer.NOT_YET, ASSIGNMENT, False),
        (Answer.NOT_YET, DAY, False),
    ],
)
def test_lighter_is_a_yes_to_less_and_moves_nobody_on(
    answer: Answer, kind: ReadinessKind, is_yes: bool
) -> None:
    assert says_yes(answer, kind=kind) is is_yes


def test_one_wish_for_lighter_is_enough() -> None:
    assert wants_lighter([Answer.READY, Answer.LIGHTER, None])
    assert not wants_lighter([Answer.READY, None])
