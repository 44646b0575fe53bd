"""What has to be heard in time, and how far it has gone. Nothing in here opens a word of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypedDict
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from unhurried.consent.models import Concern
from unhurried.core.hearing import Reach, ReadingHours, Told, reach_of, reaches_at
from unhurried.core.holds import HoldReason
from unhurried.homework.models import AfterAnswer, CoverReading, Hold, Review
from unhurried.people.models import Clinic, Clinician, Manager
from unhurried.people.queries import reading_hours_of

_WHOSE = ("pk", "client_id", "client__clinician_id", "client__clinician__away_since")


@dataclass(frozen=True, kw_only=True)
class ToHear:
    """One thing, without its words.

    `away_since`: nobody reads at its clinician's desk. `is_opened`: by that clinician, who did not answer.
    `is_secret`: they marked it as told as a secret.
    """

    told: Told
    item: UUID
    client_id: UUID
    clinician_id: UUID
    sent_at: datetime
    away_since: datetime | None = None
    is_opened: bool = False
    is_secret: bool = False


@dataclass(frozen=True, kw_only=True)
class Gone:
    """Something that went to cover: to whom and since when, and when they opened and answered it."""

    to_hear: ToHear
    cover: str
    since: datetime | None
    opened_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Unread:
    """On whose desk something lies that nobody opened, and since which day a manager is to know."""

    clinician: str
    since: date


class _Sent(TypedDict):
    sent_at: datetime
    hours: ReadingHours
    has_cover: bool
    away_since: datetime | None


@dataclass(frozen=True, kw_only=True)
class _Hearing:
    """A clinic's own way of hearing in time, at one moment."""

    hours: ReadingHours
    covered_by: UUID | None
    now: datetime

    def has_cover(self, one: ToHear) -> bool:
        return self.covered_by not in (None, one.clinician_id)

    def reach(self, one: ToHear) -> Reach:
        return reach_of(**self._sent(one), now=self.now)

    def came_at(self, reach: Reach, one: ToHear) -> datetime | None:
        return reaches_at(reach, **self._sent(one))

    def _sent(self, one: ToHear) -> _Sent:
        return {
            "sent_at": one.sent_at,
            "hours": self.hours,
            "has_cover": self.has_cover(one),
            "away_since": one.away_since,
        }


def waiting_as_cover(viewer: Clinician, *, now: datetime) -> list[ToHear]:
    """What became theirs as cover, and what they opened as such and have not answered; oldest first."""
    hearing, waiting = _hearing(viewer.clinic, now), _waiting_in(viewer.clinic_id)
    readings = _readings(waiting)
    return [one for one in waiting if _is_theirs(viewer, one, readings[one.item], hearing)]


def gone_to_cover_under(viewer: Clinician, *, now: datetime) -> dict[UUID, list[Gone]]:
    """By person, what of their own caseload is with cover now, or was opened there and is still to answer."""
    hearing = _hearing(viewer.clinic, now)
    waiting = [one for one in _waiting_in(viewer.clinic_id) if one.clinician_id == viewer.pk]
    readings, named = _readings(waiting), _name_of_cover(viewer.clinic)
    found: dict[UUID, list[Gone]] = {}
    for one in waiting:
        opened = _opened(one, readings[one.item])
        is_there = not one.is_opened and hearing.has_cover(one) and hearing.reach(one) >= Reach.COVER
        if opened or is_there:
            found.setdefault(one.client_id, []).append(_gone(one, opened, named, hearing))
    return found


def cover_readings_under(viewer: Clinician, item: UUID) -> list[CoverReading]:
    """Who opened something of their own clients' as cover, for its own clinician."""
    rows = CoverReading.objects.filter(client__clinician=viewer, item=item).select_related("clinician")
    return list(rows.order_by("opened_at", "pk"))


def unopened_in(clinic: Clinic, *, now: datetime) -> list[tuple[ToHear, Reach]]:
    """What neither its own clinician nor anybody covering has opened, and how far it has gone."""
    hearing, waiting = _hearing(clinic, now), _waiting_in(clinic.pk)
    readings = _readings(waiting)
    unopened = (one for one in waiting if not one.is_opened and not _opened(one, readings[one.item]))
    return [(one, hearing.reach(one)) for one in unopened]


def unread_in(viewer: Manager, *, now: datetime) -> list[Unread]:
    """A line for each desk on which something lies that nobody opened, however much, of whatever kind."""
    hearing = _hearing(viewer.clinic, now)
    since: dict[UUID, list[datetime]] = {}
    for one, reach in unopened_in(viewer.clinic, now=now):
        came = hearing.came_at(Reach.MANAGER, one)
        if reach is Reach.MANAGER and came:
            since.setdefault(one.clinician_id, []).append(came)
    people = Clinician.objects.filter(pk__in=since).order_by("name", "pk")
    zone = hearing.hours.zone
    return [Unread(clinician=one.name, since=min(since[one.pk]).astimezone(zone).date()) for one in people]


def _hearing(clinic: Clinic, now: datetime) -> _Hearing:
    return _Hearing(hours=reading_hours_of(clinic), covered_by=clinic.covered_by_id, now=now)


def _is_theirs(viewer: Clinician, one: ToHear, readings: Iterable[CoverReading], hearing: _Hearing) -> bool:
    opened = _opened(one, readings)
    if one.clinician_id == viewer.pk:
        return False
    if opened:
        return any(row.clinician_id == viewer.pk and row.answered_at is None for row in opened)
    is_theirs_to_open = viewer.pk == hearing.covered_by and hearing.reach(one) >= Reach.COVER
    return is_theirs_to_open and not one.is_opened


def _opened(one: ToHear, readings: Iterable[CoverReading]) -> list[CoverReading]:
    """Since it was sent: what was said again after that is unopened."""
    return [row for row in readings if row.opened_at >= one.sent_at]


def _gone(one: ToHear, opened: list[CoverReading], named: str, hearing: _Hearing) -> Gone:
    last = opened[-1] if opened else None
    return Gone(
        to_hear=one,
        cover=last.clinician.name if last else named,
        since=hearing.came_at(Reach.COVER, one),
        opened_at=last.opened_at if last else None,
        answered_at=last.answered_at if last else None,
    )


def _name_of_cover(clinic: Clinic) -> str:
    return clinic.covered_by.name if clinic.covered_by else ""


def _readings(waiting: Iterable[ToHear]) -> Mapping[UUID, list[CoverReading]]:
    found: dict[UUID, list[CoverReading]] = {one.item: [] for one in waiting}
    rows = CoverReading.objects.filter(item__in=found).select_related("clinician")
    for row in rows.order_by("opened_at", "pk"):
        found[row.item].append(row)
    return found


def _waiting_in(clinic_id: UUID) -> list[ToHear]:
    """All that is to be heard and that its own clinician has not settled, oldest first."""
    found = [*_concerns(clinic_id), *_private_answers(clinic_id), *_rests(clinic_id)]
    return sorted(found, key=lambda one: (one.sent_at, one.item))


def _concerns(clinic_id: UUID) -> Iterator[ToHear]:
    rows = Concern.objects.filter(clinic=clinic_id, answered_at=None)
    columns = rows.values_list(*_WHOSE, "raised_at", "seen_at", "secret_at")
    for item, client, clinician, away_since, sent_at, seen_at, secret_at in columns:
        yield ToHear(
            told=Told.CONCERN,
            item=item,
            client_id=client,
            clinician_id=clinician,
            sent_at=sent_at,
            away_since=away_since,
            is_opened=seen_at is not None and away_since is None,
            is_secret=secret_at is not None,
        )


def _private_answers(clinic_id: UUID) -> Iterator[ToHear]:
    unread = Q(seen_at=None) | Q(seen_at__lt=F("rests_at"))
    rows = AfterAnswer.objects.filter(unread, clinic=clinic_id, rests_at__isnull=False)
    for item, client, clinician, away_since, sent_at in rows.values_list(*_WHOSE, "rests_at"):
        if sent_at:
            yield _sent(Told.AFTERWARDS, item, client, clinician, away_since, sent_at)


_RESTS_FOR: Final = {HoldReason.PAIN_RULE.value: Told.PAIN, HoldReason.DISTRESS.value: Told.DISTRESS}


def _rests(clinic_id: UUID) -> Iterator[ToHear]:
    """A hold that pain or distress made. Whatever its clinician answered since, they have read it."""
    read = Review.objects.filter(assignment=OuterRef("assignment"), reviewed_at__gte=OuterRef("raised_at"))
    rows = Hold.objects.filter(~Exists(read), clinic=clinic_id, cause__in=_RESTS_FOR, lifted_at=None)
    rows = rows.filter(client__isnull=False)
    for item, client, clinician, away_since, sent_at, cause in rows.values_list(
        *_WHOSE, "raised_at", "cause"
    ):
        if client and clinician:
            yield _sent(_RESTS_FOR[cause], item, client, clinician, away_since, sent_at)


def _sent(
    told: Told,
    item: UUID,
    client: UUID,
    clinician: UUID,
    away_since: datetime | None,
    sent_at: datetime,
) -> ToHear:
    return ToHear(
        told=told,
        item=item,
        client_id=client,
        clinician_id=clinician,
        away_since=away_since,
        sent_at=sent_at,
    )
