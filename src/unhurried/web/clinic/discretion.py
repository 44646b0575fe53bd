"""The presets as a manager reads them. Every figure is a preset's own, or counted by `core.discretion`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Final

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.discretion import PRESETS, Preset, PresetName
from unhurried.core.odds import Odds, Price, odds_of, posterior, price_of, resting_at
from unhurried.core.postings import POSTED_AT

GUESSES: Final = tuple(Fraction(tenths, 10) for tenths in range(1, 6))
LARGEST_WHOLE: Final = 20
"""Shares of a larger whole than this are told in hundredths."""

TITLES: Final = {
    PresetName.PLAIN: gettext_lazy("Plain"),
    PresetName.BALANCED: gettext_lazy("Balanced"),
    PresetName.STRONG: gettext_lazy("Strong"),
}
GISTS: Final = {
    PresetName.PLAIN: gettext_lazy("Nothing is held back. Partners can work out who answered what."),
    PresetName.BALANCED: gettext_lazy("A step rests often enough for no reason that a rest proves little."),
    PresetName.STRONG: gettext_lazy("A rest proves less still, and everything takes longer."),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing about the presets, told for each of them in their order."""

    what: str
    by_preset: list[str]


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What somebody may think under one preset: a row for each guess."""

    name: PresetName
    is_certain: bool
    thoughts: list[Sequence[str]]


def outlooks() -> list[Outlook]:
    return [_outlook(preset.name, odds_of(preset)) for preset in PRESETS.values()]


def lines() -> list[Line]:
    presets = list(PRESETS.values())
    prices = [price_of(preset) for preset in presets]
    return [*_ways(presets), *_costs(prices)]


def _outlook(name: PresetName, odds: Odds) -> Outlook:
    nothing = Odds(first_posting=None, second_posting=None, closing=None, evening=None)
    return Outlook(
        name=name, is_certain=odds == nothing, thoughts=[_thoughts(guess, odds) for guess in GUESSES]
    )


def _ways(presets: Sequence[Preset]) -> list[Line]:
    return [
        _line(_("Pages are renewed"), map(_renewed, presets)),
        _line(
            _("Steps that rest though everybody is ready"), (_share(resting_at(one, 1)) for one in presets)
        ),
        _line(_("Steps in their short version"), (_share(one.short_versions) for one in presets)),
        _line(_("The guide pauses by itself"), map(_pauses, presets)),
        _line(_("Practices the guide ends early by itself"), (_share(one.early_ends) for one in presets)),
    ]


def _costs(prices: Sequence[Price]) -> list[Line]:
    opening = (_share(one.opens_within_invitation) for one in prices)
    return [
        _line(_("Steps that open within one round of asking"), opening),
        _line(_("Mean wait for a step to open"), (_days(one.wait) for one in prices)),
        _line(_("Quiet evenings, without touch"), (_share(one.quiet_evenings) for one in prices)),
        _line(_("Time that is for each on their own"), (_share(one.individual_share) for one in prices)),
        _line(_("Time that an open step rests by chance"), (_share(one.own_rest_share) for one in prices)),
    ]


def _line(what: str, by_preset: Iterable[str]) -> Line:
    return Line(what=what, by_preset=list(by_preset))


def _thoughts(guess: Fraction, odds: Odds) -> Sequence[str]:
    """The guess, and what it becomes: after one rest, a second, a step that closes, a quiet evening."""
    rests = (odds.first_posting, odds.second_posting, odds.closing, odds.evening)
    after = (_percent(posterior(guess, one)) if one is not None else _("Certain") for one in rests)
    return [_percent(guess), *after]


def _renewed(preset: Preset) -> str:
    at = time_format(POSTED_AT, "H:i")
    if preset.weekdays == frozenset(WEEKDAYS):
        return _("Every day at %(at)s") % {"at": at}
    days = get_text_list([str(WEEKDAYS[day]) for day in sorted(preset.weekdays)], _("and"))
    return _("%(days)s at %(at)s") % {"days": days, "at": at}


def _pauses(preset: Preset) -> str:
    if preset.pause_every is None:
        return _("Never")
    minutes = preset.pause_every // timedelta(minutes=1)
    return _("About every %(minutes)d minutes") % {"minutes": minutes}


def _share(share: Fraction) -> str:
    if share in (0, 1):
        return _("All") if share else _("None")
    if share.denominator > LARGEST_WHOLE:
        return _percent(share)
    return _("%(part)d in %(whole)d") % {"part": share.numerator, "whole": share.denominator}


def _percent(share: Fraction) -> str:
    return _("%(number)d%%") % {"number": round(share * 100)}


def _days(wait: timedelta) -> str:
    if not wait:
        return _("None")
    return _("%(days)s days") % {"days": f"{wait / timedelta(days=1):.1f}".removesuffix(".0")}
