"""Runs inside the measured installation: `python -m tests.bench.filled fill|size`."""

import json
import sys
from typing import TYPE_CHECKING, Any

import django

from tests.bench.floors.sizes import CLIENTS, EXERCISES
from tests.faults.inside import tell

if TYPE_CHECKING:
    from unhurried.config.demo.stage import Stage


def fill() -> list[str]:
    """The demo's story, and as many clients as every house has, each with ten exercises; give their names."""
    tell()
    from unhurried.config.clock import now
    from unhurried.config.demo.stage import Stage
    from unhurried.crypto.fields import keyring
    from unhurried.people.models import Clinician

    cleo = Clinician.objects.get(name="Cleo")
    stage = Stage(clinic_id=cleo.clinic_id, now=now(), keys=keyring())
    names = [f"Ivo{number}" for number in range(CLIENTS)]
    for name in names:
        _client_with_homework(stage, cleo, name)
    return [name.lower() for name in names]


def _client_with_homework(stage: "Stage", cleo: Any, name: str) -> None:
    from unhurried.config.demo import stage as on
    from unhurried.homework.queries.clinician import exercise_items

    (client,) = on.taken_on(stage, cleo.pk, [name], days_ago=9, goal="")
    client = on.joined(stage, client, name, days_ago=8)
    on.told(stage, client, {"hopes": "Room."}, days_ago=7)
    on.planned(stage, client, days_ago=6, goal="")
    items = [item.name for item, _exercise in exercise_items()][:EXERCISES]
    assert len(items) == EXERCISES
    for item in items:
        on.given(stage, client, item, days_ago=5, words="")


def size() -> dict[str, int]:
    """Bytes in the records, and how many journal entries there are."""
    from django.db import connection

    from unhurried.homework.models import JournalEntry

    sizes = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        "postgresql": "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    }
    with connection.cursor() as cursor:
        cursor.execute(sizes[connection.vendor])
        (octets,) = cursor.fetchone()
    return {"octets": int(octets), "notes": JournalEntry.objects.count()}


if __name__ == "__main__":
    what = {"fill": fill, "size": size}[sys.argv[1]]
    if what is size:
        django.setup()
    print(json.dumps(what()))
