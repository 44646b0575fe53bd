"""Runs inside an installation, as a process of its own: `python -m tests.faults.inside <what>`."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from io import StringIO
from typing import Any, Final

import django
from django.apps import apps
from django.db import connections

from tests.faults.canaries import Flock, disguises_in
from tests.faults.ledger import Audited, Entry, Records

DAMAGE_CHECKS: Final = ("integrity_check", "cipher_integrity_check", "foreign_key_check")


def tell() -> str:
    """Set up, and tell the demo's story."""
    from unhurried.config.commands.setup import set_up

    set_up(StringIO())
    from unhurried.config.clock import now
    from unhurried.config.demo.story import tell as tell_story

    tell_story(now())
    return "told"


def records() -> dict[str, Any]:
    from unhurried.crypto.fields import keyring
    from unhurried.homework.models import JournalEntry
    from unhurried.people.acts import broken_entries
    from unhurried.people.models import AuditEntry

    keys = keyring()
    entries = JournalEntry.objects.select_related("author")
    return asdict(
        Records(
            entries=tuple(
                Entry(id=str(one.pk), writer=str(one.author.account_id), text=keys.open(one, "text"))
                for one in entries
            ),
            audit=tuple(
                Audited(act=str(one.pk), writer=str(one.account_id), verb=one.verb, about=str(one.object_id))
                for one in AuditEntry.objects.all()
            ),
            broken=tuple(map(str, broken_entries())),
            damage=tuple(_damage()),
        )
    )


def accounts() -> dict[str, str]:
    from unhurried.people.models import Account

    return {one.sign_in_name: str(one.pk) for one in Account.objects.all()}


def seal_choices(stem: str, *fields: str) -> list[str]:
    """Seal a canary into every field that holds none yet, in the place of what was chosen from a list."""
    from unhurried.crypto.fields import keyring

    flock = Flock(stem=stem, fields=fields)
    empty = sorted(set(fields) - set(fields_holding(stem, *fields)))
    for field in empty:
        model, _, name = field.rpartition(".")
        for row in apps.get_model(model).objects.all():
            setattr(row, name, keyring().seal(row, name, flock.canary(field)))
            row.save()
    return empty


def fields_holding(stem: str, *fields: str) -> list[str]:
    """The sealed fields in some row of which a keyring opens the very canary that was meant for them."""
    from unhurried.crypto.fields import keyring

    flock, keys = Flock(stem=stem, fields=fields), keyring()
    held = []
    for field in fields:
        model, _, name = field.rpartition(".")
        words = (keys.open(row, name) for row in apps.get_model(model).objects.all())
        if any(disguises_in(one.encode(), flock.canary(field)) for one in words):
            held.append(field)
    return held


def plain_copies(folder: str) -> str:
    """The embedded files without their outer encryption."""
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("ATTACH DATABASE %s AS plain KEY ''", [f"{folder}/{alias}.db"])
            cursor.execute("SELECT sqlcipher_export('plain')")
            cursor.execute("DETACH DATABASE plain")
    return "copied"


def _damage() -> list[str]:
    """What the embedded engine finds wrong with its files; PostgreSQL has checked its pages on reading."""
    found = []
    for alias in ("default", "keys"):
        if connections[alias].vendor == "sqlite":
            with connections[alias].cursor() as cursor:
                for check in DAMAGE_CHECKS:
                    cursor.execute(f"PRAGMA {check}")
                    found += [f"{alias} {check}: {row}" for row in cursor.fetchall() if row != ("ok",)]
    return found


WHAT: Final[dict[str, Callable[..., Any]]] = {
    one.__name__: one for one in (tell, records, accounts, seal_choices, fields_holding, plain_copies)
}

if __name__ == "__main__":
    _, what, *arguments = sys.argv
    if what != "tell":
        django.setup()
    print(json.dumps(WHAT[what](*arguments)))
