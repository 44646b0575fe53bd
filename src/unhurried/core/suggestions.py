"""Worry, presence and a little pressure: thoughts for the clinician, never a gate."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Final

from unhurried.core.progression import EXPOSURE_STEPS_BACK_AT, Report

EXPOSURE_SETTLED_AT: Final = 30


class Suggestion(StrEnum):
    """The clinician may set any of these aside; no client ever reads them."""

    CONSIDER_WORDS = "consider_words"
    CONSIDER_STEPPING_BACK = "consider_stepping_back"
    CONSIDER_REPEATING = "consider_repeating"
    CONSIDER_LIGHTER = "consider_lighter"
    PRESENCE_LOW = "presence_low"
    STAY_LONGER = "stay_longer"


def advice_for(
    reports: Iterable[Report], *, people: Collection[str], trauma_on_file: bool
) -> frozenset[Suggestion]:
    """What the clinician might think about, over everybody who takes part."""
    by_person = advice_by_person(reports, people=people, trauma_on_file=trauma_on_file)
    return frozenset(one for suggested in by_person.values() for one in suggested)


def advice_by_person(
    reports: Iterable[Report], *, people: Collection[str], trauma_on_file: bool
) -> dict[str, frozenset[Suggestion]]:
    ordered = sorted(reports, key=lambda report: report.sequence)
    may_stay = may_suggest_staying_longer(people=people, trauma_on_file=trauma_on_file)
    own = {client: [report for report in ordered if report.client == client] for client in people}
    return {client: frozenset(_of_one(said, may_stay=may_stay)) for client, said in own.items()}


def may_suggest_staying_longer(*, people: Collection[str], trauma_on_file: bool) -> bool:
    """Never where another person or trauma is involved: staying longer could then mean enduring."""
    return len(people) == 1 and not trauma_on_file


def _of_one(own: Sequence[Report], *, may_stay: bool) -> Iterable[Suggestion]:
    yield from _from_answers(own)
    if may_stay and _is_on_the_way(own):
        yield Suggestion.STAY_LONGER


def _from_answers(own: Sequence[Report]) -> Iterable[Suggestion]:
    if any(report.limits_kept is False for report in own):
        yield Suggestion.CONSIDER_WORDS
    worries = [report.worry for report in own if report.worry is not None]
    if worries and worries[-1] >= 8:
        yield Suggestion.CONSIDER_STEPPING_BACK
    if len(worries) > 1 and min(worries[-2:]) >= 6:
        yield Suggestion.CONSIDER_REPEATING
    if own and own[-1].felt_pressed == 2:
        yield Suggestion.CONSIDER_LIGHTER
    if own and own[-1].presence is not None and own[-1].presence < 5:
        yield Suggestion.PRESENCE_LOW


def _is_on_the_way(own: Sequence[Report]) -> bool:
    """The fear was there, bearable, and the person stayed with themselves."""
    if not own or own[-1].exposure is None or any(report.dissociation for report in own):
        return False
    return EXPOSURE_SETTLED_AT < own[-1].exposure < EXPOSURE_STEPS_BACK_AT
