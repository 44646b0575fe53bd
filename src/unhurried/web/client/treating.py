"""Who treats somebody, in plain words: what the discipline does and does not do, and who checked the papers.

A check says that somebody looked, and when. It vouches for nobody, and says nothing of why a step may rest.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.scopes import CHECK_STANDS_FOR, Discipline

if TYPE_CHECKING:
    from unhurried.people.models import Credential

WHAT_THEY_DO: Final = {
    Discipline.SEX_THERAPIST: (
        gettext_lazy("Treats people with a licence, and has added training about sex and closeness."),
        gettext_lazy("Can work with worry, pain and hard memories too, in words."),
        gettext_lazy("Does not examine your body, and does not give you medicine. A doctor does."),
    ),
    Discipline.PELVIC_PHYSIOTHERAPIST: (
        gettext_lazy("Works with the muscles and nerves of the pelvis, and with pain and tightness there."),
        gettext_lazy("May offer to examine you. It is explained first, and it happens only if you say yes."),
        gettext_lazy("Does not work on hard memories. For those there is somebody else, if you like."),
    ),
    Discipline.COACH: (
        gettext_lazy("Helps with skills and plans: how to talk, how to find time, how to try something new."),
        gettext_lazy("Looks at now and next. Does not diagnose, and does not treat."),
        gettext_lazy("Does not work on pain, on hard memories or on an illness, and sends you on for those."),
        gettext_lazy(
            "Can give you talks, quiet, writing and dressed touch. What goes further needs a therapist."
        ),
    ),
}


def check_lines(credential: "Credential | None", discipline: Discipline, *, today: date) -> list[str]:
    """Who looked at the licence or certificate and when, and whether that look has grown old."""
    if credential is None or credential.checked_on is None:
        return [_("Nobody at the clinic has written down a check of the papers.")]
    return [
        _checked(credential, credential.checked_on, discipline),
        *_grown_old(credential.checked_on, today),
    ]


def _checked(credential: "Credential", checked_on: date, discipline: Discipline) -> str:
    if discipline is Discipline.COACH:
        words = _("Certificate checked on %(day)s by %(who)s. A certificate is not a licence.")
    else:
        words = _("Licence checked on %(day)s by %(who)s.")
    return words % {"day": date_format(checked_on, "j F Y"), "who": credential.checked_by}


def _grown_old(checked_on: date, today: date) -> Iterable[str]:
    if not timedelta(0) <= today - checked_on <= CHECK_STANDS_FOR:
        yield _("That check is too old to count by now. Another look is due.")
