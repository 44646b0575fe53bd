"""How somebody may be reached: the words for what they chose, for their own page and for whoever reads it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.contact import Channel, Use
from unhurried.core.meeting import Part

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from unhurried.people.contact import SafeContact

CHANNEL_LABELS: Final = {
    Channel.CALL: gettext_lazy("Phone call"),
    Channel.TEXT: gettext_lazy("Text message"),
    Channel.MAIL: gettext_lazy("E-mail"),
    Channel.LETTER: gettext_lazy("Letter by post"),
}
PART_LABELS: Final = {
    Part.MORNING: gettext_lazy("Morning"),
    Part.AFTERNOON: gettext_lazy("Afternoon"),
    Part.EVENING: gettext_lazy("Evening"),
}


def reaching_rows(contact: "SafeContact") -> list[tuple[str, str]]:
    """As facts for a clinician: what is ruled out stands first, and what was not said is not there."""
    chosen = contact.choices
    rows = [
        (
            _("Not to be reached by"),
            _listed(CHANNEL_LABELS[one] for one in Channel if one in chosen.ruled_out),
        ),
        (_("May be reached by"), _listed(CHANNEL_LABELS[one] for one in Channel if one in chosen.may)),
        (_("Leaving a message"), _message_words(chosen.message)),
        (_("Days that are all right"), _listed(WEEKDAYS[one] for one in sorted(chosen.weekdays))),
        (_("Times that are all right"), _listed(PART_LABELS[one] for one in Part if one in chosen.parts)),
        (_("How they may be reached"), contact.words),
    ]
    said = [(label, words) for label, words in rows if words]
    return said or [(_("How they may be reached"), _("They have not said"))]


def _listed(labels: "Iterable[StrOrPromise]") -> str:
    return ", ".join(str(label) for label in labels)


def _message_words(message: Use | None) -> str:
    if message is None:
        return ""
    return _("Is all right") if message is Use.MAY else _("Not anywhere")
