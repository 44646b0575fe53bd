"""Words that no program writes by chance, and a search for them under every disguise."""

import base64
import html
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_plus

ALIGNMENTS: Final = 3
ADDRESSES: Final = frozenset({"people.Client.mail_address", "people.WorkAddress.address"})
"""Into these no words fit: nothing is kept there that is not a mail address."""


@dataclass(frozen=True, kw_only=True)
class Flock:
    """One canary a field, all beginning with the same song, so that one search finds any of them.

    The song goes on to a stem with what escaping would change: a letter beyond ASCII, an angle bracket and a
    quotation mark. In an address there is no room for these, and it follows the song directly.
    """

    stem: str
    fields: tuple[str, ...]

    @property
    def song(self) -> str:
        return self.stem.partition("é")[0]

    def canary(self, field: str) -> str:
        number = f"{self.fields.index(field):02}"
        return f"{self.song}{number}@example.org" if field in ADDRESSES else f"{self.stem}{number}"


@dataclass(frozen=True, order=True)
class Hit:
    place: str
    disguise: str


def hatch(fields: Iterable[str] = ()) -> Flock:
    return Flock(stem=f'{secrets.token_hex(8)}é<"{secrets.token_hex(4)}', fields=tuple(fields))


def disguises(words: str) -> Mapping[str, bytes]:
    """The same words as bytes, in every way in which a program might come to write them."""
    plain = words.encode()
    return {
        "raw": plain,
        "reversed": plain[::-1],
        "utf-16-le": words.encode("utf-16-le"),
        "utf-16-be": words.encode("utf-16-be"),
        "hexadecimal": plain.hex().encode(),
        "HEXADECIMAL": plain.hex().upper().encode(),
        "url": quote(words).encode(),
        "form": quote_plus(words).encode(),
        "html": html.escape(words).encode(),
        "json": json.dumps(words)[1:-1].encode(),
        "json, utf-8": json.dumps(words, ensure_ascii=False)[1:-1].encode(),
        "repr of bytes": repr(plain)[2:-1].encode(),
        **{f"base64 at {at}": _base64_core(plain, at) for at in range(ALIGNMENTS)},
        **{f"url-safe base64 at {at}": _base64_core(plain, at, b"-_") for at in range(ALIGNMENTS)},
    }


def disguises_in(content: bytes, words: str) -> list[str]:
    return [name for name, spelt in disguises(words).items() if spelt in content]


def hits_under(places: Iterable[Path], words: str) -> Iterator[Hit]:
    """Search files and folders, names included. A place that is not there is an error, never a clean one."""
    for place in places:
        files = [place] if place.is_file() else [one for one in place.rglob("*") if one.is_file()]
        assert files, f"there is nothing to search at {place}"
        for file in files:
            content = str(file).encode() + b"\n" + file.read_bytes()
            yield from (Hit(str(file), name) for name in disguises_in(content, words))


def _base64_core(plain: bytes, before: int, signs: bytes = b"+/") -> bytes:
    """The characters that stay the same whatever stands before and after, `before` bytes into a group."""
    spelt = base64.b64encode(b"\0" * before + plain, altchars=signs)
    first, last = -(-before * 8 // 6), (before + len(plain)) * 8 // 6
    return spelt[first:last]
