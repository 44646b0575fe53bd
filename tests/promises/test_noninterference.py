"""NI-1, NI-2, NI-4, NI-8: closed worlds look the same, and opened ones part only at a posting.

Secret worlds × strategies × draws, on every address that there is, with the questions put to the records.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final
from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.urls import path

from tests.core.properties import finds_fault
from tests.people import with_people
from tests.promises.adaptive import NAMED, client_patterns
from tests.promises.alone import NOTHING, OWN
from tests.promises.comparing import answers_alike, closed_parts, found_in, opened_parts
from tests.promises.drawing import all_draws
from tests.promises.printing import N, says
from tests.promises.runs import faults_among, played, trace_of
from tests.promises.stage import FIRST, SECOND, Asked, Draws, Stage, set_up, slots_asked
from tests.promises.strategies import (
    Strategy,
    looks_around_the_posting,
    looks_through_it,
    picks_it_up,
    presses_begin,
    waits,
)
from tests.promises.watching import Seen, differences
from tests.promises.worlds import (
    ABOUT_A_COLLEAGUE,
    AFTER_OPENING,
    BETWEEN_HANDS,
    CLOSED,
    NOON,
    NOT_YET,
    OPENED,
    READY,
    UNANSWERED,
    Deed,
    World,
    leaves_erotic_out,
    takes_ana_on,
)
from tests.promises.worlds import says as ana_says
from unhurried.core.readiness import Answer, ReadinessKind

pytestmark = with_people
CLOSING = "ended her part, and it was closed"
TOLD_AT_THE_POSTING = {"took a line back", "offered other parts of the week", CLOSING}
HOLDS = tuple(Draws(hold=hold) for hold in range(3))


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


def test_closed_worlds_look_the_same(db: None) -> None:
    """NI-1."""
    found = found_in(closed_parts)
    says("NI-1 closed worlds", found, 0, held=not found.faults)
    assert found.faults == []


def test_opened_worlds_part_only_at_the_next_posting(db: None) -> None:
    """NI-2."""
    found = found_in(opened_parts)
    says("NI-2 until the next posting", found, 0, held=not found.faults)
    assert found.faults == []


def test_part_that_leaves_pages_as_it_is_closed_is_seen(stage: Stage) -> None:
    """The planted fault: pages follow in the moment in which the clinician closes it, Ben's and Ana's own."""
    closing = {name: world for name, world in OPENED.items() if "left" in name and "closed" in name}
    with patch("unhurried.homework.services.parting.lands_in", lambda _relationship, *, now: now):
        found = list(faults_among(stage, closing, (waits,), (Draws(),), like=READY, before=SECOND))
        on_her_phone = list(_on_anas_phone(stage, {CLOSING: OWN[CLOSING]}, NOTHING, picks_it_up))
    assert len(closing) == 2
    assert {name for name in closing if any(fault.startswith(name) for fault in found)} == set(closing)
    assert on_her_phone != []


def test_care_that_leaves_pages_as_it_is_closed_is_seen(stage: Stage) -> None:
    """The planted fault: the sheet to keep is there in the moment in which the episode is closed."""
    name = "the episode was closed after opening"
    with patch("unhurried.homework.services.endings.lands_in", lambda _relationship, *, now: now):
        worlds = {name: OPENED[name]}
        found = list(faults_among(stage, worlds, (waits,), (Draws(),), like=READY, before=SECOND))
    assert found != []


def test_what_somebody_says_of_another_clinician_is_told_to_nobody(stage: Stage) -> None:
    """Nor that they have moved: what is joint rests for all from the posting on, and goes on resting."""
    worlds = ABOUT_A_COLLEAGUE
    found = list(faults_among(stage, worlds, (waits,), (Draws(),), like=BETWEEN_HANDS))
    said = {name: world for name, world in worlds.items() if world[-1].do is not takes_ana_on}
    found += faults_among(stage, said, (looks_through_it,), (Draws(),), like=BETWEEN_HANDS, whose="Ana")
    runs = len(worlds) + len(said)
    says("NI-1 another clinician", f"{len(found)} differences in {runs} runs", 0, held=not found)
    assert found == []


def test_step_that_goes_on_with_the_first_yes_is_seen(stage: Stage) -> None:
    """The planted fault: what is joint goes over with whoever said yes."""
    name, where = "a yes, and the colleague took her on", "unhurried.homework.services.handovers"
    with patch(f"{where}.one_hand", lambda hands: hands[0]), patch(f"{where}.are_asked", lambda _: False):
        worlds = {name: ABOUT_A_COLLEAGUE[name]}
        found = list(faults_among(stage, worlds, (waits,), (Draws(),), like=BETWEEN_HANDS))
    assert found != []


def test_every_address_is_asked(stage: Stage) -> None:
    """What no strategy asks could tell anything: a new page is asked by itself, or it is missed here."""
    asked = set[str]()
    willing = (*READY, ana_says(Answer.READY, FIRST + timedelta(hours=3), kind=ReadinessKind.DAY))
    for name in ("waits", "begins_when_on_offer", "asks_every_address"):
        asked |= played(stage, willing, NAMED[name], Draws()).reached
    missed = unasked(set(client_patterns()), asked)
    says("NI-1 addresses", f"{len(client_patterns())} addresses, {len(missed)} not asked", 0, held=not missed)
    assert missed == set()
    assert {"poll", "stop_together", "help_now", "leaving"} <= asked


def unasked(addresses: set[str], asked: set[str]) -> set[str]:
    return addresses - asked


def test_address_that_nobody_asks_is_missed(stage: Stage) -> None:
    """The planted fault: a feed with a key that no strategy knows how to fill in."""
    real = client_patterns()
    feed = path("feed/<slug:key>/", lambda request, key: HttpResponse(key), name="feed")
    with patch("tests.promises.adaptive.client_patterns", lambda: {**real, "client:feed": feed}):
        asked = played(stage, NOT_YET, NAMED["asks_every_address"], Draws()).reached
    assert "client:feed" in unasked({*real, "client:feed"}, asked)


def test_ones_own_device_tells_nothing_before_the_second_unlock(stage: Stage) -> None:
    """NI-8: Ben looks through Ana's phone, signed in, while her private area is closed.

    At the posting a line taken back leaves, parts of the week come, and whoever left is shown, for everybody:
    before it they are looked for.
    """
    later = _some({name: world for name, world in OWN.items() if name not in TOLD_AT_THE_POSTING})
    closed = _some(CLOSED)
    found = [
        *_on_anas_phone(stage, closed, UNANSWERED, looks_through_it),
        *_on_anas_phone(stage, OWN, NOTHING, picks_it_up),
        *_on_anas_phone(stage, later, NOTHING, looks_through_it),
    ]
    runs = len(closed) + len(OWN) + len(later)
    says("NI-8 one's own device", f"{len(found)} differences in {runs} runs", 0, held=not found)
    assert found == []


def _some(worlds: Mapping[str, World]) -> Mapping[str, World]:
    """All of them, or every third in a small run."""
    return worlds if N > 1 else dict(list(worlds.items())[::3])


def _on_anas_phone(
    stage: Stage, worlds: Mapping[str, World], like: World, strategy: Strategy
) -> Iterator[str]:
    return faults_among(stage, worlds, (strategy,), (Draws(),), like=like, whose="Ana")


def the_same_run_is_made(stage: Stage, asked: Asked, first: list[Seen]) -> None:
    alike = [one for one in all_draws(stage) if answers_alike(one, asked)]
    assert 1 < len(alike) < len(all_draws(stage))
    for chosen in (alike[1], alike[-1])[: N + 1]:
        again = trace_of(stage, READY, looks_around_the_posting, chosen, is_thorough=False)
        assert list(differences(first, again)) == []


def test_draw_that_answers_alike_makes_the_same_run(stage: Stage) -> None:
    """So a large run need not make it: only then are its figures those of all draws."""
    with slots_asked() as asked:
        first = trace_of(stage, READY, looks_around_the_posting, Draws(), is_thorough=False)
    the_same_run_is_made(stage, asked, first)
    without_holds = {slot: came for slot, came in asked.items() if slot[0] != "hold"}
    finds_fault(lambda noted: the_same_run_is_made(stage, noted, first), without_holds)


def test_draws_are_asked_for_by_public_words_alone(stage: Stage) -> None:
    """NI-4: whatever was said, no draw is asked for that would not be asked for without it."""
    public = _slots_asked(stage, READY)
    private = {name: _slots_asked(stage, world) - public for name, world in CLOSED.items()}
    found = {name: slots for name, slots in private.items() if slots}
    says("NI-4 draws", f"{len(public)} slots, {len(found)} worlds with others", 0, held=not found)
    assert public
    assert found == {}


def _slots_asked(stage: Stage, world: World) -> set[tuple[str, ...]]:
    with slots_asked() as asked:
        trace_of(stage, world, looks_around_the_posting, Draws(), is_thorough=False)
    return set(asked)


def test_ready_opens_when_the_draw_says_so(stage: Stage) -> None:
    """L: else the two tests above would pass with a board that never opens."""
    shown = [_opens(trace_of(stage, READY, waits, chosen, is_thorough=False)) for chosen in HOLDS]
    assert shown == [FIRST, SECOND, None]


def _opens(trace: list[Seen]) -> object:
    """The posting since which the step is on offer, as Today says it."""
    days = [seen for seen in trace if seen.asked == "GET /c/" and "On offer to each of you" in seen.body]
    return None if not days else FIRST if days[0].at < SECOND else SECOND


def worded() -> Stage:
    """What is erotic in words alone, and beside it something for each of them apart."""
    return set_up(exercise_id="des.fantasy-sharing", beside="sf.distance")


ON_WORDS: Final = (
    "life change", "speaks first", "left", "not yet", "withdrew before the posting", "moved abroad",
)  # fmt: skip


def found_in_words(stage: Stage, few: Sequence[str] = ON_WORDS) -> list[str]:
    """In a large run every world; else those that act on words."""
    later = [one for name in few if (one := f"{name} after opening") in OPENED]
    closed = CLOSED if N > 1 else {name: CLOSED[name] for name in few}
    opened = OPENED if N > 1 else {name: OPENED[name] for name in later}
    closed = {**closed, "left it out": (*READY, Deed(at=NOON, do=leaves_erotic_out))}
    opened = {**opened, "left it out later": (*READY, Deed(at=AFTER_OPENING, do=leaves_erotic_out))}
    rests = faults_among(stage, closed, (presses_begin,), (Draws(),), like=UNANSWERED)
    opens = faults_among(stage, opened, (presses_begin,), (Draws(),), like=READY, before=SECOND)
    return [*rests, *opens]


def test_words_that_need_everybody_tell_as_little_as_touch(db: None) -> None:
    """NI-1 and NI-2 again, where a step has no touch in it and waits for everybody all the same."""
    found = found_in_words(worded())
    says("NI-1, NI-2 in words", f"{len(found)} differences", 0, held=not found)
    assert found == []


def test_words_that_open_with_what_others_say_this_minute_are_seen(db: None) -> None:
    """The planted fault: whoever presses is answered from everybody's word just then, without a posting."""
    client, services = "unhurried.homework.queries.client", "unhurried.homework.services"
    with (
        patch(f"{client}.offers.needs_everyone", _never),
        patch(f"{services}.practices.needs_everyone", _never),
    ):
        found = found_in_words(worded(), ["speaks first", "withdrew before the posting"])
    worlds = {fault.partition(",")[0] for fault in found}
    assert {"withdrew before the posting", "left it out", "left it out later"} <= worlds
    assert "speaks first after opening" in worlds


def test_somebody_elses_life_that_rests_ones_own_step_is_seen(db: None) -> None:
    """The planted fault: what is for each apart is read as if it were for all, switch and whereabouts."""
    with (
        patch("unhurried.core.gates._reaches", _always),
        patch("unhurried.homework.standing._is_about", _always),
    ):
        found = found_in_words(worded(), ["life change", "moved abroad"])
    worlds = {fault.partition(",")[0] for fault in found}
    assert {"life change", "life change after opening", "moved abroad"} <= worlds


def _never(*_: object) -> bool:
    return False


def _always(*_: object) -> bool:
    return True
