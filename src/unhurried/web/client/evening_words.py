"""What the pages of an evening say in fixed words: ways, and time together without touch."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from unhurried.core.evenings import Way

WAY_LABELS: Final = {
    Way.ONE_PHONE: _("One phone, this one"),
    Way.EACH_PHONE: _("Each of you on your own phone"),
    Way.NO_PHONE: _("No phone"),
}
WAY_HINTS: Final = {
    Way.ONE_PHONE: _("It lies between you and shows the practice. Everything else on it stays shut."),
    Way.EACH_PHONE: _("The phones keep in step. A stop on one is a stop on all."),
    Way.NO_PHONE: _("A card to print and lay beside you."),
}

IDEAS: Final = (
    _("Tea, or something warm to eat."),
    _("A walk round the block, as slowly as you like."),
    _("Music, and each of you chooses one piece."),
    _("Somebody reads aloud, and the rest of you listen."),
    _("Cards, a puzzle, or the photographs you never sorted."),
    _("One thing about this week that the others do not know yet."),
    _("The same room, each of you with something of your own."),
)

STEADY: Final = _("Look round the room. Name five things you see, and three you hear. Feel what holds you.")
"""For a screen that nobody chose, or that lies between people."""
