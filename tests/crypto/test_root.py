import stat
from pathlib import Path

import pytest

from unhurried.crypto.root import PURPOSES, RootKey, RootKeyUnusable

SECRET = bytes(range(32))
WRAPPING_KEY = "77893dfb232ddbd98d4e1fad407a579290631d9568bd5993fe7f3761656ad6a2"
"""Worked out by hand from RFC 5869 (no salt, info `unhurried|1|wrap`)."""


def test_root_key_created_is_read_back_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "root.key"
    created = RootKey.create(file)
    assert RootKey.from_file(file) == created
    assert stat.S_IMODE(file.stat().st_mode) == 0o400


def test_root_key_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "root.key"
    first = RootKey.create(file)
    with pytest.raises(FileExistsError):
        RootKey.create(file)
    assert RootKey.from_file(file) == first


@pytest.mark.parametrize("content", [SECRET, SECRET.hex().encode(), SECRET.hex().upper().encode() + b"\n"])
def test_root_key_file_holds_raw_bytes_or_hexadecimal(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "root.key"
    file.write_bytes(content)
    assert RootKey.from_file(file).secret == SECRET


@pytest.mark.parametrize("content", [b"", SECRET[:31], SECRET * 2, SECRET.hex().encode()[:62], b"z" * 64])
def test_root_key_of_any_other_shape_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "root.key"
    file.write_bytes(content)
    with pytest.raises(RootKeyUnusable):
        RootKey.from_file(file)


def test_root_key_missing_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(RootKeyUnusable, match=r"absent\.key"):
        RootKey.from_file(tmp_path / "absent.key")


def test_root_key_shows_itself_in_no_text() -> None:
    assert SECRET.hex() not in repr(RootKey(SECRET))
    assert repr(SECRET) not in repr(RootKey(SECRET))


def test_derived_keys_differ_by_purpose_and_by_root() -> None:
    roots = (RootKey(SECRET), RootKey(SECRET[::-1]))
    assert len({root.derive(purpose) for root in roots for purpose in PURPOSES}) == 2 * len(PURPOSES)


def test_derived_key_stays_what_it_was_when_records_were_first_sealed() -> None:
    assert RootKey(SECRET).derive("wrap").hex() == WRAPPING_KEY


def test_purpose_misspelt_derives_nothing() -> None:
    with pytest.raises(ValueError, match="file:defualt"):
        RootKey(SECRET).derive("file:defualt")
