"""The page of presets: every figure on it is counted here once more, from the draws themselves."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest

from tests.core.draws import MONDAY, always, chosen, draws_of_week, inside, scheduled, share_week_by_week
from tests.core.properties import finds_fault
from tests.people import World, with_people
from unhurried.core.discretion import (
    NEXT_INVITATION_AFTER,
    PRESETS,
    Preset,
    PresetName,
    begins_own_rest,
    hidden_hold,
    is_individual,
    is_quiet_evening,
)
from unhurried.core.odds import Odds, price_of
from unhurried.people import services
from unhurried.people.models import Clinic, Episode
from unhurried.web.clinic import discretion

pytestmark = with_people

PAGE: Final = "/clinic/discretion/"
GUESSES: Final = [Fraction(tenths, 10) for tenths in (1, 2, 3, 4, 5)]


# What stands on the page


Rows = list[list[str]]


@dataclass(frozen=True)
class Shown:
    """What stands under each preset: its sentences in their order, and what somebody may think."""

    sentences: dict[str, list[str]]
    thoughts: dict[str, Rows]


class _Reader(HTMLParser):
    """Collects rows and sentences by the preset whose part of the page they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, Rows] = {}
        self.sentences: dict[str, list[str]] = {}
        self._words: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self._in = str(dict(attrs)["id"])
            self.rows[self._in], self.sentences[self._in] = [], []
        if tag == "tr" and self._in:
            self.rows[self._in].append([])
        if tag in ("th", "td", "li"):
            self._words = []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        words = " ".join("".join(self._words).split())
        if tag == "section":
            self._in = ""
        if tag in ("th", "td") and self._in:
            self.rows[self._in][-1].append(words)
        if tag == "li" and self._in:
            self.sentences[self._in].append(words)


def page_of(world: World) -> str:
    page = world.browser("Jo").get(PAGE)
    if page.status_code != 200:
        raise LookupError(page.status_code)
    return page.content.decode()


def shown(world: World) -> Shown:
    reader = _Reader()
    reader.feed(page_of(world))
    thoughts = {name: rows[1:] for name, rows in reader.rows.items()}
    return Shown(sentences=reader.sentences, thoughts=thoughts)


# The same, counted


def rests_at(preset: Preset, postings: int) -> Fraction:
    """Of all hidden holds there are: how many keep what is ready at rest for so many postings."""
    total = sum(preset.hold)
    held = [
        hidden_hold(preset, always(inside((1,) * total, place)), assignment="a", phase="p", invitation=1)
        for place in range(total)
    ]
    return Fraction(sum(one >= postings for one in held), total)


def closes_at(preset: Preset) -> Fraction:
    """The rarer of two: all touch begins to rest at a posting, or one step does while another stays open."""
    return min(all_close_at(preset), one_closes_at(preset))


def one_closes_at(preset: Preset) -> Fraction:
    whole = (preset.own_rests / len(preset.weekdays)).denominator
    begins = (
        begins_own_rest(
            scheduled(preset).of_week(MONDAY)[0],
            scheduled(preset),
            preset,
            always(inside((1,) * whole, place)),
            assignment="a",
            phase="p",
        )
        for place in range(whole)
    )
    return Fraction(sum(begins), whole)


def all_close_at(preset: Preset) -> Fraction:
    """How likely weeks for each on their own begin at a week's first posting, nothing before them."""
    schedule = scheduled(preset)
    first = schedule.of_week(MONDAY)[0]
    draws = draws_of_week(preset, MONDAY)
    found = (likely for likely, draw in draws if is_individual(first, schedule, preset, chosen(draw)))
    return sum(found, Fraction(0))


def is_quiet(preset: Preset) -> Fraction:
    whole = preset.quiet_evenings.denominator
    evenings = (always(inside((1,) * whole, place)) for place in range(whole))
    return Fraction(sum(is_quiet_evening(preset, one, day="2026-03-23") for one in evenings), whole)


def thought(guess: Fraction, rests: Fraction) -> str:
    """Of all who would rest: the share of those who said "not yet"."""
    not_yet, ready = guess, (1 - guess) * rests
    return "certain" if not ready else f"{of_hundred(not_yet / (not_yet + ready))} of 100"


def of_hundred(share: Fraction) -> int:
    return round(100 * share)


def thoughts(preset: Preset) -> Rows:
    """No table where nothing rests without a reason."""
    rests = (rests_at(preset, 1), rests_at(preset, 2), closes_at(preset), is_quiet(preset))
    rows = [[f"{guess * 100} of 100", *(thought(guess, one) for one in rests)] for guess in GUESSES]
    return rows if any(rests) else []


def mean_wait(preset: Preset) -> str:
    """Round after round, a fortnight apart, until next to nobody still waits."""
    days, still, gap = 0.0, 1.0, 7 / len(preset.weekdays)
    for nth in range(200):
        for held in range(2):
            opens = float(rests_at(preset, held) - rests_at(preset, held + 1))
            days += still * opens * (nth * NEXT_INVITATION_AFTER.days + held * gap)
        still *= float(rests_at(preset, 2))
    return f"{days:.1f}".removesuffix(".0")


def costs(preset: Preset) -> list[str]:
    """Asked about anew; the mean wait; time for each on their own; rests by chance. Nothing says "none"."""
    anew, wait = rests_at(preset, 2), mean_wait(preset)
    said = {
        f"Of 100 steps that everybody is ready for, {of_hundred(anew)} have to be asked about anew.": anew,
        "No step has to be asked about anew before it opens.": not anew,
        f"On average a step opens {wait} days later than it could.": wait != "0",
        "No step opens later than it could.": wait == "0",
    }
    alone, by_chance = share_week_by_week(preset), own_rests(preset)
    said |= {
        f"Of 100 days, {of_hundred(alone)} are for each on their own.": alone,
        f"Of 100 other days, a step that was open rests by chance on {of_hundred(by_chance)}.": by_chance,
    }
    return [words for words, is_so in said.items() if is_so]


def evenings(preset: Preset) -> list[str]:
    quiet = of_hundred(is_quiet(preset))
    said = f"Of 100 evenings set aside, {quiet} stay without touch though everybody is ready."
    return [said] if quiet else []


def own_rests(preset: Preset) -> Fraction:
    """Between two beginnings of a rest: the postings it lasts, over those and the ones that stood open."""
    begins = one_closes_at(preset)
    if not begins:
        return Fraction(0)
    lasting = sum(weeks * weight for weeks, weight in enumerate(preset.rest_weeks, start=1))
    postings = Fraction(lasting, sum(preset.rest_weeks)) * len(preset.weekdays)
    return postings / (postings + 1 / begins - 1)


Page = Callable[[World], Shown]


def prove_figures_follow_from_the_draws(world: World, page: Page) -> None:
    """Of the presets as they are, and of others that nobody has ever written a figure down for."""
    for hold, quiet, individual in (
        ((4, 1, 1), Fraction(1, 5), Fraction(1, 6)),
        ((3, 2, 1), Fraction(1, 7), Fraction(1, 4)),
        ((5, 1, 3), Fraction(2, 9), Fraction(1, 9)),
    ):
        balanced = replace(
            PRESETS[PresetName.BALANCED], hold=hold, quiet_evenings=quiet, individual=individual
        )
        with pytest.MonkeyPatch.context() as other:
            other.setitem(PRESETS, PresetName.BALANCED, balanced)
            found = page(world)
            assert found.thoughts == {name: thoughts(preset) for name, preset in PRESETS.items()}
            for name, preset in PRESETS.items():
                said = found.sentences[name]
                assert said[-len(costs(preset)) :] == costs(preset)
                assert [one for one in said if one.startswith("Of 100 evenings")] == evenings(preset)


def test_every_figure_on_the_page_follows_from_the_draws(world: World) -> None:
    prove_figures_follow_from_the_draws(world, shown)


def test_figures_of_the_balanced_preset_are_those_that_were_decided_on(world: World) -> None:
    """So that the counting above is held against something too: the design's own table."""
    rows = shown(world).thoughts["balanced"]
    assert [row[1] for row in rows] == [f"{many} of 100" for many in (25, 43, 56, 67, 75)]
    assert [row[2] for row in rows] == [f"{many} of 100" for many in (40, 60, 72, 80, 86)]


def test_where_nothing_is_held_back_it_is_said_that_a_rest_makes_certain(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    certain = "After any rest they are certain."
    assert page_of(world).count(certain) == 1
    plain = replace(PRESETS[PresetName.PLAIN], quiet_evenings=Fraction(1, 9))
    monkeypatch.setitem(PRESETS, PresetName.PLAIN, plain)
    assert certain not in page_of(world)
    assert shown(world).thoughts["plain"] == thoughts(plain)


WRITTEN: Final = {
    3: ("25 40 73 36", "43 60 86 56", "56 72 91 68", "67 80 94 77", "75 86 96 83"),
    2: ("18 31 57 31", "33 50 75 50", "46 63 84 63", "57 73 89 73", "67 80 92 80"),
}


def typed_in(guess: Fraction, odds: Odds) -> Sequence[str]:
    """Faulty: right when it was written, by the odds of a first rest in each of the presets."""
    row = WRITTEN.get(int(odds.first_posting or 0), WRITTEN[3])[GUESSES.index(guess)]
    return [f"{figure} of 100" for figure in (guess * 100, *row.split())]


def test_figure_that_was_typed_in_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discretion, "_thoughts", typed_in)
    as_shipped = {name: thoughts(preset) for name, preset in PRESETS.items()}
    assert shown(world).thoughts == as_shipped, "right today; only counting again tells that it is typed in"
    finds_fault(lambda page: prove_figures_follow_from_the_draws(world, page), shown)


def test_cost_that_was_typed_in_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    written = list(discretion._openings(price_of(PRESETS[PresetName.BALANCED])))
    monkeypatch.setattr(discretion, "_openings", lambda price: written)
    finds_fault(lambda page: prove_figures_follow_from_the_draws(world, page), shown)


def test_example_is_a_row_of_the_table_in_a_sentence(world: World) -> None:
    page, rows = " ".join(page_of(world).split()), shown(world).thoughts
    for name in ("balanced", "strong"):
        before, first, second, closing, evening = rows[name][2]
        assert f"{before} say “not yet”. The step rests once, and the guess becomes {first}." in page
        assert f"a second time: {second}. A step that was open rests again: {closing}." in page
        assert f"An evening stays without touch: {evening}." in page


def test_page_has_one_kind_of_figure(world: World) -> None:
    said = shown(world)
    rows = [cell for rows in said.thoughts.values() for row in rows for cell in row]
    assert [cell for cell in rows if not re.fullmatch(r"\d+ of 100|certain", cell)] == []
    told = " ".join(one for lines in said.sentences.values() for one in lines)
    assert re.findall(r"\d+%|\d+ in \d+", told) == []
    assert "episode" not in page_of(world)


MARKED: Final = re.compile(r"{% trans %}(.*?){% endtrans %}|_\(\"([^\"]*)\"\)", re.DOTALL)


def numbers_in(template: str) -> list[str]:
    """The numbers in what a template says; those of the preset are not there but are filled in."""
    said = " ".join("".join(found) for found in MARKED.findall(template))
    return re.findall(r"\d+|\b(?:two|three|four|five|six|half|third|quarter|twice)\b", said)


def test_page_itself_has_no_number_in_it() -> None:
    template = (Path(discretion.__file__).parent / "templates/discretion.html").read_text()
    assert "ready" in template
    assert numbers_in(template) == []
    gists = [f"{{% trans %}}{words}{{% endtrans %}}" for words in discretion.GISTS.values()]
    assert numbers_in(" ".join(gists)) == []


@pytest.mark.parametrize(
    "planted", ["{% trans %}About 4 days.{% endtrans %}", '{{ _("Renewed twice a week") }}']
)
def test_number_in_a_template_is_found(planted: str) -> None:
    assert len(numbers_in(planted)) == 1


# How a preset goes


WAYS: Final = {
    "plain": [
        "Their pages change every day at 05:00, and stand still in between.",
        "A step that everybody is ready for opens the next time their pages change.",
        "The guide never pauses by itself.",
    ],
    "balanced": [
        "Their pages change on Monday and Thursday at 05:00, and stand still in between.",
        "Of 100 steps that everybody is ready for, 33 rest when they could first open.",
        "In 17 of 100 weeks a rest begins by chance, for up to 4 weeks.",
        "Of 100 evenings set aside, 20 stay without touch though everybody is ready.",
        "The guide pauses by itself about every 6 minutes.",
    ],
    "strong": [
        "Their pages change on Monday at 05:00, and stand still in between.",
        "Of 100 steps that everybody is ready for, 50 rest when they could first open.",
        "In 17 of 100 weeks a rest begins by chance, for up to 4 weeks.",
        "Of 100 steps, 33 come in their short version by chance.",
        "Of 100 evenings set aside, 25 stay without touch though everybody is ready.",
        "The guide pauses by itself about every 6 minutes.",
        "Of 100 practices, the guide ends 15 early by itself.",
    ],
}


@pytest.mark.parametrize("name", WAYS)
def test_preset_says_how_it_goes(world: World, name: str) -> None:
    said = shown(world).sentences[name]
    assert said == [*WAYS[name], *costs(PRESETS[PresetName(name)])]


def test_longer_pauses_would_be_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = replace(PRESETS[PresetName.STRONG], pause_every=timedelta(minutes=9), weekdays=frozenset({1}))
    monkeypatch.setitem(PRESETS, PresetName.STRONG, changed)
    said = " ".join(shown(world).sentences["strong"])
    assert "on Tuesday at 05:00" in said
    assert "about every 9 minutes" in said


# Choosing one


def chooses(world: World, preset: str) -> Any:
    return world.browser("Jo").post(PAGE, {"preset": preset, "is_sure": "on"})


def clinic(world: World) -> Clinic:
    return Clinic.objects.get(pk=world.manager("Jo").clinic_id)


def test_another_preset_asks_once_more_and_says_for_whom_it_holds(world: World) -> None:
    page = world.browser("Jo").post(PAGE, {"preset": "strong"})
    said = " ".join(page.content.decode().split())
    assert (page.status_code, clinic(world).preset) == (200, "balanced")
    assert "It holds for relationships that are opened from now on" in said
    assert '<input type="hidden" name="preset" value="strong">' in said


def test_same_preset_once_more_asks_nothing(world: World) -> None:
    assert world.browser("Jo").post(PAGE, {"preset": "balanced"}).status_code == 302


def test_choice_holds_for_episodes_that_begin_after_it(world: World) -> None:
    before = dict(Episode.objects.values_list("pk", "preset"))
    answer = chooses(world, "strong")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert clinic(world).preset == "strong"
    services.take_on(
        world.act("Cleo"),
        clinician=world.clinician("Cleo"),
        people=[services.NewClient(name="Noor", region="England", is_adult_attested=True)],
        time_zone="Europe/London",
        opened_on=world.now.date(),
        goal="",
        keyring=world.keys,
    )
    after = dict(Episode.objects.values_list("pk", "preset"))
    assert {pk: preset for pk, preset in after.items() if pk in before} == before
    assert [preset for pk, preset in after.items() if pk not in before] == ["strong"]


def test_choice_changes_nothing_else_and_the_clinics_own_page_leaves_it(world: World) -> None:
    kept = clinic(world)
    chooses(world, "strong")
    words = {"name", "time_zone", "country", "confidentiality_text", "secrets_policy", "cover"}
    assert all(getattr(clinic(world), one) == getattr(kept, one) for one in words)
    sent = {one: getattr(kept, one) for one in words} | {"cover": "Eli.", "preset": "plain"}
    sent |= {"reading_days": [0, 1], "reads_until": "17:00", "time_alone_weeks": "8"}
    assert world.browser("Jo").post("/clinic/", sent).status_code == 302
    assert (clinic(world).cover, clinic(world).preset) == ("Eli.", "strong")


@pytest.mark.parametrize("preset", ["", "none", "BALANCED"])
def test_preset_that_there_is_not_is_refused(world: World, preset: str) -> None:
    assert chooses(world, preset).status_code == 200
    assert clinic(world).preset == "balanced"


def test_page_says_for_whom_a_choice_holds(world: World) -> None:
    page = page_of(world)
    assert "keep their preset for as long as that treatment lasts." in page
    assert "A change counts for people who begin after it." in page
    assert 'value="balanced"' in page and page.count("checked") == 1
