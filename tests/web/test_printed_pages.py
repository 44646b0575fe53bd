"""Hand-outs and paper for notes, read back from the PDF: words, tags, language, title and size."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
import typst

from tests.web.printed import paper_of, says_of_itself, sizes_of, tags_of, words_of
from unhurried.core.exercises import Exercise
from unhurried.homework.sheets import prefilled
from unhurried.library.loading import load_library
from unhurried.library.place import content_root
from unhurried.web.paper import Look, Printed, handout_of, note_sheet_of, pdf_of
from unhurried.web.paper.parts import Heading, Sheet
from unhurried.web.paper.typesetting import LARGE

EXERCISES = load_library(content_root()).exercises
LIKE_MARKUP = '#read("/etc/passwd") *no* _no_ $x^2$ @here <there> `raw` #let a = 1 \\ // no /* nor */ [b]'
SCREEN = {"title": "An exercise", "language": "en", "is_tagged": True, "is_accessible": True}


def printed(exercise: Exercise, phase: int = 0, version: int = 0) -> Printed:
    part = exercise.phases[phase]
    return Printed(
        exercise=exercise,
        sheet=prefilled(exercise),
        phase=part.key,
        version=part.versions[version].key,
        people=2 if exercise.is_joint else 1,
    )


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("make", [handout_of, note_sheet_of])
def test_every_exercise_is_printed_tagged_with_a_title_that_says_little(
    make: Callable[[Printed], Sheet],
) -> None:
    said = {one.id: says_of_itself(pdf_of(make(printed(one)), Look())) for one in EXERCISES.values()}
    assert said == dict.fromkeys(EXERCISES, SCREEN)


def test_page_that_skips_a_heading_would_be_seen() -> None:
    """The planted fault: without its first headings it is printed, and calls itself accessible no more."""
    sheet = handout_of(printed(EXERCISES["min.breath"]))
    assert says_of_itself(pdf_of(replace(sheet, heading="🙂"), Look())) == SCREEN | {"is_accessible": False}


def test_handout_holds_what_the_sheet_says_and_every_step_in_turns_with_minutes() -> None:
    exercise = EXERCISES["sf.1-whole-body-early"]
    pdf = pdf_of(handout_of(printed(exercise)), Look())
    words, sheet = words_of(pdf), prefilled(exercise)
    steps = exercise.phases[0].steps_of("full")
    texts = [
        sheet.purpose, sheet.why_it_helps, sheet.when_where, sheet.obstacles, sheet.smallest_version,
        sheet.stopping, *map(exercise.says, ("title", "who", "permission", "caution", "aftercare")),
        *(exercise.says(f"step.{step.key}") for step in steps),
        *(exercise.says(f"step.{step.key}.{role}") for step in steps for role in step.roles),
    ]  # fmt: skip
    assert [text for text in texts if plain(text) not in words] == []
    assert words.count("In turns") == words.count("The person touching") == 6
    assert "About 6 minutes. " in words and "About 70 minutes" in words
    assert "Stop is always there: said, or a hand that goes away." in words
    assert "Draft for clinical review · Unhurried contributors, CC-BY-4.0" in words
    assert "Page 1 of 3" in words and "Page 3 of 3" in words


def test_what_a_clinician_wrote_to_these_people_alone_stays_on_their_page() -> None:
    told = printed(EXERCISES["min.breath"])
    told = replace(told, sheet=replace(told.sheet, words="Dear Ana, as we said."))
    assert "Ana" not in words_of(pdf_of(handout_of(told), Look()))


def test_reviewed_exercise_is_called_a_draft_no_more() -> None:
    exercise = replace(EXERCISES["min.breath"], status="reviewed")
    assert "Draft" not in words_of(pdf_of(handout_of(printed(exercise)), Look()))


def test_structure_is_one_title_headings_and_a_list_with_an_item_for_each_step() -> None:
    tags = Counter(tags_of(pdf_of(handout_of(printed(EXERCISES["min.breath"])), Look())))
    assert (tags["/H1"], tags["/H2"], tags["/L"], tags["/LI"]) == (1, 8, 1, 3)
    assert tags_of(_untagged()) == [], "the planted fault"


def _untagged() -> bytes:
    found: bytes = typst.compile(b"= A title", format="pdf", pdf_tags=False)
    return found


def test_body_map_on_paper_is_a_table_with_its_heads() -> None:
    tags = Counter(tags_of(pdf_of(note_sheet_of(printed(EXERCISES["bod.body-map"])), Look())))
    assert (tags["/Table"], tags["/TH"], tags["/TR"]) == (1, 5, 22)


def test_large_print_is_eighteen_points_and_the_paper_is_as_chosen() -> None:
    sheet = handout_of(printed(EXERCISES["min.breath"]))
    usual, large = pdf_of(sheet, Look()), pdf_of(sheet, Look(paper="us-letter", print="large"))
    body = {Counter(sizes_of(usual)).most_common(1)[0][0], Counter(sizes_of(large)).most_common(1)[0][0]}
    assert body == {11, LARGE}
    assert min(sizes_of(large)) > min(sizes_of(usual))
    assert (paper_of(usual), paper_of(large)) == ((210, 297), (216, 279))


def test_words_that_look_like_markup_are_printed_as_they_are() -> None:
    sheet = replace(prefilled(EXERCISES["min.breath"]), when_where="#eval", obstacles="a")
    told = replace(printed(EXERCISES["min.breath"]), sheet=sheet)
    page = handout_of(told)
    page = replace(page, heading=LIKE_MARKUP, foot=(LIKE_MARKUP,))
    words = words_of(pdf_of(page, Look()))
    assert words.count(LIKE_MARKUP) == 1 + words.count(" of 2") == 3
    assert "When and where #eval" in words


def test_words_set_as_markup_would_be_seen() -> None:
    """The planted fault: a template made of strings."""
    made: bytes = typst.compile(b"= A title\n*no* _no_", format="pdf")
    assert "*no*" in LIKE_MARKUP and "*no*" not in words_of(made)


def test_markdown_of_a_sheet_is_set_as_on_its_page() -> None:
    sheet = replace(
        prefilled(EXERCISES["min.breath"]), obstacles="Two **things**:\n\n- noise\n- <b>cold</b> feet"
    )
    pdf = pdf_of(handout_of(replace(printed(EXERCISES["min.breath"]), sheet=sheet)), Look())
    assert "Two things: • noise • <b>cold</b> feet" in words_of(pdf)


def test_letter_that_no_font_has_is_no_reason_to_refuse() -> None:
    sheet = Sheet(title="A", heading="A", language="en", parts=[Heading(words="حين 🙂 done")])
    assert "done" in words_of(pdf_of(sheet, Look()))


def test_same_words_make_the_same_file() -> None:
    """It carries no date and no number of its own, so that two of them tell nothing."""
    sheet = handout_of(printed(EXERCISES["min.breath"]))
    assert pdf_of(sheet, Look()) == pdf_of(sheet, Look())


def test_paper_for_notes_asks_what_the_screen_asks_and_says_who_reads_each_line() -> None:
    exercise = EXERCISES["min.breath"]
    words = words_of(pdf_of(note_sheet_of(printed(exercise)), Look()))
    for prompt, reader in zip(exercise.prompts, ("You and your clinician", "Only you"), strict=True):
        assert f"{plain(exercise.says(f'prompt.{prompt.key}'))} {reader}" in words
    asked = len(exercise.ratings_before) + len(exercise.ratings_after)
    assert words.count("0 1 2 3 4 5 6 7 8 9 10") == asked
    assert unescape("“Done on paper” keeps the day and these notes") in words


def test_steps_that_ask_to_write_have_room_on_it() -> None:
    exercise = EXERCISES["cbt.thought-record"]
    words = words_of(pdf_of(note_sheet_of(printed(exercise)), Look()))
    fields = [field.key for step in exercise.phases[0].steps for field in step.fields]
    assert [key for key in fields if exercise.says(f"field.{key}") not in words] == []


def test_a_size_sheet_by_itself_holds_the_pain_scale_what_is_needed_and_the_clinic_s_numbers() -> None:
    ladder = EXERCISES["gppp.ladder"]
    size = replace(printed(ladder, phase=3), help_lines=("Night line: 0000. Not verified.",))
    words = words_of(pdf_of(handout_of(size), Look()))
    needed = [plain(one) for one in ladder.needed]
    assert [one for one in (*needed, plain(ladder.says("after_pain"))) if one not in words] == []
    assert "from 0, none, to 10" in words and "Night line: 0000. Not verified." in words
    breath = words_of(pdf_of(handout_of(printed(EXERCISES["min.breath"])), Look()))
    assert not any(label in breath for label in ("What you may need", "If it hurts", "Help now:"))


def test_paper_for_notes_asks_what_the_screen_asks_where_steps_stay_in_the_guide_too() -> None:
    ladder = EXERCISES["gppp.ladder"]
    words = words_of(pdf_of(note_sheet_of(replace(printed(ladder), has_steps=False)), Look()))
    assert ladder.says("field.what_for") in words and ladder.says("field.not_for") in words
