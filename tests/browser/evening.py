"""Ana and Ben with a step on offer tonight, told inside an installation: `python -m tests.browser.evening`.

Each telling is of two more people, so that no evening rests because of another one.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("Ana", "Ben")


@dataclass(frozen=True, kw_only=True)
class House:
    """A demo clinic that is being served."""

    base: str
    folder: Path
    port: int

    def tells(self, what: str, *words: str) -> dict[str, Any]:
        """Run one of the functions below inside it, as a process of its own."""
        from unhurried.config.demo.command import environment

        command = [sys.executable, "-m", "tests.browser.evening", what, *words]
        inside = {
            **environment(self.folder, self.port),
            "DJANGO_SETTINGS_MODULE": "unhurried.config.settings",
        }
        found = subprocess.run(
            command, env={**os.environ, **inside}, capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, found.stderr
        return dict(json.loads(found.stdout))

    def moves_the_clock(self, seconds: float) -> None:
        from unhurried.config.clock import put_ahead

        clock = self.folder / "home" / "demo-clock"
        before = float(clock.read_text()) if clock.exists() else 0.0
        put_ahead(clock, before + seconds)


def tonight(seconds_ago: str) -> dict[str, Any]:
    """Both are willing, and the time they set aside began so many seconds ago."""
    stage, clients = _together()
    given = _given(stage, clients, "sf.0-hands", is_released=True)
    starts_at = stage.now - timedelta(seconds=float(seconds_ago))
    day = starts_at.astimezone(_zone(given.relationship)).date()
    for client in clients.values():
        _says(stage, client, given, "assignment", days_ago=3.999, day=None)
        _says(stage, client, given, "day", days_ago=0.01, day=day)
    return _set_aside(stage, clients, given, "closeness", starts_at)


def talk(seconds_ago: str) -> dict[str, Any]:
    """A talk, and a time for it that began so many seconds ago."""
    stage, clients = _together()
    given = _given(stage, clients, "com.reflective-listening")
    for client in clients.values():
        _says(stage, client, given, "assignment", days_ago=3.9, day=None)
    starts_at = stage.now - timedelta(seconds=float(seconds_ago))
    return _set_aside(stage, clients, given, "conversation", starts_at)


def tools(*exercises: str) -> dict[str, Any]:
    """Two people who each come on their own, with these before them; both have said that they are ready."""
    from unhurried.config.demo import stage as on
    from unhurried.core.readiness import Answer
    from unhurried.people.models import Clinician

    cleo = Clinician.objects.get(name="Cleo")
    stage = _stage(cleo.clinic_id)

    def has_them_all(name: str) -> dict[str, Any]:
        (client,) = on.taken_on(stage, cleo.pk, [name], days_ago=9, goal="More ease.")
        client = on.joined(stage, client, name, days_ago=8)
        on.told(stage, client, {"hopes": "Quiet."}, days_ago=7)
        on.planned(stage, client, days_ago=6, goal="More ease.")
        given = {one: on.given(stage, client, one, days_ago=5, words="") for one in exercises}
        for assignment in given.values():
            on.said(stage, client, assignment, Answer.READY, days_ago=4)
        return {"name": _sign_in_name(client), "given": {one: str(row.pk) for one, row in given.items()}}

    return {name: has_them_all(name) for name in ("Ivy", "Ada")}


def _set_aside(stage: Any, clients: Any, given: Any, kind: str, starts_at: Any) -> dict[str, Any]:
    from unhurried.homework import services as homework

    block = homework.Block(kind=kind, starts_at=starts_at, minutes=25, place="", assignment=given)
    pk = homework.set_block(
        stage.act(0.1, clients["Ana"].account_id),
        client=clients["Ana"],
        relationship=given.relationship,
        block=block,
        keyring=stage.keys,
    )
    return {"occasion": str(pk), "names": {name: _sign_in_name(one) for name, one in clients.items()}}


def tighten(sign_in_name: str, what: str) -> dict[str, Any]:
    """This person says not now, on another phone of theirs."""
    from unhurried.core.boundaries import Direction, Word
    from unhurried.homework import services as homework
    from unhurried.people.models import Client

    client = Client.objects.get(account__sign_in_name=sign_in_name)
    stage = _stage(client.clinic_id)
    homework.set_boundary(
        stage.act(0, client.account_id),
        client=client,
        what=what,
        direction=Direction.BEING_TOUCHED,
        word=Word.NOT_NOW,
        keyring=stage.keys,
    )
    return {}


def _stage(clinic_id: Any) -> Any:
    from unhurried.config.clock import now
    from unhurried.config.demo.stage import Stage
    from unhurried.crypto.fields import keyring

    return Stage(clinic_id=clinic_id, now=now(), keys=keyring())


def _together() -> tuple[Any, dict[str, Any]]:
    from unhurried.config.demo import stage as on
    from unhurried.people import services as people
    from unhurried.people.models import Account, Client, Clinician, Episode

    cleo = Clinician.objects.get(name="Cleo")
    stage, count = _stage(cleo.clinic_id), Account.objects.count()
    first = people.take_on(
        stage.act(9, cleo.account_id),
        clinician=cleo,
        people=[people.NewClient(name=name, region="England", is_adult_attested=True) for name in NAMES],
        time_zone="Europe/London",
        opened_on=(stage.now - timedelta(days=9)).date(),
        goal="",
        keyring=stage.keys,
    )
    Episode.objects.filter(relationship__clients=first).update(preset="plain")
    rows = Client.objects.filter(relationships__clients=first)
    found = {stage.keys.open(row, "name"): row for row in rows}
    clients = {name: on.joined(stage, found[name], f"{name.lower()}.{count}", days_ago=8) for name in NAMES}
    for client in clients.values():
        on.told(stage, client, {"hopes": "Quiet."}, days_ago=7)
        _checked(stage, cleo, client)
    on.planned(stage, clients["Ana"], days_ago=6, goal="")
    return stage, clients


def _checked(stage: Any, cleo: Any, client: Any) -> None:
    from unhurried.config.demo import stage as on
    from unhurried.consent import services as consent
    from unhurried.homework import services as homework

    on.looked_at_limits(stage, client, days_ago=6)
    check = consent.CheckMade(
        checked_on=(stage.now - timedelta(days=6)).date(),
        was_alone=True,
        tool="",
        outcome="current",
        review_on=(stage.now + timedelta(days=180)).date(),
    )
    act = stage.act(6, cleo.account_id)
    homework.record_safety_check(act, clinician=cleo, client=client, check=check, keyring=stage.keys)


def _given(stage: Any, clients: dict[str, Any], exercise: str, **changed: Any) -> Any:
    from unhurried.config.demo import stage as on

    return on.given(stage, clients["Ana"], exercise, days_ago=4, words="", **changed)


def _says(stage: Any, client: Any, given: Any, kind: str, *, days_ago: float, day: Any) -> None:
    from unhurried.core.readiness import Answer, ReadinessKind
    from unhurried.homework import services as homework

    homework.record_readiness(
        stage.act(days_ago, client.account_id),
        client=client,
        assignment=given,
        kind=ReadinessKind(kind),
        answer=Answer.READY,
        day=day,
        keyring=stage.keys,
    )


def _zone(relationship: Any) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(relationship.time_zone)


def _sign_in_name(client: Any) -> str:
    from unhurried.people.models import Account

    return str(Account.objects.get(pk=client.account_id).sign_in_name)


if __name__ == "__main__":
    import django

    django.setup()
    told = {"tonight": tonight, "talk": talk, "tools": tools, "tighten": tighten}[sys.argv[1]]
    print(json.dumps(told(*sys.argv[2:])))
