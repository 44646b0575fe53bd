"""Marks that show a record is unaltered, stand-ins for tokens never stored, and words on their way."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final
from uuid import UUID

from django.conf import settings

from unhurried.crypto.envelope import SealBroken, open_, seal

_ROOT: Final = UUID(int=0)
"""The key id of what is sealed under a key of the root and never stored."""


def mac(purpose: str, *parts: bytes | str) -> bytes:
    """HMAC-SHA256 under a key of the root; each part is preceded by its length, lest two run together."""
    key: bytes = settings.ROOT_KEY.derive("audit")
    message = b"".join(_measured(part) for part in (purpose, *parts))
    return hmac.digest(key, message, hashlib.sha256)


def carried(text: str, *, to: str) -> str:
    """The text for somebody's own page to hand back, unreadable there; `to` says whose page it is."""
    return urlsafe_b64encode(seal(_carrying_key(), _ROOT, text.encode(), to)).decode()


def handed_back(token: str, *, to: str) -> str:
    """What was carried, or nothing where the token is not one of ours for this page."""
    try:
        return open_(_carrying_key(), urlsafe_b64decode(token.encode()), to).decode()
    except (SealBroken, ValueError):
        return ""


def _carrying_key() -> bytes:
    key: bytes = settings.ROOT_KEY.derive("carried")
    return key


def _measured(part: bytes | str) -> bytes:
    octets = part.encode() if isinstance(part, str) else part
    return len(octets).to_bytes(8, "big") + octets
