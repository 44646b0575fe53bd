"""What this repository ships to read or do."""

import re
from datetime import date

import pytest

from unhurried.core.exercises import Exercise, FieldKind, Pathway, Requirement, Waypoint
from unhurried.core.pathways import item_after, next_item
from unhurried.core.vocabulary import Audience, Level
from unhurried.library.lint import lint
from unhurried.library.lint.published import name_of, read_register
from unhurried.library.loading import load_library
from unhurried.library.place import content_root

LIBRARY = load_library(content_root())
TOUCH = ("sf.0-hands", "sf.1-whole-body-early", "sf.2-hand-guiding")
PATHWAYS = pytest.mark.parametrize("pathway", LIBRARY.pathways.values(), ids=lambda pathway: pathway.id)
EXERCISES = pytest.mark.parametrize("exercise", LIBRARY.exercises.values(), ids=lambda exercise: exercise.id)


def test_shipped_content_is_clean() -> None:
    assert lint(content_root()) == []


def test_shipped_versions_are_in_the_register() -> None:
    shipped = {name_of(item) for item in (*LIBRARY.exercises.values(), *LIBRARY.pathways.values())}
    assert shipped <= read_register(content_root()).keys()


def test_each_can_be_looked_for_by_what_clinicians_call_it() -> None:
    items: tuple[Exercise | Pathway, ...] = (*LIBRARY.exercises.values(), *LIBRARY.pathways.values())
    assert [item.id for item in items if not item.also_called] == []


def test_solo_pathway_needs_nobody_else() -> None:
    solo = LIBRARY.pathways["p9-solo"]
    given = [*(item.exercise for item in solo.items), *solo.companions]
    assert (solo.min_people, solo.max_people) == (1, 1)
    assert {LIBRARY.exercises[key].min_people for key in given} == {1}


def test_first_pathway_begins_with_words_and_agrees_before_touch() -> None:
    way = LIBRARY.pathways["p1-communication-first"]
    levels = [LIBRARY.exercises[item.exercise].phase(item.phase).level for item in way.items]
    assert levels == [Level.L0] * 9 + [Level.L2, Level.L3, Level.L3]
    assert way.items[8].exercise == "com.boundary-agreement"
    assert way.after_limit_breach == Waypoint(exercise="com.boundary-agreement", phase="agree")


def test_what_comes_before_touch_and_where_it_steps_back_to() -> None:
    items = {item.exercise: item for item in LIBRARY.pathways["p1-communication-first"].items}
    agreed = Requirement(exercise="com.boundary-agreement", is_agreed=True)
    hands = Requirement(exercise="sf.0-hands", phase="hands", practices=2)
    hour = Requirement(exercise="sf.1-whole-body-early", phase="early", is_settled=True)
    assert [items[key].requires for key in TOUCH] == [(agreed,), (agreed, hands), (hour,)]
    assert [items[key].step_back_to for key in TOUCH] == [
        None,
        Waypoint(exercise="sf.0-hands", phase="hands"),
        Waypoint(exercise="sf.1-whole-body-early", phase="early"),
    ]


def test_doses_of_touch_are_those_of_the_protocol() -> None:
    """`docs/decisions/0014`: the least practices, days, hours of rest and times a week."""
    phases = {key: LIBRARY.exercises[key].phases[0] for key in TOUCH}
    settled = [(one.settled_when.practices, one.settled_when.days) for one in phases.values()]
    assert settled == [(2, 0), (4, 14), (2, 0)]
    assert [LIBRARY.exercises[key].dosage.per_week for key in TOUCH] == [(2, 3), (2, 3), (2, 2)]
    assert [LIBRARY.exercises[key].min_rest_hours for key in TOUCH] == [20, 36, 36]
    assert {tuple(one.key for one in phase.versions) for phase in phases.values()} == {
        ("full", "short", "near")
    }
    stops = {
        one.key: [step.key for step in phases["sf.0-hands"].steps_of(one.key)]
        for one in phases["sf.0-hands"].versions
    }
    assert all("stop_once" in steps for steps in stops.values()), "everybody stops once, on purpose"


def test_slow_hour_is_thirty_minutes_for_each() -> None:
    steps = LIBRARY.exercises["sf.1-whole-body-early"].phase("early").steps_of("full")
    assert sum(step.seconds or 0 for step in steps if step.roles) == 30 * 60


@PATHWAYS
def test_whoever_is_alone_has_a_whole_way(pathway: Pathway) -> None:
    """The pathway itself, past what is for several, or the one for one person."""
    if pathway.min_people == 1:
        assert _walked(pathway, people=1)[-1:] != []
        assert {LIBRARY.exercises[key].min_people for key in _walked(pathway, people=1)} == {1}
    else:
        assert pathway.solo_variant == "p9-solo"


@PATHWAYS
@pytest.mark.parametrize("people", range(1, 7))
def test_way_comes_to_its_end_for_every_number_of_people(pathway: Pathway, people: int) -> None:
    if pathway.min_people <= people <= pathway.max_people:
        theirs = {item.exercise for item in pathway.items} - _not_for(people)
        assert set(_walked(pathway, people=people)) == theirs


@PATHWAYS
def test_agreement_comes_before_any_touch_together(pathway: Pathway) -> None:
    """Or the exercise before which it came; and after a limit was not kept the way leads to words."""
    agreed = Requirement(exercise="com.boundary-agreement", is_agreed=True)
    keys = [item.exercise for item in pathway.items]
    touch = [item for item in pathway.items if _is_touch(item.exercise)]
    assert not touch or agreed in touch[0].requires
    assert all(keys.index("com.boundary-agreement") < keys.index(item.exercise) for item in touch)
    assert not touch or pathway.after_limit_breach == Waypoint(
        exercise="com.boundary-agreement", phase="agree"
    )


@PATHWAYS
def test_no_id_stands_in_what_a_client_may_read(pathway: Pathway) -> None:
    ids = {*LIBRARY.exercises, *LIBRARY.pathways}
    said = {key: text for key, text in pathway.guides["en"].items() if key != "for_clinician"}
    assert not [(key, one) for key, text in said.items() for one in ids if one in text]


@PATHWAYS
def test_every_pathway_says_that_one_can_stop_and_that_it_is_whole_there(pathway: Pathway) -> None:
    assert re.search(r"\bstop\b", pathway.says("permission"))
    assert re.search(r"\b(whole|complete)\b", pathway.says("ending"))


def test_company_on_the_ladder_is_arranged_by_whose_body_it_is() -> None:
    way = LIBRARY.pathways["p4-gppp"]
    assert [item.exercise for item in way.items if item.owner_leads] == ["gppp.with-partner"]


@pytest.mark.parametrize(
    ("key", "asked_of"),
    [
        ("p4-gppp", "sf.2-hand-guiding"),
        ("p6-early-ejaculation", "sf.2-hand-guiding"),
        ("p7-trauma-return-to-touch", "rou.arm-or-hand"),
    ],
)
def test_what_an_owner_asks_for_is_not_asked_about_by_the_way(key: str, asked_of: str) -> None:
    """After these the next step is a person's own, and no page asks everybody whether they are ready."""
    way = LIBRARY.pathways[key]
    given = {item.exercise for item in way.items if LIBRARY.exercises[item.exercise].max_people > 1}
    coming = item_after(way, asked_of, given)
    assert coming and not _is_touch(coming.exercise)


def _is_touch(key: str) -> bool:
    return any(phase.level.is_joint_touch for phase in LIBRARY.exercises[key].phases)


def _not_for(people: int) -> set[str]:
    """What neither all of so many nor one of them alone can be given."""
    several = [one for one in LIBRARY.exercises.values() if one.min_people > 1]
    return {one.id for one in several if not one.min_people <= people <= one.max_people}


def _walked(pathway: Pathway, *, people: int) -> list[str]:
    order: list[str] = []
    while upcoming := next_item(pathway, {*order, *_not_for(people)}):
        order.append(upcoming.exercise)
    return order


OWN_PAGES = ("rou.resilience-plan", "rou.play-menu", "rou.affection-experiments", "rou.non-sexual-date",
             "rou.aftercare")  # fmt: skip


@pytest.mark.parametrize("key", OWN_PAGES)
def test_everybody_has_a_page_of_their_own_that_goes_on(key: str) -> None:
    exercise = LIBRARY.exercises[key]
    first = [step for step in exercise.phases[0].steps if step.goes_on]
    assert (exercise.min_people, exercise.max_people) == (1, 6)
    assert first and {step.audience for step in first} <= {Audience.SELF, Audience.CLINICIAN}
    assert Audience.SELF in {step.audience for step in first}
    assert not [step.key for phase in exercise.phases for step in phase.steps if step.roles]


@EXERCISES
def test_exercise_meets_bodies_and_lives_that_differ(exercise: Exercise) -> None:
    assert len(exercise.adaptations) >= 6
    assert {"other", "did_not_want_to"} <= exercise.barriers.keys()


@EXERCISES
def test_exercise_says_where_it_comes_from(exercise: Exercise) -> None:
    assert exercise.sources
    assert exercise.carries


@EXERCISES
def test_every_guide_says_that_one_can_stop(exercise: Exercise) -> None:
    assert re.search(r"\bstop\b", exercise.says("permission"))


@EXERCISES
def test_writing_and_notes_are_never_open_to_the_relationship_by_default(exercise: Exercise) -> None:
    steps = [step for phase in exercise.phases for step in phase.steps]
    audiences = {step.audience for step in steps} | {prompt.audience for prompt in exercise.prompts}
    assert Audience.RELATIONSHIP not in audiences


@pytest.mark.parametrize("key", ["bod.body-map", "des.fantasy-journal"])
def test_most_private_writing_is_for_its_author_alone(key: str) -> None:
    written = [step for phase in LIBRARY.exercises[key].phases for step in phase.steps if step.fields]
    assert {step.audience for step in written} == {Audience.SELF}


def test_body_map_marks_zones_in_four_ways() -> None:
    fields = [field for step in LIBRARY.exercises["bod.body-map"].phase("map").steps for field in step.fields]
    assert {field.options for field in fields if field.kind is FieldKind.ZONES} == {
        ("good", "neutral", "uncomfortable", "not_now")
    }


def test_thought_record_asks_the_feeling_on_both_sides() -> None:
    record = LIBRARY.exercises["cbt.thought-record"].phase("record")
    for version in ("full", "short"):
        keys = [field.key for step in record.steps_of(version) for field in step.fields]
        assert keys.index("feeling_before") < keys.index("feeling_after")


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("com.weekly-check-in", {"mood": 10, "energy": 10, "health": 10}),
        ("rou.rapid-check-in", {"energy": 10}),
        ("exp.ladder", {"distress": 100, "exposure_peak": 100}),
        ("org.self-discovery", {"curiosity": 10}),
        ("ejc.pause-practice", {"frustration": 10}),
        ("ejc.pause-together", {"frustration": 10}),
    ],
)
def test_own_numbers_are_ratings_so_that_they_make_a_course(key: str, asked: dict[str, int]) -> None:
    tops = {one.key: one.top for one in LIBRARY.exercises[key].ratings_after}
    assert asked.items() <= tops.items()


def test_no_helpline_is_shown_as_verified_before_somebody_checks_it() -> None:
    entries = [entry for page in LIBRARY.help.values() for entry in page.entries]
    assert not [entry for entry in entries if entry.is_verified(today=date(2000, 1, 1))]
    assert {entry.last_checked for entry in entries} == {None}


def test_every_number_shipped_says_where_it_was_read_and_when() -> None:
    entries = [entry for page in LIBRARY.help.values() for entry in page.entries if entry.phone]
    assert {(bool(entry.source), bool(entry.read_on)) for entry in entries} == {(True, True)}


def test_only_emergency_numbers_are_shipped() -> None:
    numbers = {entry.phone for page in LIBRARY.help.values() for entry in page.entries if entry.phone}
    assert numbers == {"112", "911", "999"}
