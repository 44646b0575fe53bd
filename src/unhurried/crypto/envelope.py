"""The sealed envelope: version (1 byte) | key id (16) | nonce (12) | AES-256-GCM text and tag.

The context says where the envelope belongs. It is authenticated, never stored, so an envelope moved to
another row, field or person does not open.
"""

import secrets
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION: Final = b"\x01"
NONCE_BYTES: Final = 12
_KEY_ID: Final = slice(1, 17)
_NONCE: Final = slice(17, 17 + NONCE_BYTES)
_TEXT: Final = slice(17 + NONCE_BYTES, None)

SMALL_BUCKETS: Final = (64, 256, 576, 1152, 2048)
LARGE_STEP: Final = 1024
"""Sizes a text is padded to, so that "yes" and "not yet" look alike. 1152 holds a note of 1 KB."""

_END_OF_TEXT: Final = b"\x80"


class SealBroken(Exception):
    """The envelope was altered, moved, cut short, or sealed under another key."""


def seal(key: bytes, key_id: UUID, plaintext: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    text = AESGCM(key).encrypt(nonce, pad(plaintext), _bound_to(context, key_id))
    return VERSION + key_id.bytes + nonce + text


def open_(key: bytes, envelope: bytes, context: str) -> bytes:
    """Give the plaintext, or raise `SealBroken`; which of the reasons it was is not told."""
    key_id = key_id_of(envelope)
    try:
        padded = AESGCM(key).decrypt(envelope[_NONCE], envelope[_TEXT], _bound_to(context, key_id))
    except (InvalidTag, ValueError) as error:
        raise SealBroken("This envelope does not open here.") from error
    return unpad(padded)


def key_id_of(envelope: bytes) -> UUID:
    if envelope[:1] != VERSION or len(envelope) <= _TEXT.start:
        raise SealBroken("This is not an envelope of a known version.")
    return UUID(bytes=envelope[_KEY_ID])


def pad(plaintext: bytes) -> bytes:
    marked = plaintext + _END_OF_TEXT
    return marked.ljust(_bucket_for(len(marked)), b"\x00")


def unpad(padded: bytes) -> bytes:
    return padded.rstrip(b"\x00").removesuffix(_END_OF_TEXT)


def _bucket_for(length: int) -> int:
    fitting = (bucket for bucket in SMALL_BUCKETS if length <= bucket)
    return next(fitting, -(-length // LARGE_STEP) * LARGE_STEP)


def _bound_to(context: str, key_id: UUID) -> bytes:
    return f"unhurried|{context}|{key_id}".encode()
