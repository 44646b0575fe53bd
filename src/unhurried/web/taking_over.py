"""Why a colleague cannot take over, in plain words: for the clinician who names one, and for the manager."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from unhurried.core.scopes import Discipline, Permission, Refusal
from unhurried.web.words import DISCIPLINES

if TYPE_CHECKING:
    from unhurried.people.models import Clinician

GAPS: Final = {
    Refusal.OUT_OF_SCOPE: _("Their training does not reach as far as this care goes."),
    Refusal.NEEDS_REFERRAL: _("What is on file asks for a colleague with another training."),
    Refusal.LICENCE_EXPIRED: _("Their licence has expired."),
    Refusal.LICENCE_UNCHECKED: _("Nobody has checked their licence, or not for a year."),
    Refusal.JURISDICTION: _("Their licence does not hold where these people are."),
}
"""What is asked of somebody who is to take over; other refusals are about one exercise."""

Fitting = list[tuple["Clinician", Permission]]


def choices_of(fitting: Fitting) -> list[tuple[str, str]]:
    """Those who may be named."""
    return [(str(one.pk), _named(one)) for one, fit in fitting if fit.is_given]


def reasons_of(fitting: Fitting) -> list[tuple[str, str]]:
    """Those who may not, each with all that is missing."""
    return [(_named(one), _in_words(fit.refused_for)) for one, fit in fitting if not fit.is_given]


def _named(one: "Clinician") -> str:
    return f"{one.name}, {DISCIPLINES[Discipline(one.discipline)]}"


def _in_words(refused_for: Iterable[Refusal]) -> str:
    return " ".join(str(GAPS[one]) for one in refused_for)
