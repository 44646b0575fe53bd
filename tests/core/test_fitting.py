"""A few things that may fit, by what people ticked: why each is here, and what on file speaks against it."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.core.samples import ANA, BEN, IVO, exercise
from unhurried.core.cautions import Caution
from unhurried.core.exercises import Contraindication, Exercise, Pathway
from unhurried.core.fitting import EXERCISES, Known, fitting_exercises, fitting_pathways
from unhurried.core.vocabulary import CONCERNS, Level, Scope

ticks = st.dictionaries(st.sampled_from([ANA, BEN, IVO]), st.frozensets(st.sampled_from(CONCERNS)))
NOT_NOW = Contraindication(code="recent_loss", action="hold", lifted_by="clinician")


def one(name: str, *concerns: str, **changed: Any) -> Exercise:
    level = {"level": changed.pop("level", Level.L0), "scope": changed.pop("scope", Scope.P)}
    return replace(exercise(**level), id=name, concerns=concerns, **changed)


def ids(shelf: list[Exercise], known: Known) -> list[str]:
    return [fit.id for fit in fitting_exercises(shelf, known)]


def ticked(**known: Any) -> Known:
    asked = {ANA: frozenset({"pain", "desire"}), BEN: frozenset({"desire"})}
    return Known(**{"people": 2, "asked_for": asked, **known})


def pathway(name: str, *concerns: str, people: tuple[int, int] = (2, 6)) -> Pathway:
    return Pathway(
        id=name,
        version="1.0.0",
        status="draft",
        min_people=people[0],
        max_people=people[1],
        concerns=concerns,
        items=(),
        weeks=(1, 2),
        guides={"en": {}},
    )


def test_each_says_for_which_concern_it_is_and_who_ticked_it() -> None:
    (fit,) = fitting_exercises([one("a", "desire", "pain", "spark")], ticked())
    assert fit.asked_for == {"desire": (ANA, BEN), "pain": (ANA,)}


def test_what_most_was_ticked_for_comes_first_then_what_needs_least_before_it() -> None:
    shelf = [
        one("later", "pain", prerequisites=("x.y",)),
        one("wide", "pain", "spark"),
        one("plain", "pain"),
        one("most", "desire", "pain", prerequisites=("x.y",)),
        one("other", "spark"),
    ]
    assert ids(shelf, ticked()) == ["most", "plain", "wide", "later"]
    assert ids(shelf, ticked(given=frozenset({"most", "x.y"}))) == ["later", "plain", "wide"]


def test_nothing_begins_with_touch_together_or_intensive_therapy() -> None:
    shelf = [one("touch", "pain", level=Level.L2), one("deep", "pain", scope=Scope.IT), one("own", "pain")]
    assert ids(shelf, ticked()) == ["own"]


def test_what_something_on_file_speaks_against_stands_last_and_says_so() -> None:
    shelf = [one("against", "desire", "pain", contraindications=(NOT_NOW,)), one("other", "pain")]
    fits = fitting_exercises(shelf, ticked(on_file=frozenset({Caution.RECENT_LOSS})))
    assert [(fit.id, fit.against) for fit in fits] == [("other", ()), ("against", (NOT_NOW,))]
    assert ids(shelf, ticked()) == ["against", "other"], "planted: with nothing on file it comes first"


@given(ticks, st.permutations(range(8)))
def test_they_are_few_and_never_without_a_reason_whatever_the_order(asked: Any, order: list[int]) -> None:
    shelf = [one(f"x.{place}", *CONCERNS[place : place + 3]) for place in order]
    known = Known(people=2, asked_for=asked)
    fits = fitting_exercises(shelf, known)
    assert len(fits) <= EXERCISES
    assert all(fit.asked_for for fit in fits)
    assert fits == fitting_exercises(sorted(shelf, key=lambda each: each.id), known)


def test_pathways_are_for_as_many_as_take_part() -> None:
    shelf = [
        pathway("wide", "pain", "desire", "spark"),
        pathway("near", "pain", "desire"),
        pathway("alone", "pain", "desire", people=(1, 1)),
        pathway("other", "spark"),
    ]
    assert [fit.id for fit in fitting_pathways(shelf, ticked())] == ["near", "wide"]
    assert [fit.id for fit in fitting_pathways(shelf, ticked(people=1))] == ["alone"]
