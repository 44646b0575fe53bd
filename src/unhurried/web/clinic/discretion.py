"""The presets as a manager reads them. Every figure is a preset's own, or counted by `core.discretion`.

There is one kind of figure, so many of a hundred, and each stands in a sentence.
"""

from collections.abc import Iterator, Sequence
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
EXAMPLE: Final = GUESSES[2]

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
class Outlook:
    """One preset: what people notice, what somebody may think after a rest, what it costs the willing.

    `thoughts`: a row for each guess. `example`: one of the rows in a sentence.
    """

    name: PresetName
    is_certain: bool
    notices: list[str]
    thoughts: list[Sequence[str]]
    example: str
    costs: list[str]


def outlooks() -> list[Outlook]:
    return [_outlook(preset, odds_of(preset)) for preset in PRESETS.values()]


def _outlook(preset: Preset, odds: Odds) -> Outlook:
    nothing = Odds(first_posting=None, second_posting=None, closing=None, evening=None)
    return Outlook(
        name=preset.name,
        is_certain=odds == nothing,
        notices=[*_pages(preset), *_evenings(preset)],
        thoughts=[_thoughts(guess, odds) for guess in GUESSES],
        example=_example(_thoughts(EXAMPLE, odds)),
        costs=[*_openings(price_of(preset)), *_days_without(price_of(preset))],
    )


def _pages(preset: Preset) -> Iterator[str]:
    yield _("Their pages change %(when)s, and stand still in between.") % {"when": _renewed(preset)}
    if resting := resting_at(preset, 1):
        words = _("Of 100 steps that everybody is ready for, %(many)s rest when they could first open.")
        yield words % {"many": _of_hundred(resting)}
    else:
        yield _("A step that everybody is ready for opens the next time their pages change.")
    if begins := preset.individual + preset.own_rests:
        words = _("In %(many)s of 100 weeks a rest begins by chance, for up to %(weeks)s weeks.")
        yield words % {"many": _of_hundred(begins), "weeks": len(preset.rest_weeks)}
    if preset.short_versions:
        words = _("Of 100 steps, %(many)s come in their short version by chance.")
        yield words % {"many": _of_hundred(preset.short_versions)}


def _evenings(preset: Preset) -> Iterator[str]:
    if preset.quiet_evenings:
        words = _("Of 100 evenings set aside, %(many)s stay without touch though everybody is ready.")
        yield words % {"many": _of_hundred(preset.quiet_evenings)}
    if preset.pause_every is None:
        yield _("The guide never pauses by itself.")
    else:
        minutes = preset.pause_every // timedelta(minutes=1)
        yield _("The guide pauses by itself about every %(minutes)s minutes.") % {"minutes": minutes}
    if preset.early_ends:
        words = _("Of 100 practices, the guide ends %(many)s early by itself.")
        yield words % {"many": _of_hundred(preset.early_ends)}


def _openings(price: Price) -> Iterator[str]:
    if price.opens_within_invitation == 1:
        yield _("No step has to be asked about anew before it opens.")
    else:
        words = _("Of 100 steps that everybody is ready for, %(many)s have to be asked about anew.")
        yield words % {"many": _of_hundred(1 - price.opens_within_invitation)}
    if price.wait:
        days = f"{price.wait / timedelta(days=1):.1f}".removesuffix(".0")
        yield _("On average a step opens %(days)s days later than it could.") % {"days": days}
    else:
        yield _("No step opens later than it could.")


def _days_without(price: Price) -> Iterator[str]:
    if price.individual_share:
        words = _("Of 100 days, %(many)s are for each on their own.")
        yield words % {"many": _of_hundred(price.individual_share)}
    if price.own_rest_share:
        words = _("Of 100 other days, a step that was open rests by chance on %(many)s.")
        yield words % {"many": _of_hundred(price.own_rest_share)}


def _thoughts(guess: Fraction, odds: Odds) -> Sequence[str]:
    """The guess, and what it becomes: after one rest, a second, a step that closes, a quiet evening."""
    rests = (odds.first_posting, odds.second_posting, odds.closing, odds.evening)
    after = (posterior(guess, one) if one is not None else Fraction(1) for one in rests)
    return [_figure(guess), *map(_figure, after)]


def _example(row: Sequence[str]) -> str:
    """In a whole sentence, for whoever does not read tables."""
    words = _(
        "An example. Somebody who is ready guesses beforehand: %(before)s say “not yet”. The step rests "
        "once, and the guess becomes %(first)s. It rests a second time: %(second)s. A step that was open "
        "rests again: %(closing)s. An evening stays without touch: %(evening)s."
    )
    return words % dict(zip(("before", "first", "second", "closing", "evening"), row, strict=True))


def _renewed(preset: Preset) -> str:
    at = time_format(POSTED_AT, "H:i")
    if preset.weekdays == frozenset(WEEKDAYS):
        return _("every day at %(at)s") % {"at": at}
    days = get_text_list([str(WEEKDAYS[day]) for day in sorted(preset.weekdays)], _("and"))
    return _("on %(days)s at %(at)s") % {"days": days, "at": at}


def _figure(share: Fraction) -> str:
    return _("certain") if share == 1 else _("%(many)s of 100") % {"many": _of_hundred(share)}


def _of_hundred(share: Fraction) -> int:
    return round(share * 100)
