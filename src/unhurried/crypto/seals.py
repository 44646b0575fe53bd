"""Marks that show a record is unaltered, and stand-ins for tokens that are never stored."""

import hashlib
import hmac

from django.conf import settings


def mac(purpose: str, *parts: bytes | str) -> bytes:
    """HMAC-SHA256 under a key of the root; each part is preceded by its length, lest two run together."""
    key: bytes = settings.ROOT_KEY.derive("audit")
    message = b"".join(_measured(part) for part in (purpose, *parts))
    return hmac.digest(key, message, hashlib.sha256)


def _measured(part: bytes | str) -> bytes:
    octets = part.encode() if isinstance(part, str) else part
    return len(octets).to_bytes(8, "big") + octets
