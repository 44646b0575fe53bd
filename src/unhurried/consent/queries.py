"""Limits, checks and agreements, for the rules. Who may be told is a question for `core.disclosure`."""

import json
from collections.abc import Collection
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import UUIDField

from unhurried.consent.models import (
    BodyWords,
    Boundary,
    BoundaryAgreement,
    Caution,
    PauseAgreement,
    SafetyCheck,
    Switch,
)
from unhurried.core.boundaries import Direction, Limit, Word, limits_in_force
from unhurried.core.cautions import Caution as Kind
from unhurried.core.cautions import OnFile, cautions_at
from unhurried.core.history import Pause, SwitchName, left_out_at
from unhurried.core.scheduling import instant_of
from unhurried.crypto.fields import Keyring
from unhurried.people.models import Client
from unhurried.storage.prepared import Given, Prepared, PreparedAmong

_limits_of = PreparedAmong(
    lambda ids: Boundary.objects.filter(client__pk__in=ids).order_by("client", "sequence", "said_at")
)
_checks_of = PreparedAmong(
    lambda ids: SafetyCheck.objects.filter(client__pk__in=ids).order_by("recorded_at", "pk")
)
_cautions_of = PreparedAmong(
    lambda ids: Caution.objects.filter(client__pk__in=ids).defer("lifted_words").order_by("noted_at", "pk")
)
_switches_of = PreparedAmong(
    lambda ids: Switch.objects.filter(client__pk__in=ids).order_by("switched_at", "pk")
)
_full_pauses = Prepared(
    lambda: (
        PauseAgreement.objects.filter(
            relationship=Given("relationship", UUIDField()), strength=PauseAgreement.Strength.FULL
        )
        .select_related("relationship")
        .order_by("pk")
    )
)


def limits_between(client_ids: Collection[UUID], keyring: Keyring) -> list[Limit]:
    """Every limit these people ever set, as dated rows."""
    rows = _limits_of(client_ids)
    keyring.prepare(rows, "about", "said")
    return [_limit(row, keyring) for row in rows]


def own_limits_for(viewer: Client, *, at: datetime, keyring: Keyring) -> frozenset[Limit]:
    """A person's own limits as they hold now, towards everybody and towards one."""
    return limits_in_force(limits_between([viewer.pk], keyring), at=at)


def own_words_for(viewer: Client, *, at: datetime, keyring: Keyring) -> dict[tuple[str, Direction], Word]:
    """The newest word on each place and direction, as it stands towards everybody."""
    limits = own_limits_for(viewer, at=at, keyring=keyring)
    return {(limit.what, limit.direction): limit.word for limit in limits if limit.other is None}


def said_lately_for(viewer: Client, *, since: datetime, keyring: Keyring) -> Limit | None:
    """What this person said last of their limits, if it was after `since`."""
    rows = Boundary.objects.filter(client=viewer, said_at__gt=since)
    newest = rows.order_by("-said_at", "-sequence").first()
    return _limit(newest, keyring) if newest else None


def body_words_for(viewer: Client, keyring: Keyring) -> dict[str, str]:
    """The person's own word for each zone that they gave one."""
    row = BodyWords.objects.filter(client=viewer).first()
    words: dict[str, str] = json.loads(keyring.open(row, "words")) if row else {}
    return words


def checks_of(client_ids: Collection[UUID]) -> list[SafetyCheck]:
    return _checks_of(client_ids)


def cautions_of(client_ids: Collection[UUID]) -> tuple[OnFile, ...]:
    """Whatever was ever noted about these people, for the rules."""
    return tuple(on_file(row) for row in _cautions_of(client_ids))


def standing_cautions(client_ids: Collection[UUID], *, at: datetime) -> dict[UUID, frozenset[Kind]]:
    """By person, what is on file and not lifted."""
    rows = cautions_of(client_ids)
    return {client: cautions_at(rows, str(client), at) for client in client_ids}


def on_file(row: Caution) -> OnFile:
    return OnFile(
        client=str(row.client_id),
        caution=Kind(row.kind),
        at=row.noted_at,
        lifted_at=row.lifted_at,
        lifted_until=row.lifted_until,
    )


def switches_of(client_ids: Collection[UUID]) -> list[Switch]:
    return _switches_of(client_ids)


def who_leaves_out_erotic(client_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those who left the family out, and have not let it in again."""
    newest = {row.client_id: row.is_on for row in switches_of(client_ids) if row.name == SwitchName.EROTIC}
    return frozenset(client for client, is_on in newest.items() if not is_on)


def who_looked_at_limits(client_ids: Collection[UUID]) -> frozenset[UUID]:
    """Who marked something, or said that they looked; not what, and not whether anything is out."""
    marked = Boundary.objects.filter(client__in=client_ids).values_list("client_id", flat=True)
    seen = [row.client_id for row in switches_of(client_ids) if row.name == SwitchName.LIMITS_SEEN]
    return frozenset([*marked, *seen])


def agreed_at(relationship_id: UUID) -> tuple[datetime, ...]:
    """When these people made their dated summaries."""
    rows = BoundaryAgreement.objects.filter(relationship=relationship_id).order_by("made_at", "pk")
    return tuple(rows.values_list("made_at", flat=True))


def full_pauses_of(relationship_id: UUID, keyring: Keyring) -> tuple[Pause, ...]:
    """Every full pause there was. For bodies it holds as soon as it is set, or from the day it names."""
    return tuple(
        Pause(
            activities=frozenset(json.loads(keyring.open(row, "activities"))),
            at=_holds_from(row),
            ended_at=row.ended_at,
        )
        for row in _full_pauses(relationship=relationship_id)
    )


def paused_in(relationship_id: UUID, keyring: Keyring, *, at: datetime) -> frozenset[str]:
    """What a full pause leaves out at that moment."""
    return left_out_at(full_pauses_of(relationship_id, keyring), at)


def _holds_from(row: PauseAgreement) -> datetime:
    """The first minute of its day, where they live; never before it was set."""
    first_minute = datetime.combine(row.starts_on, time())
    return max(row.made_at, instant_of(first_minute, ZoneInfo(row.relationship.time_zone)))


def _limit(row: Boundary, keyring: Keyring) -> Limit:
    about = json.loads(keyring.open(row, "about"))
    owner = str(row.client_id)
    return Limit(
        owner=owner,
        set_by=owner,
        what=about["what"],
        direction=Direction(about["direction"]),
        other=about.get("other"),
        shapes=about.get("shapes", False),
        word=Word(keyring.open(row, "said")),
        sequence=row.sequence,
        at=row.said_at,
    )
