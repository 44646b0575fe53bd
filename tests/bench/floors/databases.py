"""The floors' database: SQLite as durable as ours and without a cipher, or a database of the same server."""

import os
from typing import Any

DURABLE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"


def database() -> dict[str, Any]:
    """`FLOOR_SOCKETS` is PostgreSQL's socket folder; without one, `FLOOR_DATABASE` is a file."""
    sockets, name = os.environ.get("FLOOR_SOCKETS", ""), os.environ["FLOOR_DATABASE"]
    if sockets:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "HOST": sockets,
            "USER": "postgres",
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"init_command": DURABLE, "transaction_mode": "IMMEDIATE", "timeout": 20},
    }
