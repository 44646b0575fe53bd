"""Ana and Ben with Cleo, a step with touch between them, draws that a test can choose, and one clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID, uuid4

from django.test import Client as Browser

from tests.homework.samples import takes_on
from tests.kept import Kept, keep
from unhurried.config.demo import stage as on
from unhurried.consent import services as consent
from unhurried.core.discretion import CHANCES, PRESETS, Chance, Preset, PresetName
from unhurried.core.evenings import LASTS
from unhurried.core.exercises import Exercise
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.crypto.fields import Keyring, keyring
from unhurried.homework import services as homework
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, LibraryItem, Practice
from unhurried.homework.sheets import prefilled
from unhurried.library.loading import Library, load_library
from unhurried.library.place import content_root
from unhurried.people import services as people
from unhurried.people.acts import Act
from unhurried.people.models import AccountSession, Client, Clinician, Relationship

GIVEN_AT: Final = datetime(2026, 3, 3, 18, tzinfo=UTC)
"""A Tuesday evening. In the balanced preset the postings that follow are Thursday's and Monday's, at five."""
CODE: Final = "2468"
FIRST, SECOND = GIVEN_AT.replace(day=5, hour=5), GIVEN_AT.replace(day=9, hour=5)
TONIGHT: Final = GIVEN_AT.replace(day=6, hour=20)
"""The Friday between them."""


LIBRARY: Final = load_library(content_root())
_SHELF: Final[list[LibraryItem]] = []
_KEPT: Final[dict[tuple[tuple[str, ...], PresetName, str, str], Kept["Stage"]]] = {}

Asked = dict[tuple[str, ...], int]
"""Slots of hidden draws, and what each came to."""


def hours(count: float) -> datetime:
    """So many hours after the step was given."""
    return GIVEN_AT + timedelta(hours=count)


@dataclass(frozen=True, kw_only=True)
class Draws:
    """What the hidden draws come to.

    `individual`: Mondays of the weeks in which those for each alone begin, with the posting that is `nth` in
    them; `own_rests`: which assignment begins to rest by itself on which day; either lasts `weeks`.
    """

    hold: int = 0
    is_quiet: bool = False
    is_passed_by: bool = False
    individual: frozenset[str] = frozenset()
    own_rests: frozenset[tuple[str, str]] = frozenset()
    weeks: int = 1
    nth: int = 0

    def __str__(self) -> str:
        """Only what is drawn: nothing rests, nothing is quiet."""
        drawn = [f"{name} {value}" for name, value in vars(self).items() if value != getattr(Draws, name)]
        return ", ".join(drawn) or "no draw"

    def chance(self, preset: Preset) -> Chance:
        def chance(*slot: str) -> int:
            if slot[0] == "hold":
                return _within(preset.hold, min(self.hold, len(preset.hold) - 1))
            if slot[0] == "quiet":
                return 0 if self.is_quiet else CHANCES - 1
            if slot[0] == "passed-by":
                return 0 if self.is_passed_by else CHANCES - 1
            if slot[0] == "individual":
                return 0 if slot[1] in self.individual else CHANCES - 1
            if slot[0] == "individual-from":
                return _within((1,) * len(preset.weekdays), self.nth)
            if slot[0] == "own-rest":
                return 0 if (slot[1], slot[3]) in self.own_rests else CHANCES - 1
            if slot[0] == "rest-weeks":
                return _within(preset.rest_weeks, self.weeks - 1)
            return CHANCES - 1

        return chance


def _within(weights: tuple[int, ...], index: int) -> int:
    """A chance in the middle of one weight."""
    return (2 * sum(weights[:index]) + weights[index]) * CHANCES // (2 * sum(weights))


@dataclass(kw_only=True)
class Stage:
    """The people of one small clinic, and acts of theirs at chosen times."""

    keys: Keyring
    clinician: Clinician
    clients: dict[str, Client]
    relationship: Relationship
    given: Assignment
    beside: Assignment | None = None
    sequences: dict[UUID, int] = field(default_factory=dict)

    def act(self, who: Client | Clinician, at: datetime, *, sequence: int | None = None) -> Act:
        """Numbers count up whenever the act is made; a queued act keeps the one it was made with."""
        assert who.account_id is not None
        number = self.sequences.get(who.account_id, 0) + 1
        self.sequences[who.account_id] = number
        return Act(
            id=uuid4(), sequence=sequence or number, account_id=who.account_id, clinic_id=who.clinic_id, at=at
        )

    def sequence_of(self, name: str) -> int:
        return self.sequences.get(self._account_of(name), 0)

    def count_up(self, name: str) -> int:
        """The number that an act has which waits on a phone without a connection."""
        account = self._account_of(name)
        self.sequences[account] = self.sequences.get(account, 0) + 1
        return self.sequences[account]

    @property
    def exercise(self) -> Exercise:
        return exercise_by_digest(self.given.exercise_id)

    def _account_of(self, name: str) -> UUID:
        account = self.clients[name].account_id
        assert account is not None
        return account

    def says(
        self,
        name: str,
        answer: Answer,
        at: datetime,
        *,
        kind: ReadinessKind = ReadinessKind.ASSIGNMENT,
        sequence: int | None = None,
        about: Assignment | None = None,
    ) -> None:
        who = self.clients[name]
        homework.record_readiness(
            self.act(who, at, sequence=sequence),
            client=who,
            assignment=about or self.given,
            kind=kind,
            answer=answer,
            day=at.date() if kind is ReadinessKind.DAY else None,
            keyring=self.keys,
        )

    def browser(self, name: str) -> Browser:
        browser = Browser(raise_request_exception=False)
        account = self.clients[name].account
        assert account is not None
        browser.force_login(account)
        AccountSession.objects.update(expire_date=datetime(2100, 1, 1, tzinfo=UTC))
        return browser


@contextmanager
def draws(chosen: Draws, preset: PresetName = PresetName.BALANCED) -> Iterator[None]:
    """Every hidden draw comes out as chosen. Nothing else of the house is replaced."""
    with patch("unhurried.homework.boards.chances_of", lambda _: chosen.chance(PRESETS[preset])):
        yield


@contextmanager
def slots_asked() -> Iterator[Asked]:
    """Gives whatever draw is asked for meanwhile, with what it came to."""
    asked: Asked = {}
    real = Draws.chance

    def noting(chosen: Draws, preset: Preset) -> Chance:
        chance = real(chosen, preset)

        def noted(*slot: str) -> int:
            asked[slot] = chance(*slot)
            return asked[slot]

        return noted

    with patch.object(Draws, "chance", noting):
        yield asked


@contextmanager
def clock_at(at: datetime) -> Iterator[None]:
    with patch("unhurried.config.middleware.now", lambda: at):
        yield


def set_up(
    names: tuple[str, ...] = ("Ana", "Ben"),
    *,
    preset: PresetName = PresetName.BALANCED,
    exercise_id: str = "sf.0-hands",
    change: Callable[[Exercise], Exercise] | None = None,
    beside: str = "",
) -> Stage:
    """Everything stands that a clinic has to have done; nobody has answered yet.

    `change`: to the exercise that is given. `beside`: another step with touch, given with the first.
    """
    _put_up_library()
    if change:
        changed = change(LIBRARY.exercises[exercise_id])
        _publish(Library(exercises={changed.id: changed}, pathways={}, help={}))
        return _told(names, preset, changed.id, beside)
    story = (names, preset, exercise_id, beside)
    if story not in _KEPT:
        _KEPT[story] = keep(lambda: _told(*story))
        return deepcopy(_KEPT[story].told)
    return _told(*story) if _KEPT[story].is_there else _KEPT[story].put_back()


def _put_up_library() -> None:
    """Published once; where its rows are gone since, they are put back."""
    if not _SHELF:
        _publish(LIBRARY)
        _SHELF.extend(LibraryItem.objects.all())
    elif not LibraryItem.objects.filter(pk=_SHELF[0].pk).exists():
        LibraryItem.objects.bulk_create(_SHELF, ignore_conflicts=True)


def _publish(library: Library) -> None:
    homework.publish_library(library=library, at=GIVEN_AT - timedelta(days=30))


def _told(names: tuple[str, ...], preset: PresetName, exercise_id: str, beside: str) -> Stage:
    told = on.set_stage(GIVEN_AT)
    suffix = str(told.clinic_id)[:8]
    cleo = Clinician.objects.get(pk=_clinician(told, f"Cleo {suffix}"))
    people.change_clinic(
        told.act(20), clinic=cleo.clinic, settings=_settings_with(cleo.clinic, preset=preset.value)
    )
    clients = _clients(told, cleo, names, suffix)
    relationship = Relationship.objects.get(participations__client=clients[names[0]])
    _plan(told, clients[names[0]])
    stage = Stage(
        keys=keyring(),
        clinician=cleo,
        clients=clients,
        relationship=relationship,
        given=_give(told, cleo, clients[names[0]], "com.reflective-listening", is_released=False),
    )
    stage.given = _give(told, cleo, clients[names[0]], exercise_id, is_released=True)
    _give(told, cleo, clients[names[0]], "min.breath", is_released=False)
    if beside:
        stage.beside = _give(told, cleo, clients[names[0]], beside, is_released=True)
    return stage


def give(stage: Stage, exercise_id: str, at: datetime, *, client: Client) -> Assignment:
    """Something more, for one of them alone."""
    plan = stage.relationship.plans.get(ended_at=None)
    item = _item(exercise_id)
    composed = _composed(item, is_released=False)
    act = stage.act(stage.clinician, at)
    takes_on(act, stage.clinician, item)
    pk = homework.assign(
        act,
        clinician=stage.clinician,
        plan=plan,
        exercise=item,
        composed=replace(composed, client=client),
        keyring=stage.keys,
    )
    return Assignment.objects.select_related("relationship", "plan__episode").get(pk=pk)


def _settings_with(clinic: Any, **changed: str) -> people.ClinicSettings:
    names = people.ClinicSettings.__dataclass_fields__
    return people.ClinicSettings(**{**{name: getattr(clinic, name) for name in names}, **changed})


def colleague(stage: Stage, name: str, discipline: str = "sex_therapist") -> Clinician:
    """Somebody else in the same clinic, who has joined, with a licence like Cleo's."""
    clinic_id = stage.clinician.clinic_id
    told = on.Stage(clinic_id=clinic_id, now=GIVEN_AT, keys=stage.keys)
    return Clinician.objects.get(pk=_clinician(told, f"{name} {str(clinic_id)[:8]}", discipline))


def _clinician(told: on.Stage, name: str, discipline: str = "sex_therapist") -> UUID:
    licence = people.Licence(
        licence_number="ST-1",
        body="Council (invented)",
        jurisdiction="England",
        training="",
        register_url="",
        expires_on=(GIVEN_AT + timedelta(days=200)).date(),
        checked_by="Jo",
        checked_on=(GIVEN_AT - timedelta(days=40)).date(),
    )
    return on.clinician(told, name, discipline, licence)


def _clients(told: on.Stage, cleo: Clinician, names: tuple[str, ...], suffix: str) -> dict[str, Client]:
    rows = on.taken_on(told, cleo.pk, list(names), days_ago=9, goal="")
    clients = {}
    for name, row in zip(names, rows, strict=True):
        client = on.joined(told, row, f"{name} {suffix}", days_ago=8)
        on.told(told, client, {"hopes": "Quiet."}, days_ago=7)
        people.set_private_code(told.act(7, client.account_id), account=client.account, password=CODE)
        people.acknowledge_honesty(told.act(7, client.account_id), client=client)
        _check(told, cleo, client)
        on.looked_at_limits(told, client, days_ago=7)
        clients[name] = Client.objects.select_related("account", "clinic", "clinician").get(pk=client.pk)
    return clients


def _check(told: on.Stage, cleo: Clinician, client: Client) -> None:
    check = consent.CheckMade(
        checked_on=(GIVEN_AT - timedelta(days=6)).date(),
        was_alone=True,
        tool="",
        outcome="current",
        review_on=(GIVEN_AT + timedelta(days=180)).date(),
    )
    act = told.act(6, cleo.account_id)
    homework.record_safety_check(act, clinician=cleo, client=client, check=check, keyring=told.keys)


def _plan(told: on.Stage, client: Client) -> None:
    on.planned(told, client, days_ago=6, goal="")


def _item(exercise_id: str) -> LibraryItem:
    return LibraryItem.objects.get(kind="exercise", name=exercise_id)


def _give(
    told: on.Stage, cleo: Clinician, client: Client, exercise_id: str, *, is_released: bool
) -> Assignment:
    item = _item(exercise_id)
    composed = _composed(item, is_released=is_released)
    plan = client.relationships.get().plans.get(ended_at=None)
    act = told.act(0, cleo.account_id)
    takes_on(act, cleo, item)
    pk = homework.assign(
        act,
        clinician=cleo,
        plan=plan,
        exercise=item,
        composed=composed,
        keyring=told.keys,
    )
    return Assignment.objects.select_related("relationship", "plan__episode").get(pk=pk)


def _composed(item: LibraryItem, *, is_released: bool) -> homework.Composed:
    exercise = exercise_by_digest(item.pk)
    return homework.Composed(
        phase=exercise.phases[0].key,
        version="full",
        sheet=prefilled(exercise),
        from_on=GIVEN_AT.date(),
        until_on=GIVEN_AT.date() + timedelta(weeks=4),
        is_released=is_released,
    )


def practised_before(stage: Stage, at: datetime) -> Practice:
    """An evening with touch that was held and ended, so that there is something to answer about."""
    return Practice.objects.create(
        clinic_id=stage.given.clinic_id,
        assignment=stage.given,
        begun_by=stage.clients["Ben"],
        evening="step",
        phase=stage.given.phase,
        version="full",
        begun_at=at,
        step_began_at=at,
        ends_at=at + LASTS,
        ended_at=at + timedelta(minutes=20),
        outcome=Practice.Outcome.FINISHED,
    )
