"""Make the tables, and print each client's session: `python -m tests.bench.floors.plain.fill`."""

import json
import os
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from django.contrib.auth.models import User

from tests.bench.floors.sizes import CLIENTS, EXERCISES, PURPOSE


def fill() -> list[str]:
    from django.contrib.auth.models import User

    from tests.bench.floors.plain.models import Assignment, Exercise

    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)
    given = [
        Exercise.objects.create(title=f"Exercise {n}", purpose=PURPOSE, minutes=10) for n in range(EXERCISES)
    ]
    people = [User.objects.create_user(f"client-{n}") for n in range(CLIENTS)]
    for person in people:
        for position, exercise in enumerate(given):
            Assignment.objects.create(client=person, exercise=exercise, position=position)
    return [_signed_in(person) for person in people]


def _signed_in(person: "User") -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    assert session.session_key
    return session.session_key


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.floors.plain.settings"
    django.setup()
    print(json.dumps(fill()))
