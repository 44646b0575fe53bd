"""`unhurried notify`: for a timer. Asked twice, or by two at once, it tells and mails everything once."""

from collections import Counter
from typing import TextIO

from unhurried.config.clock import now
from unhurried.config.installation import Installation, from_environment
from unhurried.config.mail import MailUnclear, front_address
from unhurried.crypto.fields import keyring
from unhurried.notify.mail import Letterhead, Outcome
from unhurried.notify.notices import put_up_gentle_notes, put_up_regular_line
from unhurried.notify.rounds import send_due
from unhurried.people.services import is_mail_address

SETTINGS = {
    "UNHURRIED_SMTP_URL": "smtp_url",
    "UNHURRIED_MAIL_FROM": "mail_from",
    "UNHURRIED_MAIL_LINK": "mail_link",
}


def notify(out: TextIO) -> None:
    installation, at = from_environment(), now()
    put_up_regular_line(at)
    put_up_gentle_notes(at)
    unset = [name for name, field in SETTINGS.items() if not getattr(installation, field)]
    if unset:
        out.write(f"The notices are up. Nothing is mailed without {', '.join(unset)}.\n")
        return
    outcomes = send_due(letterhead_of(installation), keyring=keyring(), now=at)
    out.write(_said(outcomes))


def letterhead_of(installation: Installation) -> Letterhead:
    """Raises MailUnclear; a name beside the address is refused, since the sender's name is ours."""
    if not (is_mail_address(installation.mail_from) and installation.mail_from.isascii()):
        raise MailUnclear("UNHURRIED_MAIL_FROM is one plain mail address, without a name.")
    return Letterhead(address=installation.mail_from, link=front_address(installation.mail_link))


def _said(outcomes: Counter[Outcome]) -> str:
    left = f" {outcomes[Outcome.LEFT]} left for the next time." if outcomes[Outcome.LEFT] else ""
    return f"The notices are up. {outcomes[Outcome.SENT]} mailed.{left}\n"
