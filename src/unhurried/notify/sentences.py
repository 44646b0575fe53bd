"""Everything that a notice or a mail ever says. Nothing else leaves the house, and not all of it does.

The words name nobody, no exercise and no clinic, and would be no surprise on a screen that somebody else
sees. None of them has room for a name, a day or a place.
"""

from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext_lazy as _

from unhurried.core.disclosure import ON_PAGES_ALONE, Tiding
from unhurried.core.hearing import Call

SENDER: Final = _("Notices")
SUBJECT: Final = _("A notice for you")
SENTENCES: Final = {
    Tiding.SOMETHING_MAY_BE_HERE: _("There may be something new for you."),
    Tiding.STILL_HERE: _("Your pages are here whenever you like. Nothing is waited for."),
    Tiding.PLAN_HAS_CHANGED: _("Your plan has changed."),
    Tiding.APPOINTMENT_HAS_CHANGED: _("There is something new about an appointment."),
    Tiding.TIME_ALONE_HAS_CHANGED: _("There is something new about an appointment for you alone."),
    Tiding.QUESTION_TAKEN_BACK: _("A question that was put to you has been taken back."),
    Tiding.ASKED_SOMETHING: _("There is a question for you, under More."),
    Tiding.ASKED_NO_MORE: _("The question under More has been taken back."),
}
FOR_STAFF: Final = {
    Call.MAIL_COMES_HERE: _("Short notices come to this address from now on."),
    Call.SOMETHING_TO_READ: _("There is something for you to read."),
}
MAILED: Final = [words for tiding, words in SENTENCES.items() if tiding not in ON_PAGES_ALONE]
ENDING: Final = _("You asked for these notices, and can end them whenever you like.")


def lines_of(told: Collection[Tiding | Call]) -> list[str]:
    """Each sentence once, in one order, whatever came first."""
    return [str(words) for one, words in (SENTENCES | FOR_STAFF).items() if one in told]


def body_of(told: Collection[Tiding | Call], link: str) -> str:
    """A mail's text. `link` is the front address and the same for everybody."""
    return "\n".join([*lines_of(told), "", link, "", str(ENDING)])
