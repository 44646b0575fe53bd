"""Each rule is shown a fault that it has to catch, on the line where an author would look for it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.library.conftest import Plant
from unhurried.library.findings import Finding
from unhurried.library.lint import RULES, lint, pages, published, titles
from unhurried.library.loading import Shelf, read_shelf

Rule = Callable[[Shelf], Iterator[Finding]]

WALK = "exercises/out.walk/exercise.yaml"
BENCH = "exercises/out.bench/exercise.yaml"
GUIDE = "exercises/out.walk/guide.en.md"
PATHWAY = "pathways/p0-outdoors/pathway.yaml"
PATHWAY_GUIDE = "pathways/p0-outdoors/guide.en.md"
HELP = "help/gb.yaml"
PAGE = "pages/1-a-way-out.en.md"
LEAFLET = "leaflets/10-under-trees.en.md"
LONG_STEP = "Walk " * 71
HARD = "Considerable environmental observation facilitates individual contemplation. " * 40


class Fault(NamedTuple):
    """What is planted where, and what is said about it on the line that begins with `at`."""

    file: str
    old: str
    new: str
    rule: str
    at: str
    message: str


FAULTS = [
    Fault(
        WALK,
        "status: draft",
        "status: draft\nstatus: reviewed",
        "yaml",
        "status: reviewed",
        "'status' stands here twice",
    ),
    Fault(
        WALK, "status: draft", "status: maybe", "schema", "status: maybe", "'draft', 'reviewed' or 'retired'"
    ),
    *(
        Fault(
            file,
            "concerns: [spark]",
            f"concerns: [spark]\nalso_called: [a stroll, {name}]",
            "vocabulary",
            "also_called:",
            "small letters and single spaces",
        )
        for file, name in ((WALK, "Ambling"), (PATHWAY, "'a  ramble'"), (BENCH, "''"), (WALK, "a stroll"))
    ),
    Fault(WALK, "kind: timer", "kind: race", "schema", "- {key: go", "phases.0.steps.0.kind"),
    Fault(WALK, "licence:", "license:", "schema", "license: CC-BY-4.0", "license: Unexpected keyword"),
    Fault(WALK, "scope: P", "scope: PP", "schema", "scope: PP", "one of P, LI, SS, IT"),
    Fault(WALK, "id: out.walk", "id: out.stroll", "id", "id: out.stroll", "the folder is called out.walk"),
    Fault("help/gb.yaml", "country: GB", "country: IE", "id", "country: IE", "the file of IE"),
    Fault(
        WALK, "privacy: out.picnic", "privacy: out.swim", "graph", "barriers:", "nothing is called out.swim"
    ),
    Fault(
        WALK,
        "step_back_to: out.bench",
        "step_back_to: out.sofa",
        "graph",
        "step_back_to: out.sofa",
        "nothing is called out.sofa",
    ),
    Fault(
        WALK,
        "step_back_to: out.bench",
        "solo_variant: out.sofa",
        "graph",
        "solo_variant: out.sofa",
        "nothing is called out.sofa",
    ),
    Fault(WALK, "steps: [go]", "steps: [run]", "graph", "- {key: smallest", "no step is called run"),
    Fault(WALK, "notice, tell]", "notice]", "graph", "- {key: tell", "no version keeps tell"),
    Fault(
        BENCH,
        "status: draft",
        "status: draft\nstep_back_to: out.walk",
        "graph",
        "step_back_to: out.walk",
        "step_back_to go in a circle",
    ),
    Fault(
        PATHWAY,
        "phase: sit",
        "phase: stand",
        "graph",
        "- {exercise: out.bench",
        "out.bench has no phase stand",
    ),
    Fault(PATHWAY, "[out.picnic]", "[out.swim]", "graph", "companions:", "nothing is called out.swim"),
    Fault(PATHWAY, "phase: sit", "phase: sit, after: [out.walk]", "graph", "items:", "it does not end"),
    Fault(
        PATHWAY,
        "after: [out.bench]",
        "after: [out.picnic]",
        "graph",
        "- {exercise: out.walk",
        "out.picnic is not on this pathway",
    ),
    Fault(
        PATHWAY,
        "after: [out.bench]",
        "after: [out.bench], requires: [{exercise: out.sofa, practices: 1}]",
        "order",
        "- {exercise: out.walk",
        "nothing is called out.sofa",
    ),
    Fault(
        PATHWAY,
        "after: [out.bench]",
        "after: [out.bench], requires: [{exercise: out.bench, phase: stand, practices: 1}]",
        "order",
        "- {exercise: out.walk",
        "out.bench has no phase stand",
    ),
    Fault(
        PATHWAY,
        "after: [out.bench]",
        "after: [out.bench], requires: [{exercise: out.bench}]",
        "order",
        "- {exercise: out.walk",
        "it asks for nothing",
    ),
    Fault(
        PATHWAY,
        "after: [out.bench]",
        "after: [out.bench], requires: [{exercise: out.bench, is_settled: true}]",
        "order",
        "- {exercise: out.walk",
        "what is to be settled is one phase",
    ),
    Fault(
        PATHWAY,
        "phase: sit",
        "phase: sit, requires: [{exercise: out.walk, practices: 1}]",
        "order",
        "- {exercise: out.bench",
        "out.walk does not come earlier",
    ),
    Fault(
        PATHWAY,
        "phase: sit",
        "phase: sit, requires: [{exercise: out.bench, practices: 1}]",
        "order",
        "items:",
        "requires go in a circle",
    ),
    Fault(
        PATHWAY,
        "after: [out.bench]",
        "after: [out.bench], step_back_to: {exercise: out.sofa}",
        "order",
        "- {exercise: out.walk",
        "there is no out.sofa",
    ),
    Fault(
        PATHWAY,
        "after: [out.bench]",
        "after: [out.bench], step_back_to: {exercise: out.bench, phase: stand}",
        "order",
        "- {exercise: out.walk",
        "there is no out.bench stand",
    ),
    Fault(
        PATHWAY,
        "phase: sit",
        "phase: sit, step_back_to: {exercise: out.walk}",
        "order",
        "- {exercise: out.bench",
        "out.walk does not come earlier",
    ),
    Fault(
        PATHWAY,
        "companions: [out.picnic]",
        "companions: [out.picnic]\nafter_limit_breach: {exercise: out.bench, phase: stand}",
        "order",
        "after_limit_breach:",
        "there is no out.bench stand",
    ),
    Fault(WALK, "concerns: [spark]", "concerns: [boredom]", "vocabulary", "concerns:", "boredom"),
    Fault(WALK, "activities: [play]", "activities: [chess]", "vocabulary", "- {key: go", "chess"),
    Fault(WALK, "no_time: smallest", "no_shoes: smallest", "vocabulary", "barriers:", "no_shoes"),
    Fault(PATHWAY, "concerns: [spark]", "concerns: [boredom]", "vocabulary", "concerns:", "boredom"),
    Fault(WALK, "version: 1.0.0", "version: one", "vocabulary", "version: one", "three numbers"),
    Fault(GUIDE, "## stopping", "## halting", "words", "## title", "`stopping` is missing"),
    Fault(GUIDE, "## stopping", "## halting", "words", "## halting", "nothing shows `halting`"),
    Fault(GUIDE, "Turn round and go home.", "", "words", "## stopping", "`stopping` is missing"),
    Fault(GUIDE, "## title", "Hello.\n\n## title", "guide", "Hello.", "before the first"),
    Fault(GUIDE, "## who", "## purpose", "guide", "## purpose", "`purpose` stands here twice"),
    Fault(GUIDE, "To go out and look.", "Look. " * 41, "words", "## purpose", "41 words; 40 are the most"),
    Fault(
        GUIDE,
        "It is pleasant to move.",
        "Move. " * 81,
        "words",
        "## why_it_helps",
        "81 words; 80 are the most",
    ),
    Fault(GUIDE, "\nWalk.", f"\n{LONG_STEP}", "words", "## step.go", "71 words; 70 are the most"),
    Fault(GUIDE, "You can stop.", "You must go on!", "wording", "You must go on!", "“must” in `permission`"),
    Fault(GUIDE, "You can stop.", "You must go on!", "wording", "You must go on!", "“!” in `permission`"),
    Fault(GUIDE, "Have some tea.", HARD, "wording", "## title", "reads like a text for age"),
    Fault(
        GUIDE,
        "A short walk",
        "An intimate walk",
        "title",
        "## title",
        "“intimate” tells a bystander too much",
    ),
    Fault(
        WALK,
        "scan, seconds: 60,",
        "scan, seconds: 60, shows: [breathe],",
        "step",
        "- {key: notice",
        "shows b",
    ),
    Fault(WALK, "seconds: 300,", "seconds: 300, shows: [tell],", "step", "- {key: go", "go shows tell"),
    Fault(WALK, "seconds: 300,", "seconds: 300, shows: [sit],", "step", "- {key: go", "go shows sit"),
    Fault(WALK, "kind: timer, seconds: 300", "kind: timer", "step", "- {key: go", "go has no seconds"),
    Fault(
        WALK, ", pattern: {breathe_in: 4, breathe_out: 6}", "", "step", "- {key: breathe", "needs a pattern"
    ),
    Fault(
        WALK, "min_people: 1", "min_people: 2", "step", "- {key: breathe", "breathe is for one person alone"
    ),
    Fault(WALK, ", areas: [feet, sky]", "", "step", "- {key: notice", "needs areas"),
    Fault(
        WALK,
        ", fields: [{key: seen, kind: choice, options: [bird, tree]}]",
        "",
        "step",
        "- {key: tell",
        "needs fields",
    ),
    Fault(WALK, ", options: [bird, tree]", "", "step", "- {key: tell", "needs options for seen"),
    Fault(WALK, "seconds: 300", "seconds: 900", "length", "- {key: full", "full is said to last 10 min"),
    Fault(BENCH, "minutes: 5, steps", "minutes: 11, steps", "length", "versions:", "10 minutes or less"),
    Fault(BENCH, "key: full", "key: short", "length", "- key: sit", "no `full` version"),
    Fault(
        WALK, "level: L0", "level: L0\n    settled_when: {practices: 2}", "level", "level: L0", "always open"
    ),
    Fault(WALK, "level: L0", "level: L3", "level", "level: L3", "asks for a scope of SS or IT"),
    Fault(WALK, "level: L0", "level: S1", "level", "level: S1", "is for one person"),
    Fault(
        WALK,
        "activities: [play]",
        "activities: [hand_touch]",
        "level",
        "level: L0",
        "hand_touch does not belong in L0",
    ),
    Fault(WALK, "activities: [play]", "zones: [hands]", "level", "level: L0", "hands does not belong in L0"),
    Fault(HELP, ", source: https://example.org", "", "help", "- {kind: emergency", "where it was read"),
    Fault(HELP, ", read_on: 2027-01-01", "", "help", "- {kind: emergency", "where it was read"),
    Fault(HELP, "read_on: 2027-01-01", "read_on: soon", "schema", "- {kind: emergency", "read_on"),
    Fault(
        HELP, "2027-01-01}", "2027-01-01, last_checked: 2027-01-01}", "help", "- {kind", "a day and a name"
    ),
    Fault(HELP, "2027-01-01}", "2027-01-01, checked_by: Jo}", "help", "- {kind", "a day and a name"),
    Fault(HELP, "nearest hospital.", "hospital, or call 111.", "help", "urgent:", "without a number"),
    Fault(HELP, "in danger now", "in danger now or at 111", "help", "- {kind", "under `phone`"),
    Fault(HELP, "urgent: Go to the nearest hospital.\n", "", "schema", "country", "urgent: Field required"),
    Fault(PAGE, "## heading", "## headline", "words", "## title", "`heading` is missing"),
    Fault(PAGE, "## heading", "## headline", "words", "## headline", "nothing shows `headline`"),
    Fault(
        PAGE, "A walk is", "A walk is so " + "very " * 150, "words", "## text", "there are to be 120 to 250"
    ),
    Fault(PAGE, "All of it counts as a walk.", "You must walk.", "wording", "A walk is a way", "“must”"),
    Fault(PAGE, "There is tea at home.", HARD, "wording", "## title", "reads like a text for age"),
    Fault(PAGE, "A way out", "A way to intimacy", "title", "## title", "“intimacy” tells a bystander"),
    Fault(PAGE, "You can go alone", "The two of you go", "page", "## text", "“The two of you” takes for"),
    Fault(PAGE, "A walk is", "A walk for him is", "page", "## text", "“him” takes for granted"),
    Fault(PAGE, "when it ends.", "and ends in orgasm.", "page", "## text", "“orgasm” takes for granted"),
    Fault(PAGE, "A walk is", "A walk will help, and is", "page", "## text", "“will help” promises"),
    Fault(LEAFLET, "A wood is", "A wood is so " + "very " * 400, "words", "## text", "to be 400 to 700"),
    Fault(LEAFLET, "## sources", "## source", "words", "## title", "`sources` is missing"),
    Fault(LEAFLET, "Water goes", "He knows: water goes", "page", "## text", "“He” takes for granted"),
    Fault(LEAFLET, "Ducks come", "Orgasms come", "page", "## text", "“Orgasms” takes for granted"),
    Fault(LEAFLET, "Ducks come", "Ducks must come", "wording", "Water goes", "“must”"),
    Fault(LEAFLET, "title\nUnder trees", "title\nUnder therapy", "title", "## title", "“therapy” tells a"),
    Fault(LEAFLET, "may be — P", "may be", "source", "## sources", "a source reads “who — what for — V, V2"),
    Fault(LEAFLET, "may be — P", "may be — Q", "source", "## sources", "and not “Unhurried — what a walk"),
    Fault(LEAFLET, "out.bench", "out.sofa", "graph", "## exercises", "nothing is called out.sofa"),
    Fault(PAGE, "A walk is", "Our guides are verified. A walk is", "page", "## text", "“verified” promises"),
    # An id where a title belongs
    Fault(
        GUIDE,
        "Assess performance",
        "After out.bench, assess performance",
        "title",
        "After out.bench",
        "“out.bench”",
    ),
    Fault(
        PATHWAY_GUIDE,
        "item.out.walk\nGo out.",
        "item.out.walk\nSee `out.picnic`.",
        "title",
        "See `out",
        "“out.picnic”",
    ),
    Fault(
        PAGE, "A walk is", "See p0-outdoors. A walk is", "title", "See p0-outdoors", "“p0-outdoors” in `text`"
    ),
    # What an exercise points to
    Fault(
        WALK,
        "barriers:",
        "prerequisites: [out.swim]\nbarriers:",
        "graph",
        "prerequisites:",
        "called out.swim",
    ),
    Fault(
        PATHWAY,
        "exercise: out.walk",
        "exercise: out.swim",
        "graph",
        "- {exercise: out.swim",
        "called out.swim",
    ),
    Fault(
        PATHWAY,
        "companions:",
        "solo_variant: p1-indoors\ncompanions:",
        "graph",
        "solo_variant:",
        "p1-indoors",
    ),
    # Words that are kept in lists
    Fault(WALK, "modalities: [play]", "modalities: [golf]", "vocabulary", "modalities:", "golf is not"),
    Fault(
        WALK, "materials:", "paused_meanwhile: [chess]\nmaterials:", "vocabulary", "paused_", "chess is not"
    ),
    Fault(
        WALK, "adaptations: [mobility]", "adaptations: [gout]", "vocabulary", "adaptations:", "gout is not"
    ),
    Fault(WALK, "[{key: ease}]", "[{key: joy}]", "vocabulary", "ratings_after:", "joy is not"),
    Fault(WALK, "key: smallest, minutes", "key: tiny, minutes", "vocabulary", "versions:", "tiny is not"),
    Fault(WALK, "activities: [play]", "zones: [elbow]", "vocabulary", "- {key: go", "elbow is not"),
    Fault(
        WALK,
        "activities: [play]",
        "roles: [leading, led]",
        "vocabulary",
        "- {key: go",
        "leading + led is not",
    ),
    Fault(
        WALK, "materials:", "pages: [kitchen]\nmaterials:", "schema", "pages:", "'open_today' or 'leaflets'"
    ),
    # Texts that follow from the structure
    Fault(
        GUIDE,
        "## aftercare",
        "## after_pain\nRest.\n\n## aftercare",
        "words",
        "## after_pain",
        "nothing shows",
    ),
    Fault(
        GUIDE, "## step.notice.sky", "## step.notice.air", "words", "## title", "`step.notice.sky` is missing"
    ),
    Fault(
        GUIDE, "## field.seen.tree", "## field.seen.wood", "words", "## title", "`field.seen.tree` is missing"
    ),
    Fault(
        GUIDE, "## material.shoes", "## material.boots", "words", "## title", "`material.shoes` is missing"
    ),
    Fault(
        GUIDE, "## barrier.privacy", "## barrier.rain", "words", "## title", "`barrier.privacy` is missing"
    ),
    Fault(PATHWAY_GUIDE, "## low_days", "## slow_days", "words", "## title", "`low_days` is missing"),
    # What a step holds
    Fault(
        WALK, "seconds: 300", "seconds: 300, goes_on: true", "step", "- {key: go", "nothing is written in it"
    ),
    Fault(
        WALK, "kind: choice, options", "kind: line, options", "step", "- {key: tell", "options for seen if"
    ),
    Fault(
        WALK,
        "activities: [play]",
        "activities: [play], roles: [touching, being_touched]",
        "level",
        "level: L0",
        "turns need two people or more",
    ),
]


def test_sample_is_clean(root: Path) -> None:
    assert lint(root) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_is_found_where_it_stands(root: Path, plant: Plant, fault: Fault) -> None:
    plant(fault.file, fault.old, fault.new)
    lines = (root / fault.file).read_text(encoding="utf-8").splitlines()
    found = [finding for finding in lint(root) if fault.message in finding.message]
    told = {
        (finding.path, finding.rule, lines[finding.line - 1].strip()[: len(fault.at)]) for finding in found
    }
    assert told >= {(f"content/{fault.file}", fault.rule, fault.at)}


def test_way_back_never_goes_deeper(root: Path, plant: Plant) -> None:
    """Bench is made touch for two: neither the pathway nor the walk may lead back to it any more."""
    plant(BENCH, "level: L0", "level: L2")
    plant(BENCH, "scope: P", "scope: SS")
    plant(
        PATHWAY, "after: [out.bench]", "after: [out.bench], step_back_to: {exercise: out.bench, phase: sit}"
    )
    plant(PATHWAY, "[out.picnic]", "[out.picnic]\nafter_limit_breach: {exercise: out.bench, phase: sit}")
    assert {(finding.path, finding.message) for finding in lint(root) if finding.rule == "order"} == {
        ("content/" + PATHWAY, "out.bench goes deeper than out.walk"),
        ("content/" + PATHWAY, "out.bench is more than words: after a breach the way leads to L0"),
        ("content/" + WALK, "out.bench goes deeper than out.walk"),
    }


def test_way_back_from_several_never_leads_to_what_is_one_person_s_own(root: Path, plant: Plant) -> None:
    plant(WALK, "min_people: 1", "min_people: 2")
    plant(
        PATHWAY, "after: [out.bench]", "after: [out.bench], step_back_to: {exercise: out.bench, phase: sit}"
    )
    told = "out.bench is for fewer people than out.walk"
    assert {(finding.path, finding.message) for finding in lint(root) if finding.rule == "order"} == {
        ("content/" + PATHWAY, told),
        ("content/" + WALK, told),
    }


def test_order_that_holds_is_clean(root: Path, plant: Plant) -> None:
    sound = "after: [out.bench], requires: [{exercise: out.bench, phase: sit, practices: 2}]"
    plant(PATHWAY, "after: [out.bench]", sound + ", step_back_to: {exercise: out.bench}")
    plant(PATHWAY, "[out.picnic]", "[out.picnic]\nafter_limit_breach: {exercise: out.bench, phase: sit}")
    assert [finding for finding in lint(root) if finding.rule == "order"] == []


def test_all_faults_are_told_at_once(root: Path, plant: Plant) -> None:
    plant(WALK, "scope: P", "scope: PP")
    plant(WALK, "kind: timer", "kind: race")
    plant(PATHWAY, "weeks: [1, 2]", "weeks: often")
    assert [finding.rule for finding in lint(root)] == ["schema", "schema", "schema"]


def test_words_for_the_clinician_may_be_professional(root: Path) -> None:
    assert "performance anxiety" in (root / GUIDE).read_text(encoding="utf-8")
    assert lint(root) == []


def test_ladder_says_what_follows_pain_and_nothing_else_does(root: Path, plant: Plant) -> None:
    plant(WALK, "scope: P", "scope: P\nfamily: insertion_ladder")
    assert messages(root) == {"`after_pain` is missing"}
    plant(GUIDE, "## aftercare", "## after_pain\nRest.\n\n## aftercare")
    assert messages(root) == set()


def test_what_rests_and_what_to_mind_may_be_said_where_the_common_wording_does_not_fit(
    root: Path, plant: Plant
) -> None:
    plant(GUIDE, "## aftercare", "## resting\nLater.\n\n## caution\nMind the step.\n\n## aftercare")
    plant(WALK, "materials:", "pages: [open_today]\nmaterials:")
    assert messages(root) == set()


def test_a_leaflet_lists_ids_and_names_none(root: Path, plant: Plant) -> None:
    plant(LEAFLET, "Ducks come", "See out.walk. Ducks come")
    assert messages(root) == {"“out.walk” in `text` is an id; say its title"}


def test_erotic_phase_may_have_criteria_at_l0(root: Path, plant: Plant) -> None:
    plant(WALK, "level: L0", "level: L0\n    settled_when: {practices: 2}")
    plant(WALK, "scope: P", "scope: P\nfamily: erotic")
    assert lint(root) == []


def test_folder_without_its_file_is_named(root: Path) -> None:
    (root / WALK).rename(root / "exercises/out.walk/exercise.yml")
    assert [str(finding) for finding in lint(root) if finding.rule == "yaml"] == [
        "content/exercises/out.walk/exercise.yaml:1: yaml: the file is missing"
    ]


def test_other_language_needs_every_word(root: Path) -> None:
    english = (root / GUIDE).read_text(encoding="utf-8")
    spanish = root / "exercises/out.walk/guide.es.md"
    spanish.write_text(english.replace("## who\nYou.\n", ""), encoding="utf-8")
    assert [str(finding) for finding in lint(root)] == [
        "content/exercises/out.walk/guide.es.md:1: words: `who` is missing"
    ]


def test_every_language_rests_on_english(root: Path) -> None:
    (root / GUIDE).rename(root / "exercises/out.walk/guide.es.md")
    assert [finding.message for finding in lint(root)] == [
        "there is no guide.en.md, which every other language rests on"
    ]


OF_FILE_NAMES = {pages.names, pages.english, titles.discreet_addresses}


@pytest.mark.parametrize("rule", sorted(set(RULES) - {published.unchanged} - OF_FILE_NAMES, key=str))
def test_every_rule_catches_one_of_the_planted_faults(root: Path, rule: Rule) -> None:
    """What is published has its own tests beside the register, and so have the names of files, below."""
    assert not list(rule(read_shelf(root)))
    assert any(_catches(root, rule, fault) for fault in FAULTS)


def _catches(root: Path, rule: Rule, fault: Fault) -> bool:
    file = root / fault.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(fault.old, fault.new, 1), encoding="utf-8")
    found = list(rule(read_shelf(root)))
    file.write_text(whole, encoding="utf-8")
    return bool(found)


def test_page_too_short_to_say_anything_is_found(root: Path) -> None:
    (root / PAGE).write_text("## title\nA way\n\n## heading\nA way\n\n## text\nWalk.\n", encoding="utf-8")
    assert "`text` has 1 words; there are to be 120 to 250" in messages(root)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a-way-out.en.md", "a page is called like 1-some-words.en.md"),
        ("1-a-way-out.fr.md", "there is no page in English, which every other language rests on"),
        ("1-therapy.en.md", "“therapy” in the address tells a bystander too much"),
    ],
)
def test_page_with_another_name_is_found(root: Path, name: str, message: str) -> None:
    (root / PAGE).rename(root / "pages" / name)
    assert message in messages(root)


def test_one_leaflet_may_name_what_it_is_about(root: Path, plant: Plant) -> None:
    """Under any other name the same words are a finding."""
    plant(LEAFLET, "Ducks come", "Orgasms come")
    assert messages(root) == {"“Orgasms” takes for granted who reads this"}
    (root / LEAFLET).rename(root / "leaflets/7-not-a-finish-line.en.md")
    assert messages(root) == set()


def messages(root: Path) -> set[str]:
    return {finding.message for finding in lint(root)}
