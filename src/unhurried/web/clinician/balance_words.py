"""What people do of late, in plain words and counts: no share, no order, no verdict."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from unhurried.core.balance import Doing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

DOING_WORDS: Final["Mapping[Doing, StrOrPromise]"] = {
    Doing.SUGGESTS: _("Offers parts of the week"),
    Doing.ARRANGES: _("Sets a time for all"),
    Doing.ANSWERS: _("Answers whether they are ready"),
    Doing.BEGINS: _("Begins a time together"),
    Doing.NOTES: _("Writes afterwards, for others to read"),
    Doing.GIVES_LINES: _("Gives a line to the agreement"),
    Doing.SAYS_LIMITS: _("Says something of their own limits"),
}
