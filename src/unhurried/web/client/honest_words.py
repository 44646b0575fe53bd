"""What the honest page says, counted from the draws of whoever's preset it is."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from unhurried.core.discretion import Preset
from unhurried.core.odds import odds_of, posterior, price_of
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked

if TYPE_CHECKING:
    from unhurried.people.models import Client

HARDLY, LIKELY = Fraction(1, 10), Fraction(1, 2)
"""The two guesses that are told in words: hardly expected, and as likely as not."""
GUESSES: Final = (HARDLY, Fraction(3, 10), LIKELY)


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Something that others see, and what they may then think, for each guess they had before."""

    seen: str
    thought: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Thought:
    """What may be thought after a rest, and after another one, in so many of ten."""

    first: int
    second: int


def honest_words(request: Asked, viewer: "Client") -> dict[str, Any]:
    preset = queries.preset_for(viewer, now=request.now)
    return {
        "viewer": viewer,
        "preset": preset,
        "heads": [_("Guessed: %(share)s") % {"share": percent(guess)} for guess in GUESSES],
        "likely": thought_under(preset, LIKELY) if preset else None,
        "hardly": thought_under(preset, HARDLY) if preset else None,
        "sights": sights_under(preset) if preset else [],
        "wait": waiting_days(preset) if preset else 0,
        "quiet_one_in": quiet_one_in(preset) if preset else 0,
    }


def sights_under(preset: Preset) -> list[Sight]:
    """Counted from the draws of this preset, each time the page is asked for."""
    odds = odds_of(preset)
    seen = (
        (_("A step rests the first time it could open"), odds.first_posting),
        (_("It rests the second time as well"), odds.second_posting),
        (_("A step that was open closes"), odds.closing),
        (_("An evening comes out without touch"), odds.evening),
    )
    return [
        Sight(seen=words, thought=tuple(percent(posterior(guess, odd)) for guess in GUESSES))
        for words, odd in seen
    ]


def thought_under(preset: Preset, guess: Fraction) -> Thought | None:
    """None: the first rest makes it certain, under a preset in which nothing rests by chance."""
    odds = odds_of(preset)
    first, second = posterior(guess, odds.first_posting), posterior(guess, odds.second_posting)
    return None if first == 1 else Thought(first=in_ten(first), second=in_ten(second))


def in_ten(share: Fraction) -> int:
    """Halves go up: nobody is told less than can be guessed."""
    return floor(share * 10 + Fraction(1, 2))


def percent(share: Fraction) -> str:
    return _("certain") if share == 1 else f"{round(share * 100)}%"


def waiting_days(preset: Preset) -> int:
    return round(price_of(preset).wait.total_seconds() / 86400)


def quiet_one_in(preset: Preset) -> int:
    """One evening in so many is quiet for no reason; 0: none is."""
    share = price_of(preset).quiet_evenings
    return round(1 / share) if share else 0
