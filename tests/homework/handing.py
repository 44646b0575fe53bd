"""Cleo names Noor, and whoever is asked says yes or no."""

from collections.abc import Collection
from datetime import datetime

from tests.promises.stage import Stage, colleague
from unhurried.core.handovers import Said
from unhurried.homework import services as homework
from unhurried.people.models import Client, Clinician, Handover
from unhurried.people.queries import handover_for, handovers_to


def names_noor(stage: Stage, at: datetime, name: str = "Ana") -> Clinician:
    noor = colleague(stage, "Noor")
    act = stage.act(stage.clinician, at)
    homework.name_colleague(act, client=stage.clients[name], clinician=stage.clinician, colleague=noor)
    return noor


def asked_of(stage: Stage, name: str) -> Handover:
    found = handover_for(stage.clients[name])
    assert found is not None
    return found


def answers(stage: Stage, name: str, said: Said, at: datetime, *, sequence: int | None = None) -> None:
    act = stage.act(stage.clients[name], at, sequence=sequence)
    words = {"client": stage.clients[name], "handover": asked_of(stage, name), "keyring": stage.keys}
    homework.answer_handover(act, said=said, **words)  # type: ignore[arg-type]


def accepts(stage: Stage, noor: Clinician, at: datetime, names: Collection[str]) -> None:
    ids = {stage.clients[name].pk for name in names}
    chosen = [row for row in handovers_to(noor) if row.client_id in ids]
    act = stage.act(noor, at)
    homework.accept_handover(act, colleague=noor, handovers=chosen, keyring=stage.keys)


def now(stage: Stage, name: str) -> Client:
    return Client.objects.select_related("clinician", "clinic").get(pk=stage.clients[name].pk)
