"""The means of telling a demo story: people join, write and answer through the ordinary services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from unhurried.config.commands.clinics import first_settings
from unhurried.config.demo.cast import PASSWORD
from unhurried.core.contact import Channel, ContactChoices, Use
from unhurried.core.history import SwitchName
from unhurried.core.meeting import Part
from unhurried.core.readiness import Answer as Ready
from unhurried.core.readiness import ReadinessKind
from unhurried.core.vocabulary import Audience
from unhurried.crypto.fields import Keyring, keyring
from unhurried.homework import services as homework
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as for_clients
from unhurried.homework.queries import clinician as for_clinicians
from unhurried.homework.sheets import prefilled
from unhurried.people import queries as people_reads
from unhurried.people import services as people
from unhurried.people.acts import Act

TIME_ZONE = "Europe/London"
BY_TEXT = ContactChoices(
    may=frozenset({Channel.TEXT}),
    ruled_out=frozenset({Channel.CALL, Channel.LETTER}),
    weekdays=frozenset(range(5)),
    parts=frozenset({Part.EVENING}),
    message=Use.NOT,
)
RETENTION = """\
Notes, and what you write here, are kept for seven years after your last appointment. The law asks for that. \
Then they are deleted.
"""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One clinic and the moment it is told from. Rows are looked up again after each act, as pages do."""

    clinic_id: UUID
    now: datetime
    keys: Keyring

    def act(self, days_ago: float, account_id: UUID | None = None) -> Act:
        at = self.now - timedelta(days=days_ago)
        sequence = 0 if account_id is None else people.account_of(account_id).last_sequence + 1
        return Act(id=uuid4(), sequence=sequence, account_id=account_id, clinic_id=self.clinic_id, at=at)


def set_stage(now: datetime) -> Stage:
    stage = Stage(clinic_id=uuid4(), now=now, keys=keyring())
    words = first_settings("Harbour Lane Practice", TIME_ZONE, "GB")
    settled = {
        "cover": "When your clinician is away, a colleague of theirs answers the clinic’s phone.",
        "retention_text": RETENTION,
        "reading_hours": "Weekdays, nine to five. Nobody reads at night or at weekends.",
        "offers_erotic": True,
    }
    settings = people.ClinicSettings(**{**words.__dict__, **settled})
    people.open_clinic(stage.act(400), settings=settings)
    return stage


def names_reading(stage: Stage) -> None:
    """What the clinic's manager keeps on its list: titles nobody wrote, by people who do not exist."""
    lines = [
        (
            "An afternoon without a plan",
            "Ida Rowan",
            "On wanting less, more or something else.",
            "more-and-less",
        ),
        (
            "Small words for no",
            "T. Alder",
            "Forty ways to say it kindly. It forgets people alone.",
            "yes-and-no",
        ),
        ("What my body told me in a waiting room", "Sol Marsh", "A long illness, and closeness in it.", ""),
    ]
    for title, author, about, leaflet in lines:
        line = people.ReadingLine(
            title=title, author=author, about=about, url="", leaflet=leaflet, read_by="Cleo"
        )
        people.put_reading_entry(stage.act(120), line=line)


def covers(stage: Stage, clinician_id: UUID) -> None:
    """Whom the clinic names for what somebody else has not opened in time."""
    clinic = people_reads.clinician_by_id(clinician_id).clinic
    kept = {name: getattr(clinic, name) for name in people.ClinicSettings.__dataclass_fields__}
    settings = people.ClinicSettings(**kept | {"covered_by_id": clinician_id})
    people.change_clinic(stage.act(389), clinic=clinic, settings=settings)


def clinician(stage: Stage, name: str, discipline: str, licence: people.Licence) -> UUID:
    clinician_id = people.add_clinician(stage.act(390), name=name, discipline=discipline)
    person = people_reads.clinician_by_id(clinician_id)
    people.record_credential(stage.act(40), clinician=person, licence=licence)
    _join(stage, person, name, days_ago=390)
    return clinician_id


def manager(stage: Stage, name: str) -> None:
    manager_id = people.add_manager(stage.act(400), name=name)
    _join(stage, people_reads.manager_by_id(manager_id), name, days_ago=400)


def _join(stage: Stage, person: Any, name: str, *, days_ago: float) -> UUID:
    act = stage.act(days_ago)
    code = people.code_of(act)
    people.make_joining_link(act, person=person, code=code)
    return people.join(stage.act(days_ago), code=code, sign_in_name=name.lower(), password=PASSWORD)


def taken_on(stage: Stage, clinician_id: UUID, names: list[str], *, days_ago: float, goal: str) -> list[Any]:
    """Open an episode and give back the clients in the order of their names."""
    clinician_row = people_reads.clinician_by_id(clinician_id)
    people.take_on(
        stage.act(days_ago, clinician_row.account_id),
        clinician=clinician_row,
        people=[people.NewClient(name=name, region="England", is_adult_attested=True) for name in names],
        time_zone=TIME_ZONE,
        opened_on=(stage.now - timedelta(days=days_ago)).date(),
        goal=goal,
        keyring=stage.keys,
    )
    rows = people_reads.clients_for(clinician_row)
    return [one for name in names for one in rows if stage.keys.open(one, "name") == name]


def joined(stage: Stage, client: Any, name: str, *, days_ago: float, own_words: str = "") -> Any:
    """Join and go through the first run."""
    account_id = _join(stage, client, name, days_ago=days_ago)

    def act() -> Act:
        return stage.act(days_ago - 0.01, account_id)

    people.acknowledge_reading(act(), client=client)
    digest = people_reads.policy_digest(client.clinic)
    people.acknowledge_confidentiality(act(), client=client, digest=digest)
    people.set_safe_contact(
        act(), client=client, words="Please never at work.", choices=BY_TEXT, keyring=stage.keys
    )
    people.declare_region_and_words(
        act(), client=client, region="England", own_words=own_words, keyring=stage.keys
    )
    return people_reads.client_by_id(client.pk)


def told(stage: Stage, client: Any, answers: Mapping[str, str], *, days_ago: float) -> None:
    people.give_intake(
        stage.act(days_ago, client.account_id), client=client, answers=answers, keyring=stage.keys
    )


def looked_at_limits(stage: Stage, client: Any, *, days_ago: float) -> None:
    """Has looked through their limits once, as comes before any touch together."""
    act = stage.act(days_ago, client.account_id)
    homework.set_switch(act, client=client, name=SwitchName.LIMITS_SEEN, is_on=True, keyring=stage.keys)


def planned(stage: Stage, client: Any, *, days_ago: float, goal: str, pathway: str = "p9-solo") -> Any:
    viewer = client.clinician
    found = for_clinicians.pathway_item(pathway)
    episode = people_reads.episode_for(viewer, client)
    assert found and episode, "the demo needs its pathway and an open episode"
    homework.start_plan(
        stage.act(days_ago, viewer.account_id),
        episode=episode,
        pathway=found[0],
        goal=goal,
        keyring=stage.keys,
    )
    return for_clinicians.plan_under(viewer, client)


def given(
    stage: Stage,
    client: Any,
    exercise_id: str,
    *,
    days_ago: float,
    words: str,
    version: str = "",
    is_released: bool = False,
) -> Any:
    viewer = client.clinician
    plan = for_clinicians.plan_under(viewer, client)
    found = for_clinicians.exercise_item(exercise_id)
    assert plan and found, f"the demo needs {exercise_id}"
    item, exercise = found
    phase = exercise.phases[0]
    day = (stage.now - timedelta(days=days_ago)).date()
    sheet = prefilled(exercise)
    composed = homework.Composed(
        phase=phase.key,
        version=version or phase.versions[0].key,
        sheet=type(sheet)(**{**sheet.__dict__, "words": words}),
        from_on=day,
        until_on=day + timedelta(weeks=2),
        is_released=is_released,
    )
    if for_clinicians.asks_to_take_on(viewer, item):
        act = stage.act(days_ago, viewer.account_id)
        homework.take_on_exercise(act, clinician=viewer, exercise=item)
    act = stage.act(days_ago, viewer.account_id)
    pk = homework.assign(
        act, clinician=viewer, plan=plan, exercise=item, composed=composed, keyring=stage.keys
    )
    return for_clients.assignment_for(client, pk, now=stage.now)


def said(stage: Stage, client: Any, assignment: Any, answer: Ready, *, days_ago: float) -> None:
    homework.record_readiness(
        stage.act(days_ago, client.account_id),
        client=client,
        assignment=assignment,
        kind=ReadinessKind.ASSIGNMENT,
        answer=answer,
        keyring=stage.keys,
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """One practice as it is told: words by note key, ratings by moment and key."""

    days_ago: float
    minutes: float = 10
    is_stopped: bool = False
    notes: Mapping[str, str]
    before: Mapping[str, int]
    after: Mapping[str, int]


def practised(stage: Stage, client: Any, assignment: Any, told: Told) -> None:
    def act(minutes: float) -> Act:
        return stage.act(told.days_ago - minutes / 1440, client.account_id)

    practice_id = homework.begin_practice(act(0), client=client, assignment=assignment, keyring=stage.keys)
    practice = for_clients.practice_for(client, practice_id, now=act(0).at)
    assert practice is not None
    note: dict[str, Any] = {"client": client, "practice": practice, "keyring": stage.keys}
    homework.note_practice(act(0.2), written={}, moment="before", ratings=told.before, **note)
    end = homework.stop_practice if told.is_stopped else homework.finish_practice
    end(act(told.minutes), written=_written(assignment, told.notes), **note)
    homework.note_practice(act(told.minutes + 2), written={}, ratings=told.after, **note)


def _written(assignment: Any, notes: Mapping[str, str]) -> dict[str, homework.Written]:
    exercise = exercise_by_digest(assignment.exercise_id)
    steps = {step.key: step.audience for phase in exercise.phases for step in phase.steps}
    prompts = {f"prompt.{prompt.key}": prompt.audience for prompt in exercise.prompts}
    return {
        key: homework.Written(
            text=text, audience=prompts.get(key) or steps.get(key.split(".")[0], Audience.SELF)
        )
        for key, text in notes.items()
    }


def reviewed(
    stage: Stage, client: Any, assignment: Any, next_step: str, words: str, *, days_ago: float
) -> None:
    viewer = client.clinician
    homework.review(
        stage.act(days_ago, viewer.account_id),
        clinician=viewer,
        assignment=assignment,
        answer=homework.Answer(next_step=next_step, words=words, effort="steady", connection="with_self"),
        keyring=stage.keys,
    )


def arrived(stage: Stage, client: Any, name: str, *, days_ago: float) -> None:
    """Has an account and stands before the first page."""
    _join(stage, client, name, days_ago=days_ago)


def meets(stage: Stage, client: Any, *, days_ahead: int, repeats: str) -> None:
    episode = people_reads.episode_for(client.clinician, client)
    assert episode is not None
    starts_at = (stage.now + timedelta(days=days_ahead)).replace(hour=10, minute=0, second=0, microsecond=0)
    plan = people.AppointmentPlan(starts_at=starts_at, minutes=50, place="room", repeats=repeats)
    people.make_appointment(stage.act(1, client.clinician.account_id), episode=episode, plan=plan)
