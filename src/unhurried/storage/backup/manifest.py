"""What a backup says of itself, so that it can be proved whole before and after it is needed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Self

MANIFEST_NAME: Final = "manifest.json"


class BackupRefused(Exception):
    """The copy was not made, is not whole, or may not be put there; nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class TableFacts:
    rows: int
    sha256: str


Tables = Mapping[str, TableFacts]


@dataclass(frozen=True, slots=True)
class Manifest:
    part: str
    """"records" or "keys"."""
    engine: str
    at: datetime
    file: str
    sha256: str
    tables: Tables

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self) | {"at": self.at.isoformat()}, indent=1, sort_keys=True)
        (folder / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        try:
            told = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
            tables = {name: TableFacts(**facts) for name, facts in told["tables"].items()}
            return cls(**{**told, "at": datetime.fromisoformat(told["at"]), "tables": tables})
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupRefused(f"{folder} holds no readable manifest.") from error

    def verified_file(self, folder: Path) -> Path:
        """Give the copy's file, or raise `BackupRefused` when it is not the one that was written."""
        file = folder / self.file
        if not file.is_file() or file_sha256(file) != self.sha256:
            raise BackupRefused(f"{file} is not the file that its manifest describes.")
        return file


def file_sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def facts_of(rows: Iterable[object]) -> TableFacts:
    """Count and digest rows, in whatever order the database gives them."""
    digests = sorted(hashlib.sha256(repr(row).encode()).digest() for row in rows)
    return TableFacts(rows=len(digests), sha256=hashlib.sha256(b"".join(digests)).hexdigest())
