"""Whom of those who work here mail is to call to something unread, and at which step of its way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.core.hearing import Call, Reach
from unhurried.homework.models import Called
from unhurried.homework.queries.hearing import ToHear, unopened_in
from unhurried.people.models import Clinic, Clinician, Manager, WorkAddress


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing at one step of its way to somebody; said again, it sets out anew."""

    item: UUID
    sent_at: datetime
    reach: Reach
    call: Call = Call.SOMETHING_TO_READ


@dataclass(frozen=True, kw_only=True)
class _People:
    """The accounts of those who work in a clinic."""

    desks: Mapping[UUID, UUID]
    """By clinician."""
    managers: frozenset[UUID]
    covered_by: UUID | None

    def at(self, reach: Reach, one: ToHear) -> Iterable[UUID]:
        match reach:
            case Reach.CLINICIAN:
                return self._desk(one.clinician_id)
            case Reach.COVER:
                return self._desk(self.covered_by) if self.covered_by != one.clinician_id else ()
            case Reach.MANAGER:
                return self.managers

    def _desk(self, clinician_id: UUID | None) -> Iterable[UUID]:
        return (account for clinician, account in self.desks.items() if clinician == clinician_id)


def steps_due(now: datetime) -> list[tuple[WorkAddress, list[Step]]]:
    """By address, what nobody opened and nobody was mailed about there; where there is none, no address."""
    clinics = Clinic.objects.filter(pk__in=WorkAddress.objects.values("clinic")).order_by("pk")
    due = (found for clinic in clinics for found in _due_in(clinic, now))
    return [(address, steps) for address, steps in due if steps]


def unmailed(address: WorkAddress, steps: Iterable[Step]) -> list[Step]:
    known = set(Called.objects.filter(address=address).values_list("item", "sent_at", "reach"))
    return [one for one in steps if (one.item, one.sent_at, one.reach) not in known]


def _due_in(clinic: Clinic, now: datetime) -> Iterator[tuple[WorkAddress, list[Step]]]:
    people, unopened = _people_of(clinic), unopened_in(clinic, now=now)
    for address in WorkAddress.objects.filter(clinic=clinic, account__is_active=True).order_by("pk"):
        theirs = [
            Step(item=one.item, sent_at=one.sent_at, reach=reach)
            for one, gone_to in unopened
            for reach in Reach
            if reach <= gone_to and address.account_id in people.at(reach, one)
        ]
        yield address, unmailed(address, [_first_mail(address), *theirs])


def _first_mail(address: WorkAddress) -> Step:
    return Step(item=address.pk, sent_at=address.set_at, reach=Reach.CLINICIAN, call=Call.MAIL_COMES_HERE)


def _people_of(clinic: Clinic) -> _People:
    joined = {"clinic": clinic, "account__isnull": False}
    return _People(
        desks=dict(Clinician.objects.filter(**joined).values_list("pk", "account")),
        managers=frozenset(Manager.objects.filter(**joined).values_list("account", flat=True)),
        covered_by=clinic.covered_by_id,
    )
