"""Who may assign what: skill asked for, licence held, and whether it covers where the clients are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from unhurried.core.exercises import Exercise
from unhurried.core.vocabulary import Level, Scope

CHECK_STANDS_FOR: Final = timedelta(days=365)
"""How long a person's look at the register is taken to hold; a clinic may ask for less."""


class Discipline(StrEnum):
    SEX_THERAPIST = "sex_therapist"
    PELVIC_PHYSIOTHERAPIST = "pelvic_physiotherapist"
    COACH = "coach"
    UNCHECKED_COACH = "unchecked_coach"


class Refusal(StrEnum):
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_REFERRAL = "needs_referral"
    LICENCE_EXPIRED = "licence_expired"
    LICENCE_UNCHECKED = "licence_unchecked"
    JURISDICTION = "jurisdiction"
    KEPT_BACK = "kept_back"
    HANDOVER = "handover"
    FAMILY = "family"


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a discipline goes. `families` None: any. With `refers_on` on file somebody else is needed."""

    up_to: Scope
    levels: frozenset[Level]
    families: frozenset[str] | None = None
    refers_on: frozenset[str] = frozenset()
    needs_licence: bool = True


_TO_L1: Final = frozenset({Level.L0, Level.L1})
_TO_L2: Final = _TO_L1 | {Level.L2, Level.S0, Level.S1}
_NOT_FOR_COACHES: Final = frozenset({"pain", "trauma", "diagnosis"})

REACH: Final[Mapping[Discipline, Reach]] = MappingProxyType(
    {
        Discipline.SEX_THERAPIST: Reach(up_to=Scope.IT, levels=frozenset(Level)),
        Discipline.PELVIC_PHYSIOTHERAPIST: Reach(
            up_to=Scope.IT,
            levels=frozenset(Level),
            families=frozenset({"insertion_ladder", "pelvic"}),
            refers_on=frozenset({"trauma"}),
        ),
        Discipline.COACH: Reach(
            up_to=Scope.SS, levels=_TO_L2, refers_on=_NOT_FOR_COACHES, needs_licence=False
        ),
        Discipline.UNCHECKED_COACH: Reach(
            up_to=Scope.SS, levels=_TO_L1, refers_on=_NOT_FOR_COACHES, needs_licence=False
        ),
    }
)


@dataclass(frozen=True, kw_only=True)
class Credential:
    """`checked_on` is the day somebody looked it up; `jurisdictions` is where it lets its holder practise."""

    expires_on: date | None
    checked_on: date | None
    jurisdictions: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Standing:
    discipline: Discipline
    credential: Credential | None = None


@dataclass(frozen=True, kw_only=True)
class Permission:
    refused_for: tuple[Refusal, ...] = ()

    @property
    def is_given(self) -> bool:
        return not self.refused_for


def may_assign(
    standing: Standing,
    exercise: Exercise,
    level: Level,
    *,
    on_file: Collection[str],
    regions: Collection[str | None],
    today: date,
    is_kept_back: bool = False,
    is_between_hands: bool = False,
    is_left_out: bool = False,
    check_stands_for: timedelta = CHECK_STANDS_FOR,
) -> Permission:
    """Whether this clinician may give this exercise, at this level, to clients with these concerns on file.

    `is_kept_back`: the exercise itself is not given while something is on file. `is_between_hands`: a
    colleague is to take over, or does for some of them, and nothing new is given meanwhile. `is_left_out`:
    its family is, by somebody it is for, by the clinician or by the clinic. `regions` are
    where the clients say they are; a region nobody has named is covered by no licence.
    """
    reach = reach_of(standing, today=today, check_stands_for=check_stands_for)
    found = {
        *_beyond(reach, exercise, level, on_file),
        *licence_gaps(standing, regions=regions, today=today, check_stands_for=check_stands_for),
    }
    if is_kept_back:
        found.add(Refusal.KEPT_BACK)
    if is_between_hands:
        found.add(Refusal.HANDOVER)
    if is_left_out:
        found.add(Refusal.FAMILY)
    return Permission(refused_for=tuple(refusal for refusal in Refusal if refusal in found))


def reach_of(standing: Standing, *, today: date, check_stands_for: timedelta = CHECK_STANDS_FOR) -> Reach:
    """A coach whose certificate nobody has checked, or whose certificate ran out, reaches less far."""
    if standing.discipline is not Discipline.COACH:
        return REACH[standing.discipline]
    is_proven = not tuple(_paper_gaps(standing.credential, today, check_stands_for))
    return REACH[Discipline.COACH if is_proven else Discipline.UNCHECKED_COACH]


def may_cover(discipline: Discipline, others: Collection[Discipline]) -> bool:
    """Whoever covers reads what is most urgent, and refers on nothing that a colleague they cover for treats.

    So a coach covers for coaches alone, and a sex therapist for everybody.
    """
    beyond = REACH[discipline].refers_on
    return all(beyond <= REACH[other].refers_on for other in others)


def may_take_over(
    standing: Standing,
    under_way: Iterable[tuple[Exercise, Level]],
    *,
    on_file: Collection[str],
    regions: Collection[str | None],
    today: date,
) -> Permission:
    """Whether a colleague's training and licence reach all that lies before these people.

    What is on file counts by itself, whether or not anything is under way.
    """
    reach = reach_of(standing, today=today)
    found = set(licence_gaps(standing, regions=regions, today=today))
    for exercise, level in under_way:
        found.update(_beyond(reach, exercise, level, on_file))
    if reach.refers_on.intersection(on_file):
        found.add(Refusal.NEEDS_REFERRAL)
    return Permission(refused_for=tuple(refusal for refusal in Refusal if refusal in found))


def may_stand_in_for(standing: Standing, absent: Standing, *, today: date) -> Permission:
    """Whether a colleague reaches as far as somebody whose clients' records nobody may look into.

    It is asked of the two disciplines and licences, and of nothing that any client ever said.
    """
    found = set(licence_gaps(standing, regions=_jurisdictions(absent), today=today))
    if not _reaches_as_far(reach_of(standing, today=today), REACH[absent.discipline]):
        found.add(Refusal.OUT_OF_SCOPE)
    return Permission(refused_for=tuple(refusal for refusal in Refusal if refusal in found))


def _jurisdictions(standing: Standing) -> frozenset[str]:
    return standing.credential.jurisdictions if standing.credential else frozenset()


def _reaches_as_far(one: Reach, other: Reach) -> bool:
    is_as_broad = one.families is None or (other.families is not None and one.families >= other.families)
    return (
        one.up_to >= other.up_to
        and one.levels >= other.levels
        and one.refers_on <= other.refers_on
        and is_as_broad
    )


def licence_gaps(
    standing: Standing,
    *,
    regions: Collection[str | None],
    today: date,
    check_stands_for: timedelta = CHECK_STANDS_FOR,
) -> frozenset[Refusal]:
    """What is missing from a licence today; empty where the discipline holds none.

    A client is told no more than that care pauses for an administrative reason.
    """
    if not REACH[standing.discipline].needs_licence:
        return frozenset()
    gaps = set(_paper_gaps(standing.credential, today, check_stands_for))
    if not _jurisdictions(standing).issuperset(regions):
        gaps.add(Refusal.JURISDICTION)
    return frozenset(gaps)


def _beyond(reach: Reach, exercise: Exercise, level: Level, on_file: Collection[str]) -> Iterable[Refusal]:
    if exercise.scope > reach.up_to or level not in reach.levels:
        yield Refusal.OUT_OF_SCOPE
    if reach.families is not None and exercise.family not in reach.families:
        yield Refusal.OUT_OF_SCOPE
    if reach.refers_on.intersection(on_file):
        yield Refusal.NEEDS_REFERRAL


def _paper_gaps(credential: Credential | None, today: date, stands_for: timedelta) -> Iterable[Refusal]:
    """The last day on a licence is already too late; a licence without a last day is not taken on trust."""
    if credential is None:
        yield Refusal.LICENCE_UNCHECKED
        return
    if credential.expires_on is None or credential.expires_on <= today:
        yield Refusal.LICENCE_EXPIRED
    if credential.checked_on is None or not timedelta(0) <= today - credential.checked_on <= stands_for:
        yield Refusal.LICENCE_UNCHECKED
