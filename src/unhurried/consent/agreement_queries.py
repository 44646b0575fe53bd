"""What people gave one another to read, as this viewer may have it.

Others' pages stand still between postings, so reads take `posted_at`, the last one. All lines are fetched and
every author's key, whatever was said: what was asked of the records tells nothing.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from unhurried.consent.agreements import Agreement, Line, opened_line
from unhurried.consent.models import AgreementLine, BoundaryAgreement
from unhurried.crypto.fields import Keyring
from unhurried.people.models import Client, Clinician, Participation, Relationship
from unhurried.people.queries import seen


def lines_for(
    viewer: Client, relationship: Relationship, *, posted_at: datetime, keyring: Keyring
) -> list[Line]:
    """What was given to this person, and what they gave: each line by heading and words, never by time.

    Whoever ended their part is among its authors until the posting after it was closed.
    """
    seats = list(Participation.objects.filter(seen(posted_at), relationship=relationship))
    own = next((seat for seat in seats if seat.client_id == viewer.pk), None)
    rows = _all_lines(relationship, seats, keyring)
    if own is None:
        return []
    since = {seat.client_id: seat.joined_at for seat in seats}
    return _opened((row for row in rows if _is_seen(row, own, since, posted_at)), keyring)


def _is_here(row: AgreementLine, since: Mapping[UUID, datetime]) -> bool:
    """Whether its author takes part, and did when it was given: what was given before they left stays so."""
    return row.client_id in since and row.given_at >= since[row.client_id]


def _is_seen(
    row: AgreementLine, own: Participation, since: Mapping[UUID, datetime], posted_at: datetime
) -> bool:
    """Until the posting after it was taken back, if one was named when it was typed.

    On its owner's phone too: a line that went at once would tell whoever holds it that it was taken back.
    """
    return _is_kept(row, posted_at) and _is_here(row, since) and row.given_at >= own.joined_at


def _is_kept(row: AgreementLine, at: datetime) -> bool:
    return row.taken_back_at is None or row.taken_back_at > at


def lines_taken_back_for(
    viewer: Client, relationship: Relationship, *, posted_at: datetime, keyring: Keyring
) -> list[Line]:
    """One's own, for as long as no page of anybody's has followed."""
    rows = AgreementLine.objects.filter(client=viewer, relationship=relationship, taken_back_at__gt=posted_at)
    found = list(rows)
    keyring.prepare(found, "words")
    return _opened(found, keyring)


def own_line_for(viewer: Client, line_id: UUID) -> AgreementLine | None:
    return AgreementLine.objects.filter(client=viewer, taken_back_at=None, pk=line_id).first()


def agreements_for(
    viewer: Client, relationship: Relationship, *, posted_at: datetime, keyring: Keyring
) -> list[Agreement]:
    """Every dated summary, the newest first. One that has nothing left in it is not there."""
    lines = lines_for(viewer, relationship, posted_at=posted_at, keyring=keyring)
    keyring.prepare_all_of("relationship", [relationship.pk])
    return _agreements(relationship, lines, keyring)


def agreement_for(
    viewer: Client, relationship: Relationship, *, posted_at: datetime, keyring: Keyring
) -> Agreement | None:
    """The newest dated summary, as it stands on a practice's starting page."""
    return next(iter(agreements_for(viewer, relationship, posted_at=posted_at, keyring=keyring)), None)


def _agreement(row: BoundaryAgreement, lines: list[Line], keyring: Keyring) -> Agreement:
    chosen = set(json.loads(keyring.open(row, "lines")))
    return Agreement(made_at=row.made_at, lines=tuple(line for line in lines if str(line.id) in chosen))


def lines_under(
    viewer: Clinician, relationship: Relationship, keyring: Keyring, *, at: datetime
) -> list[Line]:
    """What stood then. For the clinician alone that is now; beside people in the room, the last posting."""
    seats = list(Participation.objects.filter(seen(at), relationship=relationship))
    since = {seat.client_id: seat.joined_at for seat in seats}
    rows = _all_lines(relationship, seats, keyring)
    return _opened((row for row in rows if _is_kept(row, at) and _is_here(row, since)), keyring)


def agreements_under(
    viewer: Clinician, relationship: Relationship, keyring: Keyring, *, at: datetime
) -> list[Agreement]:
    """Every dated summary as it stood then, the newest first."""
    lines = lines_under(viewer, relationship, keyring, at=at)
    keyring.prepare_all_of("relationship", [relationship.pk])
    return _agreements(relationship, lines, keyring)


def _agreements(relationship: Relationship, lines: list[Line], keyring: Keyring) -> list[Agreement]:
    rows = BoundaryAgreement.objects.filter(relationship=relationship).order_by("-made_at", "pk")
    found = [_agreement(row, lines, keyring) for row in rows]
    return [one for one in found if one.lines]


def _all_lines(
    relationship: Relationship, seats: Iterable[Participation], keyring: Keyring
) -> list[AgreementLine]:
    keyring.prepare_all_of("author", [seat.client_id for seat in seats])
    return list(AgreementLine.objects.filter(relationship=relationship))


def _opened(rows: Iterable[AgreementLine], keyring: Keyring) -> list[Line]:
    return sorted((_line(row, keyring) for row in rows), key=lambda line: line.place)


def _line(row: AgreementLine, keyring: Keyring) -> Line:
    heading, words = opened_line(keyring.open(row, "words"))
    return Line(id=row.pk, by=row.client_id, heading=heading, words=words)
