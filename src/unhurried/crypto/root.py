"""The root key: one secret outside the data folder, from which every other secret follows."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32

PURPOSES: Final = frozenset({"file:default", "file:keys", "audit", "carried", "django", "wrap"})
"""A closed list: a misspelt purpose would quietly make a key that opens nothing."""


class RootKeyUnusable(Exception):
    """The root key file is missing, unreadable or not a key."""


@dataclass(frozen=True, slots=True)
class RootKey:
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise RootKeyUnusable(f"A root key has {KEY_BYTES} bytes; this one has {len(self.secret)}.")

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read 32 raw bytes or 64 hexadecimal characters."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise RootKeyUnusable(f"The root key at {path} cannot be read: {error.strerror}.") from error
        return cls(content if len(content) == KEY_BYTES else _from_hexadecimal(content, path))

    @classmethod
    def create(cls, path: Path) -> Self:
        """Write a fresh key that only its owner can read; an existing file is never overwritten."""
        key = cls(secrets.token_bytes(KEY_BYTES))
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
            file.write(key.secret.hex().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return key

    def derive(self, purpose: str) -> bytes:
        """Give the 32-byte key for one purpose (HKDF-SHA256, RFC 5869)."""
        if purpose not in PURPOSES:
            raise ValueError(f"No key is derived for {purpose!r}; known purposes: {sorted(PURPOSES)}.")
        derivation = HKDF(
            algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"unhurried|1|{purpose}".encode()
        )
        return derivation.derive(self.secret)


def _from_hexadecimal(content: bytes, path: Path) -> bytes:
    try:
        return bytes.fromhex(content.decode("ascii").strip())
    except ValueError as error:
        expected = f"{KEY_BYTES * 2} hexadecimal characters or {KEY_BYTES} bytes"
        raise RootKeyUnusable(f"The root key at {path} is not {expected}.") from error
