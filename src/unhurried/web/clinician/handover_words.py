"""A person's standing limits in a line each, as their clinician reads them."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unhurried.core.boundaries import Direction, Limit, Word
from unhurried.web.agreed import ACTIVITY_LABELS
from unhurried.web.words import ZONE_LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

WORDS: Final["Mapping[Word, StrOrPromise]"] = {
    Word.WELCOME: gettext_lazy("welcome"),
    Word.ASK_FIRST: gettext_lazy("ask first"),
    Word.NOT_NOW: gettext_lazy("not now"),
    Word.NEVER: gettext_lazy("never"),
}
DIRECTIONS: Final["Mapping[Direction, StrOrPromise]"] = {
    Direction.TOUCHING: gettext_lazy("touching"),
    Direction.BEING_TOUCHED: gettext_lazy("being touched"),
}


def limit_words(limit: Limit) -> str:
    """Towards whom it stands is not named: they may be with another clinician."""
    where = ZONE_LABELS.get(limit.what) or ACTIVITY_LABELS[limit.what]
    words = {"where": where, "how": DIRECTIONS[limit.direction], "word": WORDS[limit.word]}
    if limit.other is None:
        return _("%(where)s, %(how)s: %(word)s") % words
    return _("%(where)s, %(how)s, towards one person: %(word)s") % words
