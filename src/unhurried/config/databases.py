"""Django's DATABASES for an installation: two SQLCipher files, or two PostgreSQL databases."""

from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from unhurried.config.installation import Installation
from unhurried.crypto.root import RootKey

POSTGRESQL_OPTIONS: Final[dict[str, Any]] = {"server_side_binding": True, "prepare_threshold": 2}
"""A statement is planned once for each connection: planning "who asks" takes longer than answering it."""


def databases(installation: Installation, root: RootKey) -> dict[str, dict[str, Any]]:
    if installation.is_embedded:
        return {
            "default": _sqlcipher(str(installation.records_file), root.derive("file:default")),
            "keys": _sqlcipher(str(installation.key_store_file), root.derive("file:keys")),
        }
    return {"default": _postgresql(installation.records_url), "keys": _postgresql(installation.key_store_url)}


def _sqlcipher(name: str, key: bytes) -> dict[str, Any]:
    return {
        "ENGINE": "unhurried.storage.sqlcipher",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"key_hex": key.hex()},
    }


def _postgresql(url: str) -> dict[str, Any]:
    """From `postgresql://user:password@host:port/name`; a socket folder goes into `?host=/folder`."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": POSTGRESQL_OPTIONS | options,
    }
