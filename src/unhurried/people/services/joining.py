"""Joining links: printable, single use, and only a MAC of the code is kept."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from unhurried.crypto.seals import mac
from unhurried.people.acts import Act, act_by_clinic, is_act
from unhurried.people.models import Account, Client, Clinician, JoiningLink, Manager
from unhurried.people.refusals import NoSuchAccount

LIVES_FOR = timedelta(days=14)
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letter that looks like another on paper."""


class JoiningLinkSpent(Exception):
    """Used, expired or never made: to the person who holds it these look the same."""


class HasJoined(Exception):
    """The person has an account already."""


class SignInNameTaken(Exception):
    """Somebody signs in with that name already."""


def code_of(act: Act) -> str:
    """Five groups of four, at least 96 bits; meant to be typed from paper.

    It follows from the act by a key of ours, so that a form sent twice prints the same sheet.
    """
    letters = [ALPHABET[byte % len(ALPHABET)] for byte in mac("joining", "code", str(act.id))]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, 20, 4))


@is_act
def make_joining_link(act: Act, *, person: Client | Clinician | Manager, code: str) -> UUID:
    """Make the one live link of a person; links made before stop working. Raises HasJoined.

    Nobody who has joined gets another: whoever found the sheet would sit down in their place.
    """
    if person.account_id:
        raise HasJoined
    column = type(person).__name__.lower()
    JoiningLink.objects.filter(**{column: person}, relationship=None, used_at=None).update(used_at=act.at)
    link = JoiningLink(clinic_id=person.clinic_id, code_mac=_mac_of(code), made_at=act.at)
    setattr(link, column, person)
    link.expires_at = act.at + LIVES_FOR
    link.save(force_insert=True)
    return link.pk


def link_for(*, code: str, at: datetime) -> JoiningLink:
    """The live link of a code. Raises JoiningLinkSpent."""
    links = JoiningLink.objects.select_related("client", "clinician", "manager", "clinic")
    link = links.filter(code_mac=_mac_of(code), used_at=None, expires_at__gt=at).first()
    if link is None or (link.client or link.clinician or link.manager).account_id:  # type: ignore[union-attr]
        raise JoiningLinkSpent
    return link


def has_joined_by(*, code: str, account: Account) -> bool:
    """Whether this very account sits where the code led. Of anybody else's it says no."""
    seats = Q(client__account=account) | Q(clinician__account=account) | Q(manager__account=account)
    return JoiningLink.objects.filter(seats, code_mac=_mac_of(code)).exclude(used_at=None).exists()


@is_act
def join_signed_in(act: Act, *, code: str, account: Account) -> UUID:
    """Seat somebody who signs in already, in another role or at another place. Raises JoiningLinkSpent."""
    link = link_for(code=code, at=act.at)
    JoiningLink.objects.filter(pk=link.pk).update(used_at=act.at)
    _seat(link, account, act.at)
    return account.pk


@is_act
def join(act: Act, *, code: str, sign_in_name: str, password: str) -> UUID:
    """Make an account for the person the code was printed for. Returns the account's id.

    Joining as a client is a declaration of being 18 or over; the page says so and asks for it.
    Raises JoiningLinkSpent or SignInNameTaken.
    """
    link = link_for(code=code, at=act.at)
    if Account.objects.filter(sign_in_name=sign_in_name).exists():
        raise SignInNameTaken
    account = Account.objects.create_user(sign_in_name, password)
    JoiningLink.objects.filter(pk=link.pk).update(used_at=act.at)
    _seat(link, account, act.at)
    return account.pk


def replace_password(*, sign_in_name: str, at: datetime) -> str:
    """Give an account a new password, which ends it everywhere it is signed in. Raises NoSuchAccount.

    For the machine's own command: on a page it would be a way into somebody's words.
    """
    account = Account.objects.filter(sign_in_name=sign_in_name).first()
    people = [*account.clients.all(), *account.clinicians.all(), *account.managers.all()] if account else []
    if account is None or not people:
        raise NoSuchAccount(f"Nobody signs in as {sign_in_name}.")
    act = act_by_clinic(clinic_id=people[0].clinic_id, at=at)
    set_password(act, account=account, password=(password := code_of(act)))
    return password


@is_act
def set_password(act: Act, *, account: Account, password: str) -> UUID:
    account.set_password(password)
    account.save(update_fields=["password"])
    return account.pk


def account_of(account_id: UUID) -> Account:
    return Account.objects.get(pk=account_id)


def _seat(link: JoiningLink, account: Account, at: datetime) -> None:
    if link.client:
        Client.objects.filter(pk=link.client.pk).update(account=account, joined_at=at, adult_declared_at=at)
    if link.clinician:
        Clinician.objects.filter(pk=link.clinician.pk).update(account=account)
    if link.manager:
        Manager.objects.filter(pk=link.manager.pk).update(account=account)


def _mac_of(code: str) -> bytes:
    return mac("joining", code.strip().lower().replace(" ", "-"))
