"""Sealed fields, and the keyring that opens them for the length of one request."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models

from unhurried.crypto import envelope
from unhurried.crypto.keys import KeyGone, KeyStore
from unhurried.crypto.policy import FieldPolicy, Policy, PolicyUnclear


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Stores the envelope and never opens it: whoever wants the words needs a keyring."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, **kwargs})


class Keyring:
    """Opens and seals for one request; forgets with it.

    Nobody gets a keyring before `disclosure` has said that they may read.
    """

    def __init__(self, store: KeyStore, policy: Policy) -> None:
        self._store = store
        self._policy = policy
        self._opened: dict[UUID, bytes] = {}
        self._current: dict[tuple[str, UUID], UUID] = {}

    def seal(self, row: models.Model, field: str, text: str) -> bytes:
        """Seal under the current key of the owner whom the policy names; the row need not be saved."""
        line = self._sealed_line(row, field)
        key_id = self._current_key_id(line.sealed_with, _owner_of(row, line))
        return envelope.seal(self._opened[key_id], key_id, text.encode(), _context(row, field, line))

    def open(self, row: models.Model, field: str) -> str:
        """Give the words, '' for none. Raise `SealBroken` when tampered with, `KeyGone` when erased."""
        line = self._sealed_line(row, field)
        stored = bytes(getattr(row, field) or b"")
        if not stored:
            return ""
        key = self._key(envelope.key_id_of(stored))
        return envelope.open_(key, stored, _context(row, field, line)).decode()

    def prepare(self, rows: Iterable[models.Model], *fields: str) -> None:
        """Fetch every key that these rows need in one query, before they are opened one by one."""
        stored = (getattr(row, field) for row in rows for field in fields)
        needed = {envelope.key_id_of(bytes(one)) for one in stored if one} - self._opened.keys()
        if needed:
            self._opened.update(self._store.by_ids(needed))

    def prepare_all_of(self, kind: str, owner_ids: Iterable[UUID]) -> None:
        """Fetch all keys of these owners, whether or not there is anything to open with them.

        For pages that somebody else sees: what was asked of the key store then tells nothing about anybody.
        """
        self._opened.update(self._store.all_of(kind, owner_ids))

    def _key(self, key_id: UUID) -> bytes:
        if key_id not in self._opened:
            self._opened[key_id] = self._store.by_id(key_id)
        return self._opened[key_id]

    def _current_key_id(self, kind: str, owner_id: UUID) -> UUID:
        if (kind, owner_id) not in self._current:
            key_id, key = self._store.current(kind, owner_id)
            self._opened[key_id] = key
            self._current[kind, owner_id] = key_id
        return self._current[kind, owner_id]

    def _sealed_line(self, row: models.Model, field: str) -> FieldPolicy:
        line = self._policy.line_for(row._meta.label, field)
        if not line.is_sealed:
            raise PolicyUnclear(f"The policy does not seal {row._meta.label}.{field}.")
        return line


class Sealer:
    """Seals what its owner hands over, and opens nothing: for pages that receive no keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def seal(self, row: models.Model, field: str, text: str) -> bytes:
        return self._keyring.seal(row, field, text)


def sealer() -> Sealer:
    return Sealer(keyring())


def keyring() -> Keyring:
    return Keyring(KeyStore(settings.ROOT_KEY), settings.FIELD_POLICY)


def miscast_fields(policy: Policy, listed: Iterable[type[models.Model]]) -> list[str]:
    """Fields whose column and policy disagree: sealed in one, readable in the other."""
    return sorted(
        f"{model._meta.label}.{field.name}"
        for model in listed
        for field in model._meta.local_concrete_fields
        if isinstance(field, SealedField) != policy.line_for(model._meta.label, field.name).is_sealed
    )


def _owner_of(row: models.Model, line: FieldPolicy) -> UUID:
    owner: UUID = getattr(row, line.owner)
    return owner


def _context(row: models.Model, field: str, line: FieldPolicy) -> str:
    return f"{row._meta.db_table}|{row.pk}|{field}|{_owner_of(row, line)}"


__all__ = ["KeyGone", "Keyring", "SealedField", "Sealer", "keyring", "miscast_fields", "sealer"]
