from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import exercise
from unhurried.core.scopes import (
    Credential,
    Discipline,
    Permission,
    Refusal,
    Standing,
    licence_gaps,
    may_assign,
    may_cover,
    may_stand_in_for,
    may_take_over,
)
from unhurried.core.vocabulary import Level, Scope

TODAY = date(2026, 3, 3)
VALID = Credential(
    expires_on=TODAY + timedelta(days=1),
    checked_on=TODAY - timedelta(days=30),
    jurisdictions=frozenset({"DE", "AT"}),
)
CLEO = Standing(discipline=Discipline.SEX_THERAPIST, credential=VALID)
ELI = Standing(discipline=Discipline.PELVIC_PHYSIOTHERAPIST, credential=VALID)
KIT = Standing(discipline=Discipline.COACH, credential=VALID)
NOBODY_CHECKED = Standing(discipline=Discipline.COACH)
May = Callable[..., Permission]


def ask(
    may: May,
    standing: Standing,
    scope: Scope = Scope.P,
    level: Level = Level.L0,
    *,
    family: str | None = None,
    **more: Any,
) -> Permission:
    known: dict[str, Any] = {"on_file": (), "regions": ("DE",), "today": TODAY} | more
    return may(standing, exercise(scope=scope, family=family), level, **known)


# Who may assign what: the table again, written out by hand


def prove_the_table_is_kept(may: May) -> None:
    for scope in Scope:
        for level in Level:
            given = {one: ask(may, one, scope, level).is_given for one in (CLEO, ELI, KIT, NOBODY_CHECKED)}
            not_intensive = scope is not Scope.IT
            assert given[CLEO]
            assert not given[ELI]
            assert given[KIT] is (
                not_intensive and level in {Level.L0, Level.L1, Level.L2, Level.S0, Level.S1}
            )
            assert given[NOBODY_CHECKED] is (not_intensive and level in {Level.L0, Level.L1})


def test_each_discipline_reaches_as_far_as_the_table_says() -> None:
    prove_the_table_is_kept(may_assign)


def test_a_rule_that_asks_about_skill_and_not_about_level_is_found() -> None:
    def forgets_level(standing: Standing, item: Any, level: Level, **known: Any) -> Permission:
        return may_assign(standing, item, Level.L0, **known)

    finds_fault(prove_the_table_is_kept, forgets_level)


def test_a_rule_that_takes_every_coach_for_checked_is_found() -> None:
    def trusts(standing: Standing, item: Any, level: Level, **known: Any) -> Permission:
        return may_assign(replace(standing, credential=standing.credential or VALID), item, level, **known)

    finds_fault(prove_the_table_is_kept, trusts)


LISTED = list(
    {Discipline.SEX_THERAPIST: CLEO, Discipline.PELVIC_PHYSIOTHERAPIST: ELI, Discipline.COACH: KIT}.items()
)


def test_who_stands_in_reaches_at_least_as_far() -> None:
    found = {
        (one, other): may_stand_in_for(standing, absent, today=TODAY).is_given
        for one, standing in LISTED
        for other, absent in LISTED
    }
    therapist, physio, coach = (one for one, _standing in LISTED)
    fit = {(therapist, other) for other, _standing in LISTED} | {(physio, physio), (coach, coach)}
    assert {pair for pair, is_given in found.items() if is_given} == fit


def test_who_stands_in_is_licensed_where_the_absent_one_is() -> None:
    abroad = replace(CLEO, credential=replace(VALID, jurisdictions=frozenset({"DE", "FR"})))
    assert may_stand_in_for(CLEO, abroad, today=TODAY).refused_for == (Refusal.JURISDICTION,)
    expired = replace(CLEO, credential=replace(VALID, expires_on=TODAY))
    assert may_stand_in_for(CLEO, expired, today=TODAY).is_given, "that the absent one's has ended is no bar"
    assert may_stand_in_for(expired, CLEO, today=TODAY).refused_for == (Refusal.LICENCE_EXPIRED,)


def test_what_is_on_file_counts_where_nothing_is_under_way() -> None:
    known: dict[str, Any] = {"regions": ("DE",), "today": TODAY}
    assert may_take_over(KIT, (), on_file={"pain"}, **known).refused_for == (Refusal.NEEDS_REFERRAL,)
    given_before = [(exercise(scope=Scope.P), Level.L3)]
    assert may_take_over(KIT, given_before, on_file=(), **known).refused_for == (Refusal.OUT_OF_SCOPE,)
    assert may_take_over(CLEO, given_before, on_file={"pain"}, **known).is_given


@pytest.mark.parametrize("family", ["insertion_ladder", "pelvic"])
def test_a_pelvic_physiotherapist_gives_ladders_and_pelvic_items_and_no_trauma(family: str) -> None:
    assert ask(may_assign, ELI, Scope.IT, Level.S3, family=family).is_given
    with_trauma = ask(may_assign, ELI, Scope.IT, Level.S3, family=family, on_file={"trauma"})
    assert with_trauma.refused_for == (Refusal.NEEDS_REFERRAL,)
    assert ask(may_assign, ELI, family="erotic").refused_for == (Refusal.OUT_OF_SCOPE,)


@pytest.mark.parametrize("concern", ["pain", "trauma", "diagnosis"])
def test_a_coach_refers_on(concern: str) -> None:
    assert ask(may_assign, KIT, on_file={concern, "desire"}).refused_for == (Refusal.NEEDS_REFERRAL,)
    assert ask(may_assign, KIT, on_file={"desire"}).is_given
    assert ask(may_assign, CLEO, on_file={concern}).is_given


def test_a_coach_cannot_give_a_trauma_ladder() -> None:
    refused = ask(may_assign, KIT, Scope.IT, Level.S1, on_file={"trauma"})
    assert refused.refused_for == (Refusal.OUT_OF_SCOPE, Refusal.NEEDS_REFERRAL)


# Licences


def prove_expired_today_is_expired(may: May) -> None:
    for days in range(-2, 3):
        until = replace(VALID, expires_on=TODAY + timedelta(days=days))
        permission = ask(may, replace(CLEO, credential=until))
        assert permission.is_given is (days > 0)
        assert (Refusal.LICENCE_EXPIRED in permission.refused_for) is (days <= 0)


def test_a_licence_that_expires_today_has_expired() -> None:
    prove_expired_today_is_expired(may_assign)


def test_a_rule_that_gives_the_last_day_is_found() -> None:
    def gives_the_last_day(
        standing: Standing, item: Any, level: Level, *, today: date, **known: Any
    ) -> Permission:
        return may_assign(standing, item, level, today=today - timedelta(days=1), **known)

    finds_fault(prove_expired_today_is_expired, gives_the_last_day)


@pytest.mark.parametrize(
    ("credential", "refusals"),
    [
        (None, (Refusal.LICENCE_UNCHECKED, Refusal.JURISDICTION)),
        (replace(VALID, expires_on=None), (Refusal.LICENCE_EXPIRED,)),
        (replace(VALID, checked_on=None), (Refusal.LICENCE_UNCHECKED,)),
        (replace(VALID, checked_on=TODAY - timedelta(days=366)), (Refusal.LICENCE_UNCHECKED,)),
        (replace(VALID, checked_on=TODAY + timedelta(days=1)), (Refusal.LICENCE_UNCHECKED,)),
        (replace(VALID, checked_on=TODAY - timedelta(days=365)), ()),
        (replace(VALID, checked_on=TODAY), ()),
        (replace(VALID, jurisdictions=frozenset({"FR"})), (Refusal.JURISDICTION,)),
    ],
)
def test_a_gap_in_the_papers_is_named(credential: Credential | None, refusals: tuple[Refusal, ...]) -> None:
    assert ask(may_assign, replace(CLEO, credential=credential)).refused_for == refusals


@pytest.mark.parametrize("regions", [("DE", "FR"), ("DE", None), (None,)])
def test_every_client_s_region_has_to_be_covered(regions: tuple[str | None, ...]) -> None:
    assert ask(may_assign, CLEO, regions=regions).refused_for == (Refusal.JURISDICTION,)
    assert ask(may_assign, CLEO, regions=("DE", "AT")).is_given


def test_a_clinic_may_ask_for_fresher_checks() -> None:
    assert licence_gaps(CLEO, regions=("DE",), today=TODAY, check_stands_for=timedelta(days=29)) == {
        Refusal.LICENCE_UNCHECKED
    }


def test_a_coach_has_no_licence_to_lack_and_reaches_less_far_once_the_certificate_ran_out() -> None:
    expired = replace(KIT, credential=replace(VALID, expires_on=TODAY))
    assert licence_gaps(expired, regions=("FR",), today=TODAY) == frozenset()
    assert ask(may_assign, expired, level=Level.L1).is_given
    assert ask(may_assign, expired, level=Level.L2).refused_for == (Refusal.OUT_OF_SCOPE,)


# Knowing more against it never permits

concerns = st.frozensets(st.sampled_from(["pain", "trauma", "diagnosis", "desire"]))


def prove_more_on_file_never_permits(may: May) -> None:
    @searching
    @given(
        standing=st.sampled_from([CLEO, ELI, KIT, NOBODY_CHECKED]),
        scope=st.sampled_from(Scope),
        level=st.sampled_from(Level),
        known=st.tuples(concerns, concerns),
        regions=st.frozensets(st.sampled_from(["DE", "FR", None])),
    )
    def check(standing, scope, level, known, regions):  # type: ignore[no-untyped-def]
        less = ask(may, standing, scope, level, family="pelvic", on_file=known[0])
        fuller = ask(
            may,
            standing,
            scope,
            level,
            family="pelvic",
            on_file=known[0] | known[1],
            regions=regions | {"DE"},
        )
        assert set(less.refused_for) <= set(fuller.refused_for)

    check()


def test_more_on_file_and_more_regions_never_permit() -> None:
    prove_more_on_file_never_permits(may_assign)


def test_a_rule_that_waives_trauma_for_pain_is_found() -> None:
    def waives(
        standing: Standing, item: Any, level: Level, *, on_file: frozenset[str], **known: Any
    ) -> Permission:
        left = on_file - {"trauma"} if "pain" in on_file else on_file
        return may_assign(standing, item, level, on_file=left - {"pain"}, **known)

    finds_fault(prove_more_on_file_never_permits, waives)


def test_whoever_covers_refers_on_nothing_that_a_colleague_treats() -> None:
    therapist, physio, coach = (
        Discipline.SEX_THERAPIST,
        Discipline.PELVIC_PHYSIOTHERAPIST,
        Discipline.COACH,
    )
    found = {
        one: [other for other in (therapist, physio, coach) if may_cover(one, [other])]
        for one in (therapist, physio, coach)
    }
    assert found == {
        therapist: [therapist, physio, coach],
        physio: [physio, coach],
        coach: [coach],
    }
    assert not may_cover(coach, [coach, therapist])
    assert may_cover(coach, [])
