"""Make the tables, and print each client's token: `python -m tests.bench.floors.lean.fill`."""

import json
import os
from hashlib import sha256

import django

from tests.bench.floors.sizes import CLIENTS, EXERCISES, PURPOSE

TABLES = (
    "CREATE TABLE token (digest varchar(64) PRIMARY KEY, client integer, revoked integer)",
    "CREATE TABLE exercise (id integer PRIMARY KEY, title text, purpose text, minutes integer)",
    "CREATE TABLE assignment (id integer PRIMARY KEY, client integer, exercise integer, position integer,"
    " let_go integer)",
    "CREATE INDEX today ON assignment (client, let_go, position)",
)
NOTES = {
    "sqlite": "CREATE TABLE note (id integer PRIMARY KEY, client integer, sealed blob)",
    "postgresql": "CREATE TABLE note (id bigserial PRIMARY KEY, client integer, sealed bytea)",
}


def fill() -> list[str]:
    from django.db import connection

    tokens = [f"token-{client}" for client in range(CLIENTS)]
    with connection.cursor() as cursor:
        for table in (*TABLES, NOTES[connection.vendor]):
            cursor.execute(table)
        for n in range(EXERCISES):
            cursor.execute("INSERT INTO exercise VALUES (%s, %s, %s, 10)", [n, f"Exercise {n}", PURPOSE])
        for client, token in enumerate(tokens):
            digest = sha256(token.encode()).hexdigest()
            cursor.execute("INSERT INTO token VALUES (%s, %s, 0)", [digest, client])
            for n in range(EXERCISES):
                row = [client * EXERCISES + n, client, n, n]
                cursor.execute("INSERT INTO assignment VALUES (%s, %s, %s, %s, 0)", row)
    return tokens


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.floors.lean.settings"
    django.setup()
    print(json.dumps(fill()))
