"""The named people as a world: the demo's story, told once a run, with somebody next door to every door.

Beside the story stand Gus and Hana (treated together by Eli) and a second clinic (Lou, who manages it, and
Max). Each of `CANARIES` is a word that was put where it could leak, with everybody who may read it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import F
from django.test import Client as Browser
from pytest_django import DjangoDbBlocker

from unhurried.config.clock import now as clock_now
from unhurried.config.demo import stage as on
from unhurried.config.demo.stage import Stage, Told
from unhurried.config.demo.story import begin
from unhurried.consent import services as consent
from unhurried.consent.models import Caution, Concern
from unhurried.core.cautions import Caution as Kind
from unhurried.core.readiness import Answer as Ready
from unhurried.core.readiness import ReadinessKind
from unhurried.crypto.fields import Keyring, keyring
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, LibraryItem, Practice
from unhurried.library.loading import load_library
from unhurried.library.place import content_root
from unhurried.people import queries, services
from unhurried.people.acts import Act
from unhurried.people.models import Account, Client, Clinician, Manager, Participation

__all__ = [
    "CANARIES",
    "NAMES",
    "STRANGER",
    "World",
    "pages_follow",
    "rolled_back",
    "told",
    "with_people",
    "world",
]

with_people = pytest.mark.django_db(databases=["default", "keys"])
STRANGER: Final = "a stranger"
NAMES: Final = (
    "Ivo", "Dov", "Ana", "Ben", "Cleo", "Eli", "Fay", "Gus", "Hana", "Kit", "Jo", "Lou", "Max", STRANGER,
)  # fmt: skip

CANARIES: Final[Mapping[str, frozenset[str]]] = {
    word: frozenset(readers.split())
    for word, readers in {
        "kestrel": "Gus",
        "plover": "Gus",
        "redwing": "Gus",
        "curlew": "Gus Eli",
        "siskin": "Gus Eli",
        "dunlin": "Gus Eli",
        "merlin": "Gus Eli",
        "wigeon": "Gus Eli",
        "gadwall": "Gus Hana Eli",
        "whimbrel": "Gus Hana Eli",
        "fieldfare": "Gus Hana Eli",
        "brambling": "Hana",
        "dotterel": "Gus Hana",
        "avocet": "Hana Eli",
        "whinchat": "Eli",
        "laughed on the phone": "Ivo",
        "shoulders were up": "Ivo Cleo",
        "moment I meant no": "Dov Cleo",
        "ouzel": "Lou Max",
        "smew": "Lou Max",
    }.items()
}
_DOV_SAID = "I find the moment I meant no on the way home."


def pages_follow() -> None:
    """As if the posting had come since: whoever's part was closed stands on no page any more."""
    Participation.objects.exclude(left_at=None).update(left_at=F("ended_at"))


@dataclass(frozen=True, kw_only=True)
class World:
    """Looks everybody up by name. Rows are fetched anew each time, as a page would."""

    now: datetime
    keys: Keyring

    def account(self, name: str) -> Account:
        return Account.objects.get(sign_in_name=name.lower())

    def client(self, name: str) -> Client:
        rows = Client.objects.select_related("clinic", "clinician", "account")
        return rows.get(account__sign_in_name=name.lower())

    def clinician(self, name: str) -> Clinician:
        return Clinician.objects.select_related("clinic", "account").get(name=name)

    def manager(self, name: str) -> Manager:
        return Manager.objects.select_related("clinic", "account").get(name=name)

    def given(self, name: str, exercise_id: str = "min.breath") -> Assignment:
        """The assignment of this exercise that lies before this client."""
        rows = Assignment.objects.select_related("relationship", "plan__episode__clinician")
        return rows.get(
            relationship__participations__client=self.client(name), exercise__name=exercise_id, let_go_at=None
        )

    def practices(self, name: str, **wanted: Any) -> list[Practice]:
        rows = Practice.objects.filter(begun_by=self.client(name), **wanted).select_related("assignment")
        return list(rows.order_by("begun_at", "pk"))

    def item(self, exercise_id: str) -> LibraryItem:
        return LibraryItem.objects.get(kind="exercise", name=exercise_id)

    def stage(self, name: str) -> Stage:
        """The means of telling more about the clinic this person belongs to."""
        return Stage(clinic_id=_clinic_of(self.account(name).pk), now=self.now, keys=self.keys)

    def act(self, name: str, **said: Any) -> Act:
        """This person's next act, now, save for what is said otherwise."""
        account = self.account(name)
        act = Act(
            id=uuid4(),
            sequence=account.last_sequence + 1,
            account_id=account.pk,
            clinic_id=_clinic_of(account.pk),
            at=self.now,
        )
        return replace(act, **said)

    def browser(self, name: str, **options: Any) -> Browser:
        """A browser in which this person is signed in. It shows a failed page instead of raising."""
        browser = Browser(raise_request_exception=False, **options)
        if name != STRANGER:
            browser.force_login(self.account(name))
        return browser

    def says(self, name: str, answer: Ready, assignment: Assignment, **act: Any) -> UUID:
        return homework.record_readiness(
            self.act(name, **act),
            client=self.client(name),
            assignment=assignment,
            kind=ReadinessKind.ASSIGNMENT,
            answer=answer,
            keyring=self.keys,
        )

    def begins(self, name: str, assignment: Assignment, **act: Any) -> Practice:
        practice_id = homework.begin_practice(
            self.act(name, **act), client=self.client(name), assignment=assignment, keyring=self.keys
        )
        return Practice.objects.select_related("assignment").get(pk=practice_id)


@cache
def _clinic_of(account_id: UUID) -> UUID:
    rows = (model.objects.filter(account=account_id).first() for model in (Client, Clinician, Manager))
    return next(row.clinic_id for row in rows if row)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The story is in the records, committed. It is told again only if another test emptied them."""
    with django_db_blocker.unblock():
        if not Account.objects.filter(sign_in_name="lou").exists():
            _tell_everything(clock_now())


@pytest.fixture
def world(told: None) -> World:
    """The people, in a test that is marked `with_people`: what it changes is undone afterwards."""
    return World(now=clock_now(), keys=keyring())


@contextmanager
def rolled_back() -> Iterator[None]:
    """What is done inside is undone, so that one test may try many things on the same people."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _tell_everything(now: datetime) -> None:
    call_command("flush", database=DEFAULT_DB_ALIAS, verbosity=0, interactive=False)
    homework.publish_library(library=load_library(content_root()), at=now)
    stage, cleo, eli = begin(now)
    _ana_and_ben(stage, cleo)
    _fay(stage, eli)
    world = World(now=now, keys=keyring())
    _dov_says(world)
    _dov_worries(world)
    _cleo_notes_a_loss(world)
    _ivo_says_afterwards(world)
    _gus_and_hana(world)
    _next_door(now)


def _ana_and_ben(stage: Stage, cleo: UUID) -> None:
    """They have just come; Ben stands before his first page."""
    goal = "To find each other again, slowly."
    ana, ben = on.taken_on(stage, cleo, ["Ana", "Ben"], days_ago=2, goal=goal)
    on.joined(stage, ana, "Ana", days_ago=1)
    on.arrived(stage, ben, "Ben", days_ago=1)
    on.meets(stage, ana, days_ahead=5, repeats="fortnightly")


def _fay(stage: Stage, eli: UUID) -> None:
    (client,) = on.taken_on(stage, eli, ["Fay"], days_ago=12, goal="Sleep, and less dread.")
    client = on.joined(stage, client, "Fay", days_ago=11)
    on.planned(stage, client, days_ago=10, goal="Sleep, and less dread.")


def _dov_says(world: World) -> None:
    act = world.act("Dov", at=world.now - timedelta(days=1))
    hopes = {"history": _DOV_SAID, "hopes": "Room."}
    services.give_intake(act, client=world.client("Dov"), answers=hopes, keyring=world.keys)


def _dov_worries(world: World) -> None:
    """Nobody has opened it in time, so that it is with Eli, who covers; touch together would rest."""
    act = world.act("Dov", at=world.now - timedelta(days=5))
    words = {"wish": "you_decide", "words": "Could you ring me?", "keyring": world.keys}
    homework.raise_concern(act, client=world.client("Dov"), **words)


def _cleo_notes_a_loss(world: World) -> None:
    """Nothing that Dov has waits because of it."""
    words: dict[str, Any] = {"clinician": world.clinician("Cleo"), "keyring": world.keys}
    act, day = world.act("Cleo", at=world.now - timedelta(days=1)), world.now.date() - timedelta(days=2)
    homework.note_caution(act, client=world.client("Dov"), kind=Kind.RECENT_LOSS, heard_on=day, **words)


def _ivo_says_afterwards(world: World) -> None:
    """Cleo has not read it yet."""
    act, practice = world.act("Ivo", at=world.now - timedelta(days=1)), world.practices("Ivo")[0]
    said = {"felt_pressed": "0", "limits_kept": "yes", "wanted": "yes"}
    homework.answer_afterwards(
        act, client=world.client("Ivo"), practice=practice, answers=said, keyring=world.keys
    )


def _gus_and_hana(world: World) -> None:
    stage, eli = world.stage("Eli"), world.clinician("Eli")
    gus, hana = on.taken_on(stage, eli.pk, ["Gus", "Hana"], days_ago=9, goal="To find the fieldfare.")
    gus = on.joined(stage, gus, "Gus", days_ago=8, own_words="Say wigeon.")
    hana = on.joined(stage, hana, "Hana", days_ago=8)
    for client, history in ((gus, "It began with a dunlin."), (hana, "A long winter.")):
        on.told(stage, client, {"history": history}, days_ago=7)
        services.acknowledge_honesty(stage.act(7, client.account_id), client=client)
    act = stage.act(7, gus.account_id)
    services.set_safe_contact(act, client=gus, words="Leave a merlin.", keyring=world.keys)
    on.planned(stage, gus, days_ago=6, goal="To find the fieldfare.")
    breath = on.given(stage, gus, "min.breath", days_ago=6, words="Sit where the gadwall sits.")
    on.said(stage, gus, breath, Ready.READY, days_ago=5)
    _gus_practises(stage, gus, breath)
    _they_write(stage, gus, hana)
    _they_set_a_time_aside(stage, gus)
    _hana_tells_eli(stage, hana)
    _eli_lifts_what_was_on_file(stage, gus)
    _appointment(world, gus)


def _appointment(world: World, gus: Client) -> None:
    episode = queries.episode_for(world.clinician("Eli"), gus)
    assert episode is not None
    starts_at = world.now + timedelta(days=4)
    plan = services.AppointmentPlan(starts_at=starts_at, minutes=50, place="remote", repeats="weekly")
    services.make_appointment(world.act("Eli"), episode=episode, plan=plan)


def _gus_practises(stage: Stage, gus: Client, breath: Assignment) -> None:
    notes = {"prompt.noticed": "A curlew, far off.", "prompt.returned": "Back to the plover."}
    ended = Told(days_ago=4, notes=notes, before={"tension": 5}, after={"tension": 3, "worry": 2})
    on.practised(stage, gus, breath, ended)
    words: dict[str, Any] = {"client": gus, "assignment": breath, "keyring": stage.keys}
    homework.tell_barrier(stage.act(3, gus.account_id), code="too_tired", words="The siskin sang.", **words)
    starts_at = stage.now + timedelta(days=1)
    homework.set_occasion(
        stage.act(3, gus.account_id), starts_at=starts_at, place="Under the redwing", **words
    )
    on.reviewed(stage, gus, breath, "repeat", "The whimbrel heard you.", days_ago=2)
    homework.begin_practice(stage.act(1, gus.account_id), **words)


def _they_write(stage: Stage, gus: Client, hana: Client) -> None:
    for author, text in ((gus, "Tonight a kestrel."), (hana, "Tonight a brambling.")):
        act = stage.act(2, author.account_id)
        homework.write_journal_entry(
            act, author=author, writing=homework.Writing(page=act.id, text=text), keyring=stage.keys
        )


def _they_set_a_time_aside(stage: Stage, gus: Client) -> None:
    block = homework.Block(
        kind="connection",
        starts_at=stage.now + timedelta(days=5),
        minutes=45,
        place="Where the dotterel rests",
    )
    homework.set_block(
        stage.act(2, gus.account_id),
        client=gus,
        relationship=gus.relationships.get(),
        block=block,
        keyring=stage.keys,
    )


def _hana_tells_eli(stage: Stage, hana: Client) -> None:
    """Eli has opened it; nothing rests because of it, and Gus learns nothing."""
    homework.raise_concern(
        stage.act(2, hana.account_id),
        client=hana,
        wish="keep_the_same",
        words="Only the avocet knows.",
        keyring=stage.keys,
    )
    consent.see_concern(
        stage.act(1, hana.clinician.account_id), concern=Concern.objects.get(client=hana, seen_at=None)
    )


def _eli_lifts_what_was_on_file(stage: Stage, gus: Client) -> None:
    eli = gus.clinician
    said: dict[str, Any] = {"clinician": eli, "keyring": stage.keys}
    noted_on, act = stage.now.date() - timedelta(days=3), stage.act(3, eli.account_id)
    pain = homework.note_caution(act, client=gus, kind=Kind.UNEXPLAINED_PAIN, heard_on=noted_on, **said)
    lifting = consent.Lifting(on=stage.now.date() - timedelta(days=1), words="Seen at the whinchat.")
    caution = Caution.objects.get(pk=pain)
    consent.lift_caution(stage.act(1, eli.account_id), caution=caution, lifting=lifting, **said)


def _next_door(now: datetime) -> None:
    """A second clinic, and one line of help in each."""
    stage = on.set_stage(now)
    on.manager(stage, "Lou")
    licence = services.Licence(
        licence_number="ST-1",
        body="Council (invented)",
        jurisdiction="Scotland",
        training="",
        register_url="",
        expires_on=(now + timedelta(days=200)).date(),
        checked_by="Lou",
        checked_on=now.date(),
    )
    on.clinician(stage, "Max", "sex_therapist", licence)
    _line_of_help(stage, "The ouzel line")
    _line_of_reading(stage, "The life of the smew")
    _line_of_help(World(now=now, keys=stage.keys).stage("Jo"), "The harbour line")


def _line_of_reading(stage: Stage, title: str) -> None:
    line = services.ReadingLine(
        title=title, author="N. One", about="A duck.", url="", leaflet="", read_by="Lou"
    )
    services.put_reading_entry(stage.act(1), line=line)


def _line_of_help(stage: Stage, name: str) -> None:
    line = services.CrisisLine(
        country="GB",
        name=name,
        what_for="Any hour",
        phone="0",
        url="",
        hours="",
        checked_on=None,
        checked_by="",
    )
    services.put_crisis_entry(stage.act(1), line=line)
