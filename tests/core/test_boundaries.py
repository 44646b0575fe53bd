from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import (
    ANA,
    BACK,
    BEN,
    CLEO,
    COVERED_EYES,
    FAY,
    GUS,
    HANA,
    HANDS,
    IVO,
    NEARBY,
    TOUCH,
    minutes,
)
from unhurried.core.boundaries import (
    Direction,
    Limit,
    Turn,
    Word,
    blocked_in,
    is_looser,
    is_refused,
    limits_in_force,
    limits_that_shape,
    turns_among,
    version_that_fits,
)

THREE = (FAY, GUS, HANA)
TOUCHED, TOUCHING = Direction.BEING_TOUCHED, Direction.TOUCHING
BEGUN = minutes(100)
WHATS = ("hands", "blindfold")

InForce = Callable[..., frozenset[Limit]]
Blocked = Callable[..., frozenset[str]]


def limit(owner: str, what: str, word: Word, direction: Direction = TOUCHED, **more: object) -> Limit:
    row = Limit(
        owner=owner, what=what, word=word, direction=direction, sequence=1, at=minutes(0), set_by=owner
    )
    return replace(row, **more)  # type: ignore[arg-type]


def all_welcome(people: tuple[str, ...], what: str) -> list[Limit]:
    return [limit(owner, what, Word.WELCOME, direction) for owner, direction in product(people, Direction)]


rows = st.builds(
    Limit,
    owner=st.sampled_from(THREE[:2]),
    what=st.sampled_from(WHATS),
    direction=st.sampled_from(Direction),
    word=st.sampled_from(Word),
    sequence=st.integers(1, 6),
    at=st.integers(0, 200).map(minutes),
    set_by=st.sampled_from((FAY, GUS, CLEO)),
    other=st.sampled_from((None, HANA)),
)
histories = st.lists(rows, max_size=4)


def room(limits: frozenset[Limit]) -> set[object]:
    """What these limits leave open: every thing in every turn, and the versions that fit."""
    turns = {
        (what, turn)
        for what in WHATS
        for turn in turns_among(THREE)
        if not is_refused(what, limits, turn=turn)
    }
    return turns | {
        version.key
        for version in TOUCH.versions
        if version_that_fits(replace(TOUCH, versions=(version,)), limits, people=THREE)
    }


# One no is enough, wherever it stands


def prove_one_no_is_enough(blocked: Blocked) -> None:
    @searching
    @given(
        step=st.sampled_from([HANDS, BACK, COVERED_EYES]),
        owner=st.sampled_from(THREE),
        direction=st.sampled_from(Direction),
        word=st.sampled_from([Word.NOT_NOW, Word.NEVER]),
        data=st.data(),
    )
    def check(step, owner, direction, word, data):  # type: ignore[no-untyped-def]
        what = data.draw(st.sampled_from(sorted(step.zones | step.activities)))
        other = data.draw(st.sampled_from([None, *sorted(set(THREE) - {owner})]))
        agreed = [row for asked in step.zones | step.activities for row in all_welcome(THREE, asked)]
        assert blocked(step, agreed, people=THREE) == frozenset()
        refusal = limit(owner, what, word, direction, other=other)
        assert blocked(step, [*agreed, refusal], people=THREE) == {what}

    check()


def test_one_no_is_enough_wherever_it_stands() -> None:
    prove_one_no_is_enough(blocked_in)


def test_a_check_that_asks_only_the_person_touched_is_found() -> None:
    def asks_receivers(step, limits, *, people):  # type: ignore[no-untyped-def]
        return blocked_in(
            step, [row for row in limits if row.direction is TOUCHED or not row.word.is_no], people=people
        )

    finds_fault(prove_one_no_is_enough, asks_receivers)


def test_a_check_that_takes_the_first_pair_for_all_is_found() -> None:
    finds_fault(
        prove_one_no_is_enough, lambda step, limits, *, people: blocked_in(step, limits, people=people[:2])
    )


def test_a_check_that_lets_a_welcome_outvote_a_no_is_found() -> None:
    def counts_votes(step, limits, *, people):  # type: ignore[no-untyped-def]
        against = blocked_in(step, limits, people=people)
        return frozenset(w for w in against if sum(r.word is Word.WELCOME for r in limits if r.what == w) < 6)

    finds_fault(prove_one_no_is_enough, counts_votes)


# Tightening never enlarges what fits; loosening waits


def prove_tightening_never_enlarges(in_force: InForce) -> None:
    @searching
    @given(history=histories, first=rows.filter(lambda row: row.word is not Word.NEVER), data=st.data())
    def check(history, first, data):  # type: ignore[no-untyped-def]
        towards_all = replace(first, other=None, sequence=6, word=data.draw(st.sampled_from(Word)))
        known = [*history, towards_all, replace(first, sequence=7, set_by=first.owner)]
        before = in_force(known, at=minutes(200))
        stricter = data.draw(st.sampled_from([word for word in Word if word.care > first.word.care]))
        tighter = replace(first, word=stricter, sequence=8, at=minutes(200))
        after = in_force([*known, tighter], at=minutes(200))
        assert tighter in after
        assert room(after) <= room(before)

    check()


def test_tightening_never_enlarges_what_fits() -> None:
    prove_tightening_never_enlarges(limits_in_force)


def test_a_history_where_only_the_latest_person_named_counts_is_found() -> None:
    def forgets_everyone(history, *, at):  # type: ignore[no-untyped-def]
        in_force = limits_in_force(history, at=at)
        named = {(row.owner, row.what, row.direction) for row in in_force if row.other and row.sequence == 8}
        return frozenset(
            row for row in in_force if row.other or (row.owner, row.what, row.direction) not in named
        )

    finds_fault(prove_tightening_never_enlarges, forgets_everyone)


def test_a_history_that_posts_a_no_later_is_found() -> None:
    finds_fault(
        prove_tightening_never_enlarges, lambda history, *, at: limits_in_force(history, at=minutes(199))
    )


def prove_a_practice_only_narrows(in_force: InForce) -> None:
    @searching
    @given(
        history=histories, begun_with=rows, change_of_mind=st.sampled_from(Word), minute=st.integers(101, 200)
    )
    def check(history, begun_with, change_of_mind, minute):  # type: ignore[no-untyped-def]
        first = replace(begun_with, sequence=7, at=BEGUN, set_by=begun_with.owner)
        known = [*history, first, replace(first, sequence=8, at=minutes(101), word=change_of_mind)]
        at_the_beginning = room(in_force(known, at=BEGUN, practice_begun_at=BEGUN))
        assert room(in_force(known, at=minutes(minute), practice_begun_at=BEGUN)) <= at_the_beginning

    check()


def test_loosening_waits_for_the_next_practice() -> None:
    prove_a_practice_only_narrows(limits_in_force)


def test_a_practice_in_which_people_can_be_talked_round_is_found() -> None:
    finds_fault(
        prove_a_practice_only_narrows,
        lambda history, *, at, practice_begun_at: limits_in_force(history, at=at),
    )


def prove_only_its_owner_loosens(in_force: InForce) -> None:
    @searching
    @given(history=histories, row=rows.filter(lambda row: row.set_by != row.owner))
    def check(history, row):  # type: ignore[no-untyped-def]
        later = replace(row, sequence=7)
        assert room(in_force([*history, later], at=minutes(200))) <= room(in_force(history, at=minutes(200)))

    check()


def test_only_its_owner_loosens_a_limit() -> None:
    prove_only_its_owner_loosens(limits_in_force)


def test_a_history_that_believes_anybody_is_found() -> None:
    def believes_anybody(history, *, at):  # type: ignore[no-untyped-def]
        return limits_in_force([replace(row, set_by=row.owner) for row in history], at=at)

    finds_fault(prove_only_its_owner_loosens, believes_anybody)


# What came after a step was given


def prove_all_but_later_refusals_shape(shaping: InForce) -> None:
    @searching
    @given(
        history=histories,
        row=rows.filter(lambda row: row.set_by == row.owner),
        shapes=st.booleans(),
        given_at=st.integers(0, 200).map(minutes),
    )
    def check(history, row, shapes, given_at):  # type: ignore[no-untyped-def]
        others = [one for one in history if one.what != row.what]
        known = [*others, replace(row, shapes=shapes)]
        found = {one for one in shaping(known, at=minutes(200), given_at=given_at) if one.what == row.what}
        is_later = row.word.is_no and row.at > given_at and row.what != "blindfold"
        assert found == (set() if is_later and not shapes else {known[-1]})

    check()


def test_all_but_later_refusals_shape() -> None:
    prove_all_but_later_refusals_shape(limits_that_shape)


def test_rule_that_goes_by_the_date_alone_is_found() -> None:
    def by_date(history, *, at, given_at):  # type: ignore[no-untyped-def]
        return frozenset(row for row in limits_in_force(history, at=at) if row.at <= given_at)

    finds_fault(prove_all_but_later_refusals_shape, by_date)


def test_rule_that_leaves_out_every_unchosen_no_is_found() -> None:
    def by_choice(history, *, at, given_at):  # type: ignore[no-untyped-def]
        return frozenset(row for row in limits_in_force(history, at=at) if row.shapes or not row.word.is_no)

    finds_fault(prove_all_but_later_refusals_shape, by_choice)


def test_choice_that_ties_with_a_fresh_no_gives_way_to_it() -> None:
    chosen = limit(ANA, "hands", Word.NEVER, at=minutes(5), shapes=True)
    fresh = replace(chosen, shapes=False, at=minutes(6))
    for history in ([chosen, fresh], [fresh, chosen]):
        assert limits_in_force(history, at=minutes(9)) == {fresh}
        assert limits_that_shape(history, at=minutes(9), given_at=minutes(0)) == frozenset()


@pytest.mark.parametrize(
    ("what", "looser"),
    [("hands", set()), ("blindfold", {Word.WELCOME, Word.ASK_FIRST, Word.NOT_NOW})],
)
def test_first_word_opens_only_what_was_out_from_the_start(what: str, looser: set[Word]) -> None:
    assert {word for word in Word if is_looser(word, None, what=what)} == looser


def test_word_is_looser_than_any_stricter_one_that_stands() -> None:
    stands = limit(ANA, "hands", Word.NOT_NOW)
    assert {word for word in Word if is_looser(word, stands, what="hands")} == {Word.WELCOME, Word.ASK_FIRST}


# Order of arrival


def prove_order_of_arrival_is_nothing(in_force: InForce) -> None:
    @searching
    @given(history=histories, data=st.data())
    def check(history, data):  # type: ignore[no-untyped-def]
        shuffled = data.draw(st.permutations(history))
        words = [
            {
                (row.owner, row.what, row.direction, row.other, row.word)
                for row in in_force(rows, at=minutes(200))
            }
            for rows in (history, shuffled)
        ]
        assert words[0] == words[1]

    check()


def test_limits_do_not_depend_on_the_order_in_which_rows_arrive() -> None:
    prove_order_of_arrival_is_nothing(limits_in_force)


def test_a_history_that_trusts_arrival_is_found() -> None:
    def trusts_arrival(history, *, at):  # type: ignore[no-untyped-def]
        return limits_in_force([replace(row, sequence=order) for order, row in enumerate(history)], at=at)

    finds_fault(prove_order_of_arrival_is_nothing, trusts_arrival)


def test_an_old_welcome_from_an_offline_phone_does_not_undo_a_later_no() -> None:
    refusal = limit(ANA, "hands", Word.NEVER, sequence=5, at=minutes(1))
    late = limit(ANA, "hands", Word.WELCOME, sequence=4, at=minutes(9))
    assert limits_in_force([refusal, late], at=minutes(10)) == {refusal}


def test_limits_can_be_asked_for_as_they_stood() -> None:
    welcome, refusal = (
        limit(ANA, "hands", Word.WELCOME),
        limit(ANA, "hands", Word.NEVER, sequence=2, at=minutes(5)),
    )
    assert limits_in_force([welcome, refusal], at=minutes(4)) == {welcome}
    assert limits_in_force([welcome, refusal], at=minutes(5)) == {refusal}


def test_a_no_taken_back_in_the_same_practice_still_stands() -> None:
    history = [
        limit(ANA, "hands", Word.WELCOME),
        limit(ANA, "hands", Word.NOT_NOW, sequence=2, at=minutes(101)),
        limit(ANA, "hands", Word.WELCOME, sequence=3, at=minutes(102)),
    ]
    (during,) = limits_in_force(history, at=minutes(103), practice_begun_at=BEGUN)
    (afterwards,) = limits_in_force(history, at=minutes(103))
    assert (during.word, afterwards.word) == (Word.NOT_NOW, Word.WELCOME)


def test_a_word_said_as_the_practice_begins_counts_for_it() -> None:
    history = [limit(ANA, "hands", Word.NEVER), limit(ANA, "hands", Word.WELCOME, sequence=2, at=BEGUN)]
    assert limits_in_force(history, at=BEGUN, practice_begun_at=BEGUN) == {history[1]}


# What is blank, paused, held


def test_a_blank_is_neither_yes_nor_no() -> None:
    assert blocked_in(HANDS, [], people=(ANA, BEN)) == frozenset()


@pytest.mark.parametrize("word", [Word.WELCOME, Word.ASK_FIRST])
def test_a_blindfold_is_never_until_everyone_has_said_otherwise(word: Word) -> None:
    said = [replace(row, word=word) for row in all_welcome((ANA, BEN), "blindfold")]
    assert blocked_in(COVERED_EYES, said, people=(ANA, BEN)) == frozenset()
    for missing in said:
        assert blocked_in(COVERED_EYES, [row for row in said if row != missing], people=(ANA, BEN)) == {
            "blindfold"
        }


@pytest.mark.parametrize("word", [Word.WELCOME, Word.ASK_FIRST])
def test_a_first_word_on_a_blindfold_does_not_count_within_the_practice(word: Word) -> None:
    said = [replace(row, at=minutes(101), word=word) for row in all_welcome((ANA, BEN), "blindfold")]
    assert limits_in_force(said, at=minutes(102), practice_begun_at=BEGUN) == frozenset()


def test_pause_agreements_and_holds_block_whatever_people_welcome() -> None:
    agreed = all_welcome((ANA, BEN), "hands")
    assert blocked_in(HANDS, agreed, people=(ANA, BEN), paused=frozenset({"hand_touch"})) == {"hand_touch"}
    assert blocked_in(HANDS, agreed, people=(ANA, BEN), held=frozenset({"hands", "chest"})) == {"hands"}


def test_a_limit_towards_one_person_leaves_the_others_alone() -> None:
    only_gus = [limit(FAY, "hands", Word.NEVER, other=GUS)]
    assert blocked_in(HANDS, only_gus, people=THREE) == {"hands"}
    assert blocked_in(HANDS, only_gus, people=(FAY, HANA)) == frozenset()


def test_alone_a_person_is_both_the_one_touching_and_the_one_touched() -> None:
    assert turns_among([IVO]) == (Turn(touching=IVO, touched=IVO),)
    assert blocked_in(HANDS, [limit(IVO, "hands", Word.NOT_NOW)], people=[IVO]) == {"hands"}


def test_every_ordered_pair_of_three_is_asked() -> None:
    assert len(turns_among(THREE)) == 6


def test_without_people_nothing_is_taken_as_allowed() -> None:
    with pytest.raises(ValueError, match="nobody"):
        blocked_in(HANDS, [], people=[])


# Published versions


@pytest.mark.parametrize(
    ("refused", "fitting"),
    [(None, "full"), ("upper_back", "short"), ("hands", "near"), ("co_presence", None)],
)
def test_a_limit_chooses_the_largest_published_version(refused: str | None, fitting: str | None) -> None:
    limits = [limit(ANA, refused, Word.NEVER)] if refused else []
    version = version_that_fits(TOUCH, limits, people=(ANA, BEN))
    assert (version and version.key) == fitting


def test_only_published_versions_are_ever_offered() -> None:
    @searching
    @given(history=histories)
    def check(history):  # type: ignore[no-untyped-def]
        version = version_that_fits(TOUCH, limits_in_force(history, at=minutes(200)), people=THREE)
        assert version is None or version in TOUCH.versions

    check()


def test_what_fits_holds_nothing_refused() -> None:
    paused = frozenset({"upper_back"})
    version = version_that_fits(TOUCH, [], people=(ANA, BEN), paused=paused, held=frozenset({"hand_touch"}))
    assert version
    assert TOUCH.steps_of(version.key) == (NEARBY,)
