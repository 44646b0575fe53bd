"""The key store: finds, makes and destroys the keys that content is sealed with."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from unhurried.crypto import envelope
from unhurried.crypto.models import WrappedKey
from unhurried.crypto.root import KEY_BYTES, RootKey
from unhurried.crypto.router import KEYS


class KeyGone(Exception):
    """The key was destroyed: what it sealed is erased."""


class KeyStore:
    def __init__(self, root: RootKey) -> None:
        self._wrapping_key = root.derive("wrap")

    def current(self, kind: str, owner_id: UUID) -> tuple[UUID, bytes]:
        """Give the key of the newest epoch, making the first one when there is none."""
        row = self._newest(kind, owner_id) or self._make(kind, owner_id, epoch=1)
        return row.id, self._unwrap(row)

    def by_id(self, key_id: UUID) -> bytes:
        found = self.by_ids([key_id])
        if key_id not in found:
            raise KeyGone(f"Key {key_id} is not in the store.")
        return found[key_id]

    def by_ids(self, key_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """Give, in one query, those of the keys that still exist."""
        rows = WrappedKey.objects.filter(id__in=set(key_ids))
        return {row.id: self._unwrap(row) for row in rows}

    def all_of(self, kind: str, owner_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """Every key these owners have, in one query whose shape is the same whoever of them has written."""
        rows = WrappedKey.objects.filter(kind=kind, owner_id__in=sorted(owner_ids))
        return {row.id: self._unwrap(row) for row in rows}

    def new_epoch(self, kind: str, owner_id: UUID) -> tuple[UUID, bytes]:
        """Begin a new epoch: what is sealed from now on stays closed to whoever held the old key."""
        rows = WrappedKey.objects.filter(kind=kind, owner_id=owner_id)
        newest: int | None = rows.aggregate(newest=Max("epoch"))["newest"]
        row = self._make(kind, owner_id, epoch=(newest or 0) + 1)
        return row.id, self._unwrap(row)

    def destroy(self, kind: str, owner_id: UUID) -> None:
        """Erase by forgetting: nothing sealed under any of these keys opens again."""
        with transaction.atomic(using=KEYS, durable=True):
            WrappedKey.objects.filter(kind=kind, owner_id=owner_id).delete()

    def _newest(self, kind: str, owner_id: UUID) -> WrappedKey | None:
        return WrappedKey.objects.filter(kind=kind, owner_id=owner_id).order_by("-epoch").first()

    def _make(self, kind: str, owner_id: UUID, *, epoch: int) -> WrappedKey:
        """Commit a key before anything is sealed with it; if another process was first, take theirs."""
        row = WrappedKey(kind=kind, owner_id=owner_id, epoch=epoch)
        row.wrapped = envelope.seal(self._wrapping_key, row.id, secrets.token_bytes(KEY_BYTES), _context(row))
        try:
            with transaction.atomic(using=KEYS, durable=True):
                row.save(force_insert=True)
        except IntegrityError:
            return WrappedKey.objects.get(kind=kind, owner_id=owner_id, epoch=epoch)
        return row

    def _unwrap(self, row: WrappedKey) -> bytes:
        return envelope.open_(self._wrapping_key, bytes(row.wrapped), _context(row))


def _context(row: WrappedKey) -> str:
    return f"key|{row.id}|{row.kind}|{row.owner_id}|{row.epoch}"
