"""Fixed words of a practice, on a phone and on a printed card: roles, and how people let one another know."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from unhurried.core.exercises import Communication

ROLE_LABELS: Final = {
    "touching": _("The person touching"),
    "being_touched": _("The person being touched"),
    "speaking": _("The person speaking"),
    "listening": _("The person listening"),
    "guiding": _("The person guiding"),
    "following": _("The person following"),
}

SIGNALS: Final = {
    Communication.QUIET_WITH_SIGNALS: (
        _("It is mostly quiet. A hand that goes away, or two taps, is a stop."),
        _("Words to look after yourself are always welcome: stop, lighter, slower, not there."),
    ),
    Communication.WORDS: (
        _("Short words as you go: stop, lighter, slower, here, not there."),
        _("A hand that goes away, or two taps, is a stop too."),
    ),
    Communication.TALK_THROUGH: (
        _("Say what comes before it comes, and wait for a yes. Without a yes it does not come."),
        _("Stop, lighter, slower, not there: every word counts at once. So does a hand that goes away."),
    ),
}
