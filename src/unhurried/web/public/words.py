"""Countries by name, and the order in which their pages of help stand."""

from typing import Final

from django.utils.translation import gettext_lazy as _

INTERNATIONAL: Final = "international"

COUNTRY_WORDS: Final = {
    "GB": _("United Kingdom"),
    "IE": _("Ireland"),
    "US": _("United States"),
    INTERNATIONAL: _("Anywhere"),
}


def place_of(country: str, own: str) -> tuple[bool, bool, str]:
    """One's own country first, then by name, and what holds anywhere last."""
    return country != own, country == INTERNATIONAL, str(COUNTRY_WORDS.get(country, country))
