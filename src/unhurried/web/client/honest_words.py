"""What the honest page says, counted from the draws of whoever's preset it is."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from unhurried.core.discretion import Preset
from unhurried.core.odds import odds_of, posterior, price_of
from unhurried.homework import queries

if TYPE_CHECKING:
    from unhurried.people.models import Client

GUESSES: Final = (Fraction(1, 10), Fraction(3, 10), Fraction(1, 2))


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Something that others see, and what they may then think, for each guess they had before."""

    seen: str
    thought: tuple[str, ...]


def honest_words(viewer: "Client") -> dict[str, Any]:
    preset = queries.preset_for(viewer)
    return {
        "viewer": viewer,
        "preset": preset,
        "heads": [_("Guessed: %(share)s") % {"share": percent(guess)} for guess in GUESSES],
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


def percent(share: Fraction) -> str:
    return _("certain") if share == 1 else f"{round(share * 100)}%"


def waiting_days(preset: Preset) -> int:
    return round(price_of(preset).wait.total_seconds() / 86400)


def quiet_one_in(preset: Preset) -> int:
    """One evening in so many is quiet for no reason; 0: none is."""
    share = price_of(preset).quiet_evenings
    return round(1 / share) if share else 0
