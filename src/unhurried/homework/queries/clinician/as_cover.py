"""What somebody covering reads of another's client: one thing, and how that person may be reached."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.consent.models import Concern
from unhurried.core.hearing import STAYS_OPEN, Told
from unhurried.core.progression import AFTER_QUESTIONS
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import AfterAnswer, CoverReading, Hold
from unhurried.homework.queries.hearing import ToHear, waiting_as_cover
from unhurried.people.contact import SafeContact, safe_contact_of
from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class NamedAsCover:
    """One line for whoever covers: whose it is, by name, and with whom they are in care."""

    to_hear: ToHear
    name: str
    clinician: str


@dataclass(frozen=True, kw_only=True)
class OpenAsCover:
    """The thing itself, once it was opened, and how its person may be reached."""

    safe_contact: SafeContact
    words: str = ""
    about: str = ""
    wish: str = ""
    said: tuple[tuple[str, str], ...] = ()
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class HeardAsCover:
    """One thing for whoever covers. `inside` is there for as long as it lies open to them."""

    line: NamedAsCover
    client: Client
    was_opened_at: datetime | None
    inside: OpenAsCover | None


def named_as_cover(viewer: Clinician, keyring: Keyring, *, now: datetime) -> list[NamedAsCover]:
    """All that became theirs as cover, oldest first."""
    waiting = waiting_as_cover(viewer, now=now)
    ids = {one.client_id for one in waiting}
    people = Client.objects.filter(pk__in=ids).select_related("clinician").in_bulk()
    keyring.prepare(list(people.values()), "name")
    return [_named(one, people[one.client_id], keyring) for one in waiting]


def heard_as_cover(viewer: Clinician, item: UUID, keyring: Keyring, *, now: datetime) -> HeardAsCover | None:
    """None for whoever does not cover it now: for them it never existed."""
    found = next((one for one in waiting_as_cover(viewer, now=now) if one.item == item), None)
    if found is None:
        return None
    client = Client.objects.select_related("clinician").get(pk=found.client_id)
    own = CoverReading.objects.filter(item=item, clinician=viewer, opened_at__gte=found.sent_at).first()
    is_open = own is not None and now - own.opened_at < STAYS_OPEN
    return HeardAsCover(
        line=_named(found, client, keyring),
        client=client,
        was_opened_at=own.opened_at if own else None,
        inside=_inside(found, client, keyring) if is_open else None,
    )


def _named(one: ToHear, client: Client, keyring: Keyring) -> NamedAsCover:
    return NamedAsCover(to_hear=one, name=keyring.open(client, "name"), clinician=client.clinician.name)


def _inside(one: ToHear, client: Client, keyring: Keyring) -> OpenAsCover:
    safe_contact = safe_contact_of(client, keyring)
    if one.told is Told.CONCERN:
        concern = Concern.objects.get(pk=one.item)
        words = keyring.open(concern, "words")
        return OpenAsCover(safe_contact=safe_contact, words=words, about=concern.about, wish=concern.wish)
    if one.told is Told.AFTERWARDS:
        answer = AfterAnswer.objects.get(pk=one.item)
        said = tuple((question, keyring.open(answer, question)) for question in AFTER_QUESTIONS)
        return OpenAsCover(safe_contact=safe_contact, said=said)
    hold = Hold.objects.select_related("assignment").get(pk=one.item)
    title = exercise_by_digest(hold.assignment.exercise_id).says("title") if hold.assignment else ""
    return OpenAsCover(safe_contact=safe_contact, title=title)
